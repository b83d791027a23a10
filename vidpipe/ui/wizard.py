"""The five steps of a film above its pages: brief, mood, storyboard, clips, final."""

from collections.abc import Sequence

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.page import Found
from vidpipe.ui.states import ICONS, MARKS
from vidpipe.ui.view.wizard import FLOW, Step, steps

PAGES = "wizard-pages"


def know(found: Sequence[Found]) -> None:
    """Which steps have a page here."""
    named = {page.page.step or page.name: page.name for page in found if page.page.zone == "film"}
    st.session_state[PAGES] = {part: named[part] for parts in FLOW.values() for part in parts if part in named}


def wizard(film: Overview, *, here: str) -> None:
    """Draw them for the open film; `here` is the step of the page."""
    pages = st.session_state.get(PAGES, {})
    with st.container(horizontal=True, gap=4, key="wizard", vertical_alignment="center"):
        for number, step in enumerate(steps(film, pages=pages, here=here), 1):
            _step(step, number, film.id)


def beginning() -> None:
    """Draw them before there is a film: only the brief is there."""
    with st.container(horizontal=True, gap=4, key="wizard", vertical_alignment="center"):
        titles = [title for title in FLOW if title != "Mood" or "moods" in st.session_state.get(PAGES, {})]
        for number, title in enumerate(titles, 1):
            with st.container(key=f"wiz-{'ready' if number == 1 else 'empty'}-{number}", width="content"):
                show(_plain(title, "ready" if number == 1 else "empty", "●" if number == 1 else "○", ""), fit=True)


def _step(step: Step, number: int, film: str) -> None:
    mark = f"wiz-{step.state.value}-{number}{'-here' if step.here else ''}"
    with st.container(key=mark, width="content"):
        if not step.page:
            show(_plain(step.title, step.state.value, MARKS[step.state], step.says), fit=True)
            return
        st.page_link(
            f"pages/{step.page}.py",
            label=f"{step.title}  :small[{step.says}]",
            icon=ICONS[step.state],
            query_params={"project": film},
        )


def _plain(title: str, state: str, mark: str, says: str) -> Markup:
    inside = [tag("i", mark, aria_hidden="true"), tag("b", title)]
    return tag("span", *inside, tag("small", says) if says else None, class_=f"wiz {state}")
