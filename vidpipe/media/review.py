"""The last look at a finished film: too short, missing, black, frozen, flashing, silent, clipped, a line without room;
each with its scene, its time and what to do.

Pictures are decoded once at a small size, the sound once; of every shot a picture is compared with its clip. What the
plan asks for is no finding: dips and fades to black, a film without sound. Changes nothing.
"""

import contextlib
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from vidpipe.errors import Corrupt, MediaError
from vidpipe.film.cut import CutPlan
from vidpipe.film.finding import Finding
from vidpipe.media import reel, sight, stills
from vidpipe.media.decode import ClipReader, Geometry
from vidpipe.media.focus import framed
from vidpipe.media.hearing import sounds
from vidpipe.media.keep import FolderKeep
from vidpipe.media.listening import listen
from vidpipe.media.looking import Looks, Luma, look, small
from vidpipe.media.overlong import too_long
from vidpipe.media.probe import Probe, probe
from vidpipe.media.reel import Footage
from vidpipe.media.timeline import Span, lay_out

NEAR, ALIKE = 12.0, 0.6
"""Mean difference in luma within which, and correlation from which on, two pictures show the same."""
MOST = 200
"""More findings than that help nobody."""


def review(
    film: Path, plan: CutPlan, path: Callable[[str], Path], *, stopped: Callable[[], bool] = lambda: False
) -> tuple[Finding, ...]:
    """What is wrong with the film of a plan, in its order. `path` gives the file of a digest of the plan.

    Raises MediaError where the film cannot be read at all, Stopped, LimitReached.
    """
    spans, found = lay_out(plan), probe(film, stopped=stopped)
    size = small(plan.width, plan.height, plan.rate)
    places = {span.number: _places(span, spans) for span in spans}
    keep = {place for both in places.values() for place in both}
    looks = look(film, size, keep=keep, unlike=sight.UNLIKE, stopped=stopped)
    heard = listen(film, stopped=stopped) if found.has_audio else None
    with tempfile.TemporaryDirectory(prefix="review-") as folder:
        missing = list(_Compared(plan.rate, size, path, stopped, Path(folder)).missing(spans, looks, places))
    away = {finding.scene for finding in missing}
    seen = [finding for finding in sight.seen(plan, spans, looks) if finding.scene not in away]
    told = [*_lengths(plan, looks, heard.seconds if heard else None), *missing, *seen]
    told += [*sounds(plan, heard, path, stopped=stopped), *too_long(plan, path, stopped=stopped)]
    return tuple(sorted(told, key=lambda finding: (finding.start, finding.kind)))[:MOST]


def _lengths(plan: CutPlan, looks: Looks, sound: float | None) -> Iterator[Finding]:
    wanted = plan.frames / plan.rate
    if looks.frames != plan.frames:
        says = f"The film has {looks.frames} pictures instead of {plan.frames}."
        yield Finding(kind="length", says=says, act="Make the cut again.", step="cut")
    if sound is not None and abs(sound - wanted) > 1.5 / plan.rate:
        says = f"The sound lasts {sound:.2f} s instead of {wanted:.2f} s."
        yield Finding(kind="length", says=says, act="Make the cut again.", step="cut")


def _places(span: Span, spans: list[Span]) -> tuple[int, int]:
    """Two pictures of a shot that show nothing but it: the first such, and one two thirds on."""
    first, last = sight.alone(span, spans)
    return first, first + 2 * (last - 1 - first) // 3


@dataclass(frozen=True)
class _Compared:
    """A film beside its clips, at the small size."""

    rate: int
    size: Geometry
    path: Callable[[str], Path]
    stopped: Callable[[], bool]
    folder: Path

    def missing(self, spans: list[Span], looks: Looks, places: Mapping[int, tuple[int, int]]) -> Iterator[Finding]:
        """Shots that the film does not show: it ends before them, or shows something else in their place."""
        probes: dict[str, Probe] = {}
        for span in spans:
            if span.start >= looks.frames:
                yield self._finding(span, "It is missing: the film ends before it.")
            elif not any(self._shows(span, place, looks.kept, probes) for place in places[span.number]):
                yield self._finding(span, "It is missing: something else is seen in its place.")

    def _finding(self, span: Span, says: str) -> Finding:
        start, seconds = span.start / self.rate, span.shot.frames / self.rate
        return Finding(
            kind="missing",
            scene=span.shot.scene,
            start=round(start, 3),
            seconds=round(seconds, 3),
            says=says,
            act="Make the cut again.",
            step="cut",
        )

    def _shows(self, span: Span, place: int, kept: Mapping[int, Luma], probes: dict[str, Probe]) -> bool:
        """Whether a picture of the film is that of the shot. What cannot be compared is not called missing."""
        if place not in kept:
            return True
        with contextlib.suppress(MediaError, Corrupt):  # a clip that is damaged or gone says so in its own place
            there = self._of_clip(span, place, probes)
            return there is None or alike(kept[place], there)
        return True

    def _of_clip(self, span: Span, place: int, probes: dict[str, Probe]) -> Luma | None:
        file, digest, offset = self.path(span.shot.media), span.shot.media, place - span.start
        if digest not in probes:
            probes[digest] = probe(file, stopped=self.stopped)
        area = self.size.width * self.size.height
        if probes[digest].picture:
            framing = self._framed(span, Footage(file, probes[digest], 0, 1)).framing
            total = span.shot.frames
            drawn = next(stills.push(file, self.size, frames=1, first=offset, total=total, framing=framing))
            return drawn[:area]
        footage = self._framed(span, reel.fit(span, file, probes[digest], rate=self.rate))
        skip = min(footage.head + offset, footage.frames - 1)
        reader = ClipReader(
            file,
            footage.probe,
            self.size,
            skip=skip,
            stretch=footage.stretch,
            framing=footage.framing,
            stopped=self.stopped,
        )
        with reader:
            frame = reader.next()
        return None if frame is None else frame[:area]

    def _framed(self, span: Span, footage: Footage) -> Footage:
        keep = FolderKeep(self.folder)
        return framed(footage, span.shot, self.size, keep=keep, folder=self.folder, stopped=self.stopped)


def alike(one: Luma, other: Luma) -> bool:
    """Whether two small pictures show the same, though one may be dimmed or carry words."""
    a, b = one.astype(np.float64), other.astype(np.float64)
    if np.abs(a - b).mean() <= NEAR:
        return True
    a, b = a - a.mean(), b - b.mean()
    both = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return both > 0 and float((a * b).sum()) / both >= ALIKE
