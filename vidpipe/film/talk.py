"""The talk about a brief: who said what, and what is known of each part by whom. Pure.

What a person said wins over what a model says, and only a person's words become settings.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field

from vidpipe.errors import LimitReached
from vidpipe.film.brief import FilmKind, Part, completeness
from vidpipe.film.noun import CONTROL, Name, Noun, Text

By = Literal["hand", "said", "left", "brought", "model"]
"""Who a part is known by: written into its field, said in the talk, left to the writer, found in what was brought, or
proposed by a model."""

MOST_TURNS, MOST_SIGNS, MOST_PART = 80, 4000, 500
OWN = ("hand", "said")
MEASURES = (Part.LENGTH, Part.WHERE)
"""Parts that become settings: a model's word about them is not heard."""
MARK = re.compile(r"^[ \t]*(?:-{3,}|`{3})", re.M)
WORD = re.compile(r"[^\W\d_]{4,}|\d+")


class Turn(Noun):
    """What somebody said; `files` are the names of what a person attached to it."""

    who: Literal["person", "writer"]
    text: Text
    files: Annotated[tuple[Name, ...], Field(max_length=20)] = ()


class Known(Noun):
    """A part of the brief: in words, of messages one on each line."""

    value: Text = ""
    by: By = "said"


class Talk(Noun):
    """A talk as far as it went. `asks` is the part that was asked for last, `done` that the person wants the film."""

    turns: Annotated[tuple[Turn, ...], Field(max_length=MOST_TURNS)] = ()
    known: dict[Part, Known] = Field(default_factory=dict)
    kind: FilmKind | None = None
    language: Name = ""
    asks: Part | None = None
    done: bool = False

    @property
    def complete(self) -> int:
        """How complete the brief is, in per cent."""
        return completeness(self.known.keys(), self.kind)

    @property
    def number(self) -> int:
        """How often the person spoke."""
        return sum(turn.who == "person" for turn in self.turns)

    @property
    def waits(self) -> bool:
        """Whether the person spoke last, and so is to be answered."""
        return bool(self.turns) and self.turns[-1].who == "person"

    @property
    def said(self) -> str:
        """All that the person said."""
        return "\n".join(turn.text for turn in self.turns if turn.who == "person")

    def value(self, part: Part) -> str:
        found = self.known.get(part)
        return found.value if found else ""

    def own(self, part: Part) -> str:
        """A part in the person's own words, '' where a model only proposed it."""
        found = self.known.get(part)
        return found.value if found and found.by in OWN else ""

    def spoken(self, turn: Turn) -> "Talk":
        """With one more turn. Raises LimitReached."""
        if len(self.turns) >= MOST_TURNS:
            raise LimitReached("The talk is long enough", remedy="Make the film, or write into the fields.")
        return self.model_copy(update={"turns": (*self.turns, turn)})

    def put(self, part: Part, value: str, by: By) -> "Talk":
        """With a part as said so; without it where nothing is said."""
        rest = {name: known for name, known in self.known.items() if name is not part}
        text = cleaned(value)
        if text or by in ("left", "brought"):
            rest[part] = Known(value=text, by=by)
        return self.model_copy(update={"known": rest})


class Reply(NamedTuple):
    """An answer taken apart: the words for the person, and what it says of the brief."""

    say: str
    facts: Mapping[str, Any]


def cleaned(value: object) -> str:
    """Words for a part of the brief: of a list one on each line, without signs that steer."""
    listed = value if isinstance(value, list | tuple) else [value]
    lines = [line for one in listed if isinstance(one, str | int) for line in str(one).splitlines()]
    kept = [" ".join(CONTROL.sub(" ", line).split()).lstrip("-•* ") for line in lines]
    return "\n".join(filter(None, kept))[:MOST_PART]


def parted(raw: str) -> Reply:
    """An answer's words and facts; what is not to be read as facts is left out."""
    mark = MARK.search(raw)
    say = CONTROL.sub(" ", (raw[: mark.start()] if mark else raw).replace("\r", "")).strip()[:MOST_SIGNS]
    first, last = raw.find("{", mark.start() if mark else len(raw)), raw.rfind("}")
    try:
        facts = json.loads(raw[first : last + 1]) if 0 <= first < last else {}
    except (ValueError, RecursionError):
        facts = {}
    return Reply(say, facts if isinstance(facts, dict) else {})


def aloud(parts: Iterable[str]) -> Iterator[str]:
    """The words of an answer as they come, up to where its facts begin; those are waited for all the same."""
    held, facts = "", False
    for part in parts:
        if facts:
            continue
        held += part
        mark = MARK.search(held)
        if mark:
            facts = True
            yield held[: mark.start()].rstrip()
            continue
        line = held.rfind("\n") + 1
        doubtful = not held[line:].strip(" \t\n-`")
        whole = len(held[:line].rstrip("\n")) if doubtful else len(held)
        yield held[:whole]
        held = held[whole:]
    if not facts:
        yield held


def heard(talk: Talk, facts: Mapping[str, Any]) -> Talk:
    """The talk with what its person's newest words say. A field that was written by hand only gives way to an answer
    to just that question, or to a word about it."""
    answered = {talk.asks, *_parts(facts.get("meant"))}
    for part in Part:
        before, value = talk.known.get(part), cleaned(facts.get(part.value, ""))
        if value and (before is None or before.by != "hand" or part in answered):
            talk = talk.put(part, value, "said")
    for part in _parts(facts.get("left")):
        talk = talk if part in talk.known else talk.put(part, "", "left")
    kind = _kind(facts.get("kind")) or talk.kind
    language = cleaned(facts.get("language", ""))[:12] or talk.language
    return talk.model_copy(update={"kind": kind, "language": language, "done": bool(facts.get("done"))})


def proposed(talk: Talk, facts: Mapping[str, Any]) -> Talk:
    """The talk with what a model makes of it: where its words are the person's they count as said, else they fill
    only what nobody spoke of."""
    for part in Part:
        value, before = cleaned(facts.get(part.value, "")), talk.known.get(part)
        if not value or part in MEASURES or (before is not None and before.by == "hand"):
            continue
        if grounded(value, talk.said):
            talk = talk.put(part, value, "said")
        elif before is None or before.by not in OWN:
            talk = talk.put(part, value, "model")
    return talk


def grounded(value: str, said: str) -> bool:
    """Whether the words of a value are the person's own."""
    theirs = {word.casefold() for word in WORD.findall(said)}
    words = [word.casefold() for word in WORD.findall(value)]
    return bool(words) and all(word in theirs for word in words)


def answered(talk: Talk, say: str, asks: object) -> Talk:
    """The talk with an answer, and what it asks for next."""
    spoken = talk.spoken(Turn(who="writer", text=say))
    return spoken.model_copy(update={"asks": next(iter(_parts([asks])), None)})


def _parts(names: object) -> list[Part]:
    listed = names if isinstance(names, list | tuple) else []
    return [Part(name) for name in listed if isinstance(name, str) and name in {part.value for part in Part}]


def _kind(name: object) -> FilmKind | None:
    return FilmKind(name) if isinstance(name, str) and name in {kind.value for kind in FilmKind} else None
