"""The chosen mood in what is made after it: its words and colours, and its pictures where a model takes references.

A film without moods has none of it: neither in a recipe nor in a request.
"""

from collections.abc import Mapping
from typing import Any

from vidpipe.film.catalogue import Role
from vidpipe.film.mood import styled
from vidpipe.film.project import Film
from vidpipe.film.slot import MOOD
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.ports import Need, Ref
from vidpipe.recipe import Recipe

PARAM, PICTURES = "mood", "mood pictures"
MOST = 3
"""Pictures of a mood that go with a request."""
LOOK_ALONE = "Take only light, colours and texture from the pictures given, and nothing of what they show."
LOOK_OF_LAST = "Of the last {count} of the pictures given take only light, colours and texture, not what they show."
MOODED = "`mood` is the direction that the client chose: keep its light, colours and words in every prompt."


def mood_needs(film: Film) -> tuple[Need, ...]:
    return (Need(slot=MOOD),) if film.settings.moods else ()


def mood_param(film: Film) -> dict[str, Any]:
    """What a writer is told of the chosen mood, as a parameter of its recipe."""
    return {PARAM: film.mood.mood.said} if film.settings.moods and film.mood else {}


def mood_data(recipe: Recipe) -> dict[str, Any]:
    """The same as data of its request; a writer who reads only the style finds it there too."""
    said = recipe.params.get(PARAM)
    if not said:
        return {}
    style = ", ".join(part for part in (recipe.params.get("style", ""), *said["keywords"], said["look"]) if part)
    return {"mood": said, "style": style}


def in_mood(board: Storyboard, recipe: Recipe) -> Storyboard:
    """The storyboard in the mood of its recipe, unless a note has just asked for another style."""
    said = recipe.params.get(PARAM)
    return styled(board, said) if said and "style" not in recipe.params.get("changes", {}) else board


def mood_pictures(film: Film, scene: Scene, *, beside: int = 0) -> dict[str, tuple[str, str]]:
    """Digest and mime of the mood's pictures by the names of inputs, as many as the scene's model takes `beside` others
    and a picture of the scene itself: a model that takes one alone takes it for the scene."""
    caps = film.model(Role.IMAGE, scene.models)
    if caps is None or film.mood is None or not film.settings.moods:
        return {}
    shown = film.mood.pictures[: max(0, min(MOST, caps.references - 1 - beside))]
    return {f"mood picture {place}": (one.digest, one.mime) for place, one in enumerate(shown, 1)}


def kinds_of(shown: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    """What kind of file each of these pictures is, as a parameter; nothing without any."""
    return {PICTURES: {name: mime for name, (_, mime) in shown.items()}} if shown else {}


def mood_refs(recipe: Recipe) -> tuple[Ref, ...]:
    """The pictures of a recipe as references."""
    kinds: Mapping[str, str] = recipe.params.get(PICTURES, {})
    there = ((recipe.inputs[name], mime) for name, mime in kinds.items() if name in recipe.inputs)
    return tuple(Ref(use="reference", digest=digest, mime=mime) for digest, mime in there)


def by_look(prompt: str, recipe: Recipe) -> str:
    """A prompt that says what the pictures which go with it are for: they are the last of them."""
    shown = len(mood_refs(recipe))
    if not shown:
        return prompt
    alone = not any(name not in recipe.params[PICTURES] for name in recipe.inputs)
    return f"{prompt} {LOOK_ALONE if alone else LOOK_OF_LAST.format(count=shown)}"
