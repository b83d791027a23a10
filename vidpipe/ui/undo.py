"""Undo and redo of a slot's picks: the storyboard, the edit, a picture. One pair of quiet buttons for every page."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.ui import session
from vidpipe.ui.keys import hot

if TYPE_CHECKING:
    from vidpipe.studio import Project


def undo_tools(film: "Project", slot: str, *, keyboard: bool = True) -> None:
    """Undo and Redo of a slot's history, asleep where there is nothing to go to. U undoes, unless `keyboard` is off."""
    past = film.history(slot)
    name = slot.replace("/", "-").replace("@", "-")
    _button(
        "Undo", film, lambda film: film.undo(slot), key=hot("U", name) if keyboard else f"undo-{name}", left=past.back
    )
    _button("Redo", film, lambda film: film.redo_edit(slot), key=f"redo-{name}", left=past.forth)


def _button(label: str, film: "Project", act: "session.Act", *, key: str, left: int) -> None:
    st.button(
        label,
        key=key,
        icon=f":material/{label.lower()}:",
        type="tertiary",
        disabled=not left,
        help=None if left else f"Nothing to {label.lower()}",
        on_click=_step,
        args=(film, act, key),
    )


def _step(film: "Project", act: "session.Act", key: str) -> None:
    """One step back or forth: pressed twice it is two, however quickly."""
    session.intent(film, act, name=f"{key}/{session.token()}")
