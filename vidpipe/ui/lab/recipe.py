"""The recipe: what is to be made, by which models, from which seeds; its price on the button that runs it."""

from dataclasses import replace

import streamlit as st

from vidpipe.film.grid import Origin
from vidpipe.ui import paying
from vidpipe.ui.lab import place
from vidpipe.ui.lab.fields import begin, gather, key
from vidpipe.ui.lab.models import models
from vidpipe.ui.lab.options import options
from vidpipe.ui.lab.running import running
from vidpipe.ui.lab.templates import templates_button
from vidpipe.ui.lab.values import values
from vidpipe.ui.markup import show, tag
from vidpipe.ui.trouble import guarded
from vidpipe.ui.view.draft import LIST, MOST_WORDINGS, ROLES, SWEEP, Draft, turned

PLACEHOLDER = {
    "image": "{subject} on a wooden pier, {light}, flat painted style, wide frame",
    "video": "{subject} opens its wings, the camera pushes in slowly",
    "speech": "Home is not a place. Home is someone.",
    "music": "warm, hopeful piano with soft strings",
    "text": "Write three taglines for {product}",
}
LABEL = {"speech": "Line to say", "music": "Mood", "video": "Motion"}


@st.fragment
@guarded
def recipe() -> None:
    """Draw it. Only this part is drawn again while somebody writes."""
    paying.bring_up()
    place.bring_up()
    now = gather()
    with st.container(key="recipe", gap=12):
        _head(now)
        _from(now)
        _wordings(now)
        values(now)
        models(now)
        options(now)
        _seeds(now)
        running(now)


def _head(now: Draft) -> None:
    with st.container(horizontal=True, gap=8, vertical_alignment="bottom", key="recipe-head", wrap=False):
        st.selectbox(
            "Make",
            list(ROLES),
            format_func=ROLES.__getitem__,
            key=begin("role", now.role),
            on_change=_turn,
        )
        templates_button()


def _turn() -> None:
    """Another kind of thing: other models, and no scene that it came from."""
    place.lay(turned(gather(), str(st.session_state[key("role")])))


def _from(now: Draft) -> None:
    """Which scene's request it is."""
    if not now.origin.project:
        return
    with st.container(horizontal=True, gap=4, vertical_alignment="center", key="recipe-origin", wrap=False):
        title = place.origin_title(now.origin)
        show(tag("p", tag("b", "As asked for "), title, class_="quiet"))
        st.button(
            "Forget the scene",
            key="lab-forget",
            icon=":material/close:",
            type="tertiary",
            help="Keep the words, and choose shape and length freely",
            on_click=_forget,
        )


def _forget() -> None:
    place.lay(replace(gather(), origin=Origin(), base={}))


def _wordings(now: Draft) -> None:
    label = LABEL.get(now.role, "Prompt")
    with st.container(gap=8, key="wordings"):
        if now.role == "text" or now.system:
            st.text_area(
                "Who writes", key=begin("system", now.system), height="content", placeholder="You are a copywriter …"
            )
        for number, text in enumerate(now.wordings):
            _wording(now, number, text, f"{label} {number + 1}" if len(now.wordings) > 1 else label)
        if len(now.wordings) < MOST_WORDINGS:
            st.button("Another wording", key="lab-add-wording", icon=":material/add:", type="tertiary", on_click=_add)


def _wording(now: Draft, number: int, text: str, label: str) -> None:
    with st.container(horizontal=True, gap=0, vertical_alignment="top", key=f"wording-{number}", wrap=False):
        st.text_area(
            label,
            key=begin(f"wording-{number}", text),
            height="content",
            max_chars=20_000,
            placeholder=PLACEHOLDER[now.role],
        )
        if len(now.wordings) > 1:
            st.button(
                f"Remove {label.lower()}",
                key=f"lab-drop-{number}",
                icon=":material/close:",
                type="tertiary",
                on_click=_drop,
                args=(number,),
            )


def _add() -> None:
    """A copy of the last one: most wordings differ in a few words."""
    now = gather()
    place.lay(replace(now, wordings=(*now.wordings, now.wordings[-1])))


def _drop(number: int) -> None:
    now = gather()
    place.lay(replace(now, wordings=tuple(text for n, text in enumerate(now.wordings) if n != number)))


def _seeds(now: Draft) -> None:
    listed = isinstance(now.seeds, str)
    with st.container(horizontal=True, gap=8, vertical_alignment="bottom", key="recipe-seeds", wrap=False):
        if listed:
            st.text_input("Seeds", key=begin("seed-list", now.seeds), placeholder="11, 12, 40-43")
        else:
            st.number_input("Seeds", 1, 100, key=begin("seed-count", now.seeds), width=116)
        st.segmented_control(
            "Seeds are",
            [SWEEP, LIST],
            key=begin("seed-mode", LIST if listed else SWEEP),
            required=True,
            label_visibility="collapsed",
        )
