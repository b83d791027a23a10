"""Cut → poster: the one picture that stands for the film."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from vidpipe.film.catalogue import Role
from vidpipe.film.project import Film
from vidpipe.film.slot import POSTER
from vidpipe.ports import Draft, Need, Tools
from vidpipe.recipe import Recipe
from vidpipe.stages.cut import STAGE as CUT_STAGE
from vidpipe.take import Take


class PosterStage:
    name, step, title = "poster", "cut", "Poster"
    version, order, side = 1, 80, True
    role: Role | None = None

    def slots(self, film: Film) -> Sequence[str]:
        return (POSTER,) if film.storyboard else ()

    def needs(self, film: Film, slot: str) -> Sequence[Need]:
        return [Need(slot=name, approved=False) for name in CUT_STAGE.slots(film)[:1]]

    def recipe(self, film: Film, slot: str, inputs: Mapping[str, Take]) -> Recipe:
        (take,) = inputs.values()
        return Recipe(stage=self.name, version=self.version, inputs={"cut": take.digest})

    def make(self, recipe: Recipe, tools: Tools) -> Draft:
        into = Path(tools.desk.folder) / "poster.jpg"
        tools.cutter.poster(tools.desk.path(recipe.inputs["cut"]), into)
        return Draft(mime="image/jpeg", path=str(into))


STAGE = PosterStage()
