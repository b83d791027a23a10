"""What is said in the talk about a brief, and how lengths and places are heard. Reads dialogue.toml; data and look-up
only."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from vidpipe.film.project import MAX_SECONDS, MIN_SECONDS

NUMBER = r"(\d{1,3}(?:[.,]\d)?)"


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("dialogue.toml").read_text(encoding="utf-8"))


def said(language: str) -> dict[str, Any]:
    """The sentences of a language; the English ones where it has none."""
    found: dict[str, Any] = _data().get(language if language in ("es", "fr") else "en", {})
    return found


def named(text: str, phrases: Iterable[str]) -> str:
    """The longest of the phrases that stands in the text as whole words, '' for none."""
    plain = " ".join(text.casefold().replace("’", "'").split())
    hits = [one for one in phrases if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", plain)]
    return max(hits, key=len, default="")


def place_of(text: str) -> str:
    """Where a film runs, in the word that names it; '' where none does."""
    return named(text, [word for words in _data()["where"].values() for word in words])


def aspect_of(text: str) -> str:
    """The shape for where a film runs, '' where that does not say."""
    word = place_of(text)
    return next((shape for shape, words in _data()["where"].items() if word in words), "") if word else ""


def seconds_of(text: str, *, bare: bool = False) -> float | None:
    """A film's length as a person says it; None where none is said, or one that no film has.

    `bare` has a number alone mean seconds.
    """
    time, plain = _data()["time"], " ".join(text.casefold().replace("’", "'").split())
    for words, seconds in ((time["half"], 30), (time["one_and_half"], 90)):
        if named(plain, words):
            return float(seconds)
    for word, number in time["numbers"].items():
        plain = re.sub(rf"(?<!\w){re.escape(word)}(?=[\s-])", str(number), plain)
    for units, factor in ((time["minute"], 60), (time["second"], 1)):
        hit = re.search(rf"(?<![\d.,]){NUMBER}[\s-]*(?:{'|'.join(units)})(?!\w)", plain)
        if hit:
            return _possible(float(hit.group(1).replace(",", ".")) * factor)
    if named(plain, time["one"]):
        return 60.0
    alone = re.fullmatch(NUMBER, plain) if bare else None
    return _possible(float(alone.group(1).replace(",", "."))) if alone else None


def _possible(seconds: float) -> float | None:
    return seconds if MIN_SECONDS <= seconds <= MAX_SECONDS else None


def is_look(text: str) -> bool:
    """Whether words speak of how it looks."""
    return bool(named(text, _data()["looks"]["words"]))
