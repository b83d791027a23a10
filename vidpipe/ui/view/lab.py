"""A grid of the lab as rows to be drawn: a line for each model, a tile for each seed. Pure."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten

from vidpipe.film.catalogue import Caps
from vidpipe.film.cost import Cost
from vidpipe.film.grid import Grid, Option
from vidpipe.film.wording import filled
from vidpipe.lab import CellView, GridView, ModelPrice
from vidpipe.take import State
from vidpipe.ui import words
from vidpipe.ui.view.draft import UNIT

SNIPPET = 600
"""Signs of an answer that stand in its tile; the whole of it is in the cell's own view."""
ASKS = (State.FAILED, State.BLOCKED, State.UNCERTAIN)
MOVING = (State.QUEUED, State.RUNNING)


@dataclass(frozen=True)
class Tile:
    """One cell. `acts` are what may be done about it beside rating: verb and label."""

    slot: str
    says: str
    state: State
    digest: str
    mime: str
    left: str
    right: str
    plate: str = ""
    text: str = ""
    stars: int = 0
    starred: bool = False
    noted: bool = False
    progress: int = 0
    best: bool = False
    acts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Line:
    """A model with its tiles. `mean` is '' while nothing of it is rated."""

    id: str
    title: str
    facts: tuple[str, ...]
    mean: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class Band:
    """What the lines below have in common; `title` is '' where the whole grid has it in common."""

    id: str
    title: str
    facts: str
    ratio: str
    lines: tuple[Line, ...]


def bands(
    view: GridView, catalogue: Mapping[str, Caps], prices: Sequence[ModelPrice], *, titles: Mapping[str, str]
) -> tuple[Band, ...]:
    """The whole grid. Facts of a model stand once, in the first band. `titles` are those of providers."""
    grid, best = view.grid, winner(view.cells)
    facts = {price.model: _facts(price, catalogue, titles) for price in prices}
    parts = sorted({(cell.wording, cell.row, cell.option) for cell in view.cells})
    found = []
    for place, part in enumerate(parts):
        its = [cell for cell in view.cells if (cell.wording, cell.row, cell.option) == part]
        lines = [
            _line(
                grid,
                model,
                [cell for cell in its if cell.model == model],
                catalogue,
                best,
                () if place else facts.get(model, ()),
            )
            for model in grid.models
        ]
        facts_of = option_facts(grid, grid.options[part[2]], catalogue) if len(grid.options) > 1 else ""
        found.append(_band(grid, part, its[0].prompt, facts_of, tuple(line for line in lines if line.tiles)))
    return tuple(found)


def _band(grid: Grid, part: tuple[int, int, int], prompt: str, facts: str, lines: tuple[Line, ...]) -> Band:
    title = prompt if len(grid.wordings) * len(grid.values) > 1 else ""
    name = "-".join(map(str, part))
    return Band(name, title or facts, facts if title else "", ratio(grid, grid.options[part[2]]), lines)


def _line(
    grid: Grid, model: str, its: Sequence[CellView], catalogue: Mapping[str, Caps], best: str, facts: Sequence[str]
) -> Line:
    return Line(
        model, name_of(model, catalogue), tuple(facts), mean(its), tuple(_tile(grid, cell, best) for cell in its)
    )


def name_of(model: str, catalogue: Mapping[str, Caps]) -> str:
    caps = catalogue.get(model)
    return (caps.title if caps else "") or model.rpartition("/")[2]


def _facts(price: ModelPrice, catalogue: Mapping[str, Caps], titles: Mapping[str, str]) -> tuple[str, ...]:
    maker = price.model.partition("/")[0]
    typical = f"{seconds(price.milliseconds)} typical" if price.milliseconds else ""
    return tuple(filter(None, (titles.get(maker, maker), each(price.each), typical)))


def each(cost: Cost) -> str:
    """`$0.04 each, fixed`, `$0 each, free`."""
    if not cost.known:
        return words.UNKNOWN
    if not cost:
        return "$0 each, free"
    return f"{words.money(cost).removeprefix('about ')} each, {words.SURE[cost.sure]}"


def mean(cells: Sequence[CellView]) -> str:
    rated = [cell.rating.stars for cell in cells if cell.rating.stars]
    return f"{sum(rated) / len(rated):.1f} of 5 stars" if rated else ""


def winner(cells: Sequence[CellView]) -> str:
    """The cell with the most stars, a starred one before others; '' where several are as good or nothing is rated."""
    scored = sorted(((cell.rating.stars, cell.rating.starred) for cell in cells), reverse=True)
    if not scored or scored[0] == (0, False) or scored[:1] == scored[1:2]:
        return ""
    return next(cell.slot for cell in cells if (cell.rating.stars, cell.rating.starred) == scored[0])


def seconds(milliseconds: int) -> str:
    """`7.8 s`, `95 s`, `4 min`."""
    if milliseconds < 50:
        return "under 0.1 s"
    return f"{milliseconds / 1000:.1f} s" if milliseconds < 60_000 else words.span(milliseconds / 1000)


def _tile(grid: Grid, cell: CellView, best: str) -> Tile:
    seed = seed_of(grid, cell)
    left = " · ".join(filter(None, (seed, timing(cell))))
    return _bare(cell, f"{name_short(cell.model)}, {seed}", left, price_of(cell), best=cell.slot == best)


def _bare(cell: CellView, says: str, left: str, right: str, *, best: bool = False) -> Tile:
    made = bool(cell.digest)
    return Tile(
        slot=cell.slot,
        says=says,
        state=cell.state,
        digest=cell.digest,
        mime=cell.mime,
        left=left,
        right=right,
        plate="" if made else _plate(cell),
        text=cell.text[:SNIPPET],
        stars=cell.rating.stars,
        starred=cell.rating.starred,
        noted=bool(cell.rating.note),
        progress=cell.progress,
        best=best,
        acts=() if made else acts(cell),
    )


def name_short(model: str) -> str:
    return model.rpartition("/")[2]


def seed_of(grid: Grid, cell: CellView) -> str:
    """`seed 11`; of a model that takes none `sample 2`."""
    return f"sample {cell.seed + 1}" if cell.model in grid.unseeded else f"seed {grid.seeds[cell.seed]}"


def timing(cell: CellView) -> str:
    if cell.state is State.QUEUED and not cell.digest:
        return "waits"
    if cell.state is State.RUNNING and not cell.digest:
        left = cell.milliseconds * (100 - cell.progress) / 100_000
        return f"{words.span(left)} left" if cell.milliseconds else "at work"
    return seconds(cell.milliseconds) if cell.digest and cell.milliseconds else ""


def price_of(cell: CellView) -> str:
    if cell.digest:
        return "cached $0" if cell.cached else words.money(cell.micros)
    return "" if cell.state in ASKS else words.money(cell.micros)


def _plate(cell: CellView) -> str:
    return (cell.message or "") if cell.state in ASKS else ""


def acts(cell: CellView) -> tuple[tuple[str, str], ...]:
    """What a cell that is not made allows."""
    if cell.state is State.UNCERTAIN:
        return (("look-up", "Look it up"), ("charged", "Charged"), ("free", "Not charged"))
    if cell.state in (State.FAILED, State.BLOCKED):
        return (("retry", f"Try again · {words.price(cell.micros)}"),)
    return (("cancel", "Cancel"),) if cell.state in MOVING else ()


def ratio(grid: Grid, option: Option) -> str:
    """The shape of what is made: the base's where it came from a scene."""
    wide, high = grid.base.get("width"), grid.base.get("height")
    return f"{wide}:{high}" if wide and high else option.aspect.value


def _voice(name: str, catalogue: Mapping[str, Caps]) -> str:
    """A voice as people know it."""
    voices = (voice for caps in catalogue.values() for voice in caps.voices if voice.id == name)
    return next((voice.title for voice in voices), name)


def option_facts(grid: Grid, option: Option, catalogue: Mapping[str, Caps]) -> str:
    """What an option says, of what the grid's options differ in."""
    told = {
        "aspect": option.aspect.value,
        "frames": words.length(option.frames, option.rate),
        "voice": _voice(option.voice, catalogue) or "The model's own voice",
        "language": words.language(option.language),
        "speed": f"{option.speed} % pace",
    }
    differing = [name for name in told if len({getattr(each, name) for each in grid.options}) > 1]
    return " · ".join(told[name] for name in differing)


def summary(view: GridView) -> str:
    """`Bottle at first light. 12 of 12 pictures, $0.92 so far`."""
    unit, whole = UNIT[view.grid.role.value], len(view.cells)
    made = words.count(whole, unit) if view.done == whole else f"{view.done} of {words.count(whole, unit)}"
    return f"{titled(view.grid)}. {made}, {words.amount(view.spent)} so far"


def titled(grid: Grid) -> str:
    """The run's name, else its first prompt with its values, in short."""
    said = grid.name or filled(grid.wordings[0], grid.values[0])
    return shorten(" ".join(said.split()), 72, placeholder=" …").rstrip(".")


def blinded(view: GridView) -> tuple[Tile, ...]:
    """What is there, in an order that tells nothing, without names, prompts and prices."""
    done = [cell for cell in view.cells if cell.digest]
    random.Random(view.id).shuffle(done)
    return tuple(_bare(cell, f"Result {place}", f"Result {place}", "") for place, cell in enumerate(done, 1))
