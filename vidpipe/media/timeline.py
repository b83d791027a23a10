"""The arithmetic of a cut: which two shots are seen at a frame and how far one has given way to the other. Pure.

A transition of T frames into a shot is centred on the joint: T - T // 2 frames before it, T // 2 after it. It shows
frames around the shots (handles) and moves no joint, so that no transition changes the length of a film.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from vidpipe.film.cut import CutPlan, Shot
from vidpipe.film.storyboard import Joint, Way


@dataclass(frozen=True)
class Span:
    """A shot on the timeline: its first frame, and how many frames before and after its own it is seen.

    `enter` is the length of the transition that leads in, `kind` what it is, `way` where it goes.
    """

    number: int
    shot: Shot
    start: int
    lead: int
    tail: int
    kind: Joint
    enter: int
    way: Way = Way.LEFT

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

    A dip never shows two shots at once: the first goes into the colour of its `kind`, then the second comes out of it,
    each by `light` (1: nothing of the colour).
    """

    a: int
    b: int | None = None
    mix: float = 0.0
    light: float = 1.0
    kind: Joint = Joint.CUT
    way: Way = Way.LEFT


def lay_out(plan: CutPlan) -> list[Span]:
    """The shots with their handles. A transition is never longer than half of either of the scenes it joins."""
    pairs = enumerate(zip(plan.shots, rooms(plan), strict=True))
    enters = [_enter(shot, number, most) for number, (shot, most) in pairs]
    spans, start = [], 0
    for number, shot in enumerate(plan.shots):
        kind, frames = enters[number]
        lead = frames - frames // 2 if kind.overlaps else 0
        after = enters[number + 1] if number + 1 < len(enters) else (Joint.CUT, 0)
        tail = after[1] // 2 if after[0].overlaps else 0
        spans.append(Span(number, shot, start, lead, tail, kind, frames, shot.transition.way))
        start += shot.frames
    return spans


def _enter(shot: Shot, number: int, most: int) -> tuple[Joint, int]:
    kind, frames = shot.transition.kind, min(shot.transition.frames, most)
    if number == 0 and kind.overlaps:
        frames = 0
    return (kind, frames) if kind is not Joint.CUT and frames > 0 else (Joint.CUT, 0)


def rooms(plan: CutPlan) -> list[int]:
    """The longest transition into each shot. Within a scene (an animatic's two stills) only the shots are its limit."""
    shots, scenes = plan.shots, _scene_lengths(plan)
    found = [min(shots[0].frames, scenes[0] // 2)]
    for number in range(1, len(shots)):
        most = min(shots[number - 1].frames, shots[number].frames)
        inner = shots[number - 1].scene == shots[number].scene
        found.append(most if inner else min(most, scenes[number - 1] // 2, scenes[number] // 2))
    return found


def _scene_lengths(plan: CutPlan) -> list[int]:
    """For each shot the frames of its scene: of all shots in a row that belong to the same."""
    lengths: list[int] = []
    for _, group in itertools.groupby(plan.shots, key=lambda shot: shot.scene):
        frames = [shot.frames for shot in group]
        lengths += [sum(frames)] * len(frames)
    return lengths


def shortened(plan: CutPlan) -> Iterator[str]:
    """A line for each transition that was asked to be longer than there is room for."""
    for number, (shot, most) in enumerate(zip(plan.shots, rooms(plan), strict=True), 1):
        kind, frames = shot.transition.kind, shot.transition.frames
        if frames > most and kind is not Joint.CUT and not (number == 1 and kind.overlaps):
            asked, left = f"{frames / plan.rate:.2g} s", f"{most / plan.rate:.2g} s"
            yield f"Shot {number}: its {kind.value} of {asked} is cut to {left}, half of the shorter scene beside it."


def moments(spans: list[Span]) -> Iterator[Moment]:
    """One for each frame of the film, in order."""
    for span in spans:
        after = spans[span.number + 1] if span.number + 1 < len(spans) else None
        for frame in range(span.start, span.end):
            yield _moment(span, after, frame)


def _moment(span: Span, after: Span | None, frame: int) -> Moment:
    passed = frame - span.start
    if span.number == 0 and passed < span.enter:
        return Moment(0, light=_eased((passed + 0.5) / span.enter), kind=span.kind)
    if span.number and passed < span.enter // 2:
        return _between(span.number - 1, span, frame)
    if after and after.enter and frame >= after.start - (after.enter - after.enter // 2):
        return _between(span.number, after, frame)
    return Moment(span.number)


def _between(a: int, into: Span, frame: int) -> Moment:
    begun = into.start - (into.enter - into.enter // 2)
    time = (frame - begun + 0.5) / into.enter
    if into.kind.dips:
        return Moment(a if frame < into.start else into.number, light=abs(2 * _eased(time) - 1), kind=into.kind)
    mix = _at_rest(time) if into.kind in (Joint.SLIDE, Joint.ZOOM) else _eased(time)
    return Moment(a, into.number, mix, kind=into.kind, way=into.way)


def _eased(time: float) -> float:
    """Half a smoothstep, half linear: soft at both ends, never at rest."""
    return 0.5 * time + 0.5 * _at_rest(time)


def _at_rest(time: float) -> float:
    """A smoothstep: what moves sets off and arrives without a jerk."""
    return time * time * (3 - 2 * time)
