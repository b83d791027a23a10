"""Prompt → brief: what film it is, about whom, in which tone, with which messages."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from vidpipe.film.brief import Brief, CastMember, FilmKind
from vidpipe.film.timing import count
from vidpipe.library.lexicon import LANGUAGES, lexicon, lines, topics, world
from vidpipe.providers.local.director.grammar import indefinite
from vidpipe.providers.local.director.plot import Plot, decide
from vidpipe.providers.local.director.sourced import messages_in, prepared, title_of
from vidpipe.providers.local.director.text import bare, capital, flat, sentences, shortened, trimmed, word_count
from vidpipe.providers.local.director.titles import own_words, title
from vidpipe.providers.local.director.unknown import honest

TONES = {"en": "clear and cinematic", "es": "claro y cinematográfico", "fr": "clair et cinématographique"}
ROLES = {
    "en": ("hero", "product", "companion", "subject"),
    "es": ("protagonista", "producto", "compañía", "tema"),
    "fr": ("héros", "produit", "compagnon", "sujet"),
}


def write_brief(data: Mapping[str, Any]) -> dict[str, Any]:
    """A brief as JSON. Reads prompt, title, kind, style, language, frames, rate, seed; the same data give the
    same brief.
    """
    data = prepared(data)
    plot = decide({**data, "brief": {}}, scenes=_scenes(data))
    reading, source = plot.reading, data.get("source")
    named = title_of(data) if source else flat(str(data.get("title") or ""))
    brief = Brief(
        title=shortened(named or make_title(plot), 120),
        kind=plot.kind,
        subject=shortened(_subject(plot), 300),
        audience=(plot.narrator.slots.words.get("audience") or "")[:300],
        tone=_tone(plot),
        style=flat(str(data.get("style") or ", ".join(reading.styles)))[:500],
        place=_place(plot),
        time=_word(plot, "times", reading.time),
        weather=_word(plot, "weathers", reading.weather),
        messages=tuple(messages_in(source) if source else messages(plot)),
        call_to_action=plot.call[:200],
        language=plot.language,
        cast=tuple(cast(plot)),
        notes=_notes(plot) if not source else "",
    )
    lacking = "" if source else _lacking(plot)
    return brief.plain() | ({"lacking": lacking} if lacking else {})


def _notes(plot: Plot) -> str:
    """A long prompt in its own words."""
    return shortened(plot.reading.text, 1200) if word_count(plot.reading.text) > 60 else ""


def _lacking(plot: Plot) -> str:
    """What cannot be drawn as it is, and what stands for it."""
    reading = plot.reading
    if plot.kind is FilmKind.EXPLAINER and reading.known:
        return ""
    return honest((reading.hero, reading.other, reading.carried), plot.language)


def _scenes(data: Mapping[str, Any]) -> int:
    rate = int(data.get("rate") or 24)
    return count(int(data.get("frames") or 24 * rate), rate=rate)


def make_title(plot: Plot) -> str:
    tags = plot.tags(plot.stage.settings[0], plot.reading.time, plot.reading.weather)
    if plot.reading.beats:
        tags -= {"place", "label"}
    return title(plot.reading, plot.language, plot.narrator, tags, kind=plot.kind) or own_words(plot.reading.text)


def _subject(plot: Plot) -> str:
    if plot.kind is FilmKind.EXPLAINER:
        return plot.narrator.slots.words.get("topic") or own_words(plot.reading.text)
    hero = plot.hero
    if plot.brand and (hero is None or not hero.full):
        return plot.brand
    if hero is None or not hero.full:
        return own_words(plot.reading.text)
    said = indefinite(hero)
    if plot.language not in LANGUAGES:
        return own_words(plot.reading.text)
    return f"{said}, {indefinite(replace(hero, name=''))}" if hero.name and hero.full != hero.name else said


def _tone(plot: Plot) -> str:
    tone = world()["moods"].get(plot.stage.mood, {}).get("tone", TONES)
    return str(tone.get(plot.language, ""))


def _place(plot: Plot) -> str:
    if plot.reading.places and plot.narrator.slots.words.get("place"):
        return plot.narrator.slots.words["place"]
    if plot.language in LANGUAGES and plot.stage.place in lexicon(plot.language).places:
        return lexicon(plot.language).places[plot.stage.place].name
    return str(world()["places"][plot.stage.place].get("label", "")) if plot.stage.place else ""


def _word(plot: Plot, group: str, name: str) -> str:
    """A time or weather as the film's language calls it."""
    if not name or plot.language not in LANGUAGES:
        return name
    return lexicon(plot.language).terms[group][name][0]


def messages(plot: Plot) -> list[str]:
    """What the film says: claims of the prompt in an ad, points of an explainer (`Caption — line`)."""
    if plot.kind is FilmKind.AD:
        return list(plot.reading.features)
    if plot.kind is FilmKind.STORY:
        return []
    return explained(plot)


def explained(plot: Plot) -> list[str]:
    """An explainer's points: those the prompt gives, else what is known of the topic, else the questions to ask
    of it.
    """
    told = own_points(plot)
    if told:
        return told
    if plot.language not in LANGUAGES:
        return []
    if plot.reading.known:
        return [point.replace(" | ", " — ") for point in topics()[plot.reading.known][plot.language][1:-1]]
    listed = lines(plot.language)["words"]
    return [point.replace(" | ", " — ") for point in listed[f"points_{plot.reading.asked or 'what'}"]]


def own_points(plot: Plot) -> list[str]:
    """Points that stand in the prompt: its list after a colon, or its sentences when it is a text."""
    text = plot.reading.text
    head, colon, listed = text.partition(":")
    parts = (
        [bare(part) for part in listed.replace(" and ", ", ").replace(";", ",").split(",")]
        if colon and len(listed) < 400
        else []
    )
    short = [capital(part) for part in parts if 1 <= word_count(part) <= 8]
    if len(short) >= 3 and len(short) == len(parts) and word_count(head) <= 16:
        return short[:8]
    told = [one for one in sentences(text, most=60) if 4 <= word_count(one) <= 40 and not one.endswith("?")]
    return [trimmed(one, 22) for one in told[:12]] if len(told) >= 3 else []


def cast(plot: Plot) -> list[CastMember]:
    """Who must look the same in every scene. Looks are English, since they go into picture prompts."""
    roles = ROLES.get(plot.language, ROLES["en"])
    found = []
    for thing, role in (
        (
            plot.hero,
            roles[1] if plot.kind is FilmKind.AD else roles[3] if plot.kind is FilmKind.EXPLAINER else roles[0],
        ),
        (plot.other if plot.kind is FilmKind.STORY else None, roles[2]),
    ):
        if thing is None or (plot.kind is FilmKind.EXPLAINER and plot.reading.known):
            continue
        name = (plot.brand if role == roles[1] else "") or thing.name or capital(thing.full or thing.key)
        look = f"The same {thing.full if thing.language == 'en' and thing.full else thing.english} in every scene."
        found.append(CastMember(name=shortened(name, 80), role=role, look=shortened(look, 300)))
    return found
