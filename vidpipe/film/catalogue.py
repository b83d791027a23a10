"""What a model can do and costs: a dated record, so that an answer about a model is data, not code."""

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field

from vidpipe.film.noun import Name, Noun, later


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
    """Micro-dollars for one unit: request, image, second, minute, 1000 characters, million tokens.

    `by` is the same for a resolution or quality (`720p`, `2K`, `low`) or a kind of token (`in`, `out`, `image in`,
    `image out`, `audio out`); `sure` is metered where the reply says what was used, unknown where nobody says.
    """

    unit: str = "request"
    micros: int = 0
    source: str = ""
    as_of: str = ""
    by: dict[str, int] = later({})
    sure: Literal["fixed", "metered", "unknown"] = later("fixed")


class VoiceView(Noun):
    """A voice of a speech model: what a scene says to have it, its name for a person, its language (as `en-GB`)."""

    id: Name
    title: Name
    language: Name


class Caps(Noun):
    """One model. `durations` lists the only lengths (milliseconds) or is a span; empty where length is no matter.

    `resolution` is the one of `resolutions` that is asked for unless somebody chooses. `references` is how many
    pictures it takes, `refs_with_frames` whether together with a first frame. `seconds` is how long a request usually
    takes, `deadline` after how many nobody waits any more. `longest_text` are characters of a prompt. `shutdown` is
    the day (ISO) from which it is gone, `replacement` the model to use then. `fields` is what an adapter alone reads.
    """

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
    resolutions: tuple[str, ...] = later(())
    resolution: str = later("")
    refs_with_frames: bool = later(False)
    audio: Literal["never", "always", "optional"] = later("never")
    negative: bool = later(False)
    edits: bool = later(False)
    extends: bool = later(False)
    longest_text: int = later(0)
    seconds: int = later(0)
    deadline: int = later(0)
    replacement: str = later("")
    source: str = later("")
    as_of: str = later("")
    note: str = later("")
    fields: dict[str, Any] = later({})
    retells: bool = later(False)
    """Whether it puts a film into another language by telling it again from what it was written from."""

    @property
    def id(self) -> str:
        """Provider and model with its version: `local/painter-1`. It stands in every recipe key."""
        return f"{self.provider}/{self.model}"
