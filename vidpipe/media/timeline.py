"""The arithmetic of a cut: which two shots are seen at a frame and how far one has given way to the other. Pure.

A transition of T frames into a shot is centred on the joint: T - T // 2 frames before it, T // 2 after it. It shows
frames around the shots (handles) and moves no joint, so that no transition changes the length of a film.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from vidpipe.film.cut import CutPlan, Shot
from vidpipe.film.storyboard import Joint


@dataclass(frozen=True)
class Span:
    """A shot on the timeline: its first frame, and how many frames before and after its own it is seen.

    `enter` is the length of the transition that leads in, `kind` what it is.
    """

    number: int
    shot: Shot
    start: int
    lead: int
    tail: int
    kind: Joint
    enter: int

    @property
    def end(self) -> int:
        """The first frame after the shot's own."""
        return self.start + self.shot.frames

    @property
    def first(self) -> int:
        """The first frame of the timeline at which anything of the shot is seen or heard."""
        return self.start - self.lead

    @property
    def last(self) -> int:
        """The frame after the last at which anything of the shot is seen or heard."""
        return self.end + self.tail

    @property
    def length(self) -> int:
        return self.last - self.first


@dataclass(frozen=True)
class Moment:
    """What is seen at a frame: shot `a`, giving way to shot `b` by `mix` (0 to 1), and how much `light` is on it.

    A dip to black never shows two shots at once: the first is dimmed to black, then the second is lit.
    """

    a: int
    b: int | None = None
    mix: float = 0.0
    light: float = 1.0


def lay_out(plan: CutPlan) -> list[Span]:
    """The shots with their handles. A transition is never longer than either of the shots it joins."""
    enters = [_enter(plan, number) for number in range(len(plan.shots))]
    spans, start = [], 0
    for number, shot in enumerate(plan.shots):
        kind, frames = enters[number]
        lead = frames - frames // 2 if kind is Joint.CROSSFADE else 0
        after = enters[number + 1] if number + 1 < len(enters) else (Joint.CUT, 0)
        tail = after[1] // 2 if after[0] is Joint.CROSSFADE else 0
        spans.append(Span(number, shot, start, lead, tail, kind, frames))
        start += shot.frames
    return spans


def _enter(plan: CutPlan, number: int) -> tuple[Joint, int]:
    shot = plan.shots[number]
    kind, frames = shot.transition.kind, min(shot.transition.frames, shot.frames)
    if number:
        frames = min(frames, plan.shots[number - 1].frames)
    elif kind is Joint.CROSSFADE:
        frames = 0
    return (kind, frames) if kind is not Joint.CUT and frames > 0 else (Joint.CUT, 0)


def moments(spans: list[Span]) -> Iterator[Moment]:
    """One for each frame of the film, in order."""
    for span in spans:
        after = spans[span.number + 1] if span.number + 1 < len(spans) else None
        for frame in range(span.start, span.end):
            yield _moment(span, after, frame)


def _moment(span: Span, after: Span | None, frame: int) -> Moment:
    passed = frame - span.start
    if span.number == 0 and passed < span.enter:
        return Moment(0, light=_eased((passed + 0.5) / span.enter))
    if span.number and passed < span.enter // 2:
        return _between(span.number - 1, span, frame)
    if after and after.enter and frame >= after.start - (after.enter - after.enter // 2):
        return _between(span.number, after, frame)
    return Moment(span.number)


def _between(a: int, into: Span, frame: int) -> Moment:
    begun = into.start - (into.enter - into.enter // 2)
    mix = _eased((frame - begun + 0.5) / into.enter)
    if into.kind is Joint.DIP_BLACK:
        return Moment(a if frame < into.start else into.number, light=abs(2 * mix - 1))
    return Moment(a, into.number, mix)


def _eased(time: float) -> float:
    """Half a smoothstep, half linear: soft at both ends, never at rest."""
    return 0.5 * time + 0.5 * time * time * (3 - 2 * time)
