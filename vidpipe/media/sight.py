"""What is wrong with the pictures of a film, judged by what was seen of them: black, standing still, flashing. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from vidpipe.film.cut import CutPlan
from vidpipe.film.finding import Finding, Kind
from vidpipe.media.looking import Looks
from vidpipe.media.timeline import Span

BLACK_SHARE, BLACK_SECONDS = 0.985, 0.4
UNLIKE, STILL, MOSTLY = 8, 0.05, 0.8
"""Change in luma of any part of a picture from which on it is another, the mean change of a picture that stands still,
and how many must do so: encoders refresh a still picture now and then, and life never stands quite still."""
FROZEN_SECONDS = 2.0
JUMP, JUMPS = 16.0, 4.0
"""Mean change in luma that is a jump, and how many times the change of the pictures around it."""
FLASH_FRAMES, AROUND = 3, 6
HALF_FLASH, LIT, PART, SAFE = 0.1, 0.8, 0.25, 3
"""A change of light that is half a flash, the light above which it is none, the part of the picture that must flash,
and how many flashes in a second are safe: as accessibility guidelines have it."""

Marks = npt.NDArray[np.bool_]


def seen(plan: CutPlan, spans: list[Span], looks: Looks) -> Iterator[Finding]:
    """All that is wrong with the pictures."""
    sight = _Sight(plan.rate, spans, looks)
    yield from sight.black()
    yield from sight.frozen()
    yield from sight.flashes()
    yield from sight.strobes()


def alone(span: Span, spans: list[Span]) -> tuple[int, int]:
    """The pictures, first and after the last, at which a shot is seen without any transition; at least one."""
    after = spans[span.number + 1] if span.number + 1 < len(spans) else None
    last = span.end - (after.enter - after.enter // 2 if after else 0)
    first = min(span.start + _into(span), span.end - 1)
    return first, max(last, first + 1)


def _into(span: Span) -> int:
    """The pictures of a shot's own that the transition into it takes; the film's first stands wholly in it."""
    return span.enter // 2 if span.number else span.enter


@dataclass(frozen=True)
class _Sight:
    rate: int
    spans: list[Span]
    looks: Looks

    def black(self) -> Iterator[Finding]:
        """Black pictures that no transition asks for."""
        dark = self._dark & ~self._joined
        for span in self.spans:
            for first, last in runs(dark[span.start : span.end]):
                if self._long(span, last - first, BLACK_SECONDS):
                    yield self._finding("black", span, span.start + first, span.start + last)

    def frozen(self) -> Iterator[Finding]:
        """Pictures that stand still, black ones aside. A shot that is made of a still may do so."""
        for span in self.spans:
            if not span.shot.mime.startswith("video"):
                continue
            same = self.looks.same[span.start : span.end]
            edges = [0, *(np.flatnonzero(np.diff(same)) + 1), len(same)]
            for first, last in pairwise(int(edge) + span.start for edge in edges):
                if self._long(span, last - first, FROZEN_SECONDS) and self._stands(first, last):
                    yield self._finding("frozen", span, first, last)

    def _long(self, span: Span, frames: int, seconds: float) -> bool:
        """Whether something lasts too long; in a shorter shot, nearly all of it is."""
        return frames >= max(2, min(seconds * self.rate, 0.9 * span.shot.frames))

    def _stands(self, first: int, last: int) -> bool:
        still = float((self.looks.change[first + 1 : last] <= STILL).mean())
        return still >= MOSTLY and not bool(self._dark[first:last].all())

    def flashes(self) -> Iterator[Finding]:
        """One to three pictures that are of something else than those around them."""
        cuts = {span.start for span in self.spans if not span.enter}
        jumps = [int(frame) for frame in np.flatnonzero((self.looks.change >= JUMP) & ~self._joined)]
        for first, last in pairwise(jumps):
            near = {jump for jump in jumps if first - AROUND <= jump <= last + AROUND} - cuts
            if last - first <= FLASH_FRAMES and near <= {first, last} and near and self._stands_out(first, last):
                yield self._finding("flash", self._span(first), first, last)

    def _stands_out(self, first: int, last: int) -> bool:
        change = self.looks.change
        around = np.concatenate([change[max(0, first - AROUND) : first], change[last + 1 : last + 1 + AROUND]])
        return bool(min(change[first], change[last]) >= JUMPS * (np.median(around) if around.size else 0))

    def strobes(self) -> Iterator[Finding]:
        """More flashes in a second than people with photosensitive epilepsy can bear."""
        halves = half_flashes(self.looks.cells)
        sums = np.vstack([np.zeros((1, halves.shape[1]), np.int64), np.cumsum(halves, axis=0)])
        until = np.minimum(np.arange(len(halves)) + self.rate, len(halves))
        unsafe = (sums[until] - sums[:-1] > 2 * SAFE).mean(axis=1) >= PART
        flashing = np.zeros(len(halves), bool)
        for first, last in runs(unsafe):
            flashing[first : last + self.rate - 1] = True
        for first, last in runs(flashing):
            turns = np.flatnonzero(halves[first:last].mean(axis=1) >= PART) + first
            begun, ended = (int(turns[0]), int(turns[-1]) + 1) if turns.size else (first, last)
            yield self._finding("strobe", self._span(begun), begun, ended)

    @property
    def _dark(self) -> Marks:
        return np.asarray(self.looks.black >= BLACK_SHARE)

    @property
    def _joined(self) -> Marks:
        """The pictures at which a transition is seen, and the one after it."""
        found = np.zeros(self.looks.frames, bool)
        for span in self.spans:
            if span.enter:
                before = span.enter - span.enter // 2 if span.number else 0
                found[max(0, span.start - before) : span.start + _into(span) + 1] = True
        return found

    def _span(self, frame: int) -> Span:
        return next((span for span in self.spans if frame < span.end), self.spans[-1])

    def _finding(self, what: str, span: Span, first: int, last: int) -> Finding:
        says, act = _words(what, span, last - first, self.rate)
        kind: Kind = "black" if what == "black" else "frozen" if what == "frozen" else "flash"
        start, seconds = round(first / self.rate, 3), round((last - first) / self.rate, 3)
        return Finding(kind=kind, scene=span.shot.scene, start=start, seconds=seconds, says=says, act=act, step="clips")


def _words(what: str, span: Span, frames: int, rate: int) -> tuple[str, str]:
    """What is seen, and what to do about it."""
    again = "make another take of its clip."
    if what == "black":
        return f"Black for {frames / rate:.1f} s.", f"Trim the scene, or {again}"
    if what == "frozen":
        trimmed = span.shot.until is not None
        use = "Use more of the clip, make the scene shorter, or" if trimmed else "Make the scene shorter, or"
        return f"The picture stands still for {frames / rate:.1f} s.", f"{use} {again}"
    if what == "strobe":
        return "It flashes more than three times in a second, which harms some people.", f"Trim it out, or {again}"
    says = "One picture is" if frames == 1 else f"{frames} pictures are"
    return f"{says} unlike all around: a flash.", f"Trim the scene, or {again}"


def half_flashes(light: npt.NDArray[np.float32]) -> npt.NDArray[np.int64]:
    """Where the light of each cell turns: 1 at the picture by which it has gone half a flash up or down."""
    found = np.zeros(light.shape, np.int64)
    if not len(light):
        return found
    top, way = light[0].copy(), np.zeros(light.shape[1], np.int64)
    for number, now in enumerate(light):
        up = (way <= 0) & (now - top >= HALF_FLASH) & (top < LIT)
        down = (way >= 0) & (top - now >= HALF_FLASH) & (now < LIT)
        found[number] = up | down
        way = np.where(up, 1, np.where(down, -1, way))
        on = up | down | ((way > 0) & (now > top)) | ((way < 0) & (now < top))
        top = np.where(on, now, top)
    return found


def runs(marks: Marks) -> list[tuple[int, int]]:
    """The runs of marked places, as first and after the last."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], marks, [False]]).astype(np.int8)))
    return [(int(first), int(last)) for first, last in zip(edges[::2], edges[1::2], strict=True)]
