"""Directions that a film could look like, as data: palette, light, weather, words. Reads directions.toml."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from vidpipe.film.noun import Line, Name, Noun
from vidpipe.film.storyboard import Colour
from vidpipe.library.palettes import palettes

Degree = Annotated[int, Field(ge=0, le=10)]


class Look(Noun):
    """One direction. `name` and `says` are by language; `time` and `weather` hold where the brief names none."""

    id: str
    palette: str
    time: Literal["dawn", "day", "dusk", "night"]
    weather: Literal["clear", "rain", "snow", "fog"]
    air: Line = ""
    warmth: Degree
    light: Degree
    moods: tuple[str, ...]
    keywords: tuple[Name, ...]
    look: Line
    name: dict[str, Name]
    says: dict[str, Line]

    @property
    def colours(self) -> tuple[Colour, ...]:
        """Its swatches: sky from above down to the horizon, then accents."""
        found = palettes()[self.palette]
        return (found.sky[0], found.sky[2], found.sky[4], *found.accents[:3])


@cache
def looks() -> dict[str, Look]:
    """All directions by their ids, in the file's order."""
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {name: Look(id=name, **facts) for name, facts in data.items()}
