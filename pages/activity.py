"""Activity: what happened, when, how long it took and what it cost."""

import streamlit as st

from vidpipe.ui import session
from vidpipe.ui.events import history, table
from vidpipe.ui.markup import show, tag
from vidpipe.ui.page import Page
from vidpipe.ui.parts import head

PAGE = Page(title="Activity", icon="receipt_long", order=80, zone="foot")


def page() -> None:
    films = {film.id: film for film in session.studio().projects()}
    with st.container(key="head"):
        show(head("Activity", "What happened, how long it took, what it cost"))
    if not films:
        show(
            tag(
                "div",
                tag("h2", "Nothing has happened yet"),
                tag("p", "Make a film and its story is told here."),
                class_="void",
            )
        )
        return
    here = session.open_id()
    names = ["", *films]
    chosen = st.selectbox(
        "Film",
        names,
        index=names.index(here) if here in films else 0,
        format_func=lambda name: films[name].title if name else "All films",
        key="activity-film",
        width=320,
    )
    wanted = [films[chosen]] if chosen else list(films.values())
    show(table(history(wanted), one=bool(chosen)))


page()
