"""`vidpipe lab list` and `show`: grids that were run, and one of them cell by cell."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vidpipe.cli import screen, workspace
from vidpipe.cli.lab import cells
from vidpipe.cli.lab.acts import GridId
from vidpipe.cli.lab.running import troubles
from vidpipe.cli.options import Json
from vidpipe.ui import words

if TYPE_CHECKING:
    from vidpipe.lab import CellView, GridView
    from vidpipe.lab.lab import Run
    from vidpipe.studio import Studio

Search = Annotated[
    list[str] | None,
    typer.Argument(metavar="SEARCH...", help="Words of the prompt, a value or a model.", show_default=False),
]
RoleOf = Annotated[
    str, typer.Option("--role", metavar="ROLE", help="Only text, image, video, speech or music.", show_default=False)
]
Trashed = Annotated[bool, typer.Option("--trash", help="Those in the trash.")]
OneCell = Annotated[str, typer.Argument(metavar="CELL", help="One cell in full, by its number.", show_default=False)]


def listing(search: Search = None, role: RoleOf = "", trash: Trashed = False, as_json: Json = False) -> int:
    """The grids of this workspace, the newest first."""
    with workspace.opened() as studio:
        found = studio.lab.history(" ".join(search or ()), role=role.strip().lower(), trashed=trash)
    if as_json:
        screen.answer({"grids": [_listed(run) for run in found]})
    elif not found:
        screen.say("No grid has these words." if search else 'No grids yet. Run one: vidpipe lab run "A fox" --seeds 4')
    else:
        rows = [
            (
                run.id[:10],
                screen.shortened(run.name, 60),
                run.grid.role.value,
                f"{run.results}/{run.grid.size}",
                words.amount(run.spent),
                f"{run.created.astimezone():%Y-%m-%d %H:%M}",
            )
            for run in found
        ]
        screen.table(("id", "name", "role", "results", "cost", "run"), rows, whole=("id", "role", "run"))
    return 0


def _listed(run: "Run") -> dict[str, Any]:
    return {
        "grid": run.id,
        "name": run.name,
        "role": run.grid.role.value,
        "prompts": list(run.grid.wordings),
        "models": list(run.grid.models),
        "results": run.results,
        "size": run.grid.size,
        "cost_usd": screen.usd(run.spent),
        "created": run.created.isoformat(),
    }


def show(grid: GridId, cell: OneCell = "", as_json: Json = False) -> int:
    """A grid cell by cell, or one cell in full."""
    with workspace.opened() as studio:
        view = studio.lab.open(grid).view
        if cell:
            return _show_one(studio, view, cells.cell_of(view, cell), as_json=as_json)
        files = files_of(studio, view)
    if as_json:
        shapes = [cells.shape(view, each, files.get(each.slot)) for each in view.cells]
        screen.answer(cells.whole(view) | {"cells": shapes})
    else:
        _say(view)
    return 0


def files_of(studio: "Studio", view: "GridView") -> dict[str, Path]:
    """Where each result lies, by slot: in the grid's folder, under a name with an ending, else in the store."""
    folders = (studio.data / "films").glob(f"*-{view.id}*")
    laid = {file.stem: file for folder in folders for file in folder.iterdir()}
    there = [cell for cell in view.cells if cell.digest]
    return {cell.slot: laid.get(cell.slot.replace("/", "-")) or studio.media(cell.digest)[0] for cell in there}


def _say(view: "GridView") -> None:
    screen.say(f"{view.name}  {view.id}")
    limit = "" if view.budget is None else f" of {words.limit(view.budget)}"
    ahead = f", {words.roughly(view.ahead)} to come" if view.ahead else ""
    running = "running, " if view.running else ""
    spent = f"{words.amount(view.spent)}{limit}{ahead}"
    screen.say(f"{running}{view.done} of {words.count(len(view.cells), 'result')}, {spent}")
    rows = [
        (
            cell.number,
            cell.model,
            screen.shortened(cells.asked(view, cell), 60),
            cells.seed_of(view, cell),
            cell.state.value,
            cells.cost_said(cell),
            cells.time_said(cell.milliseconds) if cell.digest else "",
            cells.stars_said(cell),
            screen.shortened(cell.rating.note or cell.text, 40),
        )
        for cell in view.cells
    ]
    columns = ("cell", "model", "prompt", "seed", "state", "cost", "took", "stars", "note")
    screen.table(columns, rows, whole=("cell", "seed", "state", "stars"))
    for line in troubles(view):
        screen.say(line)
    screen.say(f"Files: vidpipe lab export {view.id} DIR")


def _show_one(studio: "Studio", view: "GridView", cell: "CellView", *, as_json: bool) -> int:
    file = files_of(studio, view).get(cell.slot)
    if as_json:
        screen.answer({"grid": view.id, **cells.shape(view, cell, file)})
        return 0
    screen.say(f"{view.name}, {cells.label(view, cell)}: {cell.state.value}")
    values = "; ".join(f"{name} = {value}" for name, value in view.grid.values[cell.row].items())
    facts = {
        "Prompt": cell.prompt,
        "Values": values,
        "Option": cells.option_said(view.grid, view.grid.options[cell.option]),
        "Cost": cells.cost_said(cell),
        "Took": cells.time_said(cell.milliseconds) if cell.digest else "",
        "Stars": cells.stars_said(cell),
        "Note": cell.rating.note,
        "Says": cell.message,
        "File": file,
    }
    for name, fact in facts.items():
        if fact:
            screen.indented(f"{name}: {fact}")
    if cell.text:
        screen.say()
        screen.verbatim(cell.text)
    return 0
