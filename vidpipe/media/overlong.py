"""Lines of narration for which a cut had no room: what is cut off, and what goes on over the next scene."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from vidpipe.errors import Corrupt, MediaError
from vidpipe.film.cut import CutPlan, VoiceLine
from vidpipe.film.edit import SILENT_DB
from vidpipe.film.finding import Finding
from vidpipe.film.placing import breath, lasting
from vidpipe.media.probe import probe

ACT = "Give the scene more time, or have the line said faster or in fewer words."


@dataclass(frozen=True)
class _Heard:
    """A line, how long it is in all, and up to where it may be heard: all in frames of the film."""

    line: VoiceLine
    length: int
    until: int

    @property
    def room(self) -> int:
        return max(0, self.until - self.line.start)


def too_long(plan: CutPlan, path: Callable[[str], Path], *, stopped: Callable[[], bool]) -> Iterator[Finding]:
    """What is wrong with the length of the lines of a cut, in their order. Raises Stopped, LimitReached.

    A line that only begins earlier than planned fits, and so does one that a person put late in its scene.
    """
    ends = _scenes(plan)
    for heard in _heard(plan, path, stopped):
        over, beyond = heard.length - heard.room, heard.line.start + heard.length - ends[heard.line.scene][1]
        lasts = f"Its line lasts {heard.length / plan.rate:.1f} s"
        if over > 1:
            room = f"where there is room for {heard.room / plan.rate:.1f} s"
            yield _finding(plan, heard, f"{lasts} {room}: {over / plan.rate:.1f} s of it are cut off.")
        elif beyond > breath(plan.rate) and heard.length > ends[heard.line.scene][0] - breath(plan.rate):
            yield _finding(plan, heard, f"{lasts} and goes on for {beyond / plan.rate:.1f} s over the next scene.")


def _heard(plan: CutPlan, path: Callable[[str], Path], stopped: Callable[[], bool]) -> Iterator[_Heard]:
    known = _scenes(plan)
    lines = [line for line in plan.voice if line.media and line.gain_db > SILENT_DB and line.scene in known]
    lines.sort(key=lambda line: line.start)
    for number, line in enumerate(lines):
        after = lines[number + 1].start if number + 1 < len(lines) else plan.frames
        with contextlib.suppress(MediaError, Corrupt):  # a sound that is damaged or gone says so in its own place
            milliseconds = probe(path(line.media or ""), stopped=stopped).milliseconds
            length = lasting({"milliseconds": milliseconds}, plan.rate)
            if length:
                yield _Heard(line, length, min(after, plan.frames))


def _scenes(plan: CutPlan) -> Mapping[str, tuple[int, int]]:
    """How long each scene is, and the frame after its last."""
    found: dict[str, tuple[int, int]] = {}
    passed = 0
    for shot in plan.shots:
        passed += shot.frames
        found[shot.scene] = (found.get(shot.scene, (0, 0))[0] + shot.frames, passed)
    return found


def _finding(plan: CutPlan, heard: _Heard, says: str) -> Finding:
    start, seconds = heard.line.start / plan.rate, min(heard.length, heard.room) / plan.rate
    return Finding(
        kind="long",
        scene=heard.line.scene,
        start=round(max(0.0, start), 3),
        seconds=round(seconds, 3),
        says=says,
        act=ACT,
        step="sound",
    )
