"""A shot as the frames its span of the timeline needs, no more and no fewer, from a clip of any length or a still."""

from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from vidpipe.media import stills
from vidpipe.media.decode import ClipReader, Frame, Geometry
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


def fit(span: Span, file: Path, probe: Probe, *, rate: int) -> Footage:
    """How a clip fills its shot. One that is too short is slowed by up to 15 %, else its last frame is held.

    One that a person trimmed at its end lasts as long as they want it, so it is never slowed.
    """
    if not probe.frames:
        raise unreadable(f"Shot {span.number + 1} has no picture")
    shot, length = span.shot, max(1, round(probe.seconds * rate))
    if probe.picture:
        return Footage(file, probe, 0, shot.frames)
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
    span: Span, footage: Footage, geometry: Geometry, *, stopped: Callable[[], bool], warn: Callable[[str], None]
) -> Generator[Frame]:
    """The span's frames in order. Where the clip has no handles its first or last frame is held. Raises MediaError."""
    if footage.probe.picture:
        first = -span.lead
        yield from stills.push(footage.file, geometry, frames=span.length, first=first, total=span.shot.frames)
        return
    before = min(footage.head, span.lead)
    skip, stretch = footage.head - before, footage.stretch
    reader = ClipReader(footage.file, footage.probe, geometry, skip=skip, stretch=stretch, stopped=stopped)
    try:
        with reader:
            yield from _read(span, reader, before, most=footage.frames - skip if footage.trimmed else None)
    finally:
        _report(span, reader, claimed=footage.frames - skip, wanted=before + span.shot.frames, warn=warn)


def _read(span: Span, reader: ClipReader, before: int, *, most: int | None) -> Generator[Frame]:
    """The span's frames, `before` of them from the clip ahead of the shot; no more than `most` of the clip are read."""
    held = reader.next()
    if held is None:
        raise unreadable(f"Shot {span.number + 1} has no picture")
    for _ in range(span.lead - before + 1):
        yield held
    for _ in range(before + span.shot.frames + span.tail - 1):
        frame = None if reader.ended or reader.count == most else reader.next()
        held = held if frame is None else frame
        yield held


def _report(span: Span, reader: ClipReader, *, claimed: int, wanted: int, warn: Callable[[str], None]) -> None:
    if reader.ended and reader.count < min(claimed, wanted) - SLACK:
        warn(f"Shot {span.number + 1}: the clip ends before the length it claims, so its last picture is held.")
    if reader.damaged:
        warn(f"Shot {span.number + 1}: parts of the clip are damaged.")
