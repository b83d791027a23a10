"""Projects: the composer, and every film with its state, its cost and what waits for somebody."""

from collections.abc import Sequence

import streamlit as st

from vidpipe.ui import session, shelf, trash, words
from vidpipe.ui.composer import composer
from vidpipe.ui.gallery import empty, gallery, renaming
from vidpipe.ui.leading import arrive
from vidpipe.ui.markup import show
from vidpipe.ui.page import Page
from vidpipe.ui.parts import head
from vidpipe.ui.shelf import Shelved
from vidpipe.ui.trouble import complaint

PAGE = Page(title="Projects", icon="grid_view", order=1)


def line(films: Sequence[Shelved]) -> str:
    """How many films there are, how many wait, what they cost."""
    if not films:
        return "A sentence becomes a finished short film"
    waiting = sum(film.card.group == "waiting" for film in films)
    spent = sum(film.card.spent for film in films)
    parts = [words.count(len(films), "film"), f"{waiting} wait for you" if waiting != 1 else "1 waits for you"]
    return ", ".join(parts if waiting else parts[:1]) + (f". {words.money(spent)} spent" if spent else "")


def page() -> None:
    arrive("projects")
    films = shelf.films()
    trashed = session.studio().projects(trashed=True)
    with st.container(
        key="head", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap=16
    ):
        show(head("Projects", line(films)), fit=True)
        with st.container(horizontal=True, width="content", gap=8, key="tools"):
            trash.door(len(trashed))
    if trash.in_sight():
        complaint()
        trash.trash(trashed)
        return
    composer()
    if films:
        gallery(films)
        renaming()
    else:
        empty()


page()
