"""How one picture gives way to another: dissolve, dip, wipe, slide, zoom. Pure work on planar yuv420p frames.

Every kind is exactly the first picture at 0 and the second at 1. Chroma has half of luma's pixels, so a slide moves by
whole chroma pixels, and a soft edge weighs a chroma pixel as the luma pixels that it colours.
"""

from collections.abc import Callable, Iterator, Mapping

import numpy as np
import numpy.typing as npt
from PIL import Image

from vidpipe.film.storyboard import Joint, Way
from vidpipe.media.decode import Frame, Geometry
from vidpipe.media.timeline import Moment

Plane = npt.NDArray[np.uint8]
Weights = npt.NDArray[np.uint16]
"""How much of the second picture, 0 to 256, along one side of a plane."""

BLACK, WHITE = 16, 235
SOFT = 0.06
"""The soft edge of a wipe, as a part of the side it runs along."""
NEARER, FURTHER = 1.5, 1.25
"""How much larger the first picture of a zoom becomes, and from how much further away the second comes: less, since
around it stands only its reflection."""
MELT_FROM, MELT_TO = 0.3, 0.7
"""The part of a zoom in which its pictures melt into one another."""


def picture(seen: Mapping[int, Frame], moment: Moment, size: Geometry) -> Frame:
    """What a film shows at a moment, from the frames of the shots by their numbers."""
    frame = seen[moment.a]
    if moment.b is not None:
        frame = between(frame, seen[moment.b], moment.mix, kind=moment.kind, way=moment.way, size=size)
    if moment.light >= 1:
        return frame
    return mixed(plain(size, WHITE if moment.kind is Joint.DIP_WHITE else BLACK), frame, moment.light)


def between(a: Frame, b: Frame, share: float, *, kind: Joint, way: Way, size: Geometry) -> Frame:
    """The picture on the way from `a` (0) to `b` (1) by a kind that shows both."""
    if share <= 0 or share >= 1:
        return b if share >= 1 else a
    if kind is Joint.WIPE:
        return _wiped(a, b, share, way=way, size=size)
    if kind is Joint.SLIDE:
        return _slid(a, b, share, way=way, size=size)
    return _zoomed(a, b, share, size=size) if kind is Joint.ZOOM else mixed(a, b, share)


def plain(size: Geometry, luma: int) -> Frame:
    """A picture of one grey."""
    frame = np.full(size.bytes, 128, np.uint8)
    frame[: size.width * size.height] = luma
    return frame


def mixed(a: Frame, b: Frame, share: float) -> Frame:
    """A picture that is `share` (0 to 1) `b` and the rest `a`."""
    return _weighed(a, b, np.uint16(round(share * 256)))


def _weighed(a: Plane, b: Plane, part: np.uint16 | Weights) -> Plane:
    total = a.astype(np.uint16)
    total *= np.uint16(256) - part
    total += b.astype(np.uint16) * part
    total += 128
    total >>= 8
    return total.astype(np.uint8)


def planes(frame: Frame, size: Geometry) -> Iterator[Plane]:
    """Luma and the two chroma planes of a frame, as views (rows, columns)."""
    width, height, start = size.width, size.height, 0
    for wide, high in ((width, height), (width // 2, height // 2), (width // 2, height // 2)):
        yield frame[start : start + wide * high].reshape(high, wide)
        start += wide * high


def _by_planes(a: Frame, b: Frame, size: Geometry, work: Callable[[Plane, Plane, Plane, bool], None]) -> Frame:
    """A new frame whose planes `work(of_a, of_b, out, is_luma)` fills."""
    made = np.empty_like(a)
    for number, (of_a, of_b, out) in enumerate(zip(planes(a, size), planes(b, size), planes(made, size), strict=True)):
        work(of_a, of_b, out, number == 0)
    return made


def _wiped(a: Frame, b: Frame, share: float, *, way: Way, size: Geometry) -> Frame:
    """An edge goes over the picture, the second one behind it."""
    lying = way in (Way.LEFT, Way.RIGHT)
    luma = _edge(size.width if lying else size.height, share, backwards=way in (Way.LEFT, Way.UP))
    chroma = ((luma[0::2] + luma[1::2] + 1) // 2).astype(np.uint16)

    def work(of_a: Plane, of_b: Plane, out: Plane, is_luma: bool) -> None:
        weights = luma if is_luma else chroma
        if lying:
            _part(of_a, of_b, out, weights)
        else:
            _part(of_a.T, of_b.T, out.T, weights)

    return _by_planes(a, b, size, work)


def _edge(length: int, share: float, *, backwards: bool) -> Weights:
    """The weights behind an edge that has gone `share` of the way, soft on both sides; it begins and ends outside."""
    soft = max(4.0, SOFT * length)
    place = np.arange(length) + 0.5
    ahead = np.clip((share * (length + soft) - place) / soft, 0, 1)
    weights: Weights = np.rint(256 * ahead * ahead * (3 - 2 * ahead)).astype(np.uint16)
    return weights[::-1] if backwards else weights


def _part(a: Plane, b: Plane, out: Plane, weights: Weights) -> None:
    """Columns of `a` where nothing weighs, of `b` where all does; only what lies between is worked out."""
    out[:] = a
    whole, soft = np.flatnonzero(weights == 256), np.flatnonzero((weights > 0) & (weights < 256))
    if whole.size:
        behind = slice(whole[0], whole[-1] + 1)
        out[:, behind] = b[:, behind]
    if soft.size:
        band = slice(soft[0], soft[-1] + 1)
        out[:, band] = _weighed(a[:, band], b[:, band], weights[band])


def _slid(a: Frame, b: Frame, share: float, *, way: Way, size: Geometry) -> Frame:
    """The second picture pushes the first out of the frame."""
    lying = way in (Way.LEFT, Way.RIGHT)
    gone = round(share * (size.width if lying else size.height) / 2)

    def work(of_a: Plane, of_b: Plane, out: Plane, is_luma: bool) -> None:
        old, new, into = (of_a, of_b, out) if lying else (of_a.T, of_b.T, out.T)
        length, by = into.shape[1], gone * 2 if is_luma else gone
        if way in (Way.LEFT, Way.UP):
            into[:, : length - by], into[:, length - by :] = old[:, by:], new[:, :by]
        else:
            into[:, by:], into[:, :by] = old[:, : length - by], new[:, length - by :]

    return _by_planes(a, b, size, work)


def _zoomed(a: Frame, b: Frame, share: float, *, size: Geometry) -> Frame:
    """One move forward through both pictures, which melt in its middle."""
    time = (share - MELT_FROM) / (MELT_TO - MELT_FROM)
    if time <= 0:
        return _scaled(a, NEARER**share, size)
    if time >= 1:
        return _scaled(b, FURTHER ** (share - 1), size)
    return mixed(
        _scaled(a, NEARER**share, size), _scaled(b, FURTHER ** (share - 1), size), time * time * (3 - 2 * time)
    )


def _scaled(frame: Frame, scale: float, size: Geometry) -> Frame:
    """A frame seen from nearer (above 1) or further away, where its own reflection stands around it."""

    def work(of: Plane, _: Plane, out: Plane, is_luma: bool) -> None:
        high, wide = of.shape
        rim = 0 if scale >= 1 else 2 * round((1 / scale - 1) * max(wide, high) / 4) + 2
        around = np.pad(of, rim, mode="symmetric") if rim else of
        left, top = rim + wide * (1 - 1 / scale) / 2, rim + high * (1 - 1 / scale) / 2
        box = (left, top, left + wide / scale, top + high / scale)
        out[:] = np.asarray(Image.fromarray(around).resize((wide, high), Image.Resampling.BILINEAR, box=box))

    return _by_planes(frame, frame, size, work)
