"""The quiet tools of the storyboard's head: undo, the film's length, writing scenes again, the animatic."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.film.project import MIN_SECONDS
from vidpipe.film.revising import lengthened
from vidpipe.film.slot import ANIMATIC, STORYBOARD
from vidpipe.ui import browser, chosen, words
from vidpipe.ui.markup import show, tag
from vidpipe.ui.paying import paid
from vidpipe.ui.storyboard import acts
from vidpipe.ui.storyboard.fields import GROW
from vidpipe.ui.storyboard.saving import LAST, field
from vidpipe.ui.undo import undo_tools
from vidpipe.ui.view.board import CHOICES, CHOSEN, THIS, WHOLE, targets

if TYPE_CHECKING:
    from vidpipe.studio import Project

WATCH = "storyboard/watch"


def tools(film: "Project", view: Overview) -> None:
    """Draw the tools."""
    if view.storyboard is None:
        return
    undo_tools(film, st.session_state.get(LAST, STORYBOARD))
    _length(film, view)
    _again(film, view)
    _animatic(view)


def _length(film: "Project", view: Overview) -> None:
    """The film's length, changed openly."""
    rate, frames = view.settings.rate, view.storyboard.frames if view.storyboard else 0
    stored = round(frames / rate, 2)

    def act(film: "Project", value: float) -> None:
        film.revise(lambda board: lengthened(board, round(value * rate)))
        film.change(duration=round(value * rate) / rate)

    with st.popover("Length", icon=":material/timer:", type="tertiary", key="length"):
        field(
            film,
            "field-film-seconds",
            stored,
            act,
            st.number_input,
            "Seconds of the whole film",
            min_value=min(float(MIN_SECONDS), stored),
            max_value=600.0,
            step=1.0,
            format="%g",
            help="Every scene changes in proportion.",
        )
        st.toggle("A longer scene makes the film longer", key=GROW, persist_state="session")
        show(
            tag(
                "p",
                f"If not, the scenes beside it give the time and the film stays {words.clock(stored)}.",
                class_="quiet",
            )
        )


def _again(film: "Project", view: Overview) -> None:
    """Have scenes written again, with a note or without."""
    slot = view.slots.get(STORYBOARD)
    if slot is None or slot.recipe is None:
        return
    with st.popover("Regenerate…", icon=":material/auto_awesome:", type="tertiary", key="regenerate"):
        which = str(
            st.segmented_control(_WHAT, CHOICES, default=THIS, required=True, key="again-which", width="stretch")
        )
        free = {row.scene.id: row.index for row in view.scenes if not row.locked}
        asked = targets(which, chosen.scene(view), _some(free) if which == CHOSEN else [])
        locked = which == THIS and chosen.scene(view) not in free
        if which == WHOLE or locked:
            show(tag("p", _LOCKED if locked else _WHOLE, class_="quiet"))
        if which != WHOLE:
            st.text_area("Note (optional)", key="again-note", placeholder="What should be different")
        paid(
            "Regenerate",
            slot.price,
            key="again-go",
            icon="auto_awesome",
            disabled=locked or (which != WHOLE and not asked),
            on_go=lambda: _go(film, view, asked),
        )


_WHAT = "What to write again"
_WHOLE = "All scenes are planned anew; locked ones stay. Undo brings back what is there now."
_LOCKED = "This scene is locked. Unlock it to have it written again."


def _some(free: dict[str, int]) -> list[str]:
    return st.multiselect(
        "Scenes", list(free), format_func=lambda name: f"Scene {free.get(name, '')}", key="again-scenes"
    )


def _go(film: "Project", view: Overview, asked: list[str]) -> None:
    acts.ask(film, view, str(st.session_state.get("again-note", "")), asked)
    st.session_state["again-note"] = ""


def _animatic(view: Overview) -> None:
    """Watch the film as stills with sound, once there are any."""
    slot = view.slots.get(ANIMATIC)
    there = bool(slot and slot.take)
    if st.button(
        "Animatic",
        key="board-animatic",
        icon=":material/play_arrow:",
        type="tertiary",
        disabled=not there,
        help=None if there else "It is made of the keyframes: approve the storyboard to have them painted",
    ):
        st.session_state[WATCH] = True
        st.rerun()


def watch(view: Overview) -> None:
    """Show the animatic, if it was asked for just now. Outside all fragments."""
    if st.session_state.pop(WATCH, False):
        _show(view)


@st.dialog("Animatic", width="large")
def _show(view: Overview) -> None:
    slot = view.slots.get(ANIMATIC)
    if slot is None or slot.take is None:
        return
    seconds = int(slot.take.meta.get("milliseconds", 0)) / 1000
    browser.player(
        slot.take.digest,
        slot.take.mime,
        label="The animatic",
        ratio=view.settings.aspect.value,
        time=words.clock(seconds),
        key="animatic-player",
    )
