"""The frame of the page of sets: its head, the table at the left, the films at the right."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.ui import session, shelf
from vidpipe.ui.leading import arrive
from vidpipe.ui.markup import show
from vidpipe.ui.parts import head
from vidpipe.ui.sets import place
from vidpipe.ui.sets.films import earlier, films, planned
from vidpipe.ui.sets.table import table
from vidpipe.ui.trouble import complaint, guarded, trouble
from vidpipe.ui.view.sets import counted, of_plan

if TYPE_CHECKING:
    from vidpipe.lab import Set

LINE = "One film, many hooks, calls, languages and shapes: only what differs is made"


def page() -> None:
    """Draw it."""
    arrive("batch")
    found = place.opened()
    place.follow(found)
    _head(found)
    complaint()
    if not shelf.films():
        trouble("There is no film to go out from yet", "Make one on the page Projects; then come back.")
        return
    if found and found.plan.sections:
        with st.container(gap=16, key="sets-films"):
            guarded(films)(found)
        return
    left, right = st.columns([3, 9], gap=32)
    with left:
        table()
    with right, st.container(gap=16, key="sets-films"):
        if found:
            guarded(films)(found)
        else:
            planned()
            guarded(earlier)(session.studio().lab.batches())


def _differ(found: "Set") -> str:
    return "one of each section" if found.plan.sections else counted(of_plan(found.plan))


def _head(found: "Set | None") -> None:
    with st.container(
        key="head", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap=16
    ):
        line = f"{found.plan.size} films: {_differ(found)}" if found else LINE
        show(head(found.title if found else "Sets", line), fit=True)
        if found:
            with st.container(horizontal=True, width="content", gap=8, key="tools"):
                st.button(
                    "All sets", key="sets-all", icon=":material/arrow_back:", type="tertiary", on_click=place.leave
                )
