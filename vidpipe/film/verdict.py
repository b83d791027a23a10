"""What a person thinks of results of the lab, and what was learned of models and wordings from that."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from vidpipe.film.noun import Line, Name, Noun

Better = Literal["one", "other", "both", "neither"]
"""Which of two was better; `both` are as good."""


class Rating(Noun):
    """The newest word on a result: stars from 1 to 5 (0 while nobody rated it), a mark of favour, a note."""

    stars: Annotated[int, Field(ge=0, le=5)] = 0
    starred: bool = False
    note: Line = ""


class Duel(Noun):
    """Two results by their recipes' keys, seen without their names."""

    one: str
    other: str
    better: Better
    actor: Name = ""
    at: datetime | None = None


class Made(Noun):
    """A result of the lab in the history: which grid, which slot, how long it took (milliseconds), what it cost."""

    key: str
    project: str
    slot: str
    model: str
    role: str
    digest: str
    mime: str
    cost: int
    cached: bool
    took: int
    at: datetime


class Tally(Noun):
    """Results of one model, or one template, over a history. `made` were really made, `kept` of all have three stars
    or more or are starred or were used; `stars` is the mean of those rated times ten, `milliseconds` the middle
    of those made, `micros` what they cost. `won` and `lost` are duels; one that both won counts for none.
    """

    name: str
    role: str = ""
    results: int = 0
    made: int = 0
    kept: int = 0
    rated: int = 0
    stars: int = 0
    milliseconds: int = 0
    micros: int = 0
    won: int = 0
    lost: int = 0

    @property
    def share(self) -> int:
        """Per cent of the results that were kept."""
        return round(100 * self.kept / self.results) if self.results else 0
