"""What a command writes: lines for people, one JSON object for programs, tables. No knowledge of films."""

import json
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from rich.console import Console

TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
"""Signs that turn the direction of what is written after them: kept out of lines where other words follow."""
PIPED_WIDTH, PATH_WIDTH = 140, 600
"""Signs on a line of what is piped; with paths in it, so that none of them is broken."""


def one_line(text: object) -> str:
    """Text on one line, without signs that steer a terminal or turn the direction of the words after it."""
    kept = "".join(" " if sign.isspace() else sign for sign in str(text) if sign not in TURNING)
    return " ".join("".join(sign for sign in kept if unicodedata.category(sign) not in ("Cc", "Cs")).split())


def shortened(text: object, width: int) -> str:
    """One line of at most `width` signs, with an ellipsis where something is left out."""
    line = one_line(text)
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def say(text: object = "") -> None:
    print(one_line(text), flush=True)


def indented(text: object, by: int = 2) -> None:
    print(" " * by + one_line(text), flush=True)


def verbatim(text: str) -> None:
    """Text of several lines as it is, but for signs that steer a terminal: what is to be copied."""
    for line in text.splitlines():
        print(
            "".join(sign for sign in line if sign == "\t" or unicodedata.category(sign) not in ("Cc", "Cs")), flush=True
        )


def timed(seconds: float, text: object) -> None:
    """A line with a time before it, aligned."""
    print(f"{seconds:7.1f} s  {one_line(text)}", flush=True)


def complain(text: object) -> None:
    """One line on standard error."""
    print(one_line(text), file=sys.stderr, flush=True)


def answer(data: Mapping[str, Any]) -> None:
    """One JSON object on one line of standard output, in ASCII, so that every terminal and program can read it."""
    print(json.dumps(data, ensure_ascii=True, allow_nan=False), flush=True)


def is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except ValueError:
        return False


def console(stream: TextIO, *, piped: int = PIPED_WIDTH) -> "Console":
    """A Rich console on a stream; what is piped has a fixed width and no colours."""
    from rich.console import Console

    width = None if is_terminal(stream) else piped
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def table(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, whole: Sequence[str] = (), piped: int = PIPED_WIDTH
) -> None:
    """A table on standard output; columns named in `whole` are never wrapped."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        drawn.add_column(column, no_wrap=column in whole, overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(one_line(cell)) for cell in row))
    console(sys.stdout, piped=piped).print(drawn)


def dollars(micros: int) -> str:
    """Micro-dollars as a person reads them: whole cents, more digits below a cent."""
    amount = micros / 1_000_000
    return f"${amount:.4f}" if 0 < amount < 0.01 else f"${amount:.2f}"


def usd(micros: int) -> float:
    """Micro-dollars as dollars in JSON."""
    return round(micros / 1_000_000, 6)
