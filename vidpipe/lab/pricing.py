"""What a grid costs before it runs: how many calls, which of them the cache answers, what no model would take."""

from pydantic import Field

from vidpipe.engine.pricing import Prices
from vidpipe.errors import BadInput, ProviderError
from vidpipe.film.cost import FREE, Cost, total
from vidpipe.film.grid import MOST_CELLS, Grid
from vidpipe.film.noun import Noun
from vidpipe.stages.cells import Cell, cells
from vidpipe.workshop import Workshop


class ModelPrice(Noun):
    """One model's part of a grid. `each` is a call's price (of the dearest), `milliseconds` how long one usually takes
    (0 where nobody knows yet)."""

    model: str
    cells: int
    cached: int
    micros: Cost
    each: Cost
    milliseconds: int = 0


class GridPrice(Noun):
    """A grid's price: the most and the least in micro-dollars. `refused` says by slot why a model would not take it;
    `warnings` what a model would change, each once. `over` says that the grid is too large to run: its price is
    reckoned from a few of its cells.
    """

    cells: int
    cached: int
    micros: Cost
    models: tuple[ModelPrice, ...]
    refused: dict[str, str] = Field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    over: bool = False


def price_of(shop: Workshop, grid: Grid) -> GridPrice:
    """Raises BadInput where a variable has no value. Nothing is written."""
    if grid.size > MOST_CELLS:
        return _reckoned(shop, grid)
    found = list(cells(grid).values())
    prices = Prices(shop.outside)
    costs: dict[str, tuple[Cost, bool]] = {}
    refused: dict[str, str] = {}
    warnings: list[str] = []
    for cell in found:
        try:
            stage = shop.outside.stage(cell.recipe.stage)
            costs[cell.slot] = prices.call(stage, cell.recipe)
            warnings += prices.warnings(stage, cell.recipe)
        except ProviderError as error:
            refused[cell.slot] = str(error)
    lines = [_line(shop, prices, model, found, costs) for model in grid.models]
    return GridPrice(
        cells=len(found),
        cached=sum(cached for _, cached in costs.values()),
        micros=total(cost for cost, _ in costs.values()),
        models=tuple(lines),
        refused=refused,
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _line(
    shop: Workshop, prices: Prices, model: str, found: list[Cell], costs: dict[str, tuple[Cost, bool]]
) -> ModelPrice:
    its = [cell for cell in found if cell.point.model == model]
    paid = [costs[cell.slot] for cell in its if cell.slot in costs]
    each = [prices.each(shop.outside.stage(cell.recipe.stage), cell.recipe) or FREE for cell in its]
    return ModelPrice(
        model=model,
        cells=len(its),
        cached=sum(cached for _, cached in paid),
        micros=total(cost for cost, _ in paid),
        each=max(each, default=FREE),
        milliseconds=usual(shop, model),
    )


def usual(shop: Workshop, model: str) -> int:
    """How many milliseconds a call usually takes: as calls before did, else as its record says."""
    learned = shop.store.learned(model)
    caps = shop.outside.catalogue().get(model)
    return learned.p50 if learned and learned.p50 else caps.seconds * 1000 if caps else 0


def _reckoned(shop: Workshop, grid: Grid) -> GridPrice:
    """By one cell of each model and option."""
    small = grid.model_copy(update={"wordings": grid.wordings[:1], "values": grid.values[:1], "seeds": grid.seeds[:1]})
    if small.size > MOST_CELLS:
        raise BadInput(f"The grid has {grid.size:,} cells", remedy="Take fewer models or options.")
    times = grid.size // small.size
    few = price_of(shop, small)
    lines = [
        line.model_copy(update={"cells": line.cells * times, "cached": 0, "micros": line.each * (line.cells * times)})
        for line in few.models
    ]
    return GridPrice(
        cells=grid.size, cached=0, micros=total(line.micros for line in lines), models=tuple(lines), over=True
    )
