"""Every film as a card: picture, where it stands, what it cost, what it waits for, and one verb."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.ui import session, shelf
from vidpipe.ui.address import thumb
from vidpipe.ui.composer import sample
from vidpipe.ui.leading import lead
from vidpipe.ui.markup import Markup, join, label, show, tag
from vidpipe.ui.parts import chip, corner
from vidpipe.ui.shelf import Shelved
from vidpipe.ui.trouble import guarded

if TYPE_CHECKING:
    from vidpipe.studio import Project

GROUPS = {"waiting": "Waits for you", "running": "Running", "finished": "Finished", "resting": "Stopped"}
ORDERS = {
    "Last changed": lambda film: -film.card.updated.timestamp(),
    "Title": lambda film: film.card.title.lower(),
    "Cost": lambda film: -film.card.spent,
    "Newest": lambda film: -film.created.timestamp(),
}
PER_PAGE = 24
BEAT = 2.0
"""Seconds between two looks at the films: a cheap one that draws nothing, unless something changed."""


def gallery(films: Sequence[Shelved]) -> None:
    """All films, drawn again by themselves when one of them changed, whoever changed it."""
    moving = any(film.card.group == "running" for film in films)
    st.fragment(guarded(_gallery), run_every=BEAT if moving else None)(_groups(films))
    if not moving:
        st.fragment(guarded(_watch), run_every=BEAT)(shelf.version())


def _watch(known: tuple[int, int]) -> None:
    """Draw the page again when anything happened to any film."""
    if shelf.version() != known:
        st.rerun()


def _groups(films: Sequence[Shelved]) -> list[str]:
    """Where every film stands: when it changes, more of the page than the cards does."""
    return sorted(f"{film.card.id} {film.card.group}" for film in films)


def _gallery(known: list[str]) -> None:
    films = shelf.films()
    again()
    if "leading" in st.session_state or _groups(films) != known:
        st.rerun()
    _grid(_finder(films))


def _finder(films: Sequence[Shelved]) -> list[Shelved]:
    """Filter, search and order; the films that are left."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap=16, key="find"
    ):
        there = groups(films)
        if st.session_state.get("show") not in there:
            st.session_state["show"] = "all"
        st.pills(
            "Show",
            there,
            format_func=lambda name: _label(name, films),
            required=True,
            label_visibility="collapsed",
            key="show",
        )
        with st.container(horizontal=True, width="content", gap=8, key="find-words"):
            st.text_input(
                "Search films",
                placeholder="Search films",
                icon=":material/search:",
                label_visibility="collapsed",
                key="search",
                width=220,
            )
            st.selectbox("Order", list(ORDERS), label_visibility="collapsed", key="order", width=140)
    return chosen(films, st.session_state.show, st.session_state.search, st.session_state.order)


def groups(films: Sequence[Shelved]) -> list[str]:
    return ["all", *(name for name in GROUPS if any(film.card.group == name for film in films))]


def _label(name: str, films: Sequence[Shelved]) -> str:
    if name == "all":
        return f"All {len(films)}"
    return f"{GROUPS[name]} {sum(film.card.group == name for film in films)}"


def chosen(films: Sequence[Shelved], group: str, search: str, order: str) -> list[Shelved]:
    """The films of a group whose title, facts or wait hold every word that is sought."""
    sought = search.lower().split()
    found = [film for film in films if group in ("all", film.card.group) and all(word in film.said for word in sought)]
    return sorted(found, key=ORDERS[order])


def _grid(films: Sequence[Shelved]) -> None:
    """The films, a page of them at a time."""
    if not films:
        show(tag("div", tag("h2", "No film here"), tag("p", "Another filter or fewer words show more."), class_="void"))
        return
    pages = -(-len(films) // PER_PAGE)
    page = min(int(st.session_state.get("page", 1)), pages)
    warm = next((film.card.id for film in films if film.card.group == "waiting"), "")
    with st.grid(min_column_width=264, gap=(32, 24), key="gallery") as grid:
        for film in films[(page - 1) * PER_PAGE : page * PER_PAGE]:
            with grid.cell():
                _card(film, warm=film.card.id == warm)
    if pages > 1:
        with st.container(horizontal=True, horizontal_alignment="center", key="pages"):
            st.pagination(pages, key="page")


def _card(film: Shelved, *, warm: bool) -> None:
    card = film.card
    with st.container(key=f"film-{card.id}", gap=8):
        with st.container(key=f"poster-{card.id}", gap=0):
            show(poster(film))
            st.button(
                label(f"Open {card.title}"),
                key=f"poster-open-{card.id}",
                type="tertiary",
                on_click=lead,
                args=(film.home,),
                kwargs={"project": card.id},
            )
        show(words_of(film))
        with st.container(horizontal=True, gap=8, vertical_alignment="center", wrap=False):
            st.button(
                card.verb,
                key=f"open-{card.id}",
                width="stretch",
                type="primary" if warm else "secondary",
                on_click=lead,
                args=(film.home,),
                kwargs={"project": card.id},
            )
            st.menu_button(
                label(f"More for {card.title}"),
                ["Fork", "Rename", "Move to trash"],
                key=f"menu-{card.id}",
                icon=":material/more_horiz:",
                type="tertiary",
                on_click=_more,
                args=(card.id,),
            )


def poster(film: Shelved) -> Markup:
    card = film.card
    if not card.digest:
        return tag("div", corner("tl", chip(card.state, card.chip)), class_="shot none")
    ground = tag("img", class_="soft", src=thumb(card.digest), alt="", loading="lazy") if card.ratio != "16:9" else None
    picture = tag("img", class_="whole", src=thumb(card.digest), alt=card.title, loading="lazy")
    over = corner("tl", chip(card.state, card.chip))
    running = tag("i", class_="run", style=f"--p:{film.progress}%") if card.group == "running" else None
    return tag(
        "div", ground, picture, over, running, class_="shot card-shot", style=f"--ratio:{card.ratio.replace(':', '/')}"
    )


def words_of(film: Shelved) -> Markup:
    card = film.card
    segments = tag("div", *[tag("i", class_=state.value) for state in card.steps], class_="steps", aria_hidden="true")
    cost = join(tag("b", card.cost), card.limit)
    return tag(
        "div",
        tag("h3", card.title, title=card.title),
        segments,
        tag("p", tag("span", card.line), tag("span", cost, class_="num"), class_="line"),
        tag("p", card.wait, class_="wait", title=card.wait),
        class_="card",
    )


def _more(project: str) -> None:
    """What the menu of a card does. A rename asks for the name first."""
    wish = st.session_state.get(f"menu-{project}")
    film = session.studio().project(project)
    if wish == "Fork":
        session.intent(film, _fork, name=f"fork/{session.turn()}")
    elif wish == "Move to trash":
        session.intent(film, lambda film: film.trash(), name=f"trash/{session.turn()}")
        if st.session_state.get("open") == project:
            st.session_state.pop("open")
        st.session_state["again"] = True
    elif wish == "Rename":
        st.session_state["renaming"] = project
        st.session_state["again"] = True


def _fork(film: "Project") -> None:
    """Make the fork and go to it."""
    made = film.fork()
    lead(shelf.home_of(made.id), project=made.id)


def again() -> None:
    """In a fragment: what was wished needs the whole page."""
    if st.session_state.pop("again", False):
        st.rerun()


def renaming() -> None:
    """Ask for a film's new name, if that was wished."""
    project = st.session_state.get("renaming")
    if project:
        _rename(project)


@st.dialog("Rename the film", on_dismiss=lambda: st.session_state.pop("renaming", None))
def _rename(project: str) -> None:
    if "renaming" not in st.session_state:
        st.rerun()
    film = session.studio().project(project)
    title = st.text_input("Title", film.title, max_chars=160, key=f"title-{project}")
    st.button(
        "Rename",
        key="rename-go",
        type="primary",
        width="stretch",
        disabled=not title.strip(),
        on_click=_renamed,
        args=(project, title.strip()),
    )


def _renamed(project: str, title: str) -> None:
    st.session_state.pop("renaming", None)
    film = session.studio().project(project)
    session.intent(film, lambda film: film.rename(title), name=f"rename/{session.turn()}")


def empty() -> None:
    """What a first visitor sees below the composer."""
    show(
        tag(
            "div",
            tag("h2", "No film yet"),
            tag("p", "Write an idea above, or watch a sample being made on this computer: twelve seconds, no account."),
            class_="sample",
        )
    )
    with st.container(horizontal=True, horizontal_alignment="center"):
        name = st.session_state.composing
        st.button(
            "Make the sample film · Free", key=f"sample-{name}", icon=":material/movie:", on_click=sample, args=(name,)
        )
