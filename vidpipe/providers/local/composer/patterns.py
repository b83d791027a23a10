"""Figures for accompaniment: which voices of a chord sound on which beats. Data and its reading; pure."""

from typing import NamedTuple


class Step(NamedTuple):
    """A stroke: beat in the bar, voice of the chord (-1 all), beats long, loudness 0 to 1, beats between the voices."""

    beat: float
    voice: int
    length: float
    loudness: float = 0.8
    spread: float = 0.0


def pattern(style: str, beats: int, intensity: float) -> tuple[Step, ...]:
    """The steps of a bar in this style; some styles play more as the piece grows. KeyError for an unknown style."""
    return tuple(step for step in STYLES[style](beats, intensity) if step.beat < beats - 0.01)


def _run(voices: str, beats: int, *, step: float = 0.5, length: float = 1.0) -> tuple[Step, ...]:
    """An even run; digits are voices, a dot is a rest. It starts again with the bar."""
    count = round(beats / step)
    marks = (voices * (count // len(voices) + 1))[:count]
    return tuple(
        Step(at * step, int(mark), length, 0.85 if at * step % 2 == 0 else 0.72 if at * step % 1 == 0 else 0.6)
        for at, mark in enumerate(marks)
        if mark != "."
    )


def _held(beats: int, intensity: float) -> tuple[Step, ...]:
    return (Step(0, 0, beats, 0.85),)


def _rolled(beats: int, intensity: float) -> tuple[Step, ...]:
    again = (Step(beats / 2, -1, beats / 2, 0.55, 0.06),) if intensity > 0.6 else ()
    return (Step(0, -1, beats, 0.8, 0.08), *again)


def _broken(beats: int, intensity: float) -> tuple[Step, ...]:
    if beats == 3:
        return _run("012321" if intensity > 0.35 else "0.2.1.", beats, length=1.5)
    return _run("02132132" if intensity > 0.35 else "0.2.1.2.", beats, length=1.6)


def _wave(beats: int, intensity: float) -> tuple[Step, ...]:
    fine = intensity > 0.8
    return _run("0123432101234321" if fine else "01234321", beats, step=0.25 if fine else 0.5, length=0.9)


def _bounce(beats: int, intensity: float) -> tuple[Step, ...]:
    return _run("0.21.12.0.2132.1" if intensity > 0.4 else "0..1..2.0..1..2.", beats, step=0.25, length=0.4)


def _drive(beats: int, intensity: float) -> tuple[Step, ...]:
    return _run(
        "0010001000100012" if intensity > 0.65 else "0.1.0.1.",
        beats,
        step=0.25,
        length=0.3,
    )


def _gallop(beats: int, intensity: float) -> tuple[Step, ...]:
    return _run("0.000.000.000.12" if intensity > 0.4 else "0...0...0...0.0.", beats, step=0.25, length=0.3)


def _answer(beats: int, intensity: float) -> tuple[Step, ...]:
    return _run("..1.2...1.2.3...", beats, step=0.25, length=0.35)


def _tiptoe(beats: int, intensity: float) -> tuple[Step, ...]:
    return _run("0..1..2....1..0.", beats, step=0.25, length=0.3)


def _offbeat(beats: int, intensity: float) -> tuple[Step, ...]:
    return tuple(Step(beat + 0.5, -1, 0.35, 0.7 if beat % 2 else 0.6) for beat in range(beats))


def _lazy(beats: int, intensity: float) -> tuple[Step, ...]:
    late = (Step(2.5, -1, 1.4, 0.6, 0.02),) if intensity > 0.4 else ()
    return (Step(0, -1, 2.3, 0.8, 0.03), *late)


def _stabs(beats: int, intensity: float) -> tuple[Step, ...]:
    return tuple(Step(beat, -1, 0.3, 0.75) for beat in (0, 0.75, 1.5, 2.5, 3.25))


def _picked(beats: int, intensity: float) -> tuple[Step, ...]:
    return _run("02132313" if intensity > 0.3 else "0.2.3.2.", beats, length=1.4)


def _strum(beats: int, intensity: float) -> tuple[Step, ...]:
    return tuple(
        Step(beat, -1, 0.9, loud, 0.035)
        for beat, loud in ((0, 0.8), (1, 0.6), (1.5, 0.45), (2.5, 0.5), (3, 0.65), (3.5, 0.45))
    )


def _pulse(beats: int, intensity: float) -> tuple[Step, ...]:
    if intensity < 0.6:
        return (Step(0, 0, beats * 0.6, 0.85), Step(beats - 1.5, 0, 1.4, 0.6))
    return tuple(Step(at / 2, 0, 0.46, 0.85 if at % 4 == 0 else 0.62) for at in range(2 * beats))


def _fifths(beats: int, intensity: float) -> tuple[Step, ...]:
    walk = (Step(beats - 0.5, 1, 0.45, 0.6),) if intensity > 0.6 else ()
    return (Step(0, 0, 1.3, 0.85), Step(2, 1, 1.2, 0.7), *walk)


def _syncopated(beats: int, intensity: float) -> tuple[Step, ...]:
    return (Step(0, 0, 1.3, 0.9), Step(1.5, 0, 0.4, 0.6), Step(2.5, 1, 0.9, 0.7), Step(3.5, 2, 0.4, 0.5))


STYLES = {
    "held": _held, "rolled": _rolled, "broken": _broken, "wave": _wave, "bounce": _bounce, "drive": _drive,
    "gallop": _gallop, "answer": _answer, "tiptoe": _tiptoe, "offbeat": _offbeat, "lazy": _lazy, "stabs": _stabs,
    "picked": _picked, "strum": _strum, "pulse": _pulse, "fifths": _fifths, "syncopated": _syncopated,
}  # fmt: skip
