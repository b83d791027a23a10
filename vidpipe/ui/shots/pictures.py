"""Keyframes and clips of every scene on the left; the chosen one with its takes and acts on the right."""

from functools import partial
from typing import TYPE_CHECKING, Literal

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.ui import chosen
from vidpipe.ui.chosen import choose
from vidpipe.ui.markup import show, tag
from vidpipe.ui.shots.animatic import animatic, watch_tool
from vidpipe.ui.shots.inspector import inspector
from vidpipe.ui.shots.pace import left
from vidpipe.ui.shots.wall import Kind, wall
from vidpipe.ui.undo import undo_tools
from vidpipe.ui.view.steps import find, of_step
from vidpipe.ui.view.wall import ALL, FILTERS, OPEN, Row, counts, facts, neighbours
from vidpipe.ui.view.wall import wall as rows_of

if TYPE_CHECKING:
    from vidpipe.studio import Project

Step = Literal["keyframes", "clips"]
KINDS: dict[Step, tuple[Kind, Kind]] = {"keyframes": ("pairs", "sheet"), "clips": ("cards", "sheet single")}
NAMES: dict[Kind, str] = {
    "pairs": "Pairs",
    "cards": "Cards",
    "sheet": "Contact sheet",
    "sheet single": "Contact sheet",
}
keyframe_facts = partial(facts, step="keyframes")
clip_facts = partial(facts, step="clips")


def keyframes(film: "Project", view: Overview) -> None:
    """Start and end of every scene, the chosen one beside them."""
    animatic(film, view)
    _board(film, view, "keyframes")


def clips(film: "Project", view: Overview) -> None:
    """The clip of every scene, the chosen one beside them."""
    _board(film, view, "clips")


def keyframe_tools(film: "Project", view: Overview) -> None:
    """Undo, redo and the animatic."""
    clip_tools(film, view, "keyframes")
    if view.scenes:
        watch_tool(view)


def clip_tools(film: "Project", view: Overview, step: str = "clips") -> None:
    """Undo and redo of what the chosen slot shows."""
    slot = chosen.slot(view, step)
    if slot:
        undo_tools(film, slot)


def _board(film: "Project", view: Overview, step: Step) -> None:
    if not of_step(view, step):
        _nothing(view, step)
        return
    filtered, kind = _find(view, step)
    wait = left(view.id, of_step(view, step))
    rows = rows_of(view, step, show=filtered, left=wait)
    here = chosen.slot(view, step)
    main, beside = st.columns([13, 10], gap=32)
    with main, st.container(key="wall", gap=0):
        _wall(view, rows, filtered=filtered, kind=kind, here=here, step=step)
    with beside:
        picked = find(view, here)
        if picked:
            inspector(film, view, picked, walk=neighbours(rows, here), left=wait.get(here))


def _wall(view: Overview, rows: tuple[Row, ...], *, filtered: str, kind: Kind, here: str, step: Step) -> None:
    if not rows:
        show(tag("div", tag("h2", f"Nothing here is {FILTERS[filtered].lower()}."), class_="void small"))
        return
    wall(
        rows,
        kind=kind,
        chosen=here,
        ratio=view.settings.aspect.value,
        key=f"{step}-wall",
        pick=lambda slot: choose(slot=slot),
    )


def _find(view: Overview, step: Step) -> tuple[str, Kind]:
    """The filter and the way to look, as chosen above the wall."""
    found = counts(view, step)
    kept, key = str(st.session_state.get(f"show-{step}") or ALL), f"show-{step}"
    options = [name for name in FILTERS if found[name] or name in (ALL, OPEN, kept)]
    with st.container(
        key="find", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap=16
    ):
        shown = st.pills(
            "Show",
            options,
            key=key,
            default=ALL,
            required=True,
            label_visibility="collapsed",
            format_func=lambda name: f"{FILTERS[name]} {found[name]}",
        )
        kind = st.segmented_control(
            "View",
            KINDS[step],
            key=f"kind-{step}",
            default=KINDS[step][0],
            required=True,
            label_visibility="collapsed",
            format_func=lambda name: NAMES[name],
        )
    return str(shown or ALL), kind


def _nothing(view: Overview, step: Step) -> None:
    """What to do where there is nothing yet."""
    noun = {"keyframes": "pictures", "clips": "clips"}[step]
    written = "is being written" if view.storyboard is None and not view.status.resting else "comes first"
    text = tag("p", f"Every scene gets its {noun} once the storyboard is there and approved.")
    link = tag("a", "To the storyboard", href=f"/storyboard?project={view.id}", target="_self", class_="save")
    show(tag("div", tag("h2", f"The storyboard {written}."), text, tag("p", link), class_="void"))
