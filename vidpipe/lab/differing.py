"""How two results of a grid differ: word by word in their prompts and texts, and in the facts behind them. Pure."""

import difflib
import re
from collections.abc import Sequence
from typing import Literal

from vidpipe.film.grid import Grid
from vidpipe.film.noun import Noun
from vidpipe.stages.cells import Cell

PIECE = re.compile(r"\s+|\{\w+\}|\w+|[^\w\s]")
MOST = 6000
"""Words and signs of each side that are compared; the rest is left out."""
Mark = Literal["same", "one", "other"]


class Words(Noun):
    """A run of words that both have, or one of them alone."""

    mark: Mark
    text: str


class Difference(Noun):
    """`facts` are those that differ, by name, of the one and of the other. `cut` says that a text is too long to be
    compared whole."""

    prompt: tuple[Words, ...]
    text: tuple[Words, ...] = ()
    facts: dict[str, tuple[str, str]]
    cut: bool = False


def difference(grid: Grid, one: Cell, other: Cell, *, texts: tuple[str, str]) -> Difference:
    """Of two cells; `texts` are what writers answered, empty for pictures and sound."""
    return Difference(
        prompt=words(one.point.prompt, other.point.prompt),
        text=words(*texts) if any(texts) else (),
        facts=_facts(grid, one, other),
        cut=any(len(_pieces(text)) > MOST for text in (one.point.prompt, other.point.prompt, *texts)),
    )


def words(one: str, other: str) -> tuple[Words, ...]:
    """Two texts as runs: joined, those that are `same` or of the `one` are the one, and so is the other."""
    left, right = _pieces(one)[:MOST], _pieces(other)[:MOST]
    runs: list[tuple[Mark, Sequence[str]]] = []
    for kind, start, end, first, last in difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            runs.append(("same", left[start:end]))
            continue
        runs += [("one", left[start:end])] if end > start else []
        runs += [("other", right[first:last])] if last > first else []
    return tuple(Words(mark=mark, text="".join(pieces)) for mark, pieces in runs)


def _pieces(text: str) -> list[str]:
    return PIECE.findall(text)


def _facts(grid: Grid, one: Cell, other: Cell) -> dict[str, tuple[str, str]]:
    both = [_facts_of(grid, cell) for cell in (one, other)]
    names = list(dict.fromkeys((*both[0], *both[1])))
    pairs = {name: (both[0].get(name, ""), both[1].get(name, "")) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _facts_of(grid: Grid, cell: Cell) -> dict[str, str]:
    point = cell.point
    option = grid.options[point.option]
    said = {name: str(value) for name, value in option.plain().items() if name != "frames"}
    said["seconds"] = f"{option.frames / option.rate:g}"
    values = {f"{{{name}}}": value for name, value in grid.values[point.row].items()}
    return {"model": point.model, "seed": str(grid.seeds[point.seed]), **said, **values}
