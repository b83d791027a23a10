"""The moods side by side, three in a row."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.take import State
from vidpipe.ui import session
from vidpipe.ui.markup import show, tag
from vidpipe.ui.moods import acts
from vidpipe.ui.moods.card import card
from vidpipe.ui.moods.forms import all_anew
from vidpipe.ui.parts import chip, note
from vidpipe.ui.paying import paid
from vidpipe.ui.view import moods as view_of

if TYPE_CHECKING:
    from vidpipe.studio import Project

A_ROW = 3


def moods(film: "Project", view: Overview) -> None:
    """Draw them, or what they wait for."""
    if not view.settings.moods:
        _offer(film, view)
        return
    now = view_of.board(view)
    if not now.cards:
        _absent(film, view)
        return
    if now.writing:
        said = tag("span", "Another direction is being written.", class_="quiet")
        show(tag("div", chip(State.RUNNING), said, class_="title"))
    if now.gone:
        show(tag("p", f"The film is made in {now.gone}, which is not offered any more.", class_="ask ready"))
    ratio = view.settings.aspect.value
    for first in range(0, len(now.cards), A_ROW):
        for column, one in zip(st.columns(A_ROW, gap=24), now.cards[first : first + A_ROW], strict=False):
            with column:
                card(film, now, one, ratio=ratio)


def tools(film: "Project", view: Overview) -> None:
    """The head's quiet tools."""
    now = view_of.board(view)
    if now.cards:
        all_anew(film, now)


def _absent(film: "Project", view: Overview) -> None:
    slot = view.slots.get("moods")
    state = slot.state if slot else State.EMPTY
    show(tag("div", note(view_of.waits(view)), class_=f"shot none tall {state.value}", style="--ratio:6/1"))
    if slot and state is State.FAILED:
        paid("Try again", slot.price, key="moods-again", icon="refresh", on_go=lambda: acts.again(film, [slot.slot]))


def _offer(film: "Project", view: Overview) -> None:
    """A film that was made without moods: what they are, and what they cost."""
    price = session.known(film, view, "moods/offer", film.moods_offer)
    words = "Three directions to choose from: light, palette and look, each with pictures of what your film is about."
    show(tag("div", tag("h2", "This film has no moods"), tag("p", words), class_="void"))
    with st.container(horizontal=True, horizontal_alignment="center"):
        paid("Offer three moods", price, key="moods-offer", icon="palette", on_go=lambda: acts.offer(film))
