"""Clips into frames of a film: any size, rate, pixel shape, rotation and colour comes out as planar yuv420p, bt709.

One ffmpeg a clip, read through a pipe; Python takes exactly the frames that are planned. Knows nothing of cuts.
"""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

from vidpipe.film.version import MIDDLE, Focus
from vidpipe.media import ffmpeg
from vidpipe.media.framing import Framing
from vidpipe.media.probe import Probe, unreadable
from vidpipe.process import Child, Limits, ProcessFailed

Frame = npt.NDArray[np.uint8]
"""One picture as flat planes: Y, then U and V at half size; `width * height * 3 / 2` bytes."""

AS_IT_SUITS = Framing()
MOST_PIXELS = 40_000_000
SEEK_FRAMES = 150
SECONDS = 3600.0
WIDE = ("bt2020", "smpte432", "smpte431")
"""Primaries of more colours than a film's."""
BRIGHTEST = {"arib-std-b67": 5, "smpte2084": 10}
"""By transfer, the brightest light that is kept, in whites of 203 cd/m²: about 1000 and 2000 cd/m²."""


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
        framing: Framing = AS_IT_SUITS,
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
        timing = _timing(geometry, drop=drop, stretch=stretch)
        self._chains = [timing + light + _fitted(probe, geometry, framing) for light in lights(probe)]
        self._source = ffmpeg.source(file, *start)
        self._stopped = stopped
        self._tried = 0
        self._child: Child

    def __enter__(self) -> Self:
        chain = ",".join(self._chains[self._tried])
        output = ["-map", "0:V:0", "-vf", chain, "-fps_mode", "passthrough", *ffmpeg.FEW_WAITING]
        output += ["-f", "rawvideo", "pipe:1"]
        command = ffmpeg.command(["-threads", "2"], self._source, output)
        self._child = Child(command, limits=Limits(seconds=SECONDS, memory=ffmpeg.MEMORY), stopped=self._stopped)
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
        if not self.count and self._tried + 1 < len(self._chains):
            return self._plainly()
        self.ended = True
        self._end()
        return None

    def _plainly(self) -> Frame | None:
        """Begin again without what this clip, or this ffmpeg, does not bear."""
        with contextlib.suppress(ProcessFailed):
            self._child.finish()
        self._child.kill()
        self._tried += 1
        self.__enter__()
        return self.next()

    def _end(self) -> None:
        try:
            self._child.finish()
        except ProcessFailed as error:
            if not self.count:
                raise unreadable("The clip cannot be decoded") from error
        if not self.count:
            raise unreadable("No picture of the clip can be decoded")

    @property
    def pale(self) -> bool:
        """Whether its light and colours could not be brought to those of a film."""
        return self._tried > 0

    @property
    def damaged(self) -> bool:
        """Whether the decoder complained so far."""
        return bool(self._child.err.strip())


def _seek(skip: int) -> tuple[int, int]:
    """Where to seek and how many frames to drop from there: far ahead is sought for, the last second is counted."""
    return (skip - 30, 30) if skip > SEEK_FRAMES else (0, skip)


def _timing(geometry: Geometry, *, drop: int, stretch: Fraction) -> list[str]:
    timing = [f"setpts=PTS*{stretch.numerator}/{stretch.denominator}"] if stretch != 1 else []
    timing += [f"fps={geometry.rate}:start_time=0"]
    return timing + ([f"trim=start_frame={drop}"] if drop else [])


def _fitted(probe: Probe, geometry: Geometry, framing: Framing) -> list[str]:
    return [*squared(probe), fit(probe, geometry, framing), "setsar=1", "format=yuv420p"]


def squared(probe: Probe) -> list[str]:
    """Filters that make pixels square, where they are not."""
    return [] if probe.aspect == 1 else ["scale=w='max(2,trunc(iw*sar/2)*2)':h=ih,setsar=1"]


def lights(probe: Probe) -> list[list[str]]:
    """Filters that bring light and colours to those of a film, the best first; the last is for where no other works."""
    return [[_standard(probe)], []] if probe.hdr or probe.primaries in WIDE else [[]]


def _standard(probe: Probe) -> str:
    """From a high dynamic range, or a wide gamut, to the standard one.

    A diffuse white of 203 cd/m² becomes a film's white; only what is near it and above is pressed together.
    """
    primaries = probe.primaries or "bt2020"
    matrix = probe.matrix or ("bt2020nc" if primaries == "bt2020" else "bt709")
    curve = probe.hdr or ("iec61966-2-1" if "iec61966-2-1" in probe.tags else "bt709")
    told = f"setparams=color_primaries={primaries}:colorspace={matrix}:color_trc={curve}"
    even, standard = "crop=trunc(iw/2)*2:trunc(ih/2)*2", "t=bt709:m=bt709:r=tv,format=yuv420p"
    if not probe.hdr:
        return f"{even},{told},zscale=p=bt709:{standard}"
    linear = f"{told},zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt709"
    return f"{even},{linear},tonemap=mobius:param=0.7:peak={BRIGHTEST[probe.hdr]}:desat=0,zscale={standard}"


def fit(probe: Probe, geometry: Geometry, framing: Framing = AS_IT_SUITS) -> str:
    """The filter that brings an upright picture to the film's size: by crop, or whole on a blurred copy of itself."""
    width, height = geometry.width, geometry.height
    size, matrix = f"{width}:{height}", _matrix(probe)
    if (probe.width, probe.height) == (width, height):
        return f"scale={size}:{matrix}"
    if framing.way((probe.width, probe.height), (width, height)) != "blur":
        part = crop(size, framing.focus)
        return f"scale={size}:force_original_aspect_ratio=increase:flags=bicubic:{matrix},{part}"
    small = f"{max(2, width // 16 * 2)}:{max(2, height // 16 * 2)}"
    return (
        f"split[whole][copy];[copy]scale={small}:force_original_aspect_ratio=increase:{matrix},crop={small},"
        f"gblur=sigma=4,format=yuv420p,lutyuv=y='16+(val-16)*0.55',scale={size}:flags=bilinear[back];"
        f"[whole]scale={size}:force_original_aspect_ratio=decrease:force_divisible_by=2:flags=bicubic:{matrix},"
        "format=yuv420p[front];[back][front]overlay=(W-w)/2:(H-h)/2"
    )


def crop(size: str, focus: Focus | None) -> str:
    """The filter that cuts a picture down to a size, with the focus in its middle as far as there is room."""
    if focus is None or focus == MIDDLE:
        return f"crop={size}"
    left, top = f"clip(iw*{focus[0]}/100-ow/2,0,iw-ow)", f"clip(ih*{focus[1]}/100-oh/2,0,ih-oh)"
    return f"crop={size}:'{left}':'{top}'"


def cover(probe: Probe, geometry: Geometry) -> list[str]:
    """Filters that fill the film's frame with an upright picture, cropped from the middle."""
    size = f"{geometry.width}:{geometry.height}"
    return [f"scale={size}:force_original_aspect_ratio=increase:flags=bicubic:{_matrix(probe)}", f"crop={size}"]


def _matrix(probe: Probe) -> str:
    """The colour part of `scale`. What carries no tag is taken as its other tags or its size suggest, as players do."""
    return f"in_color_matrix={_coded(probe)}:out_color_matrix=bt709:out_range=tv"


def _coded(probe: Probe) -> str:
    if probe.matrix or probe.hdr or probe.primaries in WIDE:
        return "auto"
    if "smpte170m" in probe.tags or "bt470bg" in probe.tags:
        return "smpte170m"
    return "bt709" if "bt709" in probe.tags or min(probe.width, probe.height) >= 720 else "smpte170m"
