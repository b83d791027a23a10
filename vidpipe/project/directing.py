"""What a person asks for in words: a note about scenes, style, pictures, clips or sound, and another version by it."""

from collections.abc import Iterable, Sequence

from pydantic import TypeAdapter, ValidationError

from vidpipe.errors import BadInput, NotFound, Refused
from vidpipe.film.noun import Line
from vidpipe.film.slot import STORYBOARD, parse
from vidpipe.film.storyboard import Storyboard
from vidpipe.project.going import Going
from vidpipe.take import Decision, Verb

NOTED = ("keyframe", "clip", "narration", "music")
"""What a note can be about besides the storyboard, by the first word of a slot's name."""
STYLE = "style"


class Directing(Going):
    """Notes."""

    def request_changes(self, note: str, targets: Sequence[str], *, go: bool = True) -> None:
        """Ask for something else, in words; without a word, for another version. With `go` it is made at once.

        Targets are slots, and of the storyboard `storyboard:scene/ID`, `storyboard:style`, or `storyboard` for all
        scenes that are not locked. Raises BadInput, NotFound, Refused.
        """
        text, board = said(note), self.storyboard
        slots = list(dict.fromkeys(target.partition(":")[0] for target in targets))
        if not slots:
            raise BadInput("A note needs something that it is about", remedy="Choose a scene, a picture or a sound.")
        parts = [part for target in targets for part in self._parts_meant(target, board)]
        asked = [self._note(STORYBOARD, text, part) for part in dict.fromkeys(parts)]
        again = [slot for slot in slots if slot != STORYBOARD]
        if go:
            self._need_keys((self._view(slot).slot for slot in slots), again=True)
        asked += [self._note(self._notable(slot), text) for slot in again if text]
        self._decide(asked)
        for slot in again if not text else ():
            self.reroll(self._notable(slot))
        if go:
            self._ask_again(slots)
            self._decide([self._consent(slot) for slot in slots])
            self.wake()

    def reroll(self, slot: str, *, takes: int = 1) -> None:
        """More takes, as `Deciding.reroll`. A storyboard with locked scenes is written again but for those."""
        board = self.storyboard
        if slot != STORYBOARD or board is None or not self._locked_scenes(board):
            return super().reroll(slot, takes=takes)
        self.request_changes("", [STORYBOARD], go=False)
        return self._decide([self._consent(STORYBOARD)])

    def _locked_scenes(self, board: Storyboard) -> list[str]:
        standing = self._standing()
        return [f"scene/{scene.id}" for scene in board.scenes if standing.locked(f"scene/{scene.id}/clip")]

    def _parts_meant(self, target: str, board: Storyboard | None) -> Iterable[str]:
        """The parts of the storyboard that a target names; none for a target of another slot."""
        slot, _, part = target.partition(":")
        if slot != STORYBOARD:
            return ()
        if board is None:
            raise Refused("There is no storyboard yet", remedy="Run the film first.")
        scenes = [f"scene/{scene.id}" for scene in board.scenes]
        locked = self._locked_scenes(board)
        if part in locked:
            raise Refused(f"Scene {scenes.index(part) + 1} is locked", remedy="Unlock it first.")
        if part and part not in (*scenes, STYLE):
            raise NotFound(f"The storyboard has no {part}", remedy=f"It has {', '.join(scenes[:4])} and style.")
        if not part and len(scenes) == len(locked):
            raise Refused("All scenes are locked", remedy="Unlock those that may change.")
        return (part,) if part else [name for name in scenes if name not in locked]

    def _notable(self, slot: str) -> str:
        view = self._view(slot)
        if parse(slot).name.partition("/")[0] not in NOTED or self._outside.stage(view.stage).role is None:
            raise BadInput(f"{slot} is not made by a model", remedy="Say what is wrong with what it is made from.")
        if view.locked:
            raise Refused(f"{slot} is locked", remedy="Unlock it first.")
        return slot

    def _note(self, slot: str, text: str, part: str = "") -> Decision:
        take = self._view(slot).take
        return self._decision(slot, Verb.NOTE, part, take.digest if take else "", reason=text)


def said(note: str) -> str:
    try:
        return TypeAdapter(Line).validate_python(note)
    except ValidationError as error:
        said = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise BadInput(f"The note cannot be used: {said}", remedy="Say it in at most 600 characters.") from error
