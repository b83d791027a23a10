"""A mix brought to a target loudness and true peak as AAC: measured once, one gain, a limiter, one encode.

The film is worked on in chunks of eight seconds (whole AAC frames, whole tenths of a second, whole pictures). What a
chunk needs is known from the timeline without hearing it, so that what was measured and encoded of it is kept by key
and a change somewhere else does not touch it. Gains go in steps, so that a small change leaves the others' as it is.
"""

import functools
import itertools
import json
import math
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from vidpipe.errors import Stopped
from vidpipe.media import adts, limiter, meter
from vidpipe.media.decoded import LOUDEST, RATE, Decoder
from vidpipe.media.keep import FolderKeep, facts, key_of
from vidpipe.media.loudness import Loudness
from vidpipe.media.meter import Sound
from vidpipe.media.sound import BLOCK

VERSION = 2
CHUNK = 8 * RATE
LEAD = (adts.PREROLL + 1) * adts.FRAME
"""Samples that are encoded before a chunk and thrown away; enough for the meter to settle, too."""
BEFORE, AFTER = limiter.MEMORY + LEAD, adts.AHEAD + limiter.AHEAD + 64
"""Samples around a chunk that have a say in what it becomes."""
STEP = 0.3
"""Decibels: gains are multiples of it."""
MOST_GAIN = 36.0
ATTEMPTS = 4
WITHIN = 0.3
"""LU from the target at which a master is good."""
MOST_LESS = 0.3
"""Decibels by which a chunk's ceiling was lowered already when it is time to lower the film's."""
HEADROOM = 1.0
"""Decibels that the limiter stays below the wanted true peak, for what AAC adds."""
EDGE = 4 * adts.FRAME
"""Samples at a chunk's joints within which its ceiling is the film's, and over which it sinks to its own."""


class Programme(Protocol):
    """What is mastered: any part of it, and all that decides that part."""

    @property
    def samples(self) -> int: ...

    def mixed(self, start: int, end: int, decoder: Decoder) -> Sound: ...

    def within(self, low: int, high: int) -> list[Any]: ...


@dataclass(frozen=True)
class RawFile:
    """A finished sound in a file of raw 48 kHz stereo floats; silent where it ends before."""

    file: Path
    samples: int

    def mixed(self, start: int, end: int, decoder: Decoder) -> Sound:
        count = max(0, min(end, self.file.stat().st_size // 8) - start)
        raw = np.fromfile(self.file, np.float32, count * 2, offset=start * 8).reshape(-1, 2)
        sound = np.nan_to_num(raw, nan=0.0, posinf=0.0, neginf=0.0).clip(-LOUDEST, LOUDEST)
        return np.pad(sound, ((0, end - start - count), (0, 0)))

    def within(self, low: int, high: int) -> list[Any]:
        return [str(self.file), low]


@dataclass(frozen=True)
class Setting:
    """The gain and the limiter's ceiling, in decibels; in the midst of a chunk the ceiling is `less` below it."""

    gain: float
    limit: float
    less: float = 0.0

    @property
    def factor(self) -> float:
        return float(10 ** (self.gain / 20))

    @property
    def top(self) -> float:
        return float(10 ** (self.limit / 20))

    @property
    def lowest(self) -> float:
        return float(10 ** ((self.limit - self.less) / 20))


@dataclass(frozen=True)
class Chunk:
    """A part of the film: its samples, the key of its mix, the powers of its mix, the highest sample in and around it.

    `true_peak` finds the peak between samples, which is work: it is asked for only where that decides.
    """

    low: int
    high: int
    key: str
    steps: Sequence[float]
    peak: float
    true_peak: Callable[[], float] = field(repr=False, compare=False)

    def limited(self, setting: Setting) -> bool:
        heard = self.peak * setting.factor
        if heard > setting.lowest or heard <= meter.SUSPECT * setting.lowest:
            return heard > setting.lowest
        return self.true_peak() * setting.factor > setting.lowest

    def named(self, kind: str, setting: Setting) -> str:
        """The key of what the setting makes of it; the ceiling is of no matter where nothing reaches it."""
        ceiling = [round(setting.limit, 2), round(setting.less, 2)] if self.limited(setting) else None
        return key_of(kind, VERSION, self.key, round(setting.gain, 2), ceiling)


@dataclass(frozen=True)
class Part:
    """An encoded chunk: the powers and the peak of what is heard of it, and its frames."""

    steps: Sequence[float]
    peak: float
    frames: bytes

    @classmethod
    def read(cls, data: bytes) -> "Part":
        head, _, frames = data.partition(b"\n")
        return cls(**json.loads(head), frames=frames)

    def written(self) -> bytes:
        return json.dumps({"steps": self.steps, "peak": self.peak}).encode() + b"\n" + self.frames


@dataclass
class Mixdown:
    """The mix, of which only what is asked for is mixed, each second once, into a file."""

    timeline: Programme
    decoder: Decoder
    file: Path
    stopped: Callable[[], bool]
    _done: set[int] = field(default_factory=set)

    def read(self, low: int, high: int) -> Sound:
        """A part of it, silent before and after the film."""
        first, last = max(0, low), min(self.timeline.samples, high)
        for block in range(first // BLOCK, -(-last // BLOCK)):
            if block not in self._done:
                self._mix(block)
        raw = np.fromfile(self.file, np.float32, (last - first) * 2, offset=first * 8).reshape(-1, 2)
        return np.pad(raw, ((first - low, high - last), (0, 0))) if last - first < high - low else raw

    def _mix(self, block: int) -> None:
        if self.stopped():
            raise Stopped("Stopped.")
        start, end = block * BLOCK, min(self.timeline.samples, (block + 1) * BLOCK)
        self.file.touch()
        with self.file.open("r+b") as out:
            out.seek(start * 8)
            out.write(self.timeline.mixed(start, end, self.decoder).tobytes())
        self._done.add(block)


def master(
    timeline: Programme, decoder: Decoder, into: Path, *, target: float, ceiling: float, stopped: Callable[[], bool]
) -> Loudness:
    """The sound of a film into an M4A as long as it, at `target` LUFS, at most `ceiling` dBTP.

    Returns what was measured of what was encoded; a silent mix stays silent. The last try stands where none fits.
    Raises MediaError, LimitReached, Stopped.
    """
    return Mastering(timeline, decoder, target, ceiling, stopped).make(into)


def gain(
    programme: Programme, decoder: Decoder, *, target: float, ceiling: float, stopped: Callable[[], bool]
) -> float:
    """By how much a film's mix is made louder before its limiter, linear."""
    made = Mastering(programme, decoder, target, ceiling, stopped)
    return made.settled(Setting(0.0, ceiling - HEADROOM)).factor


def foresee(
    programme: Programme, decoder: Decoder, awaited: Sequence[tuple[int, int]], *, stopped: Callable[[], bool]
) -> None:
    """Measure the chunks in which nothing is awaited, by samples: a film's mastering finds them known."""
    Mastering(programme, decoder, 0.0, 0.0, stopped).foresee(awaited)


def master_file(
    mix: Path, into: Path, *, samples: int, target: float, ceiling: float, stopped: Callable[[], bool]
) -> Loudness:
    """A raw mix of `samples` samples into an M4A of that length, as `master` does it."""
    with tempfile.TemporaryDirectory(prefix="master-", dir=into.parent) as name:
        decoder = Decoder(FolderKeep(Path(name)), Path(name), stopped)
        return master(RawFile(mix, samples), decoder, into, target=target, ceiling=ceiling, stopped=stopped)


@dataclass
class Mastering:
    timeline: Programme
    decoder: Decoder
    target: float
    ceiling: float
    stopped: Callable[[], bool]
    _parts: dict[str, Part] = field(default_factory=dict)
    _less: dict[int, float] = field(default_factory=dict)

    @cached_property
    def mixdown(self) -> Mixdown:
        return Mixdown(self.timeline, self.decoder, self.decoder.folder / "mix.f32", self.stopped)

    def make(self, into: Path) -> Loudness:
        setting = self.settled(Setting(0.0, self.ceiling - HEADROOM))
        got = self._encoded(setting)
        for _ in range(ATTEMPTS - 1):
            again = self._again(setting, got)
            if again is None:
                break
            setting, got = again, self._encoded(again)
        bodies = (self._part(chunk, setting).frames for chunk in self.chunks)
        adts.join(bodies, into, scratch=self.decoder.folder / "joined.aac", stopped=self.stopped)
        return got

    def foresee(self, awaited: Sequence[tuple[int, int]]) -> None:
        for low in range(0, self.timeline.samples, CHUNK):
            begins, ends = low - BEFORE, min(self.timeline.samples, low + CHUNK) + AFTER
            if not any(start < ends and end > begins for start, end in awaited):
                self._measured(low)

    @cached_property
    def chunks(self) -> list[Chunk]:
        """The film's parts, measured where it is not known."""
        return [self._measured(low) for low in range(0, self.timeline.samples, CHUNK)]

    @cached_property
    def loudness(self) -> float:
        """Of the mix before any gain, in LUFS."""
        return meter.integrated([step for chunk in self.chunks for step in chunk.steps])

    def settled(self, setting: Setting) -> Setting:
        """The gain that reaches the target through the limiter; a silent mix is left as it is."""
        if Loudness(self.loudness, 0).silent:
            return setting
        off = self.target - self.loudness
        for _ in range(ATTEMPTS):
            setting = Setting(min(MOST_GAIN, setting.gain + _stepped(off)), setting.limit)
            off = self.target - meter.integrated(
                [step for chunk in self.chunks for step in self._after(chunk, setting)]
            )
            if not _stepped(off) or (setting.gain >= MOST_GAIN and off > 0):
                break
        return setting

    def _again(self, setting: Setting, got: Loudness) -> Setting | None:
        """The next setting to try, None where what was encoded is as wanted.

        A chunk whose peaks AAC raised too far gets a lower ceiling of its own first, so that the others stay.
        """
        off = self.target - got.lufs
        fits = got.silent or abs(off) <= WITHIN or (setting.gain >= MOST_GAIN and off > 0)
        above = {chunk.low: _decibels(self._part(chunk, setting).peak) - self.ceiling for chunk in self.chunks}
        over = {low: round(excess, 2) + 0.1 for low, excess in above.items() if excess > 0}
        if fits and not over:
            return None
        stubborn = max((excess for low, excess in over.items() if self._less.get(low, 0) > MOST_LESS), default=0.0)
        self._less |= {low: self._less.get(low, 0) + excess for low, excess in over.items() if not stubborn}
        return Setting(setting.gain if fits else min(MOST_GAIN, setting.gain + _stepped(off)), setting.limit - stubborn)

    def _name(self, chunk: Chunk, setting: Setting) -> str:
        return chunk.named("aac", self._own(chunk, setting))

    def _own(self, chunk: Chunk, setting: Setting) -> Setting:
        return replace(setting, less=self._less.get(chunk.low, 0.0))

    def _part(self, chunk: Chunk, setting: Setting) -> Part:
        return self._parts[self._name(chunk, setting)]

    def _measured(self, low: int) -> Chunk:
        high = min(self.timeline.samples, low + CHUNK)
        key = key_of("mix", VERSION, high - low, self.timeline.within(low - BEFORE, high + AFTER))

        def mixed() -> Sound:
            return self.mixdown.read(low - BEFORE, high + AFTER)

        def measure() -> dict[str, Any]:
            sound = mixed()
            steps = meter.powers(sound[BEFORE - meter.LEAD : len(sound) - AFTER])
            return {"steps": steps, "peak": float(np.abs(sound).max(initial=0.0))}

        @functools.cache
        def true_peak() -> float:
            named = key_of("peak", VERSION, key)
            return float(facts(self.decoder.keep, named, self.decoder.folder, lambda: meter.true_peak(mixed())))

        found = facts(self.decoder.keep, key, self.decoder.folder, measure)
        return Chunk(low, high, key, found["steps"], found["peak"], true_peak)

    def _after(self, chunk: Chunk, setting: Setting) -> Sequence[float]:
        """The powers of a chunk after gain and limiter."""
        if not chunk.limited(setting):
            return [step * setting.factor**2 for step in chunk.steps]
        key = chunk.named("limited", setting)

        def measure() -> list[float]:
            return meter.powers(self._mastered(chunk, setting, before=meter.LEAD))

        steps: list[float] = facts(self.decoder.keep, key, self.decoder.folder, measure)
        return steps

    def _mastered(self, chunk: Chunk, setting: Setting, *, before: int = 0, after: int = 0) -> Sound:
        """A chunk after gain and limiter, with some samples around it."""
        mixed = self.mixdown.read(chunk.low - BEFORE, chunk.high + AFTER) * np.float32(setting.factor)
        less = _dip(chunk, self.timeline.samples, setting.less) if setting.less else None
        done = limiter.limited(mixed, setting.top, less) if chunk.limited(setting) else mixed
        return done[BEFORE - before : len(done) - AFTER + after]

    def _encoded(self, setting: Setting) -> Loudness:
        """Have every chunk encoded; how loud all of it is, decoded again."""
        missing = [chunk for chunk in self.chunks if not self._have(self._name(chunk, setting))]
        for row in _rows(missing):
            self._encode(row, setting)
        parts = [self._part(chunk, setting) for chunk in self.chunks]
        level = meter.integrated([step for part in parts for step in part.steps])
        return Loudness(level, _decibels(max(part.peak for part in parts)))

    def _have(self, key: str) -> bool:
        kept = None if key in self._parts else self.decoder.keep.get(key)
        if kept is not None:
            self._parts[key] = Part.read(kept.read_bytes())
        return key in self._parts

    def _encode(self, row: Sequence[Chunk], setting: Setting) -> None:
        """Encode neighbouring chunks in one go and keep each."""
        file, keep = self.decoder.folder / "row.aac", self.decoder.keep
        frames = adts.encode(self._fed(row, setting), file, stopped=self.stopped)
        place = adts.PREROLL + 1
        for chunk, (steps, peak) in zip(row, self._heard(file, row), strict=True):
            count = -(-(chunk.high - chunk.low) // adts.FRAME)
            part = Part(steps, peak, b"".join(frames[place : place + count]))
            key, scratch = self._name(chunk, setting), self.decoder.folder / "part"
            scratch.write_bytes(part.written())
            keep.put(key, scratch)
            self._parts[key] = part
            place += count
        file.unlink()

    def _fed(self, row: Sequence[Chunk], setting: Setting) -> Iterator[Sound]:
        """What the encoder is given for neighbours. The film's first frame is silent: nothing can stand before it."""
        for chunk in row:
            before = adts.PREROLL * adts.FRAME if chunk is row[0] else 0
            after = adts.AHEAD if chunk is row[-1] else 0
            sound = self._mastered(chunk, self._own(chunk, setting), before=before, after=after)
            if chunk.low == 0:
                sound = sound.copy()
                sound[: before + adts.FRAME] = 0
            yield sound

    def _heard(self, file: Path, row: Sequence[Chunk]) -> Iterator[tuple[list[float], float]]:
        """What was encoded, measured chunk by chunk."""
        lengths = [LEAD, *(chunk.high - chunk.low for chunk in row)]
        sounds = adts.decode(file, lengths, stopped=self.stopped)
        before = next(sounds)
        for sound in sounds:
            whole = np.concatenate([before[-meter.LEAD :], sound])
            yield meter.powers(whole), meter.true_peak(sound)
            before = whole


def _decibels(height: float) -> float:
    return 20 * math.log10(max(height, 1e-6))


def _dip(chunk: Chunk, samples: int, less: float) -> npt.NDArray[np.float64]:
    """How far the ceiling sinks at each sample in and around a chunk: not at its joints, where its neighbours go on."""
    begins = chunk.low + EDGE if chunk.low else -BEFORE - 2 * EDGE
    ends = chunk.high - EDGE if chunk.high < samples else samples + AFTER + 4 * EDGE
    places = np.arange(chunk.low - BEFORE, chunk.high + AFTER)
    return np.interp(places, [begins, begins + EDGE, ends - EDGE, ends], [0, less, less, 0])


def _stepped(decibels: float) -> float:
    return round(decibels / STEP) * STEP


def _rows(chunks: Sequence[Chunk]) -> Iterator[list[Chunk]]:
    """Chunks that follow one another, together."""
    places = enumerate(chunks)
    for _, row in itertools.groupby(places, lambda placed: placed[1].low - placed[0] * CHUNK):
        yield [chunk for _, chunk in row]
