"""What the state of a sound or a cut allows, as buttons with their price: each sends one intent, once."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.take import SlotView, State
from vidpipe.ui import session
from vidpipe.ui.keys import hot
from vidpipe.ui.paying import paid

if TYPE_CHECKING:
    from vidpipe.studio import Project

MOVES = (State.RUNNING, State.QUEUED)
CHANGED = (State.STALE, State.FAILED, State.BLOCKED)
"""States of a cut that are spoken of under the lanes, where it was changed."""


def act(
    film: "Project", label: str, verb: str, slot: str, do: "session.Act", *, letter: str = "", icon: str = ""
) -> None:
    """A button that costs nothing."""
    st.button(
        label,
        key=_key(verb, slot, letter),
        icon=f":material/{icon}:" if icon else None,
        on_click=session.intent,
        args=(film, do),
        kwargs={"name": f"{verb}/{slot}/{session.turn()}"},
    )


def paid_act(
    film: "Project",
    label: str,
    verb: str,
    slot: SlotView,
    do: "session.Act",
    *,
    letter: str = "",
    icon: str = "refresh",
) -> None:
    """A button that may cost what one more take of the slot costs."""
    name = f"{verb}/{slot.slot}/{session.turn()}"
    paid(
        label,
        slot.price,
        key=_key(verb, slot.slot, letter),
        icon=icon,
        on_go=lambda: session.intent(film, do, name=name),
    )


def _key(verb: str, slot: str, letter: str) -> str:
    name = f"{verb}-{slot.replace('/', '-').replace('@', '-')}"
    return hot(letter, name) if letter else f"act-{name}"


def decide(
    film: "Project", slot: SlotView, *, again: str = "Another take", redo: str = "Redo", keyed: bool = True
) -> None:
    """The acts that fit the slot's state, the next one first. With `keyed`, A approves and T asks for another take."""
    name, state = slot.slot, slot.state
    if state is State.UNCERTAIN:
        act(film, "It was charged", "charged", name, lambda film: film.settle(name, charged=True))
        act(film, "It was not", "free", name, lambda film: film.settle(name, charged=False))
        return
    if state in (State.FAILED, State.BLOCKED):
        paid_act(film, "Try again", "retry", slot, lambda film: _retry(film, name))
    elif state is State.STALE:
        paid_act(film, redo, "redo", slot, lambda film: film.redo(name))
        act(film, "Keep it", "keep", name, lambda film: film.keep(name))
    if state in (State.READY, State.STALE) and slot.fresh and not slot.approved:
        act(
            film,
            "Approve",
            "approve",
            name,
            lambda film: film.approve(slot=name),
            letter="A" if keyed else "",
            icon="check",
        )
    if (
        state in (State.READY, State.APPROVED, State.EMPTY)
        and again
        and slot.recipe
        and slot.recipe.model
        and not slot.locked
    ):
        letter = "T" if keyed else ""
        label = again if slot.take else "Make it now"
        paid_act(
            film,
            label,
            "reroll",
            slot,
            lambda film: _another(film, name, bool(slot.take)),
            letter=letter,
            icon="casino",
        )


def _retry(film: "Project", slot: str) -> None:
    film.retry(slot)
    film.wake()


def _another(film: "Project", slot: str, made: bool) -> None:
    """One more take; the first one of an empty slot is made with consent for just this slot."""
    if not made:
        film.redo(slot)
        return
    film.reroll(slot)
    film.wake()
