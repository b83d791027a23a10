"""Small forms of a direction: another one, its words and colours, a mix, an own picture.

Their keys change with every act, so that what was asked for closes them.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import streamlit as st

from vidpipe.ui.markup import label, show, tag
from vidpipe.ui.moods import acts
from vidpipe.ui.paying import paid
from vidpipe.ui.session import turn
from vidpipe.ui.storyboard.saving import field
from vidpipe.ui.view.moods import Board, Card

if TYPE_CHECKING:
    from vidpipe.studio import Project

ENDINGS = ["png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff"]
LIKE = "What it should be like, if you want to say so"
COLOURS = 6


def another(film: "Project", board: Board, now: Card) -> None:
    """Another direction in its place."""
    with st.popover("Another", key=f"another-{now.number}-{turn()}", type="tertiary"), st.container(gap=12, width=300):
        note = st.text_input(LIKE, key=f"like-{now.number}-{turn()}", placeholder="colder, at night", max_chars=300)
        paid(
            "Another direction",
            board.one,
            key=f"another-go-{now.number}",
            icon="refresh",
            width="stretch",
            on_go=lambda: acts.another(film, [now.number], note),
        )


def all_anew(film: "Project", board: Board) -> None:
    """Others in the place of all."""
    with st.popover("All anew", key=f"all-anew-{turn()}", icon=":material/refresh:"), st.container(gap=12, width=300):
        note = st.text_input(
            LIKE.replace("it", "they"), key=f"like-all-{turn()}", placeholder="more playful", max_chars=300
        )
        number = len(board.cards)
        paid(
            f"{number} others" if number > 1 else "Another direction",
            board.all,
            key="all-anew-go",
            width="stretch",
            on_go=lambda: acts.another(film, [], note),
        )


def edit(film: "Project", now: Card) -> None:
    """Its words and colours, saved when a field is left."""
    opened = st.popover("Edit", key=f"edit-{now.number}", type="tertiary", on_change="rerun")
    if not opened.open:
        return
    mood = next((one for one in film.moods.moods if one.number == now.number), None) if film.moods else None
    if mood is None:
        return

    def line(name: str, title: str, draw: Callable[..., Any] = st.text_input, **more: Any) -> None:
        def save(film: "Project", value: Any) -> None:
            acts.change(film, now.number, {name: value})

        field(film, f"mood-{now.number}-{name}", getattr(mood, name), save, draw, title, **more)

    with opened, st.container(gap=12, width=340):
        line("name", "Name", max_chars=160)
        line("description", "What it is like", st.text_area, height=84, max_chars=600)
        _keywords(film, now.number, mood.keywords)
        line("look", "Look: medium, light, lens", st.text_area, height=84, max_chars=600)
        line("picture", "What its pictures show", st.text_area, height=110, max_chars=2000)
        _colours(film, now.number, list(mood.colours))


def _keywords(film: "Project", number: int, stored: tuple[str, ...]) -> None:
    def save(film: "Project", value: str) -> None:
        acts.change(film, number, {"keywords": [part.strip() for part in value.split(",") if part.strip()]})

    field(film, f"mood-{number}-keywords", ", ".join(stored), save, st.text_input, "Keywords, by commas")


def _colours(film: "Project", number: int, stored: list[str]) -> None:
    show(tag("b", "Palette, dark to light, then accents", class_="label"))
    with st.container(horizontal=True, gap=8, key=f"mood-colours-{number}"):
        for place, colour in enumerate(stored[:COLOURS]):

            def save(film: "Project", value: str, place: int = place) -> None:
                acts.change(film, number, {"colours": [*stored[:place], value, *stored[place + 1 :]]})

            key = f"mood-{number}-colour-{place}"
            field(film, key, colour, save, st.color_picker, f"Colour {place + 1}", label_visibility="collapsed")


def more(film: "Project", board: Board, now: Card) -> None:
    """What is done less often: a mix, an own picture, its colours, taking it away."""
    opened = st.popover("More", key=f"more-{now.number}-{turn()}", type="tertiary", on_change="rerun")
    if not opened.open:
        return
    with opened, st.container(gap=16, width=300):
        _mix(film, board, now)
        _own(film, now)
        if len(board.cards) > 1:
            st.button(
                "Remove this direction",
                key=f"drop-{now.number}",
                icon=":material/delete:",
                type="tertiary",
                on_click=acts.drop,
                args=(film, now.number),
            )


def _mix(film: "Project", board: Board, now: Card) -> None:
    others = {number: name for number, name in board.names.items() if number != now.number}
    if board.full or not others:
        show(tag("p", board.full or "There is no other direction to mix it with.", class_="quiet"))
        return
    with st.container(gap=8):
        chosen = st.selectbox(
            "Mix with", list(others), format_func=lambda number: others[number], key=f"mix-with-{now.number}"
        )
        note = st.text_input(
            LIKE, key=f"mix-like-{now.number}-{turn()}", placeholder="more of the first", max_chars=300
        )
        paid(
            "Mix the two",
            board.one,
            key=f"mix-{now.number}",
            icon="join_inner",
            width="stretch",
            on_go=lambda: acts.mix(film, now.number, chosen, note),
        )


def _own(film: "Project", now: Card) -> None:
    """An own picture, and the palette of one that is there."""
    if now.room:
        key = f"own-{now.number}-{turn()}"

        def brought() -> None:
            file = st.session_state.get(key)
            if file is not None:
                acts.bring(film, now.number, file.getvalue(), str(file.name))

        st.file_uploader("Add an own reference picture", type=ENDINGS, key=key, on_change=brought)
    there = {one.place: one for one in now.pictures if one.digest}
    if there:
        with st.container(horizontal=True, gap=8, vertical_alignment="bottom"):
            place = st.selectbox(
                "Colours as in picture", list(there), key=f"colours-of-{now.number}", format_func=lambda at: str(at)
            )
            st.button(
                "Take them",
                key=f"colours-{now.number}",
                help=f"The palette of {label(now.name)} becomes that of the picture",
                on_click=acts.colours,
                args=(film, now.number, place),
            )
