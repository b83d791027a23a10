"""The music, and the levels of all that is heard."""

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.film.catalogue import Role
from vidpipe.film.edit import LOUDEST_DB
from vidpipe.take import SlotView, State
from vidpipe.ui import browser, session, words
from vidpipe.ui.cutting.acts import MOVES, decide
from vidpipe.ui.cutting.bringing import bring
from vidpipe.ui.cutting.edits import recut, settings, truth, with_fields
from vidpipe.ui.leading import lab_link
from vidpipe.ui.markup import show, tag
from vidpipe.ui.parts import chip, section
from vidpipe.ui.paying import paid
from vidpipe.ui.view.sound import (
    CLIP_LEVELS,
    CLIP_SOUND,
    LOUDNESSES,
    QUIETEST,
    Fader,
    Music,
    clip_choice,
    faders,
    film_level,
    measured,
    music,
    put_clips,
    says,
    sounding_scenes,
)

if TYPE_CHECKING:
    from vidpipe.studio import Project


def music_panel(film: "Project", view: Overview) -> None:
    """The music: hear it, another one, in other words, an own one, or none."""
    found = music(view)
    with st.container(gap=8, key="music"):
        slot = found.view
        says = f"{slot.progress} %" if slot and slot.state is State.RUNNING and slot.progress else ""
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap=8):
            show(section("Music", mark=chip(slot.state, says) if slot else None, small=found.length), fit=True)
            on = truth("music-on", view.settings.music, lambda chosen: settings(film, music=chosen))
            st.toggle("Music in the film", **on)
        if slot is None:
            show(tag("p", _without(view), class_="quiet"))
            return
        _hear(found)
        if slot.state in (State.STALE, State.FAILED, State.BLOCKED):
            why = slot.causes[0].reason if slot.causes else slot.message
            show(tag("div", tag("p", words.capital(why)), class_=f"ask {slot.state.value}"))
        with st.container(horizontal=True, gap=8, key="music-acts"):
            if slot.state not in MOVES:
                decide(film, slot, keyed=False)
                if slot.take and slot.recipe and slot.recipe.model and not slot.locked:
                    _in_words(film, slot, found)
            bring(film, slot.slot, label="Own music")
            if slot.recipe and slot.recipe.model:
                lab_link(film.id, slot.slot)


def _without(view: Overview) -> str:
    if not view.settings.music:
        return "The film has no music. Turn it on to have some made."
    if Role.MUSIC not in view.settings.models:
        return "No model here makes music."
    return "It is made once the storyboard is approved."


def _hear(found: Music) -> None:
    if found.take:
        browser.sound(
            found.take.digest,
            found.take.mime,
            label="Music",
            time=words.clock(found.seconds),
            key="sound-music",
            drawn=True,
        )
    said = f"Your own: {found.own}" if found.own else f"Asked for: {found.mood}" if found.mood else ""
    if said:
        show(tag("p", said, class_="quiet"))


def _in_words(film: "Project", slot: SlotView, found: Music) -> None:
    """Another music, by a note."""
    with st.popover("Change in words", icon=":material/edit_note:", type="tertiary", key="music-words"):
        note = st.text_input(
            "What should be different?", key="music-note", max_chars=600, placeholder="Slower, only piano, warmer end"
        )
        paid(
            "Make it so",
            slot.price,
            key="music-ask",
            disabled=not note.strip(),
            on_go=lambda: _ask(film, slot.slot, note),
        )


def _ask(film: "Project", slot: str, note: str) -> None:
    st.session_state["music-note"] = ""
    session.intent(film, lambda film: film.request_changes(note, [slot]), name=f"note/{slot}/{session.turn()}")


def levels(film: "Project", view: Overview) -> None:
    """How loud voice, music and the clips' own sound are against one another, and the film in all."""
    found = faders(view)
    with st.container(gap=8, key="levels"):
        show(section("Levels", small="in the cut and the mix"))
        _clips(film, view)
        for fader in found:
            put = partial(_put, film, fader)
            st.select_slider(
                fader.name,
                range(QUIETEST, LOUDEST_DB + 1),
                format_func=says,
                **truth(f"fader-{fader.key}", fader.value, put),
            )
        _loudness(film, view)


def _clips(film: "Project", view: Overview) -> None:
    """What becomes of the sound that clips bring, of all scenes that are not set one by one."""
    ids = sounding_scenes(view)
    if not ids:
        return
    st.segmented_control(
        "Clips' own sound",
        list(CLIP_SOUND),
        format_func=CLIP_SOUND.__getitem__,
        help="Of all scenes; each can have its own, beside its line.",
        **truth("clips-sound", clip_choice(film_level(view.edit, ids)), lambda chosen: _put_clips(film, ids, chosen)),
    )


def _put_clips(film: "Project", ids: list[str], chosen: str | None) -> None:
    value = CLIP_LEVELS[chosen or "off"]
    recut(film, lambda edit: put_clips(ids, value, edit), name="clips")


def _loudness(film: "Project", view: Overview) -> None:
    """How loud the finished film is to be, and what the cut that is shown was measured to be."""
    st.selectbox(
        "Loudness of the film",
        list(LOUDNESSES),
        format_func=LOUDNESSES.__getitem__,
        **truth("loudness", view.edit.loudness, lambda chosen: recut(film, with_fields(loudness=chosen), name="lufs")),
    )
    found = measured(view)
    if found:
        mark = tag("i", "✓ ", class_="good", aria_label="as asked for", role="img") if found.good else None
        show(tag("p", mark, tag("span", found.says, class_="num"), class_="measured"))


def _put(film: "Project", fader: Fader, value: int) -> None:
    recut(film, fader.put(value), name=fader.key)
