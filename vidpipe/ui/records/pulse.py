"""What makes the records move: a cheap look every few seconds whether anything happened since they were drawn."""

import streamlit as st

from vidpipe.ui import session
from vidpipe.ui.trouble import guarded

BEAT = 2.0
"""Seconds between two looks."""


def drawn() -> None:
    """What follows on the page is as of now. To be called before anything is read."""
    st.session_state["told"] = session.studio().latest()


@st.fragment(run_every=BEAT)
@guarded
def pulse() -> None:
    """Draw the page anew when something has happened."""
    if session.studio().latest() != st.session_state.get("told"):
        st.rerun()
