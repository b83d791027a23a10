"""`vidpipe lab run`, `resume`, `stop`, `retry`, `cancel`, `lookup`, `settle` and `trash`: work on a grid's cells."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vidpipe.cli import screen, workspace
from vidpipe.cli.agreeing import agreed
from vidpipe.cli.lab.cells import cell_of, shape
from vidpipe.cli.lab.running import announce, cost, make_grid
from vidpipe.cli.lab.wanted import Wanted, grid_of
from vidpipe.cli.options import Json, Yes
from vidpipe.errors import BadInput, Refused
from vidpipe.take import State

if TYPE_CHECKING:
    from vidpipe.film.grid import Grid
    from vidpipe.lab import CellView, Experiment, GridPrice, GridView

    Act = Callable[[Experiment, str], None]

AGAIN = (State.FAILED, State.BLOCKED)
"""What may be tried again without a word about money."""

GridId = Annotated[
    str, typer.Argument(metavar="GRID", help="The grid's id, or enough of its beginning.", show_default=False)
]
CellName = Annotated[
    str, typer.Argument(metavar="CELL", help="Its number in the grid, or its slot's beginning.", show_default=False)
]
CellNames = Annotated[
    list[str] | None, typer.Argument(metavar="CELL...", help="These; else all that failed.", show_default=False)
]
Prompts = Annotated[
    list[str] | None,
    typer.Argument(metavar="PROMPT...", help="One or several to compare; {name} is a variable.", show_default=False),
]
RoleOf = Annotated[
    str,
    typer.Option("--role", metavar="ROLE", help="image (default), video, speech, music or text.", show_default=False),
]
Models = Annotated[list[str] | None, typer.Option("--model", metavar="MODEL", help="By id or alias. Repeat.")]
Variables = Annotated[
    list[str] | None,
    typer.Option(
        "--var", metavar="NAME=A|B", help="Values of a variable; of several each with each. \\| is a bar. Repeat."
    ),
]
Rows = Annotated[
    list[str] | None, typer.Option("--row", metavar="JSON", help='One row of values: {"name": "value"}. Repeat.')
]
Values = Annotated[
    Path | None,
    typer.Option(
        "--values", metavar="FILE", help="A table of values (.csv), variables in its first line.", show_default=False
    ),
]
Seeds = Annotated[
    str,
    typer.Option("--seeds", metavar="N|A,B", help="So many seeds, or just these: 11,12.", show_default=False),
]
Fixed = Annotated[list[int] | None, typer.Option("--seed", metavar="SEED", min=0, help="Just this seed. Repeat.")]
Aspects = Annotated[list[str] | None, typer.Option("--aspect", metavar="SHAPE", help="16:9, 9:16, 1:1 or 4:5. Repeat.")]
Seconds = Annotated[
    list[float] | None, typer.Option("--seconds", metavar="SECONDS", help="Length of a clip or of music. Repeat.")
]
Voices = Annotated[
    list[str] | None, typer.Option("--voice", metavar="VOICE", help="A voice of the speech model. Repeat.")
]
Languages = Annotated[
    list[str] | None, typer.Option("--language", metavar="TAG", help="Of speech or text, such as en. Repeat.")
]
Speeds = Annotated[list[int] | None, typer.Option("--speed", metavar="PERCENT", help="Pace of speech. Repeat.")]
Negative = Annotated[
    str, typer.Option("--negative", metavar="WORDS", help="What should not be seen.", show_default=False)
]
Rate = Annotated[
    int, typer.Option("--rate", metavar="FPS", help="Pictures a second of clips: 24, 25 or 30.", show_default=False)
]
System = Annotated[
    str, typer.Option("--system", metavar="WORDS", help="What a text model is told first.", show_default=False)
]
NameOf = Annotated[str, typer.Option("--name", metavar="NAME", help="What the grid is called.", show_default=False)]
TemplateOf = Annotated[
    str, typer.Option("--template", metavar="NAME", help="Go out from a template.", show_default=False)
]
Scene = Annotated[
    tuple[str, str] | None,
    typer.Option(
        "--from", metavar="FILM SLOT", help="Go out from a part of a film, such as 2/start.", show_default=False
    ),
]
Budget = Annotated[
    str | None, typer.Option("--budget", metavar="USD", help="Never spend more than this.", show_default=False)
]
Dry = Annotated[bool, typer.Option("--dry-run", help="Only say what it would cost.")]
Charged = Annotated[bool, typer.Option("--charged", help="The provider has the order: its price is booked.")]
Free = Annotated[bool, typer.Option("--free", help="The provider has no such order: the money is free again.")]


def run(
    prompts: Prompts = None,
    role: RoleOf = "",
    model: Models = None,
    var: Variables = None,
    row: Rows = None,
    values: Values = None,
    seeds: Seeds = "",
    seed: Fixed = None,
    aspect: Aspects = None,
    seconds: Seconds = None,
    voice: Voices = None,
    language: Languages = None,
    speed: Speeds = None,
    negative: Negative = "",
    rate: Rate = 0,
    system: System = "",
    name: NameOf = "",
    template: TemplateOf = "",
    scene: Scene = None,
    budget: Budget = None,
    dry: Dry = False,
    yes: Yes = False,
    as_json: Json = False,
) -> int:
    """Try prompts on models. What was made before costs nothing."""
    wanted = Wanted(
        prompts=prompts or (),
        role=role,
        models=model or (),
        variables=var or (),
        rows=row or (),
        file=values,
        seeds=seeds,
        fixed=seed or (),
        aspects=aspect or (),
        seconds=seconds or (),
        voices=voice or (),
        languages=language or (),
        speeds=speed or (),
        negative=negative,
        rate=rate,
        system=system,
        name=name,
        template=template,
        scene=scene,
    )
    limit = micros(budget)
    with workspace.opened() as studio:
        grid = grid_of(studio, wanted)
        price = studio.lab.price(grid)
        _fits(grid, price)
        if dry:
            return _say_price(grid, price, as_json=as_json)
        announce(grid, price, quietly=as_json)
        agreed(price, yes=yes)
        experiment = studio.lab.create(grid, budget=limit)
        if budget is not None:
            experiment.change(budget_usd=budget)
        experiment.resume()
        return make_grid(experiment, as_json=as_json)


def micros(budget: str | None) -> int | None:
    """Dollars as the façade reads them. Raises BadInput."""
    from vidpipe.asking import settings_from

    return None if budget is None else settings_from({"prompt": "a budget", "budget_usd": budget}).budget


def _fits(grid: "Grid", price: "GridPrice") -> None:
    """Raises BadInput with the price where there are too many cells."""
    from vidpipe.film.grid import MOST_CELLS

    if price.over:
        raise BadInput(
            f"The grid has {grid.size:,} cells ({cost(price)}); {MOST_CELLS} are the most",
            remedy="Take fewer prompts, values, models or seeds.",
        )


def _say_price(grid: "Grid", price: "GridPrice", *, as_json: bool) -> int:
    """What `lab run --dry-run` says."""
    from vidpipe.ui import words

    if as_json:
        screen.answer(_priced(price))
        return 0
    announce(grid, price, quietly=False)
    rows = [
        (line.model, line.cells, line.cached, words.forecast(line.each), words.forecast(line.micros))
        for line in price.models
    ]
    screen.table(("model", "cells", "cached", "each", "in all"), rows, whole=("model",))
    return 0


def _priced(price: "GridPrice") -> dict[str, Any]:
    def said(micros: Any) -> dict[str, Any]:
        sums = {"cost_usd": screen.usd(micros.most), "low_usd": screen.usd(micros.low)}
        return sums | {"confidence": micros.sure, "as_of": micros.as_of or None}

    return {
        **said(price.micros),
        "cells": price.cells,
        "cached": price.cached,
        "models": [
            {
                "model": line.model,
                "cells": line.cells,
                "cached": line.cached,
                **said(line.micros),
                "each_usd": screen.usd(line.each),
                "milliseconds": line.milliseconds,
            }
            for line in price.models
        ],
        "refused": dict(price.refused),
        "warnings": list(price.warnings),
    }


def resume(grid: GridId, budget: Budget = None, yes: Yes = False, as_json: Json = False) -> int:
    """Go on with a grid where it stands."""
    with workspace.opened() as studio:
        experiment = studio.lab.open(grid)
        agreed(experiment.estimate(), yes=yes)
        if budget is not None:
            experiment.change(budget_usd=budget)
        experiment.resume()
        return make_grid(experiment, as_json=as_json)


def retry(grid: GridId, cells: CellNames = None, yes: Yes = False, as_json: Json = False) -> int:
    """Try again what failed or was refused."""
    with workspace.opened() as studio:
        experiment = studio.lab.open(grid)
        view = experiment.view
        meant = [cell_of(view, cell) for cell in cells or ()] or [c for c in view.cells if c.state in AGAIN]
        for cell in meant:
            if cell.state not in AGAIN:
                raise Refused(
                    f"Cell {cell.number} is {cell.state.value}: there is nothing to try again", remedy=_next(view, cell)
                )
        agreed(experiment.estimate(), yes=yes)
        for cell in meant:
            experiment.redo(cell.slot, wake=False)
        return make_grid(experiment, as_json=as_json)


def _next(view: "GridView", cell: "CellView") -> str:
    if cell.state is State.UNCERTAIN:
        return f"Look at the provider first: vidpipe lab lookup {view.id} {cell.number}"
    return f"See it: vidpipe lab show {view.id} {cell.number}   Go on with all: vidpipe lab resume {view.id}"


def stop(grid: GridId) -> int:
    """Start nothing new of a grid; what is made is kept."""
    with workspace.opened() as studio:
        experiment = studio.lab.open(grid)
        experiment.stop()
        screen.say(
            f"{experiment.view.name}: stopped. What is made is kept; go on with: vidpipe lab resume {experiment.id}"
        )
    return 0


def cancel(grid: GridId, cell: CellName, as_json: Json = False) -> int:
    """Call off a cell that is being made."""
    said = f"called off. Make it after all: vidpipe lab retry {grid} {cell}"
    return did(grid, cell, as_json=as_json, act=lambda experiment, slot: experiment.cancel(slot), said=said)


def lookup(grid: GridId, cell: CellName, as_json: Json = False) -> int:
    """Look at the provider for a call in doubt."""
    with workspace.opened() as studio:
        experiment = studio.lab.open(grid)
        found = experiment.look_up(cell_of(experiment.view, cell).slot, wake=False)
        if found:
            screen.complain(f"{cell}: found at the provider; it is gone on with and not paid again.")
            return make_grid(experiment, as_json=as_json)
    said = f"the provider has no such order, so it was not charged. Make it anew: vidpipe lab resume {grid}"
    return did(grid, cell, as_json=as_json, act=lambda experiment, slot: None, said=said)


def settle(grid: GridId, cell: CellName, charged: Charged = False, free: Free = False, as_json: Json = False) -> int:
    """Decide about a call in doubt: charged or not."""
    if charged == free:
        raise BadInput(
            "Say whether that call was charged", remedy="Look at the provider's own list, then add --charged or --free."
        )
    said = f"{'booked as charged' if charged else 'its money is free again'}. Make it anew: vidpipe lab resume {grid}"
    return did(
        grid, cell, as_json=as_json, act=lambda experiment, slot: experiment.settle(slot, charged=charged), said=said
    )


def trash(grid: GridId) -> int:
    """Take a grid away. Running it again brings it back, for nothing."""
    with workspace.opened() as studio:
        experiment = studio.lab.open(grid)
        name = experiment.view.name
        experiment.trash()
        screen.say(f"{name}: in the trash")
    return 0


def did(grid: str, given: str, *, act: "Act", said: str, as_json: bool) -> int:
    """Do something about a cell and say what came of it."""
    with workspace.opened() as studio:
        experiment = studio.lab.open(grid)
        cell = cell_of(experiment.view, given)
        act(experiment, cell.slot)
        view = experiment.view
    if as_json:
        screen.answer({"grid": view.id, **shape(view, view.cell(cell.slot))})
    else:
        screen.say(f"{view.name}, cell {cell.number}: {said}")
    return 0
