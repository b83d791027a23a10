"""The studio's keyboard, in one place: which key does what, and how a button is told that it is meant.

A button answers to a key by its own key: `st.button("Approve", key=hot("A", "approve-clip"))`. Of several the first
in sight is pressed. A part that lives in the browser listens to the window's `vidpipe-key` event, whose `detail.key`
is the letter, `space` or `help`, and calls `preventDefault()` where it takes it. Nothing happens while somebody writes
in a field (also inside a component), while a dialog is open, or with Ctrl, Alt or Cmd held.
"""

import streamlit as st

from vidpipe.ui import session
from vidpipe.ui.browser import part
from vidpipe.ui.markup import show, tag

SHORTCUTS = (
    ("A", "Approve what is looked at"),
    ("N", "Next scene"),
    ("P", "Scene before"),
    ("T", "Another take"),
    ("U", "Undo"),
    ("Space", "Play or pause"),
    ("Ctrl+Enter", "End writing in a field; on Projects, make the film"),
    ("Esc", "Close what is open"),
    ("?", "This list"),
)
"""R and C belong to Streamlit."""

_KEYS = part("keys", "<span></span>", css=False)


def hot(letter: str, name: str) -> str:
    """The key of a button that is pressed by a letter too. `name` makes it one of its kind on the page."""
    return f"hot-{letter.lower()}-{name}"


def listen(*, open_film: str = "") -> None:
    """Hear the keyboard on this page, and keep which film is open."""
    with st.container(key="keys"):
        _KEYS(key="keyboard", data={"open": open_film, "cookie": session.COOKIE})


def offer() -> None:
    """The quiet button that shows the list."""
    if st.button("Keyboard", key=hot("help", "list"), icon=":material/keyboard:", type="tertiary", width="stretch"):
        _list()


@st.dialog("Keyboard")
def _list() -> None:
    rows = [tag("div", tag("kbd", key), tag("span", does)) for key, does in SHORTCUTS]
    show(tag("div", *rows, class_="keys-list"))
