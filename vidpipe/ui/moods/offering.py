"""The way to moods for a film that has none: a switch beside its brief, a link beside its style guide."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.film.slot import MOODS
from vidpipe.ui import session, words

if TYPE_CHECKING:
    from vidpipe.studio import Project

GATE = "moods"


def link(view: Overview) -> None:
    """To the page where three directions are offered, with their price. Nothing for a film that has moods."""
    if view.settings.moods:
        return
    st.page_link(
        "pages/moods.py",
        label="Choose among three moods",
        icon=":material/palette:",
        query_params={"project": view.id},
        width="content",
    )


def switch(film: "Project", view: Overview) -> None:
    """Whether three directions are offered before the storyboard is written; while there are none yet."""
    if (MOODS in view.slots and view.slots[MOODS].take) or view.storyboard is not None:
        link(view)
        return
    price = session.known(film, view, "moods/offer", film.moods_offer)
    key = f"moods-first-{view.id}-{bool(view.settings.moods)}"
    st.toggle(
        f"Three moods to choose from first · {words.forecast(price)}",
        value=bool(view.settings.moods),
        key=key,
        help="Light, palette and look, each with pictures; the film is made in the one you choose",
        on_change=_turn,
        args=(film, view),
    )


def _turn(film: "Project", view: Overview) -> None:
    on = not view.settings.moods
    gates = tuple(name for name in view.settings.gates if name != GATE)
    wanted = {"moods": "on", "gates": (GATE, *gates)} if on else {"moods": "off", "gates": gates}
    session.intent(film, lambda film: film.change(**wanted), name=f"moods/first/{on}/{session.turn()}")
