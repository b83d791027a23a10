"""A stage: heavy curtains, boards, cones of light, the heads of an audience before the lens."""

import math

import skia

from vidpipe.providers.local.painter.clock import Clock
from vidpipe.providers.local.painter.fittings import spotlight
from vidpipe.providers.local.painter.ink import (
    Tint,
    across,
    box,
    darker,
    down,
    fade,
    fill,
    glow,
    lighter,
    mix,
    pen,
    polygon,
    tint,
)
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.stage import Stage


def paint(stage: Stage, enter: Enter) -> None:
    """Back wall in coloured light, curtains, floor; the subject in its spot; the audience."""
    stage.horizon = 0.72
    stage.body_at = (0.5, -0.05)
    light = stage.light
    velvet = mix(mix(light.accents[0], tint("#a3182f"), 0.55), light.dark, 0.2)
    with stage.plate(0.1, blur=0) as canvas:
        deep = mix(tint("#0a0712"), light.sky[0], 0.3)
        canvas.drawPaint(
            fill(shader=down(0, stage.y(0.75), deep, mix(deep, light.sky[1], 0.5), mix(deep, light.accents[4], 0.3)))
        )
        glow(canvas, stage.x(0.5), stage.y(0.6), 0.5 * stage.width, light.accents[4], 0.34)
        glow(canvas, stage.x(0.22), stage.y(0.5), 0.34 * stage.width, light.accents[0], 0.26)
        glow(canvas, stage.x(0.78), stage.y(0.5), 0.34 * stage.width, light.accents[1], 0.24)
    _backdrop(stage)
    _boards(stage)
    for source, reach, at in ((0.12, -0.2, 1), (0.88, 0.2, 4)):
        colour = lighter(light.accents[at], 0.15)
        spotlight(stage, stage.x(0.5 + reach), stage.y(0.8), 0.1 * stage.width, fade(colour, 1), source=source)
    spotlight(
        stage,
        stage.x(stage.anchor[0]),
        stage.y(stage.floor),
        0.2 * max(stage.width, 0.7 * stage.height),
        tint("#fff1d6"),
        source=0.5,
    )
    _curtains(stage, velvet)
    enter("open")
    _dust(stage)
    _audience(stage)


def _backdrop(stage: Stage) -> None:
    """Hanging cloths with bulbs, in a row."""
    light, unit = stage.light, stage.unit
    with stage.plate(0.3) as canvas:
        for at in range(7):
            x = stage.x(-0.05 + 0.183 * at)
            wide = 0.1 * stage.width
            tone = mix(light.accents[at % 5], tint("#140d20"), 0.74)
            canvas.drawRect(
                box(x, stage.y(-0.1), wide, stage.y(0.82)),
                fill(shader=across(x, x + wide, lighter(tone, 0.08), darker(tone, 0.35))),
            )
        for at in range(15):
            x = stage.x(-0.02 + 0.075 * at)
            y = stage.y(0.15 + 0.045 * math.sin(at * math.pi / 3.5))
            glow(canvas, x, y, 30 * unit, light.lamp, 0.6)
            canvas.drawCircle(x, y, 5 * unit, fill(lighter(light.lamp, 0.5)))


def _boards(stage: Stage) -> None:
    light, unit = stage.light, stage.unit
    top = stage.y(0.73)
    wood = mix(tint("#7d4f35"), light.dark, 0.35)
    with stage.plate(0.86, blur=0) as canvas:
        area = skia.Rect.MakeLTRB(stage.left, top, stage.right, stage.bottom)
        canvas.drawRect(
            area,
            fill(
                shader=down(
                    top, stage.y(1.02), darker(wood, 0.35), lighter(wood, 0.12), darker(wood, 0.3), stops=(0, 0.45, 1)
                )
            ),
        )
        for at in range(-18, 19):
            canvas.drawLine(
                stage.x(0.5) + at * 62 * unit,
                top,
                stage.x(0.5) + at * 140 * unit,
                stage.bottom,
                pen(fade(darker(wood, 0.7), 0.45), 2 * unit),
            )
        canvas.drawRect(box(stage.left, top - 3 * unit, stage.right * 1.4, 5 * unit), fill(fade(light.lamp, 0.3)))


def _curtains(stage: Stage, velvet: Tint) -> None:
    with stage.plate(0.93, blur=0) as canvas:
        for side in (-1, 1):
            edge = stage.left if side < 0 else stage.right
            inner = stage.x(0.11) if side < 0 else stage.x(0.89)
            count = 7
            for at in range(count):
                one = edge + (inner - edge) * at / count
                two = edge + (inner - edge) * (at + 1) / count
                fold = polygon(
                    (one, stage.y(-0.2)),
                    (two, stage.y(-0.2)),
                    (two - side * 10 * stage.unit * at / 3, stage.y(0.86)),
                    (one - side * 10 * stage.unit * at / 3, stage.y(0.86)),
                )
                canvas.drawPath(
                    fold,
                    fill(
                        shader=across(
                            min(one, two),
                            max(one, two),
                            darker(velvet, 0.5),
                            lighter(velvet, 0.14),
                            darker(velvet, 0.35),
                        )
                    ),
                )
        count = 11
        for at in range(count):
            x = stage.left + (stage.right - stage.left) * at / count
            step = (stage.right - stage.left) / count
            path = skia.Path()
            path.moveTo(x, stage.y(-0.2))
            path.lineTo(x + step, stage.y(-0.2))
            path.lineTo(x + step, stage.y(0.05))
            path.quadTo(x + step / 2, stage.y(0.16), x, stage.y(0.05))
            path.close()
            canvas.drawPath(
                path, fill(shader=across(x, x + step, darker(velvet, 0.4), lighter(velvet, 0.1), darker(velvet, 0.4)))
            )
            rim = skia.Path()
            rim.moveTo(x + step, stage.y(0.05))
            rim.quadTo(x + step / 2, stage.y(0.16), x, stage.y(0.05))
            canvas.drawPath(rim, pen(tint("#e5b95c"), 5 * stage.unit))


def _dust(stage: Stage) -> None:
    dice = stage.dice
    spots = [(dice.uniform(0.25, 0.75), dice.random(), dice.random()) for _ in range(30)]

    def draw(canvas: skia.Canvas, clock: Clock) -> None:
        for x, y, phase in spots:
            way = (y - clock.turns(0.05, phase * 0.5)) % 1.0
            shine = 0.28 * max(0.0, clock.wave(0.2, phase))
            canvas.drawCircle(x * stage.width, way * stage.height, 2.2 * stage.unit, fill((1, 0.95, 0.8, shine)))

    stage.live(draw)


def _audience(stage: Stage) -> None:
    """A row of heads, dark, with a rim of stage light."""
    light, dice, unit = stage.light, stage.dice, stage.unit
    if stage.spec.room == "lower":
        return
    with stage.plate(1.3, blur=1.2 * unit) as canvas:
        x = stage.left
        while x < stage.right:
            size = dice.uniform(34, 46) * unit
            y = stage.y(1.015) + dice.uniform(-8, 12) * unit
            shoulders = skia.RRect.MakeRectXY(
                skia.Rect.MakeLTRB(x - size * 1.7, y + size * 0.7, x + size * 1.7, y + size * 5), size, size
            )
            dark = mix(tint("#08060d"), light.dark, 0.5)
            canvas.drawRRect(shoulders, fill(dark))
            canvas.drawOval(skia.Rect.MakeLTRB(x - size * 0.8, y - size, x + size * 0.8, y + size), fill(dark))
            canvas.drawArc(
                skia.Rect.MakeLTRB(x - size * 0.8, y - size, x + size * 0.8, y + size),
                200,
                140,
                False,
                pen(fade(light.lamp, 0.55), 2.6 * unit),
            )
            x += size * dice.uniform(3.1, 3.9)
