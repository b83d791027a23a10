"""A logo that a person brought: a picture with its transparency, made anew in limits, small enough to be drawn."""

from collections.abc import Callable
from pathlib import Path

from vidpipe.errors import BadInput
from vidpipe.media.brought import identify
from vidpipe.media.brought_picture import make_picture
from vidpipe.media.intake import Made, check_size

TAKEN = ("image/png", "image/webp", "image/jpeg")
HELP = "Bring a PNG or WebP, best with a transparent ground, or a JPEG."
MOST_SIDE = 1200
NARROWEST = 12
"""How many times as long as wide a logo may be: beyond it is a line."""


def take_in_logo(file: Path, *, folder: Path, stopped: Callable[[], bool] = lambda: False) -> Made:
    """Read a file as a logo and make what films draw of it in `folder`.

    Raises BadInput for another kind of file, MediaError for a damaged one, LimitReached for one beyond limits, Stopped.
    """
    check_size("picture", file.stat().st_size)
    found = identify(file, "picture")
    if found not in TAKEN:
        raise BadInput("The logo is a picture of a kind that is not taken for one", remedy=HELP)
    path, mime, meta = make_picture(file, None, folder / "logo.png", stopped=stopped, clear=MOST_SIDE)
    width, height = int(meta["width"]), int(meta["height"])
    if max(width, height) > NARROWEST * min(width, height):
        raise BadInput(f"The logo is a strip of {width}×{height} pixels", remedy="Crop it to the mark itself.")
    return Made(path, mime, meta, original=found)
