"""The ledger: what was reserved, charged, released, what nobody knows; sums, a plot by day, and every paid call."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import streamlit as st

from vidpipe.film.account import FilmLabel, LedgerLine, Metrics, Spending
from vidpipe.ui import session, words
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.parts import section, table
from vidpipe.ui.records import wanted
from vidpipe.ui.records.figures import chip, figures, plot, rows
from vidpipe.ui.records.happened import when
from vidpipe.ui.view import spending as view

PERIODS = {"30": "30 days", "7": "7 days", "90": "90 days", "365": "A year"}
SHOWN = 50
"""Lines of the ledger on one page."""


def period() -> int:
    """How many days are asked for."""
    return int(wanted.choice(st.segmented_control, "Over", PERIODS, name="days", required=True))


def money(labels: Mapping[str, FilmLabel], film: str, days: int) -> None:
    studio = session.studio()
    before = wanted.number(wanted.PAGE_BY_PAGE)
    found = studio.spending(project=film, days=days, before=before, limit=SHOWN)
    if not (found.lines or before):
        show(_nothing(studio.metrics(film), days))
        return
    budget = studio.preferences.day_budget_usd
    show(_totals(found, days, None if budget is None else round(budget * 1_000_000)))
    if found.charged:
        show(section("By day"), plot(view.days(found), says=view.plot_in_words(found)))
        show(_shares(found))
    show(section("Every paid call", small="The newest first"))
    show(ledger(found.lines, labels, one=bool(film)))
    wanted.pages(older=found.lines[-1].id if found.more else 0, label="money")


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
            "settle them in their films" if found.unknown else "nothing in doubt",
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
        *([] if one else [tag("span", line.title, class_="film")]),
        tag("span", words.place(line.slot, label.scenes), class_="keep"),
        line.model,
        chip(*view.STATES.get(line.state, view.STATES["reserved"])),
        words.money(line.micros),
    ]
