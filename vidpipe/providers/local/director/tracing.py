"""The scenes of a film from a document: what stands for a point, what is said first and last, where each is from."""

from collections.abc import Mapping, Sequence
from typing import Any

from vidpipe.film.brief import FilmKind
from vidpipe.library.lexicon import words, world
from vidpipe.providers.local.director.lines import room_for
from vidpipe.providers.local.director.plot import Plot
from vidpipe.providers.local.director.rows import Row
from vidpipe.providers.local.director.shots import who_is
from vidpipe.providers.local.director.sourced import SUMMARY_WORDS, message_of, opening, rows_of, shown_by, summary
from vidpipe.providers.local.director.staging import Place
from vidpipe.providers.local.director.text import word_count
from vidpipe.providers.local.director.things import Thing, kind_of

SHOWN = ("magnifying glass", "gear", "puzzle", "arrow", "globe", "light bulb")
"""What stands for a point that names nothing that can be seen."""
AUTO_ROOM = 16
NATURAL = ("animal", "person", "vehicle", "plant", "building")


def foresee_frame(plot: Plot, rows: Sequence[Row], messages: Sequence[str], data: Mapping[str, Any]) -> None:
    """How many words question and summary will have, so that they get the time."""
    if plot.kind is FilmKind.EXPLAINER:
        for row in rows:
            line = opening(data, plot.language) if row.opens else ""
            if row.closes and not row.opens:
                line = summary(messages, plot.language, SUMMARY_WORDS) or opening(data, "")
            row.needs = max(3, word_count(line)) if row.opens or row.closes else row.needs


def give_frame(plot: Plot, rows: Sequence[Row], messages: Sequence[str], data: Mapping[str, Any], rate: int) -> None:
    """The question and the summary of an explainer, of the document's own words."""
    if plot.kind is not FilmKind.EXPLAINER or not data.get("narration", True):
        return
    for row in rows:
        room = room_for(row.frames / rate) if data.get("frames") else AUTO_ROOM
        line = opening(data, plot.language) if row.opens else ""
        if row.closes and not row.opens:
            line = summary(messages, plot.language, room) or opening(data, "")
        if line and word_count(line) <= max(room, 5):
            row.narration = line


def give_things(plot: Plot, rows: Sequence[Row], messages: Sequence[str]) -> None:
    """What stands for each point: who or what it names, where that is at home; else a sign that was not shown before.

    Question and summary show what the title names."""
    if plot.kind is not FilmKind.EXPLAINER or plot.reading.known:
        return
    before = ""
    for row in rows:
        line = messages[min(row.point, len(messages) - 1)] if row.point >= 0 and messages else ""
        thing = (shown_by(line) if line else None) or plot.hero
        if thing is None or not thing.id:
            key = next(_sign(row.index + step) for step in (0, 1) if before != _sign(row.index + step))
            kind, ident = kind_of(key)
            thing = Thing(key, ident, kind, key, key, key)
        row.who, row.thing, before = who_is(thing), thing, thing.key
        row.place = _home(plot, row, thing, part=row.index / len(rows))


def _sign(number: int) -> str:
    return SHOWN[number % len(SHOWN)]


def _home(plot: Plot, row: Row, thing: Thing, *, part: float) -> Place:
    """Where somebody or something is at home; a thing of no place stands among shapes."""
    if plot.stage.place or thing.kind not in NATURAL:
        return row.place
    homes = world()["homes"].get(thing.id) or world()["kind_homes"][thing.kind][0]
    return plot.stage.at(part, str(homes[row.index % len(homes)]), last=row.closes)


def give_origin(rows: Sequence[Row], messages: Sequence[str], source: Mapping[str, Any]) -> None:
    """The passages that each scene is from: those of its point, else those that say what it says."""
    listed = rows_of(source)
    by_line = {message_of(row, source): int(row["passage"]) for row in reversed(listed)}
    for row in rows:
        line = messages[min(row.point, len(messages) - 1)] if row.point >= 0 and messages else ""
        own = by_line.get(line, 0)
        found = own or nearest(" ".join(filter(None, (line, row.told.text if row.told else row.narration))), listed)
        row.origin = (found,) if found else ()


def nearest(text: str, rows: Sequence[Mapping[str, Any]]) -> int:
    """The passage of the point that shares most words with a text; 0 where none shares half of them."""
    asked = {word.folded for word in words(text) if len(word.folded) > 3}
    if not asked:
        return 0
    scored = [(len(asked & {word.folded for word in words(str(row["text"]))}), -int(row["passage"])) for row in rows]
    best = max(scored, default=(0, 0))
    return -best[1] if best[0] > 1 and best[0] * 2 >= len(asked) else 0
