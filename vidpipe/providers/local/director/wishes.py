"""A person's note about one scene, read: what should be otherwise in its picture and its words, and what is not read.

Pure. Notes may be in any language that the lexicon has, and may mix them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from vidpipe.film.storyboard import Move, ShotSize
from vidpipe.library.lexicon import LANGUAGES, Lexicon, Word, lexicon, notes, words, world
from vidpipe.library.visual import spot, visual
from vidpipe.providers.local.director.text import flat
from vidpipe.providers.local.director.things import Thing, things
from vidpipe.providers.local.director.tongue import detect

QUOTED = re.compile(r"[\"“„«»”]\s*([^\"“”„«»]{1,300}?)\s*[\"“”»«]|(?<!\w)['‘]([^'’]{2,300})['’](?!\w)")
CLAUSE = re.compile(r"[.;,!?\n]+|\s(?:and|but|y|pero|et|mais)\s")
SWAP = re.compile(
    r"\b(?:replace|change|turn|swap|cambia|reemplaza|sustituye|remplace|change)\b(.+?)\b(?:with|by|into|to|for|por|en|par)\b(.+)",
    re.I,
)
NO_THING = {"camera", "film", "movie", "microphone", "speech", "text", "title", "picture", "palette", "video"}
"""Nouns of the trade: they speak of the making, not of what is seen."""
SURE = 5
"""From so many words on a note's language can be told."""
SAYING = 4
"""How many words before a quotation may say that it is spoken."""
WEATHERS = ("rain", "snow", "fog")
SHOWN_WORDS = ("text", "words", "title", "caption", "captions", "card", "sign", "texto", "titulo", "texte", "titre")


@dataclass(frozen=True)
class Wish:
    """What a note asks for. Ids are the visual vocabulary's; '' and None where it does not say.

    `line` and `words` are text to be spoken and to be seen, '' for none at all; `unread` is what no table knows.
    """

    note: str
    setting: str = ""
    place: str = ""
    time: str = ""
    weather: str = ""
    ambient: str | None = None
    mood: str = ""
    asks: frozenset[str] = frozenset()
    size: ShotSize | None = None
    move: Move | None = None
    shows: tuple[Thing, ...] = ()
    without: tuple[Thing, ...] = ()
    only: bool = False
    colour: str = ""
    line: str | None = None
    words: str | None = None
    unread: tuple[str, ...] = field(default=())

    @property
    def anywhere(self) -> bool:
        """Whether place, time, weather or mood become others."""
        return bool(self.setting or self.time or self.weather or self.mood or self.asks & LIGHTS)

    @property
    def pictured(self) -> bool:
        """Whether the picture is spoken of; an empty note speaks of everything."""
        seen = (self.size, self.move, self.shows, self.without, self.colour, self.unread, self.ambient is not None)
        return not self.note or self.anywhere or any(seen) or bool(self.asks & {"closer", "wider"})


LIGHTS = frozenset(("brighter", "darker", "warmer", "colder"))


def read_wish(note: str) -> Wish:
    """Read a note. What one clause says counts before what later ones say of the same."""
    text = flat(note)
    wish, rest = _quoted(Wish(text), text)
    own = detect(text)
    languages = (own,) if own in LANGUAGES and len(words(rest)) >= SURE else LANGUAGES
    for clause in _clauses(rest):
        wish = _with(wish, clause, languages)
    return wish


def _clauses(text: str) -> Iterator[str]:
    for piece in CLAUSE.split(text):
        if re.search(r"\w", piece):
            yield piece.strip()


def _quoted(wish: Wish, text: str) -> tuple[Wish, str]:
    """Words in quotes are seen on screen; where the note speaks of the narration just before, they are spoken."""
    for hit in QUOTED.finditer(text):
        said = flat(hit.group(1) or hit.group(2))
        before = [word.folded for word in words(text[: hit.start()])][-SAYING:]
        spoken = any(cue in before for language in LANGUAGES for cue in _listed(language, "says"))
        wish = replace(wish, line=said) if spoken else replace(wish, words=said)
    cues = [cue for language in LANGUAGES for cue in _listed(language, "says")]
    rest = QUOTED.sub(" ", text)
    if wish.line is not None or wish.words is not None:
        rest = " ".join(part for part in rest.split() if part.lower().strip(":,.") not in (*cues, *SHOWN_WORDS))
    return wish, rest


def _with(wish: Wish, clause: str, languages: Sequence[str]) -> Wish:
    """The wish with what one clause adds."""
    found = max((_read(clause, language) for language in languages), key=lambda read: read.weight)
    if not found.weight:
        known = {word.folded for word in words(clause)} <= _all_of("small")
        return wish if known else replace(wish, unread=(*wish.unread, clause))
    changes = {name: value for name, value in found.says.items() if _counts(name, value, getattr(wish, name))}
    for name in ("shows", "without"):
        changes[name] = (*getattr(wish, name), *found.says.get(name, ()))
    changes["asks"] = wish.asks | found.says.get("asks", frozenset())
    changes["only"] = wish.only or bool(found.says.get("only"))
    return replace(wish, **changes)


def _counts(name: str, value: Any, before: Any) -> bool:
    """Whether a reading says something that nothing before it said. No line, words or drift is a thing to say."""
    if name in ("line", "words", "ambient"):
        return before is None and value is not None
    return before in ("", None) and value not in ("", None)


@dataclass(frozen=True)
class _Reading:
    says: Mapping[str, Any]
    weight: int


def _read(clause: str, language: str) -> _Reading:
    lex, said = lexicon(language), words(clause)
    controls, taken = _controls(said, language)
    free = [word for index, word in enumerate(said) if index not in taken]
    negated = bool(_cue(free, language, "no"))
    says: dict[str, Any] = dict(controls)
    where = _where(free, lex, negated=negated)
    shown = _shown(clause, said, taken, lex, negated=negated)
    coloured = _without_mood_of(free, lex, bool(shown.get("shows") or shown.get("without")))
    says |= where | {name: value for name, value in shown.items() if value} | coloured
    if _cue(free, language, "only") and says.get("shows"):
        says["only"] = True
    return _Reading(says, sum(bool(value) or value == "" for value in says.values()) + len(taken))


def _controls(said: Sequence[Word], language: str) -> tuple[dict[str, Any], set[int]]:
    """What the clause asks of shot, camera and words, and which words say so."""
    says: dict[str, Any] = {}
    asks: set[str] = set()
    taken: set[int] = set()
    folded = [word.folded for word in said]
    for phrase, kind, value in _phrases(language):
        for at in range(len(folded) - len(phrase) + 1):
            span = set(range(at, at + len(phrase)))
            if tuple(folded[at : at + len(phrase)]) != phrase or span & taken:
                continue
            taken |= span
            if kind == "ask":
                asks.add(value)
            else:
                says.setdefault(kind, ShotSize(value) if kind == "size" else Move(value))
    says |= {"line": ""} if "silent" in asks else {}
    says |= {"words": ""} if "wordless" in asks else {}
    return says | ({"asks": frozenset(asks)} if asks else {}), taken


@cache
def _phrases(language: str) -> tuple[tuple[tuple[str, ...], str, str], ...]:
    """Phrases with what they mean, the longest first."""
    listed = [
        (tuple(phrase.split()), kind, value)
        for kind in ("ask", "size", "move")
        for value, phrases in notes()[language][kind].items()
        for phrase in (part.strip() for part in phrases.split(","))
    ]
    return tuple(sorted(listed, key=lambda one: -len(one[0])))


@cache
def _all_of(name: str) -> frozenset[str]:
    """A list of plain words, of all languages together."""
    return frozenset(word for language in LANGUAGES for word in str(notes()[language][name]).split())


def _listed(language: str, name: str) -> list[str]:
    return [part.strip() for part in notes()[language][name].split(",")]


def _cue(said: Sequence[Word], language: str, name: str) -> str:
    text = f" {' '.join(word.folded for word in said)} "
    return next((cue for cue in _listed(language, name) if f" {cue} " in text), "")


def _where(said: Sequence[Word], lex: Lexicon, *, negated: bool) -> dict[str, Any]:
    """Place, time, weather. `no rain` is clear weather; `not at night` is by day."""
    weathers = ["rain" if one.id == "storm" else one.id for one in lex.find("weathers", said)]
    times = [one.id for one in lex.find("times", said)]
    places = [one.id for one in lex.find("places", said) if one.id in world()["places"]]
    wet = next((one for one in weathers if one in WEATHERS), "")
    loose = next((one for one in weathers if one not in WEATHERS), None)
    if negated:
        opposite = {"night": "day", "dusk": "day", "dawn": "day", "day": "night"}
        return {
            **({"weather": "clear"} if wet else {}),
            **({"ambient": ""} if loose else {}),
            **({"time": opposite[times[0]]} if times else {}),
        }
    found: dict[str, Any] = {"weather": wet, "time": times[0] if times else "", "ambient": loose}
    if {"clear", "cloudless", "clearing"} & {word.folded for word in said}:
        found["weather"] = found["weather"] or "clear"
    if places:
        found |= {"place": places[0], "setting": str(world()["places"][places[0]]["settings"][0])}
    elif lex.language == "en" and (seen := _setting(said)):
        found |= {"setting": seen}
    return {name: value for name, value in found.items() if value}


def _setting(said: Sequence[Word]) -> str:
    """A setting by the painter's own words, where they are no subject."""
    text = " ".join(word.folded for word in said)
    seen = [one.id for one in spot(text, "settings") if one.id != "abstract"]
    return seen[0] if seen else "interior" if spot(text, "rooms") else ""


def _shown(clause: str, said: Sequence[Word], taken: set[int], lex: Lexicon, *, negated: bool) -> dict[str, Any]:
    """Who or what should be seen, and who not."""
    swap = SWAP.search(clause)
    if swap:
        return {"without": _things(swap.group(1), lex), "shows": _things(swap.group(2), lex)}
    folded = " ".join(word.folded for word in said)
    for cue in _listed(lex.language, "instead"):
        if f" {cue} " in f" {folded} ":
            at = len(folded[: folded.index(cue)].split())
            left, right = clause[: said[at].start], clause[said[at].start :]
            return {"shows": _things(left, lex), "without": _things(right, lex)}
    seen = tuple(one for one in _things(clause, lex) if not set(range(one.at, one.at + 1)) & taken)
    if negated:
        return {"without": seen}
    return {"shows": tuple(_coloured(one, said, lex) for one in seen)}


def _things(text: str, lex: Lexicon) -> tuple[Thing, ...]:
    found = things(text, words(text), lex)
    return tuple(one for one in found if one.id not in NO_THING and one.key not in NO_THING)[:2]


def _coloured(thing: Thing, said: Sequence[Word], lex: Lexicon) -> Thing:
    """`make the car blue`: a colour that stands behind its noun."""
    behind = [one for one in lex.find("adjectives", said[thing.at + 1 :]) if one.id in visual().colours][:1]
    near = [
        one.id
        for one in behind
        if {word.folded for word in said[thing.at + 1 : thing.at + 1 + one.at]} <= _all_of("links")
    ]
    colour = near[0] if near else ""
    if not colour or any(trait in visual().colours for trait in thing.english.split()):
        return thing
    return replace(thing, english=f"{colour} {thing.english.removeprefix('the ')}")


def _colour(said: Sequence[Word], lex: Lexicon) -> str:
    """A colour that ends the clause: `make it red`, but not `more blue light`."""
    last = [one for one in lex.find("adjectives", said) if one.end == len(said)]
    return next((one.id for one in last if one.id in visual().colours), "")


def _without_mood_of(said: Sequence[Word], lex: Lexicon, seen: bool) -> dict[str, Any]:
    """The mood; a colour word beside a subject is the subject's, alone it is meant for who is there."""
    attributes = {index for one in lex.find("adjectives", said) for index in range(one.at, one.end)}
    moods = [one for one in lex.find("moods", said) if not (seen and one.at in attributes)]
    colour = "" if seen else _colour(said, lex)
    return {name: value for name, value in (("mood", moods[0].id if moods else ""), ("colour", colour)) if value}
