"""Moods: directions that a film could look like, and the one that is chosen for it. Pure."""

from collections.abc import Callable, Iterable
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from vidpipe.film.format import Quality
from vidpipe.film.noun import Digest, Line, Name, Noun, Text, later
from vidpipe.film.storyboard import Colour, Storyboard, Style

OFFERED = 3
"""How many directions are written at first."""
MOST = 6
"""Directions that a film can have: three, and what is mixed of them."""
MOST_PICTURES = 4
PICTURES = {Quality.DRAFT: 1, Quality.FINAL: 4}
"""Pictures of a direction where nobody says how many."""
MOST_BROUGHT = 4


class Direction(Noun):
    """A direction as a writer answers it. `picture` is what its pictures show, in English and without the look."""

    name: Name
    description: Line = ""
    keywords: Annotated[tuple[Name, ...], Field(max_length=12)] = ()
    look: Line = ""
    colours: Annotated[tuple[Colour, ...], Field(max_length=12)] = ()
    picture: Text = ""


class Directions(Noun):
    """What a writer answers."""

    moods: tuple[Direction, ...]


class Mood(Direction):
    """A direction in its place. `number` stays its own as long as it is there; `extra` counts the places for pictures
    that a person brought besides those that are made; `mixed` are the numbers of those that it is a mix of.
    """

    number: Annotated[int, Field(ge=1, le=99)]
    extra: Annotated[int, Field(ge=0, le=MOST_BROUGHT)] = later(0)
    mixed: tuple[int, ...] = later(())

    @property
    def said(self) -> dict[str, Any]:
        """What later stages are told of it: nothing that says where it stands or what its own pictures show."""
        told = ("name", "description", "keywords", "look", "colours")
        return {name: value for name, value in self.plain().items() if name in told}

    @property
    def words(self) -> dict[str, Any]:
        """All that a person may change by hand."""
        return {name: value for name, value in self.plain().items() if name in Direction.model_fields}


class Moods(Noun):
    """The directions that are offered, in the order in which they are shown."""

    moods: Annotated[tuple[Mood, ...], Field(min_length=1, max_length=MOST)]

    @model_validator(mode="after")
    def _has_numbers_once(self) -> Self:
        if len({mood.number for mood in self.moods}) != len(self.moods):
            raise ValueError("two directions have the same number")
        return self

    def mood(self, number: int) -> Mood:
        """The direction of this number; KeyError if there is none."""
        for mood in self.moods:
            if mood.number == number:
                return mood
        raise KeyError(number)

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(mood.number for mood in self.moods)

    def but(self, number: int, change: Callable[[Mood], Mood]) -> "Moods":
        """With one direction changed."""
        return self.with_moods(change(mood) if mood.number == number else mood for mood in self.moods)

    def with_moods(self, moods: Iterable[Mood]) -> "Moods":
        return Moods(moods=tuple(moods))


class Shown(Noun):
    """A picture of a mood, as it goes with requests."""

    digest: Digest
    mime: str


class Choice(Noun):
    """The direction that the film is made in, as it was when it was chosen, with its pictures: those that the person
    brought come first."""

    mood: Mood
    pictures: tuple[Shown, ...] = ()


def styled(board: Storyboard, said: dict[str, Any]) -> Storyboard:
    """The storyboard in a mood: its look, words and colours are the mood's, all else as it was.

    `said` is what `Mood.said` gives.
    """
    look, words = str(said.get("look") or ""), tuple(said.get("keywords") or ())
    colours = tuple(said.get("colours") or ())
    own: dict[str, Any] = {
        name: value for name, value in (("look", look), ("words", words), ("colours", colours)) if value
    }
    changed = {**board.style.plain(), **own, "mood": said["name"]}
    return board.model_copy(update={"style": Style.model_validate(changed)})
