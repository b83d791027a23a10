"""The room a piece sounds in and the colour of the whole: two impulse responses, made from nothing. Pure."""

import numpy as np

from vidpipe.providers.local.composer.synth import RATE, Sound, noise

SIZE = 1 << 17
BANDS = ((180, 900, 1.0, 1.0), (900, 3200, 0.85, 1.0), (3200, 9000, 0.5, 0.8))
"""Of the reverb: from and to hertz, share of its length, gain. Highs die sooner, and there are no lows."""


def room(seconds: float) -> Sound:
    """A hall that takes `seconds` to fall by 60 dB: (2, SIZE), the sides unrelated, at unit energy, 22 ms late."""
    chance = np.random.Generator(np.random.PCG64(7))
    time = np.arange(SIZE, dtype=np.float32) / RATE
    body = np.zeros((2, SIZE), np.float32)
    for low, high, share, gain in BANDS:
        band = noise(SIZE / RATE, chance, low=low, high=high, channels=2)
        body += gain * band * np.exp(-time * 6.9 / (seconds * share))
    body[:, : int(0.022 * RATE)] = 0
    for side in range(2):
        for tap in chance.uniform(0.011, 0.06, 5):
            body[side, int(tap * RATE)] += 25 * np.exp(-tap * 25)
    body[:, -4800:] *= np.linspace(1, 0, 4800, dtype=np.float32)
    return body / np.float32(np.sqrt(np.sum(body**2) / 2))


def colour(size: int = 1 << 14) -> Sound:
    """The tone of the whole, as a short response without delay: no rumble, less at 400 Hz, more air."""
    hertz = np.fft.rfftfreq(size, 1 / RATE)
    octaves = np.log2(np.maximum(hertz, 1) / 400)
    decibels = -2.0 * np.exp(-0.5 * (octaves / 0.8) ** 2) + 5.0 / (1 + (2600 / np.maximum(hertz, 1)) ** 1.6)
    magnitude = 10 ** (decibels / 20) / np.sqrt(1 + (28 / np.maximum(hertz, 0.5)) ** 6)
    return _prompt(magnitude, size)


def _prompt(magnitude: np.ndarray[tuple[int], np.dtype[np.float64]], size: int) -> Sound:
    """The response of this magnitude whose energy comes soonest (minimum phase, by the cepstrum)."""
    cepstrum = np.fft.irfft(np.log(np.maximum(magnitude, 1e-5)), size)
    cepstrum[1 : size // 2] *= 2
    cepstrum[size // 2 + 1 :] = 0
    return np.fft.irfft(np.exp(np.fft.rfft(cepstrum)), size).astype(np.float32)
