"""A shot as the frames its span of the timeline needs, no more and no fewer, from a clip of any length or a still."""

from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from vidpipe.errors import MediaError
from vidpipe.media import refusing, stills
from vidpipe.media.decode import AS_IT_SUITS, MOST_PIXELS, ClipReader, Frame, Geometry
from vidpipe.media.framing import Framing
from vidpipe.media.probe import Probe, unreadable
from vidpipe.media.timeline import Span

MOST_STRETCH = Fraction(115, 100)
SLACK = 3
"""Frames that may be missing at a clip's end before it is stretched: a held frame or three is not seen."""


@dataclass(frozen=True)
class Footage:
    """A shot's file and how it is used: `head` is its first frame in the shot, after `stretch` (1: as it is).

    `frames` is where the clip ends, or where it is `trimmed`: nothing from there on is shown or heard.
    """

    file: Path
    probe: Probe
    head: int
    frames: int
    stretch: Fraction = Fraction(1)
    trimmed: bool = False
    warnings: tuple[str, ...] = ()
    framing: Framing = AS_IT_SUITS


def fit(span: Span, file: Path, probe: Probe, *, rate: int) -> Footage:
    """How a clip fills its shot. One that is too short is slowed by up to 15 %, else its last frame is held.

    One that a person trimmed at its end lasts as long as they want it, so it is never slowed.
    """
    if not probe.frames:
        raise unreadable(f"Shot {span.number + 1} has no picture")
    shot, length = span.shot, max(1, round(probe.seconds * rate))
    if probe.picture:
        return Footage(file, probe, 0, shot.frames)
    if probe.width * probe.height > MOST_PIXELS:
        raise unreadable(f"It has {probe.width}×{probe.height} pixels, more than can be used")
    if probe.frames == 1 < shot.frames:
        raise unreadable("It holds a single picture, and so cannot be shown as a clip")
    head = min(shot.first, length - 1)
    if shot.until is not None and shot.until < length:
        return _trimmed(span, Footage(file, probe, head, max(head + 1, shot.until), trimmed=True), rate=rate)
    short = shot.frames - (length - head)
    if head == shot.first and short <= 0:
        return Footage(file, probe, head, length)
    name, missing = f"Shot {span.number + 1}", f"{max(short, 0) / rate:.2g} s"
    stretch = Fraction(shot.frames, length - head)
    if short > SLACK and stretch <= MOST_STRETCH:
        said = f"{name}: the clip is {missing} too short, so it is shown {float(stretch) * 100 - 100:.0f} % slower."
        return Footage(file, probe, round(head * stretch), round(length * stretch), stretch, warnings=(said,))
    said = f"{name}: the clip is {missing} too short, so its last picture is held."
    return Footage(file, probe, head, length, warnings=(said,))


def _trimmed(span: Span, footage: Footage, *, rate: int) -> Footage:
    held = span.shot.frames - (footage.frames - footage.head)
    if held <= SLACK:
        return footage
    said = f"Shot {span.number + 1}: its trim ends {held / rate:.2g} s before the scene, so its last picture is held."
    return replace(footage, warnings=(said,))


def play(
    span: Span,
    footage: Footage,
    geometry: Geometry,
    *,
    stopped: Callable[[], bool],
    warn: Callable[[str], None],
    since: int = 0,
) -> Generator[Frame]:
    """The span's frames in order, from its frame `since` on. Where the clip has no handles its first or last frame is
    held. Raises MediaError."""
    with refusing.named(refusing.shot(span.number)):
        if footage.probe.picture:
            length, first = span.length - since, since - span.lead
            total, framing = span.shot.frames, footage.framing
            yield from stills.push(footage.file, geometry, frames=length, first=first, total=total, framing=framing)
            return
        part = _part(span, footage, since)
        try:
            yield from _played(span, footage, part, geometry, stopped=stopped, warn=warn)
        except MediaError:
            if part.skip == part.origin:
                raise
            part = replace(part, skip=part.origin, drop=part.drop + part.skip - part.origin)
            yield from _played(span, footage, part, geometry, stopped=stopped, warn=warn)


@dataclass(frozen=True)
class _Part:
    """What is read of a clip: from its frame `skip`, of which `drop` are not shown; the first is held `waits` frames.

    `length` is how many frames are given in all, `origin` the clip's frame that stands first in the span.
    """

    origin: int
    skip: int
    drop: int
    waits: int
    length: int


def _part(span: Span, footage: Footage, since: int) -> _Part:
    before = min(footage.head, span.lead)
    origin, lacking = footage.head - before, span.lead - before
    index = origin + max(0, since - lacking)
    skip = min(index, max(origin, footage.frames - 1 - SLACK))
    return _Part(origin, skip, index - skip, max(0, lacking - since), span.length - since)


def _played(
    span: Span,
    footage: Footage,
    part: _Part,
    geometry: Geometry,
    *,
    stopped: Callable[[], bool],
    warn: Callable[[str], None],
) -> Generator[Frame]:
    """Raises MediaError, before any frame is given, where the clip has nothing at that place."""
    skip, left = part.skip, footage.frames - part.skip
    reader = ClipReader(
        footage.file,
        footage.probe,
        geometry,
        skip=skip,
        stretch=footage.stretch,
        framing=footage.framing,
        stopped=stopped,
    )
    try:
        with reader:
            yield from _read(span, part, reader, most=left if footage.trimmed else None)
    finally:
        _report(span, reader, claimed=left, wanted=footage.head + span.shot.frames - skip, warn=warn)


def _read(span: Span, part: _Part, reader: ClipReader, *, most: int | None) -> Generator[Frame]:
    """The frames of a part; no more than `most` of the clip are read."""
    frames = _endless(span, reader, most=most)
    for _ in range(part.drop):
        next(frames)
    first = next(frames)
    for _ in range(part.waits + 1):
        yield first
    for _ in range(part.length - part.waits - 1):
        yield next(frames)


def _endless(span: Span, reader: ClipReader, *, most: int | None) -> Generator[Frame]:
    """The clip's frames, and the last of them for ever."""
    held = reader.next()
    if held is None:
        raise unreadable(f"Shot {span.number + 1} has no picture")
    while True:
        yield held
        frame = None if reader.ended or reader.count == most else reader.next()
        held = held if frame is None else frame


def _report(span: Span, reader: ClipReader, *, claimed: int, wanted: int, warn: Callable[[str], None]) -> None:
    if reader.ended and reader.count < min(claimed, wanted) - SLACK:
        warn(f"Shot {span.number + 1}: the clip ends before the length it claims, so its last picture is held.")
    if reader.pale:
        warn(f"Shot {span.number + 1}: its light and colours cannot be brought to the film's, so it looks pale.")
    if reader.damaged:
        warn(f"Shot {span.number + 1}: parts of the clip are damaged.")
