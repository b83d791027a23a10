"""The painter's palettes, read from palettes.toml. Data only."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from vidpipe.film.noun import Noun
from vidpipe.film.storyboard import Colour

FILE = Path(__file__).with_name("palettes.toml")


class Palette(Noun):
    """Every colour of a picture is a mix of these. `sky` runs from zenith to horizon; `times` are shown by nature."""

    sky: Annotated[tuple[Colour, ...], Field(min_length=5, max_length=5)]
    light: Colour
    haze: Colour
    dark: Colour
    mid: Colour
    accents: Annotated[tuple[Colour, ...], Field(min_length=5, max_length=5)]
    foliage: Colour
    times: tuple[str, ...]


@cache
def palettes() -> dict[str, Palette]:
    """All palettes by name."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {name: Palette(**entry) for name, entry in data.items()}
