"""The moon: grey dust and craters under a black sky, the earth above the hills."""

import math

import skia

from vidpipe.providers.local.painter.ink import (
    darker,
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
    tint,
)
from vidpipe.providers.local.painter.land import below, ridge, stones
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.settings.space import meteor, starfield
from vidpipe.providers.local.painter.stage import Stage


def paint(stage: Stage, enter: Enter) -> None:
    """Stars, the earth, two ranges of hills, the plain."""
    stage.horizon = 0.68
    stage.body_at = (0.2, 0.1)
    light = stage.light
    with stage.plate(0.02, blur=0) as canvas:
        deep = mix(tint("#04050c"), light.sky[0], 0.22)
        canvas.drawPaint(
            fill(shader=down(0, stage.y(0.75), deep, mix(deep, light.sky[1], 0.3), mix(deep, light.sky[3], 0.34)))
        )
        starfield(stage, canvas, 240, 0.8)
    with stage.plate(0.09, blur=0) as canvas:
        _earth(stage, canvas)
    dust = mix(tint("#b4b2b8"), light.haze, 0.18)
    for depth, top, swing, shade in ((0.2, 0.64, 0.14, 0.5), (0.4, 0.7, 0.08, 0.34)):
        with stage.plate(depth) as canvas:
            line = ridge(stage, top, swing, waves=2.6, rough=0.4, octaves=4)
            tone = mix(dust, light.dark, shade)
            canvas.drawPath(
                below(stage, line),
                fill(shader=down(float(line[1].min()), stage.y(0.9), lighter(tone, 0.16), darker(tone, 0.3))),
            )
    _plain(stage, dust)
    enter("open")
    meteor(stage)


def _earth(stage: Stage, canvas: skia.Canvas) -> None:
    x, y = stage.x(0.74 if stage.spec.room != "right" else 0.26), stage.y(0.28)
    reach = 0.15 * min(stage.width, stage.height)
    glow(canvas, x, y, reach * 2.4, tint("#5fb4ff"), 0.5)
    disc = skia.Path.Circle(x, y, reach)
    canvas.drawPath(
        disc,
        fill(
            shader=linear(
                (x - reach, y - reach), (x + reach, y + reach), [tint("#7fd0ff"), tint("#2a7fd0"), tint("#123a86")]
            )
        ),
    )
    canvas.save()
    canvas.clipPath(disc, doAntiAlias=True)
    for dx, dy, size, turn in (
        (-0.45, -0.3, 0.42, 0.4),
        (-0.2, 0.42, 0.34, 1.4),
        (0.5, -0.1, 0.4, 2.2),
        (0.2, -0.75, 0.3, 0.1),
    ):
        points = []
        for at in range(9):
            angle = turn + at * 2 * math.pi / 9
            away = size * reach * (0.7 + 0.4 * math.sin(at * 2.3 + turn * 5))
            points.append((x + dx * reach + math.cos(angle) * away, y + dy * reach + math.sin(angle) * away * 0.8))
        canvas.drawPath(smooth(points, closed=True), fill(tint("#5fae6a")))
    for at in range(6):
        top = y + (at - 2.6) * 0.33 * reach
        line = smooth(
            [
                (x - reach, top),
                (x - reach * 0.3, top - reach * 0.1),
                (x + reach * 0.3, top + reach * 0.08),
                (x + reach, top - reach * 0.06),
            ]
        )
        canvas.drawPath(line, pen((1, 1, 1, 0.55), reach * 0.07, blur=reach * 0.03))
    shade = radial(
        (x - reach * 0.4, y - reach * 0.4),
        reach * 1.7,
        [(0, 0, 0, 0), (0, 0, 0, 0), (0, 0.01, 0.06, 0.85)],
        (0, 0.5, 1),
    )
    canvas.drawPath(disc, fill(shader=shade))
    canvas.restore()


def _plain(stage: Stage, dust: tuple[float, float, float, float]) -> None:
    light, dice, unit = stage.light, stage.dice, stage.unit
    with stage.plate(0.97, blur=0) as canvas:
        line = ridge(stage, stage.floor - 0.09, 0.02, waves=1.4, octaves=3)
        shape = below(stage, line)
        top = float(line[1].min())
        canvas.drawPath(
            shape,
            fill(
                shader=down(
                    top, stage.y(1.06), lighter(dust, 0.3), dust, mix(dust, light.dark, 0.62), stops=(0, 0.25, 1)
                )
            ),
        )
        canvas.save()
        canvas.clipPath(shape, doAntiAlias=True)
        for _ in range(24):
            share = dice.random()
            x, y = dice.uniform(stage.left, stage.right), stage.y(stage.floor - 0.07 + 0.2 * share)
            wide = dice.uniform(12, 74) * unit * (0.35 + share)
            area = skia.Rect.MakeLTRB(x - wide, y - wide * 0.24, x + wide, y + wide * 0.24)
            canvas.drawOval(area, fill(shader=down(area.top(), area.bottom(), fade(light.dark, 0.6), fade(dust, 0.2))))
            canvas.drawArc(area, 5, 170, False, pen(fade(lighter(dust, 0.6), 0.7), 2.2 * unit))
        canvas.restore()
        stones(stage, canvas, line, count=14, size=0.013 * stage.near, colour=darker(dust, 0.3))
