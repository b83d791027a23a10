"""What the recipe costs, how much of it is in the cache, and the one button that runs it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.errors import VidpipeError
from vidpipe.film.grid import MOST_CELLS, Grid
from vidpipe.ui import session, words
from vidpipe.ui.lab import place
from vidpipe.ui.lab.fields import begin, gather
from vidpipe.ui.lab.models import ready
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.paying import paid
from vidpipe.ui.trouble import complaint
from vidpipe.ui.view.draft import Draft

if TYPE_CHECKING:
    from vidpipe.lab import Experiment, GridPrice


TO_WRITE = "Write what is to be made; {words} in braces are variables."
FEWER = "Take fewer prompts, values, models or seeds."


@dataclass(frozen=True)
class Wanted:
    """A recipe as a grid with its price, or what is wrong with it."""

    grid: Grid | None = None
    price: "GridPrice | None" = None
    wrong: str = ""
    remedy: str = ""


def wanted(now: Draft) -> Wanted:
    """What the recipe asks for."""
    if not now.written:
        return Wanted(
            wrong="There is no prompt yet.", remedy="Write what is to be made; {words} in braces are variables."
        )
    lab = session.studio().lab
    try:
        grid = lab.grid(list(now.wordings), **now.asked())
        return Wanted(grid, _price(grid))
    except VidpipeError as error:
        return Wanted(wrong=error.message, remedy=error.remedy)


def _price(grid: Grid) -> "GridPrice":
    """The price as of the newest event: while somebody writes the same is not reckoned twice."""
    at = (grid.model_dump_json(), session.studio().latest()[0])
    known = st.session_state.get("lab-price")
    if not known or known[0] != at:
        known = st.session_state["lab-price"] = (at, session.studio().lab.price(grid))
    found: GridPrice = known[1]
    return found


def running(now: Draft) -> None:
    """Draw it."""
    found = wanted(now)
    lacking = _lacking(found.grid)
    over = found.price is not None and found.price.over
    with st.container(gap=8, key="recipe-run"):
        complaint()
        cells = found.price.cells if found.price else 0
        paid(
            f"Run {cells:,}" if cells else "Run",
            found.price.micros if found.price else 0,
            key="lab-run",
            primary=True,
            width="stretch",
            shortcut="Ctrl+Enter",
            disabled=found.price is None or over or bool(lacking) or len(found.price.refused) == cells,
            on_go=lambda: go(int(found.price.micros) if found.price else 0),
        )
        show(_said(found, lacking, now))
        _more(now)


def _lacking(grid: Grid | None) -> list[str]:
    """The models of a grid whose provider cannot be asked."""
    can = ready()
    return [model for model in (grid.models if grid else ()) if model.partition("/")[0] not in can]


def _said(found: Wanted, lacking: list[str], now: Draft) -> Markup:
    """What stands under the button."""
    price = found.price
    if price is None:
        if not now.written:
            return tag("p", TO_WRITE, class_="quiet")
        return tag("div", tag("b", found.wrong), tag("p", found.remedy), class_="ask failed")
    lines: list[tuple[str, str]] = []
    if price.over:
        lines.append(
            (
                "failed",
                f"{price.cells:,} results are too many; {MOST_CELLS} are the most. {FEWER}",
            )
        )
    if lacking:
        lines.append(
            ("failed", f"{', '.join(lacking)} cannot be asked without a key. Take it out, or put the key into .env.")
        )
    if price.cached:
        lines.append(("", cached(price.cached, price.cells)))
    if price.refused:
        why = next(iter(price.refused.values()))
        lines.append(("failed", f"{words.count(len(price.refused), 'result')} cannot be made: {why}"))
    lines += [("", warning) for warning in price.warnings[:3]]
    if now.budget is not None and price.micros > now.budget * 1_000_000:
        lines.append(("stale", f"Above the budget of {words.limit(round(now.budget * 1_000_000))}: it will stop there"))
    return tag("div", *[tag("p", text, class_=f"beside {kind}".strip()) for kind, text in lines], class_="run-said")


def cached(number: int, cells: int) -> str:
    """`4 of 12 are in the cache and cost $0`."""
    if number == cells:
        return f"All {cells} are in the cache and cost $0" if cells > 1 else "It is in the cache and costs $0"
    return f"{number} of {cells} {'is' if number == 1 else 'are'} in the cache and cost{'s' if number == 1 else ''} $0"


def _more(now: Draft) -> None:
    """A name and a budget, for who wants them."""
    said = sum((bool(now.name), now.budget is not None))
    with (
        st.popover(f"Name and budget, {said} set" if said else "Name and budget", type="tertiary", key="lab-more"),
        st.container(gap=12, width=280),
    ):
        st.text_input("Name of this run", key=begin("name", now.name), max_chars=80, placeholder="As its prompt begins")
        st.number_input(
            "Budget in dollars",
            min_value=0.0,
            max_value=1_000_000.0,
            key=begin("budget", now.budget),
            placeholder="As for a film",
            step=1.0,
        )


def go(seen: int) -> None:
    """Run the recipe as it stands now; the same grid is the one that is there. `seen` is the price on the button."""
    now = gather()
    found = wanted(now)
    if found.grid is None or found.price is None:
        session.tell(found.wrong, found.remedy)
        return
    if int(found.price.micros) > seen:
        session.tell(f"The price is {words.money(found.price.micros)} now.", "Look at the recipe, then run it.")
        return
    budget = None if now.budget is None else round(now.budget * 1_000_000)
    grid = found.grid
    made = place.attempt(lambda: _start(grid, budget).id, name=f"run/{session.turn()}/{hash(grid.model_dump_json())}")
    st.session_state["turn"] = session.token()
    if made:
        st.session_state["lab-laid"] = made
        place.show_grid(made)
        place.look("grid")
    place.redraw()


def _start(grid: Grid, budget: int | None) -> "Experiment":
    run = session.studio().lab.create(grid, budget=budget)
    if run.overview.status.resting:
        run.resume()
    run.start()
    return run
