"""A wood: trunks in rows that fade into light, beams, ferns and a clearing."""

import math

import skia

from vidpipe.providers.local.painter.ink import (
    SCREEN,
    across,
    darker,
    down,
    fade,
    fill,
    glow,
    lighter,
    mix,
    pen,
    radial,
    smooth,
    tint,
)
from vidpipe.providers.local.painter.land import below, grass, mist, ridge
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.sky import rays, sky
from vidpipe.providers.local.painter.stage import Stage


def paint(stage: Stage, enter: Enter) -> None:
    """From the bright gap in the trees to the ferns in front."""
    stage.horizon = 0.68
    stage.body_at = (0.6, 0.28)
    light = stage.light
    sky(stage, clouds=0, size=0.07)
    with stage.plate(0.06, blur=0) as canvas:
        veil = mix(light.haze, light.leaf(0.6), 0.35)
        canvas.drawRect(
            skia.Rect.MakeLTRB(stage.left, stage.y(-0.1), stage.right, stage.y(0.9)),
            fill(shader=down(0, stage.y(0.75), fade(mix(veil, light.leaf(0.3), 0.45), 0.72), fade(veil, 0.85))),
        )
        glow(canvas, stage.x(stage.body_at[0]), stage.y(stage.body_at[1]), 0.42 * stage.width, light.shine, 0.8)
    for depth, distance, count, wide in ((0.16, 0.58, 26, 14), (0.3, 0.36, 17, 25), (0.5, 0.14, 10, 44)):
        _trunks(stage, depth, distance, count, wide)
        mist(stage, 0.66 + depth * 0.2, 0.11, depth + 0.02, 0.26, drift=0.01 * stage.width)
    rays(stage, 0.17 if not light.night else 0.08)
    _floor(stage)
    enter("open")
    _frame(stage)


def _trunks(stage: Stage, depth: float, distance: float, count: int, wide: float) -> None:
    light, dice, unit = stage.light, stage.dice, stage.unit
    bark = mix(light.tone(distance), mix(tint("#5b4636"), light.haze, distance * 0.8), 0.25)
    foot = stage.y(0.7 + depth * 0.22)
    span = stage.right - stage.left
    with stage.plate(depth) as canvas:
        for at in range(count):
            x = stage.left + (at + dice.uniform(0.1, 0.9)) / count * span
            if depth > 0.4 and abs(x - stage.x(0.5)) < 0.16 * stage.width:
                continue
            size = wide * unit * dice.uniform(0.6, 1.4)
            lean = dice.uniform(-0.5, 0.5) * size
            trunk = smooth(
                [
                    (x - size * 0.8, foot + 10 * unit),
                    (x - size * 0.42, foot - 0.1 * stage.height),
                    (x - size * 0.34 + lean, stage.y(-0.2)),
                    (x + size * 0.34 + lean, stage.y(-0.2)),
                    (x + size * 0.42, foot - 0.1 * stage.height),
                    (x + size * 0.9, foot + 10 * unit),
                ],
                closed=True,
            )
            side = 1 if stage.x(stage.body_at[0]) > x else -1
            shades = (darker(bark, 0.22), bark, mix(bark, light.shine, 0.34))
            ends = (x - side * size * 0.5, x + side * size * 0.5)
            canvas.drawPath(trunk, fill(shader=across(*ends, *shades)))
            if depth > 0.25:
                _branches(stage, canvas, x, size, bark)
        _canopy(stage, canvas, depth, distance)
        earth = mix(light.leaf(distance), light.tone(distance), 0.5)
        line = ridge(stage, 0.7 + depth * 0.2, 0.03, octaves=4)
        canvas.drawPath(
            below(stage, line),
            fill(
                shader=down(foot - 0.06 * stage.height, foot + 0.2 * stage.height, mix(earth, light.haze, 0.3), earth)
            ),
        )


def _branches(
    stage: Stage, canvas: skia.Canvas, x: float, size: float, bark: tuple[float, float, float, float]
) -> None:
    dice = stage.dice
    for _ in range(2):
        y, side = stage.y(dice.uniform(0.1, 0.45)), dice.choice((-1, 1))
        long = size * dice.uniform(2.0, 4.0)
        canvas.drawPath(
            smooth([(x, y), (x + side * long * 0.5, y - long * 0.24), (x + side * long, y - long * 0.5)]),
            pen(bark, size * 0.2),
        )


def _canopy(stage: Stage, canvas: skia.Canvas, depth: float, distance: float) -> None:
    """Leaves in clumps along the upper edge."""
    light, dice, unit = stage.light, stage.dice, stage.unit
    leaf = mix(light.leaf(distance), light.tone(distance), 0.3)
    for _ in range(120):
        x, y = dice.uniform(stage.left, stage.right), stage.y(-0.06 + dice.random() ** 1.8 * (0.1 + 0.2 * depth))
        away = abs(x - stage.x(stage.body_at[0])) / stage.width
        if away < 0.16 and y > stage.y(0.03):
            continue
        size = dice.uniform(20, 60) * unit * (0.6 + depth)
        colour = mix(leaf, light.shine, max(0.0, 0.3 - away * 0.5) + 0.08 * dice.random())
        canvas.drawCircle(x, y, size, fill(fade(colour, 0.9)))


def _floor(stage: Stage) -> None:
    light, dice = stage.light, stage.dice
    line = ridge(stage, stage.floor - 0.05, 0.03, octaves=4)
    moss = mix(light.leaf(0.25), light.mid, 0.15)
    if stage.spec.white:
        moss = mix(light.shine, light.mid, 0.25)
    with stage.plate(0.96, blur=0) as canvas:
        canvas.drawPath(
            below(stage, line),
            fill(
                shader=down(
                    stage.y(stage.floor - 0.07),
                    stage.y(1.05),
                    mix(moss, light.shine, 0.22),
                    mix(moss, light.dark, 0.72),
                )
            ),
        )
        canvas.save()
        canvas.translate(stage.x(stage.anchor[0]), stage.y(stage.floor))
        canvas.scale(1, 0.16)
        reach = 0.34 * stage.width
        canvas.drawCircle(
            0,
            0,
            reach,
            fill(shader=radial((0, 0), reach, [fade(light.shine, 0.42), fade(light.shine, 0)]), blend=SCREEN),
        )
        canvas.restore()
        if not stage.spec.white:
            grass(
                stage,
                canvas,
                line,
                count=240,
                high=0.024 * stage.near,
                colours=[lighter(moss, 0.12), moss, darker(moss, 0.25)],
                deep=0.14,
            )
        for _ in range(9):
            _fern(
                stage,
                canvas,
                dice.choice((dice.uniform(-0.05, 0.27), dice.uniform(0.72, 1.05))),
                stage.floor + dice.uniform(-0.03, 0.05),
                0.06 * stage.near,
                moss,
            )


def _fern(
    stage: Stage, canvas: skia.Canvas, x: float, y: float, size: float, colour: tuple[float, float, float, float]
) -> None:
    reach = size * stage.unit * 1000
    for at in range(7):
        angle = -math.pi / 2 + (at - 3) * 0.36
        tip = (
            stage.x(x) + math.cos(angle) * reach,
            stage.y(y) + math.sin(angle) * reach * 0.9 + abs(at - 3) * reach * 0.14,
        )
        bend = (stage.x(x) + math.cos(angle) * reach * 0.5, stage.y(y) + math.sin(angle) * reach * 0.66)
        shade = mix(colour, stage.light.shine if at % 2 else stage.light.dark, 0.16)
        blade = skia.Path()
        blade.moveTo(stage.x(x), stage.y(y))
        blade.quadTo(bend[0] - reach * 0.09, bend[1], *tip)
        blade.quadTo(bend[0] + reach * 0.09, bend[1] + reach * 0.06, stage.x(x), stage.y(y))
        canvas.drawPath(blade, fill(shade))


def _frame(stage: Stage) -> None:
    """Dark trunks and leaves at the edges, out of focus."""
    light, unit = stage.light, stage.unit
    dark = mix(light.dark, light.leaf(0.05), 0.3)
    with stage.plate(1.45, sway=(4 * unit, 0.12), blur=2.6 * unit) as canvas:
        for x, wide in ((-0.05, 110), (1.06, 130)):
            canvas.drawPath(
                smooth(
                    [
                        (stage.x(x) - wide * unit, stage.bottom),
                        (stage.x(x) - wide * 0.6 * unit, stage.y(0.4)),
                        (stage.x(x) - wide * 0.7 * unit, stage.y(-0.2)),
                        (stage.x(x) + wide * 0.6 * unit, stage.y(-0.2)),
                        (stage.x(x) + wide * 0.5 * unit, stage.y(0.4)),
                        (stage.x(x) + wide * unit, stage.bottom),
                    ],
                    closed=True,
                ),
                fill(dark),
            )
        for at in range(12):
            x = -0.06 + 0.03 * at if at < 6 else 1.06 - 0.03 * (at - 6)
            _fern(stage, canvas, x, 1.06, 0.2, dark)
