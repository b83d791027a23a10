"""The trash: films as lines, to be put back, or to be removed for good after a yes."""

from collections.abc import Sequence

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.errors import VidpipeError
from vidpipe.ui import session, words
from vidpipe.ui.markup import show, tag
from vidpipe.ui.parts import section, shot
from vidpipe.ui.view.card import Card, card


def in_sight() -> bool:
    return bool(st.session_state.get("in-trash"))


def door(number: int) -> None:
    """The quiet tool that goes to the trash and back."""
    if in_sight():
        st.button("Back to the films", key="trash-door", icon=":material/arrow_back:", type="tertiary", on_click=_turn)
    elif number:
        st.button(f"Trash, {number}", key="trash-door", icon=":material/delete:", type="tertiary", on_click=_turn)


def _turn() -> None:
    st.session_state["in-trash"] = not in_sight()


def trash(films: Sequence[Overview]) -> None:
    """The films in the trash."""
    if not films:
        st.session_state["in-trash"] = False
        st.rerun()
    cards = [card(film) for film in films]
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap=16, key="trash-head"
    ):
        show(section("Trash", small="Films here can be put back until the trash is emptied"), fit=True)
        st.button(
            f"Empty the trash, {words.count(len(cards), 'film')}",
            key="empty-trash",
            icon=":material/delete_forever:",
            on_click=lambda: st.session_state.update(emptying=True),
        )
    with st.container(gap=0, key="trash-list"):
        for one in cards:
            _line(one)
    if st.session_state.get("emptying"):
        _sure(len(cards))


def _line(film: Card) -> None:
    with st.container(key=f"trash-{film.id}", horizontal=True, vertical_alignment="center", gap=16, wrap=False):
        show(shot(film.digest, alt="", ratio="16:9"), width=96)
        show(tag("div", tag("b", film.title), tag("p", film.line, class_="quiet"), class_="trash-words"))
        st.button("Put back", key=f"restore-{film.id}", on_click=_restore, args=(film.id,))


def _restore(project: str) -> None:
    film = session.studio().project(project)
    session.intent(film, lambda film: film.restore(), name=f"restore/{session.turn()}")


def _drop() -> None:
    st.session_state.pop("emptying", None)


@st.dialog("Empty the trash?", on_dismiss=_drop)
def _sure(number: int) -> None:
    if "emptying" not in st.session_state:
        st.rerun()
    show(
        tag(
            "p",
            f"{words.count(number, 'film')} and every take that no other film shows are removed for good.",
            class_="asking",
        )
    )
    with st.container(horizontal=True, gap=8, horizontal_alignment="right"):
        st.button("Keep them", key="empty-no", type="tertiary", on_click=_drop)
        st.button("Remove for good", key="empty-yes", type="primary", on_click=_empty)


def _empty() -> None:
    _drop()
    st.session_state["in-trash"] = False
    try:
        freed = session.studio().empty_trash()
    except VidpipeError as error:
        session.say(error)
        return
    st.toast(f"{words.megabytes(freed)} freed")
