"""Projects: the composer, and every film with its state, its cost and what waits for somebody."""

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.ui import session, words
from vidpipe.ui.composer import composer
from vidpipe.ui.gallery import empty, finder, gallery, renaming, trash
from vidpipe.ui.markup import show
from vidpipe.ui.page import Page
from vidpipe.ui.parts import head
from vidpipe.ui.trouble import complaint
from vidpipe.ui.view.card import Card, card

PAGE = Page(title="Projects", icon="grid_view", order=10)


def line(cards: list[Card]) -> str:
    """How many films there are, how many wait, what they cost."""
    if not cards:
        return "A sentence becomes a finished short film"
    waiting = sum(card.group == "waiting" for card in cards)
    spent = sum(card.spent for card in cards)
    parts = [words.count(len(cards), "film"), f"{waiting} wait for you" if waiting != 1 else "1 waits for you"]
    return ", ".join(parts if waiting else parts[:1]) + (f". {words.money(spent)} spent" if spent else "")


def cards_of(films: list[Overview]) -> list[Card]:
    return [card(film) for film in films]


def page() -> None:
    made = st.session_state.pop("made", "")
    if made:
        st.switch_page("pages/film.py", query_params={"project": made})
    studio = session.studio()
    cards, trashed = cards_of(studio.projects()), cards_of(studio.projects(trashed=True))
    with st.container(key="head"):
        show(head("Projects", line(cards)))
    complaint()
    composer()
    if not cards and not trashed:
        empty()
        return
    left = finder(cards, len(trashed))
    if st.session_state.show == "trash":
        trash(trashed)
    else:
        gallery(left)
    renaming()


page()
