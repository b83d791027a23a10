"""The chosen line: who speaks it and how, whether it fits its scene and what helps, its takes."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.errors import VidpipeError
from vidpipe.film.edit import LOUDEST_DB
from vidpipe.film.revising import changed, timed
from vidpipe.film.storyboard import Storyboard
from vidpipe.take import Preview, State
from vidpipe.ui import chosen as looked_at
from vidpipe.ui import session, words
from vidpipe.ui.cutting.acts import decide
from vidpipe.ui.cutting.bringing import bring
from vidpipe.ui.cutting.edits import recut, revise, truth
from vidpipe.ui.cutting.lines import PACES, nearest, title, voiced, voices
from vidpipe.ui.keys import hot
from vidpipe.ui.leading import lab_link
from vidpipe.ui.markup import show, tag
from vidpipe.ui.parts import chip, section
from vidpipe.ui.paying import paid
from vidpipe.ui.view.lines import LineRow, chip_says, faster, fit_says, length_says, lines, longer
from vidpipe.ui.view.sound import QUIETEST, level, says

if TYPE_CHECKING:
    from vidpipe.studio import Project

_previews: dict[tuple[str, int, str], Preview | None] = {}


def inspector(film: "Project", view: Overview, row: LineRow) -> None:
    """What can be done with one line, in a place that stays in sight."""
    with st.container(gap=12, key="line"):
        _head(view, row)
        if not row.text:
            show(
                tag(
                    "p", "Nothing is said over this scene. Write a line into its row to have it spoken.", class_="quiet"
                )
            )
            return
        _length(film, view, row)
        if row.view is None:
            return
        _voice(film, view, row)
        with st.container(horizontal=True, gap=8, key="line-acts"):
            if row.state in (State.RUNNING, State.QUEUED):
                show(tag("p", "It is being spoken.", class_="quiet"))
            decide(film, row.view)
            bring(film, row.view.slot, label="Own recording")
            if row.view.recipe and row.view.recipe.model:
                lab_link(film.id, row.view.slot)


def _head(view: Overview, row: LineRow) -> None:
    ids = [one.id for one in lines(view)]
    here = ids.index(row.id)
    with st.container(horizontal=True, gap=4, vertical_alignment="center", wrap=False, key="line-walk"):
        says = chip_says(row, voiced=voiced(view))
        show(section(f"Line of scene {row.number}", mark=chip(row.state, says)))
        _step("P", "Scene before", "chevron_left", ids[here - 1] if here else "")
        _step("N", "Next scene", "chevron_right", ids[here + 1] if here + 1 < len(ids) else "")


def _step(letter: str, label: str, icon: str, to: str) -> None:
    st.button(
        label,
        key=hot(letter, "line"),
        icon=f":material/{icon}:",
        type="tertiary",
        disabled=not to,
        on_click=looked_at.choose,
        kwargs={"scene": to},
    )


def _length(film: "Project", view: Overview, row: LineRow) -> None:
    """The line's length against its scene's, and what helps where it is too long."""
    rate = view.settings.rate
    wrong = fit_says(row, rate)
    longest = max(row.frames, row.spoken or 0)
    bars = [tag("i", class_="scene", style=f"width:{100 * row.frames / longest:.1f}%")]
    if row.spoken:
        name = "spoken over" if row.over else "spoken"
        bars.append(tag("i", class_=name, style=f"width:{100 * row.spoken / longest:.1f}%"))
    said = tag(
        "p", tag("b", length_says(row, rate), class_="num"), tag("span", wrong), class_="wrong" if row.over else None
    )
    show(tag("div", tag("div", *bars, class_="bars", aria_hidden="true"), said, class_="fit"))
    if row.over:
        _remedies(film, view, row)


def _remedies(film: "Project", view: Overview, row: LineRow) -> None:
    """Shorter words, a faster voice, or a longer scene: each with what it costs."""
    rate, pace, frames = view.settings.rate, faster(row), longer(row)

    def write() -> None:
        st.session_state["focus-line"] = session.token()

    with st.container(horizontal=True, gap=8, key="remedies"):
        st.button("Shorten the words", key="remedy-words", icon=":material/edit:", on_click=write)
        if pace is not None:
            _remedy(film, view, f"Speak at {pace} %", "pace", lambda board: changed(board, row.id, speed=pace))
        needs = (frames - row.frames) / rate
        _remedy(film, view, f"Give the scene {needs:.1f} s more", "time", lambda board: timed(board, row.id, frames))


def _remedy(film: "Project", view: Overview, label: str, name: str, change: Callable[[Storyboard], Storyboard]) -> None:
    found = cost_of(film, view, f"{name}/{label}", change)
    if found is None:
        return
    paid(
        label,
        found.micros,
        key=f"remedy-{name}",
        help=f"{words.count(len(found.stale), 'piece')} to be made again" if found.stale else None,
        on_go=lambda: revise(film, change, name=f"remedy/{name}"),
    )


def cost_of(film: "Project", view: Overview, name: str, change: Callable[[Storyboard], Storyboard]) -> Preview | None:
    """What a change of the storyboard would make again and cost, None where it cannot be. Asked once for each state."""
    key = (film.id, view.events, name)
    if key not in _previews:
        if len(_previews) > 256:
            _previews.clear()
        try:
            _previews[key] = film.preview(change)
        except VidpipeError:
            _previews[key] = None
    return _previews[key]


def _voice(film: "Project", view: Overview, row: LineRow) -> None:
    """Voice, pace and level of this line alone."""
    there = voices(view)
    names = {"": "As the film", **{voice.id: title(voice) for voice in there}}

    def put(**fields: object) -> None:
        revise(film, lambda board: changed(board, row.id, **fields), name=f"line/{row.id}")

    with st.container(horizontal=True, gap=16, key="line-voice"):
        if there:
            st.selectbox(
                "Voice",
                list(names),
                format_func=lambda name: names[name],
                **truth(f"voice-{row.id}", row.voice if row.voice in names else "", lambda chosen: put(voice=chosen)),
            )
            st.select_slider(
                "Pace",
                PACES,
                format_func=lambda percent: f"{percent} %",
                **truth(f"pace-{row.id}", nearest(row.speed), lambda chosen: put(speed=chosen)),
            )
        st.select_slider(
            "Level",
            range(QUIETEST, LOUDEST_DB + 1),
            format_func=says,
            **truth(f"level-{row.id}", max(QUIETEST, row.level), lambda chosen: _put_level(film, row.id, chosen)),
        )


def _put_level(film: "Project", scene: str, value: int) -> None:
    recut(film, lambda edit: edit.with_scene(scene, voice_db=level(value)), name=f"level/{scene}")
