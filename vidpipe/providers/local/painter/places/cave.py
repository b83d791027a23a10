"""A cave: dark walls round a bright mouth, stone teeth above and below, crystals, a shaft of light."""

import math

import skia

from vidpipe.providers.local.painter.ink import (
    Tint,
    darker,
    down,
    fade,
    fill,
    glow,
    lighter,
    linear,
    mix,
    polygon,
    tint,
)
from vidpipe.providers.local.painter.land import below, mist, mountains, ridge, stones
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.sky import rays, sky
from vidpipe.providers.local.painter.stage import Stage


def paint(stage: Stage, enter: Enter) -> None:
    """The world outside, the mouth, the floor, the subject; rock before the lens."""
    stage.horizon = 0.64
    stage.body_at = (0.55, 0.26)
    light = stage.light
    sky(stage, clouds=3, size=0.07)
    with stage.plate(0.1) as canvas:
        mountains(stage, canvas, ridge(stage, 0.52, 0.2, waves=4, peaks=True), 0.78, snow=True)
    mist(stage, 0.6, 0.1, 0.13, 0.5)
    rock = mix(mix(light.dark, light.mid, 0.45), tint("#4a4152"), 0.35)
    for depth, reach, share in ((0.3, 0.27, 0.3), (0.5, 0.34, 0.12), (0.76, 0.42, 0.0)):
        with stage.plate(depth) as canvas:
            _mouth(stage, canvas, reach, mix(rock, light.haze, share))
    with stage.plate(0.8, blur=0) as canvas:
        glow(canvas, stage.x(0.53), stage.y(0.5), 0.4 * stage.width, light.shine, 0.34)
    rays(stage, 0.16)
    with stage.plate(0.96, blur=0) as canvas:
        line = ridge(stage, stage.floor - 0.05, 0.03, octaves=5)
        shades = (mix(rock, light.shine, 0.4), rock, darker(rock, 0.6))
        canvas.drawPath(
            below(stage, line),
            fill(shader=down(stage.y(stage.floor - 0.07), stage.y(1.04), *shades, stops=(0, 0.3, 1))),
        )
        stones(stage, canvas, line, count=18, size=0.02 * stage.near, colour=darker(rock, 0.2))
        for x, size in ((0.1, 130), (0.17, 80), (0.84, 110), (0.91, 150)):
            _crystals(stage, canvas, stage.x(x), stage.y(stage.floor + 0.02), size * stage.unit)
    enter("open")
    _teeth(stage, rock)


def _mouth(stage: Stage, canvas: skia.Canvas, reach: float, rock: Tint) -> None:
    """Rock with a ragged hole in it."""
    light, dice = stage.light, stage.dice
    hole = []
    for at in range(26):
        angle = at / 26 * 2 * math.pi
        rough = dice.uniform(0.88, 1.12)
        hole.append(
            (
                stage.x(0.52) + math.cos(angle) * reach * stage.width * rough,
                stage.y(0.5) + math.sin(angle) * reach * 1.15 * stage.height * rough,
            )
        )
    whole = skia.Path.Rect(skia.Rect.MakeLTRB(stage.left - 400, stage.y(-0.4), stage.right + 400, stage.bottom + 200))
    shape = skia.Op(whole, polygon(*hole), skia.kDifference_PathOp)
    shader = skia.GradientShader.MakeRadial(
        skia.Point(stage.x(0.52), stage.y(0.5)),
        0.75 * stage.width,
        [skia.Color4f(*c).toColor() for c in (mix(rock, light.shine, 0.45), rock, darker(rock, 0.6))],
        [0.3, 0.5, 1.0],
    )
    canvas.drawPath(shape, fill(shader=shader))
    canvas.save()
    canvas.clipPath(shape, doAntiAlias=True)
    for _ in range(16):
        x, y, size = (
            dice.uniform(stage.left, stage.right),
            dice.uniform(-0.1, 1.0) * stage.height,
            dice.uniform(40, 150) * stage.unit,
        )
        facet = polygon(
            (x, y), (x + size, y + size * 0.4), (x + size * 0.5, y + size * 1.4), (x - size * 0.4, y + size * 0.8)
        )
        canvas.drawPath(facet, fill(fade(darker(rock, 0.5), 0.22)))
    canvas.restore()


def _crystals(stage: Stage, canvas: skia.Canvas, x: float, foot: float, size: float) -> None:
    light = stage.light
    glow(canvas, x, foot - size * 0.5, size * 1.5, light.accents[1], 0.5)
    for dx, high, lean in ((-0.35, 0.7, -0.3), (0.0, 1.1, 0.04), (0.32, 0.8, 0.34), (0.55, 0.45, 0.5)):
        colour = mix(light.accents[1], light.accents[4], 0.5 + 0.4 * lean)
        left, tip, wide = x + dx * size, (x + (dx + lean) * size, foot - high * size), size * 0.15
        canvas.drawPath(
            polygon((left - wide, foot), (tip[0] - wide * 0.5, tip[1] + wide), tip, (left, foot)),
            fill(shader=linear((left, foot), tip, [darker(colour, 0.3), lighter(colour, 0.5)])),
        )
        canvas.drawPath(
            polygon((left, foot), tip, (tip[0] + wide * 0.6, tip[1] + wide * 1.2), (left + wide, foot)),
            fill(shader=linear((left, foot), tip, [darker(colour, 0.55), colour])),
        )


def _teeth(stage: Stage, rock: Tint) -> None:
    dice, dark = stage.dice, darker(rock, 0.62)
    with stage.plate(1.3, blur=1.4 * stage.unit) as canvas:
        x = stage.left
        while x < stage.right:
            wide = dice.uniform(50, 120) * stage.unit
            away = abs(x - stage.x(0.5)) / stage.width
            long = stage.y(-0.02) + dice.uniform(0.3, 1.0) * stage.height * (0.04 + 0.34 * away)
            canvas.drawPath(
                polygon((x - wide, stage.y(-0.25)), (x + wide, stage.y(-0.25)), (x + wide * 0.1, long)), fill(dark)
            )
            x += wide * 1.1
