"""The cut: watch the film, set its joints, see what was measured, save its files."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.engine.placed import told_in
from vidpipe.film.slot import EDIT, language_of
from vidpipe.take import Take
from vidpipe.ui.browser import player
from vidpipe.ui.cutting.acts import CHANGED, MOVES, decide
from vidpipe.ui.cutting.aside import aside
from vidpipe.ui.cutting.captions import drawn_over
from vidpipe.ui.cutting.delivery import deliveries
from vidpipe.ui.cutting.joint import chosen_joint, controls
from vidpipe.ui.cutting.lanes import draw_lanes
from vidpipe.ui.cutting.tongues import languages
from vidpipe.ui.cutting.versions import versions, watching
from vidpipe.ui.markup import show, tag
from vidpipe.ui.parts import bar, chip, corner, note, shot
from vidpipe.ui.undo import undo_tools
from vidpipe.ui.view.captions import burned_in
from vidpipe.ui.view.cut import Watched, watched
from vidpipe.ui.view.lanes import Chosen
from vidpipe.ui.view.steps import poster

if TYPE_CHECKING:
    from vidpipe.studio import Project

BUS = "cut"
_spoken: dict[str, dict[str, str]] = {}


def cut(film: "Project", view: Overview) -> None:
    """The player with what is known of it beside it, the lanes under both, and the chosen joint under these."""
    now = watched(view, watching(view))
    spoken = _captions(film, now)
    with st.container(key="watch"):
        left, right = st.columns([8, 4], gap=32)
    with left:
        if now.take is None:
            _awaited(view, now)
        else:
            _player(view, now, now.playing or now.take, _captions_of_preview(film, now) if now.preview else spoken)
    with right:
        aside(film, view, now, spoken)
    if view.storyboard:
        with st.container(gap=12, key="timeline"):
            _timeline(film, view, now)
        versions(film, view, now)
        languages(film, view, now.cut.slot if now.cut else "")
    drawn_over(film, view)
    deliveries(film, view, now)


def tools(film: "Project", view: Overview) -> None:
    """Undo and redo of the edit."""
    if view.storyboard:
        undo_tools(film, EDIT)


def _awaited(view: Overview, now: Watched) -> None:
    """The player's place while there is nothing to watch."""
    over = [corner("tl", chip(now.state, now.chip)), note(now.why)]
    if now.cut and now.cut.progress:
        over.append(bar(now.cut.progress))
    with st.container(key="awaited"):
        show(shot("", alt="", ratio=now.ratio, classes=now.state.value, over=over))


def _player(view: Overview, now: Watched, take: Take, spoken: dict[str, str]) -> None:
    player(
        take.digest,
        take.mime,
        label=f"{view.title}, {'preview' if now.preview else now.name.lower()}",
        ratio=now.ratio,
        time=now.time,
        key="player",
        captions="" if burned_in(take) else spoken.get("vtt", ""),
        language=(language_of(now.cut.slot) if now.cut else "") or view.language,
        picture=poster(view) if now.own else "",
        note=now.note,
        bus=BUS,
        film=f"{view.title}, {now.name.lower()}",
    )


def _timeline(film: "Project", view: Overview, now: Watched) -> None:
    row = chosen_joint(view)
    told = told_in(view, language_of(now.cut.slot) if now.cut else "")
    draw_lanes(told, bus=BUS, chosen=Chosen(joint=row.id if row else ""), handles=True, key="lanes")
    _changed(film, now)
    if row:
        controls(film, view, row)


def _changed(film: "Project", now: Watched) -> None:
    """What is changed since the film was assembled, where it was changed, with the way to see it."""
    cut = now.cut
    if cut is None or cut.take is None or cut.state not in (*CHANGED, *MOVES):
        return
    with st.container(horizontal=True, gap=12, vertical_alignment="center", key="cut-changed"):
        show(tag("div", tag("b", now.head), tag("p", now.why), class_=f"ask {cut.state.value}"), fit=True)
        if cut.state not in MOVES:
            decide(film, cut, again="", redo="Assemble again", keyed=False)


def _captions(film: "Project", now: Watched) -> dict[str, str]:
    """The digests of the cut's captions by kind; written once for each cut."""
    if now.cut is None or now.cut.take is None or not now.lines:
        return {}
    name = now.cut.take.digest
    if name not in _spoken:
        _spoken[name] = film.subtitles(now.cut.slot)
    return _spoken[name]


def _captions_of_preview(film: "Project", now: Watched) -> dict[str, str]:
    """The same of the preview: a change may have moved its lines."""
    if now.preview is None or not now.lines:
        return {}
    name = now.preview.digest
    if name not in _spoken:
        _spoken[name] = film.preview_subtitles()
    return _spoken[name]
