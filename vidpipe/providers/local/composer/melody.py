"""Melodies: a motif drawn once, then stated, answered, turned over and ornamented over the chords. Pure, seeded."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from vidpipe.providers.local.composer.form import Bar, Form

Cell = tuple[tuple[float, float], ...]
CELLS: dict[str, tuple[Cell, ...]] = {
    "sparse": (((0, 2), (2, 2)), ((0, 1.5), (1.5, 2.5)), ((1, 1), (2, 2)), ((0, 3), (3, 1)), ((0, 1), (1, 3))),
    "medium": (
        ((0, 1), (1, 1), (2, 2)),
        ((0, 1.5), (1.5, 0.5), (2, 2)),
        ((0, 0.5), (0.5, 0.5), (1, 1), (2, 1.5)),
        ((0.5, 0.5), (1, 0.5), (1.5, 0.5), (2, 2)),
        ((0, 1.5), (1.5, 1), (2.5, 0.5), (3, 1)),
    ),
    "dense": (
        ((0, 0.5), (0.5, 0.5), (1, 0.5), (1.5, 0.5), (2, 1), (3, 1)),
        ((0, 0.75), (0.75, 0.75), (1.5, 0.5), (2, 0.75), (2.75, 0.75), (3.5, 0.5)),
        ((0, 1), (1, 0.5), (1.5, 0.5), (2, 0.5), (2.5, 0.5), (3, 0.5)),
        ((0.5, 0.5), (1, 0.5), (1.5, 1), (2.5, 0.5), (3, 1)),
    ),
}
WALTZ: tuple[Cell, ...] = (
    ((0, 2), (2, 1)),
    ((0, 1), (1, 1), (2, 1)),
    ((0, 1.5), (1.5, 0.5), (2, 1)),
    ((0, 0.5), (0.5, 0.5), (1, 2)),
)
ARCHES = ((0, 1, 3, 0), (0, 2, 1, -1), (2, 1, 3, 0), (0, -1, 2, 1))
LOW, HIGH = 65, 81
"""The compass of a melody before its part's octave, in MIDI pitches."""


class Tone(NamedTuple):
    """A note of a melody: beat in its bar, length in beats, scale degree, whether it is stressed."""

    beat: float
    length: float
    degree: int
    stressed: bool


@dataclass(frozen=True)
class Motif:
    """Two rhythms, the steps of each, and the heights at which four bars take them up."""

    cells: tuple[Cell, Cell]
    steps: tuple[tuple[int, ...], tuple[int, ...]]
    arch: tuple[int, ...]
    close: Cell


def motif(form: Form, density: str, chance: Random) -> Motif:
    """Draw the motif of a piece."""
    stock = CELLS[density] if form.beats == 4 else WALTZ
    first, second = chance.sample(stock, 2)
    close: Cell = ((0, form.beats * 0.75),) if chance.random() < 0.5 else ((0, 1), (1, form.beats - 1.5))
    return Motif((first, second), (_steps(first, chance), _steps(second, chance)), chance.choice(ARCHES), close)


def _steps(cell: Cell, chance: Random) -> tuple[int, ...]:
    """Mostly by step, now and then a third; a third is followed by a step back."""
    steps: list[int] = []
    for _ in cell[1:]:
        leap = bool(steps) and abs(steps[-1]) > 1
        steps.append((-1 if steps[-1] > 0 else 1) if leap else chance.choice((1, 1, 1, -1, -1, -1, 2, -2)))
    return tuple(steps)


def melody(form: Form, drawn: Motif, chance: Random, *, octave: int = 0) -> Iterator[tuple[Bar, Tone]]:
    """The tones of every bar that has a phrase, in order."""
    bottom, top = (form.key.degree(pitch + 12 * octave) for pitch in (LOW, HIGH))
    home = form.key.degree(LOW + 5 + 12 * octave)
    at = home
    for bar in form.bars:
        if bar.phrase < 0:
            continue
        for tone in _tones(form, drawn, bar, chance, start=home + _height(drawn, bar), before=at):
            folded = _fold(tone.degree, bottom, top)
            at = folded
            yield bar, tone._replace(degree=folded)


def _height(drawn: Motif, bar: Bar) -> int:
    lift = {"B": 2, "C": -2}.get(bar.section, 0) + (1 if bar.intensity > 0.85 else 0)
    return drawn.arch[bar.place % len(drawn.arch)] + lift


def _tones(form: Form, drawn: Motif, bar: Bar, chance: Random, *, start: int, before: int) -> list[Tone]:
    closing = bar.last and bar.place > 0
    which = bar.place % 2
    cell = drawn.close if closing else drawn.cells[which]
    steps = (0,) * len(cell) if closing else drawn.steps[which]
    sign = -1 if bar.section == "B" else 1
    degree = bar.chord.near(round((start * 2 + before) / 3))
    tones: list[Tone] = []
    for order, (beat, length) in enumerate(cell):
        if beat >= form.beats:
            break
        if order:
            degree += sign * steps[order - 1] if not closing else -1
        stressed = beat == int(beat) and (int(beat) % 2 == 0 or length >= 1)
        same = tones[-1].degree if tones else None
        firm = order == 0 or (closing and order == len(cell) - 1)
        rest = bar.chord.near(degree, beside=same, mild=not firm) if firm or stressed else degree
        tones.append(Tone(beat, min(length, form.beats - beat), rest, stressed))
        degree = rest
    return _ornamented(tones, chance) if bar.phrase > 1 and bar.intensity > 0.6 else tones


def _ornamented(tones: list[Tone], chance: Random) -> list[Tone]:
    """Now and then a long tone gives its last half beat to a neighbour."""
    found = []
    for tone in tones:
        if tone.length >= 1.5 and chance.random() < 0.35:
            found += [tone._replace(length=tone.length - 0.5)]
            found += [Tone(tone.beat + tone.length - 0.5, 0.5, tone.degree + chance.choice((1, -1)), False)]
        else:
            found.append(tone)
    return found


def _fold(degree: int, bottom: int, top: int) -> int:
    while degree > top:
        degree -= 7
    while degree < bottom:
        degree += 7
    return degree
