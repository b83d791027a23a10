"""The results: what goes on, the grid itself, live while it runs, or a word where nothing has run yet."""

import time
from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Status
from vidpipe.take import State
from vidpipe.ui import clockwork, paying, session, words
from vidpipe.ui.lab import place
from vidpipe.ui.lab.blind import blind, pairs
from vidpipe.ui.lab.earlier import line
from vidpipe.ui.lab.grid import grid
from vidpipe.ui.lab.scenes import used
from vidpipe.ui.lab.tally import tally
from vidpipe.ui.markup import show, tag
from vidpipe.ui.parts import chip
from vidpipe.ui.trouble import guarded
from vidpipe.ui.view import lab as view

if TYPE_CHECKING:
    from vidpipe.film.catalogue import Caps
    from vidpipe.lab import Experiment, GridView, ModelPrice

BEAT = 1.0
GLANCE = 3.0
"""Seconds between two drawings while cells are made, and between two looks at a grid that rests."""
FEW = 5


def results(run: "Experiment | None") -> None:
    """Draw them."""
    if place.view_name() == "tally":
        tally(run)
        return
    if run is None:
        nothing()
        return
    ticks = not run.overview.status.resting
    st.session_state["lab-ticks"] = ticks
    if ticks:
        st.fragment(_results, run_every=BEAT)(run)
    else:
        st.fragment(_results)(run)
        st.fragment(_watch, run_every=GLANCE)(run, run.overview.events)


def nothing() -> None:
    """Before the first run: what to do, and what ran before."""
    show(
        tag(
            "div",
            tag("h2", "Nothing has run here yet"),
            tag(
                "p",
                "Write a prompt, choose models and seeds, and run it. Results stand here side by side as they come.",
            ),
            class_="void lab-void",
        )
    )
    runs = session.studio().lab.history()
    if runs:
        with st.container(gap=4, key="lab-recent"):
            show(tag("h2", "Earlier runs", class_="sec"))
            for each in runs[:FEW]:
                if line(each, where="recent"):
                    st.rerun()


@guarded
def _watch(run: "Experiment", events: int) -> None:
    """Draw the page again when something happened to the grid elsewhere."""
    if run.overview.events != st.session_state.get("lab-seen", events):
        st.rerun()


@guarded
def _results(run: "Experiment") -> None:
    paying.bring_up()
    place.bring_up()
    now = place.view_of(run)
    st.session_state["lab-seen"] = now.events
    if now.running != st.session_state.get("lab-ticks", False):
        st.rerun()
    if now.running:
        clockwork.watch_worker()
    with st.container(key="lab-news", gap=12):
        used()
        _going(run, now)
    with st.container(key="lab-grid"):
        _shown(run, now)


def _shown(run: "Experiment", now: "GridView") -> None:
    """The grid as somebody wants to look at it."""
    name = place.view_name()
    if name == "blind":
        blind(run, now)
    elif name == "pairs":
        pairs(run, now)
    else:
        grid(run, view.bands(now, catalogue(), prices(run), titles=titles()))


def catalogue() -> "dict[str, Caps]":
    return {caps.id: caps for caps in session.studio().models()}


def titles() -> dict[str, str]:
    """The providers as people know them."""
    return {provider.name: provider.title for provider in session.studio().providers()}


def prices(run: "Experiment") -> "tuple[ModelPrice, ...]":
    """What a call of each model costs, read once for a grid and again after a minute."""
    known = st.session_state.get("lab-prices")
    now = time.monotonic()
    if not known or known[0] != run.id or now - known[1] > 60:
        known = st.session_state["lab-prices"] = (run.id, now, session.studio().lab.price(run.grid).models)
    found: tuple[ModelPrice, ...] = known[2]
    return found


def _going(run: "Experiment", now: "GridView") -> None:
    """What goes on and how to stop it; why it rests with something undone, and how to go on."""
    status = run.overview.status
    if now.running:
        _bar(run, now)
    elif status is not Status.COMPLETE and now.done < len(now.cells):
        _waits(run, now, status)


def _bar(run: "Experiment", now: "GridView") -> None:
    percent = round(
        100 * (now.done + sum(cell.progress for cell in now.cells if not cell.digest) / 100) / len(now.cells)
    )
    with st.container(key="going", horizontal=True, gap=16, vertical_alignment="center", wrap=False):
        said = tag(
            "div",
            chip(State.RUNNING, f"{now.done} of {len(now.cells)}"),
            tag("span", f"{now.moving} at work or waiting"),
            tag("span", f"{percent} %", class_="right num"),
            class_="words",
        )
        track = tag(
            "div",
            tag("i", style=f"width:{percent}%"),
            class_="track",
            role="progressbar",
            aria_valuenow=percent,
            aria_label="Progress of the grid",
        )
        show(tag("div", said, track, class_="going"))
        with st.container(width="content", key="stop-act"):
            st.button(
                "Stop",
                key="lab-stop",
                icon=":material/stop:",
                help="Nothing new is begun; what is at work is finished and kept",
                on_click=_stop,
                args=(run, now.events),
            )


def _stop(run: "Experiment", events: int) -> None:
    session.intent(run, lambda run: run.stop(), name=f"stop/{events}")
    place.redraw()


def _waits(run: "Experiment", now: "GridView", status: Status) -> None:
    left = len(now.cells) - now.done
    why = "Stopped" if status is Status.STOPPED else words.capital(reason(now))
    with st.container(horizontal=True, gap=16, vertical_alignment="center", key="lab-waits"):
        line = tag("p", f"{words.count(left, 'result')} not made. Everything that was made is kept.")
        show(tag("div", tag("b", why), line, class_="ask stale", role="note"))
        paying.paid("Go on", now.ahead, key="lab-resume", icon="play_arrow", on_go=lambda: _resume(run, now.events))


def reason(now: "GridView") -> str:
    """Why a grid rests, in the words of the cells that hold it up."""
    asking = [cell for cell in now.cells if cell.state in view.ASKS]
    kinds = {state: sum(cell.state is state for cell in asking) for state in view.ASKS}
    told = [f"{count} {state.value}" for state, count in kinds.items() if count]
    messages = {cell.message for cell in asking if cell.message}
    return f"{', '.join(told)}: {messages.pop()}" if told and len(messages) == 1 else ", ".join(told) or "it waits"


def _resume(run: "Experiment", events: int) -> None:
    def again(run: "Experiment") -> None:
        run.resume()
        run.start()

    session.intent(run, again, name=f"resume/{events}")
    place.redraw()
