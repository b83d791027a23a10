"""Another picture or clip in a slot's place: an own file, or what another scene shows. Refusals are said beside it."""

import logging
import time

import streamlit as st

from vidpipe.errors import VidpipeError
from vidpipe.ui import session
from vidpipe.ui.markup import show, tag
from vidpipe.ui.shots.looked import Looked
from vidpipe.ui.shots.wall import choice
from vidpipe.ui.view.wall import wall

LOG = logging.getLogger(__name__)
READING = 12.0
"""Seconds for which it is told what a file came to."""

FILES = {
    "keyframes": ("An own picture", ["png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff"]),
    "clips": ("An own clip", ["mp4", "mov", "m4v", "webm", "mkv", "avi"]),
}


def replace(now: Looked) -> None:
    """The button that opens the choice."""
    at = st.session_state.get("replaced", 0)
    opened = st.popover("Replace", key=f"replace-{at}", icon=":material/upload:", type="tertiary", on_change="rerun")
    if not opened.open:
        return
    with opened, st.container(gap=12, key="replacing"):
        _upload(now)
        _told(now, refused=True)
        if now.step == "keyframes":
            _copies(now)


def _upload(now: Looked) -> None:
    label, endings = FILES[now.step]
    key = f"file-{session.turn()}"

    def brought() -> None:
        file = st.session_state.get(key)
        if file is not None:
            _bring(now, file.getvalue(), str(file.name))

    st.file_uploader(label, type=endings, key=key, on_change=brought)


def _bring(now: Looked, data: bytes, name: str) -> None:
    """Put a file into the film, and keep in words what came of it."""
    try:
        now.film.bring(now.slot.slot, data, name=name)
    except VidpipeError as error:
        _tell(now, f"{error.message}. {error.remedy}".strip(), refused=True)
    except Exception:
        LOG.exception("a file could not be brought")
        _tell(now, "That file could not be used. The log of the studio says why.", refused=True)
    else:
        _done(now, f"{name} is in the film.")


def _copies(now: Looked) -> None:
    tiles = [tile for row in wall(now.view, now.step) for tile in row.tiles if tile.slot != now.slot.slot]
    if not any(tile.digest for tile in tiles):
        return
    show(tag("b", "Or one of this film", class_="label"))

    def copied(source: str) -> None:
        label = next((tile.label for tile in tiles if tile.slot == source), "The picture")
        try:
            now.film.copy(now.slot.slot, source)
        except VidpipeError as error:
            _tell(now, f"{error.message}. {error.remedy}".strip(), refused=True)
        else:
            _done(now, f"The picture of {label[:1].lower()}{label[1:]} is here too.")

    choice(tiles, ratio=now.ratio, key=now.key("copy"), pick=copied)


def _done(now: Looked, words: str) -> None:
    st.session_state["replaced"] = st.session_state.get("replaced", 0) + 1
    _tell(now, words, refused=False)


def _tell(now: Looked, words: str, *, refused: bool) -> None:
    st.session_state["brought"] = (now.slot.slot, time.monotonic(), words, refused)
    st.session_state["turn"] = session.token()
    session.forget(now.film.id)


def outcome(now: Looked) -> None:
    """What the last file came to, beside the picture it became."""
    _told(now, refused=False)


def _told(now: Looked, *, refused: bool) -> None:
    slot, at, words, was_refused = st.session_state.get("brought", ("", 0.0, "", False))
    if slot != now.slot.slot or was_refused is not refused or time.monotonic() - at > READING:
        return
    state, role = ("failed", "alert") if refused else ("approved", "status")
    show(tag("div", tag("b", words), class_=f"ask {state}", role=role))
