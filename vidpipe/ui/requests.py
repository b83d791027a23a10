"""Asking for changes in words: which scenes, what should change, and the price on the button."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.ui import aim, session, words
from vidpipe.ui.chosen import parse_scene
from vidpipe.ui.markup import show, tag
from vidpipe.ui.paying import paid
from vidpipe.ui.view.gate import Gate, asked_price, asked_slots
from vidpipe.ui.view.steps import find

if TYPE_CHECKING:
    from vidpipe.studio import Project

ENDS = {"": "Start and end", "start": "Start", "end": "End"}


def open_request(film: str, model: Gate) -> None:
    """From now on the dialog is open for this film and step."""
    st.session_state["requesting"] = (film, model.step)


def requesting(film: "Project", view: Overview, model: Gate) -> None:
    """Draw the dialog if it is open."""
    if st.session_state.get("requesting") == (film.id, model.step):
        _dialog(film, view, model.step)


def _drop() -> None:
    st.session_state.pop("requesting", None)


@st.dialog("Request changes", width="medium", on_dismiss=_drop)
def _dialog(film: "Project", view: Overview, step: str) -> None:
    if "requesting" not in st.session_state:
        st.rerun()
    options = _options(view, step)
    chosen = st.multiselect(
        "Scenes", list(options), default=preselected(view, step), format_func=options.__getitem__, key=f"ask-in-{step}"
    )
    end = _end(step)
    note = st.text_area(
        "What should change?",
        placeholder="Closer to the cat, warmer light",
        max_chars=2000,
        key=f"ask-note-{step}",
        help="It becomes part of what these scenes are made from. Without words you get another version of them.",
    )
    targets = asked_slots(view, step, chosen, end=end)
    show(tag("p", "Only these are made again. Nothing of the takes you have is lost.", class_="quiet"))
    paid(
        _label(step, len(targets)),
        asked_price(view, step, targets),
        key="ask-go",
        primary=True,
        disabled=not targets,
        on_go=lambda: _send(film, note, targets, view.events),
    )


def _options(view: Overview, step: str) -> dict[str, str]:
    """Scenes that are not locked, by id; the music beside them where sound is spoken of."""
    rows = {
        row.scene.id: f"{row.index} {row.scene.title or words.plain(row.scene.beat)}".strip()
        for row in view.scenes
        if not row.locked
    }
    return rows | ({"music": "Music"} if step == "sound" and find(view, "music") else {})


def preselected(view: Overview, step: str) -> list[str]:
    """The scene or slot that is looked at; else the scenes that wait for approval; else all."""
    options = _options(view, step)
    slot = aim.read("slot")
    looked_at = aim.read("scene") or parse_scene(slot) or slot
    if looked_at in options:
        return [looked_at]
    waiting = [row.scene.id for row in view.scenes if not row.approved and row.scene.id in options]
    return waiting if step == "storyboard" and waiting else list(options)


def _end(step: str) -> str:
    if step != "keyframes":
        return ""
    slot = aim.read("slot")
    default = slot.rpartition("keyframe/")[2] if "keyframe/" in slot else ""
    return str(
        st.segmented_control(
            "Of each", list(ENDS), default=default, format_func=ENDS.__getitem__, required=True, key="ask-end"
        )
        or ""
    )


def _label(step: str, number: int) -> str:
    if step == "storyboard":
        return f"Rewrite {words.count(number, 'scene')}"
    unit = "take" if step == "sound" else words.UNITS[step]
    return f"Make {words.count(number, unit)} again"


def _send(film: "Project", note: str, targets: tuple[str, ...], events: int) -> None:
    session.intent(film, lambda film: film.request_changes(note.strip(), targets), name=f"request/{events}")
    _drop()
