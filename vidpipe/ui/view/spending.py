"""Money as pages show it: bars in proportion, days in order, a ledger's states in words. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from vidpipe.film.account import FilmLabel, LedgerLine, Metrics, Spending
from vidpipe.ui import words

STATES = {
    "charged": ("approved", "✓", "Charged"),
    "reserved": ("queued", "◌", "Reserved"),
    "unknown": ("uncertain", "?", "Unknown"),
    "released": ("empty", "○", "Released"),
}
"""State, mark and word of a line of the ledger."""

LEAST = 2
"""Per cent of the height that a day with any money has at least, so that it is seen."""


@dataclass(frozen=True)
class Bar:
    """One bar: its name, what it stands for in words, and its length against the greatest in per cent."""

    name: str
    says: str
    percent: int


def about(line: LedgerLine, label: FilmLabel) -> str:
    """What a call was for: `Dawn · Scene 3, clip`; of a film that is gone it says so."""
    title = label.title or line.title or "Untitled film"
    return f"{title}{', gone for good' if line.gone else ''} · {words.place(line.slot, label.scenes)}"


def bars(sums: Mapping[str, int], *, names: Mapping[str, str] | None = None) -> list[Bar]:
    """Sums of money as bars, in the order they come."""
    greatest = max(sums.values(), default=0)
    known = names or {}
    return [
        Bar(known.get(name, name), words.money(micros), round(100 * micros / greatest) if greatest else 0)
        for name, micros in sums.items()
    ]


@dataclass(frozen=True)
class Day:
    """One day of the plot; `label` stands under it where there is room."""

    date: date
    name: str
    says: str
    percent: int
    label: str


def days(spending: Spending) -> list[Day]:
    """The days of the plot, oldest first; about six of them are named below it."""
    found = [(date.fromisoformat(day), micros) for day, micros in spending.by_day.items()]
    greatest = max((micros for _, micros in found), default=0)
    every = max(1, round(len(found) / 6))
    made = []
    for place, (day, micros) in enumerate(found):
        named = (len(found) - 1 - place) % every == 0
        percent = max(LEAST, round(100 * micros / greatest)) if micros else 0
        made.append(Day(day, short(day), words.money(micros), percent, short(day) if named else ""))
    return made


def short(day: date) -> str:
    return f"{day.day} {day:%b}"


def plot_in_words(spending: Spending) -> str:
    """What the plot shows, for who cannot see it."""
    paid = {day: micros for day, micros in spending.by_day.items() if micros}
    if not paid:
        return f"Nothing was charged in {words.count(len(spending.by_day), 'day')}"
    most = max(paid, key=lambda day: paid[day])
    best = f"{short(date.fromisoformat(most))} the most with {words.money(paid[most])}"
    total = words.money(sum(paid.values()))
    return f"{total} charged on {words.count(len(paid), 'day')} of {len(spending.by_day)}, {best}"


def rejections(metrics: Metrics) -> list[Bar]:
    """Reasons of rejection as bars."""
    greatest = max(metrics.rejections.values(), default=0)
    return [
        Bar(words.capital(reason.replace("_", " ")) or "No reason given", str(times), round(100 * times / greatest))
        for reason, times in metrics.rejections.items()
    ]
