"""A brand kit: logo, colours, a face for words on screen, and words that a film of the brand does not use. Pure."""

import re
from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from vidpipe.film.cast import Picture
from vidpipe.film.noun import Line, Name, Noun, later
from vidpipe.film.storyboard import Colour, Storyboard

BrandName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Face = Literal["", "display", "text"]
"""A face of the shipped fonts for words on screen: heavy, medium; '' is as each card has it."""
FACES: dict[Face, str] = {"": "As each card has it", "display": "Inter Display ExtraBold", "text": "Inter Medium"}
MOST_COLOURS, MOST_BANNED = 8, 100


class Brand(Noun):
    """`banned` are words or phrases, in any case; as whole words, with a `*` at the end also as beginnings."""

    name: BrandName
    logo: Picture | None = later(None)
    colours: Annotated[tuple[Colour, ...], Field(max_length=MOST_COLOURS)] = later(())
    face: Face = later("")
    banned: Annotated[tuple[Name, ...], Field(max_length=MOST_BANNED)] = later(())


class Banned(Noun):
    """A banned word where it is used: in a scene's `narration` or `words`."""

    scene: str
    where: Literal["narration", "words"]
    word: Name
    text: Line


def banned_in(board: Storyboard, brand: Brand | None) -> Iterator[Banned]:
    """Every use of a banned word in what is said and shown, in the order of the film."""
    for scene in board.scenes if brand and brand.banned else ():
        for where, text in (("narration", scene.narration), ("words", scene.words)):
            for word in banned_words(text, brand.banned if brand else ()):
                yield Banned.model_validate({"scene": scene.id, "where": where, "word": word, "text": text})


def banned_words(text: str, banned: Iterable[str]) -> list[str]:
    """Which banned words a text uses."""
    return [word for word in banned if text and _pattern(word).search(text)]


def _pattern(word: str) -> re.Pattern[str]:
    stem = re.escape(word.strip().removesuffix("*").strip()).replace(r"\ ", r"\s+")
    end = "" if word.strip().endswith("*") else r"(?!\w)"
    return re.compile(rf"(?<!\w){stem}{end}", re.IGNORECASE)
