"""The tally: what all results tell of models, templates and wordings, as figures with bars."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from vidpipe.film.verdict import Tally
from vidpipe.ui import session
from vidpipe.ui.lab.fields import gather
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.view.draft import ROLES
from vidpipe.ui.view.tally import Row, rows

if TYPE_CHECKING:
    from vidpipe.lab import Experiment

BY = {"model": "Models", "template": "Templates", "wording": "Wordings"}
TOLD = "Kept are results with three stars or more, marked as a favourite, or used in a film."


def tally(run: "Experiment | None") -> None:
    """Draw it: of the open grid, or of everything."""
    with st.container(horizontal=True, gap=16, vertical_alignment="bottom", key="lab-tally-tools"):
        by = st.segmented_control(
            "By", list(BY), format_func=BY.__getitem__, key="tally-by", default="model", required=True
        )
        where = {"grid": "This run", "all": "All runs"} if run else {"all": "All runs"}
        over = st.segmented_control(
            "Over", list(where), format_func=where.__getitem__, key="tally-over", default="all", required=True
        )
        roles = {"": "Everything", **ROLES}
        role = ""
        if over == "all":
            start = run.grid.role.value if run else gather().role
            role = st.selectbox(
                "Made",
                list(roles),
                format_func=roles.__getitem__,
                key="tally-role",
                index=list(roles).index(start),
                width=160,
            )
    named: Any = by or "model"
    found = session.studio().lab.tally(named, role=role, grid=run.id if run and over == "grid" else "")
    table_of(found, by=str(by))
    show(tag("p", TOLD, class_="quiet"))


def table_of(found: Sequence[Tally], *, by: str, duels: bool = False) -> None:
    """The figures as a table with bars."""
    titles = {caps.id: caps.title or caps.model for caps in session.studio().models()}
    shown = rows(found, titles, duels=duels)
    if not shown:
        show(tag("p", "Nothing is made yet, so there is nothing to tell.", class_="quiet"))
        return
    show(plot(shown, by=by))


def plot(shown: Sequence[Row], *, by: str) -> Markup:
    """A table whose cells hold a figure and its bar."""
    names = [figure.name for figure in shown[0].figures]
    head = tag("tr", tag("th", BY[by], scope="col"), *[tag("th", name, scope="col") for name in names])
    body = [tag("tr", _name(row), *[_cell(figure.says, figure.percent) for figure in row.figures]) for row in shown]
    return tag("div", tag("table", tag("thead", head), tag("tbody", *body)), class_="table tally")


def _name(row: Row) -> Markup:
    return tag("th", tag("b", row.title), tag("small", row.facts), scope="row")


def _cell(says: str, percent: int) -> Markup:
    bar = tag("span", tag("i", style=f"width:{percent}%"), class_="track", aria_hidden="true")
    return tag("td", tag("b", says, class_="num"), bar)
