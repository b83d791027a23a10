"""The history of films as a plain table, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from vidpipe.engine.overview import Overview
from vidpipe.ports import Event
from vidpipe.ui import session, words
from vidpipe.ui.markup import Markup, tag
from vidpipe.ui.parts import table as drawn
from vidpipe.ui.view.steps import numbers

SHOWN = 200
HIDDEN = ("intent", "leased", "submitting", "submitted")
"""Steps within one making; what came of it is told by its end."""

TOLD = {
    "created": "Film created",
    "imported": "Brought by hand",
    "done": "Made",
    "failed": "Failed",
    "unknown": "Nobody knows whether it was accepted",
    "cancelled": "Stopped before it began",
    "released": "Stopped before it began",
    "settled": "Settled",
    "settings": "Settings changed",
    "changed": "Settings changed",
    "renamed": "Renamed",
    "trashed": "Moved to the trash",
    "waiting": "Waits for another film to be done",
}
DECIDED = {
    "pick": "Picked",
    "approve": "Approved",
    "reopen": "Approval taken back",
    "reject": "Rejected",
    "lock": "Locked",
    "unlock": "Unlocked",
    "keep": "Kept as it is",
    "reroll": "Asked for another take",
    "retry": "Asked to try again",
    "note": "Noted",
}


@dataclass(frozen=True)
class Line:
    """One thing that happened, in words."""

    at: datetime | None
    film: str
    what: str
    where: str
    seconds: float
    cost: int


def history(films: Sequence[Overview]) -> list[Line]:
    """The last things that happened to these films, the newest first; the same thing said twice is said once."""
    told = [(event.seq, film, event) for film in films for event in _last(film)]
    told.sort(key=lambda entry: entry[0], reverse=True)
    lines = [line(film, event) for _, film, event in told if speaks(event)]
    return [one for one, before in zip(lines, [None, *lines], strict=False) if not _same(one, before)][:SHOWN]


def speaks(event: Event) -> bool:
    """Whether a person wants to know: not the steps within a making, nor the engine's own picks."""
    return event.what not in HIDDEN and event.detail.get("actor") != "engine"


def _same(one: Line, before: Line | None) -> bool:
    return before is not None and (one.film, one.what, one.where) == (before.film, before.what, before.where)


def _last(film: Overview) -> list[Event]:
    events: list[Event] = session.studio().project(film.id).events(limit=100_000)
    return events[-4 * SHOWN :]


def line(film: Overview, event: Event) -> Line:
    return Line(
        at=event.at,
        film=film.title,
        what=said(event),
        where=words.place(event.slot, numbers(film)) if event.slot else "",
        seconds=event.seconds,
        cost=event.cost,
    )


def said(event: Event) -> str:
    """What happened, by whom, and what was said about it."""
    detail = event.detail
    what = TOLD.get(event.what, words.capital(event.what.replace("_", " ")))
    if event.what == "decided":
        what = DECIDED.get(str(detail.get("verb")), "Decided")
    if event.what == "wish":
        what = "Stopped" if detail.get("wish") == "stop" else "Started"
    what += ", from the cache" if detail.get("cached") else ""
    what += f" by {detail['actor']}" if detail.get("actor") else ""
    why = str(detail.get("message") or detail.get("reason") or "")
    return f"{what}: {why}" if why else what


def table(lines: Sequence[Line], *, one: bool) -> Markup:
    """When, which film, what, where, how long, how much."""
    columns = ["When", *([] if one else ["Film"]), "What", "Where", "How long", "Cost"]
    return drawn(columns, [_row(line, one=one) for line in lines], classes="figures")


def _row(line: Line, *, one: bool) -> list[str | Markup]:
    at = line.at.astimezone() if line.at else None
    ago = words.ago(line.at, datetime.now(UTC)) if line.at else ""
    return [
        tag("span", f"{at:%d %b %H:%M:%S}" if at else "", class_="when", title=ago),
        *([] if one else [line.film]),
        line.what,
        tag("span", line.where, class_="keep"),
        words.span(line.seconds) if line.seconds >= 0.5 else "",
        words.money(line.cost) if line.cost else "",
    ]
