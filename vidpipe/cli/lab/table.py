"""The table of values for a prompt's variables: from `--var name=a|b`, `--row {...}` and a file of columns."""

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from itertools import product
from pathlib import Path

from vidpipe.errors import BadInput

MOST_BYTES, MOST_ROWS = 2_000_000, 10_000
BAR = re.compile(r"(?<!\\)\|")

Row = dict[str, str]


def table(variables: Iterable[str], rows: Iterable[str], file: Path | None) -> list[Row]:
    """All rows: those of the file and of `--row`, each with every combination of `--var`. Empty where nothing is given.

    Raises BadInput.
    """
    given = [*(read(file) if file else ()), *map(_row, rows)]
    combined = combinations(variables)
    return crossed(given, combined) if given or combined else []


def crossed(rows: Sequence[Row], more: Sequence[Row]) -> list[Row]:
    """Each row with each of the others, whose values win; a row that comes twice is one."""
    found = [one | other for one in rows or [{}] for other in more or [{}]]
    return list({json.dumps(row, sort_keys=True): row for row in found}.values())


def combinations(variables: Iterable[str]) -> list[Row]:
    """`look=noir|pastel` and `time=dawn|dusk` as four rows. Raises BadInput."""
    listed: dict[str, list[str]] = {}
    for text in variables:
        name, equals, values = text.partition("=")
        if not equals or not name.strip():
            raise BadInput(
                f"{text!r} gives no variable a value", remedy='Say --var name=value, or --var "name=one|other".'
            )
        listed.setdefault(name.strip(), []).extend(value.replace(r"\|", "|").strip() for value in BAR.split(values))
    return [dict(zip(listed, each, strict=True)) for each in product(*listed.values())] if listed else []


def _row(text: str) -> Row:
    """One row as a JSON object. Raises BadInput."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or not all(isinstance(value, str) for value in data.values()):
        raise BadInput(f"{text[:60]!r} is no row of values", remedy="""Say --row '{"name": "value"}'.""")
    return data


def read(file: Path) -> list[Row]:
    """A file of columns (by comma, semicolon or tab) whose first line names the variables. Raises BadInput."""
    lines = _lines(file)
    names = lines[0] if lines else []
    if not any(names):
        raise BadInput(f"{file.name} has no line of names", remedy="Write the variables' names into its first line.")
    if len(set(names)) < len(names) or not all(names):
        raise BadInput(f"{file.name} has a column without a name, or two of one name", remedy="Name each column once.")
    filled = [(number, cells) for number, cells in enumerate(lines[1:], 2) if any(cells)]
    for number, cells in filled:
        if len(cells) != len(names):
            raise BadInput(
                f"Line {number} of {file.name} has {len(cells)} values for {len(names)} variables",
                remedy="Put a value with a comma in it into quotes.",
            )
    if not 1 <= len(filled) <= MOST_ROWS:
        raise BadInput(f"{file.name} has {len(filled):,} rows", remedy=f"Give 1 to {MOST_ROWS:,}.")
    return [dict(zip(names, cells, strict=True)) for _, cells in filled]


def _lines(file: Path) -> list[list[str]]:
    """Raises BadInput."""
    text = _text(file)
    try:
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except csv.Error as error:
        raise BadInput(f"{file.name} is no table ({error})", remedy="Save it as CSV and try again.") from None
    return [[cell.strip() for cell in cells] for cells in found]


def _text(file: Path) -> str:
    """Raises BadInput for what is no small file of text."""
    if not file.is_file():
        raise BadInput(f"There is no file {file}", remedy="Name a .csv file.")
    if file.stat().st_size > MOST_BYTES:
        raise BadInput(f"{file.name} is too large for a table of values", remedy="Give a file of at most 2 MB.")
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(f"{file.name} is no UTF-8 text", remedy="Save it as UTF-8 and try again.") from None


def _delimiter(text: str) -> str:
    """What stands most between the names."""
    first = text.split("\n", 1)[0]
    return max(",;\t", key=first.count)
