"""The beats under the scenes: which clips each is made of, and the choice of others, with their price before."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.errors import VidpipeError
from vidpipe.film.brief import FilmKind
from vidpipe.film.slot import STORYBOARD
from vidpipe.ui import paying, session, words
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.parts import section, table
from vidpipe.ui.view import beats as says

if TYPE_CHECKING:
    from vidpipe.studio import Project

CHOOSING = "beats/choosing"


def the_beats(film: "Project", view: Overview) -> None:
    """Draw the section."""
    rate = view.settings.rate
    found = session.known(film, view, "beats", lambda: film.beats)
    keeps = says.named(view.settings.beats)
    with st.container(key="beats", gap=12):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap=8):
            show(section("Beats and clips", small=f"Keeps to: {keeps}" if keeps else ""), fit=True)
            st.button(
                "Choose beats…",
                key="beats-choose",
                icon=":material/format_list_numbered:",
                type="tertiary",
                on_click=_open,
            )
        rows = says.mapped(found, rate)
        show(line(rows), mapping(rows, "Clips, seen of ordered"), tag("p", says.summed(found, rate), class_="quiet"))


def line(rows: Sequence[says.Row]) -> Markup:
    """The beats in proportion to time, each divided into its clips."""
    blocks = [
        tag(
            "div",
            *[tag("i", style=f"flex:{share:.3f}") for share, _ in row.clips],
            style=f"flex:{sum(share for share, _ in row.clips):.3f}",
            title=f"{row.title}, {row.time}",
        )
        for row in rows
    ]
    return tag("div", *blocks, class_="beat-line", role="img", aria_label="Beats in proportion to time")


def mapping(rows: Sequence[says.Row], clips: str) -> Markup:
    parts = any(row.part for row in rows)
    columns = ("Beat", *(("Part",) if parts else ()), "Time", clips)
    cells = [(row.title, *((row.part,) if parts else ()), row.time, row.says) for row in rows]
    return table(columns, cells, classes="beat-table")


def _open() -> None:
    st.session_state[CHOOSING] = True


def _close() -> None:
    st.session_state.pop(CHOOSING, None)


def choose(film: "Project", view: Overview) -> None:
    """The choice, if it was asked for. Outside all fragments."""
    if st.session_state.get(CHOOSING):
        _choose(film, view)


@st.dialog("Beats of the film", width="large", on_dismiss=_close)
def _choose(film: "Project", view: Overview) -> None:
    kind = view.brief.kind if view.brief else view.settings.kind
    options = says.plans(kind)
    plan = st.selectbox(
        "Plan",
        list(options),
        index=list(options).index(says.choice_of(view.settings.beats)),
        format_func=options.__getitem__,
        key="beats-plan",
    )
    if said := says.does(plan):
        show(tag("p", said, class_="quiet"))
    wanted = _wanted(plan, kind, view.settings.beats)
    if plan == says.OWN and not wanted:
        show(tag("p", "Choose beats in the order in which they are seen.", class_="quiet"))
        return
    try:
        found = film.preview_beats(wanted)
    except VidpipeError as error:
        show(tag("div", tag("b", error.message), tag("p", error.remedy), class_="ask failed", role="alert"))
        return
    rows = says.planned(found.beats, view.settings.rate)
    if rows:
        show(line(rows), mapping(rows, "Clips"))
    show(tag("p", f"The whole film with it: {words.forecast(found.whole.micros)}. {_AGAIN}", class_="quiet"))
    with st.container(horizontal=True, horizontal_alignment="right", gap=8):
        st.button("Not now", key="beats-no", type="tertiary", on_click=_leave)
        paying.paid(
            "Write the storyboard so",
            found.writing.micros,
            key="beats-go",
            primary=True,
            disabled=wanted == view.settings.beats,
            on_go=lambda: _go(film, view, wanted),
        )


_AGAIN = "All scenes are planned anew; Undo brings back what is there now."


def _wanted(plan: str, kind: FilmKind | None, asked: tuple[str, ...]) -> tuple[str, ...]:
    if plan == says.FREE:
        return ()
    if plan != says.OWN:
        return (plan,)
    options = says.own(kind)
    now = [name for name in says.marked(asked) if name in options] if says.choice_of(asked) == says.OWN else []
    chosen = st.multiselect(
        "Beats in their order",
        list(options),
        default=now,
        format_func=options.__getitem__,
        key="beats-own",
        help="A beat may come again: look for it with “again”",
    )
    return says.unmarked(chosen)


def _leave() -> None:
    _close()


def _go(film: "Project", view: Overview, wanted: tuple[str, ...]) -> None:
    def act(film: "Project") -> None:
        film.choose_beats(wanted)
        film.redo(STORYBOARD)

    _close()
    session.intent(film, act, name=f"beats/{','.join(wanted)}/{view.events}")
