"""What a person brought → the material that a film is made from. It is brought: nothing can make it again."""

from collections.abc import Mapping, Sequence

from vidpipe.errors import Corrupt
from vidpipe.film.catalogue import Role
from vidpipe.film.project import Film
from vidpipe.film.slot import SOURCE
from vidpipe.ports import Draft, Need, Tools
from vidpipe.recipe import Recipe
from vidpipe.take import Take


class SourceStage:
    name, step, title = "source", "brief", "Source"
    version, order, side = 1, 5, True
    role: Role | None = None

    def slots(self, film: Film) -> Sequence[str]:
        return (SOURCE,) if film.settings.source and not film.settings.grid else ()

    def needs(self, film: Film, slot: str) -> Sequence[Need]:
        return ()

    def recipe(self, film: Film, slot: str, inputs: Mapping[str, Take]) -> Recipe:
        return Recipe(stage=self.name, version=self.version, params={"kind": film.settings.source})

    def make(self, recipe: Recipe, tools: Tools) -> Draft:
        raise Corrupt("What the film was made from is gone", remedy="Make a new film from the file or address.")


STAGE = SourceStage()
