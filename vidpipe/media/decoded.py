"""Sounds decoded once, to be heard at any place: raw 48 kHz stereo floats in a file, kept by digest."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import numpy as np

from vidpipe.media import ffmpeg, meter
from vidpipe.media.keep import FolderKeep, Keep, facts, key_of
from vidpipe.media.meter import Sound
from vidpipe.process import Limits, ProcessFailed, run

RATE = 48_000
BYTES = 8
"""Of a sample of both channels."""
MOST_SECONDS = 3600
LOUDEST = 16.0
"""What is further from silence than this (24 dB over full) is no sound."""
WINDOW = 8 * RATE
LIMITS = Limits(seconds=3600, memory=ffmpeg.MEMORY)
VERSION = 1


@dataclass(frozen=True)
class Decoded:
    """A decoded sound of `samples`. Before and past them it is silent, unless it goes round."""

    file: Path
    samples: int

    def read(self, first: int, count: int, *, loop: bool = False) -> Sound:
        parts: list[Sound] = []
        if first < 0:
            parts.append(np.zeros((min(count, -first), 2), np.float32))
        place, left = max(0, first), count - sum(map(len, parts))
        while left and (loop or place < self.samples) and self.samples:
            part = self._slice(place % self.samples, left)
            parts.append(part)
            place, left = place + len(part), left - len(part)
        return np.concatenate([*parts, np.zeros((left, 2), np.float32)])

    def _slice(self, first: int, count: int) -> Sound:
        count = min(count, self.samples - first)
        raw = np.fromfile(self.file, np.float32, count * 2, offset=first * BYTES).reshape(-1, 2)
        return np.nan_to_num(raw, nan=0.0, posinf=0.0, neginf=0.0).clip(-LOUDEST, LOUDEST)

    def windows(self) -> Iterator[tuple[Sound, int]]:
        """The sound in parts, each with how much of it leads in from the part before."""
        for start in range(0, self.samples, WINDOW):
            lead = min(start, meter.LEAD)
            yield self.read(start - lead, lead + min(WINDOW, self.samples - start)), lead


@dataclass
class Decoder:
    """Gives sounds by file and digest, decoded in `folder` where `keep` has them not; names the `damaged` files."""

    keep: Keep
    folder: Path
    stopped: Callable[[], bool]
    damaged: set[str] = field(default_factory=set)
    _known: dict[str, Decoded] = field(default_factory=dict)

    def sound(self, file: Path, digest: str = "", *, stretch: Fraction = Fraction(1)) -> Decoded:
        """What can be decoded of a file, `stretch` times as long. Raises MediaError, LimitReached, Stopped."""
        key = key_of("pcm", VERSION, digest or str(file), str(stretch))
        if key not in self._known:
            kept = (self.keep.get(key) if digest else None) or self._decode(file, key, stretch, named=bool(digest))
            self._known[key] = Decoded(kept, kept.stat().st_size // BYTES)
        return self._known[key]

    def _decode(self, file: Path, key: str, stretch: Fraction, *, named: bool) -> Path:
        part = self.folder / f"{key}.part"
        try:
            run(_command(file, part, stretch), limits=LIMITS, stopped=self.stopped)
        except ProcessFailed:
            self.damaged.add(str(file))
            part.touch()
        whole = named and str(file) not in self.damaged
        return (self.keep if whole else FolderKeep(self.folder)).put(key, part)

    def loudness(self, file: Path, digest: str) -> float:
        """The loudness of a sound as it is heard in the mix, in LUFS; -70 for silence."""
        key, sound = key_of("level", VERSION, digest), self.sound(file, digest)
        keep = FolderKeep(self.folder) if str(file) in self.damaged else self.keep
        return float(facts(keep, key, self.folder, lambda: _measured(sound)))


def _measured(sound: Decoded) -> float:
    return meter.integrated([step for window, lead in sound.windows() for step in meter.powers(window, lead)])


def _command(file: Path, into: Path, stretch: Fraction) -> list[str]:
    tempo = f",atempo={float(1 / stretch):.6f}" if stretch != 1 else ""
    chain = f"aresample={RATE}:async=1:first_pts=0{tempo},aformat=channel_layouts=stereo"
    output = ["-map", "0:a:0", "-t", str(MOST_SECONDS), "-af", chain, "-ar", str(RATE), "-ac", "2", "-f", "f32le"]
    return ffmpeg.command(ffmpeg.source(file), output, [ffmpeg.local(into)])
