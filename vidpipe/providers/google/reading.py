"""Reads replies that may be anything: other spellings of a name, other types, fields that are new or gone."""

import json
from collections.abc import Mapping
from typing import Any


class Unreadable(Exception):
    """What came under a good status is no JSON object: nobody knows what the other side did."""


def loaded(body: str | bytes | None) -> dict[str, Any]:
    """The JSON object of a body. Raises Unreadable."""
    try:
        found = json.loads(body or b"")
    except (ValueError, RecursionError) as error:
        raise Unreadable("the reply is no JSON") from error
    if isinstance(found, list) and len(found) == 1:
        found = found[0]
    if not isinstance(found, dict):
        raise Unreadable("the reply is no JSON object")
    return found


def pick(source: Any, name: str) -> Any:
    """The value of a name however it is spelt (`finishReason`, `finish_reason`), None where there is none."""
    if not isinstance(source, Mapping):
        return None
    if source.get(name) is not None:
        return source[name]
    wanted = _plain(name)
    return next((value for key, value in source.items() if value is not None and _plain(str(key)) == wanted), None)


def _plain(name: str) -> str:
    return name.replace("_", "").lower()


def at(source: Any, *names: str) -> Any:
    """The value at the end of a path of names, None where it breaks off."""
    for name in names:
        source = pick(source, name)
    return source


def rows(value: Any) -> list[Mapping[str, Any]]:
    """The objects of a list; one object alone is a list of one."""
    if isinstance(value, Mapping):
        return [value]
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def texts(value: Any) -> list[str]:
    """The texts of a list, or of one text alone."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str) and one]


def count(value: Any) -> int:
    """A whole number that is not negative, also where it comes as a text; 0 for anything else."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 16:
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e15:
        return 0
    return int(value)
