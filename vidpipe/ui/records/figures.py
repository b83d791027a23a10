"""Large figures, bars and marks: money and yield as markup that says in words what it shows."""

from collections.abc import Sequence

from vidpipe.ui.markup import Markup, join, tag
from vidpipe.ui.parts import table
from vidpipe.ui.view.spending import Bar, Day


def mark(state: str, sign: str) -> Markup:
    return tag("i", sign, class_=f"sign {state}", aria_hidden="true")


def chip(state: str, sign: str, word: str) -> Markup:
    return tag("span", tag("i", sign, aria_hidden="true"), tag("span", word), class_=f"chip {state}")


def figures(*facts: tuple[str, str, str]) -> Markup:
    """Name, figure and a word below, side by side."""
    made = [
        tag("div", tag("dt", name), tag("dd", tag("b", value), tag("small", below))) for name, value, below in facts
    ]
    return tag("dl", *made, class_="figures-row")


def rows(title: str, bars: Sequence[Bar], *, none: str) -> Markup:
    """Bars under a heading, each with its name and its figure in words."""
    made = [_bar(bar) for bar in bars] or [tag("p", none, class_="quiet")]
    return tag("section", tag("h3", title), *made, class_="bars")


def _bar(bar: Bar) -> Markup:
    words = tag("div", tag("span", bar.name), tag("b", bar.says), class_="line")
    return tag("div", words, tag("div", tag("i", style=f"width:{bar.percent}%"), class_="track", aria_hidden="true"))


def plot(days: Sequence[Day], *, says: str) -> Markup:
    """Days as columns. The same is there as a table, for who wants figures or cannot see it."""
    columns = [tag("div", _column(day), class_="day", title=f"{day.name}: {day.says}") for day in days]
    drawn = tag("div", *columns, class_="plot", role="img", aria_label=says)
    paid = [[day.name, day.says] for day in reversed(days) if day.percent]
    told = tag("p", says, class_="quiet")
    if not paid:
        return tag("figure", drawn, told)
    listed = tag("details", tag("summary", "The days as a table"), table(["Day", "Charged"], paid, classes="small"))
    return tag("figure", drawn, told, listed)


def _column(day: Day) -> Markup:
    return join(tag("i", style=f"height:{day.percent}%"), tag("small", day.label) if day.label else None)
