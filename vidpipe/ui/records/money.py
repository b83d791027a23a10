"""The ledger: what was reserved, charged, released, what nobody knows; sums, a plot by day, and every paid call."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import streamlit as st

from vidpipe.errors import VidpipeError
from vidpipe.film.account import FilmLabel, LedgerLine, Metrics, Spending
from vidpipe.ui import session, words
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.parts import section, table
from vidpipe.ui.records import wanted
from vidpipe.ui.records.figures import chip, figures, plot, rows
from vidpipe.ui.records.happened import when
from vidpipe.ui.trouble import complaint
from vidpipe.ui.view import spending as view

PERIODS = {"30": "30 days", "7": "7 days", "90": "90 days", "365": "A year"}
SHOWN = 50
"""Lines of the ledger on one page."""
DOUBTS = 10
"""Calls in doubt that are shown at once."""
SETTLED = {"It was charged": True, "It was not": False}


def period() -> int:
    """How many days are asked for."""
    return int(wanted.choice(st.segmented_control, "Over", PERIODS, name="days", required=True))


def money(labels: Mapping[str, FilmLabel], film: str, days: int) -> None:
    complaint()
    studio = session.studio()
    before = wanted.number(wanted.PAGE_BY_PAGE)
    found = studio.spending(project=film, days=days, before=before, limit=SHOWN)
    if not (found.lines or before):
        show(_nothing(studio.metrics(film), days))
        return
    budget = studio.preferences.day_budget_usd
    show(_totals(found, days, None if budget is None else round(budget * 1_000_000)))
    if found.unknown:
        doubts(labels, film)
    if found.charged:
        show(section("By day"), plot(view.days(found), says=view.plot_in_words(found)))
        show(_shares(found))
    show(section("Every paid call", small="The newest first"))
    show(ledger(found.lines, labels, one=bool(film)))
    wanted.pages(older=found.lines[-1].id if found.more else 0, label="money")


def doubts(labels: Mapping[str, FilmLabel], film: str) -> None:
    """The calls that nobody knows about, each to be settled by who looked at the provider's own list."""
    found = session.studio().doubts(project=film, limit=DOUBTS)
    now = datetime.now(UTC)
    show(section("In doubt", small="Look at the provider's own list of jobs and bills, then say what you found"))
    for line in found:
        with st.container(horizontal=True, gap=12, vertical_alignment="center", key=f"doubt-{line.attempt}"):
            show(_doubt(line, labels, now))
            with st.container(horizontal=True, gap=8, width="content", key=f"settle-{line.attempt}"):
                for label, charged in SETTLED.items():
                    key = f"settle-{line.attempt}-{charged}"
                    st.button(label, key=key, on_click=_settle, args=(line.attempt,), kwargs={"charged": charged})


def _doubt(line: LedgerLine, labels: Mapping[str, FilmLabel], now: datetime) -> Markup:
    says = view.about(line, labels.get(line.project, FilmLabel(title=line.title)))
    amount = tag("b", f"Up to {words.money(line.micros)}", class_="num")
    return tag("div", amount, tag("span", says), tag("small", line.model), when(line.at, now), class_="doubt")


def _settle(attempt: str, *, charged: bool) -> None:
    try:
        session.studio().settle(attempt, charged=charged)
    except VidpipeError as error:
        session.say(error)


def _nothing(metrics: Metrics, days: int) -> Markup:
    over = "so far" if not metrics.made else f"in {words.count(days, 'day')}"
    done = f"{words.count(metrics.calls, 'call')} made on this computer, free." if metrics.calls else ""
    return tag(
        "div",
        tag("h2", f"Nothing was paid {over}"),
        tag("p", f"{done} What paid models cost is told here, call by call.".strip()),
        class_="void",
    )


def _totals(found: Spending, days: int, budget: int | None) -> Markup:
    left = f"of {words.limit(budget)} for a day, all films" if budget is not None else "all films, no limit for a day"
    return figures(
        ("Charged", words.money(found.charged), f"in {words.count(days, 'day')}"),
        ("Reserved", words.money(found.reserved), "by calls at work"),
        (
            "Unknown",
            words.money(found.unknown),
            "to be settled below" if found.unknown else "nothing in doubt",
        ),
        ("Released", words.money(found.released), "reserved, then not charged"),
        ("Today", words.money(found.today), left),
    )


def _shares(found: Spending) -> Markup:
    steps = {name: words.capital(name) for name in found.by_stage}
    none = "Nothing was charged"
    return tag(
        "div",
        rows("By provider", view.bars(found.by_provider), none=none),
        rows("By model", view.bars(found.by_model), none=none),
        rows("By stage", view.bars(found.by_stage, names=steps), none=none),
        class_="shares",
    )


def ledger(lines: Sequence[LedgerLine], labels: Mapping[str, FilmLabel], *, one: bool) -> Markup:
    now = datetime.now(UTC)
    columns = ["When", *([] if one else ["Film"]), "For", "Model", "State", "Amount"]
    return table(columns, [_line(line, labels, now, one=one) for line in lines], classes="figures ledger")


def _line(line: LedgerLine, labels: Mapping[str, FilmLabel], now: datetime, *, one: bool) -> list[str | Markup]:
    label = labels.get(line.project, FilmLabel(title=line.title))
    return [
        when(line.at, now),
        *([] if one else [_film(line)]),
        tag("span", words.place(line.slot, label.scenes), class_="keep"),
        line.model,
        chip(*view.STATES.get(line.state, view.STATES["reserved"])),
        words.money(line.micros),
    ]


def _film(line: LedgerLine) -> Markup:
    """The film's title; of one that is gone it says so."""
    gone = tag("small", "gone for good", class_="quiet") if line.gone else None
    return tag("span", line.title or "Untitled film", gone, class_="film")
