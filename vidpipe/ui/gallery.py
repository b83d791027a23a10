"""Every film as a card: picture, where it stands, what it cost, what it waits for, and one verb."""

from collections.abc import Sequence

import streamlit as st

from vidpipe.ui import session, words
from vidpipe.ui.address import thumb
from vidpipe.ui.composer import sample
from vidpipe.ui.markup import Markup, join, show, tag
from vidpipe.ui.parts import chip, corner
from vidpipe.ui.trouble import guarded
from vidpipe.ui.view.card import Card
from vidpipe.ui.view.card import card as card_of

GROUPS = {"waiting": "Waits for you", "running": "Running", "finished": "Finished"}
ORDERS = {
    "Last changed": lambda card: -card.updated.timestamp(),
    "Title": lambda card: card.title.lower(),
    "Cost": lambda card: -card.spent,
}
PER_PAGE = 24
BEAT = 2.0
"""Seconds between two drawings while a film is being made."""


def shelf(cards: Sequence[Card], trashed: Sequence[Card]) -> None:
    """All films, drawn again by themselves while one of them is being made."""
    moving = any(card.group == "running" for card in cards)
    draw = guarded(_shelf)
    (st.fragment(draw, run_every=BEAT) if moving else draw)(cards, trashed)


def _shelf(cards: Sequence[Card], trashed: Sequence[Card]) -> None:
    now = [_now(card) for card in cards]
    if [card.group for card in now] != [card.group for card in cards]:
        st.rerun()
    left = finder(now, len(trashed))
    if st.session_state.show == "trash":
        trash(trashed)
    else:
        gallery(left)


def _now(known: Card) -> Card:
    """A film that is being made is read again, one that rests is as it was."""
    if known.group != "running":
        return known
    return card_of(session.overview(session.studio().project(known.id)))


def finder(cards: Sequence[Card], trashed: int) -> list[Card]:
    """Filter, search and order; the cards that are left."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap=16, key="find"
    ):
        st.pills(
            "Show",
            groups(cards, trashed),
            default="all",
            format_func=lambda name: _label(name, cards, trashed),
            required=True,
            label_visibility="collapsed",
            key="show",
        )
        with st.container(horizontal=True, width="content", gap=8):
            st.text_input(
                "Search",
                placeholder="Search films",
                icon=":material/search:",
                label_visibility="collapsed",
                key="search",
                width=220,
            )
            st.selectbox("Order", list(ORDERS), label_visibility="collapsed", key="order", width=140)
    return chosen(cards, st.session_state.show, st.session_state.search, st.session_state.order)


def groups(cards: Sequence[Card], trashed: int) -> list[str]:
    there = [name for name in GROUPS if any(card.group == name for card in cards)]
    return ["all", *there, *(["trash"] if trashed else [])]


def _label(name: str, cards: Sequence[Card], trashed: int) -> str:
    if name == "all":
        return f"All {len(cards)}"
    if name == "trash":
        return f"Trash {trashed}"
    return f"{GROUPS[name]} {sum(card.group == name for card in cards)}"


def chosen(cards: Sequence[Card], group: str, search: str, order: str) -> list[Card]:
    sought = search.strip().lower()
    found = [card for card in cards if group in ("all", card.group) and sought in card.title.lower()]
    return sorted(found, key=ORDERS[order])


def gallery(cards: Sequence[Card]) -> None:
    """The films, a page of them at a time."""
    if not cards:
        show(tag("div", tag("h2", "No film here"), tag("p", "Another filter or word shows more."), class_="void"))
        return
    pages = -(-len(cards) // PER_PAGE)
    page = min(int(st.session_state.get("page", 1)), pages)
    with st.grid(min_column_width=264, gap=(32, 24), key="gallery") as grid:
        for place, card in enumerate(cards[(page - 1) * PER_PAGE : page * PER_PAGE]):
            with grid.cell():
                _card(card, first=place == 0)
    if pages > 1:
        st.pagination(pages, key="page")


def _card(card: Card, *, first: bool) -> None:
    with st.container(key=f"film-{card.id}", gap=8):
        with st.container(key=f"poster-{card.id}", gap=0):
            show(poster(card))
            if st.button(f"Open {card.title}", key=f"poster-open-{card.id}", type="tertiary"):
                _open(card.id)
        show(words_of(card))
        with st.container(horizontal=True, gap=8, vertical_alignment="center", wrap=False):
            warm = first and card.group == "waiting"
            if st.button(card.verb, key=f"open-{card.id}", width="stretch", type="primary" if warm else "secondary"):
                _open(card.id)
            st.menu_button(
                "",
                ["Fork", "Rename", "Move to trash"],
                key=f"more-{card.id}",
                icon=":material/more_horiz:",
                type="tertiary",
                on_click=_more,
                args=(card.id,),
            )


def poster(card: Card) -> Markup:
    if not card.digest:
        return tag("div", corner("tl", chip(card.state, card.chip)), class_="shot none")
    ground = tag("img", class_="soft", src=thumb(card.digest), alt="", loading="lazy") if card.ratio != "16:9" else None
    picture = tag("img", class_="whole", src=thumb(card.digest), alt=card.title, loading="lazy")
    over = corner("tl", chip(card.state, card.chip))
    return tag("div", ground, picture, over, class_="shot card-shot", style=f"--ratio:{card.ratio.replace(':', '/')}")


def words_of(card: Card) -> Markup:
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


def _open(project: str) -> None:
    st.switch_page("pages/storyboard.py", query_params={"project": project})


def _more(project: str) -> None:
    """What the menu of a card does. A rename asks for the name first."""
    wish = st.session_state.get(f"more-{project}")
    film = session.studio().project(project)
    if wish == "Fork":
        session.intent(film, lambda film: st.session_state.update(made=film.fork().id), name=f"fork/{session.token()}")
    elif wish == "Move to trash":
        session.intent(film, lambda film: film.trash(), name=f"trash/{session.token()}")
        if st.session_state.get("open") == project:
            st.session_state.pop("open")
    elif wish == "Rename":
        st.session_state["renaming"] = project


def renaming() -> None:
    """Ask for a film's new name, if that was wished."""
    project = st.session_state.get("renaming")
    if project:
        _rename(project)


@st.dialog("Rename the film", on_dismiss=lambda: st.session_state.pop("renaming", None))
def _rename(project: str) -> None:
    film = session.studio().project(project)
    title = st.text_input("Title", film.title, max_chars=160)
    if st.button("Rename", type="primary", width="stretch", disabled=not title.strip()):
        session.intent(film, lambda film: film.rename(title.strip()), name=f"rename/{session.token()}")
        st.session_state.pop("renaming", None)
        st.rerun()


def trash(cards: Sequence[Card]) -> None:
    """The films in the trash, as lines: back, or away for good."""
    for card in cards:
        with st.container(horizontal=True, vertical_alignment="center", gap=16, key=f"scene-trash-{card.id}"):
            show(tag("div", tag("b", card.title), tag("div", card.line, class_="quiet")))
            if st.button("Put back", key=f"restore-{card.id}"):
                session.intent(
                    session.studio().project(card.id), lambda film: film.restore(), name=f"restore/{session.token()}"
                )
                st.rerun()
    if st.button(
        f"Empty the trash, {words.count(len(cards), 'film')}",
        key="empty-trash",
        icon=":material/delete_forever:",
        type="tertiary",
    ):
        freed = session.studio().empty_trash()
        st.toast(f"{words.megabytes(freed)} freed")
        st.rerun()


def empty() -> None:
    """What a first visitor sees below the composer."""
    show(
        tag(
            "div",
            tag("h2", "No film yet"),
            tag("p", "Write an idea above, or look at one that is made while you watch."),
            class_="sample",
        )
    )
    with st.container(horizontal=True, horizontal_alignment="center"):
        name = st.session_state.composing
        st.button(
            "Make the sample film · Free", key=f"sample-{name}", icon=":material/movie:", on_click=sample, args=(name,)
        )
