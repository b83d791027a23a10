"""The kit: drums, hands, cymbals and swells, each one stereo sound. Same name, same samples."""

from collections.abc import Callable
from functools import cache

import numpy as np

from vidpipe.providers.local.composer.synth import RATE, Sound, fall, noise, ramp, struck, table

Chance = np.random.Generator


@cache
def stroke(name: str) -> Sound:
    """A sound of the kit at unit level, (2, samples). KeyError for an unknown name."""
    chance = np.random.Generator(np.random.PCG64([len(name), *name.encode()]))
    made = KIT[name](chance)
    sound = made if made.ndim == 2 else np.stack([made, made])
    return (sound * np.float32(0.25 / _loudest(sound))).astype(np.float32)


def _loudest(sound: Sound) -> float:
    """RMS of the loudest 50 milliseconds."""
    size = RATE // 20
    power = np.mean(sound**2, axis=0)
    windows = [float(power[at : at + size].mean()) for at in range(0, max(1, power.size - size // 2), size // 2)]
    return float(max(windows) ** 0.5) + 1e-9


def _drop(seconds: float, *, high: float, low: float, bend: float, decay: float) -> Sound:
    """A sine that falls from one frequency to another."""
    time = np.arange(int(seconds * RATE)) / RATE
    turns = low * time + (high - low) * bend * (1 - np.exp(-time / bend))
    return (np.sin(2 * np.pi * turns) * np.exp(-time / decay)).astype(np.float32)


def _ended(sound: Sound) -> Sound:
    size = sound.shape[-1] // 5
    sound[..., -size:] *= ramp(size)[::-1]
    return sound


def _kick(chance: Chance) -> Sound:
    body = _drop(0.45, high=150, low=50, bend=0.03, decay=0.14)
    click = noise(0.012, chance, low=1500, high=5000) * fall(0.012, 0.003)
    body[: click.size] += 0.12 * click
    return _ended(body)


def _softkick(chance: Chance) -> Sound:
    return _ended(_drop(0.4, high=95, low=55, bend=0.03, decay=0.11))


def _taiko(chance: Chance) -> Sound:
    modes = table([1.0, 1.59, 2.14, 2.3, 2.65, 2.92])
    skin = struck(72 * modes, table([1, 0.6, 0.4, 0.25, 0.2, 0.15]), 0.34 / modes, phases=np.zeros(6), seconds=1.2)
    skin += 0.9 * _drop(1.2, high=110, low=58, bend=0.05, decay=0.22)
    slap = noise(0.12, chance, low=150, high=1800) * fall(0.12, 0.022)
    skin[: slap.size] += 0.35 * slap
    return _ended(skin)


def _snare(chance: Chance) -> Sound:
    wires = noise(0.3, chance, low=1400, high=7500, channels=2) * fall(0.3, 0.07)
    return _ended(wires * 0.5 + 0.8 * _drop(0.3, high=240, low=180, bend=0.02, decay=0.05))


def _brush(chance: Chance) -> Sound:
    sweep = noise(0.35, chance, low=1800, high=8000, channels=2) * fall(0.35, 0.08)
    sweep[:, :1400] *= ramp(1400)
    return _ended(sweep)


def _clap(chance: Chance) -> Sound:
    sound = np.zeros((2, int(0.4 * RATE)), np.float32)
    for at, decay, gain in ((0.0, 0.006, 0.7), (0.011, 0.006, 0.8), (0.023, 0.06, 1.0)):
        hand = noise(0.3, chance, low=750, high=4500, channels=2) * fall(0.3, decay)
        start = int(at * RATE)
        sound[:, start : start + hand.shape[1]] += gain * hand
    return _ended(sound)


def _snap(chance: Chance) -> Sound:
    return _ended(noise(0.15, chance, low=1300, high=4200) * fall(0.15, 0.016))


def _rim(chance: Chance) -> Sound:
    return _ended(
        struck(
            table([820, 1740, 2600]), table([1, 0.6, 0.3]), table([0.02, 0.012, 0.01]), phases=np.zeros(3), seconds=0.15
        )
    )


def _tick(chance: Chance) -> Sound:
    return _ended(struck(table([2300, 3900]), table([1, 0.4]), table([0.012, 0.006]), phases=np.zeros(2), seconds=0.1))


def _hat(chance: Chance) -> Sound:
    return _ended(noise(0.12, chance, low=6500, high=13_000) * fall(0.12, 0.024))


def _shaker(chance: Chance) -> Sound:
    grain = noise(0.14, chance, low=4500, high=10_000) * fall(0.14, 0.035)
    grain[:1300] *= ramp(1300)
    return _ended(grain)


def _tamb(chance: Chance) -> Sound:
    jingles = table([5200, 6100, 7350, 8400, 9600])
    ring = struck(jingles, np.ones(5), np.full(5, 0.09), phases=chance.uniform(0, 6, 5), seconds=0.35)
    return _ended(ring + 1.2 * noise(0.35, chance, low=5000, high=11_000) * fall(0.35, 0.05))


def _cymbal(chance: Chance) -> Sound:
    wash = noise(2.4, chance, low=3200, high=11_000, channels=2) * fall(2.4, 0.55)
    wash[:, :300] *= ramp(300)
    return _ended(wash)


def _swell(chance: Chance) -> Sound:
    """Noise that grows for 1.4 seconds and is gone at its end."""
    air = (
        noise(1.4, chance, low=900, high=7000, channels=2) * np.linspace(0, 1, int(1.4 * RATE), dtype=np.float32) ** 2.6
    )
    air[:, -2400:] *= ramp(2400)[::-1]
    return air.astype(np.float32)


def _boom(chance: Chance) -> Sound:
    deep = _drop(2.0, high=82, low=40, bend=0.12, decay=0.5)
    thud = noise(0.2, chance, low=90, high=700) * fall(0.2, 0.03)
    deep[: thud.size] += 0.3 * thud
    return _ended(deep)


def _soft(chance: Chance) -> Sound:
    """A breath of cymbal over a low thump."""
    wash = noise(1.6, chance, low=2600, high=9000, channels=2) * fall(1.6, 0.35) * 0.35
    wash[:, :900] *= ramp(900)
    return _ended(wash + 0.9 * _drop(1.6, high=80, low=48, bend=0.05, decay=0.16))


def _bell(chance: Chance) -> Sound:
    """A shimmer without a pitch of its own, so that it fits every key."""
    partials = table([2093, 2794, 3520, 4186, 5588, 7040]) * chance.uniform(0.985, 1.015, 6)
    left, right = (
        struck(
            partials,
            table([0.5, 0.6, 0.6, 0.5, 0.35, 0.2]),
            np.full(6, 0.4),
            phases=chance.uniform(0, 6, 6),
            seconds=1.8,
        )
        for _ in range(2)
    )
    sound = np.stack([left, right])
    sound[:, :1500] *= ramp(1500)
    return _ended(sound)


KIT: dict[str, Callable[[Chance], Sound]] = {
    "kick": _kick, "softkick": _softkick, "taiko": _taiko, "snare": _snare, "brush": _brush, "clap": _clap,
    "snap": _snap, "rim": _rim, "tick": _tick, "hat": _hat, "shaker": _shaker, "tamb": _tamb,
    "cymbal": _cymbal, "swell": _swell, "boom": _boom, "soft": _soft, "bell": _bell,
}  # fmt: skip
