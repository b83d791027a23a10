"""The film's page as a whole: head, what is at work, then its sections, and the gate at the foot."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.ui import session, words
from vidpipe.ui.browser import jump, strip
from vidpipe.ui.clockwork import keep_time, live, moving, pace, rest
from vidpipe.ui.film.acts import stop, tools
from vidpipe.ui.film.gate import foot
from vidpipe.ui.film.pictures import choose, chosen, pictures
from vidpipe.ui.film.script import script
from vidpipe.ui.film.sound import sound
from vidpipe.ui.film.watch import awaited, watch
from vidpipe.ui.markup import show, tag
from vidpipe.ui.parts import chip, head
from vidpipe.ui.trouble import complaint
from vidpipe.ui.view.card import facts, standing
from vidpipe.ui.view.scene import rows

if TYPE_CHECKING:
    from vidpipe.studio import Project


def board(film: "Project") -> None:
    """Draw the page. While the film is being made its body is drawn every second, the rest of the page is not."""
    live(film, _body)(film)
    view = session.overview(film)
    _jump()
    if not moving(view):
        rest(view)
        foot(film, view)


def arrive() -> None:
    """A film was just made, here or on another page: show it."""
    made = st.session_state.pop("made", "")
    if made:
        st.switch_page("pages/film.py", query_params={"project": made})


def _head(film: "Project", view: Overview) -> None:
    with st.container(
        key="head", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap=16
    ):
        language = words.language(view.brief.language if view.brief else view.settings.language)
        line = " · ".join(part for part in (facts(view), language, view.settings.quality.value) if part)
        show(head(view.title or "Untitled film", line), fit=True)
        tools(film, view)


def _body(film: "Project") -> None:
    arrive()
    view = session.overview(film)
    keep_time(view)
    _head(film, view)
    complaint()
    with st.container(gap=24, key="body"):
        _going(film, view)
        _strip(film, view)
        watch(film, view)
        script(film, view)
        pictures(film, view)
        sound(film, view)
        awaited(view)


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
        stop(film)


def _strip(film: "Project", view: Overview) -> None:
    scenes = rows(view)
    if not scenes:
        return
    at = chosen(view)
    picked = strip(scenes, selected=at.split("/")[1] if at.startswith("scene/") else "", key="strip")
    if picked:
        choose(view, scene=picked)
        st.rerun(scope="fragment" if moving(view) else "app")


def _jump() -> None:
    """Another page's rail asked for a section."""
    wish = st.query_params.get("at", "")
    if wish in words.STEPS:
        del st.query_params["at"]
        st.session_state["jump"] = (wish, session.token())
    if "jump" in st.session_state:
        to, name = st.session_state["jump"]
        jump(to, wish=name)
