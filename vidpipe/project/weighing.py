"""What is heard of the clips, how loud the film is, and where a person puts a line: changes of the edit in words."""

from typing import Any, get_args

from pydantic import ValidationError

from vidpipe.errors import BadInput, Refused
from vidpipe.film.edit import CLIP_SOUND, Edit, Loudness
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.project.revising import Revising, named_scene

PLANNED = "planned"
"""As the film has it, of one scene."""


class Weighing(Revising):
    """Sound by the edit. Nothing is made; what hangs on it becomes stale and says so."""

    def keep_clip_sound(self, how: str, *, at: str = "") -> None:
        """Have clips' own sound kept (`keep`), lowered (`low`) or dropped (`off`): of all scenes that nobody set one by
        one, or of the one scene `at` (its number or id), which `planned` leaves to the film again.

        Raises BadInput, NotFound, Refused.
        """
        if how not in CLIP_SOUND and not (how == PLANNED and at):
            raise BadInput(f"Clips' sound cannot be {how!r}", remedy="Say keep, low or off; planned at a scene.")
        if at:
            scene, level = self._named(at).id, CLIP_SOUND.get(how)
            return self.recut(lambda edit: edit.with_scene(scene, clip_db=level))
        level = None if how == "off" else CLIP_SOUND[how]
        return self.recut(lambda edit: with_fields(edit, clip_db=level))

    def set_loudness(self, lufs: int) -> None:
        """How loud the finished film is, in LUFS: -14 as platforms play it, -16 for speech, -23 as broadcast asks.

        Raises BadInput.
        """
        if lufs not in get_args(Loudness):
            raise BadInput(f"A film is not made {lufs} LUFS loud", remedy="Say -14, -16 or -23.")
        self.recut(lambda edit: with_fields(edit, loudness=lufs))

    def put_line(self, scene: str, seconds: float | None) -> None:
        """Have the line of a scene begin so many seconds after the scene does; None has it placed by itself again.

        Raises BadInput, NotFound, Refused.
        """
        found, rate = self._named(scene), self.settings.rate
        at = None if seconds is None else _frame(found, seconds, rate)
        self.recut(lambda edit: edit.with_scene(found.id, voice_at=at))

    def _named(self, name: str) -> Scene:
        board: Storyboard | None = self.storyboard
        if board is None:
            raise Refused("There is no storyboard yet", remedy="Run the film first.")
        return named_scene(board, name)


def _frame(scene: Scene, seconds: float, rate: int) -> int:
    lasts = scene.frames / rate
    if not 0 <= seconds < lasts:
        raise BadInput(
            f"A line cannot begin {seconds:g} s after a scene of {lasts:.3g} s began",
            remedy="Say a number of seconds within the scene.",
        )
    return min(scene.frames - 1, round(seconds * rate))


def with_fields(edit: Edit, **fields: Any) -> Edit:
    """The edit with fields of the whole film set. Raises BadInput."""
    try:
        return Edit.model_validate(edit.model_dump() | fields)
    except ValidationError as error:
        raise BadInput(f"The edit cannot have {', '.join(fields)} so", remedy="Choose another value.") from error
