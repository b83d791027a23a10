"""The frame of the lab's page: its head, the recipe at the left, the results at the right, and the dialogs over it."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.errors import VidpipeError
from vidpipe.ui import session
from vidpipe.ui.lab import place
from vidpipe.ui.lab.earlier import earlier, earlier_button
from vidpipe.ui.lab.recipe import recipe
from vidpipe.ui.lab.results import results
from vidpipe.ui.lab.templates import templates
from vidpipe.ui.lab.values import table
from vidpipe.ui.leading import arrive
from vidpipe.ui.markup import show
from vidpipe.ui.parts import head
from vidpipe.ui.trouble import guarded
from vidpipe.ui.view.lab import summary

if TYPE_CHECKING:
    from vidpipe.lab import Experiment

DIALOGS = {"table": table, "templates": templates, "earlier": earlier}


def lab() -> None:
    """Draw the page."""
    arrive("lab")
    run = _opened()
    place.follow(run)
    _head(run)
    left, right = st.columns([3, 9], gap=32)
    with left:
        recipe()
    with right, st.container(gap=16, key="lab-results"):
        guarded(results)(run)
    dialog = DIALOGS.get(str(st.session_state.get("lab-dialog", "")))
    if dialog:
        dialog()


def _opened() -> "Experiment | None":
    try:
        return place.opened()
    except VidpipeError as error:
        session.say(error)
        place.leave()
        return None


def _head(run: "Experiment | None") -> None:
    line = summary(place.view_of(run)) if run else "Prompts, models and seeds side by side; the winner goes into a film"
    with st.container(
        key="head", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap=16
    ):
        show(head("Prompt Lab", line), fit=True)
        with st.container(horizontal=True, width="content", gap=8, key="tools", vertical_alignment="center"):
            earlier_button()
