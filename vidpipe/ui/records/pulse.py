"""Records that move while something is being made: drawn again every few seconds, and still when all is done."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

import streamlit as st

from vidpipe.ui import session
from vidpipe.ui.trouble import guarded

BEAT = 2.0
"""Seconds between two drawings while something is being made."""

AFTER = 10.0
"""Seconds for which it is looked at after the last thing that happened: between two makings nothing is at work."""

P = ParamSpec("P")


def beating(draw: Callable[P, None]) -> Callable[..., Any]:
    """A section that is drawn again by itself while any film is being made."""
    if not _moves():
        return guarded(draw)

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> None:
        draw(*args, **kwargs)
        if not _moves():
            st.rerun()

    return st.fragment(guarded(drawn), run_every=BEAT)


def _moves() -> bool:
    """Whether something is at work, or something happened just now in this session's eyes."""
    newest, busy = session.studio().latest()
    seen, at = st.session_state.get("newest", (newest, time.monotonic() - AFTER))
    if newest != seen or busy:
        at = time.monotonic()
    st.session_state["newest"] = (newest, at)
    return bool(busy) or time.monotonic() - at < AFTER
