"""A set of films that differ in what a table says: hooks × calls to action × languages × aspects."""

from collections.abc import Container
from datetime import datetime
from itertools import product
from math import prod
from typing import Annotated

from pydantic import Field

from vidpipe.film.format import Aspect
from vidpipe.film.noun import Line, Name, Noun, later
from vidpipe.film.storyboard import Scene, Storyboard

MOST_FILMS = 60
Said = Annotated[Line, Field(max_length=280)]
"""Longer lines are no hooks; a film of one scene says both in one narration."""
TOLD = ("hook", "closing")
"""Parameters of a storyboard's recipe that enter no request: they are put in once it is written."""
HOOK, CALL, LANGUAGE, ASPECT = "hook", "call", "language", "aspect"
SECTION = "section"


class BatchPlan(Noun):
    """The table. `base` is the film that all go out from; an empty part leaves the base's own. `sections` are those of
    a document, each with a film made from it and not from a base."""

    base: Name
    hooks: Annotated[tuple[Said, ...], Field(max_length=MOST_FILMS)] = ()
    calls: Annotated[tuple[Said, ...], Field(max_length=MOST_FILMS)] = ()
    languages: Annotated[tuple[Name, ...], Field(max_length=MOST_FILMS)] = ()
    aspects: Annotated[tuple[Aspect, ...], Field(max_length=4)] = ()
    title: Name = later("")
    sections: Annotated[tuple[Name, ...], Field(max_length=MOST_FILMS)] = later(())

    @property
    def size(self) -> int:
        """How many films it makes, none of them built."""
        named = self._parts()
        return prod(len(values) for _, values in named) if named else 0

    def rows(self) -> list[dict[str, str]]:
        """What each film has of the table; films that share most come after one another."""
        named = [[(name, value) for value in values] for name, values in self._parts()]
        return [dict(row) for row in product(*named)] if named else []

    def _parts(self) -> list[tuple[str, list[str]]]:
        parts = (
            (ASPECT, [aspect.value for aspect in self.aspects]),
            (LANGUAGE, list(self.languages)),
            (HOOK, list(self.hooks)),
            (CALL, list(self.calls)),
            (SECTION, list(self.sections)),
        )
        return [(name, list(dict.fromkeys(values))) for name, values in parts if values]


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


def spoken(board: Storyboard, *, hook: str = "", closing: str = "", but: Container[str] = ()) -> Storyboard:
    """The storyboard with the hook said in its first scene and the call to action in its last, and written there where
    the scene has words. A film of one scene says both. Scenes whose ids are among `but` stay as they are."""
    asked = [(board.scenes[0].id, hook), (board.scenes[-1].id, closing)]
    said = {scene.id: [line for name, line in asked if line and name == scene.id] for scene in board.scenes}
    return board.with_scenes(
        _saying(scene, said[scene.id]) if said[scene.id] and scene.id not in but else scene for scene in board.scenes
    )


def _saying(scene: Scene, lines: list[str]) -> Scene:
    """An end card has the last line on it, any other card the first."""
    written = lines[-1] if scene.card == "end" else lines[0]
    return scene.model_copy(update={"narration": " ".join(lines), "words": written if scene.words else scene.words})
