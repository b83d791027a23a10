"""Words beyond the lexicon's own tables: places of the world, and nouns that only stand near something drawn.

Data and look-up only, read from the files beside it when they are first asked for.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
COLUMNS = {"en": 1, "es": 2, "fr": 3}


class Spot(NamedTuple):
    """A place of the world as one language has it: `in Prague`, `Prague`, and all its names."""

    id: str
    land: str
    english: str
    phrase: str
    name: str
    words: tuple[str, ...]


@cache
def spots(language: str) -> tuple[Spot, ...]:
    """The places of the world in `en`, `es` or `fr`."""
    return tuple(_spots(language))


def _spots(language: str) -> Iterator[Spot]:
    for line in (FOLDER / "gazetteer.txt").read_text(encoding="utf-8").splitlines():
        parts = [part.strip() for part in line.split("|")]
        if len(parts) != 4 or line.startswith("#"):
            continue
        english = parts[1].partition(" / ")[0]
        told = parts[COLUMNS[language]]
        if language == "fr":
            phrase, _, named = told.partition(" = ")
            names = (named or phrase.removeprefix("à ")).split(" / ")
        else:
            names = told.split(" / ")
            phrase = f"{_lead(parts[0], names[0], language)} {_articled(names[0], parts[0], language)}"
        name = _articled(names[0], parts[0], language)
        yield Spot(_ident(english), parts[0], english, phrase, name, tuple(_bare(one) for one in names))


def _lead(land: str, name: str, language: str) -> str:
    if land in ("open", "river", "water"):
        return {"en": "on", "es": "en"}[language]
    return {"en": "on" if land == "planet" else "in", "es": "en"}[language]


def _articled(name: str, land: str, language: str) -> str:
    """English mountains, seas and rivers have their article."""
    many = land == "peaks" and name.endswith("s")
    takes = land in ("open", "river", "isle") or many or name in ("Netherlands", "Grand Canyon", "Wild West", "Congo")
    bare = name in ("Tahiti", "Bora Bora", "Mallorca", "Cape Horn", "Varanasi")
    return f"the {name}" if language == "en" and takes and not bare else name


def _bare(name: str) -> str:
    for article in ("las ", "los ", "la ", "el ", "les ", "le ", "l'"):
        name = name.removeprefix(article)
    return name


def _ident(english: str) -> str:
    plain = unicodedata.normalize("NFKD", english.lower())
    return "".join(sign for sign in plain if sign.isalnum())


@cache
def nearby() -> Mapping[str, str]:
    """English nouns by the id of the nearest thing that the painter has: walrus → seal."""
    found: dict[str, str] = {}
    for line in (FOLDER / "nouns.txt").read_text(encoding="utf-8").splitlines():
        ident, _, listed = line.partition(": ")
        for noun in listed.split(", "):
            found[noun] = ident
    return found


@cache
def geography() -> Mapping[str, str]:
    """Names of places that no table of its own has, as English writes them, by what it is like there."""
    found: dict[str, str] = {}
    for line in (FOLDER / "geography.txt").read_text(encoding="utf-8").splitlines():
        land, _, listed = line.partition(": ")
        for name in listed.split(", "):
            found.setdefault(name, land)
    return found
