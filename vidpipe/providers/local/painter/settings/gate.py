"""A great red gate before a lone peak: stone path, lanterns, blossom or leaves that frame it."""

import math

import skia

from vidpipe.providers.local.painter.ink import (
    Tint,
    across,
    box,
    darker,
    down,
    fade,
    fill,
    lighter,
    linear,
    mix,
    pen,
    polygon,
    tint,
)
from vidpipe.providers.local.painter.land import mist, pines, ridge
from vidpipe.providers.local.painter.props import lamp_glow
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.sky import sky
from vidpipe.providers.local.painter.stage import Stage


def paint(stage: Stage, enter: Enter) -> None:
    """The sun behind the beam, the peak, a wood, the path through the gate, branches in front."""
    stage.horizon = 0.72
    stage.body_at = (0.5, 0.3)
    sky(stage, clouds=5, size=0.13)
    with stage.plate(0.1) as canvas:
        _peak(stage, canvas)
    mist(stage, 0.7, 0.12, 0.14, 0.7, drift=0.012 * stage.width)
    with stage.plate(0.3) as canvas:
        pines(stage, canvas, ridge(stage, 0.75, 0.05, octaves=4), 0.46, high=0.12, count=54, gap=(0.44, 0.56))
    mist(stage, 0.79, 0.07, 0.36, 0.45)
    _path(stage)
    _lanterns(stage)
    with stage.plate(0.72, blur=stage.softness(0.8)) as canvas:
        _gate(stage, canvas, stage.x(0.5), stage.y(stage.floor - 0.015), min(0.6 * stage.height, 0.62 * stage.width))
    enter("open")
    _branches(stage)


def _peak(stage: Stage, canvas: skia.Canvas) -> None:
    light, x, base = stage.light, stage.x(0.5), stage.y(0.77)
    wide, high = max(0.62 * stage.width, 0.7 * stage.height), 0.44 * stage.height
    colour = light.tone(0.7)
    path = skia.Path()
    path.moveTo(x - wide, base)
    path.cubicTo(x - wide * 0.45, base - high * 0.3, x - wide * 0.2, base - high * 0.82, x - wide * 0.085, base - high)
    path.quadTo(x, base - high * 0.965, x + wide * 0.085, base - high)
    path.cubicTo(x + wide * 0.2, base - high * 0.82, x + wide * 0.45, base - high * 0.3, x + wide, base)
    path.close()
    canvas.drawPath(
        path, fill(shader=down(base - high, base, mix(colour, light.dark, 0.25), colour, light.haze, stops=(0, 0.5, 1)))
    )
    canvas.save()
    canvas.clipPath(path, doAntiAlias=True)
    edge = []
    for at in range(15):
        share = 1 - 2 * at / 14
        edge.append(
            (
                x + share * wide * 0.42,
                base - high * ((0.62 if at % 2 else 0.79) + stage.dice.uniform(-0.04, 0.05) - 0.12 * abs(share)),
            )
        )
    cap = polygon((x - wide, base - high * 1.1), (x + wide, base - high * 1.1), *edge)
    white = mix(light.shine, light.sky[4], 0.1)
    canvas.drawPath(cap, fill(shader=across(x - wide * 0.3, x + wide * 0.3, white, mix(white, light.tone(0.7), 0.45))))
    canvas.restore()


def _path(stage: Stage) -> None:
    light, unit, top = stage.light, stage.unit, stage.y(0.78)
    with stage.plate(0.6, blur=0) as canvas:
        ground = mix(light.leaf(0.25), light.tone(0.3), 0.6)
        if stage.spec.white:
            ground = mix(light.shine, light.mid, 0.35)
        canvas.drawRect(
            skia.Rect.MakeLTRB(stage.left, top, stage.right, stage.bottom),
            fill(shader=down(top, stage.bottom, mix(ground, light.haze, 0.35), mix(ground, light.dark, 0.45))),
        )
        reach = max(stage.width, stage.height * 0.9)
        path = polygon(
            (stage.x(0.5) - 0.045 * reach, top),
            (stage.x(0.5) + 0.045 * reach, top),
            (stage.x(0.5) + 0.33 * reach, stage.bottom),
            (stage.x(0.5) - 0.33 * reach, stage.bottom),
        )
        stone = mix(mix(light.haze, light.shine, 0.3), light.mid, 0.3)
        canvas.drawPath(path, fill(shader=down(top, stage.bottom, lighter(stone, 0.15), mix(stone, light.mid, 0.6))))
        canvas.save()
        canvas.clipPath(path, doAntiAlias=True)
        for at in range(15):
            y = top + (stage.bottom - top) * (at / 15) ** 1.7
            canvas.drawLine(stage.left, y, stage.right, y, pen(fade(light.dark, 0.2), (1 + 0.3 * at) * unit))
            shift = 0.5 if at % 2 else 0.0
            below = top + (stage.bottom - top) * ((at + 1) / 15) ** 1.7
            for cell in range(-4, 5):
                one = stage.x(0.5) + (cell + shift) * (0.02 + 0.1 * (at / 15) ** 1.7) * reach
                two = stage.x(0.5) + (cell + shift) * (0.02 + 0.1 * ((at + 1) / 15) ** 1.7) * reach
                canvas.drawLine(one, y, two, below, pen(fade(light.dark, 0.13), (1 + 0.2 * at) * unit))
        canvas.restore()
        for side in (-1, 1):
            edge = polygon(
                (stage.x(0.5) + side * 0.045 * reach, top),
                (stage.x(0.5) + side * 0.051 * reach, top),
                (stage.x(0.5) + side * 0.37 * reach, stage.bottom),
                (stage.x(0.5) + side * 0.33 * reach, stage.bottom),
            )
            canvas.drawPath(edge, fill(fade(mix(stone, light.shine, 0.4), 0.8)))


def _lanterns(stage: Stage) -> None:
    light = stage.light
    stone = mix(light.mid, light.haze, 0.3)
    with stage.plate(0.68, blur=0) as canvas:
        for side in (-1, 1):
            for at in range(3):
                x, y = stage.x(0.5 + side * (0.36 - 0.085 * at)), stage.y(stage.floor + 0.05 - 0.055 * at)
                size = (1.25 - 0.36 * at) * stage.unit
                canvas.drawRect(
                    box(x - 11 * size, y - 74 * size, 22 * size, 74 * size),
                    fill(shader=across(x - 11 * size, x + 11 * size, stone, darker(stone, 0.4))),
                )
                canvas.drawRect(box(x - 22 * size, y - 6 * size, 44 * size, 8 * size), fill(darker(stone, 0.3)))
                canvas.drawRect(box(x - 24 * size, y - 112 * size, 48 * size, 40 * size), fill(darker(stone, 0.2)))
                canvas.drawRect(
                    box(x - 14 * size, y - 106 * size, 28 * size, 28 * size), fill(mix(light.lamp, light.shine, 0.3))
                )
                lamp_glow(canvas, stage, x, y - 92 * size, 96 * size, 0.6 if light.night else 0.36)
                canvas.drawPath(
                    polygon(
                        (x - 40 * size, y - 110 * size),
                        (x - 8 * size, y - 138 * size),
                        (x + 8 * size, y - 138 * size),
                        (x + 40 * size, y - 110 * size),
                    ),
                    fill(darker(stone, 0.45)),
                )


def _gate(stage: Stage, canvas: skia.Canvas, x: float, foot: float, high: float) -> None:
    light, part = stage.light, high / 100
    red = mix(tint("#e2452e"), light.dark, 0.32 if light.night else 0.02)
    lit, deep, black = mix(red, light.shine, 0.22), mix(red, light.dark, 0.5), mix(tint("#2a1a2c"), light.dark, 0.4)
    for side in (-1, 1):
        post = polygon(
            (x + side * 41 * part, foot),
            (x + side * 49.5 * part, foot),
            (x + side * 43 * part, foot - 88 * part),
            (x + side * 36 * part, foot - 88 * part),
        )
        canvas.drawPath(post, fill(shader=across(x + side * 36 * part, x + side * 49 * part, lit, red, deep)))
        canvas.drawRect(
            box(x + side * 45.3 * part - 6.6 * part, foot - 10 * part, 13.2 * part, 10.5 * part), fill(black)
        )
    canvas.drawRect(
        box(x - 54 * part, foot - 71 * part, 108 * part, 7.4 * part),
        fill(shader=down(foot - 71 * part, foot - 63 * part, lit, deep)),
    )
    canvas.drawRect(
        box(x - 5 * part, foot - 87 * part, 10 * part, 18 * part),
        fill(shader=across(x - 5 * part, x + 5 * part, red, deep)),
    )
    _beam(
        canvas,
        x,
        foot - 87 * part,
        64 * part,
        10 * part,
        7 * part,
        linear((0, foot - 102 * part), (0, foot - 86 * part), [lit, deep]),
    )
    _beam(
        canvas,
        x,
        foot - 97 * part,
        69 * part,
        6 * part,
        9 * part,
        linear((0, foot - 112 * part), (0, foot - 96 * part), [lighter(black, 0.16), black]),
    )


def _beam(
    canvas: skia.Canvas, x: float, bottom: float, half: float, thick: float, rise: float, shader: skia.Shader
) -> None:
    """A beam whose ends sweep up."""
    path = skia.Path()
    path.moveTo(x - half, bottom - rise - thick)
    path.cubicTo(x - half * 0.45, bottom - thick, x + half * 0.45, bottom - thick, x + half, bottom - rise - thick)
    path.lineTo(x + half * 0.955, bottom - rise + thick * 0.15)
    path.cubicTo(x + half * 0.45, bottom, x - half * 0.45, bottom, x - half * 0.955, bottom - rise + thick * 0.15)
    path.close()
    canvas.drawPath(path, fill(shader=shader))


def _branches(stage: Stage) -> None:
    """Blossom from both upper corners; green or snow where the season says so."""
    light, unit = stage.light, stage.unit
    low, high = (tint("#b8497f"), tint("#ffd3e2"))
    if stage.spec.ambient == "leaves":
        low, high = tint("#a8401f"), tint("#ffc24a")
    elif stage.spec.white:
        low, high = mix(light.mid, light.shine, 0.5), tint("#ffffff")
    low, high = (
        mix(low, light.dark, 0.35 if light.night else 0.0),
        mix(high, light.sky[2], 0.35 if light.night else 0.08),
    )
    for left, points in (
        (True, ((-0.14, -0.02), (0.02, 0.05), (0.12, 0.1), (0.22, 0.1), (0.3, 0.15))),
        (False, ((1.14, -0.03), (0.98, 0.06), (0.88, 0.13), (0.78, 0.12), (0.68, 0.18))),
    ):
        with stage.plate(1.4, sway=((5 if left else -5) * unit, 0.14), blur=0.8 * unit) as canvas:
            path = skia.Path()
            path.moveTo(stage.x(points[0][0]), stage.y(points[0][1]))
            for x, y in points[1:]:
                path.lineTo(stage.x(x), stage.y(y))
            canvas.drawPath(path, pen(mix(tint("#3a2030"), light.dark, 0.4), 15 * unit))
            for x, y in points:
                for _ in range(3):
                    _cluster(
                        stage,
                        canvas,
                        x + stage.dice.uniform(-0.05, 0.05),
                        y + stage.dice.uniform(-0.06, 0.03),
                        stage.dice.uniform(52, 98) * unit,
                        (low, high),
                    )


def _cluster(stage: Stage, canvas: skia.Canvas, x: float, y: float, size: float, colours: tuple[Tint, Tint]) -> None:
    dice = stage.dice
    for _ in range(64):
        angle, away = dice.random() * 2 * math.pi, dice.random() ** 0.6 * size
        at_x, at_y = stage.x(x) + math.cos(angle) * away, stage.y(y) + math.sin(angle) * away * 0.72
        share = max(0.0, min(1.0, 0.5 + (stage.y(y) - at_y) / size * 0.6 + dice.uniform(-0.2, 0.2)))
        canvas.drawCircle(at_x, at_y, size * dice.uniform(0.1, 0.25), fill(fade(mix(*colours, share), 0.9)))
