"""A list of shots (YAML, JSON or CSV) → plain data, checked for size and depth. `shots` makes the storyboard of it."""

import csv
import io
import json
import re
from typing import Any

from vidpipe.errors import BadInput
from vidpipe.sources.decoding import clean, decoded

MOST_DEPTH = 20
MOST_SCENES = 200
MOST_LEAVES = 20_000
MOST_DIGITS = 40
HELP = "It has scenes, each with its picture or action, and seconds, narration, words, camera, shot as you like."
HEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:[\[{]|(?:---\s*)?(?:title|scenes|shots)\s*:)")


class ShotListSource:
    name, title, order = "shots", "A list of shots (YAML, JSON, CSV)", 20
    apart, most, endings = True, 256 * 1024, ("yaml", "yml", "json", "csv", "tsv")

    def fits(self, head: bytes, ending: str) -> bool:
        return ending in self.endings

    def parse(self, data: bytes) -> dict[str, Any]:
        """`shots`: what the list says, by its own names; `material` otherwise as every source has it."""
        text, guessed = decoded(data)
        found = _read(clean(text).strip())
        _check(found)
        listed = {"scenes": found} if isinstance(found, list) else found
        if not isinstance(listed, dict):
            raise BadInput("This is no list of shots", remedy=HELP)
        return {"shots": listed, "notes": [guessed] if guessed else []}


def _read(text: str) -> Any:
    if not text:
        raise BadInput("The list of shots is empty", remedy=HELP)
    if text[0] in "{[":
        return _json(text)
    first = text.split("\n", 1)[0]
    columns = [name.strip().strip('"').lower() for name in re.split(r"[,;\t]", first)]
    if (
        len(columns) > 1
        and {"picture", "seconds", "frames", "action", "narration"} & set(columns)
        and ": " not in first
    ):
        return _csv(text, first)
    return _yaml(text)


def _json(text: str) -> Any:
    try:
        return json.loads(text, parse_int=_whole, parse_constant=_refused)
    except RecursionError as error:
        raise _too_deep() from error
    except ValueError as error:
        where = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise BadInput(f"The list cannot be read as JSON{where}", remedy=HELP) from error


def _whole(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise ValueError("a number far too long")
    return int(digits)


def _refused(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _csv(text: str, first: str) -> list[dict[str, str]]:
    sign = max(",;\t", key=first.count)
    try:
        rows = csv.reader(io.StringIO(text), delimiter=sign, strict=True)
        names = [name.strip().lower() for name in next(rows)]
        if len(set(names)) < len(names):
            raise BadInput("Two columns of the list have the same name", remedy=HELP)
        found = []
        for row in rows:
            if len(row) > len(names):
                raise BadInput(f"Line {rows.line_num} has more fields than there are columns", remedy=HELP)
            said = {name: cell.strip() for name, cell in zip(names, row, strict=False) if cell.strip()}
            if said:
                found.append(said)
            if len(found) > MOST_SCENES:
                break
    except (csv.Error, StopIteration) as error:
        raise BadInput("The list cannot be read as CSV", remedy=HELP) from error
    return found


def _yaml(text: str) -> Any:
    import yaml

    class Plain(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
        """Without aliases, merges, dates; nothing but text, numbers, lists and mappings."""

    Plain.yaml_implicit_resolvers = {
        sign: [(tag, pattern) for tag, pattern in known if tag.rpartition(":")[2] in ("bool", "int", "float", "null")]
        for sign, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    try:
        _walk(yaml, text, Plain)
        return yaml.load(text, Loader=Plain)  # noqa: S506
    except RecursionError as error:
        raise _too_deep() from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 1}" if mark else ""
        raise BadInput(f"The list cannot be read as YAML{where}", remedy=HELP) from error
    except (ValueError, TypeError) as error:
        raise BadInput("The list cannot be read as YAML", remedy=HELP) from error


def _walk(yaml: Any, text: str, loader: Any) -> None:
    """Refuse aliases and depth before anything is built of them."""
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise BadInput("The list uses anchors or aliases (& and *), which are not read", remedy="Write it out.")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MOST_DEPTH:
            raise _too_deep()


def _too_deep() -> BadInput:
    return BadInput(f"The list is nested more than {MOST_DEPTH} deep", remedy=HELP)


def _check(found: Any) -> None:
    """Refuse depth, masses and anything but text, numbers, lists and mappings of them."""
    left = MOST_LEAVES
    rows: list[tuple[Any, int]] = [(found, 1)]
    while rows:
        value, depth = rows.pop()
        left -= 1
        if depth > MOST_DEPTH:
            raise _too_deep()
        if left < 0:
            raise BadInput("The list holds far too much", remedy=HELP)
        if isinstance(value, dict):
            if not all(isinstance(name, str) and len(name) <= 60 for name in value):
                raise BadInput("A name in the list is no plain word", remedy=HELP)
            rows += [(each, depth + 1) for each in value.values()]
        elif isinstance(value, list):
            rows += [(each, depth + 1) for each in value]
        elif not isinstance(value, str | int | float | bool | None):
            raise BadInput("The list holds something that is neither text nor number", remedy=HELP)


SOURCE = ShotListSource()
