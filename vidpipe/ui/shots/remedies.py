"""What happened to a slot that stands still, moves or waits, and the remedies, each with what it costs."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.film.slot import keyframe
from vidpipe.take import State
from vidpipe.ui import words
from vidpipe.ui.chosen import choose
from vidpipe.ui.markup import show, tag
from vidpipe.ui.shots.looked import Looked, act, buy
from vidpipe.ui.shots.prompt import model_choice, open_prompt
from vidpipe.ui.view.help import help_for
from vidpipe.ui.view.shot import CALLED_OFF
from vidpipe.ui.view.steps import find, numbers

if TYPE_CHECKING:
    from vidpipe.studio import Project

CONTINUED = "continuity"
"""The stage of pictures that scenes share."""


def remedies(now: Looked) -> None:
    """Say it and offer them; nothing where the picture says all."""
    said = help_for(now.slot, numbers(now.view), left=now.left)
    if said:
        show(tag("div", tag("b", said.title), tag("p", said.text), class_=f"ask {now.slot.state.value}"))
    offers = {
        State.UNCERTAIN: _uncertain,
        State.BLOCKED: _blocked,
        State.FAILED: _failed,
        State.EMPTY: _empty,
        State.RUNNING: _moving,
        State.QUEUED: _moving,
    }
    offer = offers.get(now.slot.state)
    if offer:
        with st.container(horizontal=True, gap=8, key="remedies", vertical_alignment="bottom"):
            offer(now)
    if now.slot.state is State.BLOCKED:
        model_choice(now, label="Other model")
    if now.slot.stage == CONTINUED and now.slot.take and not now.slot.take.recipe.imported:
        _continued(now)


def _continued(now: Looked) -> None:
    """A scene that continues another begins with the picture that one ends with: it is changed there."""
    place = numbers(now.view)[now.scene.id]
    before = next(row.scene.id for row in now.view.scenes if row.index == place - 1)
    with st.container(horizontal=True, gap=8, key="continued", vertical_alignment="center"):
        show(tag("p", f"This is the very picture that scene {place - 1} ends with.", class_="quiet"))
        _lead(now, keyframe(before, "end"))


def _uncertain(now: Looked) -> None:
    """Either answer asks for it again, so each button says what that costs."""
    slot, price = now.slot.slot, now.slot.price

    def settle(film: "Project", *, charged: bool) -> None:
        film.settle(slot, charged=charged)
        film.wake()

    buy(now, "It was charged, make it again", price, "charged", lambda film: settle(film, charged=True))
    buy(now, "It was not, make it again", price, "free", lambda film: settle(film, charged=False))


def _blocked(now: Looked) -> None:
    st.button("Reword it", key="act-reword", icon=":material/edit:", on_click=open_prompt, args=(now,))
    _failed(now)


def _failed(now: Looked) -> None:
    slot = now.slot.slot

    def again(film: "Project") -> None:
        film.retry(slot)
        film.wake()

    buy(now, "Try again", now.slot.price, "retry", again, icon="refresh")


def _empty(now: Looked) -> None:
    if now.slot.message.startswith(CALLED_OFF):
        _failed(now)
    elif now.slot.waits_for:
        _lead(now, now.slot.waits_for[0])
    elif now.slot.recipe:
        buy(now, "Make it", now.slot.price, "make", lambda film: film.redo(now.slot.slot), icon="auto_awesome")


def _lead(now: Looked, slot: str) -> None:
    """The way to what it waits for, where that is on this page."""
    if find(now.view, slot) and slot.startswith("scene/"):
        name = words.place(slot, numbers(now.view))
        st.button(f"Go to {name[:1].lower()}{name[1:]}", key="act-lead", on_click=choose, kwargs={"slot": slot})


def _moving(now: Looked) -> None:
    slot = now.slot.slot
    act(now, "Call it off", "cancel", lambda film: film.cancel(slot), icon="close", quiet=True)
