"""The word side of a storyboard: what is said over a scene, what stands on screen, what a person reads about it."""

from collections.abc import Mapping, Sequence
from typing import Any

from vidpipe.film.brief import FilmKind
from vidpipe.library.lexicon import LANGUAGES, lines, topics
from vidpipe.providers.local.director.briefing import explained, make_title, own_points
from vidpipe.providers.local.director.lines import room_for, time_for
from vidpipe.providers.local.director.plot import Plot
from vidpipe.providers.local.director.rows import Row, limits_of
from vidpipe.providers.local.director.shots import nearest
from vidpipe.providers.local.director.text import capital, flat, shortened, trimmed, word_count

AUTO_WORDS = 16
"""Words that a line may have where the film is as long as it needs to be."""


def brief_of(data: Mapping[str, Any]) -> Mapping[str, Any]:
    return data.get("brief") or {}


def messages_of(plot: Plot, data: Mapping[str, Any]) -> list[str]:
    """The brief's messages; an explainer without any gets its points here."""
    given = [flat(str(one)) for one in brief_of(data).get("messages") or [] if str(one).strip()]
    return given or (explained(plot) if plot.kind is FilmKind.EXPLAINER else [])


def give_words(plot: Plot, rows: Sequence[Row], data: Mapping[str, Any], rate: int, *, auto: bool) -> None:
    """Cards, captions and lines. With `auto`, a scene then lasts as long as its line needs."""
    title = flat(str(brief_of(data).get("title") or "")) or make_title(plot)
    speaks = bool(data.get("narration", True))
    messages = messages_of(plot, data)
    _give_cards(plot, rows, title, flat(str(brief_of(data).get("call_to_action") or plot.call)))
    for row in rows:
        speak(plot, row, rows, messages, AUTO_WORDS if auto else room_for(row.frames / rate), speaks=speaks)
        if auto:
            row.frames = as_long_as_needed(row, data, rate)


def as_long_as_needed(row: Row, data: Mapping[str, Any], rate: int) -> int:
    """Frames in which its line can be said."""
    limits = limits_of(data)
    seconds = max(2.5, time_for(word_count(row.narration)) + 0.5) if row.narration else 3.0
    most = max(limits["only"]) if limits["only"] else limits["longest"]
    return max(1, min(round(seconds * rate), most * rate // 1000))


def _give_cards(plot: Plot, rows: Sequence[Row], title: str, call: str) -> None:
    reveal = next((row for row in rows if row.beat.voice == "reveal"), rows[0]) if plot.kind is FilmKind.AD else rows[0]
    name = (plot.brand or title) if plot.kind is FilmKind.AD else title
    reveal.card, reveal.words = "title", shortened(name, 80)
    if len(rows) == 1:
        return
    parts = [name, plot.slogan if plot.kind is FilmKind.AD else "", call, plot.reading.address]
    different: list[str] = []
    for part in parts:
        if part and not any(part.lower() in other.lower() for other in different):
            different.append(part)
    rows[-1].card, rows[-1].words = "end", shortened(" — ".join(different), 160)


def speak(plot: Plot, row: Row, rows: Sequence[Row], messages: Sequence[str], room: int, *, speaks: bool) -> None:
    """Give a scene its line and its caption, within `room` words."""
    if plot.kind is FilmKind.EXPLAINER and row.point >= 0 and row.beat.voice == "point":
        _make_point(plot, row, messages, room, speaks=speaks)
        return
    if not speaks or plot.language not in LANGUAGES or room < 2:
        return
    row.narration = _given(plot, row, rows, messages, room) or plot.narrator.line(
        plot.kind.value, row.beat.voice, tags_of(plot, row), room, key=f"line/{row.index}"
    )


def _given(plot: Plot, row: Row, rows: Sequence[Row], messages: Sequence[str], room: int) -> str:
    """A line that the prompt, the brief or the topic itself provides."""
    if row.told is not None and plot.reading.language == plot.language:
        return whole(sentence(trimmed(row.told.text, room)))
    if plot.kind is FilmKind.AD and row.beat.voice == "benefit":
        used = sum(one.beat.voice == "benefit" for one in rows[: row.index])
        return sentence(trimmed(messages[used], room)) if used < len(messages) else ""
    known = plot.reading.known
    if plot.kind is FilmKind.EXPLAINER and known and row.beat.voice in ("question", "summary"):
        line = str(topics()[known][plot.language][0 if row.opens else -1])
        return line if word_count(line) <= room else ""
    return ""


def foresee(plot: Plot, rows: Sequence[Row], messages: Sequence[str]) -> None:
    """Say how many words each scene needs whose line is already known, so that it gets the time."""
    for row in rows:
        if row.told is not None:
            row.needs = min(18, word_count(row.told.text))
        elif row.beat.voice == "point" and row.point >= 0 and messages:
            caption, _, said = messages[min(row.point, len(messages) - 1)].partition(" — ")
            row.needs = min(18, max(5, word_count(said or caption)))
        elif plot.kind is FilmKind.EXPLAINER:
            row.needs = 7
            if plot.reading.known and row.beat.voice in ("question", "summary") and plot.language in LANGUAGES:
                row.needs = word_count(str(topics()[plot.reading.known][plot.language][0 if row.opens else -1]))


def tags_of(plot: Plot, row: Row) -> set[str]:
    """What a line of this scene may be about."""
    cleared = row.place.cleared and plot.stage.weather == "rain"
    generic = (
        plot.kind is FilmKind.EXPLAINER
        and not plot.reading.known
        and plot.language in LANGUAGES
        and not own_points(plot)
    )
    return (
        plot.tags(row.place.setting, row.place.time, row.place.weather)
        | ({"cleared"} if cleared else set())
        | ({"generic"} if generic else set())
    )


def _make_point(plot: Plot, row: Row, messages: Sequence[str], room: int, *, speaks: bool) -> None:
    """A point's caption, and its line: its own, or its caption with the place it has in the order."""
    if not messages:
        return
    number = min(row.point, len(messages) - 1)
    caption, _, said = messages[number].partition(" — ")
    row.card, row.words = row.card or "caption", row.words or shortened(trimmed(caption, 8).rstrip(" .,;:"), 70)
    if not speaks or room < 2:
        return
    line = said or (_ordered(plot, caption, number, len(messages)) if word_count(caption) <= 3 else caption)
    row.narration = whole(sentence(trimmed(line, room)))


def _ordered(plot: Plot, caption: str, number: int, total: int) -> str:
    """`Then: rest.`"""
    if plot.language not in LANGUAGES:
        return caption
    order = lines(plot.language)["words"]["order"]
    word = order[-1] if number == total - 1 and total > 1 else order[number % (len(order) - 1)]
    return f"{word}{' ' if plot.language == 'fr' else ''}: {caption[:1].lower() + caption[1:]}"


def sentence(text: str) -> str:
    """With a capital and an end."""
    text = capital(text.strip())
    return text if not text or text[-1] in ".!?…。！？" else text + "."


def whole(line: str) -> str:
    """The line, or nothing if it had to be cut off in the middle: better silence than half a sentence."""
    return "" if line.endswith("…") else line


def scene_title(plot: Plot, row: Row) -> str:
    if plot.language not in LANGUAGES:
        return row.beat.title
    return str(lines(plot.language).get("scene", {}).get("titles", {}).get(row.beat.id, row.beat.title))


def action(plot: Plot, row: Row) -> str:
    """What happens, for a person to read: in the film's language where vidpipe writes it, else in English."""
    if row.told is not None:
        return shortened(sentence(row.told.text), 400)
    table = lines(plot.language).get("scene", {}) if plot.language in LANGUAGES else {}
    if "settings" in table:
        who = capital(plot.narrator.slots.words.get("the", "")) if row.who and row.thing is plot.hero else ""
        parts = [
            who,
            table["settings"].get(row.place.setting) or table["settings"][nearest(row.place.setting)],
            table["times"][row.place.time],
            table["weathers"].get(row.place.weather, ""),
        ]
        return capital(", ".join(part for part in parts if part)) + "."
    picture = row.prompts.end if row.continues else row.prompts.start
    return shortened(capital(picture.partition(": ")[2].partition(f", {row.place.palette} palette")[0]), 300) + "."
