"""Pictures: opened within limits, fitted, thumbnailed, turned into film frames. Pillow is imported where it is used.

A picture is checked by its first bytes and its size before a pixel of it is decoded (a 230 KB PNG can want 600 MB).
"""

import io
import os
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from vidpipe.errors import MediaError

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_PIXELS = 40_000_000
THUMBNAILS = (960, 480)
"""Widths in pixels of the thumbnails a page shows."""
MIMES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
SUFFIXES = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}


def open_picture(source: Path | bytes) -> "Image":
    """A picture, decoded, upright, RGB or RGBA. Raises MediaError for what is none, too large or animated."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    data: Path | io.BytesIO = io.BytesIO(source) if isinstance(source, bytes) else source
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(data, formats=FORMATS) as opened:
                _check(opened)
                opened.load()
                upright = ImageOps.exif_transpose(opened)
    except Image.DecompressionBombError as error:
        raise _too_large("far too many pixels") from error
    except (OSError, SyntaxError, ValueError, EOFError, UnidentifiedImageError) as error:
        raise MediaError("The picture cannot be read", remedy="Use a whole PNG, JPEG or WebP.") from error
    return upright.convert("RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB")


def measure(source: Path | bytes) -> tuple[str, int, int]:
    """Media type, width and height of a picture; it is decoded, so that a damaged one is refused here."""
    from PIL import Image

    picture = open_picture(source)
    data: Path | io.BytesIO = io.BytesIO(source) if isinstance(source, bytes) else source
    with Image.open(data, formats=FORMATS) as opened:
        return MIMES[str(opened.format)], picture.width, picture.height


def _check(picture: "Image") -> None:
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise _too_large(f"{width}x{height} pixels")
    if width < 2 or height < 2:
        raise MediaError(f"The picture has only {width}x{height} pixels", remedy="Bring a larger one.")
    if getattr(picture, "n_frames", 1) > 1:
        raise MediaError("The picture is animated", remedy="Bring a still picture, or the animation as MP4.")


def _too_large(size: str) -> MediaError:
    message = f"The picture has {size}; at most {MOST_PIXELS // 1_000_000} million are read"
    return MediaError(message, remedy="Make it smaller and bring it again.")


def cover(picture: "Image", width: int, height: int, *, focus: tuple[float, float] = (0.5, 0.5)) -> "Image":
    """The picture at exactly this size, cropped around `focus` (0 to 1 from left and top) where shapes differ."""
    from PIL import Image, ImageOps

    return ImageOps.fit(picture, (width, height), Image.Resampling.LANCZOS, centering=focus)


def contain(picture: "Image", width: int, height: int) -> "Image":
    """The picture, no larger than this, whole and in its own shape."""
    scale = min(width / picture.width, height / picture.height, 1.0)
    return picture.resize((max(1, round(picture.width * scale)), max(1, round(picture.height * scale))))


def thumbnail(source: Path | bytes, into: Path, *, width: int = 960) -> tuple[int, int]:
    """Write a WebP of at most this width; returns its size. Raises MediaError."""
    picture = open_picture(source)
    small = contain(picture, width, max(1, round(width * picture.height / picture.width)))
    save(small, into)
    return small.size


def save(picture: "Image", into: Path) -> None:
    """Write a picture by its suffix (JPEG, PNG, WebP), whole or not at all."""
    kind = SUFFIXES.get(into.suffix.lower())
    if kind is None:
        raise MediaError(
            f"A picture cannot be written as {into.suffix or 'a file without suffix'}", remedy="Use .webp."
        )
    flat = picture.convert("RGB") if kind == "JPEG" else picture
    options = {"JPEG": {"quality": 90, "progressive": True}, "WEBP": {"quality": 82, "method": 4}}.get(kind, {})
    handle, part = tempfile.mkstemp(dir=into.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            flat.save(file, format=kind, **options)
        os.replace(part, into)
    finally:
        Path(part).unlink(missing_ok=True)


Plane = npt.NDArray[np.uint8]


def planes(picture: "Image") -> tuple[Plane, Plane, Plane]:
    """Y, U, V of a picture with even sides: bt709, limited range, U and V at half size."""
    flat = picture
    if flat.mode == "RGBA":
        from PIL import Image

        flat = Image.alpha_composite(Image.new("RGBA", flat.size, "black"), flat)
    red, green, blue = np.moveaxis(np.asarray(flat.convert("RGB"), np.float32), 2, 0)
    luma = 16 + 0.18259 * red + 0.61423 * green + 0.06201 * blue
    return (
        _byte(luma),
        _byte(128 + _halved(-0.10064 * red - 0.33857 * green + 0.43922 * blue)),
        _byte(128 + _halved(0.43922 * red - 0.39894 * green - 0.04027 * blue)),
    )


def _halved(plane: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    return (plane[::2, ::2] + plane[1::2, ::2] + plane[::2, 1::2] + plane[1::2, 1::2]) / np.float32(4)


def _byte(plane: npt.NDArray[np.float32]) -> Plane:
    clipped: Plane = np.clip(plane + 0.5, 0, 255).astype(np.uint8)
    return clipped
