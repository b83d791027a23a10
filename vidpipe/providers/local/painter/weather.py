"""What is in the air: rain, snow, petals, leaves, motes, bubbles, confetti. Each particle is a loop that lands."""

import math
from collections.abc import Callable
from typing import NamedTuple

import skia

from vidpipe.providers.local.painter.clock import Clock
from vidpipe.providers.local.painter.ink import (
    SCREEN,
    Tint,
    fade,
    fill,
    lighter,
    mix,
    number,
    pen,
    radial,
    smooth,
    tint,
)
from vidpipe.providers.local.painter.stage import Stage
from vidpipe.providers.local.painter.tempest import fireworks, gusts, lightning

INDOORS = ("interior", "studio", "abstract", "underwater", "space")


class Speck(NamedTuple):
    """One particle: where it starts (parts of the frame), how fast, how far it lands, its size and phase."""

    x: float
    y: float
    pace: float
    landing: float
    size: float
    phase: float


def fall(stage: Stage) -> None:
    """Add the weather and what else floats in the air, in front of everything."""
    weather, ambient = stage.spec.weather, stage.spec.ambient
    if weather in ("rain", "storm"):
        _rain(stage)
    if weather == "storm":
        lightning(stage)
    if weather == "windy" and stage.spec.setting not in INDOORS:
        gusts(stage)
    if weather == "snow" and stage.spec.setting not in INDOORS:
        _snow(stage)
    makers: dict[str, Callable[[Stage], None]] = {
        "fireworks": fireworks,
        "petals": _petals,
        "leaves": _leaves,
        "motes": _motes,
        "bubbles": _bubbles,
        "confetti": _confetti,
    }
    if ambient in makers:
        makers[ambient](stage)
    elif weather == "clear" and stage.spec.setting not in ("space", "underwater"):
        _motes(stage, 16)


def specks(stage: Stage, count: int, *, pace: tuple[float, float]) -> list[Speck]:
    dice = stage.dice
    return [
        Speck(
            dice.random(),
            dice.random(),
            dice.uniform(*pace),
            dice.uniform(0.1, 0.9),
            dice.uniform(0.35, 1.0),
            dice.random(),
        )
        for _ in range(count)
    ]


def _rain(stage: Stage) -> None:
    if stage.spec.setting in INDOORS:
        return
    hard = stage.spec.weather == "storm"
    drops = specks(stage, 300 if hard else 190, pace=(2.1, 3.0) if hard else (1.5, 2.3))
    slant = 0.34 if hard else 0.1
    colour = mix(stage.light.shine, stage.light.haze, 0.3)
    tall, wide = stage.height, stage.width

    def draw(canvas: skia.Canvas, clock: Clock) -> None:
        for part in range(3):
            path = skia.Path()
            for drop in drops[part::3]:
                way = (drop.y + clock.turns(drop.pace * (0.6 + 0.4 * drop.size), drop.landing)) % 1.0
                x, y = (drop.x * 1.15 - slant * way) % 1.1 * wide, (way * 1.16 - 0.1) * tall
                long = (22 + 26 * drop.size) * stage.unit * 1.3
                path.moveTo(x, y)
                path.lineTo(x - long * slant * 1.6, y + long)
            canvas.drawPath(
                path, pen(fade(colour, (0.16, 0.24, 0.34)[part]), (1.0, 1.4, 1.9)[part] * max(stage.unit, 0.5) * 1.2)
            )

    stage.live(draw)
    if stage.wet and stage.spec.setting not in ("sea", "lake"):
        _ripples(stage)


def _ripples(stage: Stage) -> None:
    rings = specks(stage, 22, pace=(0.9, 1.4))
    top = stage.floor - 0.02

    def draw(canvas: skia.Canvas, clock: Clock) -> None:
        for ring in rings:
            age = (ring.phase + clock.turns(ring.pace)) % 1.0
            x, y = ring.x * stage.width, stage.y(top + (1.02 - top) * ring.y)
            wide = (6 + 34 * age) * stage.unit * (0.5 + ring.y)
            alpha = 0.4 * (1 - age) * ring.size
            area = skia.Rect.MakeLTRB(x - wide, y - wide * 0.26, x + wide, y + wide * 0.26)
            canvas.drawOval(area, pen(fade(stage.light.shine, alpha), 1.3 * max(stage.unit, 0.5)))

    stage.live(draw, 1.0)


def _snow(stage: Stage) -> None:
    flakes = specks(stage, 130, pace=(0.09, 0.17))

    def draw(canvas: skia.Canvas, clock: Clock) -> None:
        for flake in flakes:
            way = (flake.y + clock.turns(flake.pace * (0.5 + flake.size), flake.landing)) % 1.0
            x = (flake.x + 0.02 * clock.wave(0.2, flake.phase)) % 1.0 * stage.width
            y = (way * 1.1 - 0.05) * stage.height
            size = (1.2 + 4.6 * flake.size**3) * stage.unit
            canvas.drawCircle(
                x, y, size, fill((1, 1, 1, 0.4 + 0.5 * flake.size), blur=size * 0.35 if size > 3 * stage.unit else 0)
            )

    stage.live(draw)


def glowing(colour: Tint, radius: float) -> skia.Image:
    """A soft dot of light with a bright core, as a picture."""
    size = max(4, math.ceil(radius * 2))
    surface = skia.Surface(size, size)
    middle = size / 2
    shader = radial(
        (middle, middle),
        middle,
        [fade(lighter(colour, 0.6), 1), fade(colour, 0.62), fade(colour, 0.16), fade(colour, 0)],
        (0, 0.16, 0.4, 1),
    )
    surface.getCanvas().drawCircle(middle, middle, middle, fill(shader=shader))
    return surface.makeImageSnapshot()


def _motes(stage: Stage, count: int = 42) -> None:
    colour = mix(stage.light.shine, stage.light.lamp, 0.5)
    dots = specks(stage, count, pace=(0.03, 0.07))
    image = glowing(colour, 13 * stage.unit)

    def draw(canvas: skia.Canvas, clock: Clock) -> None:
        for dot in dots:
            shine = 0.3 + 0.5 * clock.wave(0.22, dot.phase)
            if shine <= 0.02:
                continue
            way = (dot.y - clock.turns(dot.pace, dot.landing * 0.3)) % 1.0
            x = (dot.x + 0.015 * clock.wave(0.12, dot.phase * 3)) * stage.width
            scale = 0.35 + 0.9 * dot.size
            canvas.save()
            canvas.translate(x, way * stage.height)
            canvas.scale(scale, scale)
            canvas.drawImage(
                image,
                -image.width() / 2,
                -image.height() / 2,
                skia.SamplingOptions(skia.FilterMode.kLinear),
                skia.Paint(Alphaf=shine, BlendMode=SCREEN),
            )
            canvas.restore()

    stage.live(draw)


def _petal(size: float) -> skia.Path:
    return smooth(
        [
            (-size, 0),
            (-size * 0.1, -size * 0.62),
            (size, -size * 0.1),
            (size * 0.75, size * 0.2),
            (-size * 0.1, size * 0.6),
        ],
        closed=True,
    )


def _petals(stage: Stage) -> None:
    _flutter(stage, 38, [tint("#ffc3d8"), tint("#ffdbe7"), tint("#ff9fc0")], 8.5)


def _leaves(stage: Stage) -> None:
    _flutter(stage, 26, [tint("#e8873a"), tint("#d9542e"), tint("#f2b441")], 12)


def _confetti(stage: Stage) -> None:
    _flutter(stage, 60, list(stage.light.accents), 7.5, square=True)


def _flutter(stage: Stage, count: int, colours: list[Tint], size: float, *, square: bool = False) -> None:
    """Light things that fall slowly, turning."""
    pieces = specks(stage, count, pace=(0.05, 0.1))
    shape = skia.Path.Rect(skia.Rect.MakeLTRB(-size, -size * 0.5, size, size * 0.5)) if square else _petal(size)
    shades = [fill(fade(mix(colour, stage.light.shine, 0.12), 0.92)) for colour in colours]

    def draw(canvas: skia.Canvas, clock: Clock) -> None:
        for at, piece in enumerate(pieces):
            way = (piece.y + clock.turns(piece.pace * (0.5 + piece.size), piece.landing)) % 1.0
            x = (piece.x + 0.14 * way + 0.02 * clock.wave(0.25, piece.phase)) % 1.08 - 0.04
            canvas.save()
            canvas.translate(x * stage.width, (way * 1.1 - 0.05) * stage.height)
            canvas.rotate(360 * (piece.phase + clock.turns(0.15)))
            scale = (0.4 + 0.9 * piece.size) * stage.unit
            canvas.scale(scale, scale * (0.35 + 0.6 * abs(clock.wave(0.3, piece.phase))))
            canvas.drawPath(shape, shades[at % len(shades)])
            canvas.restore()

    stage.live(draw)


def _bubbles(stage: Stage) -> None:
    rounds = specks(stage, 34, pace=(0.1, 0.2))
    line = number((1, 1, 1, 0.5))

    def draw(canvas: skia.Canvas, clock: Clock) -> None:
        brush = pen((1, 1, 1, 0.5), 1.4 * stage.unit)
        brush.setColor(line)
        for bubble in rounds:
            way = (bubble.y - clock.turns(bubble.pace, bubble.landing)) % 1.0
            x = (bubble.x + 0.012 * clock.wave(0.5, bubble.phase)) * stage.width
            y, size = (way * 1.1 - 0.05) * stage.height, (3 + 11 * bubble.size**2) * stage.unit
            canvas.drawCircle(x, y, size, fill((1, 1, 1, 0.1)))
            canvas.drawCircle(x, y, size, brush)
            canvas.drawCircle(x - size * 0.35, y - size * 0.35, size * 0.2, fill((1, 1, 1, 0.8)))

    stage.live(draw)
