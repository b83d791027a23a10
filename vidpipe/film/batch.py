"""A set of films that differ in what a table says: hooks × calls to action × languages × aspects."""

from datetime import datetime
from itertools import product
from typing import Annotated

from pydantic import Field

from vidpipe.film.format import Aspect
from vidpipe.film.noun import Line, Name, Noun

MOST_FILMS = 60
HOOK, CALL, LANGUAGE, ASPECT = "hook", "call", "language", "aspect"


class BatchPlan(Noun):
    """The table. `base` is the film that all go out from; an empty part leaves the base's own."""

    base: Name
    hooks: Annotated[tuple[Line, ...], Field(max_length=MOST_FILMS)] = ()
    calls: Annotated[tuple[Line, ...], Field(max_length=MOST_FILMS)] = ()
    languages: Annotated[tuple[Name, ...], Field(max_length=MOST_FILMS)] = ()
    aspects: Annotated[tuple[Aspect, ...], Field(max_length=4)] = ()

    @property
    def size(self) -> int:
        """How many films it makes."""
        return len(self.rows())

    def rows(self) -> list[dict[str, str]]:
        """What each film has of the table; films that share most come after one another."""
        parts = (
            (ASPECT, [aspect.value for aspect in self.aspects]),
            (LANGUAGE, list(self.languages)),
            (HOOK, list(self.hooks)),
            (CALL, list(self.calls)),
        )
        named = [[(name, value) for value in dict.fromkeys(values)] for name, values in parts if values]
        return [dict(row) for row in product(*named)] if named else []


class BatchFilm(Noun):
    """A film's place in the set, and what it has of the table."""

    place: int
    project: Name
    values: dict[str, str]


class Batch(Noun):
    """A set: its table, and the films that are there so far."""

    id: Name
    title: Name
    plan: BatchPlan
    films: tuple[BatchFilm, ...] = ()
    created: datetime | None = None
