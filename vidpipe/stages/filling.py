"""What fills the places of a stage's words for one slot: as its request will say it."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from vidpipe.film.project import Film
from vidpipe.film.slot import offered, parse
from vidpipe.recipe import Recipe, canonical
from vidpipe.stages.brief import brief_places
from vidpipe.stages.keyframes import text_at
from vidpipe.stages.mood_pictures import mood_picture_places, where
from vidpipe.stages.moods import mood_places, moods_data
from vidpipe.stages.picture import board_of, picture_places
from vidpipe.stages.storyboard import asked_data
from vidpipe.take import SlotView

NAMES = {
    "brief": "brief",
    "moods": "moods",
    "mood pictures": "keyframe",
    "storyboard": "storyboard",
    "keyframes": "keyframe",
    "clips": "motion",
    "music": "music",
}
"""Which words each stage says."""


class Filling(NamedTuple):
    """The words by name, and the value of each of their places."""

    name: str
    values: dict[str, str]


def filling_of(film: Film, view: SlotView, texts: Mapping[str, Any]) -> Filling:
    """Of a slot that has a recipe. Raises KeyError for a stage without words."""
    if view.recipe is None:
        raise LookupError("not known yet what it is made from")
    name = NAMES[view.stage]
    return Filling(name, _FILLED[name](film, view.slot, view.recipe, texts))


def _keyframe(film: Film, slot: str, recipe: Recipe, texts: Mapping[str, Any]) -> dict[str, str]:
    if offered(slot):
        return mood_picture_places(*where(film, slot))
    parsed = parse(slot)
    scene = board_of(film).scene(parsed.scene)
    return picture_places(film, scene, text_at(scene, parsed.name.rsplit("/", 1)[1]))


_FILLED: dict[str, Callable[[Film, str, Recipe, Mapping[str, Any]], dict[str, str]]] = {
    "brief": lambda film, slot, recipe, texts: brief_places(recipe),
    "moods": lambda film, slot, recipe, texts: mood_places(recipe, moods_data(recipe, texts)),
    "storyboard": lambda film, slot, recipe, texts: {"data": canonical(asked_data(recipe, texts))},
    "keyframe": _keyframe,
    "motion": lambda film, slot, recipe, texts: {name: recipe.params[name] for name in ("motion", "camera")},
    "music": lambda film, slot, recipe, texts: {name: recipe.params[name] for name in ("mood", "kind")},
}
