"""Which slot the places are filled as in; it stands in the address."""

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.ui.records import wanted
from vidpipe.ui.view.prompt import said_for


def slot_of(view: Overview, name: str) -> str:
    """The slot's name, '' while nothing is made by these words."""
    among = list(said_for(view, name))
    return wanted.asked("slot", among) if among else ""


def choose_slot(view: Overview, name: str) -> str:
    """A choice among the slots, where there is one."""
    among = said_for(view, name)
    if len(among) < 2:
        return slot_of(view, name)
    return wanted.choice(st.selectbox, "Filled as for", among, name="slot")
