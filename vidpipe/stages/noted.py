"""What a person asked for in words, in a recipe and in a request: there only where somebody asked."""

from vidpipe.film.project import Film
from vidpipe.recipe import SOFTENED, Recipe, fingerprint

CHANGE = "change"


def asked_of(film: Film, slot: str) -> dict[str, str]:
    """The parameter that a note brings into a slot's recipe."""
    note = film.notes.get(slot, "")
    return {CHANGE: note} if note else {}


def asked_in(recipe: Recipe) -> dict[str, str]:
    """The note as data of a request."""
    return {CHANGE: recipe.params[CHANGE]} if CHANGE in recipe.params else {}


def with_note(words: str, recipe: Recipe) -> str:
    """Words for a model, with what the person asked for at their end."""
    note = recipe.params.get(CHANGE, "")
    return f"{words.rstrip('. ')}. {note}." if note else words


def seed_in(recipe: Recipe) -> int:
    """The seed of a request. A note moves it, so that something else comes even where a model reads no words, and so
    does a picture's being made gentler."""
    gentler = moved_by(SOFTENED) if recipe.params.get(SOFTENED, 0) and "position" in recipe.params else 0
    return int(recipe.params["seed"]) + moved_by(recipe.params.get(CHANGE, "")) + gentler


def moved_by(note: str) -> int:
    """How far a note moves a seed: a model that reads the whole note takes it back, so that all else stays."""
    return int(fingerprint(note)[:4], 16) if note else 0
