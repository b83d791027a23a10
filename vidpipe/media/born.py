"""Clips that are encoded as the pieces of a film are, from their first picture on: a film takes these as they are.

A mark in the file says so. It is no more than a hint that anybody can write: what is taken is compared with the clip's
own pictures, decoded, and compared with the other pieces; what does not suit is drawn and encoded.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from vidpipe.media import ffmpeg
from vidpipe.media.decode import Geometry
from vidpipe.media.encode import container_options
from vidpipe.media.probe import Probe
from vidpipe.process import Limits, run
from vidpipe.recipe import fingerprint

MARK = re.compile(r"vidpipe-clip-1 ([0-9a-f]{12}) ([0-9]{1,6}(?:,[0-9]{1,6})*)")
GRID_SECONDS = 2
"""How far apart pictures are at which the body of a shot may be cut."""
LIMITS = Limits(seconds=120, memory=ffmpeg.MEMORY)


@dataclass(frozen=True)
class Part:
    """Pictures of a clip of `total` from its frame `first` on that a film shows as they are."""

    file: Path
    mark: str
    first: int
    frames: int
    total: int

    @property
    def end(self) -> int:
        return self.first + self.frames

    def suits(self, way: str) -> bool:
        """Whether it was encoded this way and can be taken out without another picture."""
        found = MARK.fullmatch(self.mark)
        if not found or found[1] != way:
            return False
        keys = {0, self.total, *(int(key) for key in found[2].split(","))}
        return {self.first, self.end} <= keys


def way(encoder: str, size: Geometry) -> str:
    """A short name for how pictures of this size are encoded."""
    return fingerprint({"encoder": encoder, "size": [size.width, size.height, size.rate]})[:12]


def mark(encoder: str, size: Geometry, keys: Sequence[int]) -> str:
    """What such a clip says of itself."""
    return f"vidpipe-clip-1 {way(encoder, size)} {','.join(map(str, keys))}"


def keys(frames: int, rate: int) -> list[int]:
    """The pictures of a clip that begin a group: where a joint of the usual lengths leaves it, and every two seconds.

    Handles are a quarter of a second, transitions that are not chosen otherwise half a second.
    """
    handle, joint = rate // 4, rate // 2
    near = {handle, handle + joint // 2, frames - handle, frames - handle - (joint - joint // 2)}
    grid = range(GRID_SECONDS * rate, frames, GRID_SECONDS * rate)
    return sorted(key for key in {0, *near, *grid} if 0 <= key < frames)


def plain(probe: Probe, size: Geometry) -> bool:
    """Whether a clip's pictures are a film's own: the same size, rate and colours, upright."""
    same = (probe.width, probe.height, probe.rate) == (size.width, size.height, Fraction(size.rate))
    return same and not probe.rotation and probe.aspect == 1 and probe.pixels == "yuv420p" and not probe.hdr


def take(part: Part, rate: int, into: Path, *, stopped: Callable[[], bool]) -> None:
    """Copy the pictures of a part. Raises ProcessFailed, LimitReached, Stopped."""
    begin = ["-noaccurate_seek", "-ss", f"{(part.first + 0.25) / rate:.6f}"] if part.first else []
    copied = ["-map", "0:V:0", "-c", "copy", "-frames:v", str(part.frames), "-map_metadata", "-1"]
    command = ffmpeg.command(ffmpeg.source(part.file, *begin), copied, container_options(rate), [ffmpeg.local(into)])
    run(command, limits=LIMITS, stopped=stopped)
