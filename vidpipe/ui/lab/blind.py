"""Without names: all results in an order that tells nothing, or two at a time, and what came of it afterwards."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.ui import session, words
from vidpipe.ui.lab.detail import media
from vidpipe.ui.lab.grid import grid
from vidpipe.ui.lab.tally import table_of
from vidpipe.ui.markup import show, tag
from vidpipe.ui.view.lab import Band, Line, blinded, ratio

if TYPE_CHECKING:
    from vidpipe.lab import CellView, Experiment, GridView

ANSWERS = (
    ("one", "Left is better", "1"),
    ("other", "Right is better", "2"),
    ("both", "As good", "3"),
    ("neither", "Neither", "4"),
)


def blind(run: "Experiment", now: "GridView") -> None:
    """Every result that is there, to be rated without knowing what made it."""
    tiles = blinded(now)
    if not tiles:
        show(tag("p", "Nothing is made yet. Results stand here without their names as they come.", class_="quiet"))
        return
    rated = sum(bool(tile.stars) for tile in tiles)
    left = f"{rated} of {words.count(len(tiles), 'result')} rated"
    show(tag("p", left, class_="quiet"))
    whole = Band("blind", "", "", ratio(now.grid, now.grid.options[0]), (Line("all", "", (), "", tiles),))
    grid(run, [whole], blind=True)


def pairs(run: "Experiment", now: "GridView") -> None:
    """Two results side by side, and which is better."""
    judged = len(run.duels)
    found = _pair(run, now, judged)
    if found is None:
        show(tag("p", "Two different results are needed to compare. They stand here as they come.", class_="quiet"))
        return
    with st.container(key="lab-pair", gap=16):
        left, right = st.columns(2, gap=16)
        for column, cell, side in ((left, found[0], "left"), (right, found[1], "right")):
            with column:
                media(now, cell, key=f"lab-{side}-{cell.slot}")
        _answers(run, found, judged)
    _afterwards(run, judged)


def _pair(run: "Experiment", now: "GridView", judged: int) -> "tuple[CellView, CellView] | None":
    """The pair that is looked at: it stays until it is judged, also while others are still made."""
    seed = int(st.session_state.get("lab-pair-seed", 0))
    at = (run.id, judged, seed)
    known = st.session_state.get("lab-pair")
    if not known or known[0] != at:
        two = run.pair(seed=seed)
        known = (at, (two[0].slot, two[1].slot) if two else ())
        if two:
            st.session_state["lab-pair"] = known
    slots: Sequence[str] = known[1]
    return (now.cell(slots[0]), now.cell(slots[1])) if slots else None


def _answers(run: "Experiment", found: "tuple[CellView, CellView]", judged: int) -> None:
    with st.container(horizontal=True, gap=8, horizontal_alignment="center", key="lab-answers"):
        for answer, label, letter in ANSWERS:
            st.button(
                label,
                key=f"lab-judge-{answer}",
                shortcut=letter,
                on_click=_judge,
                args=(run, found[0].slot, found[1].slot, answer, judged),
            )
        st.button("Another pair", key="lab-pair-next", type="tertiary", on_click=_next)


def _judge(run: "Experiment", one: str, other: str, answer: str, judged: int) -> None:
    session.intent(run, lambda run: run.judge(one, other, answer), name=f"judge/{one}/{other}/{judged}")  # type: ignore[arg-type]


def _next() -> None:
    st.session_state["lab-pair-seed"] = int(st.session_state.get("lab-pair-seed", 0)) + 1


def _afterwards(run: "Experiment", judged: int) -> None:
    """What the answers come to; hidden, since it would tell the names."""
    if not judged:
        show(
            tag(
                "p",
                "Answer a few; the tally then tells which model and which wording they were.",
                class_="quiet pair-said",
            )
        )
        return
    opened = st.toggle(f"{words.count(judged, 'answer')}. Show the tally", key="lab-reveal")
    if opened:
        for by in ("model", "wording"):
            table_of(session.studio().lab.tally(by, grid=run.id), by=by, duels=True)
