"""How a scene's words become a picture prompt, and its seed: shared by the stages that ask for pictures."""

from functools import lru_cache

from vidpipe.film.catalogue import Role
from vidpipe.film.format import size
from vidpipe.film.project import Film
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.film.wording import filled
from vidpipe.recipe import fingerprint
from vidpipe.stages.branded import accents
from vidpipe.stages.named import looks_of, pictured
from vidpipe.stages.worded import text_of

CARD_ROOM = {"title": "lower third", "caption": "lower third", "end": "centre", "lower-third": "lower third"}
"""Where a picture stays calm for the words of the cut; a tall film has title and end card above, a wide one its
end card at the left."""


def board_of(film: Film) -> Storyboard:
    """The storyboard. Stages ask for it only once their slots exist, and these exist only with a storyboard."""
    if film.storyboard is None:
        raise LookupError("no storyboard yet")
    return film.storyboard


def board_in(film: Film, language: str) -> Storyboard:
    """The storyboard with its words in one of the film's languages."""
    return film.told_in(language) or board_of(film)


def scene_seed(film: Film, scene: Scene) -> int:
    """One seed for both keyframes and the clip of a scene; a scene that continues another has its seed."""
    board, first = board_of(film), scene
    while first.continuity == "continue" and (before := board.before(first.id)):
        first = before
    return _seed_of(film.settings.seed, first.id)


@lru_cache(maxsize=8192)
def _seed_of(seed: int, scene: str) -> int:
    return int(fingerprint({"seed": seed, "scene": scene})[:12], 16)


def room_for(film: Film, scene: Scene) -> str:
    """The part of the picture that words will stand on, '' where there are none."""
    width, height = size(film.settings.aspect)
    if not scene.words or not scene.card:
        return ""
    if scene.card == "end" and width > height:
        return "left"
    return "upper third" if scene.card in ("title", "end") and height > width else CARD_ROOM[scene.card]


def picture_prompt(film: Film, scene: Scene, text: str) -> str:
    """The prompt for an image model: what is seen, the look, who is in it; no words in the picture."""
    return filled(text_of(film, "keyframe"), picture_places(film, scene, text))


def picture_places(film: Film, scene: Scene, text: str) -> dict[str, str]:
    """What fills the places of a picture's words; '' where a scene has nothing for one."""
    style = board_of(film).style
    looks = [member.look for member in board_of(film).cast if member.name in scene.cast and member.look]
    calm = room_for(film, scene)
    look = ", ".join(part for part in (style.look, *style.words, accents(film)) if part)
    looks += looks_of(film, scene, text)
    return {
        "words": pictured(film, scene, text),
        "cast": " ".join(looks),
        "look": f"Look: {look}." if look else "",
        "room": f"Calm space for a title, {calm}." if calm else "",
    }


def model_id(film: Film, role: Role, scene: Scene) -> str:
    """The resolved model for a role in this scene."""
    caps = film.model(role, scene.models)
    if caps is None:
        raise LookupError(f"no model for {role.value}")
    return caps.id
