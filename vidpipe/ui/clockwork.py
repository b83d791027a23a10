"""What makes a page move: sections drawn every second while a film is being made, and the pace of the making."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import streamlit as st

from vidpipe.engine.overview import Overview, Status
from vidpipe.ports import Event
from vidpipe.take import Verb
from vidpipe.ui import session
from vidpipe.ui.trouble import guarded
from vidpipe.ui.view.progress import Pace, Progress, progress

if TYPE_CHECKING:
    from vidpipe.studio import Project

BEAT = 1.0
"""Seconds between two drawings while something moves."""

LOOK = 8.0
"""Seconds between two looks whether somebody works; a worker needs two or three to come up."""

_watched: dict[str, float] = {}
_attended: set[str] = set()
_paces: dict[str, Pace] = {}
_wishes: dict[str, tuple[int, datetime]] = {}


def moving(view: Overview) -> bool:
    return not view.status.resting


def live(film: "Project", draw: Callable[..., None]) -> Callable[..., Any]:
    """A section that is drawn again by itself while the film is being made, and only with the page when it rests."""
    ticks = moving(session.overview(film))
    st.session_state["ticks"] = ticks
    return st.fragment(guarded(draw), run_every=BEAT) if ticks else guarded(draw)


def keep_time(view: Overview) -> None:
    """Draw the whole page anew when the film came to rest, or began to move, since it was drawn."""
    if moving(view):
        st.session_state.pop("done", None)
    if moving(view) != st.session_state.get("ticks", False):
        if view.status is Status.COMPLETE:
            st.session_state["done"] = view.id
        st.rerun()
    if moving(view):
        watch_worker()


def attend(film: "Project", view: Overview) -> None:
    """Have a change of a film's cut shown at once: somebody makes its preview, and is prepared for the next."""
    if not session.served.is_set():
        return
    if view.previewing:
        watch_worker()
    elif view.id not in _attended and session.studio().worker() is not None:
        _attended.add(view.id)
        film.wake()


def watch_worker() -> None:
    """Start the worker again where a film should move and nobody works any more: it was killed, or never came up."""
    now = time.monotonic()
    place = session.studio()
    if now - _watched.get(str(place.data), -LOOK) < LOOK:
        return
    _watched[str(place.data)] = now
    place.start_worker()


def pace(film: "Project", view: Overview) -> Progress:
    """The progress of a film that is being made, with the pace this server saw."""
    now = time.monotonic()
    seen = _paces.get(view.id)
    if seen is None or view.progress < seen.percent:
        seen = _paces[view.id] = Pace(now, view.progress)
    elapsed = (datetime.now(UTC) - _began(film, view)).total_seconds()
    return progress(view, elapsed=max(0.0, elapsed), left=seen.left(view.progress, now))


def _began(film: "Project", view: Overview) -> datetime:
    """When the work that goes on was asked for: the newest wish, consent or re-roll, by the events."""
    seq, at = _wishes.get(view.id, (0, view.created))
    for event in film.events(after=seq):
        seq = event.seq
        if _asks(event) and event.at:
            at = event.at
    _wishes[view.id] = (seq, at)
    return at


def _asks(event: Event) -> bool:
    """Whether a person asked for work here."""
    if event.what == "decided":
        return event.detail.get("verb") in (Verb.GO, Verb.REROLL, Verb.RETRY)
    return event.what == "wish" and event.detail.get("wish") == "run"


def forget() -> None:
    """Know nothing of any film's pace any more."""
    _attended.clear()
    _paces.clear()
    _wishes.clear()


def rest(view: Overview) -> None:
    """The film rests: the next start is timed from its own beginning."""
    _paces.pop(view.id, None)
