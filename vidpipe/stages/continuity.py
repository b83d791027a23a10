"""End keyframe of the scene before → start keyframe of a scene that continues it: the very same picture."""

from collections.abc import Mapping, Sequence

from vidpipe.film.catalogue import Role
from vidpipe.film.project import Film
from vidpipe.film.slot import STORYBOARD, keyframe, parse
from vidpipe.ports import Draft, Need, Tools
from vidpipe.recipe import Recipe
from vidpipe.stages.picture import board_of
from vidpipe.take import Take


class ContinuityStage:
    name, step, title = "continuity", "keyframes", "Continued keyframes"
    version, order, side = 1, 31, False
    role: Role | None = None

    def slots(self, film: Film) -> Sequence[str]:
        scenes = film.storyboard.scenes if film.storyboard else ()
        return [keyframe(scene.id, "start") for scene in scenes if scene.continuity == "continue"]

    def needs(self, film: Film, slot: str) -> Sequence[Need]:
        scene = parse(slot).scene
        return (Need(slot=STORYBOARD, part=f"scene/{scene}"), Need(slot=_end_before(film, slot), approved=False))

    def recipe(self, film: Film, slot: str, inputs: Mapping[str, Take]) -> Recipe:
        before = inputs[_end_before(film, slot)]
        digests = {"end keyframe of the scene before": before.digest}
        return Recipe(stage=self.name, version=self.version, params={"mime": before.mime}, inputs=digests)

    def make(self, recipe: Recipe, tools: Tools) -> Draft:
        (digest,) = recipe.inputs.values()
        return Draft(mime=recipe.params["mime"], digest=digest)


def _end_before(film: Film, slot: str) -> str:
    before = board_of(film).before(parse(slot).scene)
    if before is None:
        raise LookupError("the first scene continues nothing")
    return keyframe(before.id, "end")


STAGE = ContinuityStage()
