"""The chosen line: who speaks it and how, whether it fits its scene and what helps, its takes."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.film.edit import LOUDEST_DB
from vidpipe.film.revising import changed
from vidpipe.film.slot import STORYBOARD
from vidpipe.film.slot import lines as lines_of
from vidpipe.take import State
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
from vidpipe.ui.view.lines import (
    MARKS,
    WAYS,
    LineRow,
    chip_says,
    fit_says,
    length_says,
    lines,
    stands,
    way_says,
)
from vidpipe.ui.view.sound import (
    AS_FILM,
    CLIP_SOUND,
    QUIETEST,
    clip_choice,
    clip_says,
    film_level,
    level,
    put_scene,
    says,
    scene_choice,
    sounding_scenes,
)

if TYPE_CHECKING:
    from vidpipe.project.sounding import Fitting
    from vidpipe.studio import Project


def inspector(film: "Project", view: Overview, row: LineRow) -> None:
    """What can be done with one line, in a place that stays in sight."""
    with st.container(gap=12, key="line"):
        walk(view, row)
        if not row.text:
            said = "Nothing is said over this scene. Write a line into its row to have it spoken."
            show(tag("p", said, class_="quiet"))
            _clip_sound(film, view, row)
            return
        _length(film, view, row)
        if row.view is None:
            _clip_sound(film, view, row)
            return
        _voice(film, view, row)
        _clip_sound(film, view, row)
        with st.container(horizontal=True, gap=8, key="line-acts"):
            if row.state in (State.RUNNING, State.QUEUED):
                show(tag("p", "It is being spoken.", class_="quiet"))
            decide(film, row.view)
            bring(film, row.view.slot, label="Own recording")
            if row.view.recipe and row.view.recipe.model:
                lab_link(film.id, row.view.slot)


def walk(view: Overview, row: LineRow) -> None:
    """Which line it is, and the ones beside it."""
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
    """The line on its scene's time, and what helps where it is too long."""
    fit(view, row)
    if row.over:
        remedies(film, view, row)


def fit(view: Overview, row: LineRow) -> None:
    """The line on its scene's time."""
    rate = view.settings.rate
    wrong = fit_says(row, rate)
    longest = max(row.frames, row.lead + (row.spoken or 0))
    bars = [tag("i", class_="scene", style=f"width:{100 * row.frames / longest:.1f}%")]
    if row.spoken:
        kind = f"spoken {'over' if row.over else row.fit}"
        left, wide = 100 * row.lead / longest, 100 * row.spoken / longest
        bars.append(tag("i", class_=kind, style=f"margin-left:{left:.1f}%;width:{wide:.1f}%"))
    mark = tag("i", MARKS[row.fit], aria_hidden="true") if row.fit else None
    how = tag("span", mark, stands(row, rate), class_=f"stands {row.fit}") if row.fit else None
    said = tag("p", tag("b", length_says(row, rate), class_="num"), how, tag("span", wrong))
    show(tag("div", tag("div", *bars, class_="bars", aria_hidden="true"), said, class_="fit"))


def remedies(film: "Project", view: Overview, row: LineRow, *, language: str = "") -> None:
    """A longer scene, a faster voice, fewer words: each with what it costs, or why it cannot be."""
    ways = session.known(film, view, f"fittings/{language}/{row.id}", lambda: film.fittings(row.id, language))

    def write() -> None:
        st.session_state["focus-line"] = session.token()

    with st.container(horizontal=True, gap=8, key="remedies"):
        for way in ways:
            if not way.why_not:
                _remedy(film, view, row, way, language)
        st.button("Edit the words", key="remedy-words", icon=":material/edit:", type="tertiary", on_click=write)
    told = [f"{WAYS[way.how]}: {way.why_not}." for way in ways if way.why_not]
    if told:
        show(tag("p", " ".join(told), class_="quiet"))


def _remedy(film: "Project", view: Overview, row: LineRow, way: "Fitting", language: str) -> None:
    stale = f" {words.count(len(way.stale), 'part')} to be made again." if way.stale else ""
    paid(
        way_says(way.how, way.value, view.settings.rate, rewrites=way.rewrites),
        way.price,
        key=f"remedy-{way.how}",
        help=f"{way.says}.{stale}",
        on_go=lambda: _fit(film, row.id, way.how, language),
    )


def _fit(film: "Project", scene: str, how: str, language: str) -> None:
    st.session_state["changed-last"] = (film.id, lines_of(language) if language and how != "longer" else STORYBOARD)
    name = f"fit/{language}/{scene}/{how}/{session.turn()}"
    session.intent(film, lambda film: film.fit(scene, how, language), name=name)


def _placing(film: "Project", view: Overview, row: LineRow) -> None:
    """Where the line begins, if a person wants it elsewhere."""
    rate = view.settings.rate

    def put(seconds: float | None) -> None:
        at = None if seconds is None else min(row.frames - 1, round(seconds * rate))
        recut(film, lambda edit: edit.with_scene(row.id, voice_at=at), name=f"place/{row.id}")

    st.number_input(
        "Begins after, s",
        min_value=0.0,
        max_value=max(0.1, (row.frames - 1) / rate),
        step=0.1,
        format="%.1f",
        placeholder=f"{row.lead / rate:.1f}",
        help="Seconds of the scene before its line. Empty: it is placed by itself.",
        width=150,
        **truth(f"begins-{row.id}", None if row.at is None else round(row.at / rate, 1), put),
    )


def _clip_sound(film: "Project", view: Overview, row: LineRow) -> None:
    """What becomes of the sound that this scene's clip brings."""
    if not row.sounds:
        return
    level = film_level(view.edit, sounding_scenes(view))
    names = {
        AS_FILM: f"As the film: {CLIP_SOUND.get(clip_choice(level) or '', clip_says(level)).lower()}",
        **CLIP_SOUND,
    }
    now = scene_choice(row.clip_db)
    st.segmented_control(
        "Its clip's own sound",
        list(names),
        format_func=names.__getitem__,
        **truth(f"clip-{row.id}", now, lambda choice: _put_clip(film, row.id, choice)),
    )


def _put_clip(film: "Project", scene: str, choice: str | None) -> None:
    recut(film, put_scene(scene, choice or AS_FILM), name=f"clip/{scene}")


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
        _placing(film, view, row)


def _put_level(film: "Project", scene: str, value: int) -> None:
    recut(film, lambda edit: edit.with_scene(scene, voice_db=level(value)), name=f"level/{scene}")
