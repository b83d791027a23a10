"""Projects: the composer, and every film with its state, its cost and what waits for somebody."""

import streamlit as st

from vidpipe.ui import session, words
from vidpipe.ui.composer import composer
from vidpipe.ui.gallery import empty, renaming, shelf
from vidpipe.ui.markup import show
from vidpipe.ui.page import Page
from vidpipe.ui.parts import head
from vidpipe.ui.stage import arrive
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


def page() -> None:
    arrive()
    studio = session.studio()
    cards = [card(film) for film in studio.projects()]
    trashed = [card(film) for film in studio.projects(trashed=True)]
    with st.container(key="head"):
        show(head("Projects", line(cards)))
    composer()
    if cards or trashed:
        shelf(cards, trashed)
        renaming()
    else:
        empty()


page()
