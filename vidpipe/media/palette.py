"""The few colours that a picture is made of, as a style guide names them. Pillow is imported where it is used."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vidpipe.media import images, poster

if TYPE_CHECKING:
    from PIL.Image import Image

SMALL = 160
MANY = 16
ACCENT = 0.08
"""A colour of a smaller share is an accent."""
APART = 40.0
"""How far two colours lie from one another at least, in steps of red, green and blue together."""


def palette(file: Path, mime: str, *, count: int = 5) -> tuple[str, ...]:
    """At most `count` colours of a picture, or of a good frame of a clip, as `#rrggbb`: large ones from the top of the
    picture to its foot, then accents. Raises MediaError."""
    from PIL.Image import Quantize, Resampling

    picture = _picture(file, mime).convert("RGB")
    picture.thumbnail((SMALL, SMALL), Resampling.NEAREST)  # a smooth one would mix colours that stand side by side
    few = picture.quantize(MANY, method=Quantize.MEDIANCUT)
    marks = np.asarray(few)
    shades = np.asarray(few.getpalette() or [], np.float64).reshape(-1, 3)
    shares = {int(mark): float((marks == mark).mean()) for mark in np.unique(marks)}
    chosen: list[int] = []
    for mark in sorted(shares, key=lambda mark: (-shares[mark] * (1 + _vivid(shades[mark])), mark)):
        if len(chosen) < count and all(np.abs(shades[mark] - shades[other]).sum() >= APART for other in chosen):
            chosen.append(mark)
    height = {mark: float(np.nonzero(marks == mark)[0].mean()) for mark in chosen}
    chosen.sort(key=lambda mark: (shares[mark] < ACCENT, height[mark]))
    return tuple("#{:02x}{:02x}{:02x}".format(*(round(part) for part in shades[mark])) for mark in chosen)


def _vivid(shade: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> float:
    """How colourful a colour is, from 0 to 1: a small red counts as much as twice as much grey."""
    return float(shade.max() - shade.min()) / 255


def _picture(file: Path, mime: str) -> "Image":
    if mime.startswith("image/"):
        return images.open_picture(file)
    with tempfile.TemporaryDirectory(prefix="palette-") as folder:
        frame = Path(folder) / "frame.png"
        poster.choose(file, frame)
        return images.open_picture(frame)
