"""Sets of the product studio: arches and steps, coloured panels, rings of light, vases with dry grass."""

import math

import skia

from vidpipe.providers.local.painter.clock import Clock
from vidpipe.providers.local.painter.ink import (
    SCREEN,
    Tint,
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
    rounded,
    smooth,
    tint,
)
from vidpipe.providers.local.painter.stage import Stage


def arches(stage: Stage, wall: Tint) -> None:
    """Two nested arches in the wall, daylight through the inner one, steps at its side."""
    light, unit = stage.light, stage.unit
    short = min(stage.width, stage.height)
    x, foot = stage.x(stage.anchor[0]), stage.y(0.78)
    with stage.plate(0.3, blur=0) as canvas:
        for reach, high, tone in (
            (0.52, 0.74, mix(wall, light.accents[0], 0.3)),
            (0.4, 0.64, mix(mix(wall, light.accents[0], 0.3), light.shine, 0.36)),
            (0.28, 0.53, lighter(mix(wall, light.shine, 0.7), 0.15)),
        ):
            left, top = x - reach * short, foot - high * short * (1.05 if not stage.tall else 1.2)
            shape = rounded(left, top, reach * short * 2, foot - top + 60 * unit, reach * short)
            canvas.drawRRect(shape, fill(fade(light.dark, 0.24), blur=14 * unit))
            canvas.drawRRect(
                shape,
                fill(shader=across(left, left + reach * short * 2, darker(tone, 0.16), tone, lighter(tone, 0.16))),
            )
        glow(canvas, x, foot - 0.3 * short, 0.34 * short, light.shine, 0.6)
    with stage.plate(0.5) as canvas:
        side = -1 if stage.spec.room == "right" else 1
        for step in range(3):
            wide, high = (0.3 - 0.08 * step) * short, 0.055 * short
            left = x + side * (0.44 + 0.04 * step) * short - (wide if side < 0 else 0)
            tone = mix(mix(wall, light.accents[1], 0.25), light.shine, 0.12)
            top = foot + 0.03 * short - high * (step + 1)
            canvas.drawRect(
                box(left, top, wide, high),
                fill(shader=across(left, left + wide, lighter(tone, 0.06), darker(tone, 0.2))),
            )
            canvas.drawRect(box(left, top, wide, 5 * unit), fill(lighter(tone, 0.35)))


def panels(stage: Stage, wall: Tint) -> None:
    """Standing panels of colour that overlap, each with its shadow."""
    light, unit = stage.light, stage.unit
    x = stage.x(stage.anchor[0])
    reach = max(stage.width * 0.5, 0.4 * stage.height)
    with stage.plate(0.28, blur=0) as canvas:
        glow(canvas, x, stage.y(0.4), reach, light.shine, 0.4)
    for depth, spots in (
        (0.32, ((-0.62, 0.2, 0.62, 0), (0.5, 0.12, 0.7, 1))),
        (0.46, ((-0.34, 0.34, 0.5, 2), (0.22, 0.3, 0.56, 3))),
    ):
        with stage.plate(depth, blur=0) as canvas:
            for dx, top, wide, at in spots:
                tone = mix(wall, light.accents[at], 0.42)
                left, high = x + (dx - wide * 0.22) * reach, stage.y(0.8) - stage.y(top)
                area = box(left, stage.y(top), wide * 0.62 * reach, high)
                canvas.drawRect(
                    box(area.left() + 12 * unit, area.top() + 10 * unit, area.width(), high),
                    fill(fade(light.dark, 0.3), blur=16 * unit),
                )
                canvas.drawRect(
                    area, fill(shader=down(area.top(), area.bottom(), lighter(tone, 0.14), tone, darker(tone, 0.14)))
                )
                canvas.drawRect(box(area.left(), area.top(), 4 * unit, high), fill(fade(light.shine, 0.5)))


def rings(stage: Stage, wall: Tint) -> None:
    """A dark set with rings of light behind the subject, breathing."""
    light, unit = stage.light, stage.unit
    x, y = stage.x(stage.anchor[0]), stage.y(stage.anchor[1] - 0.04)
    short = min(stage.width, stage.height)
    colours = (light.accents[0], light.accents[1], light.accents[2])
    with stage.plate(0.2, blur=0) as canvas:
        deep = mix(light.dark, wall, 0.3)
        canvas.drawRect(
            skia.Rect.MakeLTRB(stage.left, stage.y(-0.2), stage.right, stage.y(0.86)),
            fill(shader=down(0, stage.y(0.8), darker(deep, 0.3), deep, mix(deep, wall, 0.5))),
        )
        glow(canvas, x, y, 0.8 * short, light.accents[0], 0.42)

    def draw(canvas: skia.Canvas, clock: Clock) -> None:
        for at, colour in enumerate(colours):
            reach = (0.3 + 0.11 * at) * short * (1 + 0.012 * clock.wave(0.2, at * 0.3))
            bright = lighter(colour, 0.3)
            canvas.drawCircle(x, y, reach, pen(fade(bright, 0.3), 20 * unit, blur=13 * unit, blend=SCREEN))
            canvas.drawCircle(x, y, reach, pen(lighter(bright, 0.4), (6 - at) * unit))

    stage.live(draw, 0.3)


def vases(stage: Stage, wall: Tint) -> None:
    """Vases with dry grass at the far side of the set."""
    light, unit = stage.light, stage.unit
    side = -1 if stage.spec.room != "left" else 1
    x, foot = stage.x(stage.anchor[0] + side * 0.3), stage.y(0.83)
    if stage.tall:
        return
    with stage.plate(0.8, sway=(2 * unit, 0.13)) as canvas:
        for dx, size, at in ((0, 190, 3), (0.085 * side * stage.width, 120, 0)):
            high, tone = size * unit, mix(light.accents[at], wall, 0.5)
            middle = x + dx
            for straw in range(9 if at else 5):
                lean = (straw - 4) * 0.09
                tip = (middle + lean * high * 1.6, foot - high * (1.75 + 0.18 * math.sin(straw * 2.0)))
                canvas.drawPath(
                    smooth([(middle, foot - high * 0.8), (middle + lean * high * 0.6, foot - high * 1.3), tip]),
                    pen(mix(tint("#d9b98a"), wall, 0.2), 2.4 * unit),
                )
                canvas.drawOval(
                    box(tip[0] - 7 * unit, tip[1] - 22 * unit, 14 * unit, 50 * unit),
                    fill(mix(tint("#ecd5a8"), light.shine, 0.2)),
                )
            canvas.drawOval(
                box(middle - high * 0.5, foot - 10 * unit, high, 22 * unit), fill(fade(light.dark, 0.35), blur=6 * unit)
            )
            body = smooth(
                [
                    (middle - high * 0.12, foot - high),
                    (middle - high * 0.13, foot - high * 0.78),
                    (middle - high * 0.36, foot - high * 0.45),
                    (middle - high * 0.2, foot),
                    (middle + high * 0.2, foot),
                    (middle + high * 0.36, foot - high * 0.45),
                    (middle + high * 0.13, foot - high * 0.78),
                    (middle + high * 0.12, foot - high),
                ],
                closed=True,
            )
            canvas.drawPath(
                body,
                fill(
                    shader=across(
                        middle - high * 0.36,
                        middle + high * 0.36,
                        darker(tone, 0.22),
                        lighter(tone, 0.34),
                        tone,
                        darker(tone, 0.4),
                        stops=(0, 0.28, 0.6, 1),
                    )
                ),
            )
