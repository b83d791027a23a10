"""Sounds decoded once, to be heard at any place: 48 kHz stereo in a file, kept by digest.

A tenth of a second is kept as 16 bits a sample and how loud its loudest is: half of what floats take, and with 90 dB
below the loudest of every tenth more than any sound here was made with.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import numpy as np

from vidpipe.media import ffmpeg, meter
from vidpipe.media.keep import FolderKeep, Keep, facts, key_of
from vidpipe.media.meter import Sound
from vidpipe.process import Child, Limits, ProcessFailed

RATE = 48_000
BLOCK = RATE // 10
PACKED = np.dtype([("scale", "<f4"), ("samples", "<i2", (BLOCK, 2))])
COUNTED = np.dtype("<i8")
"""What a file begins with: how many samples it holds."""
FULL = 32_767
MOST_SECONDS = 3600
LOUDEST = 16.0
"""What is further from silence than this (24 dB over full) is no sound."""
WINDOW = 8 * RATE
LIMITS = Limits(seconds=3600, memory=ffmpeg.MEMORY)
VERSION = 2


@dataclass(frozen=True)
class Decoded:
    """A decoded sound of `samples`. Before and past them it is silent, unless it goes round."""

    file: Path
    samples: int

    @classmethod
    def kept(cls, file: Path) -> "Decoded":
        """The sound of a file that `packed` wrote."""
        return cls(file, int(np.fromfile(file, COUNTED, 1)[0]))

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
        before, blocks = first % BLOCK, -(-(first + count) // BLOCK) - first // BLOCK
        place = COUNTED.itemsize + first // BLOCK * PACKED.itemsize
        packed = np.fromfile(self.file, PACKED, blocks, offset=place)
        sound: Sound = (packed["samples"] * packed["scale"][:, None, None]).reshape(-1, 2)
        return sound[before : before + count]

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
            self._known[key] = Decoded.kept(kept)
        return self._known[key]

    def _decode(self, file: Path, key: str, stretch: Fraction, *, named: bool) -> Path:
        part = self.folder / f"{key}.part"
        try:
            with Child(_command(file, stretch), limits=LIMITS, stopped=self.stopped) as child:
                packed(child.read, part)
                child.finish()
        except ProcessFailed:
            self.damaged.add(str(file))
        whole = named and str(file) not in self.damaged
        return (self.keep if whole else FolderKeep(self.folder)).put(key, part)

    def loudness(self, file: Path, digest: str) -> float:
        """The loudness of a sound as it is heard in the mix, in LUFS; -70 for silence."""
        key, sound = key_of("level", VERSION, digest), self.sound(file, digest)
        keep = FolderKeep(self.folder) if str(file) in self.damaged else self.keep
        return float(facts(keep, key, self.folder, lambda: _measured(sound)))


def _measured(sound: Decoded) -> float:
    return meter.integrated([step for window, lead in sound.windows() for step in meter.powers(window, lead)])


def packed(read: Callable[[int], bytes], into: Path) -> None:
    """Raw stereo floats, read to their end, into a file."""
    samples = 0
    with into.open("wb") as out:
        out.write(bytes(COUNTED.itemsize))
        while data := read(10 * BLOCK * 8):
            sound = np.frombuffer(data, np.float32, len(data) // 8 * 2).reshape(-1, 2)
            out.write(_blocks(sound))
            samples += len(sound)
        out.seek(0)
        out.write(np.array(samples, COUNTED).tobytes())


def _blocks(sound: Sound) -> bytes:
    """Sound as packed blocks, the last one filled up with silence."""
    sound = np.pad(sound, ((0, -len(sound) % BLOCK), (0, 0))).reshape(-1, BLOCK, 2)
    sound = np.nan_to_num(sound, copy=False, nan=0.0, posinf=0.0, neginf=0.0).clip(-LOUDEST, LOUDEST)
    loudest = np.maximum(np.abs(sound).max(axis=(1, 2)), np.float32(1e-12))
    blocks = np.empty(len(sound), PACKED)
    blocks["scale"] = loudest / FULL
    blocks["samples"] = np.rint(sound * (FULL / loudest)[:, None, None])
    return blocks.tobytes()


def _command(file: Path, stretch: Fraction) -> list[str]:
    tempo = f",atempo={float(1 / stretch):.6f}" if stretch != 1 else ""
    chain = f"aresample={RATE}:async=1:first_pts=0{tempo},aformat=channel_layouts=stereo"
    output = ["-map", "0:a:0", "-t", str(MOST_SECONDS), "-af", chain, "-ar", str(RATE), "-ac", "2", "-f", "f32le"]
    return ffmpeg.command(ffmpeg.source(file), output, ["pipe:1"])
