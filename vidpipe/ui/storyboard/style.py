"""The style guide beside the scenes: colours, look, words and mood, read and changed in place."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.film.revising import restyled
from vidpipe.film.storyboard import Style
from vidpipe.take import State
from vidpipe.ui import session
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.moods import offering
from vidpipe.ui.parts import chip, section
from vidpipe.ui.storyboard import acts, known
from vidpipe.ui.storyboard.saving import field
from vidpipe.ui.view.board import style_open

if TYPE_CHECKING:
    from vidpipe.studio import Project

MOST = 8
"""Colours of a palette."""
EDITING = "style/editing"


def style_guide(film: "Project", view: Overview, style: Style) -> None:
    """Draw the style guide."""
    editing = bool(st.session_state.get(EDITING))
    waits = style_open(view, [change.part for change in known.changes(film, view)])
    with st.container(key="style", gap=12):
        mark = chip(State.READY, "To approve") if waits else None
        _heading("Done" if editing else "Edit", "check" if editing else "edit", mark)
        if editing:
            _fields(film, style)
        else:
            show(guide(style))
            offering.link(view)
        if waits:
            st.button(
                "Approve style and cast",
                key="style-approve",
                icon=":material/check:",
                on_click=acts.approve,
                args=(film, "style"),
            )


def _heading(label: str, icon: str, mark: Markup | None) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap=8):
        show(section("Style guide", mark=mark), fit=True)
        st.button(label, key="style-edit", icon=f":material/{icon}:", type="tertiary", on_click=_turn)


def _turn() -> None:
    st.session_state[EDITING] = not st.session_state.get(EDITING)


def guide(style: Style) -> Markup:
    """Colours, look, words and mood."""
    colours = [tag("i", style=f"background:{colour}") for colour in style.colours]
    swatches = tag("div", *colours, class_="swatches", role="img", aria_label="Palette") if colours else None
    tags = (
        tag("div", *[tag("span", word, class_="tag") for word in style.words], class_="tags") if style.words else None
    )
    look = tag("p", style.look or "No look is said yet.")
    mood = tag("p", f"Mood: {style.mood}") if style.mood else None
    return tag("div", swatches, look, mood, tags, class_="guide")


def _fields(film: "Project", style: Style) -> None:
    _colours(film, style)
    _one(film, "look", style.look, "Look", st.text_area, height="content", placeholder="How every picture is made")
    _one(film, "mood", style.mood, "Mood", st.text_input, placeholder="None")
    _one(
        film,
        "words",
        list(style.words),
        "Words",
        st.multiselect,
        options=list(style.words),
        accept_new_options=True,
        placeholder="Add a word",
        help="They go into the prompt of every picture.",
    )


def _one(film: "Project", name: str, stored: Any, label: str, draw: Callable[..., Any], **more: Any) -> None:
    def act(film: "Project", value: Any) -> None:
        film.revise(lambda board: restyled(board, **{name: value}))

    field(film, f"field-style-{name}", stored, act, draw, label, **more)


def _colours(film: "Project", style: Style) -> None:
    """One picker a colour, with the ways to have more or fewer."""
    with st.container(horizontal=True, gap=8, vertical_alignment="center", key="colours"):
        for place, colour in enumerate(style.colours):
            _colour(film, place, colour)
        if len(style.colours) < MOST:
            _resize(film, "Add a colour", "add", lambda colours: (*colours, colours[-1] if colours else "#808080"))
        if style.colours:
            _resize(film, "Remove the last colour", "remove", lambda colours: colours[:-1])


def _colour(film: "Project", place: int, colour: str) -> None:
    def act(film: "Project", value: str) -> None:
        film.revise(
            lambda board: restyled(
                board, colours=(*board.style.colours[:place], value, *board.style.colours[place + 1 :])
            )
        )

    label = f"Colour {place + 1}"
    field(
        film, f"field-style-colour-{place}", colour.lower(), act, st.color_picker, label, label_visibility="collapsed"
    )


def _resize(film: "Project", label: str, icon: str, resize: Callable[[tuple[str, ...]], tuple[str, ...]]) -> None:
    st.button(
        label,
        key=f"colour-{icon}",
        icon=f":material/{icon}:",
        type="tertiary",
        help=label,
        on_click=acts.revise,
        args=(film, lambda board: restyled(board, colours=resize(board.style.colours))),
        kwargs={"name": f"colour/{icon}/{session.turn()}"},
    )
