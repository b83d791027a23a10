"""The score: what every player does over a form, as notes and strokes in seconds. Pure, seeded; makes no sound."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import NamedTuple

from vidpipe.library.moods import Lane, Mood, Part
from vidpipe.providers.local.composer.form import Bar, Form, form
from vidpipe.providers.local.composer.melody import melody, motif
from vidpipe.providers.local.composer.patterns import Step, pattern
from vidpipe.providers.local.composer.scale import voicing

MARKS = {"soft": -19.0, "bell": -24.0, "boom": -12.0}
"""Decibels of the strokes on scene cuts."""
CENTRES = {"pad": 57, "comp": 60, "arp": 62, "line": 69, "bass": 38}


class Note(NamedTuple):
    """A pitched note: seconds, MIDI pitch, loudness 0 to 1, which of the mood's parts plays it, brightness 0 to 2."""

    start: float
    length: float
    pitch: int
    loudness: float
    part: int
    bright: int = 1


class Stroke(NamedTuple):
    """A stroke on the kit: seconds, sound, loudness 0 to 1, decibels, pan -1 to 1, share of reverb."""

    start: float
    sound: str
    loudness: float
    level: float = 0.0
    pan: float = 0.0
    room: float = 0.12


@dataclass(frozen=True)
class Score:
    """A whole piece on paper."""

    mood: Mood
    form: Form
    notes: tuple[Note, ...]
    strokes: tuple[Stroke, ...]


def score(mood: Mood, *, seconds: float, seed: int, accents: Sequence[float] = ()) -> Score:
    """Write a piece of `seconds` length. Accents are seconds where scenes cut."""
    plan = form(mood, seconds=seconds, seed=seed, accents=accents)
    notes: list[Note] = []
    for index, part in enumerate(mood.parts):
        chance = Random(f"{mood.name}/{seed}/{index}")
        written = WRITERS[part.role](plan, mood, part, index, chance)
        notes += [_played(note, mood, plan, chance, part) for note in written]
    notes += _close(plan, mood)
    strokes = [*_drums(plan, mood, Random(f"{mood.name}/{seed}/drums")), *_marks(plan, mood, accents)]
    return Score(mood, plan, tuple(sorted(notes)), tuple(sorted(strokes)))


# ---------------------------------------------------------------- players


def _pad(plan: Form, mood: Mood, part: Part, index: int, chance: Random) -> Iterator[Note]:
    """Held chords; a pitch that the next chord keeps is held on."""
    held: dict[int, tuple[float, float]] = {}
    before: tuple[int, ...] = ()
    for bar in plan.bars:
        if bar.intensity < part.enters:
            yield from _released(held, bar.start, index, set(), bar)
            continue
        before = voicing(plan.key, bar.chord, centre=CENTRES["pad"] + 12 * part.octave, before=before)
        yield from _released(held, bar.start, index, set(before), bar)
        for pitch in before:
            held.setdefault(pitch, (bar.start, 0.56 + 0.4 * bar.intensity))
    yield from _released(held, plan.closes, index, set(), plan.bars[-1])


def _released(held: dict[int, tuple[float, float]], now: float, index: int, kept: set[int], bar: Bar) -> Iterator[Note]:
    """End the held notes that the next chord does not keep, or that have sounded for ten seconds."""
    for pitch in [pitch for pitch, (start, _) in held.items() if pitch not in kept or now - start > 10]:
        start, loudness = held.pop(pitch)
        yield Note(start, now - start, pitch, loudness, index, _brightness(bar.intensity))


def _comp(plan: Form, mood: Mood, part: Part, index: int, chance: Random) -> Iterator[Note]:
    """Chords in a figure: the pattern's steps name voices of the chord."""
    before: tuple[int, ...] = ()
    for bar in _playing(plan, part):
        before = voicing(plan.key, bar.chord, centre=CENTRES[part.role] + 12 * part.octave, before=before)
        for step in pattern(part.style, plan.beats, bar.intensity):
            yield from _struck(plan, bar, step, before, index)


def _arp(plan: Form, mood: Mood, part: Part, index: int, chance: Random) -> Iterator[Note]:
    """Broken chords; a turn of the figure, drawn by the seed, makes each piece's own."""
    turn = chance.choice((0, 1, 2))
    before: tuple[int, ...] = ()
    for bar in _playing(plan, part):
        before = voicing(plan.key, bar.chord, centre=CENTRES[part.role] + 12 * part.octave, before=before)
        for step in pattern(part.style, plan.beats, bar.intensity):
            turned = step if step.voice < 0 else step._replace(voice=step.voice + (turn if step.beat % 1 else 0))
            yield from _struck(plan, bar, turned, before, index)


def _bass(plan: Form, mood: Mood, part: Part, index: int, chance: Random) -> Iterator[Note]:
    for bar in _playing(plan, part):
        low = _lowest(plan, bar.chord.bass, CENTRES["bass"] + 12 * part.octave - 6)
        fifth = plan.key.pitch(plan.key.degree(low) + 4)
        voices = (low, fifth if (fifth - low) == 7 else low + 12, low + 12)
        for step in pattern(part.style, plan.beats, bar.intensity):
            yield from _struck(plan, bar, step, voices, index)


def _line(plan: Form, mood: Mood, part: Part, index: int, chance: Random) -> Iterator[Note]:
    """A slow upper voice: one chord tone a bar, by the nearest way, rising as the piece grows."""
    at = plan.key.degree(CENTRES["line"] + 12 * part.octave - 5)
    ceiling = at + 6
    for bar in _playing(plan, part):
        at = bar.chord.near(min(ceiling, at + chance.choice((0, 1, 1, -1))))
        yield Note(
            bar.start, plan.bar, plan.key.pitch(at), 0.4 + 0.55 * bar.intensity, index, _brightness(bar.intensity)
        )


def _lead(plan: Form, mood: Mood, part: Part, index: int, chance: Random) -> Iterator[Note]:
    drawn = motif(plan, mood.melody, chance)
    for bar, tone in melody(plan, drawn, chance, octave=part.octave - 1 if part.octave > 0 else 0):
        if bar.intensity < part.enters:
            continue
        loudness = (0.5 + 0.35 * bar.intensity) * (1.0 if tone.stressed else 0.86)
        start = bar.start + tone.beat * plan.beat
        yield Note(
            start,
            tone.length * plan.beat * 0.96,
            plan.key.pitch(tone.degree),
            loudness,
            index,
            _brightness(bar.intensity),
        )


WRITERS: dict[str, Callable[[Form, Mood, Part, int, Random], Iterator[Note]]] = {
    "pad": _pad, "comp": _comp, "arp": _arp, "bass": _bass, "line": _line, "lead": _lead,
}  # fmt: skip


def _playing(plan: Form, part: Part) -> Iterator[Bar]:
    return (bar for bar in plan.bars if bar.intensity >= part.enters)


def _struck(plan: Form, bar: Bar, step: Step, voices: tuple[int, ...], index: int) -> Iterator[Note]:
    """One step of a pattern: voice -1 is the whole chord, others count up from the lowest and on by octaves."""
    start = bar.start + step.beat * plan.beat
    loudness = step.loudness * (0.58 + 0.4 * bar.intensity)
    for order, voice in enumerate(range(len(voices)) if step.voice < 0 else (step.voice,)):
        octave, at = divmod(voice, len(voices))
        late = order * step.spread * plan.beat
        yield Note(
            start + late, step.length * plan.beat, voices[at] + 12 * octave, loudness, index, _brightness(bar.intensity)
        )


def _brightness(intensity: float) -> int:
    return 0 if intensity < 0.4 else 1 if intensity < 0.75 else 2


def _lowest(plan: Form, degree: int, floor: int) -> int:
    pitch = plan.key.pitch(degree % 7)
    return pitch + 12 * -((pitch - floor) // 12)


def _played(note: Note, mood: Mood, plan: Form, chance: Random, part: Part) -> Note:
    """What a hand adds: swing on off-sixteenths, a few milliseconds, a little loudness. Bass and pads stay in place."""
    loose = 0.0 if part.role in ("pad", "bass", "line") else chance.gauss(0, 0.004)
    start = max(0.0, _swung(note.start, plan, mood.swing) + loose)
    return note._replace(start=start, loudness=min(1.0, note.loudness * chance.uniform(0.92, 1.06)))


def _swung(start: float, plan: Form, swing: float) -> float:
    half = start / plan.beat * 2
    return (
        start
        + swing * plan.beat * (0.5 if round(half * 2) % 4 == 2 and abs(half - round(half)) < 0.01 else 0.0) * 2 / 3
    )


# ---------------------------------------------------------------- the close


def _close(plan: Form, mood: Mood) -> list[Note]:
    """The last chord: the tonic from the bass up, the melody's last word on top, all left to ring."""
    ring = plan.seconds - plan.closes
    notes = []
    for index, part in enumerate(mood.parts):
        if part.role in ("pad", "comp"):
            pitches = voicing(plan.key, plan.closing, centre=CENTRES[part.role] + 12 * part.octave)
            notes += [Note(plan.closes + at * 0.02, ring, pitch, 0.75, index) for at, pitch in enumerate(pitches)]
        elif part.role == "bass":
            notes.append(
                Note(
                    plan.closes,
                    ring,
                    _lowest(plan, plan.closing.root, CENTRES["bass"] + 12 * part.octave - 6),
                    0.8,
                    index,
                )
            )
        elif part.role == "lead":
            top = plan.closing.near(plan.key.degree(72 + 12 * max(0, part.octave - 1)))
            notes.append(Note(plan.closes + 0.06, ring, plan.key.pitch(_tonic_near(top)), 0.7, index))
    return notes


def _tonic_near(degree: int) -> int:
    return 7 * round(degree / 7)


# ---------------------------------------------------------------- drums and marks


def _drums(plan: Form, mood: Mood, chance: Random) -> Iterator[Stroke]:
    for lane in mood.drums:
        for bar in plan.bars:
            if bar.intensity >= lane.enters:
                yield from _beaten(plan, mood, lane, bar, chance)
    for earlier, bar in pairwise(plan.bars):
        if mood.drums and bar.opens and bar.intensity > 0.5:
            yield Stroke(bar.start - 1.4, "swell", 0.5 * bar.intensity, -17.0, 0.0, 0.4)
            yield Stroke(bar.start, "cymbal", 0.35 + 0.5 * bar.intensity, -21.0, 0.25, 0.4)
        if earlier.last and earlier.intensity > 0.7 and bar.opens:
            yield from _fill(plan, mood, earlier)


def _beaten(plan: Form, mood: Mood, lane: Lane, bar: Bar, chance: Random) -> Iterator[Stroke]:
    for at, mark in enumerate(lane.steps[: 4 * plan.beats]):
        if mark == ".":
            continue
        start = _swung(bar.start + at / 4 * plan.beat, plan, mood.swing) + chance.gauss(0, 0.003)
        loudness = int(mark) / 9 * (0.62 + 0.38 * bar.intensity) * chance.uniform(0.88, 1.0)
        yield Stroke(max(0.0, start), lane.sound, loudness, lane.level, lane.pan, lane.room)


def _fill(plan: Form, mood: Mood, bar: Bar) -> Iterator[Stroke]:
    """Four growing strokes on the last beat, on the drum that leads the groove."""
    lane = mood.drums[min(1, len(mood.drums) - 1)]
    for at in range(4):
        start = bar.start + (plan.beats - 1 + at / 4) * plan.beat
        yield Stroke(start, lane.sound, 0.35 + 0.15 * at, lane.level - 2, lane.pan, lane.room)


def _marks(plan: Form, mood: Mood, accents: Iterable[float]) -> Iterator[Stroke]:
    """A light swell into, and a soft stroke on, scene cuts that are at least two and a half seconds apart."""
    last = 0.0
    for at in sorted(accents):
        near = round(at / plan.beat) * plan.beat
        when = near if abs(near - at) < 0.12 else at
        if when - last < 2.5 or when > plan.closes - 0.5:
            continue
        last = when
        yield Stroke(max(0.0, when - 1.4), "swell", 0.6, -19.0, -0.15, 0.4)
        yield Stroke(when, mood.accent, 0.7, MARKS[mood.accent], 0.1, 0.5)
    yield Stroke(plan.closes, mood.accent, 0.9, MARKS[mood.accent] + 2, 0.0, 0.5)
