"""The sound of a cut, mixed: the clips' own, the narration, the music that makes room for it. 48 kHz stereo float.

Any second of it can be mixed by itself, from sounds that are decoded once; memory does not grow with the film. Levels
before mastering: narration at -16 LUFS, music at -20 and 12 dB less under speech, the clips' own sound as it is and 9
dB less under speech.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from vidpipe.errors import Stopped
from vidpipe.media.decoded import Decoder
from vidpipe.media.keep import FolderKeep
from vidpipe.media.meter import Sound

RATE = 48_000
BLOCK = RATE
Curve = Callable[[npt.NDArray[np.int64]], npt.NDArray[np.float64]]
"""Linear gain by sample of the timeline."""

ATTACK, RELEASE, GAP = 0.25, 0.4, 0.8
"""Seconds that music sinks before speech, rises after it, and the pause in which it does not bother to rise."""
FADE_IN, FADE_OUT = 0.3, 1.0
DECLICK = 240


@dataclass(frozen=True)
class Track:
    """A sound on the timeline, from sample `start` for `length`; `skip` samples of its file come before.

    `duck` is how many decibels it sinks under speech, `edge` whether it fades at the film's ends. A fade is of equal
    power, or a straight line where `even`: for two that are alike. What it is made of is known by its file's `digest`.
    """

    file: Path
    start: int
    length: int
    skip: int = 0
    gain: float = 1.0
    stretch: Fraction = Fraction(1)
    loop: bool = False
    duck: float = 0.0
    edge: bool = True
    fade_in: int = DECLICK
    fade_out: int = DECLICK
    even: bool = False
    digest: str = ""

    @property
    def end(self) -> int:
        return self.start + self.length

    def within(self, low: int, high: int) -> list[Any]:
        """All that decides how it is heard between two samples, seen from the first."""
        rises, falls = self.start + self.fade_in > low, self.end - self.fade_out < high
        return [
            *(self.digest or str(self.file), str(self.stretch), self.loop),
            self.skip - self.start + low,
            *(round(self.gain, 6), self.duck, self.edge, self.even),
            [self.start - low, self.fade_in] if rises else None,
            [self.end - low, self.fade_out] if falls else None,
        ]


@dataclass(frozen=True)
class Timeline:
    """What is heard in a film of `samples`: its tracks, and where somebody talks, in samples."""

    tracks: Sequence[Track]
    speech: Sequence[tuple[int, int]]
    samples: int

    @cached_property
    def _duck(self) -> Curve:
        return ducking(self.speech)

    @cached_property
    def _spoken(self) -> list[tuple[int, int]]:
        return _merged(sorted(self.speech))

    def between(self, low: int, high: int) -> list[Track]:
        return [track for track in self.tracks if track.start < high and track.end > low]

    def mixed(self, start: int, end: int, decoder: Decoder) -> Sound:
        """A part of the mix."""
        place = np.arange(start, end, dtype=np.int64)
        total = np.zeros((end - start, 2), np.float32)
        fading = start < FADE_IN * RATE or end > self.samples - FADE_OUT * RATE
        ducked, edges = self._duck(place), _edges(place, self.samples) if fading else None
        for track in self.between(start, end):
            low, high = max(start, track.start), min(end, track.end)
            part = slice(low - start, high - start)
            gain = np.full((high - low, 1), track.gain, np.float32)
            if track.start + track.fade_in > low or track.end - track.fade_out < high:
                gain[:, 0] *= _fades(track, place[part])
            if track.duck and ducked.any():
                gain[:, 0] *= 10 ** (-track.duck * ducked[part] / 20)
            if track.edge and edges is not None:
                gain[:, 0] *= edges[part]
            heard = decoder.sound(track.file, track.digest, stretch=track.stretch)
            total[part] += heard.read(track.skip + low - track.start, high - low, loop=track.loop) * gain
        return total

    def within(self, low: int, high: int) -> list[Any]:
        """All that decides the mix between two samples, seen from the first: equal there, equal sound."""
        reach = [(a - low, b - low) for a, b in self._spoken if b + RELEASE * RATE > low and a - ATTACK * RATE < high]
        before, after = (round(seconds * RATE) for seconds in (ATTACK, RELEASE))
        spoken = [(max(a, -after - before), min(b, high - low + after + before)) for a, b in reach]
        head = -low if low < FADE_IN * RATE else None
        tail = [self.samples - low, self.samples] if high > self.samples - FADE_OUT * RATE else None
        tail = tail and [tail[0], min(tail[1], round(2 * FADE_OUT * RATE))]
        return [[track.within(low, high) for track in self.between(low, high)], spoken, head, tail]


def mix(
    tracks: Sequence[Track],
    speech: Sequence[tuple[int, int]],
    into: Path,
    *,
    samples: int,
    stopped: Callable[[], bool],
    decoder: Decoder | None = None,
) -> list[Track]:
    """Write the mix as raw floats; `speech` is where somebody talks, in samples. Returns tracks that were damaged."""
    timeline = Timeline(tracks, speech, samples)
    with tempfile.TemporaryDirectory(dir=into.parent) as name, into.open("wb") as out:
        decoder = decoder or Decoder(FolderKeep(Path(name)), Path(name), stopped)
        for start in range(0, samples, BLOCK):
            if stopped():
                raise Stopped("Stopped.")
            out.write(timeline.mixed(start, min(samples, start + BLOCK), decoder).tobytes())
    return [track for track in tracks if str(track.file) in decoder.damaged]


def _fades(track: Track, place: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Equal-power ramps at a track's own ends, so that two that overlap stay equally loud."""
    rise = np.clip((place - track.start + 0.5) / max(1, track.fade_in), 0, 1)
    fall = np.clip((track.end - place - 0.5) / max(1, track.fade_out), 0, 1)
    if track.even:
        return np.asarray(rise * fall, np.float64)
    faded: npt.NDArray[np.float64] = np.sin(rise * np.pi / 2) * np.sin(fall * np.pi / 2)
    return faded


def _edges(place: npt.NDArray[np.int64], samples: int) -> npt.NDArray[np.float64]:
    """The film's own fades; the last sample is the first that is nothing."""
    rise = np.clip((place + 1) / (FADE_IN * RATE), 0, 1)
    fall = np.clip((samples - place) / min(FADE_OUT * RATE, samples / 2), 0, 1)
    edges: npt.NDArray[np.float64] = _smooth(rise) * np.sin(fall * np.pi / 2)
    return edges


def _smooth(time: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    curve: npt.NDArray[np.float64] = time * time * (3 - 2 * time)
    return curve


def ducking(speech: Sequence[tuple[int, int]]) -> Curve:
    """How deep to duck (0 to 1) at each sample: down before speech begins, up after it, calm in short pauses."""
    spans = _merged(sorted(speech))

    def depth(place: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        deepest = np.zeros(len(place))
        for start, end in spans:
            if end + RELEASE * RATE > place[0] and start - ATTACK * RATE < place[-1]:
                down = np.clip((place - start) / (ATTACK * RATE) + 1, 0, 1)
                up = np.clip(1 - (place - end) / (RELEASE * RATE), 0, 1)
                deepest = np.maximum(deepest, _smooth(down) * _smooth(up))
        return deepest

    return depth


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start - merged[-1][1] < GAP * RATE:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def speaking(tracks: Sequence[Track]) -> Iterator[tuple[int, int]]:
    """Where tracks of narration are heard, in samples."""
    for track in tracks:
        yield track.start, track.end
