"""A railway platform: a train at rest behind, a glass roof on iron columns, lamps, a clock, a bench."""

import math

import skia

from vidpipe.providers.local.painter.fittings import bench
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
from vidpipe.providers.local.painter.land import mist, mountains, ridge
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.sky import sky
from vidpipe.providers.local.painter.stage import Stage
from vidpipe.providers.local.painter.town import Row, towers


def paint(stage: Stage, enter: Enter) -> None:
    """The land beyond, the train, columns and roof, the platform's edge, the subject."""
    stage.horizon = 0.58
    stage.body_at = (0.7, 0.2)
    sky(stage, clouds=3, size=0.06)
    with stage.plate(0.12) as canvas:
        mountains(stage, canvas, ridge(stage, 0.5, 0.14, waves=3), 0.8)
        towers(stage, canvas, Row(0.6, 0.05, 0.16, 0.74, 0.03, 0.05, 0.4))
    mist(stage, 0.56, 0.1, 0.15, 0.5)
    _train(stage)
    _platform(stage)
    _roof(stage)
    with stage.plate(0.92) as canvas:
        if not (stage.spec.cast and stage.spec.cast[0].id.startswith("sitting")):
            bench(stage, canvas, stage.x(0.8), stage.y(0.86), 210 * stage.unit)
        _clock(stage, canvas)
    enter("open")


def _train(stage: Stage) -> None:
    light, unit = stage.light, stage.unit
    body = mix(mix(light.accents[0], tint("#2f5f9a"), 0.4), light.mid, 0.35 if light.night else 0.08)
    top, foot = stage.y(0.4), stage.y(0.735)
    with stage.plate(0.4) as canvas:
        canvas.drawRect(box(stage.left, foot - 10 * unit, stage.right * 1.4, 34 * unit), fill(darker(light.dark, 0.3)))
        for car in range(4):
            left = stage.left + car * 0.44 * stage.width * 1.02
            wide = 0.44 * stage.width
            canvas.drawRRect(
                rounded(left, top, wide, foot - top, 14 * unit),
                fill(shader=down(top, foot, lighter(body, 0.25), body, darker(body, 0.35))),
            )
            canvas.drawRect(box(left, top + (foot - top) * 0.62, wide, 9 * unit), fill(fade(light.shine, 0.8)))
            for at in range(7):
                x = left + wide * (0.05 + 0.134 * at)
                door = at == 3
                glass = mix(light.lamp, light.shine, 0.2) if stage.spec.lit else mix(light.sky[2], light.dark, 0.4)
                pane = rounded(
                    x,
                    top + (foot - top) * (0.16 if not door else 0.12),
                    wide * 0.1,
                    (foot - top) * (0.36 if not door else 0.84),
                    7 * unit,
                )
                if door:
                    canvas.drawRRect(pane, fill(darker(body, 0.2)))
                    pane = rounded(
                        x + wide * 0.015, top + (foot - top) * 0.18, wide * 0.07, (foot - top) * 0.34, 7 * unit
                    )
                canvas.drawRRect(pane, fill(shader=down(top, foot, lighter(glass, 0.1), darker(glass, 0.2))))
                if stage.spec.lit:
                    glow(canvas, x + wide * 0.05, top + (foot - top) * 0.34, wide * 0.13, light.lamp, 0.3)


def _platform(stage: Stage) -> None:
    light, unit = stage.light, stage.unit
    stone = mix(mix(tint("#b9b2ac"), light.haze, 0.2), light.mid, 0.62 if light.night else 0.2)
    top = stage.y(0.745)
    with stage.plate(0.84, blur=0) as canvas:
        area = skia.Rect.MakeLTRB(stage.left, top, stage.right, stage.bottom)
        canvas.drawRect(
            area,
            fill(
                shader=down(
                    top, stage.y(1.05), mix(stone, light.shine, 0.2), stone, darker(stone, 0.4), stops=(0, 0.3, 1)
                )
            ),
        )
        canvas.drawRect(
            box(stage.left, top + 14 * unit, stage.right * 1.4, 11 * unit),
            fill(mix(tint("#f2c230"), light.mid, 0.4 if light.night else 0.08)),
        )
        for at in range(-16, 17):
            canvas.drawLine(
                stage.x(0.5) + at * 92 * unit,
                top + 26 * unit,
                stage.x(0.5) + at * 170 * unit,
                stage.bottom,
                pen(fade(darker(stone, 0.5), 0.25), 1.8 * unit),
            )
        for at in range(4):
            y = stage.y(0.79 + 0.07 * at)
            canvas.drawLine(stage.left, y, stage.right, y, pen(fade(darker(stone, 0.5), 0.2), 1.8 * unit))
        if stage.spec.white:
            canvas.drawRect(box(stage.left, top - 5 * unit, stage.right * 1.4, 12 * unit), fill((0.95, 0.97, 1, 0.9)))


def _roof(stage: Stage) -> None:
    light, unit = stage.light, stage.unit
    iron = mix(mix(light.dark, light.mid, 0.35), tint("#2f4a4a"), 0.4)
    with stage.plate(0.62) as canvas:
        glass = fade(mix(light.sky[3], light.shine, 0.3), 0.34)
        canvas.drawPath(
            polygon(
                (stage.left, stage.y(-0.2)),
                (stage.right, stage.y(-0.2)),
                (stage.right, stage.y(0.16)),
                (stage.left, stage.y(0.16)),
            ),
            fill(glass),
        )
        for at in range(13):
            x = stage.left + (stage.right - stage.left) * at / 12
            canvas.drawLine(x, stage.y(-0.2), x, stage.y(0.16), pen(iron, 4 * unit))
        canvas.drawRect(
            box(stage.left, stage.y(0.15), stage.right * 1.4, 16 * unit),
            fill(shader=down(stage.y(0.15), stage.y(0.15) + 16 * unit, lighter(iron, 0.2), iron)),
        )
        for share in (0.06, 0.36, 0.64, 0.94):
            x = stage.x(share)
            canvas.drawRect(
                box(x - 9 * unit, stage.y(0.16), 18 * unit, stage.y(0.6)),
                fill(shader=across(x - 9 * unit, x + 9 * unit, mix(iron, light.shine, 0.3), darker(iron, 0.3))),
            )
            for side in (-1, 1):
                arc = skia.Path()
                arc.moveTo(x, stage.y(0.3))
                arc.quadTo(x + side * 10 * unit, stage.y(0.18), x + side * 110 * unit, stage.y(0.165))
                canvas.drawPath(arc, pen(iron, 7 * unit))
        for share in (0.21, 0.5, 0.79):
            x, y = stage.x(share), stage.y(0.23)
            canvas.drawLine(x, stage.y(0.16), x, y, pen(iron, 3 * unit))
            if stage.spec.lit:
                glow(canvas, x, y + 10 * unit, 150 * unit, light.lamp, 0.6)
            canvas.drawOval(
                box(x - 26 * unit, y, 52 * unit, 22 * unit),
                fill(lighter(light.lamp, 0.45) if stage.spec.lit else mix(light.shine, light.mid, 0.2)),
            )


def _clock(stage: Stage, canvas: skia.Canvas) -> None:
    light, unit = stage.light, stage.unit
    x, y, size = stage.x(0.17), stage.y(0.27), 62 * unit
    iron = mix(light.dark, light.mid, 0.3)
    canvas.drawLine(x, stage.y(-0.1), x, y - size, pen(iron, 8 * unit))
    canvas.drawCircle(x, y, size * 1.14, fill(iron))
    canvas.drawCircle(
        x, y, size, fill(shader=down(y - size, y + size, lighter(light.shine, 0.3), mix(light.shine, light.haze, 0.4)))
    )
    for at in range(12):
        angle = at * math.pi / 6
        canvas.drawLine(
            x + math.cos(angle) * size * 0.78,
            y + math.sin(angle) * size * 0.78,
            x + math.cos(angle) * size * 0.9,
            y + math.sin(angle) * size * 0.9,
            pen(iron, 4 * unit),
        )
    canvas.drawLine(x, y, x, y - size * 0.68, pen(iron, 5 * unit))
    canvas.drawLine(x, y, x + size * 0.42, y + size * 0.2, pen(iron, 6 * unit))
