"""What fills the places of the prompts: a field for each variable, or a table with a row for each set of values."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from vidpipe.ui import words
from vidpipe.ui.lab import place
from vidpipe.ui.lab.fields import begin, gather
from vidpipe.ui.markup import show, tag
from vidpipe.ui.view.draft import Draft

MOST_ROWS = 200
LONG = 40
"""Signs from which a value is written in a field of several lines."""


def values(now: Draft) -> None:
    """Draw it; nothing where no prompt has a place."""
    names = now.variables
    if not names and not now.table:
        return
    with st.container(gap=8, key="recipe-values"):
        show(tag("span", "Variables", class_="eyebrow"))
        if now.table:
            show(
                tag(
                    "p",
                    tag("b", words.count(len(now.values), "row")),
                    f" of {', '.join(names) or 'nothing'}",
                    class_="quiet",
                )
            )
        else:
            for name in names:
                _value(name, str(now.values[0].get(name, "")))
        label = "Edit the table" if now.table else "Several values"
        st.button(label, key="lab-table", icon=":material/table_rows:", type="tertiary", on_click=_open)
        if now.unused and not now.base:
            show(tag("p", f"No prompt has a place for {', '.join(now.unused)}.", class_="beside stale"))


def _value(name: str, value: str) -> None:
    """A line, or more where it is long."""
    if len(value) > LONG:
        st.text_area(name, key=begin(f"value-{name}", value), height="content")
    else:
        st.text_input(name, key=begin(f"value-{name}", value))


def _open() -> None:
    gather()
    place.open_dialog("table")
    place.redraw()


@st.dialog("Table of values", width="large", on_dismiss=place.close_dialog)
def table() -> None:
    """Every row is tried with every prompt."""
    now = place.draft()
    names = list(dict.fromkeys([*now.variables, *now.unused]))
    show(
        tag(
            "p",
            "Each row is one set of values; the grid tries all of them. Cells may be pasted from a sheet.",
            class_="quiet",
        )
    )
    rows = [{name: str(row.get(name, "")) for name in names} for row in now.values]
    found = st.data_editor(
        rows,
        num_rows="dynamic",
        width="stretch",
        hide_index=True,
        column_config={name: st.column_config.TextColumn(name, required=False) for name in names},
        key=f"lab-editor-{place.version()}",
    )
    with st.container(horizontal=True, gap=8, horizontal_alignment="right"):
        if st.button("Use these values", key="lab-table-save", type="primary"):
            save(found)
            st.rerun()


def save(rows: Sequence[Mapping[str, Any]]) -> None:
    """Put the table into the recipe; rows with nothing in them are left out."""
    read = [{name: str(value or "") for name, value in row.items()} for row in rows]
    kept = tuple(row for row in read if any(value.strip() for value in row.values()))[:MOST_ROWS]
    place.lay(replace(place.draft(), values=kept or ({},)))
    place.close_dialog()
