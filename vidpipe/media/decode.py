"""Clips into frames of a film: any size, rate, pixel shape, rotation and colour comes out as planar yuv420p, bt709.

One ffmpeg a clip, read through a pipe; Python takes exactly the frames that are planned. Knows nothing of cuts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

from vidpipe.media import ffmpeg
from vidpipe.media.probe import Probe, unreadable
from vidpipe.process import Child, Limits, ProcessFailed

Frame = npt.NDArray[np.uint8]
"""One picture as flat planes: Y, then U and V at half size; `width * height * 3 / 2` bytes."""

COVER_LOSS = Fraction(1, 5)
"""A picture is cropped to fill the frame where that loses no more of it than this; else it stands on a blurred copy."""
MOST_PIXELS = 40_000_000
SEEK_FRAMES = 150
SECONDS = 3600.0


@dataclass(frozen=True)
class Geometry:
    """A film's picture: pixels, frames a second."""

    width: int
    height: int
    rate: int

    @property
    def bytes(self) -> int:
        return self.width * self.height * 3 // 2


class ClipReader:
    """Reads a clip's frames in order, from frame `skip` of it at the film's rate on. A context manager.

    `stretch` above 1 makes the clip last longer. `next()` gives a new array, or None at the clip's end.
    """

    def __init__(
        self,
        file: Path,
        probe: Probe,
        geometry: Geometry,
        *,
        skip: int = 0,
        stretch: Fraction = Fraction(1),
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        if probe.width * probe.height > MOST_PIXELS:
            raise unreadable(f"The clip has {probe.width}x{probe.height} pixels, more than can be used")
        if not probe.frames:
            raise unreadable("The clip holds no picture")
        self._bytes = geometry.bytes
        self.count = 0
        self.ended = False
        seek, drop = _seek(skip)
        start = ["-ss", f"{seek / geometry.rate / stretch:.6f}"] if seek else []
        chain = _filters(probe, geometry, drop=drop, stretch=stretch)
        output = ["-map", "0:V:0", "-vf", chain, "-fps_mode", "passthrough", *ffmpeg.FEW_WAITING]
        output += ["-f", "rawvideo", "pipe:1"]
        self._command = ffmpeg.command(["-threads", "2"], ffmpeg.source(file, *start), output)
        self._stopped = stopped
        self._child: Child

    def __enter__(self) -> Self:
        limits = Limits(seconds=SECONDS, memory=ffmpeg.MEMORY)
        self._child = Child(self._command, limits=limits, stopped=self._stopped)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._child.kill()

    def next(self) -> Frame | None:
        """The next frame, None at the end. Raises MediaError where the clip gave none at all; Stopped, LimitReached."""
        data = bytearray(self._bytes)
        if self._child.read_into(data) == self._bytes:
            self.count += 1
            return np.frombuffer(data, np.uint8)
        self.ended = True
        self._end()
        return None

    def _end(self) -> None:
        try:
            self._child.finish()
        except ProcessFailed as error:
            if not self.count:
                raise unreadable("The clip cannot be decoded") from error
        if not self.count:
            raise unreadable("No picture of the clip can be decoded")

    @property
    def damaged(self) -> bool:
        """Whether the decoder complained so far."""
        return bool(self._child.err.strip())


def _seek(skip: int) -> tuple[int, int]:
    """Where to seek and how many frames to drop from there: far ahead is sought for, the last second is counted."""
    return (skip - 30, 30) if skip > SEEK_FRAMES else (0, skip)


def _filters(probe: Probe, geometry: Geometry, *, drop: int, stretch: Fraction) -> str:
    timing = [f"setpts=PTS*{stretch.numerator}/{stretch.denominator}"] if stretch != 1 else []
    timing += [f"fps={geometry.rate}:start_time=0"]
    timing += [f"trim=start_frame={drop}"] if drop else []
    return ",".join([*timing, *square(probe), fit(probe, geometry), "setsar=1", "format=yuv420p"])


def square(probe: Probe) -> list[str]:
    """Filters that make pixels square and the dynamic range standard, where they are not."""
    steps = []
    if probe.hdr:
        steps.append(
            f"zscale=tin={probe.hdr}:pin=bt2020:min=bt2020nc:t=linear:npl=203,format=gbrpf32le,zscale=p=bt709,"
            "tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv,format=yuv420p"
        )
    if probe.aspect != 1:
        steps.append("scale=w='max(2,trunc(iw*sar/2)*2)':h=ih,setsar=1")
    return steps


def fit(probe: Probe, geometry: Geometry) -> str:
    """The filter that brings an upright picture to the film's size: by crop, or whole on a blurred copy of itself."""
    width, height = geometry.width, geometry.height
    size, matrix = f"{width}:{height}", _matrix(probe)
    if (probe.width, probe.height) == (width, height):
        return f"scale={size}:{matrix}"
    shape, wanted = Fraction(probe.width, probe.height), Fraction(width, height)
    if min(shape, wanted) / max(shape, wanted) >= 1 - COVER_LOSS:
        return f"scale={size}:force_original_aspect_ratio=increase:flags=bicubic:{matrix},crop={size}"
    small = f"{max(2, width // 16 * 2)}:{max(2, height // 16 * 2)}"
    return (
        f"split[whole][copy];[copy]scale={small}:force_original_aspect_ratio=increase:{matrix},crop={small},"
        f"gblur=sigma=4,format=yuv420p,lutyuv=y='16+(val-16)*0.55',scale={size}:flags=bilinear[back];"
        f"[whole]scale={size}:force_original_aspect_ratio=decrease:force_divisible_by=2:flags=bicubic:{matrix},"
        "format=yuv420p[front];[back][front]overlay=(W-w)/2:(H-h)/2"
    )


def cover(probe: Probe, geometry: Geometry) -> list[str]:
    """Filters that fill the film's frame with an upright picture, cropped from the middle."""
    size = f"{geometry.width}:{geometry.height}"
    return [f"scale={size}:force_original_aspect_ratio=increase:flags=bicubic:{_matrix(probe)}", f"crop={size}"]


def _matrix(probe: Probe) -> str:
    """The colour part of `scale`. What carries no tag is taken as its size suggests, the way players do."""
    tagged = any(tag in probe.tags for tag in ("bt709", "smpte170m", "bt470bg", "bt2020nc", "gbr"))
    source = "auto" if tagged or probe.hdr else ("bt709" if min(probe.width, probe.height) >= 720 else "smpte170m")
    return f"in_color_matrix={source}:out_color_matrix=bt709:out_range=tv"
