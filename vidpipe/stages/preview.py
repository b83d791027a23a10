"""Clips, edit and sound → preview: the cut as it would be made now, small, to watch a change at once."""

from collections.abc import Mapping, Sequence

from vidpipe.film.catalogue import Role
from vidpipe.film.cut import CutPlan
from vidpipe.film.project import Film
from vidpipe.film.slot import PREVIEW
from vidpipe.ports import Draft, Need, Tools
from vidpipe.recipe import Recipe
from vidpipe.stages.cut import STAGE as CUT_STAGE
from vidpipe.stages.cutting import assemble
from vidpipe.take import Take

QUALITY = "preview"


class PreviewStage:
    name, step, title = "preview", "cut", "Preview"
    version, order, side = CUT_STAGE.version, 65, True
    role: Role | None = None

    def stands_for(self, film: Film) -> str:
        """The slot of which this shows what it would be now; '' while there is none."""
        return next(iter(CUT_STAGE.slots(film)), "")

    def slots(self, film: Film) -> Sequence[str]:
        return (PREVIEW,) if film.storyboard else ()

    def needs(self, film: Film, slot: str) -> Sequence[Need]:
        needs = CUT_STAGE.needs(film, self.stands_for(film))
        return [need.model_copy(update={"approved": False}) for need in needs]

    def recipe(self, film: Film, slot: str, inputs: Mapping[str, Take]) -> Recipe:
        made = CUT_STAGE.recipe(film, self.stands_for(film), inputs)
        small = {"format": made.params["format"] | {"quality": QUALITY}}
        return Recipe(stage=self.name, version=self.version, params=made.params | small, inputs=made.inputs)

    def early(self, film: Film, takes: Mapping[str, Take]) -> tuple[CutPlan, frozenset[str]]:
        """As the cut's, small."""
        wanted, ready = CUT_STAGE.early(film, takes)
        return wanted.model_copy(update={"quality": QUALITY}), ready

    def make(self, recipe: Recipe, tools: Tools) -> Draft:
        return assemble(recipe, tools)


STAGE = PreviewStage()
