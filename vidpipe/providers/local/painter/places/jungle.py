"""A jungle: trees with buttresses in haze, hanging vines, broad leaves in three depths, shafts of light."""

import math

import skia

from vidpipe.providers.local.painter.ink import (
    Tint,
    across,
    darker,
    down,
    fade,
    fill,
    glow,
    lighter,
    mix,
    pen,
    smooth,
    tint,
)
from vidpipe.providers.local.painter.land import below, grass, mist, ridge
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.sky import rays, sky
from vidpipe.providers.local.painter.stage import Stage


def paint(stage: Stage, enter: Enter) -> None:
    """From the bright clearing to the leaves before the lens."""
    stage.horizon = 0.66
    stage.body_at = (0.54, 0.24)
    light = stage.light
    sky(stage, clouds=0, size=0.05)
    green = _green(stage, 0.6)
    with stage.plate(0.06, blur=0) as canvas:
        area = skia.Rect.MakeLTRB(stage.left, stage.y(-0.1), stage.right, stage.y(0.9))
        veil = mix(light.haze, green, 0.5)
        canvas.drawRect(area, fill(shader=down(0, stage.y(0.75), fade(mix(veil, green, 0.5), 0.85), fade(veil, 0.9))))
        glow(canvas, stage.x(0.54), stage.y(0.36), 0.36 * stage.width, light.shine, 0.85)
    for depth, distance, count, wide in ((0.16, 0.6, 12, 30), (0.34, 0.34, 8, 52)):
        _trees(stage, depth, distance, count, wide)
        _bushes(stage, depth + 0.06, distance, 0.67 + depth * 0.22)
        mist(stage, 0.62 + depth * 0.2, 0.12, depth + 0.1, 0.3, drift=0.012 * stage.width)
    _vines(stage)
    rays(stage, 0.2 if not light.night else 0.07)
    _floor(stage)
    enter("open")
    _leaves(stage)


def _green(stage: Stage, distance: float) -> Tint:
    light = stage.light
    deep = mix(light.foliage, tint("#1f7a4a"), 0.45 if not light.night else 0.1)
    return mix(mix(deep, light.dark, 0.45 * (1 - distance)), light.haze, max(0.0, distance - 0.2))


def _trees(stage: Stage, depth: float, distance: float, count: int, wide: float) -> None:
    light, dice, unit = stage.light, stage.dice, stage.unit
    bark = mix(mix(light.tone(distance), tint("#5d4a35"), 0.3), _green(stage, distance), 0.35)
    foot = stage.y(0.72 + depth * 0.24)
    with stage.plate(depth) as canvas:
        for at in range(count):
            x = stage.left + (at + dice.uniform(0.15, 0.85)) / count * (stage.right - stage.left)
            if depth > 0.3 and abs(x - stage.x(0.5)) < 0.13 * stage.width:
                continue
            size, bend = wide * unit * dice.uniform(0.7, 1.3), dice.uniform(-1.2, 1.2) * wide * unit
            shape = smooth(
                [
                    (x - size * 1.7, foot + 14 * unit),
                    (x - size * 0.55, foot - size * 1.9),
                    (x - size * 0.42 + bend, stage.y(0.3)),
                    (x - size * 0.5 + bend * 0.4, stage.y(-0.2)),
                    (x + size * 0.5 + bend * 0.4, stage.y(-0.2)),
                    (x + size * 0.42 + bend, stage.y(0.3)),
                    (x + size * 0.55, foot - size * 1.9),
                    (x + size * 1.7, foot + 14 * unit),
                ],
                closed=True,
            )
            side = 1 if stage.x(0.54) > x else -1
            ends = (x - side * size * 0.7, x + side * size * 0.7)
            canvas.drawPath(shape, fill(shader=across(*ends, darker(bark, 0.3), bark, mix(bark, light.shine, 0.36))))
        for _ in range(70):
            x, y = dice.uniform(stage.left, stage.right), stage.y(-0.08 + dice.random() ** 1.6 * (0.16 + 0.2 * depth))
            long = dice.uniform(60, 130) * unit * (0.5 + depth)
            tone = mix(_green(stage, distance), light.shine, 0.24 * dice.random())
            canvas.drawPath(_leaf(x, y, long, dice.uniform(0.3, 2.8)), fill(tone))


def _leaf(x: float, y: float, long: float, angle: float, fat: float = 0.2) -> skia.Path:
    """One pointed leaf from (x, y) in a direction (0 is right, up to π is down and left)."""
    dx, dy = math.cos(angle) * long, math.sin(angle) * long
    path = skia.Path()
    path.moveTo(x, y)
    path.quadTo(x + dx * 0.45 - dy * fat, y + dy * 0.45 + dx * fat, x + dx, y + dy)
    path.quadTo(x + dx * 0.45 + dy * fat, y + dy * 0.45 - dx * fat, x, y)
    path.close()
    return path


def _bushes(stage: Stage, depth: float, distance: float, y: float) -> None:
    """Undergrowth: fans of leaves along a line."""
    light, dice, unit = stage.light, stage.dice, stage.unit
    with stage.plate(depth) as canvas:
        line = ridge(stage, y + 0.03, 0.04, octaves=3)
        tone = _green(stage, distance)
        canvas.drawPath(below(stage, line), fill(shader=down(stage.y(y), stage.y(y + 0.3), tone, darker(tone, 0.35))))
        for at in range(26):
            x = stage.left + (at + dice.random()) / 26 * (stage.right - stage.left)
            foot = stage.y(y + 0.05)
            for blade in range(7):
                angle = -math.pi * (0.1 + 0.8 * blade / 6)
                long = dice.uniform(70, 120) * unit * (0.5 + depth)
                shade = mix(tone, light.shine if blade % 2 else light.dark, 0.06 + 0.12 * dice.random())
                canvas.drawPath(_leaf(x, foot, long, angle, 0.14), fill(shade))


def _vines(stage: Stage) -> None:
    light, dice, unit = stage.light, stage.dice, stage.unit
    with stage.plate(0.6, sway=(5 * unit, 0.13)) as canvas:
        for x in (0.06, 0.17, 0.3, 0.72, 0.85, 0.95):
            long = stage.y(dice.uniform(0.22, 0.46))
            drop = [
                (stage.x(x) + math.sin(at * 0.9 + x * 9) * 12 * unit, stage.y(-0.1) + long * at / 6) for at in range(7)
            ]
            tone = _green(stage, 0.12)
            canvas.drawPath(smooth(drop), pen(darker(tone, 0.25), 5 * unit))
            for px, py in drop[2:]:
                for way in (0.5, 2.6):
                    canvas.drawPath(_leaf(px, py, 34 * unit, way, 0.3), fill(mix(tone, light.shine, 0.1)))


def _floor(stage: Stage) -> None:
    light = stage.light
    moss = mix(_green(stage, 0.3), light.mid, 0.08)
    line = ridge(stage, stage.floor - 0.045, 0.02, octaves=3)
    with stage.plate(0.96, blur=0) as canvas:
        top, end = stage.y(stage.floor - 0.06), stage.y(1.05)
        canvas.drawPath(
            below(stage, line), fill(shader=down(top, end, mix(moss, light.shine, 0.28), mix(moss, light.dark, 0.7)))
        )
        colours = [lighter(moss, 0.16), moss, darker(moss, 0.25)]
        grass(stage, canvas, line, count=260, high=0.03 * stage.near, colours=colours, deep=0.13)


def _leaves(stage: Stage) -> None:
    """Great dark leaves that frame the picture."""
    light, unit = stage.light, stage.unit
    reach = max(stage.width, 0.75 * stage.height)
    with stage.plate(1.4, sway=(7 * unit, 0.12), blur=1.8 * unit) as canvas:
        for corner, flip in (((-0.04, 1.06), 1), ((1.04, 1.06), -1), ((-0.05, -0.1), 1), ((1.05, -0.1), -1)):
            up = corner[1] > 0.5
            for at in range(6):
                angle = (-0.25 - at * 0.24) if up else (0.2 + at * 0.24)
                angle = angle if flip > 0 else math.pi - angle
                long = (0.3 - 0.025 * abs(at - 2)) * reach * (1.0 if up else 0.8)
                x, y = stage.x(corner[0]), stage.y(corner[1])
                tone = mix(mix(light.dark, _green(stage, 0.1), 0.55), light.accents[2], 0.05 * (at % 3))
                canvas.drawPath(
                    _leaf(x, y, long, angle, 0.2),
                    fill(shader=across(x, x + flip * long, darker(tone, 0.3), lighter(tone, 0.1))),
                )
                tip = (x + math.cos(angle) * long * 0.94, y + math.sin(angle) * long * 0.94)
                canvas.drawLine(x, y, *tip, pen(fade(lighter(tone, 0.3), 0.5), 2.4 * unit))
