"""The orchestra: every voice's tone at a pitch, made by synth.py. The mixer asks `tone`: stereo, at unit level."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vidpipe.providers.local.composer.synth import (
    RATE,
    Sound,
    envelope,
    fall,
    harmonics,
    held,
    levelled,
    noise,
    ramp,
    struck,
    table,
)

Amplitudes = Callable[[float, NDArray[np.float64]], NDArray[np.float64]]


@dataclass(frozen=True)
class Held:
    """A voice that sounds as long as it is held. `spectrum` gives amplitudes of partials from their frequencies."""

    spectrum: Amplitudes
    cents: float
    attack: float
    release: float
    breath: float = 0.0


@dataclass(frozen=True)
class Struck:
    """A voice that dies away. `make` gives mono or stereo; `release` seconds after the note's end it is damped."""

    make: Callable[[float, int, np.random.Generator], Sound]
    release: float


class Tone(NamedTuple):
    """A tone to be cut to a note's length: stereo, whether it loops, seconds of attack and release."""

    sound: Sound
    loops: bool
    attack: float
    release: float


def hertz(pitch: int) -> float:
    return 440.0 * 2 ** ((pitch - 69) / 12)


def tone(voice: str, pitch: int, bright: int) -> Tone:
    """A voice's tone; the same arguments always give the same samples. KeyError for an unknown voice."""
    chance = np.random.Generator(np.random.PCG64([sum(voice.encode()), pitch, bright]))
    if voice in HELD:
        kind = HELD[voice]
        return Tone(_held(kind, hertz(pitch), bright, chance), True, kind.attack, kind.release)
    struck_kind = STRUCK[voice]
    made = levelled(struck_kind.make(hertz(pitch), bright, chance))
    return Tone(made if made.ndim == 2 else np.stack([made, made]), False, 0.0, struck_kind.release)


def _held(kind: Held, frequency: float, bright: int, chance: np.random.Generator) -> Sound:
    numbers = harmonics(max(1, min(64, int(12_000 / frequency))))
    partials = numbers * frequency
    cut = (2400, 4200, 7000)[bright] + 1.5 * frequency
    amplitudes = kind.spectrum(frequency, partials) / (1 + (partials / cut) ** 2)
    loop = held(frequency, amplitudes, cents=kind.cents, chance=chance)
    if kind.breath:
        air = noise(loop.shape[1] / RATE, chance, low=frequency * 1.5, high=frequency * 4 + 1500, channels=2)
        loop = loop / np.sqrt(np.mean(loop**2)) + kind.breath * air[:, : loop.shape[1]]
    return levelled(loop, seconds=9)


def _saw(tilt: float, cut: float) -> Amplitudes:
    """Amplitudes that fall as a power of the partial's number, and faster above `cut` hertz."""
    return lambda frequency, partials: (partials / frequency) ** -tilt / (1 + (partials / cut) ** 2)


def _sung(frequency: float, partials: NDArray[np.float64]) -> NDArray[np.float64]:
    """An open vowel: three formants over a steep source."""
    formants = sum(
        gain * np.exp(-0.5 * ((partials - centre) / width) ** 2)
        for centre, width, gain in ((620, 130, 1.0), (1050, 160, 0.55), (2700, 320, 0.16))
    )
    return (formants + 0.06) * (partials / frequency) ** -0.7


def _reed(frequency: float, partials: NDArray[np.float64]) -> NDArray[np.float64]:
    number = np.round(partials / frequency)
    return np.where(number % 2 == 1, 1.0, 0.18) * number**-1.15 / (1 + (partials / 2200) ** 2)


def _airy(frequency: float, partials: NDArray[np.float64]) -> NDArray[np.float64]:
    number = np.round(partials / frequency)
    return np.isin(number, (1, 2, 3, 4, 6, 8)) * number**-0.9


def _pipe(frequency: float, partials: NDArray[np.float64]) -> NDArray[np.float64]:
    number = np.round(partials / frequency)
    return np.interp(number, [1, 2, 3, 4, 5, 8], [1, 0.42, 0.2, 0.07, 0.035, 0.005])


def _round(frequency: float, partials: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.interp(np.round(partials / frequency), [1, 2, 3, 4, 5], [1, 0.28, 0.07, 0.02, 0.0])


HELD: dict[str, Held] = {
    "warm": Held(_saw(1.25, 1500), 26, 0.5, 0.9),
    "analog": Held(_saw(1.0, 2400), 20, 0.12, 0.5),
    "strings": Held(_saw(0.85, 4200), 30, 0.28, 0.55),
    "choir": Held(_sung, 34, 0.45, 0.8),
    "glass": Held(_airy, 12, 0.7, 1.4),
    "brass": Held(_saw(0.6, 2000), 18, 0.16, 0.35),
    "horn": Held(_saw(0.85, 1500), 9, 0.09, 0.3),
    "cello": Held(_saw(0.95, 1700), 12, 0.09, 0.3),
    "flute": Held(_pipe, 7, 0.08, 0.22, 0.12),
    "clarinets": Held(_reed, 14, 0.12, 0.25),
    "sub": Held(_round, 4, 0.05, 0.3),
}


def _piano(frequency: float, bright: int, chance: np.random.Generator, *, hammer: float, knock: float) -> Sound:
    """Stiff strings in pairs: partials are stretched, decay in two stages, and differ a little left and right."""
    numbers = harmonics(max(2, min(26, int(7500 / frequency))))
    partials = frequency * numbers * np.sqrt(1 + 0.0004 * numbers**2)
    cut = hammer * (0.8, 1.0, 1.35)[bright]
    amplitudes = numbers**-0.9 * np.exp(-partials / cut) * (1 - 0.6 * (numbers % 8 == 0))
    slow = 4.2 / (0.5 + (frequency / 260) ** 0.75 + partials / 1300)
    pair = np.concatenate([partials, partials * 1.0006])
    sides = []
    for _ in range(2):
        phases = chance.uniform(-0.6, 0.6, pair.size) + np.where(pair > 400, chance.uniform(0, 2.5, pair.size), 0)
        sides.append(struck(pair, np.concatenate([amplitudes * 0.62, amplitudes * 0.38]),
                            np.concatenate([slow * 0.4, slow * 1.25]), phases=phases, seconds=3.2))  # fmt: skip
    sound = np.stack(sides)
    sound[:, :240] *= ramp(240)
    thump = noise(0.05, chance, low=90, high=900) * fall(0.05, 0.012)
    sound[:, : thump.size] += np.float32(knock * np.sqrt(np.mean(sound[:, :9600] ** 2))) * thump
    return _tail(sound)


def _string(
    frequency: float, bright: int, chance: np.random.Generator, *, ring: float, damp: float, place: float
) -> Sound:
    """A plucked string: a comb by the place of the pluck, high partials die first."""
    numbers = harmonics(max(2, min(32, int(9000 / frequency))))
    partials = frequency * numbers * np.sqrt(1 + 0.00008 * numbers**2)
    soft = (3200, 5000, 7500)[bright]
    amplitudes = np.abs(np.sin(np.pi * numbers * place)) * numbers**-0.9 * np.exp(-partials / soft)
    decays = ring / (1 + damp * (partials / 1000) ** 1.3) / (0.6 + (frequency / 400) ** 0.6)
    sound = struck(
        partials, amplitudes, decays, phases=chance.uniform(0, 0.8, partials.size), seconds=min(2.4, 3.2 * ring)
    )
    return _softened(sound, 72)


def _bars(
    frequency: float, bright: int, chance: np.random.Generator, *, ratios: str, decay: float, click: float
) -> Sound:
    """A bar or bell: a few inharmonic modes, each with an amplitude and a share of the decay."""
    modes = MODES[ratios]
    partials = frequency * table([mode[0] for mode in modes])
    amplitudes = table([mode[1] for mode in modes]) * (1 + 0.3 * (bright - 1) * (partials > 2 * frequency))
    fade = decay * table([mode[2] for mode in modes]) / (0.5 + (frequency / 700) ** 0.5)
    sound = struck(partials, amplitudes, fade, phases=np.zeros(partials.size), seconds=min(3.0, 5 * decay))
    tick = noise(0.02, chance, low=1500, high=6000) * fall(0.02, 0.003)
    sound[: tick.size] += np.float32(click) * tick
    return _softened(sound, 48)


MODES = {
    "wood": ((1.0, 1.0, 1.0), (3.93, 0.35, 0.22), (9.2, 0.1, 0.08)),
    "vibe": ((1.0, 1.0, 1.0), (4.0, 0.26, 0.3), (10.1, 0.05, 0.08)),
    "plate": ((1.0, 1.0, 1.0), (2.0, 0.3, 0.7), (3.0, 0.12, 0.4), (5.2, 0.16, 0.16), (8.9, 0.05, 0.08)),
    "bell": ((0.5, 0.25, 1.1), (1.0, 1.0, 1.0), (2.0, 0.5, 0.7), (3.0, 0.3, 0.5), (4.2, 0.2, 0.3), (5.4, 0.1, 0.2)),
    "tine": ((1.0, 1.0, 1.0), (2.0, 0.32, 0.5), (3.0, 0.14, 0.3), (4.0, 0.06, 0.2), (7.1, 0.1, 0.06)),
}  # fmt: skip


def _wire(
    frequency: float, bright: int, chance: np.random.Generator, *, ring: float, cut: float, tilt: float = 1.0
) -> Sound:
    """A synthesizer's saw through a filter that closes: each partial's decay falls with its number. Two, detuned."""
    numbers = harmonics(max(2, min(40, int(9000 / frequency))))
    partials = np.concatenate([frequency * numbers * 0.9985, frequency * numbers * 1.0015])
    both = np.concatenate([numbers, numbers])
    amplitudes = both**-tilt / (1 + (partials / (cut * (0.7, 1.0, 1.5)[bright])) ** 2)
    decays = ring / (1 + 0.35 * (both - 1))
    sound = struck(
        partials, amplitudes, decays, phases=chance.uniform(0, 6.28, partials.size), seconds=min(2.5, 4 * ring)
    )
    return _softened(sound, 120)


def _softened(sound: Sound, samples: int) -> Sound:
    sound[:samples] *= ramp(samples)
    return _tail(sound)


def _tail(sound: Sound) -> Sound:
    """Fade the last eighth, so that a tone that has not quite died ends in silence."""
    size = sound.shape[-1] // 8
    sound[..., -size:] *= ramp(size)[::-1]
    return sound


def _bowed(frequency: float, bright: int, chance: np.random.Generator) -> Sound:
    """A short stroke of a section of strings."""
    loop = _held(HELD["strings"], frequency, bright, chance)[:, : int(0.5 * RATE)]
    return loop * envelope(loop.shape[1], attack=0.018, release=0.05) * fall(0.5, 0.16)[: loop.shape[1]]


STRUCK: dict[str, Struck] = {
    "piano": Struck(lambda f, b, c: _piano(f, b, c, hammer=2400, knock=0.35), 0.35),
    "felt": Struck(lambda f, b, c: _piano(f, b, c, hammer=950, knock=0.6), 0.5),
    "guitar": Struck(lambda f, b, c: _string(f, b, c, ring=0.9, damp=0.9, place=0.19), 0.2),
    "harp": Struck(lambda f, b, c: _string(f, b, c, ring=1.1, damp=0.6, place=0.42), 0.8),
    "pizzicato": Struck(lambda f, b, c: _string(f, b, c, ring=0.17, damp=1.0, place=0.3), 0.15),
    "upright": Struck(lambda f, b, c: _string(f, b, c, ring=0.5, damp=2.2, place=0.3), 0.12),
    "marimba": Struck(lambda f, b, c: _bars(f, b, c, ratios="wood", decay=0.22, click=0.05), 0.4),
    "vibes": Struck(lambda f, b, c: _bars(f, b, c, ratios="vibe", decay=0.9, click=0.02), 0.6),
    "celesta": Struck(lambda f, b, c: _bars(f, b, c, ratios="plate", decay=0.7, click=0.03), 0.6),
    "bell": Struck(lambda f, b, c: _bars(f, b, c, ratios="bell", decay=1.2, click=0.0), 1.2),
    "epiano": Struck(lambda f, b, c: _bars(f, b, c, ratios="tine", decay=0.8, click=0.01), 0.25),
    "pluck": Struck(lambda f, b, c: _wire(f, b, c, ring=0.28, cut=3600), 0.2),
    "stab": Struck(lambda f, b, c: _wire(f, b, c, ring=0.5, cut=2600, tilt=0.8), 0.15),
    "bass": Struck(lambda f, b, c: _wire(f, b, c, ring=0.7, cut=520, tilt=1.1), 0.08),
    "spiccato": Struck(_bowed, 0.2),
}
