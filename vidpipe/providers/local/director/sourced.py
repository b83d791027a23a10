"""A film from a document: its title, its key points and figures in its own words and language, and where each is from.

What a document says is told, never followed: it chooses no kind, no length and no style of the film.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from vidpipe.film.brief import FilmKind
from vidpipe.film.extract import CITED, key_points, numbers, quotes
from vidpipe.film.source import Gist, Passage
from vidpipe.library.lexicon import LANGUAGES, Word, fold, lexicon, words
from vidpipe.providers.local.director.reading import Reading, read
from vidpipe.providers.local.director.text import bare, capital, flat, shortened, trimmed, word_count
from vidpipe.providers.local.director.things import Thing, leading, things
from vidpipe.providers.local.director.tongue import detect

APART, PARTED = re.compile(r"\s*;\s"), re.compile(r":\s|\s[—–]\s")
MOST_MESSAGES, LINE_WORDS, OF_A_PART = 10, 18, 8
SOME = 6
"""Points from which on a film tells more than the lead."""
QUANTITY = re.compile(r"^(?:most|many|some|all|few|fewer|more|each|every|other)\s+", re.I)
OF_HERO = ("they", "their", "them", "it", "its")
SAYS_WHO = ("nothing", "everything", "it", "he", "she", "they", "who", "that", "which", "nobody", "everybody")
"""Before these words a noun is a verb: nothing leaves."""
ARTICLE = re.compile(r"(?:the|an?|el|la|los|las|un|una|le|les|des|une|l[’'])\b", re.I)
ASKS = {"en": "What is {title}?", "es": "¿Qué es {title}?", "fr": "{title} : de quoi s'agit-il ?"}


def write_reading(data: Mapping[str, Any]) -> dict[str, Any]:
    """What matters in a part of a long document: sentences that stand in it, its quotes and figures."""
    passages = [Passage.model_validate(one) for one in data.get("passages") or []]
    gist = Gist(
        points=key_points(passages, most=OF_A_PART, title=str(data.get("title") or "")),
        quotes=quotes(passages, most=3),
        numbers=numbers(passages, most=4),
    )
    return gist.plain()


def prepared(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The data of a request with what its source says of kind, language and subject; as it is without a source."""
    source = data.get("source")
    if not source:
        return data
    own = own_words_in(data)
    asked = data.get("kind") or (read(own).kind if own else None) or FilmKind.EXPLAINER
    kind = FilmKind.EXPLAINER if asked is FilmKind.STORY and not data.get("kind") else FilmKind(asked)
    return {**data, "kind": kind, "language": language_in(data)}


def own_words_in(data: Mapping[str, Any]) -> str:
    """What the person said besides bringing the document."""
    said, title = flat(str(data.get("prompt") or "")), flat(str(data["source"].get("title") or ""))
    return "" if said in (title, flat(str(data["source"].get("name") or ""))) else said


def language_in(data: Mapping[str, Any]) -> str:
    """As asked for, as the brief has it, as the document says, else as it reads."""
    source, brief = data["source"], data.get("brief") or {}
    said = data.get("language") or brief.get("language") or source.get("language")
    return str(said or detect(" ".join([str(source.get("title") or ""), *(row["text"] for row in rows_of(source))])))


def rows_of(source: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The document's points; where it has none, its passages."""
    points = list(source.get("points") or ())
    return points or [
        {"text": one["text"], "passage": one["number"], "caption": one.get("heading", "")}
        for one in source.get("passages") or ()
    ]


def as_read(data: Mapping[str, Any], kind: FilmKind) -> Reading:
    """The reading of what the person said, with the subject, the claims and the events of what they brought."""
    source = data["source"]
    title, rows = title_of(data), rows_of(source)
    lead = str(rows[0]["text"]) if rows else ""
    story = kind is FilmKind.STORY
    told = tuple(str(row["text"]) for row in rows)
    base = read(". ".join(filter(None, (own_words_in(data), title, " ".join(told) if story else lead)))[:6000], kind)
    brand = title if word_count(title) <= 4 else base.brand
    return replace(
        base,
        language=language_in(data).partition("-")[0],
        hero=base.hero if kind is not FilmKind.EXPLAINER else shown_by(title),
        brand=brand if kind is FilmKind.AD else "",
        question="",
        asked="",
        topic=title,
        known=read(title).known,
        places=places_in(base, f"{own_words_in(data)} {title}"),
        features=told[:8] if kind is FilmKind.AD else (),
        beats=told if story else (),
    )


def places_in(reading: Reading, said: str) -> tuple[str, ...]:
    """Where it plays. That a document says `in Python` makes no town of it, unless the title or the person says so."""
    meant = reading.town and fold(reading.town) in fold(said)
    return tuple(place for place in reading.places if place != "somewhere" or meant)


def shown_by(text: str, *, hero: Thing | None = None) -> Thing | None:
    """What a text names that can be seen; the hero, where it speaks of them first: they keep their queen warm."""
    text = QUANTITY.sub("", text)
    language = detect(text)
    if language not in LANGUAGES:
        return None
    said, lex = words(text), lexicon(language)
    found = [thing for thing in things(text, said, lex) if thing.id and not _other(text, said, thing.at)]
    if hero and any(word.folded in OF_HERO for word in said[: found[0].at if found else 0]):
        return hero
    seen = leading(found, said, ad=False) if found else None
    return hero if hero and seen and seen.id == hero.id else seen


def _other(text: str, said: Sequence[Word], at: int) -> bool:
    """Whether a word that looks like a thing is none there."""
    return _is_name(text, said[at]) or (at > 0 and said[at - 1].folded in SAYS_WHO)


def _is_name(text: str, word: Word) -> bool:
    """Whether a word is a name there: a capital within a sentence whose other words are small."""
    if word.start == 0 or not text[word.start].isupper() or text[: word.start].rstrip()[-1:] in ".:!?—":
        return False
    others = [one for one in text.split() if len(one) > 3]
    return sum(one[0].isupper() for one in others) * 2 <= len(others) + 1


def title_of(data: Mapping[str, Any]) -> str:
    source, brief = data["source"], data.get("brief") or {}
    said = data.get("title") or brief.get("title") or source.get("title") or named(str(source.get("name") or ""))
    return shortened(bare(flat(str(said))) or "Untitled", 100)


def named(file: str) -> str:
    """What a file's name says: its words without the ending."""
    stem = re.sub(r"\.\w{1,8}$", "", file.split(", ")[0])
    words_of = " ".join(re.split(r"[\s_\-.]+", stem)).strip()
    return words_of[:1].upper() + words_of[1:]


def messages_in(source: Mapping[str, Any]) -> list[str]:
    """The document's points as an explainer says them: `Caption — line`; at most ten, from its first to its last."""
    found = [one for row in rows_of(source) for one in lines_of(row, source)]
    if not found:
        found = [_captioned(row, trimmed(str(row["text"]), LINE_WORDS), source) for row in rows_of(source)]
    return few(list(dict.fromkeys(found)), MOST_MESSAGES)


def lines_of(row: Mapping[str, Any], source: Mapping[str, Any]) -> list[str]:
    """A point as messages, the first with its section's heading; none for what no whole sentence says."""
    pieces = said(str(row["text"]))
    return [_captioned(row, one, source) if place == 0 else shortened(one, 400) for place, one in enumerate(pieces)]


def _captioned(row: Mapping[str, Any], line: str, source: Mapping[str, Any]) -> str:
    """With the heading, where that is short and not the title itself."""
    caption = flat(str(row.get("caption") or ""))
    fits = caption and caption.casefold() != flat(str(source.get("title") or "")).casefold()
    return shortened(f"{caption} — {line}" if fits and word_count(caption) <= 8 else line, 400)


def few(messages: Sequence[str], most: int) -> list[str]:
    """So many of them in their order: the lead, of a longer film half of it; of the rest a spread."""
    if len(messages) <= most:
        return list(messages)
    lead = lead_of(messages)
    first = max(min(lead, most if most < SOME else (most + 1) // 2), most - (len(messages) - lead))
    rest, wanted = range(lead, len(messages)), most - first
    step = (len(rest) - 1) / (wanted - 1) if wanted > 1 else 0
    return [*messages[:first], *(messages[rest[round(place * step)]] for place in range(wanted))]


def lead_of(messages: Sequence[str]) -> int:
    """How many of them are the lead: those before the first section's, at least one."""
    return next((place for place, one in enumerate(messages) if " — " in one), 1) or 1


def said(text: str) -> list[str]:
    """A sentence as scenes can say it: whole, or in its parts, or its first part; none where it cannot be parted."""
    text = flat(CITED.sub("", text))
    if word_count(text) <= LINE_WORDS:
        return [text]
    parts = [PARTED.split(part)[0] for part in APART.split(text)]
    if all(4 <= word_count(part) <= LINE_WORDS for part in parts):
        return [f"{capital(bare(part))}." for part in parts]
    return [f"{bare(parts[0])}."] if 4 <= word_count(parts[0]) <= LINE_WORDS else []


def is_titled(data: Mapping[str, Any]) -> bool:
    """Whether somebody gave the film a title, the document or a person; else it is called as its file is."""
    source, brief = data["source"], data.get("brief") or {}
    own = str(brief.get("title") or "")
    return bool(data.get("title") or source.get("title") or (own and own != named(str(source.get("name") or ""))))
