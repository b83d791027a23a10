"""Words with places that values fill: `{subject} on a wooden pier`. A doubled brace is the brace itself. Pure.

A place is a name of letters, digits and underscores; nothing inside it is ever computed.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from vidpipe.errors import BadInput

NAME = re.compile(r"[^\W\d]\w{0,39}")
PIECES = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


class Piece(NamedTuple):
    """A run of words as they stand, or a place by its name."""

    words: str
    place: str = ""


def places(text: str) -> tuple[str, ...]:
    """The names of the places, each once, in their order. Raises BadInput for a brace without its other one."""
    return tuple(dict.fromkeys(piece.place for piece in _pieces(text) if piece.place))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The words with every place filled; an empty value takes the space after its place along.

    Raises BadInput for a place without a value, and for a brace without its other one.
    """
    found = _pieces(text)
    missing = [piece.place for piece in found if piece.place and piece.place not in values]
    if missing:
        raise BadInput(f"There is no value for {{{missing[0]}}}", remedy=f"Give one, or write {{{{{missing[0]}}}}}.")
    whole, hungry = "", False
    for piece in found:
        words = values[piece.place] if piece.place else piece.words
        whole += words.removeprefix(" ") if hungry else words
        hungry = not words and (not whole or whole[-1].isspace()) if piece.place else hungry and not words.strip(" ")
    return whole.rstrip(" ") if hungry else whole


def literal(text: str) -> str:
    """Words as a wording that says just these."""
    return text.replace("{", "{{").replace("}", "}}")


@lru_cache(maxsize=256)
def _pieces(text: str) -> tuple[Piece, ...]:
    """Read once: a film says the same wording for every scene, at every plan."""
    return tuple(_read(text))


def _read(text: str) -> Iterator[Piece]:
    at = 0
    for match in PIECES.finditer(text):
        if match.start() > at:
            yield Piece(text[at : match.start()])
        at = match.end()
        sign = match.group()
        if sign in ("{{", "}}"):
            yield Piece(sign[0])
        elif match.group(1) is None:
            raise _alone(text, match.start())
        else:
            yield Piece("", _name(match.group(1)))
    if at < len(text):
        yield Piece(text[at:])


def _alone(text: str, at: int) -> BadInput:
    around = text[max(0, at - 12) : at + 13]
    return BadInput(
        f"A brace is not closed or not opened near “{around}”",
        remedy="Write {name} for a variable, and {{ or }} for a brace itself.",
    )


def _name(inside: str) -> str:
    name = inside.strip()
    if NAME.fullmatch(name):
        return name
    said = f"{{{inside[:40]}}} is no name of a variable" if name else "There is a pair of braces with no name in it"
    raise BadInput(said, remedy="Use letters, digits and _; a brace itself is written {{ or }}.")
