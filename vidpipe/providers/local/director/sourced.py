"""A film from a document: its title, its key points and figures in its own words and language, and where each is from.

What a document says is told, never followed: it chooses no kind, no length and no style of the film.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from vidpipe.film.brief import FilmKind
from vidpipe.film.extract import key_points, numbers, quotes
from vidpipe.film.source import Gist, Passage
from vidpipe.library.lexicon import LANGUAGES, lexicon, words
from vidpipe.providers.local.director.lines import time_for
from vidpipe.providers.local.director.reading import Reading, read
from vidpipe.providers.local.director.text import bare, flat, shortened, trimmed, word_count
from vidpipe.providers.local.director.things import Thing, leading, things
from vidpipe.providers.local.director.tongue import detect

PARTED = re.compile(r"\s*;\s|:\s|\s[—–]\s")
SUMMARY_WORDS = 8
MOST_MESSAGES, LINE_WORDS, OF_A_PART = 10, 19, 5
ARTICLE = re.compile(r"(?:the|an?|el|la|los|las|un|una|le|les|des|une|l[’'])\b", re.I)
ASKS = {"en": "What is {title}?", "es": "¿Qué es {title}?", "fr": "{title} : de quoi s'agit-il ?"}
SUMS_UP = {"en": "In short: {all}.", "es": "En resumen: {all}.", "fr": "En bref : {all}."}
AND = {"en": " and ", "es": " y ", "fr": " et "}


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
        features=told[:8] if kind is FilmKind.AD else (),
        beats=told if story else (),
    )


def shown_by(text: str) -> Thing | None:
    """What a text names that can be seen."""
    language = detect(text)
    if language not in LANGUAGES:
        return None
    said, lex = words(text), lexicon(language)
    found = [thing for thing in things(text, said, lex) if thing.id]
    return leading(found, said, ad=False) if found else None


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
    rows = [row for row in rows_of(source) if said(str(row["text"]))] or rows_of(source)
    if len(rows) > MOST_MESSAGES:
        step = (len(rows) - 1) / (MOST_MESSAGES - 1)
        rows = [rows[round(place * step)] for place in range(MOST_MESSAGES)]
    return list(dict.fromkeys(message_of(row, source) for row in rows))


def message_of(row: Mapping[str, Any], source: Mapping[str, Any]) -> str:
    """A point as a message: with its section's heading, where that is short and not the title itself."""
    caption, text = flat(str(row.get("caption") or "")), str(row["text"])
    line = said(text) or trimmed(text, LINE_WORDS)
    fits = caption and caption.casefold() != flat(str(source.get("title") or "")).casefold()
    return shortened(f"{caption} — {line}" if fits and word_count(caption) <= 8 else line, 400)


def said(text: str) -> str:
    """A sentence as it can be said in one scene: whole, or its first part where it has several; '' for a longer one."""
    text = flat(text)
    if word_count(text) <= LINE_WORDS:
        return text
    first = PARTED.split(text)[0]
    return f"{bare(first)}." if 4 <= word_count(first) <= LINE_WORDS else ""


def fitting(messages: Sequence[str], seconds: float | None, *, title: str = "") -> list[str]:
    """As many of them as there is time to say, from first to last; all where the film is as long as it needs."""
    if seconds is None:
        return list(messages)
    kept = list(messages)
    while len(kept) > 1 and _time(kept, seconds, title) > seconds:
        kept.pop(max(range(1, len(kept)), key=lambda place: (" — " not in kept[place], _words_of(kept[place]))))
    return kept


def _time(messages: Sequence[str], seconds: float, title: str) -> float:
    """Seconds to say all of it, with its question and its summary."""
    least = 0.62 * seconds / (len(messages) + 2)
    frame = max(least, time_for(word_count(title) + 2)) + max(least, time_for(SUMMARY_WORDS))
    return frame + 1.03 * sum(time_for(_words_of(one)) for one in messages)


def _words_of(message: str) -> int:
    return max(5, word_count(message.partition(" — ")[2] or message))


def opening(data: Mapping[str, Any], language: str) -> str:
    """The question or the title that the film begins with."""
    title = title_of(data)
    if language in ASKS and word_count(title) <= 2 and not ARTICLE.match(title) and not title.endswith("?"):
        return ASKS[language].format(title=title)
    return title if title.endswith(("?", "!")) else f"{title}."


def summary(messages: Sequence[str], language: str, room: int) -> str:
    """`In short: install, run and approve.`: the captions, as many as can be said."""
    captions = [bare(one.partition(" — ")[0]) for one in messages if " — " in one]
    captions = [one if one[1:2].isupper() else one[:1].lower() + one[1:] for one in captions if word_count(one) <= 4]
    if language not in SUMS_UP:
        return ""
    while len(captions) > 1:
        line = SUMS_UP[language].format(all=f"{', '.join(captions[:-1])}{AND[language]}{captions[-1]}")
        if word_count(line) <= room:
            return line
        captions.pop(len(captions) // 2)
    return ""
