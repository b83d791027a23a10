"""Keyframes → animatic: the film as timed pictures with music, to watch before a cent is spent on clips."""

from collections.abc import Mapping, Sequence

from vidpipe.film.catalogue import Role
from vidpipe.film.cut import CutPlan, Shot
from vidpipe.film.format import Quality, size
from vidpipe.film.project import Film
from vidpipe.film.slot import ANIMATIC, MUSIC, STORYBOARD, keyframe
from vidpipe.film.storyboard import Joint, Scene, Transition
from vidpipe.ports import Draft, Need, Tools
from vidpipe.recipe import Recipe
from vidpipe.stages.cutting import assemble, cut_recipe, joints_of, words_of
from vidpipe.stages.music import STAGE as MUSIC_STAGE
from vidpipe.stages.named import read_board
from vidpipe.stages.picture import board_of
from vidpipe.take import Take


class AnimaticStage:
    name, step, title = "animatic", "keyframes", "Animatic"
    version, order, side = 1, 50, True
    role: Role | None = None

    def slots(self, film: Film) -> Sequence[str]:
        return (ANIMATIC,) if film.storyboard else ()

    def needs(self, film: Film, slot: str) -> Sequence[Need]:
        pictures = [keyframe(scene.id, end) for scene in board_of(film).scenes for end in ("start", "end")]
        names = [STORYBOARD, *pictures, *MUSIC_STAGE.slots(film)]
        return [Need(slot=name, approved=False) for name in names]

    def recipe(self, film: Film, slot: str, inputs: Mapping[str, Take]) -> Recipe:
        board = board_of(film)
        shots = [shot for scene in board.scenes for shot in _stills(film, scene, inputs)]
        width, height = size(film.settings.aspect, Quality.DRAFT)
        music = inputs.get(MUSIC)
        plan = CutPlan(
            width=width,
            height=height,
            rate=film.settings.rate,
            shots=tuple(shots),
            music=music.digest if music else None,
            words=words_of(read_board(film, board), film.edit),
            colours=board.style.colours,
            language=film.language,
            quality="animatic",
            music_db=film.edit.music_db if music else 0,
            loudness=10 * film.edit.loudness,
        )
        return cut_recipe(plan, joints_of(film), stage=self.name, version=self.version)

    def make(self, recipe: Recipe, tools: Tools) -> Draft:
        return assemble(recipe, tools)


def _stills(film: Film, scene: Scene, inputs: Mapping[str, Take]) -> list[Shot]:
    """Start and end keyframe, half the scene each, melting into one another."""
    half = scene.frames // 2
    melt = Transition(kind=Joint.CROSSFADE, frames=min(film.settings.rate // 2, half))
    start, end = (inputs[keyframe(scene.id, name)] for name in ("start", "end"))
    shots = [Shot(scene=scene.id, media=start.digest, mime=start.mime, frames=half)] if half else []
    return [*shots, Shot(scene=scene.id, media=end.digest, mime=end.mime, frames=scene.frames - half, transition=melt)]


STAGE = AnimaticStage()
