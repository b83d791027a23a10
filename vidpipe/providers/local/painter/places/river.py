"""A river that winds out of far hills through meadows, trees on its banks; who floats is on broad water."""

import skia

from vidpipe.library.visual import visual
from vidpipe.providers.local.painter.ink import (
    SCREEN,
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
    smooth,
    tint,
)
from vidpipe.providers.local.painter.land import below, grass, height_at, hill, mist, mountains, pines, ridge
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.settings.meadow import bush
from vidpipe.providers.local.painter.settings.sea import lake as broad
from vidpipe.providers.local.painter.sky import sky
from vidpipe.providers.local.painter.stage import Stage
from vidpipe.providers.local.painter.water import shimmer

BENDS = (
    (0.56, 0.60, 0.008),
    (0.62, 0.635, 0.02),
    (0.5, 0.68, 0.045),
    (0.36, 0.735, 0.085),
    (0.46, 0.81, 0.17),
    (0.58, 0.92, 0.32),
    (0.6, 1.2, 0.62),
)
"""The middle of the river: x, y and half its width, from the horizon to the lens."""


def paint(stage: Stage, enter: Enter) -> None:
    """Mountains, woods, the valley with the river in it, the bank with the subject."""
    if _afloat(stage):
        broad(stage, enter)
        return
    stage.horizon = 0.6
    stage.body_at = (0.6, 0.32)
    sky(stage, clouds=4, size=0.09)
    with stage.plate(0.09) as canvas:
        mountains(stage, canvas, ridge(stage, 0.47, 0.26, waves=4.0, peaks=True, rough=0.42), 0.76, snow=True)
    mist(stage, 0.57, 0.09, 0.12, 0.5, drift=0.012 * stage.width)
    with stage.plate(0.2) as canvas:
        pines(stage, canvas, ridge(stage, 0.6, 0.04, octaves=3), 0.5, high=0.09, count=80, gap=(0.5, 0.62))
    _valley(stage)
    shimmer(stage, 0.68, 0.5, count=22)
    _banks(stage)
    _near_bank(stage)
    enter("open")


def _afloat(stage: Stage) -> bool:
    cast = stage.spec.cast
    return bool(cast) and cast[0].id in visual().subjects and visual().subjects[cast[0].id].place in ("water", "swim")


def _valley(stage: Stage) -> None:
    light, dice, unit = stage.light, stage.dice, stage.unit
    green = mix(light.leaf(0.35), light.accents[1], 0.1)
    if stage.spec.white:
        green = mix(mix(light.shine, light.mid, 0.2), light.haze, 0.2)
    with stage.plate(0.44, blur=0) as canvas:
        hill(
            stage,
            canvas,
            ridge(stage, 0.615, 0.012, octaves=2),
            mix(green, light.haze, 0.35),
            mix(green, light.dark, 0.35),
        )
        points = BENDS
        left = [(stage.x(x - wide), stage.y(y)) for x, y, wide in points]
        right = [(stage.x(x + wide), stage.y(y)) for x, y, wide in reversed(points)]
        path = smooth(left)
        for x, y in _through(right):
            path.lineTo(x, y)
        path.close()
        canvas.drawPath(
            path, pen(mix(mix(tint("#d8c49a"), light.haze, 0.2), light.mid, 0.5 if light.night else 0.1), 9 * unit)
        )
        near = mix(light.sky[1], light.dark, 0.2 if light.night else 0.05)
        shades = (mix(light.sky[4], light.haze, 0.4), mix(light.sky[3], light.sky[2], 0.5), near)
        canvas.drawPath(path, fill(shader=down(stage.y(0.6), stage.y(1.02), *shades, stops=(0, 0.35, 1))))
        canvas.save()
        canvas.clipPath(path, doAntiAlias=True)
        for _ in range(40):
            share = dice.random() ** 1.6
            y, wide = stage.y(0.64 + 0.4 * share), (24 + 170 * share) * unit * dice.uniform(0.5, 1.2)
            x = dice.uniform(0.0, 1.0) * stage.width
            tone = fade(light.shine, 0.3) if dice.random() < 0.6 else fade(darker(near, 0.3), 0.2)
            line = rounded(x, y, wide, (1.4 + 4 * share) * unit, 2 * unit)
            canvas.drawRRect(line, fill(shader=across(x, x + wide, fade(tone, 0), tone, fade(tone, 0))))
        if not stage.spec.veiled:
            canvas.drawRect(
                box(stage.x(0.44), stage.y(0.6), stage.x(0.22), stage.y(0.4)),
                fill(
                    shader=across(
                        stage.x(0.44),
                        stage.x(0.66),
                        fade(light.shine, 0),
                        fade(light.shine, 0.34),
                        fade(light.shine, 0),
                    ),
                    blend=SCREEN,
                ),
            )
        canvas.restore()


def _through(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The same soft curve as points."""
    measure = skia.PathMeasure(smooth(points), False)
    length = measure.getLength()
    found = []
    for step in range(61):
        position = measure.getPosTan(length * step / 60)[0]
        found.append((position.x(), position.y()))
    return found


def _banks(stage: Stage) -> None:
    """Round trees on both sides, smaller the farther they are."""
    with stage.plate(0.6) as canvas:
        for x, y, size in (
            (0.3, 0.655, 26),
            (0.72, 0.66, 30),
            (0.18, 0.69, 44),
            (0.82, 0.7, 48),
            (0.9, 0.74, 66),
            (0.06, 0.76, 76),
            (0.98, 0.8, 84),
        ):
            bush(stage, canvas, stage.x(x), stage.y(y), size * stage.unit, 0.5 - (y - 0.65) * 2)


def _near_bank(stage: Stage) -> None:
    light = stage.light
    line = ridge(stage, stage.floor - 0.03, 0.015, octaves=2)
    green = light.leaf(0.2) if not stage.spec.white else mix(light.shine, light.mid, 0.2)
    with stage.plate(0.97, blur=0) as canvas:
        shape = below(stage, line)
        canvas.drawPath(
            shape,
            fill(
                shader=down(
                    stage.y(stage.floor - 0.04),
                    stage.y(1.05),
                    mix(green, light.shine, 0.3),
                    mix(green, light.dark, 0.55),
                )
            ),
        )
        if not stage.spec.white:
            colours = [mix(green, light.shine, 0.22), green, darker(green, 0.2)]
            grass(stage, canvas, line, count=330, high=0.032 * stage.near, colours=colours, deep=0.12)
        for share in (0.07, 0.93):
            x = stage.x(share)
            for at in range(7):
                reed = x + (at - 3) * 14 * stage.unit
                high = (120 + 40 * ((at * 3) % 4)) * stage.unit
                foot = height_at(line, reed) + 30 * stage.unit
                canvas.drawLine(
                    reed, foot, reed + 6 * stage.unit, foot - high, pen(mix(green, light.dark, 0.3), 3 * stage.unit)
                )
                head = rounded(
                    reed + 1 * stage.unit,
                    foot - high - 22 * stage.unit,
                    9 * stage.unit,
                    34 * stage.unit,
                    5 * stage.unit,
                )
                canvas.drawRRect(head, fill(mix(tint("#7a5233"), lighter(light.mid, 0.1), 0.3)))
