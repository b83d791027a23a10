"""The form of a piece: how many bars fit a film, what each is for, its chord, how intense it is. Pure, seeded."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from vidpipe.library.moods import Mood
from vidpipe.providers.local.composer.scale import Chord, Key, chord

PHRASE = 4
STRETCH = 0.06
"""How far a tempo may leave its mood's range so that whole bars fit the film."""


@dataclass(frozen=True)
class Bar:
    """One bar. `phrase` is the phrase it belongs to (-1 for the way in), `place` its place in it, `last` ends it."""

    index: int
    start: float
    section: str
    phrase: int
    place: int
    last: bool
    intensity: float
    chord: Chord
    opens: bool = False


@dataclass(frozen=True)
class Form:
    """A piece's frame. `bar`, `seconds` and `closes` are seconds; from `closes` to the end the last chord rings."""

    key: Key
    seconds: float
    bar: float
    beats: int
    bars: tuple[Bar, ...]
    closes: float
    closing: Chord

    @property
    def beat(self) -> float:
        return self.bar / self.beats

    @property
    def bpm(self) -> float:
        return 60.0 / self.beat


def form(mood: Mood, *, seconds: float, seed: int, accents: Sequence[float] = ()) -> Form:
    """Plan a piece of exactly `seconds`: tempo and bars follow from the length and, where free, the accents."""
    chance = Random(f"form/{mood.name}/{seed}")
    key = Key(chance.choice(mood.keys), mood.scale)
    count, beats = _measure(mood, seconds, accents, wish=chance.uniform(*mood.tempo))
    bar = seconds / count
    body = count - _ring(count, bar)
    return Form(key, seconds, bar, beats, _bars(mood, chance, body, bar), body * bar, chord(mood.final))


def _ring(count: int, bar: float) -> int:
    """How many bars the closing chord rings."""
    return 2 if (bar < 2.6 and count >= 8) or (bar < 1.6 and count >= 3) else 1


def _measure(mood: Mood, seconds: float, accents: Sequence[float], *, wish: float) -> tuple[int, int]:
    """How many bars, and of how many beats: near the wished tempo, whole phrases, accents near beats."""
    low, high = mood.tempo[0] * (1 - STRETCH), mood.tempo[1] * (1 + STRETCH)
    meter: int = mood.meter
    options = [(count, meter) for count in range(2, 1 + max(2, round(seconds * high / 60 / mood.meter)))]
    fitting = [(count, beats) for count, beats in options if low <= 60 * count * beats / seconds <= high]
    if not fitting:
        fitting = [(count, beats) for count in range(2, 6) for beats in (mood.meter, 3, 2)]
    return min(fitting, key=lambda it: _unease(it, seconds, wish, accents))


def _unease(option: tuple[int, int], seconds: float, wish: float, accents: Sequence[float]) -> float:
    count, beats = option
    beat = seconds / count / beats
    off = sum(abs(at / beat - round(at / beat)) for at in accents) / len(accents) if accents else 0.0
    body = count - _ring(count, seconds / count)
    way_in = body % PHRASE if body > PHRASE else 0
    return 5 * abs(60 / beat - wish) / wish + 2 * off + 0.12 * way_in


def _bars(mood: Mood, chance: Random, body: int, bar: float) -> tuple[Bar, ...]:
    phrases, way_in = divmod(body, PHRASE) if body >= PHRASE else (1, 0)
    size = PHRASE if body >= PHRASE else body
    sections = _sections(phrases)
    first, second = (chance.sample(mood.verses, 2) * 2)[:2]
    harmony = {"A": first, "B": second, "C": chance.choice(mood.bridges)}
    bars = [
        Bar(at, at * bar, "I", -1, at, at == way_in - 1, 0.16 + 0.16 * at / max(1, way_in), chord(first[at % 2 * 3]))
        for at in range(way_in)
    ]
    for phrase, section in enumerate(sections):
        for place in range(size):
            at = way_in + phrase * size + place
            symbol = _symbol(mood, harmony[section], place, left=body - at)
            bars.append(
                Bar(
                    at, at * bar, section, phrase, place, place == size - 1,
                    _intensity(phrase, phrases, section, place / size), chord(symbol),
                    opens=place == 0 and (phrase == 0 or sections[phrase - 1] != section),
                )
            )  # fmt: skip
    return tuple(bars)


def _symbol(mood: Mood, progression: tuple[str, ...], place: int, *, left: int) -> str:
    """The chord of a bar; the last bars before the close are the cadence."""
    cadence = mood.cadence[-left:] if left <= len(mood.cadence) else ()
    return cadence[0] if cadence else progression[place % len(progression)]


def _sections(phrases: int) -> str:
    """Letters, one a phrase: A, AA, ABA, ... and for long films rondo of pairs that comes home to A."""
    short = {1: "A", 2: "AA", 3: "ABA", 4: "AABA", 5: "AABCA"}
    if phrases in short:
        return short[phrases]
    pairs = phrases // 2
    inner = ["ABAC"[pair % 4] for pair in range(pairs - 1)]
    if inner and inner[-1] == "A":
        inner[-1] = "B" if inner[-2:-1] != ["B"] else "C"
    letters = "".join(letter * 2 for letter in [*inner, "A"])
    return letters if phrases % 2 == 0 else "A" + letters


def _intensity(phrase: int, phrases: int, section: str, within: float) -> float:
    """0 to 1: grows over the film, breathes in C, is full in the last phrase."""
    if phrase == phrases - 1:
        return min(1.0, 0.86 + 0.16 * within) if phrases > 1 else 0.5 + 0.5 * within
    climb = 0.34 + 0.5 * (phrase + within) / max(1, phrases - 1)
    wave = 0.1 if section == "B" else -0.22 if section == "C" else 0.0
    return max(0.2, min(0.95, climb + wave))
