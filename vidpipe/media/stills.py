"""A still picture as moving frames: held with a gentle push towards its middle. Knows nothing of cuts."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from vidpipe.media.decode import Frame, Geometry
from vidpipe.media.images import Plane, cover, open_picture, planes

PUSH = 0.06
"""How much larger the picture is at the end of a push than at its start."""
OVERSIZE = 1.06


def push(file: Path, geometry: Geometry, *, frames: int, first: int = 0, total: int | None = None) -> Iterator[Frame]:
    """`frames` frames of a still from `first` on, of a push that takes `total` frames (all that are asked for).

    Outside of 0 to `total` the push is at rest. Raises MediaError.
    """
    picture = cover(open_picture(file), _even(geometry.width * OVERSIZE), _even(geometry.height * OVERSIZE))
    parts = planes(picture)
    length = max(2, total or frames)
    for number in range(first, first + frames):
        yield _view(parts, geometry, min(1.0, max(0.0, number / (length - 1))))


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
