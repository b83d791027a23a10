"""What lasts longer than one run of a page: the studio of this server, the open film, what was already done once.

One studio serves all sessions of a server and the media route.
"""

import logging
import os
import re
import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.errors import VidpipeError

if TYPE_CHECKING:
    from vidpipe.studio import Project, Studio

LOG = logging.getLogger(__name__)
READING = 8.0
"""Seconds for which it is told that something did not work."""

COOKIE = "vidpipe_open"
"""Keeps in the browser which film was opened last."""

NAME = re.compile(r"[a-z0-9]{6,32}")

T = TypeVar("T")


class Named(Protocol):
    """A film, or a grid of the lab: what has an id."""

    id: str


F = TypeVar("F", bound=Named)
Act = Callable[["Project"], object]
"""What an intent does with a film."""

_lock = threading.Lock()
_turn = threading.Lock()
_studios: "dict[str, Studio]" = {}
_known: dict[tuple[str, str, str], tuple[object, object]] = {}
_done: OrderedDict[str, str] = OrderedDict()
served = threading.Event()
"""Set while this process serves the studio to browsers."""


def workspace() -> str:
    """The folder this server works in."""
    return str(Path(os.environ.get("VIDPIPE_DATA") or "data").absolute())


def studio() -> "Studio":
    """The one studio of this server and workspace. Raises Broken, NewerData."""
    from vidpipe.studio import Studio

    data = workspace()
    with _lock:
        if data not in _studios:
            _studios[data] = Studio(data)
        return _studios[data]


def close() -> None:
    """Let go of every studio this server has open."""
    with _lock:
        while _studios:
            _studios.popitem()[1].close()
        _known.clear()
        _done.clear()


def open_id() -> str:
    """The id of the film that is open: the address's, else this session's, else the one this browser had open last."""
    return str(st.query_params.get("project") or st.session_state.get("open") or _last_open())


def _last_open() -> str:
    """The film that was open last in this browser, if it is there."""
    name = str(st.context.cookies.get(COOKIE, ""))
    known = bool(NAME.fullmatch(name)) and any(film.id == name for film in studio().summaries())
    return name if known else ""


def overview_or_none() -> Overview | None:
    """What the open film looks like; None where none is open or it cannot be read."""
    try:
        film = open_film()
        return overview(film) if film else None
    except VidpipeError:
        return None


def open_film() -> "Project | None":
    """The open film; None when there is none or it is gone."""
    name = open_id()
    if not name:
        return None
    try:
        film = studio().project(name)
    except VidpipeError:
        return None
    st.session_state["open"] = film.id
    return film


def overview(film: "Project") -> Overview:
    """The film as it is now; the façade reads it anew only when something changed."""
    return film.overview


def known(film: Named, view: Overview, what: str, read: Callable[[], T]) -> T:
    """Something read of a film that changes only with its events, such as its estimate: read once for all sections."""
    key = (workspace(), film.id, what)
    now = (view.events, view.attempts, view.status, view.step)
    at, found = _known.get(key, (None, None))
    if at != now:
        if len(_known) > 256:
            _known.clear()
        found = read()
        _known[key] = (now, found)
    return cast(T, found)


def forget(project_id: str) -> None:
    """Something was done to this film: read it anew."""
    for key in [key for key in _known if key[1] == project_id]:
        _known.pop(key, None)


def token() -> str:
    """A new name for something that may happen once."""
    return uuid.uuid4().hex


def once(name: str, act: Callable[[], str]) -> str:
    """Do something once for a name, however often it is asked: a second click gets the first one's answer."""
    with _turn:
        if name in _done:
            return _done[name]
        answer = _done[name] = act()
        while len(_done) > 1000:
            _done.popitem(last=False)
        return answer


def turn() -> str:
    """A name for what is on the page now: it changes with every intent that was sent from it."""
    return str(st.session_state.setdefault("turn", token()))


def intent(film: F, act: Callable[[F], object], *, name: str) -> None:
    """Send an intent once, and keep for the next run what went wrong, in words with the remedy."""
    try:
        once(f"{film.id}/{name}", lambda: str(act(film) or ""))
        st.session_state.pop("said", None)
    except VidpipeError as error:
        say(error)
    except Exception:
        LOG.exception("an intent failed: %s", name)
        tell("That did not work.", "The log of the studio says why.")
    forget(film.id)
    st.session_state["turn"] = token()


def say(error: VidpipeError) -> None:
    """Tell an error."""
    tell(error.message, error.remedy)


def tell(message: str, remedy: str) -> None:
    """Keep words for the page; they stand there for some seconds, however often it is drawn."""
    st.session_state["said"] = (time.monotonic(), message, remedy)


def said() -> tuple[str, str] | None:
    """What went wrong just now."""
    at, message, remedy = st.session_state.get("said", (0.0, "", ""))
    if not message or time.monotonic() - at > READING:
        st.session_state.pop("said", None)
        return None
    return str(message), str(remedy)
