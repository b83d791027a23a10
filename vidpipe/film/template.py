"""A template of the lab: a prompt with its variables, models and options under a name, shared between projects."""

from typing import Annotated, Literal

from pydantic import Field

from vidpipe.film.catalogue import Role
from vidpipe.film.grid import Grid, Option, Values
from vidpipe.film.noun import Line, Name, Noun, Text


class Template(Noun):
    """All of a grid but where it came from. `stage` names the stage's words that it replaces, '' for none."""

    name: Annotated[Name, Field(min_length=1)]
    note: Line = ""
    role: Role
    system: Text = ""
    wordings: Annotated[tuple[Text, ...], Field(min_length=1, max_length=20)]
    values: Annotated[tuple[Values, ...], Field(min_length=1, max_length=200)] = ({},)
    models: tuple[Name, ...] = ()
    options: Annotated[tuple[Option, ...], Field(min_length=1, max_length=20)] = (Option(),)
    seeds: tuple[Annotated[int, Field(ge=0, le=2**63 - 1)], ...] = (1,)
    stage: Name = ""

    @classmethod
    def of(cls, grid: Grid, *, name: str, note: str = "") -> "Template":
        """Raises ValidationError for a name that is none."""
        parts = ("role", "system", "wordings", "values", "models", "options", "seeds")
        return cls(name=name, note=note, stage=grid.origin.stage, **{part: getattr(grid, part) for part in parts})


class Shelf(Noun):
    """Templates as one file."""

    format: Literal["vidpipe-templates"] = "vidpipe-templates"
    version: Literal[1] = 1
    templates: Annotated[tuple[Template, ...], Field(max_length=500)]
