"""What is told of a project in lists and over time: its summary, what happened to it, which state it is in."""

from datetime import datetime
from typing import Any, Literal, NamedTuple

from pydantic import Field

from vidpipe.film.noun import Noun
from vidpipe.film.project import Wish


class Summary(Noun):
    """A project in a list: a film, or a grid of the lab."""

    id: str
    title: str
    wish: Wish
    created: datetime
    updated: datetime
    trashed: bool = False
    forked_from: str = ""
    kind: Literal["film", "grid"] = "film"


class Event(Noun):
    """What happened, append-only. `seq` grows by commits, so a reader asks for all after the last it saw."""

    seq: int = 0
    project: str
    slot: str = ""
    what: str
    at: datetime | None = None
    seconds: float = 0.0
    cost: int = 0
    detail: dict[str, Any] = Field(default_factory=dict)


class Revision(NamedTuple):
    """Which state a project is in: its newest event, how its open attempts stand, and how far each slot's is."""

    event: int
    moving: tuple[str, ...] = ()
    progress: tuple[tuple[str, int], ...] = ()
