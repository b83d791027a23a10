"""One picture's words, shot and camera: as a person's note about just that picture wants them, or from words alone."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from vidpipe.film.storyboard import Move, ShotSize
from vidpipe.library.lexicon import stage as staged
from vidpipe.library.lexicon import world
from vidpipe.library.visual import spot
from vidpipe.providers.local.director.altering import (
    HEAD,
    ROOM_FOR,
    TIMES,
    altered,
    overwritten,
    said_of,
    sized,
    taken_apart,
)
from vidpipe.providers.local.director.reading import read
from vidpipe.providers.local.director.shots import SIZES, who_is
from vidpipe.providers.local.director.text import capital
from vidpipe.providers.local.director.wishes import read_wish


class Noted(NamedTuple):
    """What is to be painted. `read` tells whether the whole note was understood and changes something by itself."""

    words: str
    shot: str
    camera: str
    read: bool


def as_noted(words: str, note: str, *, shot: str, camera: str) -> Noted:
    """The words of a picture with what a note asks for; the note itself may stand at their end."""
    wish, plain = read_wish(note), _without_note(words, note)
    size = sized(ShotSize(shot), wish)
    move = wish.move or Move(camera)
    before = taken_apart(plain)
    drawn = altered(before, wish)
    room = "".join(ROOM_FOR.findall(plain)[:1])
    if drawn.own:
        lit = drawn if drawn.light else replace(drawn, light=staged()["lights"][drawn.time][0])
        subject = f"{drawn.who} {drawn.pose} ".replace("  ", " ") if drawn.who else ""
        text = f"{SIZES[size]}: {subject}{said_of(lit)}{room}."
    else:
        text = f"{SIZES[size]}: {overwritten(HEAD.sub('', plain), drawn, wish)}."
    more = "".join(f" {capital(part)}." for part in wish.unread)
    changed = (drawn, size.value, move.value) != (before, shot, camera)
    return Noted(capital(text) + more, size.value, move.value, changed and not wish.unread)


PAINTED = ("subjects", "settings", "rooms", "times", "weathers", "ambients")


def in_english(words: str) -> str:
    """Words of another language as the painter, who reads English, sees most in them; any others as they are."""
    reading = read(words)
    if reading.language in ("en", "und"):
        return words
    data = staged()
    said = [
        " and ".join(who_is(thing) for thing in (reading.hero, reading.other) if thing),
        next((_at(world()["places"][place]) for place in reading.places if place in world()["places"]), ""),
        TIMES.get(reading.time, ""),
        data["weathers"].get(reading.weather, ""),
        data["ambients"].get(reading.ambient, ""),
    ]
    english = capital(" ".join(part for part in said if part))
    return max(words, english, key=lambda text: sum(len(spot(text, group)) for group in PAINTED))


def _at(place: Mapping[str, Any]) -> str:
    """A place as its first spot says it: `on the open sea`."""
    spots = staged()["spots"][place["settings"][0]]
    return str(spots[0]).replace("{room}", str(place.get("room", "living room")))


class Aimed(NamedTuple):
    """Camera and shot that words name; `shot` is '' where they leave it to the picture."""

    camera: str
    shot: str


def aimed(words: str) -> Aimed:
    """Without any camera in the words it pushes in."""
    wish = read_wish(words)
    return Aimed((wish.move or Move.PUSH_IN).value, wish.size.value if wish.size else "")


def _without_note(words: str, note: str) -> str:
    plain = words.strip()
    end = f"{note.rstrip('. ')}."
    return plain.removesuffix(end).rstrip() if plain.endswith(end) else plain
