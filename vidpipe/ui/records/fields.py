"""Fields of preferences: each is saved when it is changed and says so; wrong input stays, with words beside it.

A field that the environment sets is shown and cannot be changed here.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from vidpipe.errors import VidpipeError
from vidpipe.studio import Preferences
from vidpipe.ui import session
from vidpipe.ui.markup import Markup, show, tag

Read = Callable[[Any], Any]
"""What a widget holds as a preference. Raises BadInput."""


def text(
    chosen: Preferences,
    name: str,
    label: str,
    *,
    shows: str,
    read: Read,
    help_: str,
    placeholder: str = "",
    width: int = 280,
) -> None:
    """One line of text; `shows` is how the preference is written."""
    key = f"pref-{name}"
    if not _refused(name):
        st.session_state[key] = shows
    with st.container(horizontal=True, gap=12, vertical_alignment="bottom", key=f"field-{name}"):
        st.text_input(
            label,
            key=key,
            placeholder=placeholder,
            width=width,
            disabled=name in chosen.fixed,
            on_change=_save,
            args=(name, key, read),
        )
        tell(beside(chosen, name, help_))


def many(chosen: Preferences, name: str, label: str, options: Mapping[str, str], *, shows: Sequence[str]) -> None:
    """Some of several."""
    key = f"pref-{name}"
    st.session_state[key] = list(shows)
    st.pills(
        label,
        list(options),
        selection_mode="multi",
        format_func=lambda value: options[value],
        key=key,
        disabled=name in chosen.fixed,
        on_change=_save,
        args=(name, key, tuple),
    )
    tell(beside(chosen, name, ""))


def one(
    chosen: Preferences,
    name: str,
    label: str,
    options: Mapping[str, str],
    *,
    shows: str,
    read: Read,
    part: str = "",
    width: int = 320,
    visible: bool = True,
) -> None:
    """One of several; `part` tells fields of the same preference apart."""
    key = f"pref-{name}-{part}"
    st.session_state[key] = shows
    st.selectbox(
        label,
        list(options),
        format_func=lambda value: options.get(value, value),
        key=key,
        width=width,
        disabled=name in chosen.fixed,
        on_change=_save,
        args=(name, key, read, part),
        label_visibility="visible" if visible else "collapsed",
    )


def tell(said: Markup) -> None:
    """Draw what stands beside a field, if there is anything to say."""
    if said:
        show(said)


def beside(chosen: Preferences, name: str, help_: str, *, part: str = "") -> Markup:
    """What stands beside a field: why it cannot be changed, what is wrong, that it is saved, or what it means."""
    if name in chosen.fixed:
        return tag("p", f"Set by {chosen.fixed[name]}; take it away there to choose here", class_="beside fixed")
    refused = _refused(name)
    if refused:
        sign = tag("i", "✕", aria_hidden="true")
        return tag("p", sign, refused, class_="beside failed", role="alert")
    if st.session_state.get("kept") == f"{name}/{part}":
        return tag("p", tag("i", "✓", aria_hidden="true"), "Saved", class_="beside approved", role="status")
    return tag("p", help_, class_="beside") if help_ else Markup("")


def _refused(name: str) -> str:
    return str(st.session_state.get("refused", {}).get(name, ""))


def _save(name: str, key: str, read: Read, part: str = "") -> None:
    refused: dict[str, str] = st.session_state.setdefault("refused", {})
    st.session_state.pop("kept", None)
    try:
        session.studio().prefer(**{name: read(st.session_state[key])})
    except VidpipeError as error:
        refused[name] = str(error)
        return
    refused.pop(name, None)
    st.session_state["kept"] = f"{name}/{part}"


def forget() -> None:
    """That something was saved is told once."""
    st.session_state.pop("kept", None)
