"""The words that stages say to models: the originals, or the film's own, with their places filled.

Own words stand in the recipe, so that what was made with others is stale; a film without any has none of it.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from vidpipe.film.project import Film, Wording
from vidpipe.film.wording import filled
from vidpipe.library.prompts import original
from vidpipe.recipe import Recipe

PLACE = re.compile(r"\{\w+\}")


class Said(NamedTuple):
    """What is said to a model. `own` tells that the text is not the original one: a model that reads data is then told
    the whole of it."""

    system: str
    prompt: str
    own: bool


def own_words(film: Film, name: str) -> dict[str, Any]:
    """The parameter that the film's own words bring into a recipe."""
    own = film.settings.prompts.get(name)
    return {param_of(name): own.plain()} if own else {}


def param_of(name: str) -> str:
    """What a recipe calls a stage's own words, as a person reads it in a cause."""
    return f"{name} prompt"


def text_of(film: Film, name: str) -> str:
    """A stage's text in this film, its places open."""
    own = film.settings.prompts.get(name)
    return own.text if own else original(name).text


def said(recipe: Recipe, name: str, values: Mapping[str, str]) -> Said:
    """The recipe's words with their places filled. The originals keep every space, as before they were data."""
    own, first = own_in(recipe, name), original(name)
    if own is None:
        return Said(first.system, first.text.format_map(values), own=False)
    return Said(filled(own.system, values), filled(own.text, values), own=own.text != first.text)


def own_in(recipe: Recipe, name: str) -> Wording | None:
    found = recipe.params.get(param_of(name))
    return Wording.model_validate(found) if found else None


def besides(recipe: Recipe, name: str, values: Mapping[str, str]) -> str:
    """What own words say that the original ones do not, its places filled: what a writer who reads data is told, since
    it would take the rest for a part of the story. '' without own words."""
    own = own_in(recipe, name)
    if own is None:
        return ""
    text = own.text
    for run in filter(None, (part.strip(" .\n") for part in PLACE.split(original(name).text))):
        text = text.replace(run, "", 1)
    return filled(text, values).strip()
