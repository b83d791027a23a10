"""The words a person may write, in each language vidpipe writes, by what they mean: subjects, places, times,
moods, verbs.

Data and look-up only: it says what a text names and where, it decides nothing. Reads the TOML files beside it.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from vidpipe.library.lexicon.wider import spots

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "es", "fr")
GROUPS = ("kinds", "subjects", "places", "times", "weathers", "moods", "verbs", "adjectives", "styles")
WORD = re.compile(r"[^\W_]+")
FEMININE = {"una", "unas", "la", "las", "une"}
ARTICLES = {"un", "una", "unos", "unas", "la", "el", "une", "des", "le"}
MANY = {"unos", "unas", "des"}
NO_PLURALS = {
    "does",
    "goes",
    "has",
    "was",
    "this",
    "its",
    "his",
    "us",
    "always",
    "news",
    "temps",
    "dans",
    "mais",
    "sans",
    "bois",
}
IRREGULAR = {
    "wolves": "wolf", "mice": "mouse", "children": "child", "women": "woman", "men": "man", "people": "person",
    "leaves": "leaf", "geese": "goose", "fishermen": "fisherman", "loaves": "loaf", "knives": "knife",
    "firemen": "fireman", "snowmen": "snowman", "yeux": "oeil", "chevaux": "cheval", "animaux": "animal",
}  # fmt: skip


class Word(NamedTuple):
    """A word of a text: as written, folded (lower case, no accents), and where it stands in the text."""

    text: str
    folded: str
    start: int
    end: int


class Noun(NamedTuple):
    """A noun as this language has it. `gender` is m or f, empty where the language has none."""

    text: str
    gender: Literal["", "m", "f"]
    plural: bool


class Found(NamedTuple):
    """A phrase of a group seen in a text: its id, the words it covers, the noun (for subjects), seen in the plural."""

    group: str
    id: str
    at: int
    length: int
    noun: Noun | None = None
    plural: bool = False

    @property
    def end(self) -> int:
        return self.at + self.length


@dataclass(frozen=True)
class Place:
    """A place as this language says it: `in Tokyo`, `Tokyo`."""

    phrase: str
    name: str


@dataclass(frozen=True)
class Lexicon:
    """One language. `terms` is group → id → phrases as written; `index` is group → first word → phrases; a
    phrase is its folded words and what it stands for.
    """

    language: str
    articles: frozenset[str]
    common: frozenset[str]
    nouns: Mapping[str, tuple[Noun, ...]]
    places: Mapping[str, Place]
    terms: Mapping[str, Mapping[str, tuple[str, ...]]]
    index: Mapping[str, Mapping[str, Sequence[tuple[tuple[str, ...], str, Noun | None]]]] = field(repr=False)

    def find(self, group: str, text: Sequence[Word]) -> list[Found]:
        """What of a group the words name, in reading order; the longest phrase wins where several begin."""
        found: list[Found] = []
        at = 0
        while at < len(text):
            best = max(self._at(group, text, at), key=lambda item: item.length, default=None)
            if best:
                found.append(best)
            at = best.end if best else at + 1
        return found

    def _at(self, group: str, text: Sequence[Word], at: int) -> Iterator[Found]:
        index = self.index[group]
        forms = dict.fromkeys([text[at].folded, *singulars(text[at].folded, self.language)])
        for first in [*forms, _stem(text[at].folded)]:
            for phrase, name, noun in index.get(first, ()):
                plural = self._matches(phrase, text, at)
                if plural is not None:
                    yield Found(group, name, at, len(phrase), noun, plural or bool(noun and noun.plural))

    def _matches(self, phrase: tuple[str, ...], text: Sequence[Word], at: int) -> bool | None:
        """None if the phrase does not stand here, else whether its last word stands in the plural."""
        if at + len(phrase) > len(text):
            return None
        seen = [word.folded for word in text[at : at + len(phrase)]]
        if not all(_same(want, have) for want, have in zip(phrase[:-1], seen, strict=False)):
            head_forms = singulars(seen[0], self.language)
            if len(phrase) == 1 or phrase[0] not in head_forms or phrase[1:] != tuple(seen[1:]):
                return None
            return True
        if _same(phrase[-1], seen[-1]):
            return False
        return True if phrase[-1] in singulars(seen[-1], self.language) else None


def fold(text: str) -> str:
    """Lower case without accents; ligatures taken apart."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe").replace("æ", "ae"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def words(text: str) -> list[Word]:
    """The words of a text; apostrophes and hyphens part them."""
    return [Word(hit.group(), fold(hit.group()), hit.start(), hit.end()) for hit in WORD.finditer(text)]


def singulars(word: str, language: str) -> list[str]:
    """What a folded word may be the plural of; empty if it is no plural."""
    if word in IRREGULAR:
        return [IRREGULAR[word]]
    if word in NO_PLURALS:
        return []
    if len(word) < 4 or not word.endswith(("s", "x")) or word.endswith("ss"):
        return []
    forms = [word[:-1]]
    if language == "en" and word.endswith("ies"):
        forms.append(word[:-3] + "y")
    if language == "en" and word.endswith(("ches", "shes", "xes", "oes", "sses")):
        forms.append(word[:-2])
    if language == "es" and word.endswith("es"):
        forms += [word[:-2], word[:-3] + "z"] if word.endswith("ces") else [word[:-2]]
    if language == "fr" and word.endswith("aux"):
        forms.append(word[:-3] + "al")
    return [form for form in forms if len(form) > 2] if word.endswith("s") or language == "fr" else []


def _stem(word: str) -> str:
    """The key of phrases whose first word is a beginning: no pattern is shorter than three signs."""
    return f"{word[:3]}*"


def _same(want: str, have: str) -> bool:
    return have.startswith(want[:-1]) if want.endswith("*") else want == have


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of `en`, `es` or `fr`. Raises KeyError for another language."""
    if language not in LANGUAGES:
        raise KeyError(language)
    data = _widened(_read(language), language)
    nouns = {key: _nouns(key, listed, language) for key, listed in data["subjects"].items()}
    lists = {
        group: {key: _split(listed) for key, listed in data[group].items()} for group in GROUPS if group != "places"
    }
    lists["places"] = {key: _split(listed.partition(":")[2]) for key, listed in data["places"].items()}
    return Lexicon(
        language=language,
        articles=frozenset(_split(data["articles"])),
        common=frozenset(fold(word) for word in data["common"].split()),
        nouns=nouns,
        places={key: _place(listed) for key, listed in data["places"].items()},
        terms=lists,
        index={group: _index(group, lists[group], nouns) for group in GROUPS},
    )


def _widened(data: dict[str, Any], language: str) -> dict[str, Any]:
    """A language's tables with the places of the world, and with the nouns that stand in a file of their own."""
    named = {one.id: f"{one.phrase} | {one.name}: {', '.join(one.words)}" for one in spots(language)}
    data["places"] = {**named, **data["places"]}
    if language != "en":
        more = _read(f"nouns_{language}")["subjects"]
        moved = {noun: key for key, listed in more.items() for noun in _split(listed)}
        for key, listed in data["subjects"].items():
            data["subjects"][key] = ", ".join(noun for noun in _split(listed) if moved.get(noun, key) == key)
        for key, listed in more.items():
            data["subjects"][key] = ", ".join(filter(None, (data["subjects"].get(key, ""), listed)))
    return data


@cache
def world() -> dict[str, Any]:
    """What is the same in every language: settings of places, palettes of moods, product classes, other scripts."""
    data = _read("world")
    for one in spots("en"):
        data["places"].setdefault(one.id, {**data["lands"][one.land], "label": one.name, "named": True})
    return data


@cache
def word_list(name: str) -> frozenset[str]:
    """One of the small lists of words. Raises KeyError for a name that is none."""
    return frozenset(" ".join(part.split()) for part in world()["lists"][name].split(","))


@cache
def word_pairs(name: str) -> dict[str, str]:
    """One of the small tables of words, `this = that`. Raises KeyError for a name that is none."""
    return {str(key): str(value) for key, value in world()[name].items()}


@cache
def lines(language: str) -> dict[str, Any]:
    """The line bank of a language, as read. Raises KeyError for a language that vidpipe does not write."""
    if language not in LANGUAGES:
        raise KeyError(language)
    return _read(f"lines_{language}")


@cache
def topics() -> dict[str, Any]:
    """What vidpipe knows about common questions: by topic its words, points and pictures, in every language."""
    return _read("topics")


@cache
def stage() -> dict[str, Any]:
    """How scenes are put into words for a picture: spots, light, poses, motion; English."""
    return _read("stage")


@cache
def notes() -> dict[str, Any]:
    """How a note about one scene asks for shot, camera and words: by language, folded phrases."""
    return _read("notes")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _split(listed: str) -> tuple[str, ...]:
    return tuple(part for part in (piece.strip() for piece in listed.split(",")) if part)


def _place(listed: str) -> Place:
    phrase, _, name = (part.strip() for part in listed.partition(":")[0].partition("|"))
    return Place(phrase, name or phrase.partition(" ")[2])


def _nouns(key: str, listed: str, language: str) -> tuple[Noun, ...]:
    if language == "en":
        return tuple(Noun(text, "", False) for text in (key, *_split(listed)))
    return tuple(_gendered(text) for text in _split(listed))


def _gendered(listed: str) -> Noun:
    """`una gata` is feminine; a closing ` f` or ` m` corrects an article that hides the gender."""
    article, _, text = listed.partition(" ")
    marked = text.endswith((" f", " m"))
    gender = text[-1] if marked else "f" if article in FEMININE else "m"
    return Noun(text[:-2] if marked else text, "f" if gender == "f" else "m", article in MANY)


def _index(
    group: str, lists: Mapping[str, Sequence[str]], nouns: Mapping[str, Sequence[Noun]]
) -> dict[str, list[tuple[tuple[str, ...], str, Noun | None]]]:
    index: dict[str, list[tuple[tuple[str, ...], str, Noun | None]]] = {}
    for key, phrases in lists.items():
        entries: list[tuple[str, Noun | None]] = (
            [(noun.text, noun) for noun in nouns[key]]
            if group == "subjects"
            else [(phrase, None) for phrase in phrases]
        )
        for text, noun in entries:
            phrase = tuple(_pattern(text))
            first = _stem(phrase[0]) if phrase[0].endswith("*") else phrase[0]
            index.setdefault(first, []).append((phrase, key, noun))
    return index


def _pattern(text: str) -> list[str]:
    return [fold(part) for part in re.findall(r"[^\W_]+\*?", text)]
