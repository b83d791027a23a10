"""Runs a grid until it rests, says what came of each cell, and ends with the sum and the next act."""

import contextlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from vidpipe.cli import screen
from vidpipe.cli.interrupt import interruptible
from vidpipe.cli.lab.cells import label, shape, whole
from vidpipe.cli.making import DONE, FAILED, INTERRUPTED, WAITING, exit_code
from vidpipe.cli.news import TROUBLE, News
from vidpipe.cli.progress import Tell, Watch, display
from vidpipe.engine.overview import Overview
from vidpipe.errors import Stopped
from vidpipe.film.cost import Cost
from vidpipe.take import State
from vidpipe.ui import words

if TYPE_CHECKING:
    from vidpipe.film.grid import Grid
    from vidpipe.lab import CellView, Experiment, GridPrice, GridView


def announce(grid: "Grid", price: "GridPrice", *, quietly: bool) -> None:
    """Say the price of the whole before anything runs, how much of it is cached, and what no model would take."""
    say = screen.complain if quietly else screen.say
    cached = f", {price.cached} of them cached" if price.cached else ""
    say(f"{words.count(price.cells, 'result')} of {words.count(len(grid.models), 'model')}{cached}: {cost(price)}.")
    for why in dict.fromkeys(price.refused.values()):
        number = sum(said == why for said in price.refused.values())
        screen.complain(f"{words.count(number, 'cell')} cannot be made: {why}")
    for warning in price.warnings:
        screen.complain(f"Note: {warning}")


def cost(price: "GridPrice") -> str:
    """`Free`; `$0.24, fixed, prices of 21 Nov 2026`."""
    micros: Cost = price.micros
    return f"{words.forecast(micros)}, {words.sure(micros)}" if micros else "Free"


def make_grid(experiment: "Experiment", *, as_json: bool) -> int:
    """Work until the grid rests; returns the exit code. What was asked for already is made, no more."""
    go_on = f"vidpipe lab resume {experiment.id}"

    def farewell() -> None:
        screen.complain(f"Interrupted. What is made is kept; go on with: {go_on}")
        if as_json:
            with contextlib.suppress(Exception):
                screen.answer(answered(experiment))

    names = {cell.slot: label(view, cell) for view in [experiment.view] for cell in view.cells}
    try:
        with (
            interruptible(experiment.stop, farewell),
            Watch(display(as_json=as_json), lambda digest: None, news_of(names)) as watch,
        ):
            now = experiment.finish(watch=watch)
    except Stopped:
        return INTERRUPTED
    return _end(experiment, now, as_json=as_json)


def news_of(names: Mapping[str, str]) -> Tell:
    """What is new in a grid, by the names of its cells."""

    def tell(before: Overview | None, now: Overview) -> Iterator[News]:
        for name, view in now.slots.items() if before else ():
            was = before.slots.get(name) if before else None
            if view.take and (was is None or was.take != view.take):
                price = f", {words.amount(view.take.cost)}" if view.take.cost else ""
                yield News(f"{names.get(name, name)}: ready{price}", early=True)
            elif view.state in TROUBLE and (was is None or was.state is not view.state):
                yield News(f"{names.get(name, name)}: {view.state.value}{': ' + view.message if view.message else ''}")

    return tell


def answered(experiment: "Experiment", now: Overview | None = None) -> dict[str, object]:
    """What `lab run --json` and its like end with."""
    view, now = experiment.view, now or experiment.overview
    counts = {"status": now.status.value, "calls": now.calls, "cached_calls": now.cached_calls}
    return whole(view) | counts | {"cells": [shape(view, cell) for cell in view.cells]}


def _end(experiment: "Experiment", now: Overview, *, as_json: bool) -> int:
    code = exit_code(now)
    view = experiment.view
    if as_json:
        screen.answer(answered(experiment, now))
    else:
        _say_sum(view, now)
    if code == DONE:
        if not as_json:
            screen.say(f"Look: vidpipe lab show {view.id}   Compare blind: vidpipe lab blind {view.id}")
        return code
    for line in troubles(view):
        screen.complain(line)
    if code == INTERRUPTED:
        screen.complain(f"Stopped. What is made is kept; go on with: vidpipe lab resume {view.id}")
    return code if code in (WAITING, FAILED, INTERRUPTED) else FAILED


def _say_sum(view: "GridView", now: Overview) -> None:
    calls = words.count(now.calls, "call") + (f", {now.cached_calls} from the cache" if now.cached_calls else "")
    screen.say(
        f"{view.id}  {view.done} of {words.count(len(view.cells), 'result')}, {words.amount(view.spent)}, {calls}"
    )


def troubles(view: "GridView") -> list[str]:
    """What needs a person, each with the command for it; what is alike is said once."""
    asking = [cell for cell in view.cells if cell.state in TROUBLE]
    alike: dict[tuple[State, str], list[CellView]] = {}
    for cell in asking:
        alike.setdefault((cell.state, cell.message), []).append(cell)
    return [_trouble(view.id, state, message, cells) for (state, message), cells in alike.items()]


def _trouble(grid: str, state: State, message: str, cells: "list[CellView]") -> str:
    numbers = ", ".join(str(cell.number) for cell in cells[:12]) + (" …" if len(cells) > 12 else "")
    first = cells[0].number
    if message.startswith("budget"):
        act = f"Go on with a higher budget: vidpipe lab resume {grid} --budget USD"
    elif state is State.UNCERTAIN:
        decide = f"vidpipe lab settle {grid} {first} --charged"
        act = f"Look at the provider: vidpipe lab lookup {grid} {first}   Or decide: {decide}"
    else:
        act = f"Try again: vidpipe lab retry {grid} {first}"
    said = f": {message.rstrip('.')}" if message else ""
    return f"Cell{'s' if len(cells) > 1 else ''} {numbers} ({state.value}){said}. {act}"
