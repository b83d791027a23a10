"""A harbour: coloured houses round the water, moored boats with masts, a wooden quay in front."""

import skia

from vidpipe.providers.local.painter.figures import Look, figures
from vidpipe.providers.local.painter.ink import across, box, darker, down, fade, fill, lighter, mix, pen, rounded, tint
from vidpipe.providers.local.painter.land import hill, mist, ridge
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.sky import sky
from vidpipe.providers.local.painter.stage import Stage
from vidpipe.providers.local.painter.town import pane
from vidpipe.providers.local.painter.water import shimmer, water

FRONTS = ("#d9604a", "#e8b04f", "#5f8fb0", "#e9dcc4", "#7fa06a", "#c9788a", "#f0efe8")


def paint(stage: Stage, enter: Enter) -> None:
    """Hills, the row of houses, boats on the water, planks and bollards under the subject."""
    stage.horizon = 0.56
    stage.body_at = (0.66, 0.28)
    light = stage.light
    sky(stage, clouds=4, size=0.08)
    with stage.plate(0.1) as canvas:
        line = ridge(stage, 0.46, 0.12, waves=2.2, octaves=4)
        hill(stage, canvas, line, mix(light.leaf(0.7), light.tone(0.7), 0.5), light.tone(0.66))
    mist(stage, 0.52, 0.07, 0.12, 0.4)
    lit = _houses(stage)
    water(stage, 0.57, 0.3, lights=lit)
    shimmer(stage, 0.58, 0.34)
    _boats(stage)
    _quay(stage)
    enter("open")


def _houses(stage: Stage) -> list[tuple[float, float]]:
    light, dice = stage.light, stage.dice
    found, x, number = [], stage.left, 0
    with stage.plate(0.26) as canvas:
        while x < stage.right:
            wide = dice.uniform(0.055, 0.085) * max(stage.width, 0.8 * stage.height)
            high, base = dice.uniform(0.13, 0.23) * stage.height, stage.y(0.575)
            wall = mix(mix(tint(FRONTS[number % 7]), light.haze, 0.22), light.mid, 0.62 if light.night else 0.1)
            canvas.drawRect(
                box(x, base - high, wide, high),
                fill(shader=down(base - high, base, lighter(wall, 0.1), darker(wall, 0.1))),
            )
            roof = mix(mix(tint("#8a4a3c"), light.haze, 0.25), light.mid, 0.5 if light.night else 0.1)
            path = skia.Path()
            path.moveTo(x - wide * 0.04, base - high)
            path.lineTo(x + wide / 2, base - high - wide * (0.34 + 0.2 * (number % 2)))
            path.lineTo(x + wide * 1.04, base - high)
            path.close()
            canvas.drawPath(path, fill(shader=across(x, x + wide, lighter(roof, 0.1), darker(roof, 0.22))))
            canvas.drawRect(box(x + wide * 0.9, base - high, wide * 0.1, high), fill(fade(light.dark, 0.2)))
            size = wide * 0.2
            for row in range(3):
                for column in range(2):
                    glow = stage.spec.lit and dice.random() < 0.6
                    at = x + wide * (0.2 + 0.38 * column)
                    pane(stage, canvas, at, base - high + size * (0.6 + 1.7 * row), size, size * 1.2, lit=glow)
                    if glow:
                        found.append((at, size))
            x += wide * 1.01
            number += 1
        canvas.drawRect(
            box(stage.left, stage.y(0.565), stage.right * 1.4, 0.02 * stage.height),
            fill(mix(light.tone(0.3), light.haze, 0.2)),
        )
    return found


def _boats(stage: Stage) -> None:
    """Moored boats, rocking."""
    light, boat = stage.light, figures()["sailboat"]
    for number, (x, y, size, depth) in enumerate(
        ((0.1, 0.66, 0.25, 0.4), (0.32, 0.63, 0.17, 0.34), (0.7, 0.64, 0.2, 0.36), (0.93, 0.69, 0.3, 0.44))
    ):
        high = size * min(stage.width, stage.height)
        with stage.plate(depth, sway=(2.4 * stage.unit, 0.17 + 0.03 * number)) as canvas:
            canvas.drawOval(
                skia.Rect.MakeLTRB(
                    stage.x(x) - high * 0.45,
                    stage.y(y) - high * 0.03,
                    stage.x(x) + high * 0.45,
                    stage.y(y) + high * 0.06,
                ),
                fill(fade(light.dark, 0.4), blur=high * 0.02),
            )
            canvas.translate(stage.x(x) - high * boat.wide / 2, stage.y(y) - high)
            canvas.scale(high / 100, high / 100)
            boat.draw(canvas, Look(0.0, mix(light.accents[number % 4], light.mid, 0.2), light, number))


def _quay(stage: Stage) -> None:
    light, unit = stage.light, stage.unit
    wood = mix(mix(tint("#9c7552"), light.haze, 0.15), light.mid, 0.6 if light.night else 0.15)
    top = stage.y(stage.floor - 0.075)
    with stage.plate(0.97, blur=0) as canvas:
        area = skia.Rect.MakeLTRB(stage.left, top, stage.right, stage.bottom)
        canvas.drawRect(area, fill(shader=down(top, stage.y(1.05), mix(wood, light.shine, 0.3), darker(wood, 0.35))))
        for at in range(-22, 23):
            x = stage.x(0.5)
            canvas.drawLine(
                x + at * 62 * unit,
                top,
                x + at * 130 * unit,
                stage.bottom,
                pen(fade(darker(wood, 0.6), 0.4), 2.4 * unit),
            )
        canvas.drawRect(
            box(stage.left, top - 4 * unit, stage.right * 1.4, 14 * unit),
            fill(shader=down(top, top + 14 * unit, mix(wood, light.shine, 0.5), darker(wood, 0.2))),
        )
        for share in (0.08, 0.9):
            x, iron = stage.x(share), mix(light.dark, light.mid, 0.3)
            canvas.drawRRect(
                rounded(x - 20 * unit, top - 54 * unit, 40 * unit, 60 * unit, 8 * unit),
                fill(shader=across(x - 20 * unit, x + 20 * unit, lighter(iron, 0.3), darker(iron, 0.3))),
            )
            canvas.drawRRect(
                rounded(x - 30 * unit, top - 62 * unit, 60 * unit, 18 * unit, 9 * unit), fill(lighter(iron, 0.15))
            )
