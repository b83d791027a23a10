"""A reference picture that a person brought: made anew in limits, small enough to go with a request."""

from collections.abc import Callable
from pathlib import Path

from vidpipe.media.brought import identify
from vidpipe.media.brought_picture import make_picture
from vidpipe.media.intake import Made, check_size

MOST_SIDE = 1536


def take_in_reference(file: Path, *, folder: Path, stopped: Callable[[], bool] = lambda: False) -> Made:
    """Read a file as a picture and make what requests carry of it in `folder`, a PNG.

    Raises BadInput for another kind of file, MediaError for a damaged one, LimitReached for one beyond limits, Stopped.
    """
    check_size("picture", file.stat().st_size)
    found = identify(file, "picture")
    path, mime, meta = make_picture(file, None, folder / "reference.png", stopped=stopped, clear=MOST_SIDE)
    return Made(path, mime, meta, original=found)
