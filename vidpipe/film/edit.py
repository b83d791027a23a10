"""The edit: what a person changes at the cut and nowhere above it: trims, levels, joints, words on screen.

Order and lengths belong to the storyboard. What speaks of a scene that is not there (any more) is simply not used.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from vidpipe.film.caption import Logo, Subtitles
from vidpipe.film.noun import Noun, later
from vidpipe.film.storyboard import Joint, Scene, SceneId, Storyboard, Transition
from vidpipe.film.version import Focus

SILENT_DB, LOUDEST_DB = -60, 12
LONGEST_JOINT = 48
Level = Annotated[int, Field(ge=SILENT_DB, le=LOUDEST_DB)]
"""A gain in decibels, 0 leaves the sound as it is."""
ClipFrame = Annotated[int, Field(ge=0, le=24 * 3600)]
"""A frame of a clip, at the film's rate."""


LOUDNESS = -14
Loudness = Literal[-14, -16, -23]
"""How loud the whole film is, in LUFS: as platforms play it, as speech is often wanted, as broadcast asks for."""


KEPT_DB, LOWERED_DB = 0, -12
CLIP_SOUND: dict[str, int] = {"keep": KEPT_DB, "low": LOWERED_DB, "off": SILENT_DB}
"""What becomes of clips' own sound, as a level: kept, lowered, or not heard."""


class SceneEdit(Noun):
    """One scene at the cut.

    `head` is the first frame of its clip that is used, None as planned; `until` is the frame after the last one used,
    None as far as the scene lasts; beyond it that frame is held. `clip_db` is the level of the clip's own sound, None
    as the film's; `voice_at` the frame of the scene at which its line begins, None where it is placed by itself.
    `focus` is what a crop keeps in sight, None as it is found.
    """

    head: ClipFrame | None = None
    until: ClipFrame | None = None
    voice_db: Level = 0
    clip_db: Level | None = None
    voice_at: ClipFrame | None = later(None)
    focus: Focus | None = later(None)

    @model_validator(mode="after")
    def _uses_a_frame(self) -> Self:
        if self.until is not None and self.until <= (self.head or 0):
            raise ValueError("a trim ends before it begins; leave at least one frame of the clip")
        return self


class Edit(Noun):
    """The film at the cut. `joints` says how a scene is entered, `joint` how all others are; both stand above the
    scene's transition and the film's crossfade. `loudness` is that of the finished film. `clip_db` is the level of all
    clips' own sound that no scene has its own for; None leaves it out. `captions` are words of scenes, `subtitles` how
    narration is written into the picture."""

    scenes: dict[SceneId, SceneEdit] = Field(default_factory=dict)
    joints: dict[SceneId, Transition] = Field(default_factory=dict)
    captions: bool = True
    titles: bool = True
    music_db: Level = 0
    voice_db: Level = 0
    joint: Transition | None = later(None)
    loudness: Loudness = later(LOUDNESS)
    clip_db: Level | None = later(None)
    subtitles: Subtitles = later("off")
    logo: Logo | None = later(None)

    def clip_level(self, scene_id: str) -> int | None:
        """The level of a clip's own sound: its scene's, else the film's; None where it is not heard."""
        own = self.scene(scene_id).clip_db
        level = self.clip_db if own is None else own
        return None if level == SILENT_DB else level

    def scene(self, scene_id: str) -> SceneEdit:
        """What is changed at this scene; the default where nothing is."""
        return self.scenes.get(scene_id, SceneEdit())

    def with_scene(self, scene_id: str, **fields: Any) -> "Edit":
        """The edit with fields of one scene changed; a scene that is as planned again is no longer named.

        Raises ValidationError (a ValueError) when a field is unknown or out of its limits.
        """
        changed = SceneEdit.model_validate(self.scene(scene_id).model_dump() | fields)
        others = {name: scene for name, scene in self.scenes.items() if name != scene_id}
        return self._with(scenes=others | ({scene_id: changed} if changed != SceneEdit() else {}))

    def with_joint(self, scene_id: str, transition: Transition | None) -> "Edit":
        """The edit with the joint into one scene set; None leaves it to the storyboard again."""
        others = {name: joint for name, joint in self.joints.items() if name != scene_id}
        return self._with(joints=others | ({scene_id: transition} if transition is not None else {}))

    def with_all_joints(self, transition: Transition | None) -> "Edit":
        """The edit with all joints set that are not set one by one; None leaves them to the storyboard again."""
        return self._with(joint=transition)

    def _with(self, **fields: Any) -> "Edit":
        return Edit.model_validate(self.model_dump() | fields)


def planned_joint(board: Storyboard, scene: Scene, crossfade: int | None) -> Transition:
    """How a scene is entered before any edit: `crossfade` frames for the whole film, None for the scene's own.

    The film's first scene and one that continues another are never faded into.
    """
    if _follows(board, scene):
        return Transition()
    if crossfade is None:
        return scene.transition
    return Transition(kind=Joint.CROSSFADE, frames=crossfade) if crossfade else Transition()


def _follows(board: Storyboard, scene: Scene) -> bool:
    """Whether nothing but a person's own setting for this joint makes a transition of it."""
    return scene.continuity == "continue" or scene.id == board.scenes[0].id


def joint_into(board: Storyboard, scene: Scene, crossfade: int | None, edit: Edit) -> Transition:
    """How a scene is entered: as the edit says, else as planned. The film itself can only come out of a colour."""
    asked = edit.joints.get(scene.id)
    if asked is None and not _follows(board, scene):
        asked = edit.joint
    if asked is None:
        return planned_joint(board, scene, crossfade)
    crosses_into_nothing = scene.id == board.scenes[0].id and asked.kind.overlaps
    return Transition() if asked.kind is Joint.CUT or not asked.frames or crosses_into_nothing else asked


def longest_joint(board: Storyboard, scene_id: str) -> int:
    """The frames there is room for at a joint: half of the shorter scene beside it. Longer ones are shortened."""
    before = board.before(scene_id)
    beside = [board.scene(scene_id).frames, *([before.frames] if before else [])]
    return min(LONGEST_JOINT, min(beside) // 2)
