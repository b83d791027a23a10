"""What can be done with a film and its slots, as buttons: each sends one intent, once, however often it is clicked."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview, Status
from vidpipe.take import SlotView, State
from vidpipe.ui import session, words
from vidpipe.ui.clockwork import moving

if TYPE_CHECKING:
    from vidpipe.studio import Project

REASONS = ("Drift", "Motion", "Text", "Hands", "Framing", "Off brief")


def tools(film: "Project", view: Overview) -> None:
    """The quiet tools at the right of the head."""
    with st.container(horizontal=True, width="content", gap=8):
        st.button(
            "Fork",
            key="fork",
            icon=":material/call_split:",
            type="tertiary",
            help="A new film that shares what is made",
            on_click=session.intent,
            args=(film, _fork),
            kwargs={"name": f"fork/{session.turn()}"},
        )
        if view.status is Status.COMPLETE and view.settings.quality == "draft":
            _finalise(film)


def _fork(film: "Project") -> None:
    st.session_state["made"] = film.fork().id


def _finalise(film: "Project") -> None:
    def go(film: "Project") -> None:
        film.change(quality="final")
        film.start()

    st.button(
        "Make the final film",
        key="finalise",
        icon=":material/high_quality:",
        type="tertiary",
        on_click=session.intent,
        args=(film, go),
        kwargs={"name": f"finalise/{session.turn()}"},
    )


def slot_acts(film: "Project", view: Overview, slot: SlotView) -> None:
    """What the chosen slot's state allows, the next act first."""
    name = f"{slot.slot}/{view.events}"
    with st.container(horizontal=True, gap=8, key="acts"):
        if slot.state is State.UNCERTAIN:
            _act(film, "It was charged", "charged", name, lambda film: film.settle(slot.slot, charged=True))
            _act(film, "It was not", "free", name, lambda film: film.settle(slot.slot, charged=False))
            return
        if slot.state in (State.READY, State.STALE) and slot.fresh and not slot.approved:
            _act(film, "Approve", "approve", name, lambda film: film.approve(slot=slot.slot), icon="check")
        if slot.state is State.STALE:
            _act(film, f"Redo · {words.price(slot.price)}", "redo", name, lambda film: film.start(), icon="refresh")
            _act(film, "Keep it anyway", "keep", name, lambda film: film.keep(slot.slot))
        if slot.state in (State.FAILED, State.BLOCKED):
            _act(
                film,
                f"Try again · {words.price(slot.price)}",
                "retry",
                name,
                lambda film: _again(film, slot.slot),
                icon="refresh",
            )
        elif slot.take and not slot.take.recipe.imported and slot.state is not State.STALE:
            _reroll(film, slot, name)
        _lock(film, slot, name)


def _reroll(film: "Project", slot: SlotView, name: str) -> None:
    busy = slot.state in (State.RUNNING, State.QUEUED)
    if busy or not slot.recipe or not slot.recipe.model:
        return
    _act(
        film,
        f"Another take · {words.price(slot.price)}",
        "reroll",
        name,
        lambda film: _another(film, slot.slot),
        icon="casino",
    )


def _lock(film: "Project", slot: SlotView, name: str) -> None:
    if slot.take is None:
        return
    label, icon = ("Unlock", "lock") if slot.locked else ("Lock", "lock_open")

    def turn(film: "Project") -> None:
        (film.unlock if slot.locked else film.lock)(slot.slot)

    _act(film, label, "lock", name, turn, icon=icon, quiet=True)


def _again(film: "Project", slot: str) -> None:
    film.retry(slot)
    film.start()


def _another(film: "Project", slot: str) -> None:
    film.reroll(slot)
    film.start()


def _act(
    film: "Project", label: str, verb: str, name: str, act: "session.Act", *, icon: str = "", quiet: bool = False
) -> None:
    st.button(
        label,
        key=f"act-{verb}",
        icon=f":material/{icon}:" if icon else None,
        type="tertiary" if quiet else "secondary",
        on_click=session.intent,
        args=(film, act),
        kwargs={"name": f"{verb}/{name}"},
    )


def section_act(
    film: "Project", view: Overview, label: str, verb: str, slot: str, act: "session.Act", *, icon: str
) -> None:
    """A quiet tool at the right of a section's heading."""
    if not moving(view) or verb == "approve":
        st.button(
            label,
            key=f"section-{verb}-{slot}",
            icon=f":material/{icon}:",
            type="tertiary",
            on_click=session.intent,
            args=(film, act),
            kwargs={"name": f"{verb}/{slot}/{view.events}"},
        )


def again(film: "Project", slot: str) -> None:
    """One more take of a slot, made at once."""
    _another(film, slot)
