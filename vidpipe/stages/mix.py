"""Narration, music → mix: the film's voice and music as one sound, to listen to before there are any clips."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from vidpipe.film.catalogue import Role
from vidpipe.film.cut import MixPlan
from vidpipe.film.edit import LOUDNESS
from vidpipe.film.project import Film
from vidpipe.film.slot import MIX, MUSIC, STORYBOARD
from vidpipe.ports import Draft, Need, Tools
from vidpipe.recipe import Recipe
from vidpipe.stages.cut import lines_of
from vidpipe.stages.music import STAGE as MUSIC_STAGE
from vidpipe.stages.narration import spoken
from vidpipe.stages.picture import board_of
from vidpipe.take import Take


class MixStage:
    name, step, title = "mix", "sound", "Mix preview"
    version, order, side = 1, 56, True
    role: Role | None = None

    def slots(self, film: Film) -> Sequence[str]:
        return (MIX,) if sounds(film) else ()

    def needs(self, film: Film, slot: str) -> Sequence[Need]:
        return [Need(slot=name, approved=False) for name in (STORYBOARD, *sounds(film))]

    def recipe(self, film: Film, slot: str, inputs: Mapping[str, Take]) -> Recipe:
        music = inputs.get(MUSIC)
        lines = [line for line in lines_of(film, inputs, film.language) if line.media]
        levels = {line.scene: line.gain_db for line in lines} | ({"music": film.edit.music_db} if music else {})
        used = {f"narration of scene {line.scene}": line.media or "" for line in lines}
        used |= {"music": music.digest} if music else {}
        params = {
            "length": board_of(film).frames,
            "frame rate": film.settings.rate,
            "narration": [line.plain() | {"media": "", "gain_db": 0} for line in lines],
            "levels": levels,
        }
        params |= {"loudness": film.edit.loudness} if film.edit.loudness != LOUDNESS else {}
        return Recipe(stage=self.name, version=self.version, params=params, inputs=used)

    def make(self, recipe: Recipe, tools: Tools) -> Draft:
        into = Path(tools.desk.folder) / "mix.m4a"
        report = tools.cutter.mix(plan_of(recipe), path=tools.desk.path, into=into)
        return Draft(mime="audio/mp4", path=str(into), meta=report.plain())


def sounds(film: Film) -> list[str]:
    """The slots that are mixed."""
    return [*spoken(film, film.language), *MUSIC_STAGE.slots(film)]


def plan_of(recipe: Recipe) -> MixPlan:
    asked, levels = recipe.params, recipe.params["levels"]

    def line(row: Mapping[str, Any]) -> dict[str, Any]:
        scene = row["scene"]
        return {**row, "media": recipe.inputs[f"narration of scene {scene}"], "gain_db": levels[scene]}

    return MixPlan.model_validate(
        {
            "frames": asked["length"],
            "rate": asked["frame rate"],
            "voice": [line(row) for row in asked["narration"]],
            "music": recipe.inputs.get("music"),
            "music_db": levels.get("music", 0),
            "loudness": 10 * asked.get("loudness", LOUDNESS),
        }
    )


STAGE = MixStage()
