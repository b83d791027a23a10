"""A storyboard that is not there yet, or whose newest version is not: what it waits for and what can be done."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.film.slot import BRIEF, STORYBOARD
from vidpipe.take import SlotView, State
from vidpipe.ui import words
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.parts import chip, note
from vidpipe.ui.paying import paid
from vidpipe.ui.storyboard import acts
from vidpipe.ui.view.board import because

if TYPE_CHECKING:
    from vidpipe.studio import Project

PENDING = {
    State.RUNNING: "The {name} is being written. Its scenes appear here as soon as they are.",
    State.QUEUED: "The {name} is next in line.",
    State.EMPTY: "The {name} is not written yet. Start the film to have it written.",
}
TROUBLE = {
    State.FAILED: "The {name} could not be written",
    State.BLOCKED: "The model refused to write the {name}",
    State.UNCERTAIN: "Nobody knows whether the {name} was paid for",
}


def absent(film: "Project", view: Overview) -> None:
    """In the place of the scenes while there are none."""
    slot = pressing(view)
    name = slot.slot if slot else STORYBOARD
    state = slot.state if slot else State.EMPTY
    with st.container(key="no-storyboard", gap=12):
        text = PENDING.get(state, "").format(name=name)
        inside = [note(text)] if text else []
        show(tag("div", *inside, class_=f"shot none tall {state.value}", style="--ratio:6/1"))
        if slot and state in TROUBLE:
            trouble(film, view, slot)


def pressing(view: Overview) -> SlotView | None:
    """Which of brief and storyboard everything waits for."""
    brief, board = view.slots.get(BRIEF), view.slots.get(STORYBOARD)
    return board if brief is None or brief.fresh else brief


def trouble(film: "Project", view: Overview, slot: SlotView) -> None:
    """What went wrong with the brief or the storyboard, and the ways out."""
    with st.container(horizontal=True, gap=8, vertical_alignment="center", key=f"trouble-{slot.slot}"):
        show(_said(slot))
        with st.container(horizontal=True, width="content", gap=8):
            if slot.state is State.UNCERTAIN:
                for label, charged in (("It was charged", True), ("It was not", False)):
                    st.button(
                        label,
                        key=f"settle-{charged}",
                        on_click=acts.settle,
                        args=(film, slot.slot),
                        kwargs={"charged": charged},
                    )
            else:
                paid(
                    "Try again",
                    slot.price,
                    key="again",
                    icon="refresh",
                    on_go=lambda: acts.again(film, view, slot.slot),
                )


def _said(slot: SlotView) -> Markup:
    what = TROUBLE[slot.state].format(name=slot.slot)
    cost = {
        State.FAILED: "Not charged." if not slot.cost else f"{words.money(slot.cost)} charged.",
        State.BLOCKED: "Reword the idea or take another model in Settings.",
        State.UNCERTAIN: f"Up to {words.amount(slot.charged or slot.price)}.",
    }[slot.state]
    message = f"{words.capital(slot.message).rstrip('.')}." if slot.message else ""
    says = tag("p", " ".join(part for part in (message, cost) if part))
    return tag(
        "div", tag("div", chip(slot.state), tag("b", what), class_="title"), says, class_=f"ask {slot.state.value}"
    )


def standing(film: "Project", view: Overview) -> None:
    """Above the scenes: that another version is being written, waits, or could not be."""
    slot = view.slots.get(STORYBOARD)
    if slot is None:
        return
    if slot.state in TROUBLE:
        trouble(film, view, slot)
    elif slot.state in (State.RUNNING, State.QUEUED):
        text = "Another version is being written. What you see stays until it is there."
        show(tag("div", chip(slot.state), tag("span", text, class_="quiet"), class_="title"))
    elif slot.state is State.STALE:
        _stale(film, view, slot)


def _stale(film: "Project", view: Overview, slot: SlotView) -> None:
    why = because((slot,)) or "What it was written from changed"
    with st.container(horizontal=True, gap=8, vertical_alignment="center", key="board-stale"):
        says = tag("p", "Writing it again changes scenes that are not locked; Undo brings these back.")
        title = tag("div", chip(State.STALE), tag("b", why), class_="title")
        show(tag("div", title, says, class_="ask stale"))
        with st.container(horizontal=True, width="content", gap=8):
            paid("Redo", slot.price, key="board-redo", icon="refresh", on_go=lambda: acts.redo(film, view, STORYBOARD))
            st.button("Keep", key="board-keep", type="tertiary", on_click=acts.keep, args=(film, [STORYBOARD]))
