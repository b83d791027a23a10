"""The scenes of a film from a document: what stands for a point, what is said first and last, where each is from."""

from collections.abc import Mapping, Sequence
from typing import Any

from vidpipe.film.brief import FilmKind
from vidpipe.library.lexicon import LANGUAGES, lexicon, words, world
from vidpipe.providers.local.director.arranging import Arranged, line_of
from vidpipe.providers.local.director.lines import room_for
from vidpipe.providers.local.director.plot import Plot
from vidpipe.providers.local.director.rows import Row
from vidpipe.providers.local.director.sense import where
from vidpipe.providers.local.director.shots import who_is
from vidpipe.providers.local.director.sourced import LINE_WORDS, lines_of, rows_of, shown_by
from vidpipe.providers.local.director.staging import Place
from vidpipe.providers.local.director.text import bare, word_count
from vidpipe.providers.local.director.things import Thing, kind_of
from vidpipe.providers.local.director.wording import as_long_as_needed, sentence

SHOWN = ("magnifying glass", "gear", "puzzle", "arrow", "globe", "light bulb")
"""What stands for a point that names nothing that can be seen."""
NO_SPOT = ("somewhere", "home")
"""Places that a line names without meaning that it plays there."""
NATURAL = ("animal", "person", "vehicle", "plant", "building")


def foresee_frame(plot: Plot, rows: Sequence[Row], told: Arranged) -> None:
    """How many words the first and the last line will have, so that they get the time."""
    if plot.kind is FilmKind.EXPLAINER:
        for row in rows:
            line = told.opening if row.opens else told.closing
            row.needs = max(3, word_count(line)) if row.opens or row.closes else row.needs


def give_frame(plot: Plot, rows: Sequence[Row], told: Arranged, data: Mapping[str, Any], rate: int) -> None:
    """What an explainer says, in the document's own words and never cut off; a caption only where it has a heading."""
    if plot.kind is not FilmKind.EXPLAINER or not data.get("narration", True):
        return
    for row in rows:
        line, room = _line(row, told), room_for(row.frames / rate) if data.get("frames") else LINE_WORDS
        if row.opens or row.closes or line:
            row.narration = line if word_count(line) <= max(room, 5) else ""
        if not data.get("frames") and not data.get("beats"):
            row.frames = as_long_as_needed(row, data, rate)
        if row.card == "caption" and row.narration and _headless(row, told):
            row.card = row.words = ""


def _line(row: Row, told: Arranged) -> str:
    if row.opens or row.closes:
        return told.opening if row.opens else told.closing
    return sentence(line_of(told.points[row.point])) if row.beat.id == "point" and _pointed(row, told) else ""


def _pointed(row: Row, told: Arranged) -> bool:
    return 0 <= row.point < len(told.points)


def _headless(row: Row, told: Arranged) -> bool:
    """Whether the caption would be no more than the beginning of what is said."""
    message = told.points[row.point] if _pointed(row, told) else ""
    return " — " not in message and bare(row.words) != bare(message)


def give_things(plot: Plot, rows: Sequence[Row], messages: Sequence[str], told: Arranged | None) -> None:
    """What stands for each point: who or what it names, where that is at home; else a sign that was not shown before.

    What names nothing shows what the title names."""
    if plot.kind is not FilmKind.EXPLAINER or plot.reading.known:
        return
    before = ""
    for row in rows:
        line = line_at(row, messages, told)
        thing = (shown_by(line, hero=plot.hero) if line else None) or plot.hero
        if thing is None or not thing.id:
            key = next(_sign(row.index + step) for step in (0, 1) if before != _sign(row.index + step))
            kind, ident = kind_of(key)
            thing = Thing(key, ident, kind, key, key, key)
        row.who, row.thing, before = who_is(thing), thing, thing.key
        row.place = _home(plot, row, thing, part=row.index / len(rows))
        spot = _named(plot, line)
        row.place = plot.stage.at(row.index / len(rows), spot, last=row.closes) if spot else row.place


def line_at(row: Row, messages: Sequence[str], told: Arranged | None) -> str:
    """What is said in a scene, as far as it is known before it is laid on time."""
    if row.opens or row.closes:
        return (told.opening if row.opens else told.closing) if told else ""
    return messages[min(row.point, len(messages) - 1)] if row.point >= 0 and messages else ""


def _named(plot: Plot, line: str) -> str:
    """The setting that a line names; '' for none."""
    if plot.language not in LANGUAGES or not line:
        return ""
    lex = lexicon(plot.language)
    found = [one.id for one in where(line, words(line), lex) if one.id in world()["places"] and one.id not in NO_SPOT]
    return str(world()["places"][found[0]]["settings"][0]) if found else ""


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
    by_line = {line: int(row["passage"]) for row in reversed(listed) for line in lines_of(row, source)}
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
