"""What the address asks a page to show, and what the page writes there.

A run is told the address as the browser knew it when it asked, and a part of the page that draws itself may ask just
before it learns what a press has written there: the page would fall back to what it showed before. Until the browser
has told the new word itself, the old one is therefore not heard, unless somebody went back to it.
"""

import time
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import parse_qs

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

SETTLES = 10.0
"""Seconds after which a browser has its new address at the latest."""


class Written(NamedTuple):
    before: str
    now: str
    page: str
    at: float
    address: str
    """The very string that the run held after the write; what comes from the browser is another one."""


def read(name: str) -> str:
    """What the address says, '' where it says nothing."""
    found = str(st.query_params.get(name, ""))
    written = _waiting(name)
    if written is None or found != written.before:
        return found
    _put({name: written.now})
    return written.now


def write(**aims: str) -> None:
    """Say it in the address, as one step of the browser's history; '' takes a name out of it."""
    known = {name: read(name) for name in aims}
    changed = {name: value for name, value in aims.items() if value != known[name]}
    if changed:
        _put(changed)
    page, address, _ = _run()
    for name, value in changed.items():
        st.session_state[_memory(name)] = Written(known[name], value, page, time.monotonic(), address)


def _waiting(name: str) -> Written | None:
    """What was written and is not known to have reached the browser."""
    written: Written | None = st.session_state.get(_memory(name))
    if written is None:
        return None
    page, asked, back = _run()
    told = asked is not written.address and parse_qs(asked).get(name, [""])[-1] == written.now
    if back or told or page != written.page or time.monotonic() - written.at > SETTLES:
        del st.session_state[_memory(name)]
        return None
    return written


def _run() -> tuple[str, str, bool]:
    """The page, the address that its run was asked for with, and whether somebody went back or forth to it."""
    run = get_script_run_ctx()
    return (run.page_script_hash, run.query_string, run.is_history_navigation) if run else ("", "", False)


def _put(aims: Mapping[str, str]) -> None:
    kept = {name: value for name, value in st.query_params.items() if name not in aims}
    st.query_params.from_dict(kept | {name: value for name, value in aims.items() if value})


def _memory(name: str) -> str:
    return f"aim-{name}"
