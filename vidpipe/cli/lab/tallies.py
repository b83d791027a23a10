"""`vidpipe lab tally`, `diff` and `copy`: what results together tell, how two differ, how one is made again."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

import typer

from vidpipe.cli import screen, workspace
from vidpipe.cli.lab.acts import CellName, GridId
from vidpipe.cli.lab.cells import cell_of, label, time_said
from vidpipe.cli.options import Json
from vidpipe.errors import BadInput
from vidpipe.ui import words

if TYPE_CHECKING:
    from vidpipe.film.verdict import Tally

By = Annotated[str, typer.Option("--by", metavar="model|template|wording", help="What is counted by.")]
RoleOf = Annotated[
    str, typer.Option("--role", metavar="ROLE", help="Only text, image, video, speech or music.", show_default=False)
]
OfGrid = Annotated[
    str, typer.Option("--grid", metavar="GRID", help="Only of this grid; else of all.", show_default=False)
]
OneCell = Annotated[
    str, typer.Argument(metavar="CELL", help="This cell alone; else the whole grid.", show_default=False)
]
As = Annotated[str, typer.Option("--as", metavar="cli|python", help="A command, or code.")]


def tally(by: By = "model", role: RoleOf = "", grid: OfGrid = "", as_json: Json = False) -> int:
    """What was kept, by model, template or wording."""
    counted = cast(Literal["model", "template", "wording"], by.strip().lower())
    with workspace.opened() as studio:
        found = studio.lab.tally(counted, role=role.strip().lower(), grid=grid)
    if as_json:
        screen.answer({"by": counted, "tally": [plain(line) for line in found]})
    elif not found:
        screen.say("Nothing to count yet.")
    else:
        table(counted, found)
    return 0


def table(name: str, lines: "Sequence[Tally]") -> None:
    """A line for each name: how much of it was kept, its stars, its time and cost, its comparisons."""
    rows = [
        (
            screen.shortened(line.name, 60),
            line.results,
            f"{line.kept} ({line.share} %)",
            f"{line.stars / 10:.1f}" if line.rated else "",
            time_said(line.milliseconds),
            words.amount(line.micros),
            f"{line.won}:{line.lost}" if line.won or line.lost else "",
        )
        for line in lines
    ]
    screen.table((name, "results", "kept", "stars", "takes", "cost", "won:lost"), rows)


def plain(line: "Tally") -> dict[str, Any]:
    """A line of a tally in JSON: stars as a mean, seconds of the middle one."""
    counts = {name: getattr(line, name) for name in ("role", "results", "made", "kept", "rated", "won", "lost")}
    return {
        "name": line.name,
        **counts,
        "share": line.share,
        "stars": line.stars / 10 if line.rated else None,
        "milliseconds": line.milliseconds,
        "cost_usd": screen.usd(line.micros),
    }


def diff(grid: GridId, one: CellName, other: CellName, as_json: Json = False) -> int:
    """How two results differ: prompt, text, model, seed."""
    with workspace.opened() as studio:
        experiment = studio.lab.open(grid)
        view = experiment.view
        cells = cell_of(view, one), cell_of(view, other)
        found = experiment.differ(cells[0].slot, cells[1].slot)
    if as_json:
        screen.answer({"grid": view.id, "cells": [cell.number for cell in cells], **found.plain()})
        return 0
    for mark, cell in zip("-+", cells, strict=True):
        screen.say(f"{mark} {label(view, cell)}")
    screen.table(("", "-", "+"), [(name, *pair) for name, pair in found.facts.items()])
    for name, runs in (("Prompt", found.prompt), ("Text", found.text)):
        if any(run.mark != "same" for run in runs):
            screen.say(f"{name}:")
            screen.verbatim("".join(_marked(run.mark, run.text) for run in runs))
        elif runs:
            screen.say(f"{name}: the same")
    if found.cut:
        screen.say("Only the beginning was compared: the texts are long.")
    return 0


def _marked(mark: str, text: str) -> str:
    """`[-what the one says-]`, `{+what the other says+}`; blanks stand outside."""
    if mark == "same" or not text.strip():
        return text
    said = text.strip()
    before, _, after = text.partition(said)
    return f"{before}[-{said}-]{after}" if mark == "one" else f"{before}{{+{said}+}}{after}"


def copy(grid: GridId, cell: OneCell = "", kind: As = "cli") -> int:
    """Say the command or the code that makes it again."""
    if kind not in ("cli", "python"):
        raise BadInput(f"There is no copy as {kind!r}", remedy="Say --as cli or --as python.")
    with workspace.opened() as studio:
        experiment = studio.lab.open(grid)
        slot = cell_of(experiment.view, cell).slot if cell else ""
        said = experiment.as_cli(slot) if kind == "cli" else experiment.as_python(slot)
    screen.verbatim(said)
    return 0
