"""The talk about a brief without a model: hears what a person's words say of it, and asks for what is missing.

Pure: the same talk gives the same answer. It speaks the languages the director writes, English to all others.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from vidpipe.film.brief import WEIGHTS, FilmKind, Part
from vidpipe.library.dialogue import is_look, named, place_of, said, seconds_of
from vidpipe.library.lexicon import LANGUAGES, lexicon, words
from vidpipe.providers.local.director import names
from vidpipe.providers.local.director.reading import read
from vidpipe.providers.local.director.text import capital, word_count
from vidpipe.providers.local.director.tongue import detect

ORDER = (Part.PRODUCT, Part.AUDIENCE, Part.MESSAGES, Part.TONE, Part.CALL, Part.LENGTH)
"""What is asked for, in this order; a feeling and a look are asked for together, so are length and place."""
WITH = {Part.TONE: Part.STYLE, Part.LENGTH: Part.WHERE}
CLAUSE = re.compile(r"\s*[.;!\n]+\s*|\s*,\s+")
FILLER = re.compile(
    r"^(?:and|but|with|in|it should (?:be|feel|look)|make it|something|rather|y|pero|con|en|et|mais|avec|plutôt|"
    r"for|to|para|pour|that|que)\s+",
    re.I,
)
FIRST = 80
"""Signs within which a wish such as "I need an ad for" stands."""
SHORT = 6
"""Words of a turn that may be all a wish to begin, or to be spared a question."""


def converse(messages: Sequence[Mapping[str, str]]) -> str:
    """The answer to the newest turn: words for the person, a line, and what was heard, as JSON.

    The state of the talk is the newest system message that is JSON: `known`, `asks`, `kind`, `language`, `source`.
    """
    state = _state(messages)
    turns = [one["content"] for one in messages if one.get("role") == "user"]
    text = turns[-1].strip() if turns else ""
    language = _language(state, turns)
    facts = hear(text, state, language=language) if text else {}
    say, asks = _answer(text, state | {"language": language}, facts, number=len(turns))
    return f"{say}\n---\n{json.dumps(facts | {'asks': asks, 'language': language}, ensure_ascii=False)}"


def _state(messages: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    for one in reversed(messages):
        if one.get("role") == "system" and one.get("content", "").startswith("{"):
            try:
                found = json.loads(one["content"])
            except ValueError:
                continue
            return found if isinstance(found, dict) else {}
    return {}


def _language(state: Mapping[str, Any], turns: Sequence[str]) -> str:
    """The person's language; once it is known, a name or a figure does not change it."""
    known, newest = str(state.get("language") or ""), detect(turns[-1]) if turns else ""
    longer = newest not in ("", "und") and word_count(turns[-1]) >= SHORT
    if known and not longer:
        return known
    found = detect("\n".join(turns)) if turns else "en"
    return newest if longer else found if found != "und" else known or "en"


# ---------------------------------------------------------------- hearing


def hear(text: str, state: Mapping[str, Any], *, language: str) -> dict[str, Any]:
    """What the newest words say of the brief: parts by name, what is `left` to the writer, whether the film is to be
    made (`done`), its `kind`."""
    known, listed = set(state.get("known") or {}), said(language)
    begun = Part.PRODUCT.value in known
    if _skips(text, language):
        return {"done": True} if begun or state.get("source") else {}
    if _is(text, listed["greets"]) or not re.search(r"\w", text):
        return {}
    asks = str(state.get("asks") or ("" if begun else Part.PRODUCT.value))
    facts = _measured(text)
    if _is(text, listed["leaves"]):
        both = [asks, *([WITH[Part(asks)].value] if asks in WITH else [])]
        return facts | ({"left": both} if asks else {})
    if text.rstrip().endswith("?") and begun:
        return facts
    meant = _meant(text, language)
    if meant and begun:
        return facts | {meant.value: _after(text, meant, language), "meant": [meant.value]}
    if not begun or asks == Part.PRODUCT.value:
        return facts | _first(text, language)
    return facts | (_fixed(text, language, known) or _own(text, asks, facts, state))


def _fixed(text: str, language: str, known: set[str]) -> dict[str, Any]:
    """What a turn such as `actually, for teenagers` puts right."""
    if not named(text[:FIRST], said(language)["fixes"]):
        return {}
    found = _first(text, language, only=known)
    return found | {"meant": list(found)} if found else {}


def _is(text: str, phrases: Sequence[str]) -> bool:
    plain = " ".join(re.sub(r"[.!…,;:]+", " ", text.casefold().replace("’", "'")).split())
    return plain in {" ".join(re.sub(r"[.!…,;:]+", " ", one).split()) for one in phrases}


def _skips(text: str, language: str) -> bool:
    """`Please just make it now` begins it too, a turn that says more does not."""
    listed = said(language)
    phrase = named(text, listed["skips"])
    rest = text.casefold().replace("’", "'").replace(phrase, " ", 1) if phrase else text
    return bool(phrase) and all(word in listed["polite"] for word in re.findall(r"[^\W\d_]+", rest))


def _measured(text: str) -> dict[str, Any]:
    seconds, place = seconds_of(text), place_of(text)
    found: dict[str, Any] = {}
    if seconds is not None:
        found[Part.LENGTH.value] = f"{seconds:g} s"
    if place:
        at = re.search(re.escape(place), text, re.I)
        found[Part.WHERE.value] = capital(at.group(0) if at else place)
    return found


def _first(text: str, language: str, *, only: set[str] | None = None) -> dict[str, Any]:
    """A turn that says what the film is about, and perhaps more; of a later one `only` what is known is corrected."""
    reading = read(text)
    ad = reading.kind is FilmKind.AD
    found: dict[str, Any] = {
        Part.AUDIENCE.value: names.audience(text, language, reading.brand),
        Part.CALL.value: reading.call,
        Part.MESSAGES.value: list(reading.features) if ad and len(reading.features) > 1 else [],
    } | _looked(text, language)
    if only is None:
        about = _without(subject(text, language), found[Part.AUDIENCE.value], language)
        about = "" if _is(about, said(language)["this"]) else about
        found |= {Part.PRODUCT.value: about, "kind": reading.kind.value if reading.kind else ""}
    return {name: value for name, value in found.items() if value and (only is None or name in only)}


def subject(text: str, language: str) -> str:
    """What it is about, without the wish around it, its length and where it runs."""
    words_, listed = " ".join(text.split()), said(language)
    begins = re.match(listed["begins"], words_, re.I)
    rest = words_[begins.end() :] if begins else words_
    opened = re.search(listed["opens"], rest[:FIRST], re.I)
    if opened and (begins or word_count(rest[: opened.start()]) <= 4):
        rest = rest[opened.end() :]
    return rest.strip(" .,;:") if re.search(r"[^\W\d_]{2}", rest) else ""


def _without(text: str, audience: str, language: str) -> str:
    """A subject without those it is for, where it ends with them."""
    if not audience:
        return text
    rest = re.sub(rf"[\s,]+{said(language)['for']}\s+(?:\w+\s+)?{re.escape(audience)}$", "", text, flags=re.I)
    return rest if word_count(rest) else text


def _looked(text: str, language: str) -> dict[str, Any]:
    """Words of feeling and of look, as they stand in the text."""
    if language not in LANGUAGES:
        return {}
    found, spoken = lexicon(language), words(text)
    listed = {}
    for part, group in ((Part.TONE, "moods"), (Part.STYLE, "styles")):
        hits = [text[spoken[one.at].start : spoken[one.end - 1].end] for one in found.find(group, spoken)]
        listed[part.value] = ", ".join(dict.fromkeys(hits))
    return {name: value for name, value in listed.items() if value}


def _own(text: str, asks: str, measured: Mapping[str, Any], state: Mapping[str, Any]) -> dict[str, Any]:
    """An answer to the question that was asked, in the person's own words; what nobody asked for is one more thing to
    say."""
    if not asks:
        before = str((state.get("known") or {}).get(Part.MESSAGES.value) or "")
        return {} if measured else {Part.MESSAGES.value: [*before.splitlines(), *_points(text)], "meant": ["messages"]}
    if asks == Part.LENGTH:
        return {} if measured else {"left": [asks]}
    if asks == Part.AUDIENCE and (those := _among(text, str(state.get("language") or "en"))):
        return {asks: those} | _looked(text, str(state.get("language") or "en"))
    if asks == Part.TONE:
        return _felt(text)
    if asks == Part.MESSAGES:
        return {asks: _points(text)}
    return {asks: FILLER.sub("", " ".join(text.split())).strip(" .,;") or text}


def _among(text: str, language: str) -> str:
    """For whom, where a turn says it among other things."""
    return "" if FILLER.match(text) else names.audience(text, language, "")


def _points(text: str) -> list[str]:
    """What should be said: a list's entries, or the sentences of a text."""
    lines = [line for line in re.split(r"[\n;]+|(?<=[.!?])\s+", text) if line.strip()]
    if len(lines) == 1:
        parts = [part for part in re.split(r",\s+(?:and |y |et )?|\s+(?:and|y|et)\s+", text) if part.strip()]
        short = all(word_count(part) <= 9 for part in parts)
        lines = parts if short else lines
    return [capital(FILLER.sub("", line.strip()).strip(" .,;")) for line in lines if re.search(r"\w", line)][:8]


def _felt(text: str) -> dict[str, Any]:
    """An answer about feeling and look, parted by its clauses."""
    listed: dict[str, list[str]] = {Part.TONE.value: [], Part.STYLE.value: []}
    for clause in filter(None, CLAUSE.split(text)):
        plain = FILLER.sub("", clause.strip()).strip(" .,;")
        styled = is_look(plain) or any(_styled(plain, language) for language in LANGUAGES)
        listed[Part.STYLE.value if styled else Part.TONE.value].append(plain)
    found: dict[str, Any] = {name: ", ".join(filter(None, parts)) for name, parts in listed.items() if any(parts)}
    return found | {"left": [name for name in listed if name not in found]}


def _styled(text: str, language: str) -> bool:
    return bool(lexicon(language).find("styles", words(text)))


def _meant(text: str, language: str) -> Part | None:
    """The part that a turn names itself: `the tone should be calm`."""
    for part, phrases in said(language)["about"].items():
        if named(text[:40], phrases) and re.search(r"(?<!\w)(?:is|be|are|:|sea|es|soit|est|to|a|à|de)(?!\w)|:", text):
            return Part(part)
    return None


def _after(text: str, part: Part, language: str) -> str:
    phrases = "|".join(re.escape(one) for one in said(language)["about"][part.value])
    verbs = r"\s*(?::|(?:should |must |debe |doit )?(?:be|is|are|ser|sea|es|être|soit|est|to|a|à|de)(?!\w))?\s*"
    return re.sub(rf"^.*?(?:{phrases}){verbs}", "", " ".join(text.split()), flags=re.I).strip(" .,;")


# ---------------------------------------------------------------- answering


def _answer(text: str, state: Mapping[str, Any], facts: Mapping[str, Any], *, number: int) -> tuple[str, str]:
    """What is said, and the part that is asked for with it."""
    listed = said(str(state["language"]))
    known = _known(state, facts)
    if not text:
        source = str((state.get("source") or {}).get("title") or "")
        return (listed["hello_source"].format(said=source) if source else listed["hello"]), Part.PRODUCT.value
    if facts.get("done"):
        return listed["making"], ""
    if _skips(text, str(state["language"])):
        return listed["making_nothing"], Part.PRODUCT.value
    asked = str(state.get("asks") or Part.PRODUCT.value)
    if not facts and not _is(text, listed["greets"]) and asked not in known:
        return listed[f"help_{asked}"], asked
    kind = FilmKind(str(facts.get("kind") or state.get("kind") or FilmKind.AD.value))
    missing = [part for part in ORDER if part.value not in known and WEIGHTS[kind][part]]
    if not missing:
        return (listed["ready"] if state.get("asks") else listed["changed"]), ""
    return _asking(missing[0], listed, kind, facts, known=known, number=number), missing[0].value


def _known(state: Mapping[str, Any], facts: Mapping[str, Any]) -> set[str]:
    """The parts that need not be asked for: of two that are asked for together, either is enough."""
    found = {*(state.get("known") or {}), *(name for name in facts if name in set(Part)), *(facts.get("left") or ())}
    if Part.STYLE in found:
        found.add(Part.TONE.value)
    if state.get("source"):
        found |= {Part.PRODUCT.value, Part.MESSAGES.value}
    return {str(name) for name in found}


def _asking(
    part: Part, listed: Mapping[str, Any], kind: FilmKind, facts: Mapping[str, Any], *, known: set[str], number: int
) -> str:
    if part is Part.PRODUCT:
        return str(listed["again"] if number > 1 else listed["hello"])
    name = f"{part.value}_{kind.value}"
    question = str(listed.get(name, listed[part.value]))
    ways = listed["left"] if facts.get("left") and len(facts) == 1 else listed["thanks"]
    return f"{ways[number % len(ways)]} {question}"


__all__ = ["converse", "hear", "subject"]
