"""What results tell of models, templates and wordings: a line for each with figures and their bars. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vidpipe.film.verdict import Tally
from vidpipe.ui import words
from vidpipe.ui.view.lab import seconds

NONE = "none"


@dataclass(frozen=True)
class Figure:
    """One figure: in words, and as a bar in per cent of the longest of its column."""

    name: str
    says: str
    percent: int


@dataclass(frozen=True)
class Row:
    title: str
    facts: str
    figures: tuple[Figure, ...]


def rows(found: Sequence[Tally], titles: Mapping[str, str], *, duels: bool = False) -> list[Row]:
    """The best kept first; of as many duels won first."""
    order = sorted(
        found, key=lambda tally: (tally.won - tally.lost if duels else tally.share, tally.stars), reverse=True
    )
    slow = max((tally.milliseconds for tally in found), default=0)
    dear = max((each(tally) for tally in found), default=0)
    return [Row(title(tally, titles), _facts(tally), _figures(tally, slow, dear, duels=duels)) for tally in order]


def title(tally: Tally, titles: Mapping[str, str]) -> str:
    return titles.get(tally.name) or tally.name or NONE


def each(tally: Tally) -> int:
    """Micro-dollars that one result which was really made cost."""
    return round(tally.micros / tally.made) if tally.made else 0


def _facts(tally: Tally) -> str:
    parts = [words.count(tally.results, "result"), f"{tally.made} made" if tally.made < tally.results else ""]
    return " · ".join(filter(None, parts))


def _figures(tally: Tally, slow: int, dear: int, *, duels: bool) -> tuple[Figure, ...]:
    met = tally.won + tally.lost
    won = Figure("Duels won", f"{tally.won} of {met}" if met else "none met", part(tally.won, met))
    stars = Figure("Stars", f"{tally.stars / 10:.1f}" if tally.rated else "not rated", part(tally.stars, 50))
    if duels:
        return won, stars
    return (
        Figure("Kept", f"{tally.share} %", tally.share),
        stars,
        Figure("Time", seconds(tally.milliseconds) if tally.milliseconds else "–", part(tally.milliseconds, slow)),
        Figure("Cost each", words.amount(each(tally)), part(each(tally), dear)),
        won,
    )


def part(some: int, whole: int) -> int:
    return round(100 * some / whole) if whole else 0
