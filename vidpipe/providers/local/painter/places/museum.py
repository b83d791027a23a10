"""A museum: a high hall with columns, framed pictures without letters, a polished floor, light from above."""

import skia

from vidpipe.providers.local.painter.ink import (
    Tint,
    across,
    box,
    darker,
    down,
    fade,
    fill,
    glow,
    lighter,
    linear,
    mix,
    pen,
    polygon,
    rounded,
    tint,
)
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.stage import Stage


def paint(stage: Stage, enter: Enter) -> None:
    """The end wall with pictures, columns on both sides, the floor, a rope of brass posts."""
    stage.horizon = 0.66
    stage.body_at = (0.5, -0.02)
    light = stage.light
    wall = mix(mix(tint("#7f3f46"), light.haze, 0.12), light.mid, 0.62 if light.night else 0.1)
    with stage.plate(0.3, blur=0) as canvas:
        canvas.drawPaint(
            fill(shader=down(stage.y(-0.1), stage.y(0.72), darker(wall, 0.32), wall, mix(wall, light.shine, 0.08)))
        )
        canvas.drawRect(
            box(stage.left, stage.y(0.08), stage.right * 1.4, 10 * stage.unit), fill(mix(tint("#d9b878"), wall, 0.3))
        )
        for at, (x, y, wide, high) in enumerate(
            ((0.17, 0.34, 0.15, 0.28), (0.5, 0.33, 0.24, 0.34), (0.83, 0.34, 0.15, 0.28))
        ):
            _picture(stage, canvas, stage.x(x), stage.y(y), wide * stage.width, high * stage.height, at)
    _floor(stage)
    with stage.plate(0.72) as canvas:
        for x in (0.02, 0.335, 0.665, 0.98):
            _column(stage, canvas, stage.x(x), stage.y(0.79), 62 * stage.unit)
    with stage.plate(0.9) as canvas:
        for x in (0.16, 0.3, 0.7, 0.84):
            _post(stage, canvas, stage.x(x), stage.y(0.85))
        for left, right in ((0.16, 0.3), (0.7, 0.84)):
            rope = skia.Path()
            rope.moveTo(stage.x(left), stage.y(0.85) - 96 * stage.unit)
            rope.quadTo(
                stage.x((left + right) / 2),
                stage.y(0.85) - 40 * stage.unit,
                stage.x(right),
                stage.y(0.85) - 96 * stage.unit,
            )
            canvas.drawPath(rope, pen(mix(light.accents[0], light.dark, 0.25), 9 * stage.unit))
    enter("open")


def _picture(stage: Stage, canvas: skia.Canvas, x: float, y: float, wide: float, high: float, number: int) -> None:
    """A landscape in a gold frame under its own lamp."""
    light = stage.light
    gold = mix(tint("#d8a94f"), light.mid, 0.35 if light.night else 0.05)
    canvas.drawRect(
        box(x - wide / 2 + 8, y - high / 2 + 12, wide, high), fill(fade(light.dark, 0.5), blur=10 * stage.unit)
    )
    canvas.drawRect(
        box(x - wide / 2, y - high / 2, wide, high),
        fill(
            shader=linear(
                (x - wide / 2, y - high / 2),
                (x + wide / 2, y + high / 2),
                [lighter(gold, 0.35), gold, darker(gold, 0.35)],
            )
        ),
    )
    inset = wide * 0.07
    area = skia.Rect.MakeLTRB(x - wide / 2 + inset, y - high / 2 + inset, x + wide / 2 - inset, y + high / 2 - inset)
    canvas.save()
    canvas.clipRect(area)
    tones = (light.accents[number % 5], light.accents[(number + 2) % 5])
    canvas.drawRect(
        area,
        fill(shader=down(area.top(), area.bottom(), mix(tones[0], light.sky[1], 0.5), mix(tones[1], light.shine, 0.4))),
    )
    canvas.drawCircle(x + wide * 0.14, y - high * 0.1, wide * 0.09, fill(lighter(light.lamp, 0.3)))
    for at in range(3):
        top = y + high * (0.02 + 0.1 * at)
        hill = polygon(
            (area.left(), area.bottom()),
            (area.left(), top + high * 0.06),
            (x - wide * 0.1, top - high * 0.05 * (at % 2)),
            (x + wide * 0.2, top + high * 0.05),
            (area.right(), top - high * 0.03),
            (area.right(), area.bottom()),
        )
        canvas.drawPath(hill, fill(mix(mix(tones[at % 2], light.foliage, 0.5), light.dark, 0.16 + 0.16 * at)))
    canvas.restore()
    glow(canvas, x, y - high * 0.5, wide * 0.8, light.lamp, 0.45)
    canvas.drawRRect(rounded(x - wide * 0.16, y - high * 0.62, wide * 0.32, high * 0.035, 4), fill(darker(gold, 0.3)))


def _floor(stage: Stage) -> None:
    light, unit = stage.light, stage.unit
    top = stage.y(0.72)
    wood = mix(mix(tint("#b0774a"), light.shine, 0.06), light.mid, 0.6 if light.night else 0.08)
    with stage.plate(0.6, blur=0) as canvas:
        canvas.drawRect(
            box(stage.left, top - 26 * unit, stage.right * 1.4, 28 * unit),
            fill(mix(tint("#e9dcc6"), light.mid, 0.55 if light.night else 0.1)),
        )
        area = skia.Rect.MakeLTRB(stage.left, top, stage.right, stage.bottom)
        canvas.drawRect(
            area,
            fill(
                shader=down(
                    top, stage.y(1.04), mix(wood, light.shine, 0.3), wood, darker(wood, 0.45), stops=(0, 0.35, 1)
                )
            ),
        )
        for at in range(-20, 21):
            canvas.drawLine(
                stage.x(0.5) + at * 52 * unit,
                top,
                stage.x(0.5) + at * 150 * unit,
                stage.bottom,
                pen(fade(darker(wood, 0.55), 0.28), 1.8 * unit),
            )
        gleam: Tint = fade(light.shine, 0.3)
        for share in (0.17, 0.5, 0.83):
            x = stage.x(share)
            shape = polygon(
                (x - 60 * unit, top),
                (x + 60 * unit, top),
                (x + 120 * unit, stage.bottom),
                (x - 120 * unit, stage.bottom),
            )
            canvas.drawPath(shape, fill(shader=down(top, stage.y(0.98), gleam, fade(light.shine, 0)), blur=20 * unit))


def _column(stage: Stage, canvas: skia.Canvas, x: float, foot: float, wide: float) -> None:
    light = stage.light
    stone = mix(mix(tint("#efe6d6"), light.haze, 0.2), light.mid, 0.6 if light.night else 0.1)
    shades = (darker(stone, 0.3), lighter(stone, 0.25), stone, darker(stone, 0.4))
    top = stage.y(-0.2)
    canvas.drawRect(box(x - wide / 2, top, wide, foot - top), fill(shader=across(x - wide / 2, x + wide / 2, *shades)))
    for at in range(1, 6):
        px = x - wide / 2 + wide * at / 6
        canvas.drawLine(px, top, px, foot - wide * 0.4, pen(fade(darker(stone, 0.5), 0.25), wide * 0.03))
    for grow, high in ((1.3, 0.16), (1.55, 0.3)):
        canvas.drawRect(
            box(x - wide * grow / 2, foot - wide * high, wide * grow, wide * 0.17),
            fill(shader=across(x - wide * grow / 2, x + wide * grow / 2, *shades)),
        )
    canvas.drawOval(
        box(x - wide, foot - wide * 0.06, wide * 2, wide * 0.26), fill(fade(light.dark, 0.4), blur=wide * 0.08)
    )


def _post(stage: Stage, canvas: skia.Canvas, x: float, foot: float) -> None:
    unit, brass = stage.unit, mix(tint("#e0b65a"), stage.light.mid, 0.3 if stage.light.night else 0.05)
    canvas.drawOval(
        box(x - 30 * unit, foot - 9 * unit, 60 * unit, 18 * unit),
        fill(shader=across(x - 30 * unit, x + 30 * unit, lighter(brass, 0.2), darker(brass, 0.4))),
    )
    canvas.drawRect(
        box(x - 6 * unit, foot - 104 * unit, 12 * unit, 104 * unit),
        fill(shader=across(x - 6 * unit, x + 6 * unit, lighter(brass, 0.4), darker(brass, 0.35))),
    )
    canvas.drawCircle(x, foot - 110 * unit, 11 * unit, fill(lighter(brass, 0.2)))
