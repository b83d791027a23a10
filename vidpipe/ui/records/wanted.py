"""What a page of records is asked to show. It stands in the address, so that every view is a link and back works."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from vidpipe.ui import aim

PAGE_BY_PAGE = "before"
"""The name under which the address says how far back the page has gone."""


def asked(name: str, allowed: Sequence[str]) -> str:
    """What the address says, if it is one of these; else the first."""
    found = aim.read(name)
    return found if found in allowed else allowed[0]


def number(name: str) -> int:
    """A whole number in the address, 0 where there is none."""
    found = aim.read(name)
    return int(found) if found.isascii() and found.isdecimal() and len(found) < 16 else 0


def choice(draw: Callable[..., Any], label: str, options: Mapping[str, str], *, name: str, **more: Any) -> str:
    """A control whose value is the address's: the first option is the default and leaves no trace there."""
    names = list(options)
    key = f"want-{name}"
    st.session_state[key] = asked(name, names)
    draw(
        label,
        names,
        format_func=lambda value: options.get(value, value),
        key=key,
        on_change=_chosen,
        args=(name, key, names[0]),
        **more,
    )
    return asked(name, names)


def _chosen(name: str, key: str, default: str) -> None:
    value = st.session_state.get(key)
    aim.write(**{name: "" if value in (None, default) else str(value), PAGE_BY_PAGE: ""})


def pages(*, older: int, label: str) -> None:
    """Earlier and newest, under a table: `older` is where the next page begins, 0 where this is the last."""
    back = bool(number(PAGE_BY_PAGE))
    if not older and not back:
        return
    with st.container(horizontal=True, gap=8, key=f"pages-{label}"):
        if older:
            st.button("Earlier", key=f"earlier-{label}", on_click=aim.write, kwargs={PAGE_BY_PAGE: str(older)})
        if back:
            st.button("Newest", key=f"newest-{label}", type="tertiary", on_click=aim.write, kwargs={PAGE_BY_PAGE: ""})
