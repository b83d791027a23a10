"""The history of films as a plain table, newest first."""

from collections.abc import Sequence
from datetime import UTC, datetime

from vidpipe.engine.overview import Overview
from vidpipe.ports import Event
from vidpipe.ui import session, words
from vidpipe.ui.markup import Markup, tag
from vidpipe.ui.parts import table as drawn
from vidpipe.ui.view.steps import numbers

SHOWN = 200
Told = tuple[Overview, Event]


def history(films: Sequence[Overview]) -> list[Told]:
    """The last events of these films, the newest first."""
    told = [(film, event) for film in films for event in _last(film)]
    return sorted(told, key=lambda pair: pair[1].seq, reverse=True)[:SHOWN]


def _last(film: Overview) -> list[Event]:
    events: list[Event] = session.studio().project(film.id).events()
    return events[-SHOWN:]


def table(told: Sequence[Told], *, one: bool) -> Markup:
    """When, which film, what, where, how long, how much."""
    columns = ["When", *([] if one else ["Film"]), "What", "Where", "How long", "Cost"]
    return drawn(columns, [_row(film, event, one=one) for film, event in told], classes="figures")


def _row(film: Overview, event: Event, *, one: bool) -> list[str | Markup]:
    at = event.at.astimezone() if event.at else None
    when = tag("span", f"{at:%d %b %H:%M:%S}" if at else "", class_="when", title=_ago(event))
    return [
        when,
        *([] if one else [film.title]),
        words.capital(event.what.replace("_", " ")) + _detail(event),
        words.place(event.slot, numbers(film)) if event.slot else "",
        words.span(event.seconds) if event.seconds >= 0.5 else "",
        words.money(event.cost) if event.cost else "",
    ]


def _ago(event: Event) -> str:
    return words.ago(event.at, datetime.now(UTC)) if event.at else ""


def _detail(event: Event) -> str:
    """What an event says of itself in words."""
    said = [
        str(value) for name, value in event.detail.items() if name in ("message", "reason", "actor", "step") and value
    ]
    return f" ({', '.join(said)})" if said else ""
