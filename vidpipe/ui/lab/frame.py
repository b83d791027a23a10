"""The frame of the lab's page: its head, the recipe at the left, the results at the right, and the dialogs over it."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.errors import VidpipeError
from vidpipe.ui import leading, session
from vidpipe.ui.lab import place
from vidpipe.ui.lab.arriving import arrive
from vidpipe.ui.lab.detail import code, detail
from vidpipe.ui.lab.earlier import earlier, earlier_button
from vidpipe.ui.lab.recipe import recipe
from vidpipe.ui.lab.results import results
from vidpipe.ui.lab.templates import templates
from vidpipe.ui.lab.values import table
from vidpipe.ui.markup import show
from vidpipe.ui.parts import head
from vidpipe.ui.trouble import guarded
from vidpipe.ui.view.lab import summary

if TYPE_CHECKING:
    from vidpipe.lab import Experiment

LINE = "Prompts, models and seeds side by side; the winner goes into a film"
LINES = {
    "blind": "Stars without knowing: models, prompts and prices are hidden",
    "pairs": "Which is better? Models, prompts and prices are hidden",
    "tally": "What all results tell of models, templates and wordings",
}
WIDE = {"horizontal": True, "vertical_alignment": "center"}


def lab() -> None:
    """Draw the page."""
    leading.arrive("lab")
    arrive()
    run = _opened()
    place.follow(run)
    _head(run)
    if place.view_name() == "grid":
        left, right = st.columns([3, 9], gap=32)
        with left:
            recipe()
        with right, st.container(gap=16, key="lab-results"):
            guarded(results)(run)
    else:  # the recipe would tell what is to be judged without names
        with st.container(gap=16, key="lab-results-wide"):
            guarded(results)(run)
    _dialogs(run)


def _opened() -> "Experiment | None":
    try:
        return place.opened()
    except VidpipeError as error:
        session.say(error)
        place.leave()
        return None


def _head(run: "Experiment | None") -> None:
    with st.container(key="head", gap=16, horizontal_alignment="distribute", **WIDE):  # type: ignore[arg-type]
        show(head("Prompt Lab", _line(run)), fit=True)
        with st.container(width="content", gap=8, key="tools", **WIDE):  # type: ignore[arg-type]
            _views()
            earlier_button()
            if run:
                st.button("Copy as code", key="lab-code", icon=":material/code:", type="tertiary", on_click=_copy)


def _line(run: "Experiment | None") -> str:
    """What the page is about; while somebody judges without names it says none."""
    told = LINES.get(place.view_name(), "")
    return told or (summary(place.view_of(run)) if run else LINE)


def _views() -> None:
    """How the results are looked at."""
    key = "lab-view"
    st.session_state[key] = place.view_name()
    st.segmented_control(
        "Look at",
        list(place.VIEWS),
        format_func=place.VIEWS.__getitem__,
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=lambda: place.look(str(st.session_state[key])),
    )


def _copy() -> None:
    place.open_dialog("code")


def _dialogs(run: "Experiment | None") -> None:
    """One at most: what was asked for in the head or the recipe, else the result that was opened."""
    wanted = str(st.session_state.get("lab-dialog", ""))
    drawn = {"table": table, "templates": templates, "earlier": earlier}.get(wanted)
    if drawn:
        drawn()
    elif run and wanted == "code":
        _code(run)
    elif run:
        detail(run)


@st.dialog("This run as code", width="large", on_dismiss=place.close_dialog)
def _code(run: "Experiment") -> None:
    """What is in the cache is not made again."""
    code(run)
