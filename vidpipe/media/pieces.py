"""A film as a row of pieces, made once and joined without loss: where they begin, what each depends on. Pure.

A transition is a piece; what a shot shows between its transitions is cut at every second second of its own clip, so
that a longer transition or another trim leaves the pieces further in as they were. A piece's key names all that is
seen in it and how it is made, and nothing of where in the film it stands.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from vidpipe.film.cut import CutPlan, Words
from vidpipe.media.born import GRID_SECONDS, Part, plain
from vidpipe.media.decode import Geometry
from vidpipe.media.drawn import drawn
from vidpipe.media.reel import Footage
from vidpipe.media.timeline import Span
from vidpipe.recipe import fingerprint

VERSION = 2
"""Of what is drawn: to be raised when transitions, words, stills or scaling come out otherwise."""


@dataclass(frozen=True)
class Making:
    """How pieces are made: size and rate, and the encoder with its settings in words."""

    size: Geometry
    encoder: str

    @property
    def grid(self) -> int:
        return GRID_SECONDS * self.size.rate

    @property
    def apart(self) -> int:
        """How far from a body's ends the grid may cut it, in frames."""
        return self.size.rate // 2

    @property
    def least(self) -> int:
        """The fewest frames of a piece: shorter ones go with the next, since each begins with a costly picture."""
        return max(2, self.size.rate // 4)


@dataclass(frozen=True)
class Piece:
    """The film's frames from `start` up to `end`, the numbers of the shots that are seen in them, and the key."""

    start: int
    end: int
    shots: tuple[int, ...]
    key: str
    part: Part | None = None
    """The part of a clip that it is, where nothing is drawn in it."""

    @property
    def frames(self) -> int:
        return self.end - self.start


def row(plan: CutPlan, spans: Sequence[Span], footage: Sequence[Footage], making: Making) -> list[Piece]:
    """The pieces of a film, in order and without a gap."""
    edges = borders(spans, footage, making)
    return [_piece(plan, spans, footage, making, start, end) for start, end in itertools.pairwise(edges)]


def borders(spans: Sequence[Span], footage: Sequence[Footage], making: Making) -> list[int]:
    """Where pieces begin, and where the last one ends."""
    total = spans[-1].end
    whole = [zone(span) for span in spans if span.enter]  # of very short shots two may overlap
    found = [0]
    for edge in sorted({*_edges(spans, footage, making)} - {0, total}):
        if any(begun < edge < ended for begun, ended in whole):
            continue
        if edge - found[-1] >= making.least:
            found.append(edge)
    if len(found) > 1 and total - found[-1] < making.least:
        found.pop()
    return [*found, total]


def zone(span: Span) -> tuple[int, int]:
    """The frames of the transition into a shot; the film's first shot has no frames before it."""
    begun = span.start - (span.enter - span.enter // 2) if span.number else 0
    return begun, begun + span.enter


def _edges(spans: Sequence[Span], footage: Sequence[Footage], making: Making) -> Iterator[int]:
    for span, used in zip(spans, footage, strict=True):
        before, start = zone(span)
        after = spans[span.number + 1] if span.number + 1 < len(spans) else None
        end = zone(after)[0] if after else span.end
        yield from (before, start)
        offset = used.head - span.start
        first = -(-(start + making.apart + offset) // making.grid) * making.grid - offset
        yield from range(first, end - making.apart + 1, making.grid)


def _piece(
    plan: CutPlan, spans: Sequence[Span], footage: Sequence[Footage], making: Making, start: int, end: int
) -> Piece:
    seen = [span for span in spans if span.first < end and span.last > start]
    joints = [span for span in seen if span.enter and zone(span)[0] < end and zone(span)[1] > start]
    words = [words for words in plan.words if words.start < end and words.start + words.frames > start]
    size = making.size
    made: dict[str, Any] = {
        "version": VERSION,
        "encoder": making.encoder,
        "size": [size.width, size.height, size.rate],
        "frames": end - start,
        "shots": [
            _shot(span, footage[span.number], start, end) | _framing(footage[span.number], size) for span in seen
        ],
        "joints": [_joint(span, seen[0], start) for span in joints],
    }
    if words:
        made["words"] = [_words(one, plan, start) for one in words]
        made["hand"] = [plan.language, list(plan.colours), *([plan.face] if plan.face else [])]
    shown = drawn(plan, start, end)
    bare = len(seen) == 1 and not joints and not words and not shown and "framing" not in made["shots"][0]
    part = _part(seen[0], footage[seen[0].number], size, start, end) if bare else None
    return Piece(start, end, tuple(span.number for span in seen), fingerprint({"piece": made | shown}), part)


def _part(span: Span, used: Footage, size: Geometry, start: int, end: int) -> Part | None:
    """The pictures of a clip that fill a piece by themselves."""
    at = used.head + start - span.start
    inside = at >= 0 and at + end - start <= min(used.frames, used.probe.frames)
    if not used.probe.mark or used.stretch != 1 or not inside or not plain(used.probe, size):
        return None
    return Part(used.file, used.probe.mark, at, end - start, used.probe.frames)


def _shot(span: Span, used: Footage, start: int, end: int) -> dict[str, Any]:
    """Which frames of a shot's file are seen, and from which frame of the piece on."""
    first, last = max(start, span.first), min(end, span.last)
    at = used.head + first - span.start
    seen = {"media": span.shot.media, "at": first - start, "from": at, "frames": last - first}
    if used.probe.picture:
        return seen | {"push": span.shot.frames}
    held = used.trimmed and at + last - first > used.frames
    stretch = [used.stretch.numerator, used.stretch.denominator]
    return seen | ({"until": used.frames} if held else {}) | ({"stretch": stretch} if used.stretch != 1 else {})


def _framing(used: Footage, size: Geometry) -> dict[str, Any]:
    """How a file of another shape fills the frame, where a person or a version wants it otherwise than it suits."""
    probe = used.probe
    told = used.framing.told((probe.width, probe.height), (size.width, size.height), still=probe.picture)
    return {"framing": told} if told else {}


def _joint(span: Span, first: Span, start: int) -> dict[str, Any]:
    way = {"way": span.way.value} if span.kind.has_way else {}
    kind = {"kind": span.kind.value, "frames": span.enter, "at": zone(span)[0] - start}
    return kind | way | {"into": span.number - first.number, "opens": span.number == 0}


def _words(words: Words, plan: CutPlan, start: int) -> dict[str, Any]:
    stays = words.start + words.frames >= plan.frames
    told = words.plain() | {"start": words.start - start}
    return told | {"stays": stays}
