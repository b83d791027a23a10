"""How tones are made, in numpy alone: struck ones as sums of damped sines, held ones as loops of a broad spectrum.

Arrays are float32 at 48 kHz; stereo is (2, samples). Nothing here knows of music.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
BLOCK = 512

Sound = NDArray[np.float32]


def struck(
    frequencies: NDArray[np.float64], amplitudes: NDArray[np.float64], decays: NDArray[np.float64], *,
    phases: NDArray[np.float64], seconds: float,
) -> Sound:  # fmt: skip
    """A sum of exponentially damped sines; decays are times to 1/e in seconds. Mono, `seconds` long.

    A damped sine is a product of a coarse and a fine exponential, so all of them together are one matrix product.
    """
    audible = frequencies < 0.45 * RATE
    poles = -1 / decays[audible] + 2j * np.pi * frequencies[audible]
    rows = int(np.ceil(seconds * RATE / BLOCK))
    coarse = np.exp(np.outer(np.arange(rows) * (BLOCK / RATE), poles)) * (
        amplitudes[audible] * np.exp(1j * phases[audible])
    )
    fine = np.exp(np.outer(poles, np.arange(BLOCK) / RATE))
    left = np.hstack([coarse.real, -coarse.imag]).astype(np.float32)
    right = np.vstack([fine.imag, fine.real])
    # Im(coarse * fine) = coarse.re * fine.im + coarse.im * fine.re
    left[:, coarse.shape[1] :] *= -1
    return (left @ right.astype(np.float32)).reshape(-1)[: int(seconds * RATE)]


def held(
    frequency: float, amplitudes: NDArray[np.float64], *, cents: float, chance: np.random.Generator, size: int = 1 << 17
) -> Sound:
    """A seamless stereo loop: every harmonic is a narrow band of random phases, which sounds as many players at once.

    `cents` is the width of a harmonic's band; bands below 160 Hz have the same phase left and right.
    """
    bins = np.zeros(size // 2 + 1)
    width = RATE / size
    for number, amplitude in enumerate(amplitudes, 1):
        centre = frequency * number
        if centre > 14_000 or amplitude < 1e-5:
            continue
        spread = max(centre * (2 ** (cents / 1200) - 1), 0.6)
        reach = int(3 * spread / width) + 2
        middle = int(centre / width)
        at = np.arange(max(1, middle - reach), min(bins.size, middle + reach + 1))
        bins[at] += amplitude / np.sqrt(spread) * np.exp(-0.5 * ((at * width - centre) / spread) ** 2)
    used = np.flatnonzero(bins > 1e-7)
    phases = chance.uniform(0, 2 * np.pi, (2, used.size))
    shared = used * width < 160
    phases[1, shared] = phases[0, shared]
    spectrum = np.zeros((2, bins.size), np.complex64)
    spectrum[:, used] = bins[used] * np.exp(1j * phases)
    return np.fft.irfft(spectrum, size, axis=1).astype(np.float32)


def noise(seconds: float, chance: np.random.Generator, *, low: float, high: float, channels: int = 1) -> Sound:
    """Noise between two frequencies with soft edges, at unit RMS; mono where `channels` is 1."""
    size = max(64, int(seconds * RATE))
    hertz = np.fft.rfftfreq(size, 1 / RATE)
    shape = 1 / np.sqrt((1 + (low / np.maximum(hertz, 1)) ** 6) * (1 + (hertz / high) ** 6))
    white = chance.standard_normal((channels, size), dtype=np.float32)
    coloured = np.fft.irfft(np.fft.rfft(white, axis=1) * shape, size, axis=1)
    coloured /= np.sqrt(np.mean(coloured**2)) + 1e-9
    sound: Sound = (coloured if channels > 1 else coloured[0]).astype(np.float32)
    return sound


def fall(seconds: float, decay: float) -> Sound:
    """An exponential envelope from 1."""
    time = np.arange(int(seconds * RATE), dtype=np.float32)
    curve: Sound = np.exp(-time / np.float32(decay * RATE)).astype(np.float32)
    return curve


def ramp(samples: int) -> Sound:
    """A smooth rise from 0 to 1 (half a cosine)."""
    return (0.5 - 0.5 * np.cos(np.linspace(0, np.pi, max(1, samples), dtype=np.float32))).astype(np.float32)


def envelope(samples: int, *, attack: float, release: float) -> Sound:
    """1 with a smooth rise and fall (seconds); both are shortened where the tone is short."""
    up = min(int(attack * RATE), samples // 2)
    down = min(int(release * RATE), samples - up)
    shape = np.ones(samples, np.float32)
    shape[:up] = ramp(up)[:up]
    shape[samples - down :] *= ramp(down)[::-1][:down]
    return shape


def levelled(sound: Sound, *, seconds: float = 0.4, level: float = 0.1) -> Sound:
    """Scaled so that its first `seconds` have this RMS."""
    head = sound[..., : int(seconds * RATE)]
    scaled: Sound = (sound * np.float32(level / (np.sqrt(np.mean(head**2)) + 1e-9))).astype(np.float32)
    return scaled


def harmonics(count: int) -> NDArray[np.float64]:
    return np.arange(1, count + 1, dtype=np.float64)


def table(values: Sequence[float]) -> NDArray[np.float64]:
    return np.asarray(values, np.float64)
