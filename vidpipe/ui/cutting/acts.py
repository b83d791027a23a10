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
    elif state in (State.FAILED, State.BLOCKED):
        paid_act(film, "Try again", "retry", slot, lambda film: _retry(film, name))
    elif state is State.STALE:
        paid_act(film, redo, "redo", slot, lambda film: film.redo(name))
        act(film, "Keep it", "keep", name, lambda film: film.keep(name))
    elif state is State.READY:
        letter = "A" if keyed else ""
        act(film, "Approve", "approve", name, lambda film: film.approve(slot=name), letter=letter, icon="check")
    if again and _can_have_another(slot):
        _more(film, slot, again, letter="T" if keyed else "")


def _can_have_another(slot: SlotView) -> bool:
    """Whether a model could make one more now: what is not made yet must not wait for anything."""
    made = slot.state in (State.READY, State.APPROVED) or (slot.state is State.EMPTY and not slot.waits_for)
    return bool(made and slot.recipe and slot.recipe.model and not slot.locked)


def _more(film: "Project", slot: SlotView, label: str, *, letter: str) -> None:
    """One more take; the first one of an empty slot is made with consent for just this slot."""
    if slot.take is None:
        paid_act(film, "Make it now", "make", slot, lambda film: film.redo(slot.slot), letter=letter)
    else:
        paid_act(film, label, "reroll", slot, lambda film: _another(film, slot.slot), letter=letter, icon="casino")


def _retry(film: "Project", slot: str) -> None:
    film.retry(slot)
    film.wake()


def _another(film: "Project", slot: str) -> None:
    film.reroll(slot)
    film.wake()
