"""Scene → narration line: what is said over a scene, spoken in the film's language where a voice is there."""

from collections.abc import Mapping, Sequence
from typing import Any

from vidpipe.film.catalogue import Role
from vidpipe.film.project import Film
from vidpipe.film.slot import STORYBOARD, narration, parse
from vidpipe.film.storyboard import FASTEST, SLOWEST, Scene
from vidpipe.ports import Draft, Need, Request, Result
from vidpipe.recipe import Recipe
from vidpipe.stages.media import only_output
from vidpipe.stages.named import line_of, voice_of
from vidpipe.stages.noted import asked_in, asked_of
from vidpipe.stages.picture import board_of
from vidpipe.take import Take

OWN_PACE = 100


class NarrationStage:
    name, step, title = "narration", "sound", "Narration"
    version, order, side = 1, 55, False
    role: Role | None = Role.SPEECH

    def slots(self, film: Film) -> Sequence[str]:
        if film.storyboard is None or not speaks(film):
            return ()
        return [narration(scene.id, film.language) for scene in film.storyboard.scenes if scene.narration]

    def needs(self, film: Film, slot: str) -> Sequence[Need]:
        return (Need(slot=STORYBOARD, part=f"scene/{parse(slot).scene}"),)

    def recipe(self, film: Film, slot: str, inputs: Mapping[str, Take]) -> Recipe:
        scene = board_of(film).scene(parse(slot).scene)
        params: dict[str, Any] = {
            "line": line_of(film, scene.narration),
            "language": film.language,
            "voice": voice_of(film, scene),
        }
        speed = speed_of(film, scene)
        params |= ({"speed": speed} if speed != OWN_PACE else {}) | asked_of(film, slot)
        return Recipe(stage=self.name, version=self.version, model=film.caps[Role.SPEECH].id, params=params)

    def request(self, recipe: Recipe, texts: Mapping[str, Any]) -> Request:
        asked = recipe.params
        return Request(
            role=Role.SPEECH,
            task="narration",
            prompt=asked["line"],
            data=asked_in(recipe),
            language=asked["language"],
            voice=asked["voice"],
            speed=asked.get("speed", OWN_PACE),
            sample=recipe.sample,
        )

    def accept(self, recipe: Recipe, result: Result, texts: Mapping[str, Any]) -> Draft:
        return only_output(result, "audio/")


def speed_of(film: Film, scene: Scene) -> int:
    """How fast the line is spoken, in per cent of the voice's own pace: the scene's share of the film's."""
    return max(SLOWEST, min(FASTEST, round(film.settings.speed * scene.speed / 100)))


def speaks(film: Film) -> bool:
    """Whether there is a voice that speaks the film's language, and narration is wanted."""
    caps = film.caps.get(Role.SPEECH)
    if caps is None or not film.settings.narration:
        return False
    return not caps.languages or film.language.split("-")[0] in caps.languages


STAGE = NarrationStage()
