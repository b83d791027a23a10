"""On every page of a film: a model of it that is gone or goes soon, with one click to the one that replaces it."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.errors import VidpipeError
from vidpipe.ui import session
from vidpipe.ui.markup import show, tag
from vidpipe.ui.view import retiring as view
from vidpipe.ui.view.retiring import Notice

if TYPE_CHECKING:
    from vidpipe.studio import Project


def retirements(film: "Project", now: Overview) -> None:
    """Nothing for most films."""
    found = session.known(film, now, "retiring", lambda: film.retiring)
    if not found:
        return
    catalogue = {caps.id: caps for caps in session.studio().models()}
    for number, notice in enumerate(view.notices(found, catalogue)):
        _draw(film, now, notice, number)


def _draw(film: "Project", now: Overview, notice: Notice, number: int) -> None:
    with st.container(horizontal=True, gap=16, vertical_alignment="center", key=f"retiring-{number}"):
        follows = _follows(film, now, notice)
        said = tag("p", " ".join(filter(None, (notice.text, follows))))
        show(
            tag(
                "div", tag("b", notice.title), said, class_=f"ask {'failed' if notice.urgent else 'stale'}", role="note"
            )
        )
        if notice.label:
            st.button(
                notice.label,
                key=f"switch-{number}",
                icon=":material/swap_horiz:",
                on_click=session.intent,
                args=(film, lambda film: film.switch_model(notice.old, notice.new)),
                kwargs={"name": f"switch/{notice.old}/{now.events}"},
            )


def _follows(film: "Project", now: Overview, notice: Notice) -> str:
    """What the switch would cost, in words."""
    if not notice.new:
        return "Nobody names a replacement yet."
    try:
        found = session.known(film, now, f"switch/{notice.old}", lambda: film.preview_switch(notice.old, notice.new))
    except VidpipeError as error:
        return str(error)
    return view.consequence(found)
