"""Ice: a pale sea with icebergs and floes, snow underfoot, often with northern lights."""

import skia

from vidpipe.providers.local.painter.ink import darker, down, fade, fill, lighter, linear, mix, polygon, rounded, tint
from vidpipe.providers.local.painter.land import hill, mist, mountains, ridge
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.sky import sky
from vidpipe.providers.local.painter.stage import Stage
from vidpipe.providers.local.painter.tempest import aurora
from vidpipe.providers.local.painter.water import shimmer, water


def paint(stage: Stage, enter: Enter) -> None:
    """Far white peaks, bergs on the water, floes, the snow that the subject is on."""
    stage.horizon = 0.56
    stage.body_at = (0.68, 0.34)
    light = stage.light
    sky(stage, clouds=4, size=0.08)
    if light.night and stage.spec.ambient != "aurora" and not stage.spec.veiled:
        aurora(stage)
    with stage.plate(0.1) as canvas:
        mountains(stage, canvas, ridge(stage, 0.48, 0.2, waves=4.6, peaks=True, rough=0.42), 0.86, snow=True)
    mist(stage, 0.54, 0.07, 0.12, 0.5, drift=0.012 * stage.width)
    water(stage, 0.56, 0.2)
    shimmer(stage, 0.57, 0.24)
    for depth, spots in (
        (0.26, ((0.1, 0.6, 0.16), (0.84, 0.61, 0.2))),
        (0.4, ((0.97, 0.68, 0.3), (0.24, 0.655, 0.13))),
    ):
        with stage.plate(depth) as canvas:
            for x, y, size in spots:
                _berg(stage, canvas, stage.x(x), stage.y(y), size * min(stage.width, stage.height))
    with stage.plate(0.6) as canvas:
        for x, y, wide in ((0.06, 0.73, 130), (0.34, 0.715, 90), (0.56, 0.745, 120), (0.78, 0.76, 170)):
            _floe(stage, canvas, stage.x(x), stage.y(y), wide * stage.unit)
    snow = mix(mix(light.shine, light.sky[3], 0.25), light.mid, 0.34 if light.night else 0.06)
    with stage.plate(0.97, blur=0) as canvas:
        line = ridge(stage, stage.floor - 0.06, 0.02, waves=1.5, octaves=2)
        hill(stage, canvas, line, lighter(snow, 0.25), mix(snow, light.sky[1], 0.5), depth=0.2)
    enter("open")


def _berg(stage: Stage, canvas: skia.Canvas, x: float, foot: float, size: float) -> None:
    light = stage.light
    ice = mix(mix(tint("#dff1fa"), light.shine, 0.3), light.mid, 0.45 if light.night else 0.05)
    blue = mix(tint("#6fb6d8"), light.sky[1], 0.4)
    peak, shoulder = (x - size * 0.1, foot - size), (x + size * 0.4, foot - size * 0.62)
    lit = polygon(
        (x - size * 0.85, foot),
        (x - size * 0.55, foot - size * 0.5),
        peak,
        (x + size * 0.02, foot - size * 0.5),
        (x - size * 0.1, foot),
    )
    shade = polygon(
        (x - size * 0.1, foot),
        (x + size * 0.02, foot - size * 0.5),
        peak,
        (x + size * 0.16, foot - size * 0.7),
        shoulder,
        (x + size * 0.62, foot - size * 0.2),
        (x + size * 0.85, foot),
    )
    canvas.drawPath(shade, fill(shader=down(foot - size, foot, mix(ice, blue, 0.4), blue)))
    canvas.drawPath(
        lit, fill(shader=linear((x - size, foot - size), (x, foot), [lighter(ice, 0.4), mix(ice, blue, 0.3)]))
    )
    mirror = polygon(
        (x - size * 0.85, foot),
        (x + size * 0.85, foot),
        (x + size * 0.4, foot + size * 0.4),
        (x - size * 0.3, foot + size * 0.5),
    )
    canvas.drawPath(mirror, fill(shader=down(foot, foot + size * 0.5, fade(ice, 0.4), fade(ice, 0))))


def _floe(stage: Stage, canvas: skia.Canvas, x: float, y: float, wide: float) -> None:
    light = stage.light
    ice = mix(mix(tint("#f1f9fd"), light.shine, 0.3), light.mid, 0.4 if light.night else 0.02)
    side = mix(tint("#7fbdd8"), light.sky[1], 0.4)
    canvas.drawRRect(rounded(x - wide, y, wide * 2, wide * 0.26, wide * 0.1), fill(darker(side, 0.1)))
    top = polygon(
        (x - wide, y + wide * 0.06),
        (x - wide * 0.7, y - wide * 0.1),
        (x + wide * 0.5, y - wide * 0.13),
        (x + wide, y + wide * 0.04),
        (x + wide * 0.5, y + wide * 0.14),
        (x - wide * 0.5, y + wide * 0.15),
    )
    canvas.drawPath(top, fill(lighter(ice, 0.2)))
    canvas.drawRRect(
        skia.RRect.MakeRectXY(
            skia.Rect.MakeLTRB(x - wide, y + wide * 0.2, x + wide, y + wide * 0.3), wide * 0.05, wide * 0.05
        ),
        fill(fade(light.shine, 0.2)),
    )
