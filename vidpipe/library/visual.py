"""The visual vocabulary: which settings, times, weathers, palettes and subjects the local painter knows, and the
English
words that ask for them. Pure data and look-up; it paints nothing and may import nothing heavy.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from vidpipe.film.noun import Noun

FILE = Path(__file__).with_name("visual.toml")
MORE = Path(__file__).with_name("subjects.toml")
"""Subjects that are shown by a pictogram alone; of a word in both files the first file's meaning counts."""
GROUPS = (
    "settings",
    "places",
    "rooms",
    "times",
    "weathers",
    "ambients",
    "seasons",
    "palettes",
    "styles",
    "shots",
    "colours",
    "subjects",
)
WORD = re.compile(r"[a-z0-9]+(?:['’-][a-z0-9]+)*")

Kind = Literal["animal", "person", "product", "vehicle", "food", "plant", "idea", "building", "sport"]
Place = Literal["ground", "table", "air", "water", "swim"]


class Subject(Noun):
    """One thing that can be painted. `size` is its height as a part of the frame's smaller side in a medium shot."""

    id: str
    words: tuple[str, ...]
    kind: Kind
    art: Literal["drawn", "pictogram"]
    icon: str = ""
    size: float
    place: Place
    life: str

    @property
    def pictogram(self) -> str:
        """Name of the pictogram; empty for a drawn subject."""
        return "" if self.art == "drawn" else self.icon or self.id


class Sighting(NamedTuple):
    """An id found in a text: its group, the index of its first word and how many words it took."""

    group: str
    id: str
    at: int
    length: int


class Visual(Noun):
    """The whole vocabulary: ids and their words by group, colours by name, subjects by id."""

    settings: dict[str, tuple[str, ...]]
    places: dict[str, tuple[str, ...]]
    rooms: dict[str, tuple[str, ...]]
    times: dict[str, tuple[str, ...]]
    weathers: dict[str, tuple[str, ...]]
    ambients: dict[str, tuple[str, ...]]
    seasons: dict[str, tuple[str, ...]]
    palettes: dict[str, tuple[str, ...]]
    styles: dict[str, tuple[str, ...]]
    shots: dict[str, tuple[str, ...]]
    colours: dict[str, str]
    subjects: dict[str, Subject]

    def words(self, group: str) -> Mapping[str, tuple[str, ...]]:
        """Ids of a group with their words. Raises KeyError for a group that is not in GROUPS."""
        if group == "subjects":
            return {name: subject.words for name, subject in self.subjects.items()}
        if group == "colours":
            return {name: (name,) for name in self.colours}
        if group not in GROUPS:
            raise KeyError(group)
        return dict(getattr(self, group))


@cache
def visual() -> Visual:
    """The vocabulary, read once."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    more = tomllib.loads(MORE.read_text(encoding="utf-8"))
    entries = {**more["subjects"], **data["subjects"]}
    ordered = [*data["subjects"], *(name for name in more["subjects"] if name not in data["subjects"])]
    subjects = {name: Subject(id=name, **entries[name]) for name in ordered}
    lists = {group: {name: _words(entry) for name, entry in data[group].items()} for group in GROUPS[:-2]}
    return Visual(colours=data["colours"], subjects=subjects, **lists)


def _words(entry: Any) -> tuple[str, ...]:
    return tuple(entry["words"] if isinstance(entry, dict) else entry)


def tokens(text: str) -> list[str]:
    """The words of a text in lower case, without accents, singular where that is easy to see."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return [
        _singular(word) for word in WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign)))
    ]


def _singular(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("’s")
    if len(word) > 4 and word.endswith(("xes", "ches", "shes", "sses")):
        return word[:-2]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


@cache
def _index(group: str) -> dict[tuple[str, ...], str]:
    """Phrases of a group as tuples of tokens; an id's own name counts as a phrase, but never over a listed one."""
    found: dict[tuple[str, ...], str] = {}
    for name, phrases in visual().words(group).items():
        for phrase in phrases:
            found.setdefault(tuple(tokens(phrase)), name)
    for name in visual().words(group):
        found.setdefault(tuple(tokens(name.replace("-", " "))), name)
        found.setdefault(tuple(tokens(name)), name)
    return found


def spot(text: str, group: str) -> list[Sighting]:
    """Every id of a group that a text names, in reading order; of overlapping phrases the longer one counts."""
    return list(_spot(tokens(text), group))


def _spot(words: list[str], group: str) -> Iterable[Sighting]:
    index = _index(group)
    longest = max(len(phrase) for phrase in index)
    at = 0
    while at < len(words):
        for length in range(min(longest, len(words) - at), 0, -1):
            name = index.get(tuple(words[at : at + length]))
            if name:
                yield Sighting(group, name, at, length)
                at += length
                break
        else:
            at += 1
