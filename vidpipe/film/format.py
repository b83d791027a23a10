"""Sizes, rates and the clock of a film: aspects, qualities, frames and seconds."""

from enum import StrEnum
from fractions import Fraction
from typing import Literal

Rate = Literal[24, 25, 30]
"""Frames a second, fixed once for a project."""


class Aspect(StrEnum):
    WIDE = "16:9"
    TALL = "9:16"
    SQUARE = "1:1"
    FEED = "4:5"

    @property
    def slug(self) -> str:
        """The aspect in a slot's name: `16x9`."""
        return self.value.replace(":", "x")


class Quality(StrEnum):
    DRAFT = "draft"
    FINAL = "final"


SIZES = {
    Aspect.WIDE: (1280, 720),
    Aspect.TALL: (720, 1280),
    Aspect.SQUARE: (960, 960),
    Aspect.FEED: (864, 1080),
}
"""Width and height in pixels of a final film."""


def size(aspect: Aspect, quality: Quality = Quality.FINAL) -> tuple[int, int]:
    """Width and height in pixels; a draft has half of both."""
    width, height = SIZES[aspect]
    return (width, height) if quality is Quality.FINAL else (width // 2, height // 2)


def frames(seconds: Fraction | float, rate: int) -> int:
    """Seconds as the nearest whole number of frames."""
    return round(Fraction(seconds).limit_denominator(1000) * rate)


def seconds(count: int, rate: int) -> float:
    """Frames as seconds, for a person or a media tool."""
    return count / rate
