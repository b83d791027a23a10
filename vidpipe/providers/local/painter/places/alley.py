"""A narrow alley: two walls that nearly meet, lamps, balconies and washing, a strip of light at its end."""

import skia

from vidpipe.providers.local.painter.fittings import garland
from vidpipe.providers.local.painter.ink import (
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
    rounded,
    tint,
)
from vidpipe.providers.local.painter.land import mist
from vidpipe.providers.local.painter.props import lamp_glow
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.sky import sky
from vidpipe.providers.local.painter.stage import Stage
from vidpipe.providers.local.painter.town import Row, pane, sign, towers

VANISH = (0.5, 0.6)


def paint(stage: Stage, enter: Enter) -> None:
    """The gap of sky, the cobbles, three pairs of walls, each nearer one closer to the lens."""
    stage.horizon = VANISH[1]
    stage.body_at = (0.5, 0.22)
    sky(stage, clouds=2, size=0.05)
    with stage.plate(0.12) as canvas:
        towers(stage, canvas, Row(0.64, 0.18, 0.3, 0.62, 0.03, 0.05, 0.4))
    mist(stage, 0.58, 0.2, 0.16, 0.6)
    with stage.plate(0.2, blur=0) as canvas:
        glow(
            canvas, stage.x(0.5), stage.y(0.56), 0.24 * stage.width, mix(stage.light.lamp, stage.light.shine, 0.5), 0.7
        )
    _ground(stage)
    for number, (inner, depth, distance) in enumerate(((0.07, 0.34, 0.4), (0.15, 0.52, 0.24), (0.27, 0.74, 0.08))):
        with stage.plate(depth) as canvas:
            for side in (-1, 1):
                _wall(stage, canvas, side, number, inner, distance)
        if number < 2:
            mist(stage, 0.62, 0.12, depth + 0.04, 0.22)
    _washing(stage)
    _bins(stage)
    enter("open")


def _ground(stage: Stage) -> None:
    light, dice, unit = stage.light, stage.dice, stage.unit
    stone = mix(mix(light.mid, light.dark, 0.35), tint("#6d6470"), 0.25)
    top = stage.y(VANISH[1])
    with stage.plate(0.62, blur=0) as canvas:
        area = skia.Rect.MakeLTRB(stage.left, top, stage.right, stage.bottom)
        shades = (mix(stone, light.haze, 0.55), stone, darker(stone, 0.4))
        canvas.drawRect(area, fill(shader=down(top, stage.y(1.05), *shades, stops=(0, 0.3, 1))))
        for row in range(22):
            share = (row / 21) ** 2.1
            y, wide = top + (stage.bottom - top) * share, (10 + 95 * share) * unit
            x = stage.left - (row % 2) * wide / 2
            while x < stage.right:
                tone = fade(lighter(stone, 0.3) if dice.random() < 0.35 else darker(stone, 0.4), 0.2)
                canvas.drawRRect(rounded(x, y, wide * 0.92, (2 + 26 * share) * unit, 4 * unit * share), fill(tone))
                x += wide
        gleam = polygon(
            (stage.x(0.48), top), (stage.x(0.52), top), (stage.x(0.66), stage.bottom), (stage.x(0.34), stage.bottom)
        )
        colour = mix(light.lamp, light.shine, 0.4)
        strength = 0.5 if stage.wet or light.night else 0.24
        canvas.drawPath(
            gleam, fill(shader=down(top, stage.y(1.0), fade(colour, strength), fade(colour, 0)), blur=16 * unit)
        )


def _wall(stage: Stage, canvas: skia.Canvas, side: int, number: int, inner: float, distance: float) -> None:
    light, dice, unit = stage.light, stage.dice, stage.unit
    near, far = stage.x(0.5 + side * (inner + 0.03 + 0.022 * number)), stage.x(0.5 + side * inner)
    foot_near, foot_far = stage.y(VANISH[1] + 0.1 + 0.13 * number), stage.y(VANISH[1] + 0.03 + 0.08 * number)
    paint_tone = (tint("#b5654f"), tint("#c79a6b"), tint("#7d86a8"), tint("#a3765f"))[(number * 2 + (side > 0)) % 4]
    wall = mix(light.tone(distance), paint_tone, 0.16 if light.night else 0.4)
    top = stage.y(-0.2)
    flank = polygon((near, top), (far, top), (far, foot_far), (near, foot_near))
    lit = mix(wall, mix(light.lamp, light.shine, 0.4), 0.34)
    canvas.drawPath(flank, fill(shader=across(near, far, darker(wall, 0.3), lit)))
    outer = stage.left if side < 0 else stage.right
    front = skia.Rect.MakeLTRB(min(near, outer), top, max(near, outer), foot_near)
    canvas.drawRect(front, fill(shader=down(top, foot_near, darker(wall, 0.25), wall, darker(wall, 0.2))))
    size = (34 + 24 * number) * unit
    for row in range(6):
        y = foot_near - size * (3.1 + row * 2.0)
        for column in range(2 + (number == 2)):
            x = near + side * size * (0.7 + column * 1.7) - (size * 0.75 if side < 0 else 0)
            pane(stage, canvas, x, y, size * 0.75, size * 1.15, lit=dice.random() < (0.5 if stage.spec.lit else 0.08))
            if (row + column + number) % 3 == 0:
                rail = pen(fade(light.dark, 0.85), 2.4 * unit)
                for at in range(6):
                    px = x - size * 0.15 + at * size * 0.21
                    canvas.drawLine(px, y + size * 0.75, px, y + size * 1.3, rail)
                canvas.drawRect(box(x - size * 0.2, y + size * 1.28, size * 1.2, size * 0.1), fill(light.dark))
    _door(stage, canvas, near + side * size * 0.9, foot_near, size, light.accents[(number + (side > 0)) % 4])
    _bracket(stage, canvas, near, foot_near - size * 3.0, size, -side)
    if stage.spec.lit and number and side > 0:
        sign(stage, canvas, near - size * 1.15, foot_near - size * 5.6, size * 0.9, 2, light.accents[number])


def _door(
    stage: Stage, canvas: skia.Canvas, x: float, foot: float, size: float, colour: tuple[float, float, float, float]
) -> None:
    light = stage.light
    cloth = mix(colour, light.mid, 0.4)
    canvas.drawRRect(
        rounded(x - size * 0.6, foot - size * 2.0, size * 1.2, size * 2.0, size * 0.5), fill(darker(cloth, 0.6))
    )
    canvas.drawRRect(
        rounded(x - size * 0.5, foot - size * 1.9, size, size * 1.9, size * 0.42),
        fill(shader=across(x - size * 0.5, x + size * 0.5, lighter(cloth, 0.1), darker(cloth, 0.3))),
    )
    if stage.spec.lit:
        lamp_glow(canvas, stage, x, foot - size * 1.6, size * 2.2, 0.4)


def _bracket(stage: Stage, canvas: skia.Canvas, x: float, y: float, size: float, way: int) -> None:
    """A lamp on an arm from the wall."""
    light = stage.light
    canvas.drawLine(x, y, x + way * size * 0.7, y, pen(light.dark, size * 0.07))
    at = x + way * size * 0.7
    if stage.spec.lit:
        glow(canvas, at, y + size * 0.35, size * 3.0, light.lamp, 0.62)
    canvas.drawPath(
        polygon(
            (at - size * 0.14, y),
            (at + size * 0.14, y),
            (at + size * 0.3, y + size * 0.4),
            (at - size * 0.3, y + size * 0.4),
        ),
        fill(darker(light.dark, 0.1)),
    )
    canvas.drawOval(
        skia.Rect.MakeLTRB(at - size * 0.24, y + size * 0.32, at + size * 0.24, y + size * 0.5),
        fill(lighter(light.lamp, 0.5) if stage.spec.lit else mix(light.shine, light.mid, 0.4)),
    )


def _washing(stage: Stage) -> None:
    """A line of washing high across the alley, or bulbs in the evening."""
    if stage.spec.lit:
        garland(stage, 0.16, 0.05, depth=0.66, bulbs=True)
        return
    light, unit = stage.light, stage.unit
    with stage.plate(0.64, sway=(3 * unit, 0.17), blur=0) as canvas:
        left, right, y = stage.x(0.18), stage.x(0.82), stage.y(0.12)
        canvas.drawLine(left, y, right, y + 10 * unit, pen(fade(light.dark, 0.7), 2 * unit))
        for at in range(7):
            x, wide = left + (right - left) * (0.08 + at * 0.125), (46 + 14 * (at % 3)) * unit
            cloth = mix((light.accents[at % 4], light.shine)[at % 2], light.mid, 0.15)
            high = (66 + 22 * (at % 2)) * unit
            path = polygon(
                (x, y), (x + wide, y + 3 * unit), (x + wide * 0.95, y + high), (x + wide * 0.06, y + high * 0.94)
            )
            canvas.drawPath(path, fill(shader=across(x, x + wide, lighter(cloth, 0.12), darker(cloth, 0.18))))


def _bins(stage: Stage) -> None:
    """Boxes and pots along both walls."""
    light, unit = stage.light, stage.unit
    with stage.plate(0.9) as canvas:
        for x, foot, wide, high, code in (
            (0.13, 0.9, 88, 104, "#4f6f5a"),
            (0.2, 0.87, 62, 58, "#a8764a"),
            (0.83, 0.885, 74, 82, "#6a5a86"),
            (0.9, 0.92, 96, 70, "#9a5b48"),
        ):
            tone = mix(mix(tint(code), light.mid, 0.4), light.dark, 0.3 if light.night else 0.05)
            left, base = stage.x(x) - wide * unit / 2, stage.y(foot)
            canvas.drawOval(
                box(left - 8 * unit, base - 8 * unit, (wide + 16) * unit, 18 * unit),
                fill(fade(light.dark, 0.5), blur=5 * unit),
            )
            canvas.drawRRect(
                rounded(left, base - high * unit, wide * unit, high * unit, 5 * unit),
                fill(shader=across(left, left + wide * unit, mix(tone, light.shine, 0.2), darker(tone, 0.4))),
            )
            canvas.drawRect(
                box(left - 3 * unit, base - high * unit, (wide + 6) * unit, 9 * unit), fill(lighter(tone, 0.15))
            )
