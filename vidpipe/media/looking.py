"""A film seen small: every picture once, in order, and what is to be known of it. Judges nothing."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vidpipe.media import ffmpeg
from vidpipe.media.decode import Geometry
from vidpipe.media.probe import unreadable
from vidpipe.process import Child, Limits, ProcessFailed

SIDE = 96
"""Pixels of the longer side of the small pictures: noise is gone in them, and what a person would notice is not."""
BLACK = 28
"""Luma up to which a small pixel counts as black (black is 16)."""
CELLS = 4
"""Parts of each side into which a picture is divided to see how much of it flashes."""
LIMITS = Limits(seconds=3600, memory=ffmpeg.MEMORY)

Luma = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Looks:
    """A film's pictures: for each the share of it that is `black`, its mean `change` in luma since the one before, the
    first of the pictures that it is `same` as without a break, and the light (0 to 1) of its `cells`.

    `kept` are small pictures by their number.
    """

    black: Numbers
    change: Numbers
    same: npt.NDArray[np.int64]
    cells: Numbers
    kept: dict[int, Luma]

    @property
    def frames(self) -> int:
        return len(self.black)


def small(width: int, height: int, rate: int) -> Geometry:
    """The size in which a film of that size is looked at."""
    scale = SIDE / max(width, height)
    return Geometry(_even(width * scale), _even(height * scale), rate)


def _even(size: float) -> int:
    return max(16, round(size / 2) * 2)


def look(film: Path, size: Geometry, *, keep: Collection[int], unlike: int, stopped: Callable[[], bool]) -> Looks:
    """Decode a film at a small size. `unlike` is the change in luma of any pixel that makes another picture.

    Raises MediaError where no picture can be decoded, Stopped, LimitReached.
    """
    seen = _Eye(size, unlike)
    kept: dict[int, Luma] = {}
    chain = f"scale={size.width}:{size.height}:flags=area:out_range=tv,format=yuv420p"
    output = ["-map", "0:V:0", "-vf", chain, "-fps_mode", "passthrough", "-f", "rawvideo", "pipe:1"]
    with Child(ffmpeg.command(["-threads", "2"], ffmpeg.source(film), output), limits=LIMITS, stopped=stopped) as child:
        data = bytearray(size.bytes)
        while child.read_into(data) == size.bytes:
            picture = np.frombuffer(bytes(data[: size.width * size.height]), np.uint8)
            if seen.count in keep:
                kept[seen.count] = picture
            seen.take(picture.reshape(size.height, size.width))
        _end(child, seen.count)
    return seen.looks(kept)


def _end(child: Child, count: int) -> None:
    """A film that breaks off is one with too few pictures; one without any cannot be looked at."""
    try:
        child.finish()
    except ProcessFailed as error:
        if not count:
            raise unreadable("The film cannot be decoded") from error
    if not count:
        raise unreadable("The film holds no picture")


class _Eye:
    """Takes pictures one by one and remembers the last, and the one since which nothing changed."""

    def __init__(self, size: Geometry, unlike: int) -> None:
        self._unlike = unlike
        self._last = self._anchor = np.zeros((size.height, size.width), np.int16)
        self._since = 0
        self._rows = np.linspace(0, size.height, CELLS + 1).astype(int)[:-1]
        self._columns = np.linspace(0, size.width, CELLS + 1).astype(int)[:-1]
        self._areas = np.outer(np.diff([*self._rows, size.height]), np.diff([*self._columns, size.width]))
        self._black: list[float] = []
        self._change: list[float] = []
        self._same: list[int] = []
        self._cells: list[npt.NDArray[np.float32]] = []

    @property
    def count(self) -> int:
        return len(self._black)

    def take(self, luma: Luma) -> None:
        now = luma.astype(np.int16)
        if not self.count:
            self._last = now
        if not self.count or np.abs(now - self._anchor).max() > self._unlike:
            self._anchor, self._since = now, self.count
        self._same.append(self._since)
        self._black.append(float((luma <= BLACK).mean()))
        self._change.append(float(np.abs(now - self._last).mean()))
        self._cells.append(self._light(now))
        self._last = now

    def _light(self, now: npt.NDArray[np.int16]) -> npt.NDArray[np.float32]:
        """Relative luminance of the cells: what an eye is given, not what the file says."""
        sums = np.add.reduceat(np.add.reduceat(now.astype(np.float32), self._rows, 0), self._columns, 1)
        signal = np.clip((sums / self._areas - 16) / 219, 0, 1)
        return np.asarray(signal**2.2, np.float32).ravel()

    def looks(self, kept: dict[int, Luma]) -> Looks:
        return Looks(
            black=np.array(self._black, np.float32),
            change=np.array(self._change, np.float32),
            same=np.array(self._same, np.int64),
            cells=np.array(self._cells, np.float32).reshape(self.count, CELLS * CELLS),
            kept=kept,
        )
