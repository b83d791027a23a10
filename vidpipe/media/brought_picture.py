"""A picture that a person brought, as a keyframe: upright, sRGB, without transparency, cropped from the middle to size.

It is decoded by a process of its own with little memory and little time, so that a picture made to burst takes nothing
else along. Run as a program it does one job: `python -m vidpipe.media.brought_picture JOB.json` writes the picture and
answers with a line of JSON.
"""

import io
import json
import struct
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vidpipe.errors import MediaError
from vidpipe.process import Limits, ProcessFailed, python_command, run

if TYPE_CHECKING:
    from PIL.Image import Image

    from vidpipe.media.decode import Geometry

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
"""What may be opened. A JPEG with several pictures in it, as phones make, is one of them, and its first is used."""
MOST_PIXELS = 50_000_000
LEAST_SIDE = 16
LIMITS = Limits(seconds=60, memory=2 * 1024**3, output=64 * 1024)
MODES = {
    "1": "L",
    "L": "L",
    "LA": "RGBA",
    "La": "RGBA",
    "P": "RGBA",
    "PA": "RGBA",
    "RGB": "RGB",
    "RGBX": "RGB",
    "RGBA": "RGBA",
    "RGBa": "RGBA",
    "CMYK": "CMYK",
    "YCbCr": "RGB",
}
"""What a picture's pixels become before it is scaled. Sixteen bits of grey are brought to eight first."""
DEEP = ("I;16", "I;16L", "I;16B", "I")
GROUND = (255, 255, 255)
"""What is seen through a transparent picture: most are drawn to stand on a white page."""
CROPPED, ENLARGED = 0.3, 2.0
"""From how much loss, and how much growth on, the person is told."""
ORIENTATION = 274
DAMAGED = (OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, OverflowError, struct.error)
"""What the readers of the formats raise on bytes that make no sense."""
UNREADABLE = "The picture is damaged or incomplete"
AGAIN = "Copy or save it again, best as PNG or JPEG."


def make_picture(
    file: Path, geometry: "Geometry | None", into: Path, *, stopped: Callable[[], bool], clear: int = 0
) -> tuple[Path, str, dict[str, Any]]:
    """Path, media type and facts of the PNG that is written to `into`; it keeps its size where there is no `geometry`.

    With `clear` it keeps its transparency too, and is made smaller where its longer side has more pixels than that.
    Raises MediaError, LimitReached, Stopped.
    """
    job = into.with_suffix(".json")
    width, height = (geometry.width, geometry.height) if geometry else (0, 0)
    asked = {"file": str(file), "into": str(into), "width": width, "height": height, "clear": clear}
    job.write_text(json.dumps(asked), encoding="utf-8")
    try:
        done = run(python_command("vidpipe.media.brought_picture", str(job)), limits=LIMITS, stopped=stopped)
        answer = json.loads(done.out)
    except (ProcessFailed, ValueError) as error:
        raise MediaError(UNREADABLE, remedy=AGAIN) from error
    finally:
        job.unlink(missing_ok=True)
    if "refused" in answer:
        raise MediaError(answer["refused"], remedy=answer["remedy"])
    return into, "image/png", answer["meta"]


# ---------------------------------------------------------------- in the child


def main(arguments: list[str]) -> int:
    job = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    try:
        size = {"width": job["width"], "height": job["height"]}
        meta = convert(Path(job["file"]), Path(job["into"]), **size, clear=job.get("clear", 0))
    except MediaError as error:
        print(json.dumps({"refused": error.message, "remedy": error.remedy}))
        return 0
    print(json.dumps({"meta": meta}))
    return 0


def convert(file: Path, into: Path, *, width: int, height: int, clear: int = 0) -> dict[str, Any]:
    """Write the picture at this size (0: its own) as PNG; its facts. `clear` as above. Raises MediaError."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(file, formats=FORMATS) as opened:
                turn = _orientation(opened)
                _check(opened)
                width, height = (width, height) if width else opened.size[:: -1 if turn >= 5 else 1]
                if clear:
                    width, height = _within(width, height, clear)
                said = _remarks(opened, turn, width, height)
                picture, profile = _scaled(opened, turn, width=width, height=height)
    except Image.DecompressionBombError as error:
        raise _too_large("far too many pixels") from error
    except DAMAGED as error:
        raise MediaError(UNREADABLE, remedy=AGAIN) from error
    alpha = picture.getchannel("A") if clear and picture.mode == "RGBA" else None
    flat, understood = _to_srgb(picture, profile)
    if alpha:
        flat = _cut_out(picture, profile, alpha)
    if not understood:
        said.append("The picture's colour profile cannot be read; its colours are taken as they are.")
    _fresh(flat).save(into, format="PNG", compress_level=6)
    return {"width": width, "height": height} | ({"warnings": said} if said else {})


def _within(width: int, height: int, most: int) -> tuple[int, int]:
    scale = min(1.0, most / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _cut_out(picture: "Image", profile: bytes | None, alpha: "Image") -> "Image":
    """The picture in sRGB with its transparency, not as it stands on a ground."""
    colours = picture.convert("RGB")
    clean = ((_managed(colours, profile) if profile else None) or colours).convert("RGB")
    clean.putalpha(alpha)
    return clean


def _check(picture: "Image") -> None:
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise _too_large(f"{width}×{height} pixels")
    if min(width, height) < LEAST_SIDE:
        raise MediaError(f"The picture has only {width}×{height} pixels", remedy="Bring a larger one.")
    if picture.mode not in MODES and picture.mode not in DEEP:
        raise MediaError(
            f"The picture's pixels are of a kind that is not read here ({picture.mode[:8]})",
            remedy="Save it as an ordinary PNG or JPEG with 8 bits a colour.",
        )


def _too_large(size: str) -> MediaError:
    message = f"The picture has {size}; at most {MOST_PIXELS // 1_000_000} million are read"
    return MediaError(message, remedy="Make it smaller and bring it again.")


def _orientation(picture: "Image") -> int:
    """How the camera was held, 1 to 8, as EXIF says; 1 where that cannot be read."""
    try:
        turn = picture.getexif().get(ORIENTATION, 1)
    except DAMAGED:
        return 1
    return turn if isinstance(turn, int) and 1 <= turn <= 8 else 1


def _remarks(picture: "Image", turn: int, width: int, height: int) -> list[str]:
    """What the person should know of what is done to the picture."""
    own_width, own_height = picture.size if turn < 5 else picture.size[::-1]
    scale = max(width / own_width, height / own_height)
    lost = 1 - (width * height) / (own_width * own_height * scale * scale)
    said = []
    if lost > CROPPED:
        sides = "left and right" if own_width * height > own_height * width else "top and bottom"
        said.append(f"The picture has another shape than the film, so {lost * 100:.0f} % of it are cut off {sides}.")
    if scale > ENLARGED:
        said.append(f"The picture is small ({own_width}×{own_height}), so it looks soft in the film.")
    if getattr(picture, "is_animated", False) and picture.format in ("GIF", "WEBP", "PNG"):
        said.append("The picture moves; its first frame is used.")
    return said


def _scaled(picture: "Image", turn: int, *, width: int, height: int) -> tuple["Image", bytes | None]:
    """The middle of the picture at this size, upright, in its own colours; and its colour profile.

    It is scaled before it is turned and its colours are changed: so a large picture is held in memory once.
    """
    from PIL import Image

    aside = turn >= 5
    size = (height, width) if aside else (width, height)
    if picture.format in ("JPEG", "MPO"):
        picture.draft(None, (size[0] * 2, size[1] * 2))
    picture.load()
    profile = picture.info.get("icc_profile")
    plain = _eight_bits(picture)
    scale = max(size[0] / plain.width, size[1] / plain.height)
    part = (size[0] / scale, size[1] / scale)
    left, top = (plain.width - part[0]) / 2, (plain.height - part[1]) / 2
    box = (max(0.0, left), max(0.0, top), min(plain.width, left + part[0]), min(plain.height, top + part[1]))
    small = plain.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)
    return _turned(small, turn), profile if isinstance(profile, bytes) and profile else None


def _eight_bits(picture: "Image") -> "Image":
    """The picture in one of the few modes that are scaled well. Transparency of a colour or palette becomes alpha."""
    if picture.mode in DEEP:
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    clear = picture.mode in ("L", "RGB", "1") and "transparency" in picture.info
    wanted = "RGBA" if clear else MODES[picture.mode]
    return picture if picture.mode == wanted else picture.convert(wanted)


def _turned(picture: "Image", turn: int) -> "Image":
    from PIL.Image import Transpose

    steps = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return picture.transpose(steps[turn]) if turn in steps else picture


def _to_srgb(picture: "Image", profile: bytes | None) -> tuple["Image", bool]:
    """The picture in sRGB on a white ground; False where its profile could not be used."""
    from PIL import Image

    alpha = picture.getchannel("A") if picture.mode == "RGBA" else None
    colours = picture.convert("RGB") if alpha else picture
    understood = True
    if profile:
        managed = _managed(colours, profile) or (
            _managed(colours.convert("RGB"), profile) if colours.mode == "L" else None
        )
        understood = managed is not None
        colours = managed or colours
    colours = colours.convert("RGB")
    if alpha is None:
        return colours, understood
    ground = Image.new("RGB", colours.size, GROUND)
    ground.paste(colours, mask=alpha)
    return ground, understood


def _managed(picture: "Image", profile: bytes) -> "Image | None":
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def _fresh(picture: "Image") -> "Image":
    """The pixels alone, without anything the file said beside them."""
    from PIL import Image

    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    return clean


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
