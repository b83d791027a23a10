"""Fields that are saved when they are left: a field shows what is stored, and keeps what could not be used beside why.

What a field showed last is remembered under its key, so that it follows a change made elsewhere (undo, another tab) and
is never set under the hands of somebody who writes in it.
"""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import streamlit as st

from vidpipe.errors import VidpipeError
from vidpipe.ui import session
from vidpipe.ui.markup import show, tag

if TYPE_CHECKING:
    from vidpipe.studio import Project

LOG = logging.getLogger(__name__)
Save = Callable[["Project", Any], object]
"""What storing a value does with a film."""


def hold(key: str, stored: Any) -> str:
    """Before it is drawn: have the widget of this key show what is stored, or what was refused. The key."""
    refused = st.session_state.get(f"{key}/refused")
    if st.session_state.get(f"{key}/held") != stored:
        refused = None
        st.session_state.pop(f"{key}/refused", None)
    elif key in st.session_state:
        return key
    st.session_state[f"{key}/held"] = stored
    st.session_state[key] = refused[0] if refused else stored
    return key


def save(film: "Project", key: str, act: Save) -> None:
    """Store what the widget of this key holds; what cannot be used is kept in the field, with the reason."""
    value = st.session_state[key]
    st.session_state.pop(f"{key}/refused", None)
    if value == st.session_state.get(f"{key}/held"):
        return
    try:
        act(film, value)
    except VidpipeError as error:
        st.session_state[f"{key}/refused"] = (value, str(error))
    except Exception:
        LOG.exception("a field was not saved: %s", key)
        st.session_state[f"{key}/refused"] = (value, "This was not saved. The log of the studio says why.")
    session.forget(film.id)


def why_not(key: str) -> None:
    """Beside a field: why what stands in it is not saved."""
    refused = st.session_state.get(f"{key}/refused")
    if refused:
        show(tag("p", f"Not saved. {refused[1]}", class_="refused", role="alert"))


def field(film: "Project", key: str, stored: Any, act: Save, draw: Callable[..., Any], label: str, **more: Any) -> None:
    """A widget over a stored value: `draw` is the widget's function, `more` its other arguments."""
    hold(key, stored)
    draw(label, key=key, on_change=save, args=(film, key, act), **more)
    why_not(key)
