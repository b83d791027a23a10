"""Clips, narration, music → the cut: the assembled film in one aspect and one language."""

from collections.abc import Mapping, Sequence
from typing import Any

from vidpipe.film.catalogue import Role
from vidpipe.film.cut import CutPlan, Shot, VoiceLine, voice_lead
from vidpipe.film.edit import SILENT_DB, planned_joint
from vidpipe.film.format import Quality, size
from vidpipe.film.project import Film
from vidpipe.film.slot import MUSIC, STORYBOARD, clip, cut, narration
from vidpipe.film.storyboard import Scene
from vidpipe.ports import Draft, Need, Tools
from vidpipe.recipe import Recipe, fingerprint
from vidpipe.stages.cutting import assemble, cut_recipe, joints_of, words_of
from vidpipe.stages.music import STAGE as MUSIC_STAGE
from vidpipe.stages.narration import STAGE as NARRATION_STAGE
from vidpipe.stages.picture import board_of
from vidpipe.take import Take


class CutStage:
    name, step, title = "cut", "cut", "Cut"
    version, order, side = 1, 70, False
    role: Role | None = None

    def slots(self, film: Film) -> Sequence[str]:
        if film.storyboard is None:
            return ()
        preset = "master" if film.settings.quality is Quality.FINAL else "draft"
        return (cut(film.settings.aspect, film.language, preset),)

    def needs(self, film: Film, slot: str) -> Sequence[Need]:
        clips = [clip(scene.id, film.settings.quality) for scene in board_of(film).scenes]
        names = [STORYBOARD, *clips, *NARRATION_STAGE.slots(film), *MUSIC_STAGE.slots(film)]
        return [Need(slot=name) for name in names]

    def recipe(self, film: Film, slot: str, inputs: Mapping[str, Take]) -> Recipe:
        music = inputs.get(MUSIC)
        shown = _shown(film, inputs)
        heard = {
            "voice": lines_of(film, inputs),
            "music": music.digest if music else None,
            "music_db": film.edit.music_db if music else 0,
            "loudness": 10 * film.edit.loudness,
        }
        return cut_recipe(shown.model_copy(update=heard), joints_of(film), stage=self.name, version=self.version)

    def early(self, film: Film, takes: Mapping[str, Take]) -> tuple[CutPlan, frozenset[str]]:
        """What will be shown, as far as it is known while clips are missing, and the media that are there."""
        there = frozenset(take.digest for take in takes.values())
        shown, joints = _shown(film, takes), joints_of(film)
        shots = [
            shot.model_copy(update={"transition": joints.get(shot.scene, shot.transition)}) for shot in shown.shots
        ]
        shown = shown.model_copy(update={"shots": tuple(shots)} | _heard_early(film, takes))
        return shown, there.intersection(shown.digests)

    def make(self, recipe: Recipe, tools: Tools) -> Draft:
        return assemble(recipe, tools)


def _shown(film: Film, takes: Mapping[str, Take]) -> CutPlan:
    """The pictures and words of the cut. A clip that is missing stands as a digest that no file has."""
    board = board_of(film)
    width, height = size(film.settings.aspect, film.settings.quality)
    return CutPlan(
        width=width,
        height=height,
        rate=film.settings.rate,
        shots=tuple(_shot(film, scene, takes.get(clip(scene.id, film.settings.quality))) for scene in board.scenes),
        words=words_of(board, film.edit),
        colours=board.style.colours,
        language=film.language,
        quality=film.settings.quality.value,
    )


def _shot(film: Film, scene: Scene, take: Take | None) -> Shot:
    edit = film.edit.scene(scene.id)
    head = int(take.meta.get("head", 0)) if take else 0
    return Shot(
        scene=scene.id,
        media=take.digest if take else fingerprint({"awaited": scene.id}),
        mime=take.mime if take else "video/mp4",
        head=head,
        frames=scene.frames,
        transition=planned_joint(board_of(film), scene, film.settings.crossfade),
        gain_db=None if edit.clip_db == SILENT_DB else edit.clip_db,
        start=None if edit.head == head else edit.head,
        until=edit.until,
    )


def _heard_early(film: Film, takes: Mapping[str, Take]) -> dict[str, Any]:
    """Narration and music of the cut to come; while any of them is missing, music that no file has."""
    names = [*NARRATION_STAGE.slots(film), *MUSIC_STAGE.slots(film)]
    if any(name not in takes for name in names):
        return {"music": fingerprint({"awaited": MUSIC})}
    music = takes.get(MUSIC) if MUSIC in names else None
    levels = {"music": music.digest, "music_db": film.edit.music_db} if music else {}
    return {"voice": lines_of(film, takes)} | levels


def lines_of(film: Film, inputs: Mapping[str, Take]) -> tuple[VoiceLine, ...]:
    """The narration in its places; lines that nobody speaks are captions alone."""
    return tuple(_line(film, scene, inputs) for scene in board_of(film).scenes if scene.narration)


def _line(film: Film, scene: Scene, inputs: Mapping[str, Take]) -> VoiceLine:
    take = inputs.get(narration(scene.id, film.language))
    lead = voice_lead(scene.frames, film.settings.rate)
    return VoiceLine(
        scene=scene.id,
        media=take.digest if take else None,
        start=board_of(film).start_of(scene.id) + lead,
        frames=scene.frames - lead,
        text=scene.narration,
        gain_db=film.edit.voice_db + film.edit.scene(scene.id).voice_db if take else 0,
    )


STAGE = CutStage()
