"""The frame of every stage's page: head, what is at work, the stage itself, and the gate at the foot."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.film.project import STAGES
from vidpipe.ui import paying, session, words
from vidpipe.ui.clockwork import attend, keep_time, live, moving, pace, rest
from vidpipe.ui.gate import foot
from vidpipe.ui.leading import arrive
from vidpipe.ui.markup import show, tag
from vidpipe.ui.parts import chip, head
from vidpipe.ui.switching import retirements
from vidpipe.ui.trouble import complaint, guarded, lost
from vidpipe.ui.view.card import facts, standing
from vidpipe.ui.wizard import wizard

if TYPE_CHECKING:
    from vidpipe.studio import Project

GLANCE, CLOSE, SOON = 3.0, 1.0, 0.3
"""Seconds between two looks whether a film that rests was changed elsewhere; where it is watched; while a preview of a
change is made. A look draws nothing."""

LAST = STAGES[-1]
Draw = Callable[["Project", Overview], None]
"""A part of a page, drawn of the film and its overview."""


def stage_page(
    step: str,
    draw: Draw,
    *,
    tools: Draw | None = None,
    line: Callable[[Overview], str] | None = None,
    ticks: bool = True,
    gate: Draw | None = None,
) -> None:
    """Draw the page of a step of the open film. `tools` are the quiet tools of the head, `line` its line of facts,
    `gate` what stands at the foot where that is not the film's own gate.

    A stage where somebody writes does not tick as a whole (`ticks=False`): it makes its own live parts.
    """
    arrive(step)
    film = session.open_film()
    if film is None and session.open_id():
        lost("This film is not here.", "It was removed, or the address is not whole.")
        return
    if film is None:
        lost("No film is open.", "Choose one among the projects.")
        return
    if ticks:
        live(film, _body)(film, step, draw, tools, line)
    else:
        with st.container(key="top"):  # what comes and goes in it moves nothing below, where somebody writes
            live(film, _top)(film, step, tools, line)
        with st.container(gap=24, key="body"):
            guarded(draw)(film, session.overview(film))
    view = session.overview(film)
    if not moving(view):
        rest(view)
        guarded(gate or _gate(step))(film, view)
        st.fragment(guarded(_watch), run_every=glance(view, step))(film, view.events)
    attend(film, view)


def _gate(step: str) -> Draw:
    return lambda film, view: foot(film, view, step)


def glance(view: Overview, step: str) -> float:
    """Seconds until the page of a film that rests looks again."""
    if step != LAST:
        return GLANCE
    return SOON if view.previewing else CLOSE


def _watch(film: "Project", known: int) -> None:
    """Draw the page of a film that rests again when something happened elsewhere: another tab, the command line."""
    if session.overview(film).events != known:
        st.rerun()


def _body(film: "Project", step: str, draw: Draw, tools: Draw | None, line: Callable[[Overview], str] | None) -> None:
    _top(film, step, tools, line)
    with st.container(gap=24, key="body"):
        draw(film, session.overview(film))


def _top(film: "Project", step: str, tools: Draw | None, line: Callable[[Overview], str] | None) -> None:
    view = session.overview(film)
    keep_time(view)
    paying.bring_up()
    wizard(view, here=step)
    with st.container(
        key="head", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap=16
    ):
        says = line(view) if line else facts(view)
        show(head(words.STEPS[step], says), fit=True)
        if tools:
            with st.container(horizontal=True, width="content", gap=8, key="tools"):
                tools(film, view)
    with st.container(key="news", gap=16):  # always there: what stands under it keeps its place, focus and scrolling
        complaint()
        retirements(film, view)
        _going(film, view)


def _going(film: "Project", view: Overview) -> None:
    """What is at work, how far, and how long it may take."""
    state, said = standing(view)
    if not moving(view):
        return
    now = pace(film, view)
    with st.container(key="going", horizontal=True, gap=16, vertical_alignment="center", wrap=False):
        line = tag(
            "div",
            chip(state, said),
            tag("b", now.doing),
            tag("span", now.at_work),
            tag("span", f"{now.percent} % · {now.times}", class_="right num"),
            class_="words",
        )
        track = tag("i", style=f"width:{now.percent}%")
        bar = tag(
            "div",
            track,
            class_="track",
            role="progressbar",
            aria_valuenow=now.percent,
            aria_label="Progress of the film",
        )
        show(tag("div", line, bar, class_="going"))
        with st.container(width="content", key="stop-act"):
            st.button(
                "Stop",
                key="stop",
                icon=":material/stop:",
                help="Nothing new is begun; what is at work is finished and kept",
                on_click=session.intent,
                args=(film, lambda film: film.stop()),
                kwargs={"name": f"stop/{view.events}"},
            )
