"""Music fitted to a film: it begins with its own beginning and ends with the film on its own ending.

A piece that is too long loses a part of its middle, one that is too short plays a part of it again. Where it leaps, it
goes on at a place that sounds like the one it leaves, at a quiet moment, sample beside sample.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vidpipe.media.decoded import RATE, Decoded

VERSION = 1
HOP = 480
"""Samples of a step: a hundredth of a second."""
WINDOW = 2048
EDGES = np.array([60, 120, 240, 480, 960, 1920, 3840, 7680, 15_360])
"""Hertz between which the loudness of a step is taken for its sound."""
SLACK = round(0.8 * RATE)
"""The ending may come so much before the film's end, that a whole number of beats fits."""
CLOSE = round(0.25 * RATE)
"""So near to the film's length it is left as it is."""
CONTEXT = 60
"""Steps around a leap that should sound alike."""
CROSS = RATE // 8
"""Samples over which one place goes over into the other."""
HEAD, TAIL = 1.0, 3.0
"""Seconds at the beginning and before the end in which nothing leaps."""
FINE = 480
QUIET = 0.06
"""How much a decibel of loudness at the leap weighs against one of difference around it."""
ALIKE = 0.5
"""Correlation from which two places are faded over by straight lines: they add up."""
SHORTEST = 10.0
"""Seconds below which a piece is too short to leap in."""
Steps = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Stretch:
    """A part of the piece, from sample `first` for `length`; it goes over into the next during the last `cross`.

    `even` says that the two are alike.
    """

    first: int
    length: int
    cross: int = 0
    even: bool = False


def fitted(music: Decoded, samples: int) -> list[Stretch] | None:
    """The parts of a piece that together last as long as a film, the last ending as the piece does, maybe a little
    before the film. None where the piece is best left as it is: of the film's length, or too short to leap in."""
    surplus = music.samples - samples
    if abs(surplus) <= CLOSE or min(music.samples, samples) < SHORTEST * RATE / 2 or music.samples < SHORTEST * RATE:
        return None
    room = round(music.samples - (HEAD + TAIL) * RATE) // 2
    return _leaping(music, surplus, leaps=1 if surplus > 0 else math.ceil(-surplus / room))


def _described(music: Decoded) -> Steps:
    """The loudness in decibels of some bands of every hundredth of a second."""
    window = np.hanning(WINDOW).astype(np.float32)
    bins = np.searchsorted(np.fft.rfftfreq(WINDOW, 1 / RATE), EDGES)
    rows = []
    for first in range(0, music.samples, 256 * HOP):
        mono = music.read(first - WINDOW // 2, 256 * HOP + WINDOW).mean(axis=1)
        frames = np.lib.stride_tricks.sliding_window_view(mono, WINDOW)[: 256 * HOP : HOP] * window
        power = np.square(np.abs(np.fft.rfft(frames)))
        rows.append(np.add.reduceat(power, bins, axis=1)[:, :-1])
    found: Steps = (10 * np.log10(np.concatenate(rows) + 1e-3)).astype(np.float32)
    return found[: music.samples // HOP]


def _leaping(music: Decoded, surplus: int, *, leaps: int) -> list[Stretch] | None:
    """The stretches between leaps that together skip so many samples, or a little more; below nought they repeat."""
    steps, made, first = _described(music), list[Stretch](), 0
    for left in range(leaps, 0, -1):
        least = 1 - (-(surplus // left) // HOP) - (SLACK // HOP // 2 if left > 1 else 0)
        found = _leap(steps, least=least, most=least + SLACK // HOP, after=round(first / HOP + HEAD * RATE / HOP))
        if found is None:
            return None
        leave = found[0] * HOP
        skipped, alike = _aligned(music, leave, found[1] * HOP)
        made.append(Stretch(first, leave + CROSS - first, cross=CROSS, even=alike))
        first, surplus = leave + skipped, surplus - skipped
    return [*made, Stretch(first, music.samples - first)]


def _leap(steps: Steps, *, least: int, most: int, after: int) -> tuple[int, int] | None:
    """Where to leave, from step `after` on, and how many steps to skip, so that it goes on as alike and as quietly as
    can be. None where there is no room."""
    count, head, tail = len(steps), round(HEAD * RATE / HOP), round(TAIL * RATE / HOP)
    cross = CROSS // HOP + 1
    level = np.convolve(steps.mean(axis=1), np.full(cross, 1 / cross))[cross - 1 :]
    best: tuple[float, int, int] | None = None
    for skip in range(least, most + 1):
        low, high = max(after, head - skip), min(count - tail, count - tail - skip)
        if high - low <= CONTEXT or not skip:
            continue
        unlike = np.abs(steps[low:high] - steps[low + skip : high + skip]).mean(axis=1)
        around = np.convolve(unlike, np.full(CONTEXT, 1 / CONTEXT), "same")
        loud = (level[low:high] + level[low + skip : high + skip]) / 2
        cost = (around + QUIET * loud)[CONTEXT // 2 : -(CONTEXT // 2)]
        place = int(cost.argmin())
        if best is None or cost[place] < best[0]:
            best = (float(cost[place]), low + CONTEXT // 2 + place, skip)
    return best and (best[1], best[2])


def _aligned(music: Decoded, leave: int, skipped: int) -> tuple[int, bool]:
    """The leap moved by less than a step so that wave meets wave, and whether the two are alike then."""
    here = music.read(leave, CROSS).mean(axis=1)
    there = music.read(leave + skipped - FINE, CROSS + 2 * FINE).mean(axis=1)
    likeness = np.correlate(there, here, "valid")
    squares = np.cumsum(np.concatenate([[0.0], np.square(there, dtype=np.float64)]))
    energy = (squares[CROSS:] - squares[:-CROSS])[: len(likeness)]
    ratio = likeness / np.sqrt(np.maximum(energy * float(np.square(here, dtype=np.float64).sum()), 1e-12))
    best = int(ratio.argmax())
    return skipped + best - FINE, bool(ratio[best] > ALIKE)


def starts(stretches: Sequence[Stretch]) -> Iterator[int]:
    """Where each stretch begins on the timeline."""
    place = 0
    for stretch in stretches:
        yield place
        place += stretch.length - stretch.cross
