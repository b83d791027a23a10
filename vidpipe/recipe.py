"""A recipe says what determines a result; its key is the SHA-256 of its canonical JSON. Pure, no floats."""

from functools import cached_property
from typing import Any

from pydantic import Field

from vidpipe.film.canon import canonical, digest, fingerprint
from vidpipe.film.noun import Noun

__all__ = ["Recipe", "base_of", "canonical", "digest", "fingerprint", "imported"]

SOFTENED, WITHOUT = "softened", "without"
"""Parameters: the rung of the ladder of refusals, and the inputs that are left out."""
INSTRUCTION, EXTENDS, WHOLE, JOB, KIND = "instruction", "extends", "whole", "job", "source kind"
SOURCE = "source"
REWORKS = (INSTRUCTION, EXTENDS, WHOLE, JOB, KIND)
"""The parameters of a recipe that goes on from a take, which is its input `source`."""


class Recipe(Noun):
    """What determines a result, declared: nothing else may enter the making of it.

    `inputs` names what is used and its digest. `model` is a resolved id such as `local/painter-1`, empty where no
    provider is asked. `sample` is the take number: a re-roll is the same recipe with the next one.
    """

    stage: str
    version: int
    model: str = ""
    params: dict[str, Any] = Field(default_factory=dict)
    inputs: dict[str, str] = Field(default_factory=dict)
    sample: int = 0

    @cached_property
    def key(self) -> str:
        return fingerprint(self.plain())

    def sampled(self, sample: int) -> "Recipe":
        """The same recipe for another take. Built anew: a copy would carry the cached key along."""
        return self if sample == self.sample else Recipe.model_validate(self.model_dump() | {"sample": sample})

    @property
    def imported(self) -> bool:
        return self.stage == "import"


def imported(sha256: str) -> Recipe:
    """The recipe of something a person brought or wrote by hand."""
    return Recipe(stage="import", version=1, inputs={"file": sha256})


def base_of(recipe: Recipe) -> Recipe:
    """The recipe without what goes on from another take: what the words alone would make."""
    params = {name: value for name, value in recipe.params.items() if name not in REWORKS}
    inputs = {name: value for name, value in recipe.inputs.items() if name != SOURCE}
    return Recipe(stage=recipe.stage, version=recipe.version, model=recipe.model, params=params, inputs=inputs)
