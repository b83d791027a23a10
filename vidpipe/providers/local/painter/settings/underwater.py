"""Under water: light from above in beams, rocks in the blue, coral and weed that sway, bubbles."""

import math

import skia

from vidpipe.providers.local.painter.clock import Clock
from vidpipe.providers.local.painter.ink import (
    Tint,
    down,
    fade,
    fill,
    glow,
    hsl,
    lighter,
    mix,
    pen,
    polygon,
    smooth,
    tint,
)
from vidpipe.providers.local.painter.land import below, ridge
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.stage import Stage
from vidpipe.providers.local.painter.weather import specks


def paint(stage: Stage, enter: Enter) -> None:
    """From the bright surface to the sea bed."""
    stage.horizon = 0.7
    stage.body_at = (0.56, 0.0)
    light = stage.light
    blue = mix(tint("#0d7fb0"), light.sky[1], 0.35)
    deep = mix(tint("#06294f"), light.dark, 0.45)
    with stage.plate(0.04, blur=0) as canvas:
        canvas.drawPaint(
            fill(shader=down(stage.y(-0.1), stage.y(1.0), mix(blue, light.shine, 0.5), blue, deep, stops=(0, 0.34, 1)))
        )
        glow(canvas, stage.x(0.56), stage.y(-0.05), 0.6 * stage.width, light.shine, 0.7)
    _beams(stage)
    for depth, y, distance in ((0.14, 0.72, 0.7), (0.34, 0.82, 0.42)):
        with stage.plate(depth) as canvas:
            line = ridge(stage, y, 0.22, waves=2.3, rough=0.45)
            colour = mix(deep, blue, distance)
            canvas.drawPath(
                below(stage, line),
                fill(shader=down(float(line[1].min()), stage.y(1.0), lighter(colour, 0.1), mix(colour, deep, 0.7))),
            )
    _shoal(stage)
    with stage.plate(0.9, blur=0) as canvas:
        line = ridge(stage, stage.floor + 0.01, 0.03, octaves=3)
        sand = mix(tint("#d8c493"), blue, 0.5)
        canvas.drawPath(
            below(stage, line),
            fill(shader=down(float(line[1].min()), stage.y(1.06), mix(sand, light.shine, 0.25), mix(sand, deep, 0.7))),
        )
    enter("none")
    _garden(stage, deep)
    _rise(stage)


def _beams(stage: Stage) -> None:
    light, dice = stage.light, stage.dice

    def pulse(clock: Clock) -> float:
        return 0.8 + 0.2 * clock.wave(0.17)

    with stage.plate(0.2, alpha=pulse, sway=(14 * stage.unit, 0.07), blur=0) as canvas:
        for at in range(8):
            x = stage.x(0.1 + 0.11 * at + dice.uniform(-0.03, 0.03))
            lean, wide = (x - stage.x(0.56)) * 0.8, dice.uniform(26, 80) * stage.unit
            beam = polygon(
                (x, stage.y(-0.1)),
                (x + wide, stage.y(-0.1)),
                (x + wide * 2.4 + lean, stage.y(0.95)),
                (x + lean - wide, stage.y(0.95)),
            )
            canvas.drawPath(
                beam,
                fill(
                    shader=down(
                        stage.y(-0.05),
                        stage.y(0.92),
                        fade(light.shine, 0.24),
                        fade(light.shine, 0.07),
                        fade(light.shine, 0),
                    ),
                    blur=12 * stage.unit,
                ),
            )


def _shoal(stage: Stage) -> None:
    """Small fish far off, crossing slowly."""
    fish = specks(stage, 16, pace=(0.02, 0.04))
    colour = fade(mix(stage.light.haze, tint("#7fd3e8"), 0.5), 0.5)

    def draw(canvas: skia.Canvas, clock: Clock) -> None:
        for one in fish:
            x = (one.x + clock.turns(one.pace, 0.06)) % 1.2 * stage.width - 0.1 * stage.width
            y = stage.y(0.2 + 0.34 * one.y + 0.01 * clock.wave(0.3, one.phase))
            size = (8 + 12 * one.size) * stage.unit
            beat = 0.3 * clock.wave(1.1, one.phase)
            canvas.drawOval(skia.Rect.MakeLTRB(x - size, y - size * 0.36, x + size, y + size * 0.36), fill(colour))
            canvas.drawPath(
                polygon(
                    (x - size * 0.8, y),
                    (x - size * 1.6, y - size * (0.4 + beat)),
                    (x - size * 1.6, y + size * (0.4 - beat)),
                ),
                fill(colour),
            )

    stage.live(draw, 0.3)


def _garden(stage: Stage, deep: Tint) -> None:
    """Coral and weed at both sides, nearer than the subject."""
    light, dice, unit = stage.light, stage.dice, stage.unit
    for number, (depth, spots) in enumerate(((1.08, (-0.02, 0.12, 0.9, 1.03)), (1.35, (-0.08, 0.04, 0.99, 1.08)))):
        with stage.plate(depth, sway=((5 + 6 * number) * unit, 0.16), blur=2.4 * unit * number) as canvas:
            for at, x in enumerate(spots):
                colour = mix(light.accents[(at + number) % 4], deep, 0.35 + 0.3 * number)
                size = (150 + 70 * number) * unit * dice.uniform(0.8, 1.2)
                if (at + number) % 2:
                    _coral(stage, canvas, stage.x(x), stage.y(1.04), size, colour, -math.pi / 2, 4)
                else:
                    _weed(stage, canvas, stage.x(x), stage.y(1.06), size * 1.8, mix(hsl(0.4, 0.5, 0.4), colour, 0.4))


def _coral(
    stage: Stage, canvas: skia.Canvas, x: float, y: float, long: float, colour: Tint, angle: float, left: int
) -> None:
    end = (x + math.cos(angle) * long * 0.5, y + math.sin(angle) * long * 0.5)
    canvas.drawLine(x, y, *end, pen(lighter(colour, 0.05 * (4 - left)), 5.5 * stage.unit * (left + 0.6)))
    if left:
        for turn in (-0.5, 0.45):
            _coral(stage, canvas, *end, long * 0.78, colour, angle + turn * stage.dice.uniform(0.7, 1.25), left - 1)


def _weed(stage: Stage, canvas: skia.Canvas, x: float, y: float, long: float, colour: Tint) -> None:
    for at in range(6):
        base = x + (at - 2.5) * 15 * stage.unit
        points = [
            (base + math.sin(step * 1.3 + at) * 15 * stage.unit, y - long * (0.7 + 0.1 * (at % 4)) * step / 5)
            for step in range(6)
        ]
        canvas.drawPath(smooth(points), pen(mix(colour, stage.light.shine, 0.04 * at), 13 * stage.unit))


def _rise(stage: Stage) -> None:
    bubbles = specks(stage, 26, pace=(0.1, 0.18))

    def draw(canvas: skia.Canvas, clock: Clock) -> None:
        for one in bubbles:
            way = (one.y - clock.turns(one.pace, one.landing)) % 1.0
            x = (one.x + 0.008 * clock.wave(0.6, one.phase)) * stage.width
            size, y = (2.5 + 9 * one.size**2) * stage.unit, (way * 1.1 - 0.05) * stage.height
            canvas.drawCircle(x, y, size, fill((1, 1, 1, 0.12)))
            canvas.drawCircle(x, y, size, pen((1, 1, 1, 0.42), 1.2 * stage.unit))
            canvas.drawCircle(x - size * 0.3, y - size * 0.3, size * 0.22, fill((1, 1, 1, 0.8)))

    stage.live(draw)
