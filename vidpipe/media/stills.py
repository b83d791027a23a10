"""A still picture as moving frames: held with a gentle push towards its middle. Knows nothing of cuts."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vidpipe.film.version import MIDDLE, window_of
from vidpipe.media.decode import AS_IT_SUITS, Frame, Geometry
from vidpipe.media.framing import Framing
from vidpipe.media.images import Plane, cover, open_picture, planes

if TYPE_CHECKING:
    from PIL.Image import Image

PUSH = 0.06
"""How much larger the picture is at the end of a push than at its start."""
OVERSIZE = 1.06
SOFT, DIM = 16, 0.55
"""How much smaller the copy is that a whole picture stands on, and how much of its light it keeps."""


def push(
    file: Path,
    geometry: Geometry,
    *,
    frames: int,
    first: int = 0,
    total: int | None = None,
    framing: Framing = AS_IT_SUITS,
) -> Iterator[Frame]:
    """`frames` frames of a still from `first` on, of a push that takes `total` frames (all that are asked for).

    Outside of 0 to `total` the push is at rest. It fills the frame, unless it is to stand on a blur. Raises MediaError.
    """
    size = _even(geometry.width * OVERSIZE), _even(geometry.height * OVERSIZE)
    parts = planes(framed(open_picture(file), size, framing))
    length = max(2, total or frames)
    for number in range(first, first + frames):
        yield _view(parts, geometry, min(1.0, max(0.0, number / (length - 1))))


def framed(picture: "Image", size: tuple[int, int], framing: Framing) -> "Image":
    """A picture at exactly this size: cropped round its focus, or whole on a blurred copy of itself."""
    from PIL import Image, ImageFilter, ImageOps

    if framing.fit == "blur" and framing.way(picture.size, size) == "blur":
        small = cover(picture.convert("RGB"), max(2, size[0] // SOFT), max(2, size[1] // SOFT))
        back = small.filter(ImageFilter.GaussianBlur(2)).point(lambda light: int(light * DIM))
        whole = back.resize(size, Image.Resampling.BICUBIC)
        front = ImageOps.contain(picture.convert("RGB"), size, Image.Resampling.LANCZOS)
        whole.paste(front, ((size[0] - front.width) // 2, (size[1] - front.height) // 2))
        return whole
    if framing.focus is None or framing.focus == MIDDLE:
        return cover(picture, *size)
    box = window_of(picture.size, Fraction(*size), framing.focus)
    return picture.resize(size, Image.Resampling.LANCZOS, box=box)


def _even(size: float) -> int:
    return round(size / 2) * 2


def _view(parts: tuple[Plane, Plane, Plane], geometry: Geometry, time: float) -> Frame:
    from PIL import Image

    zoom = 1 + PUSH * (0.35 * time + 0.65 * time * time * (3 - 2 * time))
    frame, place = np.empty(geometry.bytes, np.uint8), 0
    for number, plane in enumerate(parts):
        size = (geometry.width, geometry.height) if number == 0 else (geometry.width // 2, geometry.height // 2)
        height, width = plane.shape
        left, top = width * (1 - 1 / zoom) / 2, height * (1 - 1 / zoom) / 2
        box = (left, top, width - left, height - top)
        seen = Image.fromarray(plane).resize(size, Image.Resampling.BICUBIC, box=box)
        frame[place : place + size[0] * size[1]] = np.asarray(seen).ravel()
        place += size[0] * size[1]
    return frame
