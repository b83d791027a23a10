"""How loud sound in memory is: EBU R 128 by blocks that can be kept and put together, and its peak between samples.

48 kHz stereo. Loudness comes from the mean squares of every tenth of a second, K-weighted, so that a film's is known
from its parts without hearing it again.
"""

import functools
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from vidpipe.media.loudness import SILENCE

Sound = npt.NDArray[np.float32]
"""(samples, 2)."""

STEP = 4800
"""Samples of a tenth of a second."""
LEAD = 4800
"""Samples that must come before, so that the weighting has settled."""
SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
"""The two filters of ITU-R BS.1770 at 48 kHz."""
WINDOW = 15
"""Tenths of a second that are transformed at once; few enough for the processor's cache."""
TAPS = 32
SUSPECT = 0.5
"""A sample this near to a limit may have a peak beside it that passes it."""
ROWS = 1 << 16


def powers(sound: Sound, lead: int = LEAD) -> list[float]:
    """The weighted mean square of every whole tenth of a second, channels added; the first `lead` samples only lead in.

    Without a lead the sound begins after silence.
    """
    if lead < LEAD:
        sound = np.concatenate([np.zeros((LEAD - lead, 2), np.float32), sound])
    steps = (len(sound) - max(lead, LEAD)) // STEP
    sound = sound[max(lead, LEAD) - LEAD :]
    return [power for first in range(0, steps, WINDOW) for power in _window(sound, first, min(WINDOW, steps - first))]


def _window(sound: Sound, first: int, steps: int) -> Iterator[float]:
    """The powers of some steps, transformed at once with what leads in."""
    samples = LEAD + steps * STEP
    spectrum = np.fft.rfft(sound[first * STEP : first * STEP + samples].T) * _weighting(samples)
    for part in np.split(np.fft.irfft(spectrum, samples)[:, LEAD:], steps, axis=1):
        yield float((part * part).sum(dtype=np.float64)) / STEP


@functools.lru_cache(maxsize=4)
def _weighting(samples: int) -> npt.NDArray[np.complex64]:
    turn = np.exp(-2j * np.pi * np.arange(samples // 2 + 1) / samples)
    found = np.ones(len(turn), np.complex128)
    for above, below in (SHELF, HIGH_PASS):
        found *= np.polyval(above[::-1], turn) / np.polyval(below[::-1], turn)
    return found.astype(np.complex64)


def integrated(steps: Sequence[float]) -> float:
    """Loudness in LUFS of a sound by the powers of its tenths of a second, gated as EBU R 128 says; -70 for silence."""
    parts = np.array([*steps, *[0.0] * (4 - len(steps))], np.float64)
    blocks = np.convolve(parts, np.full(4, 0.25), "valid")
    loud = blocks[_lufs(blocks) > SILENCE]
    if not loud.size:
        return SILENCE
    loud = loud[_lufs(loud) > _lufs(loud.mean()) - 10]
    return max(SILENCE, float(_lufs(loud.mean())))


def _lufs(power: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    level: npt.NDArray[np.float64] = -0.691 + 10 * np.log10(np.maximum(power, 1e-20))
    return level


def true_peak(sound: Sound) -> float:
    """The highest the wave goes, between samples too (four times the rate), linear."""
    highest = float(np.abs(sound).max(initial=0.0))
    return float(peaks(sound, highest).max(initial=0.0)) if highest else 0.0


def peaks(sound: Sound, limit: float) -> npt.NDArray[np.float32]:
    """The peak at each sample and between it and the next; between them only where it can come near `limit`."""
    heights: npt.NDArray[np.float32] = np.maximum(*np.abs(sound.T))
    near = heights > SUSPECT * limit
    near[:-1] |= near[1:]
    padded = np.pad(sound, ((TAPS // 2 - 1, TAPS // 2), (0, 0)))
    for rows in _portions(np.flatnonzero(near)):
        heights[rows] = np.maximum(heights[rows], _between(padded, rows))
    return heights


def _portions(places: npt.NDArray[np.int64]) -> Iterator[npt.NDArray[np.int64]]:
    for start in range(0, len(places), ROWS):
        yield places[start : start + ROWS]


def _between(padded: Sound, places: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    """The peak between each place and the next: of a few by their surroundings, of many along the whole."""
    first, last = int(places[0]), int(places[-1])
    if len(places) * 3 < last - first:
        windows = padded[places[:, None] + np.arange(TAPS)].transpose(0, 2, 1)
        waves = np.abs(windows @ _weights()).reshape(len(places), -1)
        few: npt.NDArray[np.float32] = np.maximum.reduce(waves.T.copy())
        return few
    stretch = np.ascontiguousarray(padded[first : last + TAPS].T)
    heights = np.zeros(last - first + 1, np.float32)
    for side in stretch:
        for weights in _weights().T:
            np.maximum(heights, np.abs(np.correlate(side, weights, "valid")), out=heights)
    return heights[places - first]


@functools.cache
def _weights() -> npt.NDArray[np.float32]:
    """Weights of the samples around a place for the wave at a quarter, a half and three quarters to the next."""
    places = np.arange(TAPS)[:, None] - (TAPS // 2 - 1) - np.array([0.25, 0.5, 0.75])
    window = np.i0(5 * np.sqrt(np.maximum(0, 1 - (places / (TAPS / 2)) ** 2))) / np.i0(5)
    weights = np.sinc(places) * window
    found: npt.NDArray[np.float32] = (weights / weights.sum(axis=0)).astype(np.float32)
    return found
