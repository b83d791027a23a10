"""The films of this workspace as cards, read again only where something happened.

Whoever changes a film, here, in another tab, on the command line or a worker, writes an event; while anything is being
made its progress moves without one. So one number and one count tell whether to look again.
"""

import threading
from dataclasses import dataclass
from datetime import datetime

from vidpipe.engine.overview import Overview
from vidpipe.errors import VidpipeError
from vidpipe.ui import session
from vidpipe.ui.leading import home
from vidpipe.ui.view.card import Card, card


@dataclass(frozen=True)
class Shelved:
    """A film's card, the page it opens on, and the words it is found by."""

    card: Card
    home: str
    progress: int
    created: datetime

    @property
    def said(self) -> str:
        return f"{self.card.title} {self.card.line} {self.card.wait}".lower()


Version = tuple[int, int]
"""The newest event of all films, and how many things are being made."""

_kept: dict[str, tuple[Version, tuple[Shelved, ...]]] = {}
_lock = threading.Lock()


def version() -> Version:
    """Changes when anything happened to any film."""
    newest, busy = session.studio().latest()
    return newest, busy


def films() -> tuple[Shelved, ...]:
    """All films that are not in the trash, the newest first."""
    now, place = version(), session.workspace()
    with _lock:
        known = _kept.get(place)
        if known and known[0] == now:
            found = tuple(_again(film) for film in known[1])
        else:
            found = tuple(shelved(view) for view in session.studio().projects())
        _kept[place] = now, found
    return found


def _again(film: Shelved) -> Shelved:
    """A film that is being made is read again, one that rests is as it was."""
    if film.card.group != "running":
        return film
    try:
        return shelved(session.overview(session.studio().project(film.card.id)))
    except VidpipeError:
        return film


def shelved(view: Overview) -> Shelved:
    return Shelved(card(view), home(view), view.progress, view.created)


def home_of(project: str) -> str:
    """The page on which a film is looked at."""
    return home(session.studio().project(project).overview)


def forget() -> None:
    """Know nothing any more."""
    with _lock:
        _kept.clear()
