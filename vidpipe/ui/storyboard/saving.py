"""Fields that are saved when they are left: a field shows what is stored, and keeps what could not be used beside why.

What a field showed last is remembered, so that it follows a change made elsewhere (undo, another tab) and is never set
under the hands of somebody who writes in it.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from vidpipe.errors import VidpipeError
from vidpipe.ui import session
from vidpipe.ui.markup import show, tag

if TYPE_CHECKING:
    from vidpipe.studio import Project

LOG = logging.getLogger(__name__)
LAST = "storyboard/last"
"""The slot that was changed last, where it is not the storyboard itself."""

Save = Callable[["Project", Any], object]
"""What storing a value does with a film."""


@dataclass
class Held:
    """A field: what it was given to show, and what was typed since and why that is not stored."""

    stored: Any
    typed: Any = None
    why: str = ""


def _fields() -> dict[str, Held]:
    """All fields of this session by key, in one entry of its state: Streamlit looks through all entries often."""
    found: dict[str, Held] = st.session_state.setdefault("fields", {})
    return found


def hold(key: str, stored: Any) -> None:
    """Before it is drawn: have the widget of this key show what is stored, or what was refused."""
    held = _fields().get(key)
    if held is None or held.stored != stored:
        held = _fields()[key] = Held(stored)
    elif key in st.session_state:
        return
    st.session_state[key] = held.typed if held.why else stored


def save(film: "Project", key: str, act: Save) -> None:
    """Store what the widget of this key holds; what cannot be used is kept in the field, with the reason."""
    held, value = _fields()[key], st.session_state[key]
    held.typed, held.why = value, ""
    if value == held.stored:
        return
    st.session_state.pop(LAST, None)
    try:
        act(film, value)
    except VidpipeError as error:
        held.why = str(error)
    except Exception:
        LOG.exception("a field was not saved: %s", key)
        held.why = "The log of the studio says why."
    session.forget(film.id)


def why_not(key: str) -> None:
    """Beside a field: why what stands in it is not saved."""
    why = _fields()[key].why
    with st.container():
        if not why:
            return
        show(tag("p", f"Not saved. {why}", class_="refused", role="alert"))


def field(film: "Project", key: str, stored: Any, act: Save, draw: Callable[..., Any], label: str, **more: Any) -> None:
    """A widget over a stored value: `draw` is the widget's function, `more` its other arguments."""
    hold(key, stored)
    draw(label, key=key, on_change=save, args=(film, key, act), **_default(draw, stored, more), **more)
    why_not(key)


def _default(draw: Callable[..., Any], stored: Any, more: dict[str, Any]) -> dict[str, Any]:
    """The stored value as the default of a widget: one that is shown later, in a popover, begins with it."""
    if draw.__name__ == "selectbox":
        options = list(more["options"])
        return {"index": options.index(stored) if stored in options else None}
    return {"default" if "options" in more else "value": stored}
