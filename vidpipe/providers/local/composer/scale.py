"""Keys, chords and voicings. Everything is diatonic: a pitch that this module gives out lies in the key. Pure."""

from dataclasses import dataclass
from functools import cached_property

STEPS = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
}
TONICS = {"C": 0, "Db": 1, "D": 2, "Eb": 3, "E": 4, "F": 5, "Gb": 6, "G": 7, "Ab": 8, "A": 9, "Bb": 10, "B": 11}
COLOURS = {
    "": (0, 2, 4),
    "5": (0, 4),
    "s2": (0, 1, 4),
    "s4": (0, 3, 4),
    "7": (0, 2, 4, 6),
    "9": (0, 2, 4, 8),
}


@dataclass(frozen=True)
class Key:
    """A tonic and a scale. Degrees count from 0 at the tonic and run on over octaves."""

    tonic: str
    scale: str

    @property
    def name(self) -> str:
        return f"{self.tonic} {self.scale}"

    @cached_property
    def classes(self) -> frozenset[int]:
        """The pitch classes (0 is C) of the key."""
        return frozenset((TONICS[self.tonic] + step) % 12 for step in STEPS[self.scale])

    def pitch(self, degree: int) -> int:
        """The MIDI pitch of a degree; degree 0 lies in the octave above MIDI 0."""
        octave, step = divmod(degree, 7)
        return 12 * octave + STEPS[self.scale][step] + TONICS[self.tonic]

    def degree(self, pitch: int) -> int:
        """The degree whose pitch is nearest to a MIDI pitch."""
        guess = 7 * (pitch // 12)
        return min(range(guess - 9, guess + 10), key=lambda degree: abs(self.pitch(degree) - pitch))


@dataclass(frozen=True)
class Chord:
    """Scale degrees from a root (0 to 6), and the degree in the bass."""

    root: int
    tones: tuple[int, ...]
    bass: int

    @property
    def triad(self) -> frozenset[int]:
        """The degrees (0 to 6) that a melody may rest on."""
        return frozenset(tone % 7 for tone in self.tones if tone - self.root <= 4)

    @property
    def mild(self) -> frozenset[int]:
        """The triad with its second and sixth: degrees that a melody may dwell on in passing."""
        return self.triad | {(self.root + 1) % 7, (self.root + 5) % 7}

    def near(self, degree: int, *, beside: int | None = None, mild: bool = False) -> int:
        """The chord's degree nearest to a degree, the lower of two as near; not `beside` itself where that is given."""
        wanted = self.mild if mild else self.triad
        steps = (0, -1, 1, -2, 2, -3, 3, -4, 4)
        return next(degree + step for step in steps if degree + step != beside and (degree + step) % 7 in wanted)


def chord(symbol: str) -> Chord:
    """A chord from `5:s4/1`: degree from 1, colour, bass degree."""
    upper, _, bass = symbol.partition("/")
    degree, _, colour = upper.partition(":")
    root = int(degree) - 1
    return Chord(root, tuple(root + step for step in COLOURS[colour]), int(bass) - 1 if bass else root)


def voicing(key: Key, harmony: Chord, *, centre: int, before: tuple[int, ...] = ()) -> tuple[int, ...]:
    """The chord's pitches in close position around a centre, moved as little as can be from the chord before."""
    classes = sorted({key.pitch(tone) % 12 for tone in harmony.tones})
    spread = [_stack(classes[turn:] + classes[:turn], octave) for turn in range(len(classes)) for octave in range(2, 8)]
    return min(spread, key=lambda pitches: _distance(pitches, before, centre))


def _stack(classes: list[int], octave: int) -> tuple[int, ...]:
    pitches = [12 * octave + classes[0]]
    for found in classes[1:]:
        pitches.append(pitches[-1] + (found - pitches[-1]) % 12)
    return tuple(pitches)


def _distance(pitches: tuple[int, ...], before: tuple[int, ...], centre: int) -> float:
    mean = sum(pitches) / len(pitches)
    moved = sum(min(abs(pitch - old) for old in before) for pitch in pitches) if before else 0
    return moved + 0.9 * abs(mean - centre)
