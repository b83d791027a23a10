"""A grid of the Prompt Lab: wordings × values × models × options × seeds, every one of them a call like any other."""

from functools import cached_property
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, Field, StringConstraints, field_validator

from vidpipe.errors import BadInput
from vidpipe.film.catalogue import Role
from vidpipe.film.format import Aspect, Rate
from vidpipe.film.noun import Line, Name, Noun, Text, later, printable
from vidpipe.film.storyboard import Speed
from vidpipe.film.wording import filled, places

MOST_CELLS = 400
"""More than this nobody compares; a larger grid is refused with its price."""

Filling = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200_000), AfterValidator(printable)]
"""What stands in a place: a word, a scene's whole prompt, or a storyboard to go on from."""
Values = dict[str, Filling]


class Option(Noun):
    """How a request is made besides its words. Each role reads what is its own: `frames` a clip and music, `aspect`
    a picture and a clip, voice, language and pace (per cent) speech."""

    aspect: Aspect = Aspect.WIDE
    frames: Annotated[int, Field(ge=1, le=24 * 600)] = 96
    rate: Rate = 24
    voice: Name = ""
    language: Name = "en"
    speed: Speed = 100
    negative: Line = ""


class Origin(Noun):
    """Where a grid was opened from: a film's slot; `stage` names the wording of it that is tried, `values` what filled
    its places there."""

    project: Name = ""
    slot: Name = ""
    stage: Name = ""
    values: Values = later({})


class Grid(Noun):
    """One experiment, complete: everything in it is fixed, so that the same grid asks for the same calls.

    `values` is a table, a row for each set of values; `seeds` are numbers, also for a model that takes none
    (`unseeded`), where they only tell one sample from another. `base` is the request it goes out from where it came
    from a scene: the words, the seed and the model alone then differ.
    """

    role: Role
    name: Name = ""
    system: Text = ""
    wordings: Annotated[tuple[Text, ...], Field(min_length=1)]
    values: Annotated[tuple[Values, ...], Field(min_length=1)] = ({},)
    models: Annotated[tuple[Name, ...], Field(min_length=1)]
    options: Annotated[tuple[Option, ...], Field(min_length=1)] = (Option(),)
    seeds: Annotated[tuple[Annotated[int, Field(ge=0, le=2**63 - 1)], ...], Field(min_length=1)] = (1,)
    unseeded: tuple[Name, ...] = ()
    origin: Origin = Origin()
    base: dict[str, Any] = Field(default_factory=dict)

    @field_validator("wordings", "models", "seeds", "unseeded", "options")
    @classmethod
    def _each_once(cls, items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple({str(item): item for item in items}.values())

    @field_validator("wordings")
    @classmethod
    def _say_something(cls, wordings: tuple[str, ...]) -> tuple[str, ...]:
        if not all(wordings):
            raise ValueError("is empty; write what is to be made")
        return wordings

    @property
    def size(self) -> int:
        """How many cells it has, none of them built."""
        parts = (self.wordings, self.values, self.models, self.options, self.seeds)
        whole = 1
        for part in parts:
            whole *= len(part)
        return whole

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """The places of all its wordings. Raises BadInput."""
        return tuple(dict.fromkeys(name for text in (*self.wordings, self.system) for name in places(text)))

    @property
    def unused(self) -> tuple[str, ...]:
        """Variables that have values and no place."""
        return tuple(
            name for name in dict.fromkeys(n for row in self.values for n in row) if name not in self.variables
        )

    def points(self) -> "list[Point]":
        """Its cells in the order of a page: wording, values, option, then a row for each model and its seeds.

        Raises BadInput for a place without a value, and for a grid that is too large.
        """
        if self.size > MOST_CELLS:
            raise BadInput(
                f"The grid has {self.size:,} cells; {MOST_CELLS} are the most",
                remedy="Take fewer prompts, values, models or seeds.",
            )
        return [
            Point(wording, row, model, option, seed, filled(self.wordings[wording], self.values[row]))
            for wording in range(len(self.wordings))
            for row in range(len(self.values))
            for option in range(len(self.options))
            for model in self.models
            for seed in range(len(self.seeds))
        ]


class Point(NamedTuple):
    """One place of a grid: each number an index into its part. `prompt` is the wording with its values."""

    wording: int
    row: int
    model: str
    option: int
    seed: int
    prompt: str
