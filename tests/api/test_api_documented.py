"""The page about the API names every address with its verbs, and none that is not there."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from vidpipe.api import api

PAGE = Path(__file__).parents[2] / "docs" / "api.md"
PLACES = {"{project}": "ID", "{number}": "N", "{cell}": "N", "{name}": "NAME", "{version}": "NAME", "{tag}": "TAG"} | {
    "{language}": "TAG",
    "{scene}": "SCENE",
    "{grid}": "GRID",
}


@cache
def described() -> dict[str, Any]:
    return dict(api(lambda: None).openapi()["paths"])  # type: ignore[arg-type, return-value]


def documented() -> set[tuple[str, str]]:
    """Verb and address of every row of the table; a short one goes on from the one before it."""
    found = set()
    for row in re.findall(r"^\| (.*?) \|", PAGE.read_text(encoding="utf-8"), re.M):
        verbs: list[str] = []
        base = before = ""
        for verb, address in re.findall(r"(GET|POST|PUT|PATCH|DELETE)|(/[A-Za-z/]+)", row):
            if verb:
                verbs = [*verbs, verb] if not base else [verb]
                base = ""
                continue
            whole = address if _whole(address) else f"{before.rpartition('/')[0]}{address}"
            before = base = whole
            found |= {(verb, whole) for verb in verbs}
    return found


def _whole(address: str) -> bool:
    first = address.split("/")[1]
    return first in {path.split("/")[1] for path in described()}


def there() -> set[tuple[str, str]]:
    found = set()
    for path, verbs in described().items():
        for place, name in PLACES.items():
            path = path.replace(place, name)
        found |= {(verb.upper(), path) for verb in verbs}
    return found


def test_every_address_is_documented_and_no_other():
    assert documented() == there()
