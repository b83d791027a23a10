"""Furniture: single pieces that rooms are furnished with."""

import math

import skia

from vidpipe.providers.local.painter.fittings import contact
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
from vidpipe.providers.local.painter.stage import Stage


def toned(stage: Stage, code: str, share: float = 0.1) -> Tint:
    """A colour of its own in the light of the room."""
    light = stage.light
    return mix(mix(tint(code), light.haze, share), light.mid, 0.55 if light.night else 0.06)


def block(
    stage: Stage, canvas: skia.Canvas, area: tuple[float, float, float, float], colour: Tint, radius: float = 4
) -> None:
    """A box with light from above: left, top, width, height in pixels."""
    left, top, wide, high = area
    shader = down(top, top + high, lighter(colour, 0.16), colour, darker(colour, 0.24))
    canvas.drawRRect(rounded(left, top, wide, high, radius * stage.unit), fill(shader=shader))


def sofa(stage: Stage, canvas: skia.Canvas, x: float, foot: float, size: float) -> None:
    """A sofa with cushions."""
    cloth = mix(toned(stage, "#4f7f86"), stage.light.accents[2], 0.3)
    contact(stage, canvas, x, foot, size * 0.56, 0.45)
    block(stage, canvas, (x - size * 0.44, foot - size * 0.46, size * 0.88, size * 0.34), darker(cloth, 0.12), 26)
    for side in (-1, 1):
        block(
            stage,
            canvas,
            (x + side * size * 0.22 - size * 0.21, foot - size * 0.29, size * 0.42, size * 0.15),
            lighter(cloth, 0.12),
            14,
        )
        block(
            stage,
            canvas,
            (x + side * size * 0.45 - size * 0.075, foot - size * 0.33, size * 0.15, size * 0.27),
            cloth,
            18,
        )
        canvas.drawRect(
            box(x + side * size * 0.4 - 4, foot - size * 0.06, 9, size * 0.06), fill(toned(stage, "#6b4a33"))
        )
    block(stage, canvas, (x - size * 0.44, foot - size * 0.15, size * 0.88, size * 0.1), darker(cloth, 0.2), 8)
    for dx, at in ((-0.3, 1), (0.3, 0)):
        canvas.save()
        canvas.rotate(12 * (1 if dx < 0 else -1), x + dx * size, foot - size * 0.36)
        block(
            stage,
            canvas,
            (x + dx * size - size * 0.08, foot - size * 0.44, size * 0.16, size * 0.15),
            mix(stage.light.accents[at], stage.light.mid, 0.25),
            12,
        )
        canvas.restore()


def floor_lamp(stage: Stage, canvas: skia.Canvas, x: float, foot: float, size: float) -> None:
    light, iron = stage.light, mix(stage.light.dark, stage.light.mid, 0.3)
    contact(stage, canvas, x, foot, size * 0.12)
    canvas.drawRect(box(x - size * 0.01, foot - size * 0.8, size * 0.02, size * 0.8), fill(iron))
    canvas.drawOval(box(x - size * 0.1, foot - size * 0.03, size * 0.2, size * 0.04), fill(iron))
    if stage.spec.lit:
        glow(canvas, x, foot - size * 0.84, size * 0.75, light.lamp, 0.62)
    shade = mix(toned(stage, "#f3dfb8"), light.lamp, 0.6 if stage.spec.lit else 0.1)
    path = polygon(
        (x - size * 0.1, foot - size),
        (x + size * 0.1, foot - size),
        (x + size * 0.17, foot - size * 0.74),
        (x - size * 0.17, foot - size * 0.74),
    )
    canvas.drawPath(
        path, fill(shader=across(x - size * 0.17, x + size * 0.17, lighter(shade, 0.2), darker(shade, 0.2)))
    )


def picture(stage: Stage, canvas: skia.Canvas, x: float, y: float, size: float, number: int) -> None:
    """A framed picture of hills and a sun."""
    light = stage.light
    frame = toned(stage, "#f2ead9" if number % 2 else "#8a6242")
    canvas.drawRect(box(x - size / 2 + 5, y - size * 0.62 + 8, size, size * 1.24), fill(fade(light.dark, 0.3), blur=6))
    canvas.drawRect(box(x - size / 2, y - size * 0.62, size, size * 1.24), fill(frame))
    area = box(x - size * 0.4, y - size * 0.52, size * 0.8, size * 1.04)
    canvas.save()
    canvas.clipRect(area)
    canvas.drawRect(area, fill(mix(light.accents[number % 4], light.shine, 0.55)))
    canvas.drawCircle(
        x + size * 0.1, y - size * 0.1, size * 0.17, fill(mix(light.accents[(number + 1) % 4], light.shine, 0.2))
    )
    for at in range(2):
        canvas.drawOval(
            box(x - size * (0.9 - 0.7 * at), y + size * (0.12 + 0.14 * at), size * 1.3, size),
            fill(mix(light.foliage, light.accents[(number + at) % 4], 0.35 + 0.3 * at)),
        )
    canvas.restore()


def pot_plant(stage: Stage, canvas: skia.Canvas, x: float, foot: float, size: float) -> None:
    """A rubber plant in a pot on the floor."""
    light = stage.light
    pot = toned(stage, "#c97b56")
    contact(stage, canvas, x, foot, size * 0.24)
    leaf = mix(mix(light.foliage, tint("#3f8f58"), 0.5), light.mid, 0.4 if light.night else 0.0)
    for at in range(9):
        angle = -math.pi / 2 + (at - 4) * 0.3
        long = size * (0.62 + 0.12 * ((at * 5) % 3))
        tip = (x + math.cos(angle) * long, foot - size * 0.26 + math.sin(angle) * long)
        path = skia.Path()
        path.moveTo(x, foot - size * 0.26)
        nx, ny = -math.sin(angle) * size * 0.13, math.cos(angle) * size * 0.13
        middle = ((x + tip[0]) / 2, (foot - size * 0.26 + tip[1]) / 2)
        path.quadTo(middle[0] + nx, middle[1] + ny, *tip)
        path.quadTo(middle[0] - nx, middle[1] - ny, x, foot - size * 0.26)
        canvas.drawPath(
            path, fill(shader=linear((x, foot), tip, [darker(leaf, 0.3), lighter(leaf, 0.1 + 0.08 * (at % 2))]))
        )
    body = polygon(
        (x - size * 0.2, foot - size * 0.3),
        (x + size * 0.2, foot - size * 0.3),
        (x + size * 0.14, foot),
        (x - size * 0.14, foot),
    )
    canvas.drawPath(body, fill(shader=across(x - size * 0.2, x + size * 0.2, lighter(pot, 0.2), darker(pot, 0.3))))


def counter(
    stage: Stage, canvas: skia.Canvas, left: float, right: float, foot: float, high: float, colour: Tint
) -> None:
    """Cupboards under a worktop."""
    count = max(2, round((right - left) / (high * 0.85)))
    wide = (right - left) / count
    canvas.drawRect(box(left, foot - high * 0.06, right - left, high * 0.06), fill(darker(colour, 0.6)))
    for at in range(count):
        block(stage, canvas, (left + at * wide, foot - high, wide * 0.985, high * 0.94), colour)
        canvas.drawRRect(
            rounded(left + at * wide + wide * 0.08, foot - high * 0.84, wide * 0.82, high * 0.7, 3),
            pen(fade(darker(colour, 0.4), 0.4), 1.6),
        )
        canvas.drawRRect(
            rounded(left + at * wide + wide * 0.38, foot - high * 0.9, wide * 0.24, high * 0.03, 2),
            fill(lighter(stage.light.mid, 0.5)),
        )
    top = toned(stage, "#e9e2d6")
    block(stage, canvas, (left - high * 0.04, foot - high * 1.08, right - left + high * 0.08, high * 0.1), top)


def screen(stage: Stage, canvas: skia.Canvas, x: float, foot: float, wide: float, number: int) -> None:
    light, frame = stage.light, toned(stage, "#3a4048")
    high = wide * 0.62
    canvas.drawRect(box(x - wide * 0.05, foot - wide * 0.16, wide * 0.1, wide * 0.16), fill(frame))
    canvas.drawRect(box(x - wide * 0.16, foot - wide * 0.03, wide * 0.32, wide * 0.03), fill(frame))
    top = foot - wide * 0.14 - high
    canvas.drawRRect(rounded(x - wide / 2, top, wide, high, 5), fill(frame))
    glowing = mix(light.accents[(number + 3) % 5], tint("#16305f"), 0.55)
    canvas.drawRect(
        box(x - wide * 0.46, top + wide * 0.04, wide * 0.92, high - wide * 0.08),
        fill(shader=linear((x, top), (x + wide / 2, foot), [lighter(glowing, 0.25), glowing])),
    )
    for at in range(4):
        canvas.drawRRect(
            rounded(
                x - wide * 0.38,
                top + wide * (0.1 + 0.1 * at),
                wide * (0.3 + 0.1 * ((at * 3 + number) % 4)),
                wide * 0.035,
                2,
            ),
            fill(fade(light.accents[at], 0.85)),
        )
    glow(canvas, x, top + high / 2, wide * 0.7, glowing, 0.25)


def desk_chair(stage: Stage, canvas: skia.Canvas, x: float, foot: float, size: float) -> None:
    cloth, iron = mix(toned(stage, "#4a5568"), stage.light.accents[2], 0.2), toned(stage, "#4b5158")
    contact(stage, canvas, x, foot, size * 0.24)
    canvas.drawRect(box(x - size * 0.02, foot - size * 0.4, size * 0.04, size * 0.36), fill(iron))
    for side in (-1, 1):
        canvas.drawLine(x, foot - size * 0.07, x + side * size * 0.2, foot - size * 0.01, pen(iron, size * 0.03))
    block(stage, canvas, (x - size * 0.2, foot - size * 0.47, size * 0.4, size * 0.1), cloth, 8)
    block(stage, canvas, (x - size * 0.17, foot - size, size * 0.34, size * 0.46), darker(cloth, 0.1), 14)


def flask(stage: Stage, canvas: skia.Canvas, x: float, foot: float, size: float, colour: Tint, kind: int) -> None:
    glass = fade(mix(tint("#eaf6fa"), stage.light.haze, 0.3), 0.6)
    wide = size * 0.34
    if kind % 3 == 1:
        body = skia.Path.RRect(rounded(x - wide * 0.45, foot - size, wide * 0.9, size, wide * 0.2))
        liquid = box(x - wide * 0.45, foot - size * 0.55, wide * 0.9, size * 0.55)
    else:
        body = polygon(
            (x - wide * 0.25, foot - size),
            (x + wide * 0.25, foot - size),
            (x + wide * 0.25, foot - size * 0.6),
            (x + wide, foot),
            (x - wide, foot),
            (x - wide * 0.25, foot - size * 0.6),
        )
        liquid = box(x - wide, foot - size * 0.36, wide * 2, size * 0.36)
    canvas.drawPath(body, fill(glass))
    canvas.save()
    canvas.clipPath(body, doAntiAlias=True)
    canvas.drawRect(liquid, fill(shader=down(liquid.top(), foot, lighter(colour, 0.3), darker(colour, 0.12))))
    canvas.drawRect(box(x - wide * 0.6, foot - size, wide * 0.22, size), fill((1, 1, 1, 0.35)))
    canvas.restore()
    canvas.drawPath(body, pen((1, 1, 1, 0.5), 1.6))


def microscope(stage: Stage, canvas: skia.Canvas, x: float, foot: float, size: float) -> None:
    body, dark = toned(stage, "#e9edf0"), toned(stage, "#3c4450")
    block(stage, canvas, (x - size * 0.34, foot - size * 0.1, size * 0.68, size * 0.1), dark, 6)
    arm = skia.Path()
    arm.moveTo(x - size * 0.2, foot - size * 0.1)
    arm.quadTo(x - size * 0.46, foot - size * 0.6, x - size * 0.02, foot - size * 0.8)
    canvas.drawPath(arm, pen(body, size * 0.13))
    block(stage, canvas, (x - size * 0.3, foot - size * 0.36, size * 0.56, size * 0.06), dark)
    canvas.save()
    canvas.rotate(14, x + size * 0.04, foot - size * 0.7)
    block(stage, canvas, (x - size * 0.05, foot - size * 1.04, size * 0.18, size * 0.6), body, 8)
    block(stage, canvas, (x - size * 0.02, foot - size * 0.46, size * 0.12, size * 0.1), dark)
    canvas.restore()
