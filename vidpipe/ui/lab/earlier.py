"""Earlier runs: every grid of this workspace, the newest first, found by its words, values or models."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.ui import session, words
from vidpipe.ui.lab import place
from vidpipe.ui.markup import show, tag
from vidpipe.ui.view.draft import ROLES, UNIT
from vidpipe.ui.view.lab import titled

if TYPE_CHECKING:
    from vidpipe.lab.lab import Run

MOST = 30


def earlier_button() -> None:
    st.button("Earlier runs", key="lab-earlier", icon=":material/history:", type="tertiary", on_click=_open)


def _open() -> None:
    place.open_dialog("earlier")


@st.dialog("Earlier runs", width="large", on_dismiss=place.close_dialog)
def earlier() -> None:
    with st.container(horizontal=True, gap=16, vertical_alignment="bottom"):
        said = st.text_input("Search", key="earlier-search", placeholder="Words of a prompt, a value, a model")
        kinds = {"": "All", **ROLES}
        role = st.selectbox("Made", list(kinds), format_func=kinds.__getitem__, key="earlier-role", width=140)
    runs = session.studio().lab.history(said, role=role)
    with st.container(gap=4, key="earlier-list"):
        for run in runs[:MOST]:
            if line(run):
                place.close_dialog()
                st.rerun()
    if not runs:
        show(tag("p", "Nothing is found." if said or role else "Nothing has run yet.", class_="quiet"))
    if len(runs) > MOST:
        show(tag("p", f"{len(runs) - MOST} more: search for them.", class_="quiet"))


def line(run: "Run", *, where: str = "earlier") -> bool:
    """A run with its button; whether it was opened. `where` tells two lists on one page apart."""
    with st.container(horizontal=True, gap=12, vertical_alignment="center", key=f"{where}-{run.id}", wrap=False):
        show(tag("div", tag("b", titled(run.grid)), tag("small", facts(run)), class_="kept"))
        opened = st.button("Open", key=f"{where}-open-{run.id}")
        st.button(
            "To the trash",
            key=f"{where}-gone-{run.id}",
            icon=":material/delete:",
            type="tertiary",
            on_click=_trash,
            args=(run.id,),
        )
    if opened:
        place.show_grid(run.id)
    return opened


def facts(run: "Run") -> str:
    """`3 prompts · 2 models · 12 pictures · $0.16 · 5 min ago`."""
    grid = run.grid
    made = words.count(run.results, UNIT[grid.role.value])
    parts = [
        words.count(len(grid.wordings), "prompt") if len(grid.wordings) > 1 else "",
        ", ".join(model.rpartition("/")[2] for model in grid.models[:3]),
        made if run.results == grid.size else f"{run.results} of {grid.size} made",
        words.amount(run.spent),
        words.ago(run.created if run.created.tzinfo else run.created.replace(tzinfo=UTC), datetime.now(UTC)),
    ]
    return " · ".join(filter(None, parts))


def _trash(grid_id: str) -> None:
    place.attempt(lambda: session.studio().lab.open(grid_id).trash(), name=f"trash/{grid_id}/{session.token()}")
    if st.session_state.get("lab-grid") == grid_id:
        place.leave()
