"""Soft shapes for explainers: calm blobs of colour that drift, a disc of light behind the subject, rings that open."""

import math

import skia

from vidpipe.providers.local.painter.cards import card, sheet, slant
from vidpipe.providers.local.painter.clock import Clock
from vidpipe.providers.local.painter.figures.ideas import ball
from vidpipe.providers.local.painter.ink import (
    SCREEN,
    down,
    fade,
    fill,
    glow,
    lighter,
    linear,
    mix,
    pen,
    radial,
    smooth,
)
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.stage import Stage


def paint(stage: Stage, enter: Enter) -> None:
    """A gradient ground, three depths of soft shapes, the subject on its disc."""
    stage.horizon = 0.5
    stage.body_at = (0.3, 0.16)
    light = stage.light
    with stage.plate(0.05, blur=0) as canvas:
        ends = ((stage.x(-0.1), stage.y(-0.1)), (stage.x(1.1), stage.y(1.1)))
        tones = [
            mix(light.sky[0], light.mid, 0.2),
            mix(light.sky[1], light.accents[4], 0.12),
            mix(light.sky[2], light.accents[0], 0.16),
        ]
        canvas.drawPaint(fill(shader=linear(*ends, tones)))
        glow(canvas, stage.x(0.24), stage.y(0.16), stage.width * 0.6, light.shine, 0.34)
    for depth, count, size in ((0.16, 4, 0.46), (0.38, 4, 0.3)):
        _blobs(stage, depth, count, size)
    _dots(stage)
    centre, reach = _centre(stage)
    (_disc, card, sheet, _disc, slant)[stage.spec.seed % 5](stage, centre, reach)
    if not stage.spec.cast:
        _orbit(stage, centre, reach)
    enter("ledge")
    with stage.plate(1.35, sway=(9 * stage.unit, 0.1), blur=5 * stage.unit) as canvas:
        for x, y, size, at in ((-0.03, 0.98, 0.2, 0), (1.04, 0.9, 0.24, 1), (0.98, -0.06, 0.13, 2)):
            canvas.drawPath(
                _blob(stage, stage.x(x), stage.y(y), size * min(stage.width, stage.height)),
                fill(fade(mix(light.accents[at], light.sky[1], 0.35), 0.85)),
            )


def _orbit(stage: Stage, centre: tuple[float, float], reach: float) -> None:
    """Where no subject is known: balls that circle a small sun, so that the picture is never empty."""
    light, (x, y) = stage.light, centre

    def draw(canvas: skia.Canvas, clock: Clock) -> None:
        ball(canvas, x, y, reach * 0.3, light.accents[1])
        for at, (away, size, rate) in enumerate(((0.55, 0.085, 0.24), (0.8, 0.13, 0.16), (1.12, 0.1, 0.12))):
            canvas.drawCircle(x, y, reach * away, pen(fade(light.mid, 0.24), 2 * stage.unit))
            angle = 2 * math.pi * (clock.turns(rate) + 0.13 + at * 0.37)
            ball(
                canvas,
                x + math.cos(angle) * reach * away,
                y + math.sin(angle) * reach * away,
                reach * size,
                light.accents[(at * 2) % 5],
            )

    stage.live(draw, 0.9)


def _centre(stage: Stage) -> tuple[tuple[float, float], float]:
    """The middle of the subject (or of the free part) and the radius of the disc behind it, in pixels."""
    x = stage.x(stage.anchor[0])
    y = stage.y(stage.anchor[1])
    if not stage.spec.cast:
        return (stage.x(0.5), stage.y(0.5)), 0.3 * min(stage.width, stage.height)
    return (x, y), 0.37 * min(stage.width, stage.height) * (1.0, 1.0, 1.18, 1.3)[stage.close]


def _blob(stage: Stage, x: float, y: float, size: float) -> skia.Path:
    dice, count = stage.dice, 7
    points = []
    for at in range(count):
        angle, away = 2 * math.pi * at / count, size * dice.uniform(0.78, 1.18)
        points.append((x + math.cos(angle) * away, y + math.sin(angle) * away))
    return smooth(points, closed=True)


def _blobs(stage: Stage, depth: float, count: int, size: float) -> None:
    light, dice, short = stage.light, stage.dice, min(stage.width, stage.height)
    corners = [(0.04, 0.86), (0.95, 0.2), (0.86, 1.0), (0.1, 0.12), (0.5, 1.08)]
    with stage.plate(depth, sway=(7 * stage.unit * (1 + depth), 0.08), drift=6 * stage.unit) as canvas:
        for at in range(count):
            x, y = corners[(at + int(depth * 10)) % len(corners)]
            shape = _blob(
                stage,
                stage.x(x + dice.uniform(-0.06, 0.06)),
                stage.y(y + dice.uniform(-0.05, 0.05)),
                size * short * dice.uniform(0.8, 1.15),
            )
            accent = light.accents[(at + int(depth * 7)) % 4]
            base = (
                mix(lighter(light.sky[1], 0.1), accent, 0.5)
                if light.night
                else mix(lighter(light.sky[2], 0.25), lighter(accent, 0.2), 0.6)
            )
            box = shape.getBounds()
            canvas.drawPath(
                shape,
                fill(
                    shader=down(
                        box.top(),
                        box.bottom(),
                        fade(lighter(base, 0.14), 0.86),
                        fade(mix(base, light.sky[2], 0.4), 0.62),
                    )
                ),
            )


def _dots(stage: Stage) -> None:
    """A field of small points, and rings that open slowly behind the subject."""
    light, unit = stage.light, stage.unit
    with stage.plate(0.5, blur=0) as canvas:
        for column in range(7):
            for row in range(5):
                x, y = stage.x(0.8) + column * 24 * unit, stage.y(0.7) + row * 24 * unit
                canvas.drawCircle(x, y, 2.6 * unit, fill(fade(light.shine, 0.36)))
                canvas.drawCircle(x - stage.x(0.75), y - stage.y(0.56), 2.6 * unit, fill(fade(light.shine, 0.24)))


def _disc(stage: Stage, centre: tuple[float, float], reach: float) -> None:
    light, (x, y) = stage.light, centre
    pale = mix(light.shine, light.sky[4], 0.6) if not light.night else mix(light.haze, light.shine, 0.35)
    with stage.plate(0.7, blur=0) as canvas:
        glow(canvas, x, y, reach * 2.1, light.shine, 0.42)
        canvas.drawCircle(x, y + reach * 0.05, reach, fill(fade(light.dark, 0.2), blur=reach * 0.07))
        canvas.drawCircle(
            x,
            y,
            reach,
            fill(
                shader=linear(
                    (x - reach * 0.6, y - reach),
                    (x + reach * 0.5, y + reach),
                    [pale, mix(pale, mix(light.sky[2], light.accents[1], 0.45), 0.62)],
                )
            ),
        )
        canvas.drawCircle(
            x - reach * 0.25,
            y - reach * 0.3,
            reach * 0.7,
            fill(shader=radial((x - reach * 0.25, y - reach * 0.3), reach * 0.7, [(1, 1, 1, 0.34), (1, 1, 1, 0)])),
        )

    def rings(canvas: skia.Canvas, clock: Clock) -> None:
        for at in range(3):
            age = (clock.turns(0.16) + at / 3) % 1.0
            canvas.drawCircle(
                x,
                y,
                reach * (1.02 + 0.5 * age),
                pen(fade(light.shine, 0.3 * (1 - age)), 2.4 * stage.unit, blend=SCREEN),
            )

    stage.live(rings, 0.7)
