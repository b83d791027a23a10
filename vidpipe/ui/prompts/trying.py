"""From words to the lab: the request of the slot looked at, asked in the words that stand in the fields."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.library.prompts import Prompt
from vidpipe.ui import session
from vidpipe.ui.lab import place
from vidpipe.ui.prompts.looked import slot_of
from vidpipe.ui.view.draft import of_grid
from vidpipe.ui.view.prompt import Words

if TYPE_CHECKING:
    from vidpipe.studio import Project


def try_in_the_lab(film: "Project", view: Overview, first: Prompt, now: Words, *, usable: bool) -> None:
    """The button; nothing is asked for by it."""
    slot = slot_of(view, first.name)
    clicked = st.button(
        "Try in the lab",
        key="prompt-try",
        icon=":material/science:",
        disabled=not (slot and usable),
        help="Lays these words and the scene looked at into the Prompt Lab"
        if slot
        else "Nothing can be tried before the film is made up to here.",
    )
    if clicked and slot:
        grid = session.studio().lab.from_scene(film, slot)
        told = {"wordings": (now.text.strip(),), "system": now.system.strip()}
        place.leave()
        place.lay(of_grid(grid.model_copy(update=told)))
        st.switch_page("pages/lab.py")
