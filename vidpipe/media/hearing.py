"""What is wrong with the sound of a film: silence where something should be heard, and sound that runs into full scale.

Beside the film its narration and music are heard by themselves, since a mix hides what was recorded too loud.
"""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vidpipe.errors import Corrupt, MediaError
from vidpipe.film.cut import CutPlan, VoiceLine
from vidpipe.film.edit import SILENT_DB
from vidpipe.film.finding import Finding, Kind
from vidpipe.media.listening import BLOCKS, Heard, listen
from vidpipe.media.sight import runs

SILENT = -60.0
"""dBFS under which a block is silence."""
PAUSE, REST = 3.0, 6.0
"""Seconds of silence that are too many where music plays, and where only voices speak."""
CLIPPED, FLAT, TIMES = 12, -2.9, 3
"""Samples at full scale by which a block is clipped, or its level in dBFS: a whole sine has less, what is louder was
cut off, though an encoder blurs where. And in how many blocks that is heard."""


def sounds(
    plan: CutPlan, heard: Heard | None, path: Callable[[str], Path], *, stopped: Callable[[], bool]
) -> Iterator[Finding]:
    """All that is wrong with the sound; `heard` is the film's, None where it has none."""
    sound = _Sound(plan, path, stopped)
    yield from sound.silent(np.ones(0, bool) if heard is None else np.asarray(heard.loud < SILENT))
    if heard is not None:
        yield from sound.clipped(_breaks(heard))
    yield from sound.recorded()


def _breaks(heard: Heard) -> npt.NDArray[np.bool_]:
    return np.asarray((heard.full >= CLIPPED) | (heard.loud > FLAT))


@dataclass(frozen=True)
class _Sound:
    plan: CutPlan
    path: Callable[[str], Path]
    stopped: Callable[[], bool]

    def silent(self, quiet: npt.NDArray[np.bool_]) -> Iterator[Finding]:
        """Silence by block, where a voice or music should be. A film without either may be silent."""
        spoken = self._spoken()
        if not (self._music or spoken):
            return
        if quiet.all():
            says, act = "Nothing is heard in all of the film.", "Raise its levels, and make the cut again."
            yield self._finding("silent", "", 0, len(quiet), says, act)
            return
        unheard = [line for line in spoken if quiet[self._block(line.start) : self._end(line)].all()]
        for line in unheard:
            says, act = "Its line is not heard.", "Raise its level, or make the line again."
            yield self._finding("silent", line.scene, self._block(line.start), self._end(line), says, act)
        for first, last in runs(quiet[: self._block(self.plan.frames)]):
            said = any(first <= self._block(line.start) < last for line in unheard)
            if (last - first) / BLOCKS >= (PAUSE if self._music else REST) and not said:
                says = f"Nothing is heard for {(last - first) / BLOCKS:.1f} s."
                act = "Make or bring other music." if self._music else "Add music, or a line here."
                yield self._finding("silent", self._scene(first), first, last, says, act)

    def clipped(self, bad: npt.NDArray[np.bool_]) -> Iterator[Finding]:
        """Clipped blocks of the film itself, one finding a shot."""
        start = 0
        for shot in self.plan.shots:
            first, last = self._block(start), self._block(start + shot.frames)
            found = np.flatnonzero(bad[first:last]) + first
            if found.size:
                says = f"The sound is too loud and breaks up, {found.size / BLOCKS:.1f} s in all."
                act = "Lower its levels, and make the cut again."
                yield self._finding("clipped", shot.scene, int(found[0]), int(found[-1]) + 1, says, act)
            start += shot.frames

    def recorded(self) -> Iterator[Finding]:
        """Lines and music that were clipped before they came into the mix."""
        for line in self._spoken():
            if line.media and self._loud(line.media):
                says, act = "Its line was recorded too loud and breaks up.", "Make another take of the line."
                yield self._finding("clipped", line.scene, self._block(line.start), self._end(line), says, act)
        if self.plan.music and self._music and self._loud(self.plan.music):
            says, act = "The music was recorded too loud and breaks up.", "Make or bring other music."
            yield self._finding("clipped", "", 0, self._block(self.plan.frames), says, act)

    def _loud(self, digest: str) -> bool:
        with contextlib.suppress(MediaError, Corrupt):  # a sound that is damaged or gone says so in its own place
            return int(_breaks(listen(self.path(digest), stopped=self.stopped)).sum()) >= TIMES
        return False

    @property
    def _music(self) -> bool:
        return self.plan.music is not None and self.plan.music_db > SILENT_DB

    def _spoken(self) -> list[VoiceLine]:
        return [line for line in self.plan.voice if line.media and line.gain_db > SILENT_DB]

    def _block(self, frame: int) -> int:
        return frame * BLOCKS // self.plan.rate

    def _end(self, line: VoiceLine) -> int:
        return self._block(line.start + line.frames)

    def _scene(self, block: int) -> str:
        """The scene that is seen at a block."""
        passed = 0
        for shot in self.plan.shots:
            passed += shot.frames
            if block < self._block(passed):
                return shot.scene
        return self.plan.shots[-1].scene

    def _finding(self, kind: Kind, scene: str, first: int, last: int, says: str, act: str) -> Finding:
        start, seconds = first / BLOCKS, (last - first) / BLOCKS
        return Finding(kind=kind, scene=scene, start=start, seconds=seconds, says=says, act=act, step="sound")
