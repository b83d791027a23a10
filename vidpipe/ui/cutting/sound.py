"""The sound: hear the film on its lanes, the lines of narration, the music, and how loud each is."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.engine.placed import told_in
from vidpipe.take import State
from vidpipe.ui import browser, chosen, words
from vidpipe.ui.address import EXTENSIONS
from vidpipe.ui.cutting.acts import paid_act
from vidpipe.ui.cutting.edits import changed_last
from vidpipe.ui.cutting.lanes import draw_lanes
from vidpipe.ui.cutting.line import inspector
from vidpipe.ui.cutting.lines import narration
from vidpipe.ui.cutting.music import levels, music_panel
from vidpipe.ui.cutting.stems import draw_stems
from vidpipe.ui.cutting.tongues import listened_to, told_line
from vidpipe.ui.markup import show, tag
from vidpipe.ui.parts import chip, section
from vidpipe.ui.undo import undo_tools
from vidpipe.ui.view.lanes import Chosen
from vidpipe.ui.view.lines import LineRow, lines
from vidpipe.ui.view.sound import Heard, heard, sounding

if TYPE_CHECKING:
    from vidpipe.studio import Project

BUS = "sound"
SETTLED = (State.READY, State.APPROVED)
"""A mix is made on the way and nobody approves it: only that it is not as it should be is said."""


def sound(film: "Project", view: Overview) -> None:
    """Hear the whole above, weigh it, then line by line."""
    if view.storyboard is None:
        show(
            tag(
                "p",
                "The lines are written with the storyboard: they stand here as soon as it is there.",
                class_="quiet",
            )
        )
        return
    row = looked_at(view)
    _whole(film, view, row)
    language = listened_to(view)
    told = told_in(view, language)
    left, right = st.columns([8, 4], gap=32)
    with left:
        music_panel(film, view)
        draw_stems(film, view)
    with right:
        levels(film, view)
    left, right = st.columns([8, 4], gap=32)
    with left:
        narration(film, view, looked_at(told), language=language)
    with right:
        line = looked_at(told)
        if line and language:
            told_line(film, told, line, board=view)
        elif line:
            inspector(film, view, line)


def tools(film: "Project", view: Overview) -> None:
    """Undo and redo of levels, or of the words, whichever was changed last."""
    if view.storyboard:
        undo_tools(film, changed_last(film))


def looked_at(view: Overview) -> LineRow | None:
    """The line of the scene that is looked at."""
    rows = lines(view)
    scene = chosen.scene(view)
    return next((row for row in rows if row.id == scene), rows[0] if rows else None)


def _whole(film: "Project", view: Overview, row: LineRow | None) -> None:
    found = heard(view)
    with st.container(gap=10, key="whole"):
        _listen(film, view, found)
        draw_lanes(view, bus=BUS, chosen=Chosen(scene=row.id if row else ""), handles=False, key="sound-lanes")


def _listen(film: "Project", view: Overview, found: Heard) -> None:
    mix = found.view
    mark = chip(mix.state, f"{mix.progress} %" if mix.progress else "") if mix and mix.state not in SETTLED else None
    if found.take is None or found.take.mime not in EXTENSIONS:
        show(section("Mix", mark=mark, small=found.says))
        return
    with st.container(horizontal=True, gap=12, vertical_alignment="center", key="mix"):
        show(section("Mix", mark=mark, small=found.says), fit=True)
        if mix and mix.take and mix.state in (State.STALE, State.FAILED):
            paid_act(film, "Mix again", "mix", mix, lambda film: film.redo(mix.slot))
    browser.sound(
        found.take.digest,
        found.take.mime,
        label=f"{view.title}, sound",
        time=words.clock(sounding(found.take, view.settings.rate)),
        key="sound-mix",
        bus=BUS,
    )
