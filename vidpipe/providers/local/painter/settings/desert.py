"""Dunes: long crests with a lit and a shaded side, far mesas, a big low sun."""

import math

import numpy as np
import skia

from vidpipe.providers.local.painter.ink import (
    darker,
    down,
    fade,
    fill,
    lighter,
    linear,
    mix,
    pen,
    polygon,
    smooth,
    tint,
)
from vidpipe.providers.local.painter.land import mist, stones
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.sky import sky
from vidpipe.providers.local.painter.stage import Stage


def paint(stage: Stage, enter: Enter) -> None:
    """Mesas in the haze, four crests of sand, the subject on the last."""
    stage.horizon = 0.62
    stage.body_at = (0.65, 0.4)
    light = stage.light
    sky(stage, clouds=2, size=0.13)
    sand = mix(mix(tint("#e8a860"), light.haze, 0.3), light.mid, 0.55 if light.night else 0.05)
    with stage.plate(0.09) as canvas:
        _mesas(stage, canvas)
    mist(stage, 0.62, 0.1, 0.11, 0.6, drift=0.01 * stage.width)
    for number, (depth, y, distance) in enumerate(
        ((0.16, 0.64, 0.66), (0.3, 0.69, 0.44), (0.5, 0.75, 0.24), (0.72, 0.81, 0.1))
    ):
        with stage.plate(depth) as canvas:
            _dune(stage, canvas, y, mix(sand, light.haze, distance), 0.05 + 0.02 * number, number)
    with stage.plate(0.97, blur=0) as canvas:
        shape = _dune(stage, canvas, stage.floor - 0.035, sand, 0.012, 5)
        _ripples(stage, canvas, shape, sand)
        line = (np.linspace(stage.left, stage.right, 40), np.full(40, stage.y(stage.floor + 0.01)))
        stones(stage, canvas, line, count=9, size=0.014 * stage.near, colour=darker(sand, 0.35))
    enter("open")


def _mesas(stage: Stage, canvas: skia.Canvas) -> None:
    colour = mix(stage.light.tone(0.62), tint("#b5603c"), 0.18)
    for x, wide, high in ((0.02, 0.2, 0.16), (0.27, 0.08, 0.1), (0.84, 0.16, 0.2), (1.06, 0.13, 0.12)):
        base, top = stage.y(0.66), stage.y(0.64 - high)
        left, right = stage.x(x - wide / 2), stage.x(x + wide / 2)
        step = (right - left) * 0.12
        fall, wide_part = base - top, right - left
        shape = polygon(
            (left - step * 2.2, base),
            (left - step * 0.6, top + 0.62 * fall),
            (left, top + 0.5 * fall),
            (left + step * 0.5, top + 0.06 * fall),
            (left + wide_part * 0.3, top),
            (left + wide_part * 0.34, top + 0.09 * fall),
            (left + wide_part * 0.62, top + 0.07 * fall),
            (left + wide_part * 0.66, top + 0.02 * fall),
            (right - step, top + 0.05 * fall),
            (right, top + 0.45 * fall),
            (right + step * 0.8, top + 0.6 * fall),
            (right + step * 3, base),
        )
        canvas.drawPath(
            shape, fill(shader=down(top, base, mix(colour, stage.light.dark, 0.12), mix(colour, stage.light.haze, 0.6)))
        )
        for band in (0.2, 0.42):
            y = top + (base - top) * band
            canvas.drawLine(
                left - step * band, y, right + step * band, y, pen(fade(stage.light.shine, 0.1), 5 * stage.unit)
            )


def _dune(
    stage: Stage, canvas: skia.Canvas, y: float, sand: tuple[float, float, float, float], swing: float, kind: int
) -> skia.Path:
    """One crest: the whole shape lit, its lee side in shade."""
    light, dice = stage.light, stage.dice
    count = 7
    points = []
    for at in range(count):
        lift = math.sin(at * 1.7 + kind * 1.9) * swing + dice.uniform(-0.3, 0.3) * swing
        points.append((stage.left + (stage.right - stage.left) * at / (count - 1), stage.y(y + lift)))
    crest = smooth(points)
    shape = smooth(points)
    shape.lineTo(stage.right, stage.bottom)
    shape.lineTo(stage.left, stage.bottom)
    shape.close()
    top = min(point[1] for point in points)
    canvas.drawPath(
        shape,
        fill(
            shader=down(top, top + 0.26 * stage.height, mix(sand, light.shine, 0.3), sand, mix(sand, light.dark, 0.34))
        ),
    )
    canvas.save()
    canvas.clipPath(shape, doAntiAlias=True)
    shade = mix(sand, light.dark, 0.5)
    for at in range(1, count - 1, 2):
        x, peak = points[at]
        side = -1 if stage.x(stage.body_at[0]) > x else 1
        long = 0.3 * stage.width
        lee = smooth(
            [
                (x, peak - 2),
                (x + side * long * 0.3, peak + 0.05 * stage.height),
                (x + side * long * 0.25, peak + 0.16 * stage.height),
                (x + side * long * 0.7, peak + 0.32 * stage.height),
            ]
        )
        lee.lineTo(x + side * long * 1.4, peak + 0.32 * stage.height)
        lee.lineTo(x + side * long * 1.1, peak - 0.1 * stage.height)
        lee.close()
        ends = ((x, peak), (x + side * long, peak + 0.2 * stage.height))
        canvas.drawPath(lee, fill(shader=linear(*ends, [fade(shade, 0.62), fade(shade, 0.05)])))
    canvas.restore()
    canvas.drawPath(crest, pen(fade(lighter(light.shine, 0.1), 0.42), 1.8 * stage.unit))
    return shape


def _ripples(stage: Stage, canvas: skia.Canvas, shape: skia.Path, sand: tuple[float, float, float, float]) -> None:
    canvas.save()
    canvas.clipPath(shape, doAntiAlias=True)
    for at in range(13):
        y = stage.floor - 0.015 + 0.17 * (at / 13) ** 1.4
        points = [
            (stage.left + step * stage.width / 8, stage.y(y) + math.sin(step * 1.9 + at) * (3 + at) * stage.unit)
            for step in range(12)
        ]
        canvas.drawPath(smooth(points), pen(fade(darker(sand, 0.4), 0.24), (1.2 + 0.3 * at) * stage.unit))
        canvas.drawPath(
            smooth([(x, at_y + 3 * stage.unit) for x, at_y in points]),
            pen(fade(stage.light.shine, 0.24), (1.0 + 0.2 * at) * stage.unit),
        )
    canvas.restore()
