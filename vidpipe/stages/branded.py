"""A brand in what a film is asked with: its colours in pictures, the words that it never uses in what writers are told.

Nothing of it stands in a film without a brand.
"""

from typing import Any

from vidpipe.film.brand import banned_words
from vidpipe.film.catalogue import Role
from vidpipe.film.project import Film
from vidpipe.recipe import Recipe

GROUND = 3
"""So many colours of a palette are sky and ground; the accents after them are the brand's."""


def colours_of(film: Film, colours: tuple[str, ...]) -> tuple[str, ...]:
    """The film's palette, its accents those of its brand."""
    brand = film.settings.brand
    return (*colours[:GROUND], *brand.colours) if brand and brand.colours else colours


def accents(film: Film) -> str:
    """The brand's colours in words for a picture; '' without any."""
    brand = film.settings.brand
    return f"accents in {', '.join(brand.colours)}" if brand and brand.colours else ""


BANNED = "banned"
AVOIDED = (
    "`banned` are words and phrases that the client's brand never uses, in any case and form; one that ends with * "
    "stands for all that begin so. Say what is meant without them, in narration, words on screen and titles."
)


def banned_param(film: Film) -> dict[str, Any]:
    """The brand's banned words as a parameter of what a writer is asked; nothing for one who follows no order, and
    whose words are looked at only afterwards."""
    brand, caps = film.settings.brand, film.caps.get(Role.TEXT)
    if brand is None or not brand.banned or caps is None or caps.retells:
        return {}
    return {BANNED: list(brand.banned)}


def banned_data(recipe: Recipe) -> dict[str, Any]:
    """The same as data of its request."""
    return {BANNED: recipe.params[BANNED]} if BANNED in recipe.params else {}


def avoiding(recipe: Recipe) -> str:
    """What a writer is told of them, '' where there are none."""
    return f"\n\n{AVOIDED}" if BANNED in recipe.params else ""


def uses(recipe: Recipe, text: str) -> list[str]:
    """Those of them that a text uses anyway."""
    return banned_words(text, recipe.params.get(BANNED, ()))
