"""What a model can do and costs: a dated record, so that an answer about a model is data, not code."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from vidpipe.film.noun import Name, Noun


class Role(StrEnum):
    TEXT = "text"
    IMAGE = "image"
    VIDEO = "video"
    SPEECH = "speech"
    MUSIC = "music"


class Span(Noun):
    """Any length from `low` to `high` in steps of `step`, in milliseconds."""

    low: int
    high: int
    step: int = 1


class Price(Noun):
    """Micro-dollars for one unit: a request, an image, a second, a thousand characters."""

    unit: str = "request"
    micros: int = 0
    source: str = ""
    as_of: str = ""


class VoiceView(Noun):
    """A voice of a speech model: what a scene says to have it, its name for a person, its language (as `en-GB`)."""

    id: Name
    title: Name
    language: Name


class Caps(Noun):
    """One model. `durations` lists the only lengths (milliseconds) or is a span; empty where length is no matter."""

    provider: str
    model: str
    role: Role
    title: str = ""
    durations: tuple[int, ...] | Span = ()
    aspects: tuple[str, ...] = ()
    first_frame: bool = False
    last_frame: bool = False
    references: int = 0
    seeded: bool = False
    handles: bool = False
    languages: tuple[str, ...] = ()
    voices: tuple[VoiceView, ...] = ()
    concurrency: Annotated[int, Field(ge=1)] = 4
    per_minute: Annotated[int, Field(ge=1)] = 600
    price: Price = Price()
    shutdown: str = ""

    @property
    def id(self) -> str:
        """Provider and model with its version: `local/painter-1`. It stands in every recipe key."""
        return f"{self.provider}/{self.model}"
