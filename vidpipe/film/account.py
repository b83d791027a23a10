"""What films cost and how well their making goes, over all films of a workspace. Money in whole micro-dollars."""

from datetime import datetime

from pydantic import Field

from vidpipe.film.noun import Noun


class LedgerLine(Noun):
    """A paid call as its money stands: `state` is reserved, charged, released or unknown, `at` when it came to that.

    `attempt` is the try that it is about. `gone` says that its film is no more; the title is the one it had.
    """

    id: int
    attempt: str = ""
    at: datetime
    project: str
    title: str
    slot: str
    provider: str
    model: str
    stage: str
    state: str
    micros: int
    gone: bool = False


class Spending(Noun):
    """Money over some days, the newest line first. `reserved` and `unknown` are open now, however old.

    The tables by provider, model (its full id), stage and day hold what was charged, the greatest first; the days are
    all there, oldest first, as `2026-11-21`. `today` is all that is bound today over all films, as the budget of a
    day counts it. `more` says that lines were left off.
    """

    lines: tuple[LedgerLine, ...] = ()
    more: bool = False
    charged: int = 0
    reserved: int = 0
    unknown: int = 0
    released: int = 0
    today: int = 0
    by_provider: dict[str, int] = Field(default_factory=dict)
    by_model: dict[str, int] = Field(default_factory=dict)
    by_stage: dict[str, int] = Field(default_factory=dict)
    by_day: dict[str, int] = Field(default_factory=dict)


class StageMetrics(Noun):
    """How the making of one stage goes. `kept` are the takes that slots show and nobody rejected.

    `seconds` is the median of those really made, None where none was; `cached` of the `made` were there before.
    """

    stage: str
    made: int
    kept: int
    seconds: float | None
    cached: int

    @property
    def share(self) -> int:
        """Per cent of what was made that was kept."""
        return round(100 * self.kept / self.made) if self.made else 0


class Metrics(Noun):
    """Over some film or all. `calls` asked a provider, `cached_calls` of them were answered by the cache.

    `rejections` counts by the reason given, '' for none, the most frequent first.
    """

    stages: tuple[StageMetrics, ...] = ()
    calls: int = 0
    cached_calls: int = 0
    rejections: dict[str, int] = Field(default_factory=dict)

    @property
    def made(self) -> int:
        return sum(stage.made for stage in self.stages)

    @property
    def kept(self) -> int:
        return sum(stage.kept for stage in self.stages)


class Learned(Noun):
    """What the newest calls of a model tell: how many there were, the middle of their milliseconds and what nine of
    ten took at most (0 where none was measured); and of the `charges` that its provider told itself, the least, middle
    and greatest micro-dollars for one unit of the model's price.
    """

    calls: int
    p50: int = 0
    p90: int = 0
    charges: int = 0
    low: int = 0
    median: int = 0
    high: int = 0


class Named(Noun):
    """Where a film's name is read from: the title it has, the one its settings say, its brief's, by digest; and the
    storyboard it shows, by digest. Empty where there is none.
    """

    project: str
    title: str
    own_title: str = ""
    brief: str = ""
    storyboard: str = ""
    trashed: bool = False


class FilmLabel(Noun):
    """What a line about a film needs of it: its title, and the number of each scene by its id."""

    title: str
    scenes: dict[str, int] = Field(default_factory=dict)
    trashed: bool = False
