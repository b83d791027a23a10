"""What can be done with a slot, as buttons: each sends one intent, once, however often it is clicked."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.take import State, Take
from vidpipe.ui import session, words
from vidpipe.ui.clockwork import moving
from vidpipe.ui.keys import hot
from vidpipe.ui.leading import lab_link
from vidpipe.ui.paying import paid
from vidpipe.ui.shots.looked import Looked, act, buy, look_at
from vidpipe.ui.shots.remedies import CONTINUED
from vidpipe.ui.shots.replace import replace
from vidpipe.ui.view.takes import REASONS, best

if TYPE_CHECKING:
    from vidpipe.studio import Project

MOST = 4
"""How many takes one click may ask for."""


def slot_acts(now: Looked) -> None:
    """What the chosen slot's state allows, the next act first."""
    slot = now.slot
    with st.container(horizontal=True, gap=8, key="acts"):
        if now.other and now.seen:
            _use(now, now.seen)
        elif slot.take and slot.fresh and not (slot.approved or slot.rejected or now.moving):
            act(now, f"Approve take {slot.take.number}", "approve", _approve(now), icon="check", letter="A")
        if slot.state is State.STALE:
            _stale(now)
        elif slot.fresh and not now.other:
            extend(now)
        if slot.take and slot.rejected and not now.other:
            _instead(now)
        if not now.moving and not slot.locked:
            replace(now)
        _lock(now)
        _try(now)


def _try(now: Looked) -> None:
    """What this slot asks its model for, in the lab: with other words, models and seeds."""
    if now.slot.recipe and now.slot.recipe.model and now.slot.stage != CONTINUED:
        lab_link(now.film.id, now.slot.slot)


def _use(now: Looked, seen: Take) -> None:
    slot = now.slot.slot
    act(now, f"Use take {seen.number}", "pick", lambda film: film.pick(slot, seen.id), icon="check", letter="A")
    if now.slot.take:
        st.button(
            f"Back to take {now.slot.take.number}",
            key="act-back",
            type="tertiary",
            on_click=look_at,
            args=(now.view, now.slot, now.slot.take.id),
        )


def _approve(now: Looked) -> "session.Act":
    return lambda film: film.approve(slot=now.slot.slot)


def _stale(now: Looked) -> None:
    slot = now.slot.slot
    if now.slot.waits_for:
        _redo_scene(now)
    else:
        buy(now, "Redo", now.slot.price, "redo", lambda film: film.redo(slot), icon="refresh")
        extend(now)
    act(now, "Keep it anyway", "keep", lambda film: film.keep(slot))


def extend(now: Looked) -> None:
    """Go on with the clip that is there, up to its scene's length; nothing where its model cannot."""
    offer = now.offers.extend if now.step == "clips" else None
    if offer:
        slot = now.slot.slot
        buy(now, "Extend", offer.price, "extend", lambda film: film.extend_clip(slot), icon="line_end_arrow_notch")


def _redo_scene(now: Looked) -> None:
    """What this is made from is stale too: both are made again, in their order."""
    row = next(row for row in now.view.scenes if row.scene.id == now.scene.id)
    price = sum(view.price for view in row.slots.values() if view.state in (State.STALE, State.EMPTY))
    name = f"scene/{row.scene.id}"
    buy(now, "Redo the scene", price, "redo-scene", lambda film: film.redo(name), icon="refresh")


def _instead(now: Looked) -> None:
    """The take that may be used in place of a rejected one."""
    found = best(now.slot, now.takes, now.rejected)
    if found:
        act(
            now,
            f"Use take {found.number} instead",
            "instead",
            lambda film: film.pick(now.slot.slot, found.id),
            icon="check",
        )


def _lock(now: Looked) -> None:
    if now.slot.take is None:
        return
    label, icon = ("Unlock", "lock") if now.slot.locked else ("Lock", "lock_open")
    name, locked = now.slot.slot, now.slot.locked
    act(now, label, "lock", lambda film: film.unlock(name) if locked else film.lock(name), icon=icon, quiet=not locked)


def more_takes(now: Looked) -> None:
    """One to four takes more by the same recipe, the price of all of them on the button."""
    if not now.askable or not now.takes or now.slot.state in (State.UNCERTAIN, State.STALE):
        return
    with st.container(horizontal=True, gap=8, key="more-takes", vertical_alignment="center"):
        count = st.segmented_control(
            "How many takes",
            range(1, MOST + 1),
            key="count",
            default=1,
            required=True,
            label_visibility="collapsed",
        )
        number = int(count or 1)
        paid(
            "Another take" if number == 1 else f"{number} more takes",
            number * now.slot.price,
            key=hot("T", "reroll"),
            icon="casino",
            on_go=lambda: now.send("reroll", lambda film: again(film, now.slot.slot, takes=number)),
        )


def again(film: "Project", slot: str, *, takes: int = 1) -> None:
    """More takes of a slot by the same recipe, made at once."""
    film.reroll(slot, takes=takes)
    film.wake()


def reject(now: Looked) -> None:
    """One tap says why the take under the eye is no good; another one is offered by the buttons above."""
    take = now.seen
    if take is None or now.moving:
        return
    key = now.key(f"why-{take.id}")
    given = words.capital(now.rejected.get(take.id, ""))
    if given and given not in REASONS[now.step]:
        given = ""

    def said() -> None:
        reason = st.session_state.get(key)
        if reason and reason != given:
            now.send("reject", lambda film: film.reject(now.slot.slot, take.id, str(reason).lower()))

    label = f"Not take {take.number}, because" if now.other else "Not this one, because"
    st.pills(label, REASONS[now.step], key=key, default=given or None, on_change=said)


def section_act(
    film: "Project", view: Overview, label: str, verb: str, slot: str, do: "session.Act", *, icon: str
) -> None:
    """A quiet tool at the right of a section's heading."""
    if not moving(view) or verb == "approve":
        st.button(
            label,
            key=f"section-{verb}-{slot}",
            icon=f":material/{icon}:",
            type="tertiary",
            on_click=session.intent,
            args=(film, do),
            kwargs={"name": f"{verb}/{slot}/{view.events}"},
        )
