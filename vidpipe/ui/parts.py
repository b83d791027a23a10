"""Small display parts in markup: chips, pictures, headings, fact lines. Text comes in as text and is escaped below."""

from collections.abc import Iterable

from vidpipe.take import State
from vidpipe.ui.address import thumb
from vidpipe.ui.markup import Markup, join, tag
from vidpipe.ui.states import MARKS, WORDS

SHOWN = (State.RUNNING, State.READY, State.APPROVED, State.STALE, State.QUEUED, State.UNCERTAIN)
"""States in which a picture that is there is shown; in the others the place is hatched and says why."""


def chip(state: State, text: str = "") -> Markup:
    """State as mark and word."""
    mark = tag("i", MARKS[state], aria_hidden="true")
    return tag("span", mark, tag("span", text or WORDS[state]), class_=f"chip {state.value}")


def image(digest: str, *, alt: str, width: int = 480, lazy: bool = True) -> Markup:
    """A picture; not `lazy` where the page is about it: it is fetched and painted at once, wherever it is laid out."""
    how = {"loading": "lazy", "decoding": "async"} if lazy else {"decoding": "sync"}
    return tag("img", src=thumb(digest, width), alt=alt, **how)


def corner(where: str, *inside: Markup) -> Markup:
    """A corner of a picture: `tl`, `tr`, `bl`, `br`."""
    return tag("div", *inside, class_=where)


def shot(
    digest: str,
    *,
    alt: str,
    ratio: str = "16:9",
    classes: str = "",
    over: Iterable[Markup] = (),
    width: int = 480,
    lazy: bool = True,
) -> Markup:
    """A picture in its place: fixed ratio, rounded, with marks over it. Without a digest the place is hatched."""
    inside = [image(digest, alt=alt, width=width, lazy=lazy)] if digest else []
    names = f"shot {'' if digest else 'none '}{classes}".strip()
    return tag("div", *inside, *over, class_=names, style=f"--ratio:{ratio.replace(':', '/')}")


def note(text: str) -> Markup:
    """Words on a plate in a hatched place."""
    return tag("p", text, class_="plate") if text else Markup("")


def bar(percent: int) -> Markup:
    """Progress at the foot of a picture."""
    return tag("i", class_="run", style=f"--p:{percent}%")


def section(title: str, *, anchor: str = "", small: str = "", mark: Markup | None = None) -> Markup:
    """A section's heading; `anchor` is where the rail jumps to."""
    return tag(
        "div",
        tag("h2", title, class_="sec"),
        mark,
        tag("span", small, class_="quiet") if small else None,
        class_="title",
        id=anchor or None,
    )


def facts(*lines: tuple[str, str]) -> Markup:
    """Label and value in two columns."""
    rows = [join(tag("dt", name), tag("dd", value, class_="num")) for name, value in lines]
    return tag("dl", *rows, class_="facts-list")


def head(title: str, line: str) -> Markup:
    return tag("div", tag("h1", title), tag("p", line), class_="head")


def table(columns: Iterable[str], rows: Iterable[Iterable[str | Markup]], *, classes: str = "") -> Markup:
    """A plain table."""
    names = tag("tr", *[tag("th", name, scope="col") for name in columns])
    body = [tag("tr", *[tag("td", cell) for cell in row]) for row in rows]
    return tag("div", tag("table", tag("thead", names), tag("tbody", *body)), class_=f"table {classes}".strip())
