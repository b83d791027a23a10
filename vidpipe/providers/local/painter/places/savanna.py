"""A savanna: golden grass to the horizon, flat-topped trees, a lone far mountain."""

import skia

from vidpipe.providers.local.painter.fittings import contact
from vidpipe.providers.local.painter.ink import Tint, darker, down, fill, lighter, mix, pen, smooth, tint
from vidpipe.providers.local.painter.land import grass, hill, mist, mountains, ridge
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.sky import sky
from vidpipe.providers.local.painter.stage import Stage


def paint(stage: Stage, enter: Enter) -> None:
    """Far hills in the haze, three plains of grass with their trees, the tall grass in front."""
    stage.horizon = 0.64
    stage.body_at = (0.66, 0.42)
    light = stage.light
    sky(stage, clouds=3, size=0.13)
    straw = mix(mix(tint("#dcae52"), light.haze, 0.2), light.mid, 0.55 if light.night else 0.06)
    with stage.plate(0.08) as canvas:
        mountains(stage, canvas, ridge(stage, 0.61, 0.13, waves=1.6, octaves=3), 0.84)
    mist(stage, 0.63, 0.08, 0.1, 0.55, drift=0.01 * stage.width)
    for number, (depth, y) in enumerate(((0.2, 0.645), (0.36, 0.7), (0.6, 0.77))):
        tone = mix(straw, light.haze, 0.48 - 0.17 * number)
        with stage.plate(depth) as canvas:
            line = ridge(stage, y, 0.014 * (1 + number), waves=1.6, octaves=3)
            hill(stage, canvas, line, mix(tone, light.shine, 0.18), darker(tone, 0.16))
            _trees(stage, canvas, y, number)
    with stage.plate(0.95, blur=0) as canvas:
        line = ridge(stage, stage.floor - 0.07, 0.014, waves=1.4, octaves=3)
        hill(stage, canvas, line, lighter(mix(straw, light.shine, 0.2), 0.04), darker(straw, 0.5), depth=0.3)
        colours = [mix(straw, light.shine, 0.3), straw, darker(straw, 0.25)]
        grass(stage, canvas, line, count=420, high=0.032 * stage.near, colours=colours, deep=0.2)
    enter("open")
    with stage.plate(1.3, sway=(4 * stage.unit, 0.13)) as canvas:
        line = ridge(stage, 1.03, 0.0, octaves=1)
        colours = [mix(light.dark, straw, 0.35), mix(light.dark, straw, 0.6)]
        grass(stage, canvas, line, count=170, high=0.1, colours=colours, deep=0.03)


def _trees(stage: Stage, canvas: skia.Canvas, y: float, row: int) -> None:
    dice = stage.dice
    spots = {0: (0.05, 0.16, 0.3, 0.47, 0.78, 0.9), 1: (0.1, 0.87, 1.02), 2: (dice.choice((0.03, 0.97)),)}[row]
    for x in spots:
        high = (0.06, 0.15, 0.4)[row] * dice.uniform(0.85, 1.15) * min(stage.height, stage.width)
        tone = stage.light.tone((0.62, 0.4, 0.16)[row])
        leaves = mix(tone, stage.light.leaf((0.6, 0.4, 0.2)[row]), 0.55)
        _acacia(stage, canvas, (stage.x(x + dice.uniform(-0.02, 0.02)), stage.y(y + 0.012 * (1 + row))), high, leaves)


def _acacia(stage: Stage, canvas: skia.Canvas, at: tuple[float, float], high: float, leaves: Tint) -> None:
    """A flat-topped tree whose trunk forks under its crown."""
    (x, foot), light = at, stage.light
    bark = mix(darker(leaves, 0.45), light.dark, 0.3)
    contact(stage, canvas, x, foot, high * 0.5, 0.3)
    for lean in (-0.3, -0.08, 0.2, 0.38):
        points = [(x, foot), (x + 0.02 * high, foot - 0.4 * high), (x + lean * high, foot - 0.86 * high)]
        canvas.drawPath(smooth(points), pen(bark, high * 0.034))
    for dx, up, wide, flat in ((0.02, 0.86, 0.62, 0.11), (-0.26, 0.8, 0.36, 0.09), (0.34, 0.9, 0.38, 0.09)):
        left, top = x + (dx - wide) * high, foot - (up + flat) * high
        crown = skia.Rect.MakeXYWH(left, top, 2 * wide * high, 2 * flat * high)
        shades = (lighter(mix(leaves, light.shine, 0.22), 0.04), leaves, darker(leaves, 0.3))
        canvas.drawRRect(
            skia.RRect.MakeRectXY(crown, wide * high * 0.8, flat * high),
            fill(shader=down(top, top + 2 * flat * high, *shades)),
        )
