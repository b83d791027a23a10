"""Beats and archetypes: what scenes are for, and in which order they make a film. Reads beats.toml, archetypes.toml
and plans.toml, no more.
"""

import tomllib
from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from vidpipe.errors import BadInput
from vidpipe.film.brief import FilmKind
from vidpipe.film.noun import Noun
from vidpipe.film.storyboard import Move, ShotSize

FOLDER = Path(__file__).parent
MOST_BEATS = 40


class Beat(Noun):
    """What one scene is for. `weight` is its share of time, 1 for the usual; `stage` where an ad plays it.

    `seconds` is how long it naturally lasts, `purpose` what it is for, `products` the goods it is for (none: all).
    """

    id: str
    title: str
    seconds: Annotated[int, Field(gt=0)]
    purpose: str
    products: tuple[str, ...] = ()
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
    """An order of beats for one kind of film. Every beat named must exist and be of that kind.

    `arc` is what it does to who sees it, `suits` the seconds it is made for, from and to. `shares` are seconds of each
    part of an ad in half a minute, where the plan says them.
    """

    id: str
    title: str
    arc: tuple[str, ...]
    suits: tuple[int, int]
    shares: dict[str, float] = Field(default_factory=dict)
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
    return _orders("archetypes")


@cache
def templates() -> dict[str, Archetype]:
    """All that a person may choose for a film, by id: the archetypes and the other plans."""
    return {**archetypes(), **_orders("plans")}


def _orders(name: str) -> dict[str, Archetype]:
    found = {name: Archetype.model_validate({"id": name, **entry}) for name, entry in _read(name).items()}
    for archetype in found.values():
        for beat in (*archetype.beats, *archetype.more):
            if beat not in beats() or beats()[beat].kind is not archetype.kind:
                raise ValueError(f"{archetype.id} names {beat}, which is no beat of a {archetype.kind}")
    return found


def template_of(choice: Sequence[str]) -> Archetype | None:
    """The template that a choice of beats names, None for a list of beats."""
    return templates().get(choice[0]) if len(choice) == 1 else None


def kind_of(choice: Sequence[str]) -> FilmKind:
    """The kind of film that a checked choice makes."""
    template = template_of(choice)
    return template.kind if template else beats()[choice[0]].kind


def chosen(said: str | Sequence[str]) -> tuple[str, ...]:
    """A person's choice of one template or of beats in their order, by id, as text with commas or as a list; () for
    none. Raises BadInput for a name that nobody knows, for beats of two kinds of film and for too many."""
    given = said.split(",") if isinstance(said, str) else said
    names = tuple(plain for one in given if (plain := str(one).strip().lower().replace("-", "_").replace(" ", "_")))
    if not names or names == ("none",):
        return ()
    if template_of(names):
        return names
    unknown = next((name for name in names if name not in beats()), "")
    if unknown:
        raise BadInput(f"There is no beat {unknown!r}", remedy=_instead(unknown))
    kinds = dict.fromkeys(beats()[name].kind.value for name in names)
    if len(kinds) > 1:
        remedy = "Take those of one kind; vidpipe beats lists them."
        raise BadInput(f"These are beats of two kinds of film: {' and '.join(kinds)}", remedy=remedy)
    if len(names) > MOST_BEATS:
        raise BadInput(f"{len(names)} beats are too many", remedy=f"Take at most {MOST_BEATS}.")
    return names


def _instead(unknown: str) -> str:
    if unknown in templates():
        return f"{unknown} is a whole plan: choose it alone."
    near = get_close_matches(unknown, [*templates(), *beats()], n=1)
    return f"Did you mean {near[0]}? vidpipe beats lists all." if near else "vidpipe beats lists all."


def _read(name: str) -> dict[str, dict[str, object]]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
