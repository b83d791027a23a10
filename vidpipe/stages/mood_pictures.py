"""Moods → their pictures: the same subject in each direction's light and colours, near and far."""

from collections.abc import Mapping, Sequence
from typing import Any

from vidpipe.film.catalogue import Role
from vidpipe.film.format import size
from vidpipe.film.mood import Mood
from vidpipe.film.project import Film
from vidpipe.film.slot import MOODS, mood_picture, parse
from vidpipe.film.storyboard import ShotSize
from vidpipe.film.wording import filled
from vidpipe.ports import Draft, Need, Request, Result
from vidpipe.recipe import Recipe, fingerprint
from vidpipe.stages.keyframes import NEGATIVE
from vidpipe.stages.media import only_output
from vidpipe.stages.worded import own_words, param_of, text_of
from vidpipe.take import Take

VIEWS = (
    (ShotSize.WIDE, "Wide shot"),
    (ShotSize.CLOSE, "Close-up"),
    (ShotSize.MEDIUM, "Medium shot, from the side"),
    (ShotSize.DETAIL, "Detail, seen from very near"),
)


class MoodPicturesStage:
    name, step, title = "mood pictures", "moods", "Pictures of the moods"
    version, order, side = 1, 14, False
    role: Role | None = Role.IMAGE

    def slots(self, film: Film) -> Sequence[str]:
        if film.moods is None or not film.settings.moods or film.settings.grid:
            return ()
        return [slot for mood in film.moods.moods for slot in picture_slots(film, mood)]

    def needs(self, film: Film, slot: str) -> Sequence[Need]:
        return (Need(slot=MOODS, approved=False),)

    def recipe(self, film: Film, slot: str, inputs: Mapping[str, Take]) -> Recipe:
        mood, place = where(film, slot)
        shot = VIEWS[(place - 1) % len(VIEWS)][0]
        params = {
            "prompt": filled(text_of(film, "keyframe"), mood_picture_places(mood, place)),
            "words": words_of(mood, place),
            "position": "start",
            "camera": "static",
            "shot size": shot.value,
            "colours": list(mood.colours),
            "style": list(mood.keywords),
            "room": "",
            "size": list(size(film.settings.aspect)),
            "seed": int(fingerprint({"seed": film.settings.seed, "mood": mood.number, "picture": place})[:12], 16),
        } | own_words(film, "keyframe")
        return Recipe(stage=self.name, version=self.version, model=film.caps[Role.IMAGE].id, params=params)

    def request(self, recipe: Recipe, texts: Mapping[str, Any]) -> Request:
        asked = recipe.params
        names = ("words", "position", "camera", "shot size", "colours", "style", "room")
        data = {name: asked[name] for name in names}
        data |= {"words": asked["prompt"]} if param_of("keyframe") in asked else {}
        width, height = asked["size"]
        return Request(
            role=Role.IMAGE,
            task="keyframe",
            prompt=asked["prompt"],
            data=data,
            negative=NEGATIVE,
            width=width,
            height=height,
            seed=asked["seed"],
            sample=recipe.sample,
        )

    def accept(self, recipe: Recipe, result: Result, texts: Mapping[str, Any]) -> Draft:
        return only_output(result, "image/")


def picture_slots(film: Film, mood: Mood) -> list[str]:
    """The places of a direction's pictures: those that are made, then those that a person added."""
    return [mood_picture(mood.number, place) for place in range(1, film.settings.moods + mood.extra + 1)]


def where(film: Film, slot: str) -> tuple[Mood, int]:
    """The direction and place of a picture. Raises LookupError."""
    if film.moods is None:
        raise LookupError("no moods yet")
    _, number, _, place = parse(slot).name.split("/")
    return film.moods.mood(int(number)), int(place)


def words_of(mood: Mood, place: int) -> str:
    """What a picture shows, and from where it is seen."""
    view = VIEWS[(place - 1) % len(VIEWS)][1]
    return f"{view}: {mood.picture or mood.description}"


def mood_picture_places(mood: Mood, place: int) -> dict[str, str]:
    """What fills the places of the keyframe's words for a picture of a mood."""
    look = ", ".join(part for part in (mood.look, *mood.keywords) if part)
    return {
        "words": f"{words_of(mood, place).rstrip('.')}.",
        "cast": "",
        "look": f"Look: {look}." if look else "",
        "room": "",
    }


STAGE = MoodPicturesStage()
