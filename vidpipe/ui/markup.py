"""The only place that hands HTML to the browser. Markup is made of escaped parts by `tag`, and nowhere else."""

import re
from collections.abc import Iterator, Sequence
from html import escape

import streamlit as st

VOID = {"img", "br", "hr"}
LOCAL = re.compile(r"^(/app/static/|[#?]|/[a-z]*(\?|$))")
"""Addresses that a page may show: our own routes and pages, and nothing outside."""

MARKS = re.compile(r"([!-/:-@\[-`{-~])")
"""All signs that Markdown may read as more than themselves."""


class Markup(str):
    """HTML whose text is escaped."""

    __slots__ = ()


Inside = str | None
Value = str | int | float | bool | None


def tag(name: str, *inside: Inside, **attributes: Value) -> Markup:
    """An element. Text inside is escaped unless it is Markup; `class_` gives class, `aria_label` gives aria-label.

    Raises ValueError for an address that leads out of the studio.
    """
    opening = f"<{name}{''.join(_attributes(attributes))}>"
    return Markup(opening if name in VOID else f"{opening}{join(*inside)}</{name}>")


def join(*inside: Inside) -> Markup:
    """Parts one after the other, text among them escaped."""
    return Markup("".join(part if isinstance(part, Markup) else escape(part) for part in inside if part))


def _attributes(attributes: dict[str, Value]) -> Iterator[str]:
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        name = key.rstrip("_").replace("_", "-")
        if name in ("href", "src") and not LOCAL.match(str(value)):
            raise ValueError(f"{name} {value!r} leads out of the studio")
        yield f" {name}" if value is True else f' {name}="{escape(str(value))}"'


def label(text: str) -> str:
    """Text from outside in the label of a button: Streamlit reads labels as Markdown, with pictures and links."""
    return MARKS.sub(r"\\\1", " ".join(text.split()))


def show(*parts: Markup, width: int | None = None, fit: bool = False) -> None:
    """Draw markup. `width` in pixels; `fit` takes no more room than the content needs."""
    st.html(join(*parts), width=width or ("content" if fit else "stretch"))


def style(sheets: str, *, scheme: str) -> None:
    """Bring the stylesheets, and tell popovers and dialogs, which lie outside the app's frame, whether it is light."""
    st.html(f"<style>{sheets}</style>")
    st.html(f"<style>:root {{ color-scheme: {'light' if scheme == 'light' else 'dark'} }}</style>")


def greyed(label: str, places: Sequence[int]) -> None:
    """Have options of a select box, by their places, look out of reach and take no click: Streamlit can put to sleep
    whole boxes only. `label` is the box's own, of letters and spaces. Raises ValueError."""
    if not re.fullmatch(r"[A-Za-z ]+", label):
        raise ValueError(f"{label!r} is no plain label")
    options = ", ".join(f'[data-key="{int(place)}"]' for place in places) or "none"
    listed = f'[role="listbox"][aria-label="{label}"] :is({options})'
    st.html(f"<style>{listed} {{ color: var(--muted); opacity: .75; pointer-events: none }}</style>")
