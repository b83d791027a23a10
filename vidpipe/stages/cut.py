"""Clips, narration, music → the cuts: the assembled film, each in one aspect, one language and one quality."""

from collections.abc import Mapping, Sequence
from typing import Any

from vidpipe.film.catalogue import Role
from vidpipe.film.cut import CutPlan, Shot, VoiceLine
from vidpipe.film.edit import SILENT_DB, planned_joint
from vidpipe.film.format import size
from vidpipe.film.lines import tongue
from vidpipe.film.placing import Place, Spoken, lasting, place
from vidpipe.film.project import Film
from vidpipe.film.slot import MUSIC, STORYBOARD, clip, narration, parse
from vidpipe.film.storyboard import Scene
from vidpipe.film.version import Version
from vidpipe.ports import Draft, Need, Tools
from vidpipe.recipe import Recipe, fingerprint
from vidpipe.stages.branded import colours_of
from vidpipe.stages.cutting import assemble, cut_recipe, joints_of, words_of
from vidpipe.stages.framing import framed
from vidpipe.stages.music import STAGE as MUSIC_STAGE
from vidpipe.stages.named import line_of, read_board
from vidpipe.stages.narration import spoken, words_in
from vidpipe.stages.picture import board_in, board_of
from vidpipe.take import Take


class CutStage:
    name, step, title = "cut", "cut", "Cut"
    version, order, side = 1, 70, False
    role: Role | None = None

    def slots(self, film: Film) -> Sequence[str]:
        return tuple(film.cuts) if film.storyboard else ()

    def needs(self, film: Film, slot: str) -> Sequence[Need]:
        language = film.cuts[slot].language
        clips = [clip(scene.id, film.settings.quality) for scene in board_of(film).scenes]
        names = [STORYBOARD, *clips, *spoken(film, language), *MUSIC_STAGE.slots(film)]
        return [*(Need(slot=name) for name in names), *words_in(film, language)]

    def lacks(self, film: Film, slot: str) -> str:
        """Why it cannot be cut yet: words that are not written in its language."""
        language = film.cuts[slot].language
        return not_written(film, language) if language != film.language else ""

    def recipe(self, film: Film, slot: str, inputs: Mapping[str, Take]) -> Recipe:
        music, version = inputs.get(MUSIC), film.cuts[slot]
        shown = _shown(film, version, inputs)
        heard = {
            "voice": lines_of(film, inputs, version.language),
            "music": music.digest if music else None,
            "music_db": film.edit.music_db if music else 0,
            "loudness": 10 * film.edit.loudness,
        }
        return cut_recipe(shown.model_copy(update=heard), joints_of(film), stage=self.name, version=self.version)

    def early(self, film: Film, takes: Mapping[str, Take]) -> tuple[CutPlan, frozenset[str]]:
        """What the film's own cut will show, as far as it is known while clips are missing, and the media that are
        there."""
        there = frozenset(take.digest for take in takes.values())
        shown, joints = _shown(film, next(iter(film.cuts.values())), takes), joints_of(film)
        shots = [
            shot.model_copy(update={"transition": joints.get(shot.scene, shot.transition)}) for shot in shown.shots
        ]
        shown = shown.model_copy(update={"shots": tuple(shots)} | _heard_early(film, takes))
        ready = there.intersection(shown.digests)
        if film.edit.subtitles == "off":
            return shown, ready
        awaited = _awaited(film, takes)
        unsure = {shot.media for shot in shown.shots if shot.scene in awaited}
        return shown.model_copy(update={"voice": lines_of(film, takes, film.language)}), ready - unsure

    def make(self, recipe: Recipe, tools: Tools) -> Draft:
        return assemble(recipe, tools)


def _awaited(film: Film, takes: Mapping[str, Take]) -> set[str]:
    """The scenes whose narration is not spoken yet, so that nobody knows when captions of it are seen."""
    return {parse(slot).scene for slot in spoken(film, film.language) if slot not in takes}


def _shown(film: Film, version: Version, takes: Mapping[str, Take]) -> CutPlan:
    """The pictures and words of a cut. A clip that is missing stands as a digest that no file has."""
    board, quality = board_of(film), version.quality or film.settings.quality
    width, height = size(version.aspect, quality)
    clips = {scene.id: takes.get(clip(scene.id, film.settings.quality)) for scene in board.scenes}
    shots = [_shot(film, scene, clips[scene.id]) for scene in board.scenes]
    return CutPlan(
        width=width,
        height=height,
        rate=film.settings.rate,
        shots=tuple(framed(shot, film, version, clips[shot.scene]) for shot in shots),
        words=words_of(read_board(film, board_in(film, version.language)), film.edit),
        colours=colours_of(film, board.style.colours),
        face=film.settings.brand.face if film.settings.brand else "",
        language=version.language,
        quality=quality.value,
        subtitles=film.edit.subtitles,
        logo=film.edit.logo,
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
        gain_db=film.edit.clip_level(scene.id),
        start=None if edit.head == head else edit.head,
        until=edit.until,
    )


def _heard_early(film: Film, takes: Mapping[str, Take]) -> dict[str, Any]:
    """Narration and music of the cut to come; while any of them is missing, music that no file has."""
    names = [*spoken(film, film.language), *MUSIC_STAGE.slots(film)]
    if any(name not in takes for name in names):
        return {"music": fingerprint({"awaited": MUSIC})}
    music = takes.get(MUSIC) if MUSIC in names else None
    levels = {"music": music.digest, "music_db": film.edit.music_db} if music else {}
    return {"voice": lines_of(film, takes, film.language)} | levels


def not_written(film: Film, language: str) -> str:
    """What lacks of a language, in a clause; '' where nothing does."""
    missing = film.unsaid_in(language)
    if not missing:
        return ""
    if language not in film.lines:
        return f"its words are not there in {tongue(language)} yet"
    named = f"scene {missing[0]}" if len(missing) == 1 else f"scenes {', '.join(map(str, missing))}"
    return f"the words of {named} are not written in {tongue(language)} yet"


def lines_of(film: Film, inputs: Mapping[str, Take], language: str) -> tuple[VoiceLine, ...]:
    """The narration of a language in its places; lines that nobody speaks are captions alone."""
    board = board_in(film, language)
    scenes = {scene.id: (scene, inputs.get(narration(scene.id, language))) for scene in board.scenes if scene.narration}
    said = [_spoken(film, scene, take) for scene, take in scenes.values()]
    found = place(said, rate=film.settings.rate, total=board.frames)
    return tuple(_line(film, one, *scenes[one.line.scene]) for one in found)


def _spoken(film: Film, scene: Scene, take: Take | None) -> Spoken:
    edit = film.edit.scene(scene.id)
    heard = film.edit.voice_db + edit.voice_db > SILENT_DB
    length = lasting(take.meta, film.settings.rate) if take and heard else None
    first = board_of(film).start_of(scene.id)
    return Spoken(scene=scene.id, first=first, frames=scene.frames, length=length, at=edit.voice_at)


def _line(film: Film, found: Place, scene: Scene, take: Take | None) -> VoiceLine:
    return VoiceLine(
        scene=scene.id,
        media=take.digest if take else None,
        start=found.start,
        frames=found.frames,
        text=line_of(film, scene.narration),
        gain_db=film.edit.voice_db + film.edit.scene(scene.id).voice_db if take else 0,
    )


STAGE = CutStage()
