"""A folder of pictures → a storyboard of one scene a picture, in the order of their names. Pure: nobody looks into them
here; each is decoded in a limited child when it is put into its scene."""

import re
from collections.abc import Sequence
from pathlib import PurePath

from vidpipe.errors import BadInput
from vidpipe.film.source import Material, Passage
from vidpipe.film.storyboard import Camera, Move, Scene, Storyboard

ENDINGS = ("png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff")
MOST = 60
SECONDS = 3
MOVES = (Move.PUSH_IN, Move.PAN_RIGHT, Move.PULL_OUT, Move.PAN_LEFT)
CAMERA_NAME = re.compile(r"^(?:img|dsc|dscn|image|photo|picture|screenshot|frame|p|pxl|scan)?[\W_\d]*$", re.I)


class PicturesSource:
    """Found by its name in lists; a folder is told by being one."""

    name, title, order = "pictures", "A folder of pictures", 25


def natural(name: str) -> tuple[tuple[int, int | str], ...]:
    """Orders `2.png` before `10.png`."""
    parts = re.findall(r"\d{1,12}|\D+", name.casefold())
    return tuple((0, int(part)) if part.isdigit() else (1, part) for part in parts)


def material_of(names: Sequence[str], *, name: str = "", rate: int = 24) -> Material:
    """A film of these pictures. Raises BadInput where there are none, or too many."""
    if not names:
        raise BadInput("The folder holds no pictures", remedy=f"Put {', '.join(ENDINGS[:4])} files into it.")
    if len(names) > MOST:
        raise BadInput(f"The folder holds {len(names)} pictures", remedy=f"Take at most {MOST}.")
    said = [caption(one) for one in names]
    scenes = tuple(_scene(words, place, rate) for place, words in enumerate(said, 1))
    return Material(
        kind="pictures",
        name=name,
        title=caption(name) or "Pictures",
        passages=tuple(
            Passage(number=place, text=one[:300] or f"Picture {place}", heading=one[:160], level=1)
            for place, one in enumerate(names, 1)
        ),
        board=Storyboard(scenes=scenes),
        rate=24,
    )


def caption(name: str) -> str:
    """What a file's name says to a person; '' for a number or a camera's own name."""
    stem = PurePath(name).stem
    words = " ".join(re.sub(r"[_\-.]+", " ", re.sub(r"^\d+[\W_]+", "", stem)).split())
    return "" if CAMERA_NAME.match(stem) or not re.search(r"[^\W\d_]{2}", words) else words[:1].upper() + words[1:120]


def _scene(words: str, place: int, rate: int) -> Scene:
    return Scene(
        id=f"shot{place:03d}",
        title=words[:160],
        frames=SECONDS * rate,
        action=words,
        start_prompt=words or f"picture {place}",
        motion_prompt=f"the camera moves slowly: {MOVES[place % len(MOVES)].value}",
        camera=Camera(move=MOVES[place % len(MOVES)]),
        words=words,
        card="caption" if words else "",
        origin=(place,),
    )


SOURCE = PicturesSource()
