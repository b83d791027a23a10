"""What a platform says to the film, as rows; what a file made for it is. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from vidpipe.film.delivery import Fill, Preset, Sidecar, Tick
from vidpipe.ui import words

MARKS = {
    "passed": ("✓", "kept"),
    "mended": ("↻", "put right when the file is made"),
    "failed": ("✕", "refused"),
    "advised": ("○", "advised otherwise"),
    "told": ("·", "not asked for"),
}
ORDER = ("failed", "mended", "advised", "passed", "told")
HOW = {
    "copied": "The cut as it is, not encoded again",
    "sound": "The cut's pictures as they are, its sound levelled anew",
    "encoded": "Encoded once from the cut",
}
FILLS: dict[Fill, str] = {"blur": "Whole, on a blur", "crop": "Cropped to fill"}
SIDECARS: dict[Sidecar, str] = {"beside": "As a file", "track": "As a track", "none": "None"}


@dataclass(frozen=True)
class TickRow:
    """One spec: how it stands (a key of `MARKS`), what it is, what was measured, and what helps."""

    kind: str
    name: str
    says: str
    act: str

    @property
    def mark(self) -> str:
        return MARKS[self.kind][0]

    @property
    def word(self) -> str:
        return MARKS[self.kind][1]


def rows(ticks: Sequence[Tick]) -> list[TickRow]:
    """What is off first, as people have to do with it; what nobody asks last."""
    found = [TickRow(_kind(tick), tick.name, tick.says, tick.act) for tick in ticks]
    return sorted(found, key=lambda row: ORDER.index(row.kind))


def _kind(tick: Tick) -> str:
    if tick.good is None:
        return "told"
    if tick.good:
        return "passed"
    return "advised" if not tick.must else "mended" if tick.mended else "failed"


def kept(ticks: Sequence[Tick]) -> str:
    """`16 of 18 kept`, of what is asked."""
    asked = [tick for tick in ticks if tick.good is not None]
    return f"{sum(tick.good is True for tick in asked)} of {len(asked)} kept"


def refused(ticks: Sequence[Tick]) -> Tick | None:
    """The first spec that keeps a platform from taking the film and that no making of a file puts right."""
    return next((tick for tick in ticks if tick.off and not tick.mended), None)


def reshaped(ticks: Sequence[Tick]) -> bool:
    """Whether the film has to get another shape."""
    return any(tick.key == "shape" and tick.off for tick in ticks)


def source(preset: Preset) -> str:
    """Of when the specs are, and who says so."""
    return f"Specs of {preset.as_of}: {preset.source}"


def made(how: str, size: int) -> str:
    """`Encoded once from the cut, 4.2 MB`."""
    return f"{HOW[how]}, {words.megabytes(size)}"
