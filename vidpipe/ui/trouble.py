"""What a page says when something is wrong: one clear line and the next act, never a traceback."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st

from vidpipe.errors import VidpipeError
from vidpipe.ui import session
from vidpipe.ui.markup import show, tag

LOG = logging.getLogger(__name__)
P = ParamSpec("P")


def guarded(draw: Callable[P, None]) -> Callable[P, None]:
    """A page or a section that says what went wrong in its own place, when it is drawn by itself too."""

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            draw(*args, **kwargs)
        except VidpipeError as error:
            trouble(error.message, error.remedy)
        except Exception:
            LOG.exception("a part of the page failed")
            trouble(
                "This page ran into something unforeseen.", "Load it again; the log of the studio says what it was."
            )

    return drawn


def trouble(message: str, remedy: str = "") -> None:
    """In the place of a page."""
    words = tag("div", tag("h2", message), tag("p", remedy), class_="void")
    show(words)


def lost(message: str, remedy: str) -> None:
    """In the place of a film that is not there, with the way back."""
    trouble(message, remedy)
    with st.container(horizontal=True, horizontal_alignment="center", key="back"):
        if st.button("All projects", key="to-projects", type="primary"):
            st.session_state.pop("open", None)
            st.switch_page("pages/projects.py")


def complaint() -> None:
    """What the last act came to, if it was refused."""
    found = session.said()
    if found:
        message, remedy = found
        show(tag("div", tag("b", message), tag("p", remedy), class_="ask failed", role="alert"))
