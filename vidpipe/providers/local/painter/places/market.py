"""A market: stalls under striped awnings on both sides, heaped crates, bunting or bulbs above, houses behind."""

import skia

from vidpipe.providers.local.painter.fittings import contact, crate, garland
from vidpipe.providers.local.painter.ink import (
    Tint,
    across,
    box,
    darker,
    down,
    fade,
    fill,
    lighter,
    mix,
    pen,
    rounded,
    tint,
)
from vidpipe.providers.local.painter.land import mist
from vidpipe.providers.local.painter.props import lamp_glow
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.sky import sky
from vidpipe.providers.local.painter.stage import Stage
from vidpipe.providers.local.painter.town import lantern, pane

FRUIT = ("#e2472f", "#f2a022", "#6fae3a", "#8f3f8a", "#f0cf3a", "#c9402f", "#f07a4a")
FRONTS = ("#e8c79a", "#d99a7a", "#c7d0d8", "#e3b7a0", "#b9c9a5", "#e9d9b9")


def paint(stage: Stage, enter: Enter) -> None:
    """House fronts in a row, the square, far stalls, near stalls at the sides; the subject between them."""
    stage.horizon = 0.62
    stage.body_at = (0.62, 0.16)
    sky(stage, clouds=3, size=0.06)
    _fronts(stage)
    mist(stage, 0.62, 0.1, 0.26, 0.3)
    _square(stage)
    with stage.plate(0.5) as canvas:
        for at, x in enumerate((-0.06, 0.13, 0.32, 0.68, 0.87, 1.06)):
            _stall(stage, canvas, stage.x(x), stage.y(0.735), 0.17 * stage.width, at)
    garland(stage, 0.12, 0.05, depth=0.6, bulbs=stage.spec.lit)
    with stage.plate(0.84) as canvas:
        for at, x in enumerate((-0.02, 1.02)):
            _stall(stage, canvas, stage.x(x), stage.y(0.87), 0.34 * max(stage.width, 0.8 * stage.height), at + 3)
    with stage.plate(0.95) as canvas:
        for x, foot, at in ((0.235, 0.9, 0), (0.785, 0.9, 4), (0.86, 0.925, 1)):
            contact(stage, canvas, stage.x(x), stage.y(foot), 60 * stage.unit)
            crate(stage, canvas, stage.x(x), stage.y(foot), 100 * stage.unit, _shade(stage, tint(FRUIT[at])))
    enter("open")


def _shade(stage: Stage, colour: Tint) -> Tint:
    return mix(colour, stage.light.mid, 0.5 if stage.light.night else 0.1)


def _fronts(stage: Stage) -> None:
    light, dice = stage.light, stage.dice
    with stage.plate(0.22) as canvas:
        x, number = stage.left, 0
        while x < stage.right:
            wide, top = (
                dice.uniform(0.1, 0.15) * max(stage.width, 0.8 * stage.height),
                stage.y(dice.uniform(0.22, 0.34)),
            )
            base = stage.y(0.69)
            wall = mix(mix(tint(FRONTS[number % 6]), light.haze, 0.3), light.mid, 0.66 if light.night else 0.12)
            canvas.drawRect(
                skia.Rect.MakeLTRB(x, top, x + wide, base),
                fill(shader=down(top, base, lighter(wall, 0.08), darker(wall, 0.1))),
            )
            canvas.drawRect(
                box(x, top - 9 * stage.unit, wide, 13 * stage.unit),
                fill(mix(mix(tint("#a8553f"), light.haze, 0.25), light.mid, 0.5 if light.night else 0.1)),
            )
            canvas.drawRect(box(x + wide * 0.93, top, wide * 0.07, base - top), fill(fade(light.dark, 0.16)))
            size = wide * 0.17
            for row in range(4):
                for column in range(3):
                    lit = stage.spec.lit and dice.random() < 0.55
                    pane(
                        stage,
                        canvas,
                        x + wide * (0.12 + 0.28 * column),
                        top + size * (0.6 + 1.9 * row),
                        size,
                        size * 1.25,
                        lit=lit,
                    )
            x += wide
            number += 1


def _square(stage: Stage) -> None:
    light, unit = stage.light, stage.unit
    stone = mix(mix(tint("#cdb89c"), light.haze, 0.25), light.mid, 0.66 if light.night else 0.2)
    top = stage.y(0.67)
    with stage.plate(0.46, blur=0) as canvas:
        area = skia.Rect.MakeLTRB(stage.left, top, stage.right, stage.bottom)
        canvas.drawRect(
            area,
            fill(
                shader=down(
                    top, stage.y(1.05), mix(stone, light.haze, 0.3), stone, darker(stone, 0.42), stops=(0, 0.3, 1)
                )
            ),
        )
        for row in range(14):
            y = top + (stage.bottom - top) * (row / 13) ** 1.9
            canvas.drawLine(stage.left, y, stage.right, y, pen(fade(darker(stone, 0.5), 0.22), (1 + row * 0.16) * unit))
        for at in range(-16, 17):
            x = stage.x(0.5)
            canvas.drawLine(
                x + at * 40 * unit,
                top,
                x + at * 150 * unit,
                stage.bottom,
                pen(fade(darker(stone, 0.5), 0.18), 1.6 * unit),
            )


def _stall(stage: Stage, canvas: skia.Canvas, x: float, foot: float, wide: float, number: int) -> None:
    """A counter with crates under an awning."""
    light = stage.light
    high = wide * 0.92
    wood = _shade(stage, tint("#9a6b45"))
    contact(stage, canvas, x, foot, wide * 0.56, 0.45)
    for side in (-1, 1):
        canvas.drawRect(
            box(x + side * wide * 0.47 - wide * 0.012, foot - high, wide * 0.024, high), fill(darker(wood, 0.3))
        )
    back = skia.Rect.MakeLTRB(x - wide * 0.46, foot - high * 0.8, x + wide * 0.46, foot - high * 0.3)
    inside = mix(light.lamp, light.mid, 0.35) if stage.spec.lit else mix(light.mid, light.dark, 0.3)
    canvas.drawRect(
        back, fill(shader=down(back.top(), back.bottom(), fade(darker(inside, 0.35), 0.9), fade(inside, 0.9)))
    )
    for at in range(3):
        goods = _shade(stage, tint(FRUIT[(number * 2 + at) % 7]))
        crate(stage, canvas, x + (at - 1) * wide * 0.29, foot - high * 0.3, wide * 0.27, goods)
    counter = skia.Rect.MakeLTRB(x - wide * 0.48, foot - high * 0.32, x + wide * 0.48, foot)
    canvas.drawRect(counter, fill(shader=down(counter.top(), foot, lighter(wood, 0.16), darker(wood, 0.35))))
    for at in range(1, 6):
        px = counter.left() + counter.width() * at / 6
        canvas.drawLine(px, counter.top() + wide * 0.04, px, foot, pen(fade(darker(wood, 0.6), 0.5), wide * 0.006))
    canvas.drawRect(
        box(counter.left() - wide * 0.02, counter.top(), counter.width() + wide * 0.04, wide * 0.035),
        fill(lighter(wood, 0.35)),
    )
    _awning(stage, canvas, x, foot - high, wide, light.accents[number % 4])
    if stage.spec.lit:
        lamp_glow(canvas, stage, x, foot - high * 0.6, wide * 0.8, 0.5)
        lantern(stage, canvas, x - wide * 0.3, foot - high * 0.68, wide * 0.045)
        lantern(stage, canvas, x + wide * 0.3, foot - high * 0.68, wide * 0.045)


def _awning(stage: Stage, canvas: skia.Canvas, x: float, top: float, wide: float, colour: Tint) -> None:
    light, count = stage.light, 8
    cloth = _shade(stage, colour)
    step = wide * 1.08 / count
    for at in range(count):
        left = x - wide * 0.54 + at * step
        inner = x - wide * 0.47 + at * wide * 0.94 / count
        shade = cloth if at % 2 else mix(cloth, light.shine, 0.8)
        path = skia.Path()
        path.moveTo(inner, top - wide * 0.1)
        path.lineTo(inner + wide * 0.94 / count, top - wide * 0.1)
        path.lineTo(left + step, top + wide * 0.1)
        path.cubicTo(left + step, top + wide * 0.155, left, top + wide * 0.155, left, top + wide * 0.1)
        path.close()
        canvas.drawPath(
            path, fill(shader=down(top - wide * 0.1, top + wide * 0.14, lighter(shade, 0.14), darker(shade, 0.2)))
        )
    canvas.drawRRect(
        rounded(x - wide * 0.5, top + wide * 0.11, wide, wide * 0.03, 2), fill(fade(light.dark, 0.25), blur=wide * 0.01)
    )
    canvas.drawLine(
        x - wide * 0.47, top - wide * 0.1, x + wide * 0.47, top - wide * 0.1, pen(fade(light.shine, 0.5), wide * 0.008)
    )
    canvas.drawRect(
        box(x - wide * 0.54, top, wide * 1.08, wide * 0.1),
        fill(shader=across(x - wide * 0.54, x + wide * 0.54, fade(light.shine, 0.12), fade(light.dark, 0.16))),
    )
