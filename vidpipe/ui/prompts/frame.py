"""The frame of the page: which words are looked at, the fields at the left, what they come to at the right."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.library.prompts import original, originals
from vidpipe.ui import session
from vidpipe.ui.leading import arrive
from vidpipe.ui.markup import show
from vidpipe.ui.parts import head
from vidpipe.ui.prompts.beside import beside
from vidpipe.ui.prompts.editor import editor
from vidpipe.ui.records import wanted
from vidpipe.ui.trouble import complaint, guarded, lost
from vidpipe.ui.view.prompt import is_own

if TYPE_CHECKING:
    from vidpipe.studio import Project

LINE = "What each stage says to its model. Words of your own hold for this film alone."


def prompts() -> None:
    """Draw the page."""
    arrive("prompts")
    film = session.open_film()
    if film is None:
        known = bool(session.open_id())
        lost("This film is not here." if known else "No film is open.", "Choose one among the projects.")
        return
    with st.container(key="head"):
        show(head("Prompts", LINE))
    with st.container(key="news", gap=16):
        complaint()
    guarded(_page)(film, session.overview(film))


def _page(film: "Project", view: Overview) -> None:
    name = _chosen(film)
    left, right = st.columns([7, 5], gap=32)
    with left, st.container(gap=16, key="prompt-editor"):
        guarded(editor)(film, view, name)
    with right, st.container(gap=24, key="prompt-beside"):
        guarded(beside)(film, view, name)


def _chosen(film: "Project") -> str:
    """Which words are looked at; it stands in the address."""
    titles = {
        name: f"{first.title} · yours" if is_own(film.wording(name), original(name)) else first.title
        for name, first in originals().items()
    }
    with st.container(key="prompt-choice"):
        return wanted.choice(
            st.segmented_control, "Stage", titles, name="prompt", required=True, label_visibility="collapsed"
        )
