"""Where each line of narration stands: at its scene's lead, and where it is too long for that, as near to it as fits.

Pure, in frames. A line that is too long first begins earlier, then goes on into the room that the next line leaves; the
next line waits for it as long as it still ends in its own scene. No line is ever heard over another.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from vidpipe.film.cut import voice_lead

Fit = Literal["", "fits", "moved", "set", "long"]
"""How a line stands: not known yet; as planned; moved so that it is heard whole; where a person put it; too long."""


@dataclass(frozen=True)
class Spoken:
    """A line to be placed: its scene's first frame and length, how long it is heard (None: nobody knows, or nobody
    speaks), and the frame of its scene where a person put it."""

    scene: str
    first: int
    frames: int
    length: int | None = None
    at: int | None = None

    @property
    def end(self) -> int:
        """The frame after its scene's last."""
        return self.first + self.frames


@dataclass(frozen=True)
class Place:
    """Where a line stands. `planned` is where it would stand alone; it must be over at `until`; `over` frames of it are
    cut off. `beyond` is how far it is heard after its own scene."""

    line: Spoken
    start: int
    planned: int
    until: int

    @property
    def end(self) -> int:
        """The frame after the last that is heard of it."""
        return min(self.start + (self.line.length or 0), self.until)

    @property
    def over(self) -> int:
        return max(0, self.start + (self.line.length or 0) - self.until)

    @property
    def shift(self) -> int:
        """Frames that it begins later than planned; earlier where below 0."""
        return self.start - self.planned

    @property
    def beyond(self) -> int:
        return max(0, self.end - self.line.end)

    @property
    def frames(self) -> int:
        """What it may last: its scene's rest, and as much more as it needs and has."""
        return max(self.line.end, self.end) - self.start

    @property
    def fit(self) -> Fit:
        if self.line.length is None:
            return ""
        if self.over:
            return "long"
        if self.line.at is not None:
            return "set"
        return "moved" if self.shift or self.beyond else "fits"


def place(lines: Sequence[Spoken], *, rate: int, total: int) -> tuple[Place, ...]:
    """Every line in its place; `lines` in the order of their scenes, `total` frames of film."""
    latest = [_latest(line, rate) for line in lines]
    limits = [*(after - breath(rate) for after in latest[1:]), total]
    ends = [max(line.end, limit) for line, limit in zip(lines, limits, strict=False)]
    return tuple(_placed(lines, latest, ends, rate=rate))


def _placed(lines: Sequence[Spoken], latest: Sequence[int], ends: Sequence[int], *, rate: int) -> Iterator[Place]:
    free = 0
    for line, most, until in zip(lines, latest, ends, strict=True):
        planned = _planned(line, rate)
        found = Place(line, max(min(planned, most), min(free, most)), planned, until)
        free = found.end + breath(rate) if found.beyond else found.end
        yield found


def breath(rate: int) -> int:
    """Frames between two lines of which one was moved, and before a line that begins as early as it can."""
    return max(1, rate // 8)


def _planned(line: Spoken, rate: int) -> int:
    """Where it stands alone: where a person put it, else after its scene's lead."""
    if line.at is not None:
        return line.first + min(line.at, line.frames - 1)
    return line.first + voice_lead(line.frames, rate)


def _latest(line: Spoken, rate: int) -> int:
    """As late as it may begin and still end in its scene; a line too long for that begins as early as it can."""
    planned = _planned(line, rate)
    if line.length is None or line.at is not None:
        return planned
    earliest = min(planned, line.first + breath(rate))
    return max(earliest, line.end - line.length)


def lasting(meta: Mapping[str, Any], rate: int) -> int | None:
    """How many frames a sound is heard for, by what was measured of it; None where nobody did."""
    return -(-int(meta.get("milliseconds") or 0) * rate // 1000) or None
