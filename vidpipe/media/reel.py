"""A shot as the frames its span of the timeline needs, no more and no fewer, from a clip of any length or a still."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
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
    """A shot's file and how it is used: `head` is its first frame in the shot, after `stretch` (1: as it is)."""

    file: Path
    probe: Probe
    head: int
    frames: int
    stretch: Fraction = Fraction(1)
    warnings: tuple[str, ...] = ()


def fit(span: Span, file: Path, probe: Probe, *, rate: int) -> Footage:
    """How a clip fills its shot. One that is too short is slowed by up to 15 %, else its last frame is held."""
    if not probe.frames:
        raise unreadable(f"Shot {span.number + 1} has no picture")
    shot, length = span.shot, max(1, round(probe.seconds * rate))
    if probe.picture:
        return Footage(file, probe, 0, shot.frames)
    head = min(shot.head, length - 1)
    short = shot.frames - (length - head)
    if head == shot.head and short <= 0:
        return Footage(file, probe, head, length)
    name, missing = f"Shot {span.number + 1}", f"{max(short, 0) / rate:.2g} s"
    stretch = Fraction(shot.frames, length - head)
    if short > SLACK and stretch <= MOST_STRETCH:
        said = f"{name}: the clip is {missing} too short, so it is shown {float(stretch) * 100 - 100:.0f} % slower."
        return Footage(file, probe, round(head * stretch), round(length * stretch), stretch, (said,))
    said = f"{name}: the clip is {missing} too short, so its last picture is held."
    return Footage(file, probe, head, length, warnings=(said,))


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
            yield from _read(span, reader, before)
    finally:
        _report(span, reader, claimed=footage.frames - skip, wanted=before + span.shot.frames, warn=warn)


def _read(span: Span, reader: ClipReader, before: int) -> Generator[Frame]:
    held = reader.next()
    if held is None:
        raise unreadable(f"Shot {span.number + 1} has no picture")
    for _ in range(span.lead - before + 1):
        yield held
    for _ in range(before + span.shot.frames + span.tail - 1):
        frame = None if reader.ended else reader.next()
        held = held if frame is None else frame
        yield held


def _report(span: Span, reader: ClipReader, *, claimed: int, wanted: int, warn: Callable[[str], None]) -> None:
    if reader.ended and reader.count < min(claimed, wanted) - SLACK:
        warn(f"Shot {span.number + 1}: the clip ends before the length it claims, so its last picture is held.")
    if reader.damaged:
        warn(f"Shot {span.number + 1}: parts of the clip are damaged.")
