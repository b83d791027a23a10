"""The sound: music and narration, each a line to listen to, to approve and to make again."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.take import SlotView, State, Take
from vidpipe.ui import browser, words
from vidpipe.ui.address import EXTENSIONS
from vidpipe.ui.markup import show, tag
from vidpipe.ui.parts import chip, section
from vidpipe.ui.shots.acts import again, section_act
from vidpipe.ui.view.shot import under
from vidpipe.ui.view.steps import numbers, of_step

if TYPE_CHECKING:
    from vidpipe.studio import Project


def sound(film: "Project", view: Overview) -> None:
    """Draw the section, once there is something to hear or to wait for."""
    slots = of_step(view, "sound")
    if not slots:
        return
    with st.container(gap=8, key="sound"):
        show(section("Sound", anchor="sound", mark=chip(view.steps.get("sound", State.EMPTY))))
        for note in view.notes:
            show(tag("p", note, class_="quiet said"))
        with st.grid(min_column_width=400, gap=(12, 24), key="sounds") as grid:
            for slot in slots:
                with grid.cell():
                    _line(film, view, slot)


def _line(film: "Project", view: Overview, slot: SlotView) -> None:
    name, take = words.place(slot.slot, numbers(view)), slot.take
    said = tag("span", _says(view, slot), class_="quiet said")
    with st.container(gap=4, key=f"line-{slot.slot.replace('/', '-')}"):
        show(tag("div", tag("b", name), chip(slot.state), said, class_="title"))
        if take is None or not take.mime.startswith("audio/") or take.mime not in EXTENSIONS:
            return
        with st.container(horizontal=True, vertical_alignment="center", gap=8, wrap=False):
            browser.sound(take.digest, take.mime, label=name, time=_time(take), key=f"sound-{slot.slot}")
            if slot.recipe and slot.recipe.model and slot.state in (State.READY, State.APPROVED):
                label = f"Another take · {words.price(slot.price)}"
                section_act(film, view, label, "reroll", slot.slot, lambda film: again(film, slot.slot), icon="casino")


def _time(take: Take) -> str:
    """The length of a sound, '' where nobody measured it."""
    milliseconds = int(take.meta.get("milliseconds", 0))
    return words.clock(milliseconds / 1000) if milliseconds else ""


def _says(view: Overview, slot: SlotView) -> str:
    """The words that are spoken, or where the line stands."""
    scene = next((scene.scene for scene in view.scenes if f"/{scene.scene.id}/" in slot.slot), None)
    if scene and scene.narration:
        return f"“{scene.narration}”"
    return under(slot, numbers(view))
