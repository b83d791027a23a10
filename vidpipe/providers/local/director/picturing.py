"""One picture's words, shot and camera as a person's note about just that picture wants them."""

from dataclasses import replace
from typing import NamedTuple

from vidpipe.film.storyboard import Move, ShotSize
from vidpipe.library.lexicon import stage as staged
from vidpipe.providers.local.director.altering import HEAD, ROOM_FOR, altered, overwritten, said_of, sized, taken_apart
from vidpipe.providers.local.director.shots import SIZES
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


def _without_note(words: str, note: str) -> str:
    plain = words.strip()
    end = f"{note.rstrip('. ')}."
    return plain.removesuffix(end).rstrip() if plain.endswith(end) else plain
