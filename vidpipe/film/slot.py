"""Names of slots: the places of a film that must be filled. A name is text; its parts are read here alone."""

from functools import lru_cache
from typing import NamedTuple

from vidpipe.film.format import Aspect, Quality

BRIEF = "brief"
SOURCE = "source"
STORYBOARD = "storyboard"
MUSIC = "music"
ANIMATIC = "animatic"
EDIT = "edit"
POSTER = "poster"
MIX = "mix"
PREVIEW = "preview"
TALK = "talk"
MOODS = "moods"
MOOD = "mood"
LINES = "lines/"
"""How the slots begin that hold a film's words in another language."""


class Parsed(NamedTuple):
    """A slot's name taken apart: the scene it belongs to ('' for the film), the rest, the variant after `@`."""

    scene: str
    name: str
    variant: str


@lru_cache(maxsize=65_536)
def parse(slot: str) -> Parsed:
    body, _, variant = slot.partition("@")
    if body.startswith("scene/"):
        _, scene, name = body.split("/", 2)
        return Parsed(scene, name, variant)
    return Parsed("", body, variant)


def reading(part: int) -> str:
    """`reading/2`: what matters in a part of a long source."""
    return f"reading/{part}"


def turn(number: int) -> str:
    """`talk/3`: what was answered to a person's third turn in the talk about the brief."""
    return f"talk/{number}"


def mood_picture(number: int, place: int) -> str:
    """`mood/2/image/1`: a picture of the second direction; both count from 1."""
    return f"mood/{number}/image/{place}"


def offered(slot: str) -> bool:
    """Whether it is something to choose from: a person approves the choice, not each offer."""
    return slot == MOODS or slot.startswith("mood/")


def keyframe(scene: str, end: str) -> str:
    """`scene/ID/keyframe/start` or `.../end`."""
    return f"scene/{scene}/keyframe/{end}"


def clip(scene: str, quality: Quality) -> str:
    """`scene/ID/clip`, or `scene/ID/clip@draft`: a draft stays when the final one is made."""
    return f"scene/{scene}/clip" + ("" if quality is Quality.FINAL else f"@{quality.value}")


def lines(language: str) -> str:
    """`lines/es`: what is said and shown in another language than the film's own."""
    return f"{LINES}{language}"


def language_of(slot: str) -> str:
    """The language that a slot is of; '' where it is of none."""
    parts = slot.split("/")
    if slot.startswith(LINES) or (slot.startswith("scene/") and parts[2:3] == ["narration"]):
        return parts[-1]
    return parts[2] if slot.startswith("cut/") and len(parts) == 4 else ""


def narration(scene: str, language: str) -> str:
    return f"scene/{scene}/narration/{language}"


def cut(aspect: Aspect, language: str, preset: str) -> str:
    """`cut/16x9/en/master`."""
    return f"cut/{aspect.slug}/{language}/{preset}"
