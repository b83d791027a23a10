"""What a person brings, as what a film uses: a picture, a clip or a sound, told by its bytes and made anew in limits.

Only pixels and samples of the file go on: names, tags, profiles, chapters and whatever is hidden behind the end stay
behind. Nothing is written outside of the folder that is given. May not know slots, projects or takes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from vidpipe.errors import BadInput, LimitReached, MediaError, Stopped
from vidpipe.media.brought import HELP, Kind, identify
from vidpipe.media.decode import Geometry

MEGABYTE = 1024 * 1024
MOST_BYTES: dict[Kind, int] = {"picture": 40 * MEGABYTE, "clip": 500 * MEGABYTE, "sound": 200 * MEGABYTE}


@dataclass(frozen=True)
class Made:
    """The file that is used, in the folder given; `meta` holds whole numbers, text and a list of warnings.

    `original` is the media type of what was brought.
    """

    path: Path
    mime: str
    meta: dict[str, Any]
    original: str


def check_size(kind: Kind, size: int) -> None:
    """Raises BadInput for nothing at all, LimitReached for more bytes than are read."""
    if not size:
        raise BadInput("The file is empty", remedy=f"{HELP[kind]} Copy it again if it should not be empty.")
    if size > MOST_BYTES[kind]:
        message = f"The file has {size / MEGABYTE:.0f} MB; at most {MOST_BYTES[kind] // MEGABYTE} MB are read"
        raise LimitReached(message, remedy="Make it smaller and bring it again.")


def take_in(
    file: Path,
    kind: Kind,
    geometry: Geometry,
    *,
    folder: Path,
    quality: Literal["draft", "final"] = "final",
    stopped: Callable[[], bool] = lambda: False,
) -> Made:
    """Read a file as a picture, clip or sound and make what the film can use of it in `folder`.

    Raises BadInput for a file of another kind, MediaError for a damaged one, LimitReached for one beyond the limits,
    Stopped. `folder` then holds nothing of use and is the caller's to remove.
    """
    try:
        size = file.stat().st_size
    except OSError as error:
        raise MediaError("The file cannot be read", remedy="Bring it again.") from error
    check_size(kind, size)
    found = identify(file, kind)
    if stopped():
        raise Stopped("Stopped.")
    if kind == "picture":
        from vidpipe.media.brought_picture import make_picture

        return Made(*make_picture(file, geometry, folder / "picture.png", stopped=stopped), original=found)
    if kind == "clip":
        from vidpipe.media.brought_clip import make_clip

        return Made(*make_clip(file, geometry, folder / "clip.mp4", quality=quality, stopped=stopped), original=found)
    from vidpipe.media.brought_sound import make_sound

    return Made(*make_sound(file, folder / "sound.flac", stopped=stopped), original=found)
