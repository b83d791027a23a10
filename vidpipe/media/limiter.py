"""A limiter for true peaks that remembers only half a second: any part of a film can be limited by itself, and joins.

The gain sinks over five milliseconds before a peak and rises by 60 dB a second after it. It is worked out for groups of
16 samples and drawn between their middles, never above what any sample of theirs needs.
"""

import numpy as np
import numpy.typing as npt

from vidpipe.media import meter
from vidpipe.media.meter import Sound

GROUP = 16
ATTACK = 15
"""Groups: five milliseconds."""
RELEASE = 60 * GROUP / 48_000
"""Decibels a group."""
MEMORY = 24_000
"""Samples before a place that have a say in its gain (up to 30 dB of limiting)."""
AHEAD = (ATTACK + 2) * GROUP
"""Samples after a place that have a say in its gain."""
Steps = npt.NDArray[np.float64]


def limited(sound: Sound, limit: float, less: npt.NDArray[np.float64] | None = None) -> Sound:
    """The sound with no true peak above `limit` (linear), at each sample `less` decibels below it; where none is, as it
    was."""
    lowest = limit if less is None else limit * 10 ** (-float(less.max(initial=0.0)) / 20)
    over = _over(meter.peaks(sound, lowest), limit, less)
    if not over.any():
        return sound
    lowered = 10 ** (-_smooth(_released(_held(over))) / 20)
    middles = np.arange(len(over)) * GROUP + (GROUP - 1) / 2
    gain = np.interp(np.arange(len(sound)), middles, lowered).astype(np.float32)
    return sound * gain[:, None]


def _over(peaks: npt.NDArray[np.float32], limit: float, less: npt.NDArray[np.float64] | None) -> Steps:
    """By how many decibels each group passes the limit."""
    starts = np.arange(0, len(peaks), GROUP)
    heights = np.maximum.reduceat(peaks, starts).astype(np.float64)
    over: Steps = 20 * np.log10(np.maximum(heights / limit, 1e-6))
    return np.maximum(over if less is None else over + np.maximum.reduceat(less, starts), 0)


def _held(over: Steps) -> Steps:
    """The most of the group before, of this and of those that come within the attack."""
    around = np.pad(over, (1, ATTACK + 1))
    held: Steps = np.lib.stride_tricks.sliding_window_view(around, ATTACK + 3).max(axis=1)
    return held


def _released(held: Steps) -> Steps:
    slope = RELEASE * np.arange(len(held))
    released: Steps = np.maximum.accumulate(held + slope) - slope
    return np.maximum(released, 0)


def _smooth(steps: Steps) -> Steps:
    weights = np.hanning(ATTACK + 3)[1:-1]
    before = np.concatenate([np.full(len(weights) - 1, steps[0]), steps])
    smooth: Steps = np.convolve(before, weights / weights.sum(), "valid")
    return smooth
