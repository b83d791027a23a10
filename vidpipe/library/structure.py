"""Beats and archetypes: what scenes are for, and in which order they make a film. Reads beats.toml and
archetypes.toml, no more.
"""

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from vidpipe.film.brief import FilmKind
from vidpipe.film.noun import Noun
from vidpipe.film.storyboard import Move, ShotSize

FOLDER = Path(__file__).parent


class Beat(Noun):
    """What one scene is for. `weight` is its share of time, 1 for the usual; `stage` where an ad plays it."""

    id: str
    title: str
    kind: FilmKind
    position: Literal["opening", "middle", "closing"]
    voice: str
    shows: Literal["hero", "other", "user", "none"]
    size: ShotSize
    moves: Annotated[tuple[Move, ...], Field(min_length=1)]
    weight: Annotated[float, Field(gt=0)]
    energy: Literal["low", "medium", "high"]
    stage: Literal["", "studio", "world", "home"] = ""
    continues: bool = False


class Archetype(Noun):
    """An order of beats for one kind of film. Every beat named must exist and be of that kind."""

    id: str
    kind: FilmKind
    pacing: Literal["steady", "building"]
    fits: tuple[str, ...] = ()
    beats: Annotated[tuple[str, ...], Field(min_length=2)]
    keep: tuple[str, ...]
    more: Annotated[tuple[str, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _names_its_own_beats(self) -> Self:
        if Counter(self.keep) - Counter(self.beats):
            raise ValueError(f"{self.id} keeps beats that it does not have")
        return self

    def plan(self, scenes: int) -> tuple[str, ...]:
        """The beats of a film of so many scenes, from the first: the most needed ones, or all and more before
        the close.
        """
        if scenes > len(self.beats):
            extra = [self.more[index % len(self.more)] for index in range(scenes - len(self.beats))]
            return self._lengthened(extra)
        wanted = Counter(self._needed()[: max(1, scenes)])
        chosen = []
        for beat in self.beats:
            if wanted[beat] > 0:
                chosen.append(beat)
                wanted[beat] -= 1
        return tuple(chosen)

    def _needed(self) -> list[str]:
        rest = Counter(self.beats) - Counter(self.keep)
        return [*self.keep, *rest.elements()]

    def _lengthened(self, extra: list[str]) -> tuple[str, ...]:
        """Added beats go in where the film is under way: after its first half, before the turn that leads to
        the close.
        """
        at = len(self.beats) - 3 if len(self.beats) > 5 else len(self.beats) - 1
        return (*self.beats[:at], *extra, *self.beats[at:])


@cache
def beats() -> dict[str, Beat]:
    """Every beat by its id, in the file's order."""
    return {name: Beat.model_validate({"id": name, **entry}) for name, entry in _read("beats").items()}


@cache
def archetypes() -> dict[str, Archetype]:
    """Every archetype by its id. Raises ValueError when one names a beat that does not exist."""
    found = {name: Archetype.model_validate({"id": name, **entry}) for name, entry in _read("archetypes").items()}
    for archetype in found.values():
        for beat in (*archetype.beats, *archetype.more):
            if beat not in beats() or beats()[beat].kind is not archetype.kind:
                raise ValueError(f"{archetype.id} names {beat}, which is no beat of a {archetype.kind}")
    return found


def _read(name: str) -> dict[str, dict[str, object]]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
