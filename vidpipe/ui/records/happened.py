"""What happened in all films or one, newest first."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import streamlit as st

from vidpipe.film.account import FilmLabel
from vidpipe.ui import session, words
from vidpipe.ui.markup import Markup, join, show, tag
from vidpipe.ui.parts import table
from vidpipe.ui.records import wanted
from vidpipe.ui.records.figures import mark
from vidpipe.ui.view.happenings import KIND_WORDS, KINDS, PLACES, Line, lines

SHOWN = 100
"""Events on one page."""


def filters(labels: Mapping[str, FilmLabel], film: str) -> tuple[str, str]:
    """The kind and the place that are asked for."""
    kind = wanted.choice(st.pills, "Kind", KIND_WORDS, name="kind", required=True)
    scenes = labels[film].scenes if film else {}
    places = PLACES | {f"scene/{scene}": f"Scene {number}" for scene, number in scenes.items()}
    return kind, wanted.choice(st.selectbox, "Where", places, name="where", width=140)


def happened(labels: Mapping[str, FilmLabel], film: str, kind: str, where: str) -> None:
    """The table, a page of it."""
    every = tuple(name for names in KINDS.values() for name in names)
    events = session.studio().happened(
        project=film,
        slot=where,
        kinds=KINDS.get(kind, every),
        before=wanted.number(wanted.PAGE_BY_PAGE),
        limit=SHOWN + 1,
    )
    if not events:
        show(_nothing(filtered=bool(kind or where or film)))
        return
    show(history(lines(events[:SHOWN], labels), one=bool(film)))
    wanted.pages(older=events[SHOWN - 1].seq if len(events) > SHOWN else 0, label="happened")


def _nothing(*, filtered: bool) -> Markup:
    if filtered:
        way = tag("p", "Choose All films, All, Everywhere.")
        return tag("div", tag("h2", "Nothing like that happened"), way, class_="void")
    return tag(
        "div",
        tag("h2", "Nothing has happened yet"),
        tag("p", "Make a film on the page Projects, and its story is told here."),
        class_="void",
    )


def history(found: Sequence[Line], *, one: bool) -> Markup:
    """When, which film, what, where, how long, how much."""
    columns = ["When", *([] if one else ["Film"]), "What", "Where", "How long", "Cost"]
    now = datetime.now(UTC)
    return table(columns, [_row(line, now, one=one) for line in found], classes="figures history")


def _row(line: Line, now: datetime, *, one: bool) -> list[str | Markup]:
    return [
        when(line.at, now),
        *([] if one else [tag("span", line.film, class_="film")]),
        _what(line),
        tag("a", line.where or "Film", href=line.link, class_="keep") if line.link else line.where,
        words.span(line.seconds) if line.seconds >= 0.5 else "",
        words.money(line.cost) if line.cost else "",
    ]


def _what(line: Line) -> Markup:
    sign = mark(line.state, line.mark) if line.mark else Markup("")
    again = tag("span", f" {line.times} times", class_="quiet") if line.times > 1 else Markup("")
    why = tag("span", line.why, class_="why") if line.why else Markup("")
    return tag("span", sign, tag("span", join(line.what, again, why)), class_="told")


def when(at: datetime | None, now: datetime) -> Markup:
    """The time on this computer's clock, the day where it is another one."""
    if at is None:
        return Markup("")
    here = at.astimezone()
    same = here.date() == now.astimezone().date()
    says = f"{here:%H:%M:%S}" if same else f"{here.day} {here:%b %H:%M}"
    return tag("span", says, class_="when", title=f"{here:%d %b %Y %H:%M:%S}")
