"""Musical moods as data: harmony, tempo, orchestra, grooves, and the words that call for each. Reads moods.toml."""

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from vidpipe.film.noun import Noun

Level = Annotated[float, Field(ge=0, le=1)]


class Part(Noun):
    """One player: what it does, on which voice, in which manner.

    `level` is decibels, `enters` the intensity from which it plays, `pan` -1 to 1, `room` its share of reverb.
    """

    role: Literal["pad", "comp", "arp", "bass", "line", "lead"]
    voice: str
    style: str = ""
    level: float = 0.0
    enters: Level = 0.0
    octave: int = 0
    pan: float = 0.0
    room: Level = 0.3
    echo: Level = 0.0


class Lane(Noun):
    """One drum: sixteenth steps as digits 1 to 9 (loudness) and dots; twelve steps in a bar of three."""

    sound: str
    steps: str
    level: float = 0.0
    enters: Level = 0.0
    pan: float = 0.0
    room: Level = 0.12


class Mood(Noun):
    """A mood: chords are scale degrees from 1 with a colour, such as `4:9` or `1:7/3`. `tempo` is beats a minute."""

    name: str
    title: str
    words: tuple[str, ...]
    scale: str
    tempo: tuple[int, int]
    meter: Literal[3, 4] = 4
    keys: tuple[str, ...]
    verses: tuple[tuple[str, ...], ...]
    bridges: tuple[tuple[str, ...], ...]
    cadence: tuple[str, ...]
    final: str
    melody: Literal["sparse", "medium", "dense"] = "medium"
    swing: Level = 0.0
    room: Level = 0.3
    reverb: float = 2.0
    accent: str = "soft"
    parts: tuple[Part, ...]
    drums: tuple[Lane, ...] = ()


@cache
def moods() -> dict[str, Mood]:
    """Every mood by its name, in the file's order."""
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {name: Mood.model_validate({"name": name, **fields}) for name, fields in data["mood"].items()}


def mood_for(text: str) -> Mood:
    """The mood that free words such as `night, neon, mysterious` call for; the first of the file where none fits.

    A mood's own name counts most, then each of its words once; earlier words weigh a little more than later ones.
    """
    said = _words(text)
    ranked = sorted(moods().values(), key=lambda mood: -_score(mood, said))
    return ranked[0]


def _score(mood: Mood, said: list[str]) -> float:
    names = {mood.name: 1.5} | {word: 1.0 for entry in mood.words for word in _words(entry)}
    return sum(
        max((weight for word, weight in names.items() if _same(word, spoken)), default=0.0)
        * (1.0 - 0.01 * min(place, 50))
        for place, spoken in enumerate(dict.fromkeys(said))
    )


def _same(word: str, spoken: str) -> bool:
    """Equal, or one is the other with an ending of at most three letters (hope, hopeful; mystery, mysteries)."""
    short, long = sorted((word, spoken), key=len)
    return word == spoken or (len(short) >= 4 and long.startswith(short) and len(long) - len(short) <= 3)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[a-z0-9]+", "".join(char for char in plain if not unicodedata.combining(char)))
