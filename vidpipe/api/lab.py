"""The Prompt Lab: what a grid of prompts, models and seeds costs, run it, its results, one of them in a film."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from vidpipe.api.asked import Agreed, Asked, Guarded, agree
from vidpipe.api.opened import Opened
from vidpipe.api.shape import address, priced, slot, usd
from vidpipe.errors import BadInput, NotFound
from vidpipe.film.grid import Grid
from vidpipe.lab import CellView, Experiment, GridPrice, GridView
from vidpipe.studio import Studio

router = APIRouter(route_class=Guarded, tags=["lab"])

Prompt = Annotated[str, Field(max_length=20_000)]
Short = Annotated[str, Field(max_length=200)]
Shorts = Annotated[tuple[Short, ...], Field(max_length=40)]
MOST = 100


class Part(Asked):
    """A slot of a film, such as `scene/ID/keyframe/start`."""

    project: Short
    slot: Short


class Wanted(Asked):
    """A grid: prompts with `{words}` for the values of rows. `seeds` is how many, or which.

    With `template` or `film` it goes out from a template, or from a slot of a film, and has its prompts from there.
    """

    prompts: Annotated[tuple[Prompt, ...], Field(max_length=40)] = ()
    role: Short = "image"
    models: Shorts = ()
    values: Annotated[tuple[dict[Short, Prompt], ...], Field(max_length=MOST)] = ()
    seeds: Annotated[int, Field(ge=1, le=MOST)] | Annotated[tuple[int, ...], Field(max_length=MOST)] = 1
    aspects: Shorts = ()
    seconds: Annotated[tuple[float, ...], Field(max_length=20)] = ()
    voices: Shorts = ()
    languages: Shorts = ()
    speeds: Annotated[tuple[int, ...], Field(max_length=20)] = ()
    negative: Prompt = ""
    rate: int = 0
    system: Prompt = ""
    name: Short = ""
    template: Short = ""
    film: Part | None = None


class Run(Agreed):
    """A grid to be run: never for more than `budget_usd`, where that is given."""

    grid: Wanted
    budget_usd: Annotated[float, Field(ge=0, le=1_000_000)] | None = None
    start: bool = True


class Use(Asked):
    """Where a result goes: a slot of a film, or the slot of its kind in a scene (`scene/ID`)."""

    project: Short
    slot: Short
    with_words: bool = False


@router.get("/lab/grids")
def grids(studio: Opened, search: str = "", role: str = "") -> dict[str, Any]:
    """The grids that were run, the newest first."""
    found = studio.lab.history(search, role=role)
    rows = [
        {
            "grid": run.id,
            "name": run.name,
            "role": run.grid.role.value,
            "results": run.results,
            "cost_usd": usd(run.spent),
        }
        for run in found
    ]
    return {"grids": rows}


@router.get("/lab/templates")
def templates(studio: Opened, role: str = "") -> dict[str, Any]:
    """The templates that grids go out from."""
    return {"templates": [one.plain() for one in studio.lab.templates(role)]}


@router.post("/lab/price")
def price(studio: Opened, asked: Wanted) -> dict[str, Any]:
    """What a grid would cost; nothing is written."""
    return _priced(studio.lab.price(grid_of(studio, asked)))


@router.post("/lab/grids", status_code=201)
def run(studio: Opened, asked: Run) -> dict[str, Any]:
    """Run a grid. The very same grid is never run twice: it is answered as it stands."""
    grid = grid_of(studio, asked.grid)
    agree(studio.lab.price(grid).micros, asked)
    budget = None if asked.budget_usd is None else round(asked.budget_usd * 1_000_000)
    made = studio.lab.create(grid, budget=budget)
    if asked.start:
        made.start()
    return told(made.view)


@router.get("/lab/grids/{grid}")
def one(studio: Opened, grid: str) -> dict[str, Any]:
    """A grid with its cells as they are now."""
    return told(studio.lab.open(grid).view)


@router.post("/lab/grids/{grid}/start")
def start(studio: Opened, grid: str, asked: Agreed) -> dict[str, Any]:
    """Go on with a grid: what failed is tried again."""
    found = studio.lab.open(grid)
    agree(found.view.ahead, asked)
    found.resume()
    found.start()
    return told(found.view)


@router.post("/lab/grids/{grid}/stop")
def stop(studio: Opened, grid: str, asked: Asked) -> dict[str, Any]:
    """Start nothing new; what is at work is finished and kept."""
    found = studio.lab.open(grid)
    found.stop()
    return told(found.view)


@router.post("/lab/grids/{grid}/cells/{cell}/use")
def use(studio: Opened, grid: str, cell: int, asked: Use) -> dict[str, Any]:
    """Show a result, by its number in the grid, in a film. Nothing is made again by that alone."""
    found, film = studio.lab.open(grid), studio.project(asked.project)
    take = found.use(_cell(found, cell).slot, film, asked.slot, with_words=asked.with_words)
    now = film.overview
    views = now.slots | {view.slot: view for row in now.scenes for view in row.slots.values()}
    return {"project": now.id, "slot": take.slot, "take": take.number, **slot(views[take.slot])}


def grid_of(studio: Studio, asked: Wanted) -> Grid:
    """Raises BadInput, and NotFound for a film, slot or template that is not there."""
    if asked.film and asked.template:
        raise BadInput("A grid comes from a template or from a film, not both", remedy="Leave one of them away.")
    if asked.film:
        film = studio.project(asked.film.project)
        return studio.lab.from_scene(film, asked.film.slot, models=asked.models, seeds=asked.seeds)
    if asked.template:
        seeds = asked.seeds if "seeds" in asked.model_fields_set else ()
        return studio.lab.grid_of(asked.template, models=asked.models, values=asked.values, seeds=seeds)
    kept = {name: value for name, value in asked.model_dump().items() if value and name not in ("prompts", "film")}
    return studio.lab.grid(list(asked.prompts), **kept)


def told(view: GridView) -> dict[str, Any]:
    return {
        "grid": view.id,
        "name": view.name,
        "role": view.grid.role.value,
        "models": list(view.grid.models),
        "seeds": list(view.grid.seeds),
        "results": view.done,
        "size": len(view.cells),
        "asking": view.asking,
        "running": view.running,
        "cost_usd": usd(view.spent),
        "price": priced(view.ahead),
        "budget_usd": None if view.budget is None else usd(view.budget),
        "cells": [_shape(view, cell) for cell in view.cells],
    }


def _shape(view: GridView, cell: CellView) -> dict[str, Any]:
    """A cell: `cost_usd` is what it cost, null while it is not there; `estimate_usd` what it may cost."""
    there = bool(cell.digest)
    return {
        "cell": cell.number,
        "slot": cell.slot,
        "state": cell.state.value,
        "model": cell.model,
        "prompt": cell.prompt,
        "values": dict(view.grid.values[cell.row]),
        "seed": view.grid.seeds[cell.seed],
        "option": view.grid.options[cell.option].plain(),
        "digest": cell.digest or None,
        "mime": cell.mime or None,
        "address": address(cell.digest, cell.mime) if there else None,
        "text": cell.text or None,
        "cached": cell.cached,
        "cost_usd": usd(cell.micros) if there else None,
        "estimate_usd": None if there else usd(cell.micros),
        "milliseconds": cell.milliseconds,
        "stars": cell.rating.stars,
        "starred": cell.rating.starred,
        "note": cell.rating.note,
        "message": cell.message,
    }


def _priced(price: GridPrice) -> dict[str, Any]:
    models = [
        {"model": one.model, "cells": one.cells, "cached": one.cached, **priced(one.micros)} for one in price.models
    ]
    counts = {"cells": price.cells, "cached": price.cached, "refused": price.refused, "over": price.over}
    return priced(price.micros) | counts | {"models": models, "warnings": list(price.warnings)}


def _cell(found: Experiment, number: int) -> CellView:
    for cell in found.view.cells:
        if cell.number == number:
            return cell
    raise NotFound(f"The grid has no cell {number}", remedy=f"Its cells are 1 to {len(found.view.cells)}.")
