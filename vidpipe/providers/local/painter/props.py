"""Things that small subjects stand on: a rock, a stump, a plinth, so that nothing floats."""

import math

import skia

from vidpipe.providers.local.painter.ink import (
    across,
    darker,
    down,
    fade,
    fill,
    lighter,
    mix,
    pen,
    polygon,
    radial,
    tint,
)
from vidpipe.providers.local.painter.stage import Stage

STUMPS = ("forest", "meadow", "village")
PLINTHS = ("studio", "space", "abstract", "skyline", "street", "gate", "road")


def stand(stage: Stage, x: float, foot: float, wide: float) -> None:
    """What suits the setting, its top at `foot` (pixels), wide enough for a subject `wide` pixels across."""
    reach = max(wide * 0.9, 120 * stage.unit)
    with stage.plate(0.99, blur=0) as canvas:
        if stage.spec.setting == "interior":
            _side_table(stage, canvas, x, foot, reach)
        elif stage.spec.setting in STUMPS:
            _stump(stage, canvas, x, foot, reach)
        elif stage.spec.setting in PLINTHS:
            plinth(stage, canvas, x, foot, reach)
        else:
            _rock(stage, canvas, x, foot, reach)


def rails(stage: Stage, foot: float) -> None:
    """A railway line across the picture: ballast, sleepers, the two rails seen from the side."""
    light, unit = stage.light, stage.unit
    bed = mix(mix(tint("#8a7f78"), light.haze, 0.2), light.mid, 0.5 if light.night else 0.12)
    with stage.plate(0.985, blur=0) as canvas:
        top, low = foot - 14 * unit, foot + 52 * unit
        canvas.drawRect(
            skia.Rect.MakeLTRB(stage.left, top, stage.right, low),
            fill(shader=down(top, low, lighter(bed, 0.12), bed, darker(bed, 0.45))),
        )
        step = 58 * unit
        for at in range(int((stage.right - stage.left) / step) + 1):
            x = stage.left + at * step
            canvas.drawPath(
                polygon(
                    (x, foot - 6 * unit),
                    (x + 30 * unit, foot - 6 * unit),
                    (x + 26 * unit, foot + 26 * unit),
                    (x - 10 * unit, foot + 26 * unit),
                ),
                fill(darker(mix(tint("#6b4f3a"), light.mid, 0.4), 0.15)),
            )
        for y, thick in ((foot - 3 * unit, 5 * unit), (foot + 17 * unit, 7 * unit)):
            steel = mix(tint("#b9c0c8"), light.shine, 0.2)
            canvas.drawRect(skia.Rect.MakeLTRB(stage.left, y, stage.right, y + thick), fill(darker(steel, 0.35)))
            canvas.drawRect(skia.Rect.MakeLTRB(stage.left, y, stage.right, y + thick * 0.4), fill(steel))


def _side_table(stage: Stage, canvas: skia.Canvas, x: float, foot: float, reach: float) -> None:
    """A round table on one leg, as in a room."""
    light = stage.light
    wood = mix(mix(tint("#b07a4c"), light.shine, 0.1), light.mid, 0.5 if light.night else 0.05)
    flat, leg = reach * 0.16, reach * 0.13
    canvas.drawRect(
        skia.Rect.MakeLTRB(x - leg, foot, x + leg, stage.bottom),
        fill(shader=across(x - leg, x + leg, darker(wood, 0.3), wood, darker(wood, 0.5))),
    )
    canvas.drawOval(
        skia.Rect.MakeLTRB(x - reach, foot - flat * 0.6, x + reach, foot + flat * 1.4), fill(darker(wood, 0.4))
    )
    top = skia.Rect.MakeLTRB(x - reach, foot - flat, x + reach, foot + flat)
    canvas.drawOval(top, fill(shader=across(x - reach, x + reach, darker(wood, 0.1), lighter(wood, 0.2), wood)))


def _rock(stage: Stage, canvas: skia.Canvas, x: float, foot: float, reach: float) -> None:
    light, dice = stage.light, stage.dice
    stone = mix(mix(light.mid, light.haze, 0.35), tint("#8d7f78"), 0.35)
    top = [
        (-1.25, 0.05),
        (-0.9, -0.035),
        (-0.2, -0.06),
        (0.6, -0.05),
        (1.2, 0.0),
        (1.35, 0.06),
        (0.5, 0.13),
        (-0.5, 0.135),
    ]
    face = [(-1.25, 0.05), (-0.5, 0.135), (0.5, 0.13), (1.35, 0.06), (1.75, 0.5), (2.1, 1.4), (-2.2, 1.4), (-1.7, 0.45)]
    place = [[(x + a * reach, foot + b * reach) for a, b in points] for points in (top, face)]
    canvas.drawPath(polygon(*place[1]), fill(shader=down(foot, foot + reach, darker(stone, 0.18), darker(stone, 0.72))))
    canvas.save()
    canvas.clipPath(polygon(*place[1]), doAntiAlias=True)
    for _ in range(6):
        at, wide = x + dice.uniform(-1.6, 1.6) * reach, dice.uniform(0.2, 0.5) * reach
        facet = polygon(
            (at, foot),
            (at + wide, foot + 0.1 * reach),
            (at + wide * 1.3, foot + reach),
            (at - wide * 0.2, foot + reach),
        )
        canvas.drawPath(facet, fill(fade(darker(stone, 0.75), dice.uniform(0.12, 0.3))))
    canvas.restore()
    side = 1 if stage.x(stage.body_at[0]) > x else -1
    shades = (mix(stone, light.shine, 0.55), mix(stone, light.shine, 0.12))
    ends = (x + side * reach * 1.3, x - side * reach * 1.3)
    canvas.drawPath(polygon(*place[0]), fill(shader=across(*ends, *shades)))


def _stump(stage: Stage, canvas: skia.Canvas, x: float, foot: float, reach: float) -> None:
    light = stage.light
    bark, wood = mix(tint("#5a4034"), light.dark, 0.35), mix(tint("#e0b887"), light.shine, 0.2)
    high, flat = stage.bottom - foot, reach * 0.14
    body = polygon(
        (x - reach, foot), (x + reach, foot), (x + reach * 1.12, foot + high), (x - reach * 1.14, foot + high)
    )
    canvas.drawPath(
        body, fill(shader=across(x - reach, x + reach, darker(bark, 0.35), lighter(bark, 0.08), darker(bark, 0.5)))
    )
    for share in (-0.7, -0.42, -0.1, 0.25, 0.55, 0.8):
        canvas.drawLine(
            x + share * reach,
            foot + flat,
            x + share * reach * 1.05,
            foot + high,
            pen(fade(darker(bark, 0.6), 0.5), 3 * stage.unit),
        )
    oval = skia.Rect.MakeLTRB(x - reach, foot - flat, x + reach, foot + flat)
    canvas.drawOval(
        oval, fill(shader=across(x - reach, x + reach, darker(wood, 0.25), lighter(wood, 0.15), darker(wood, 0.1)))
    )
    for ring in (0.82, 0.6, 0.38, 0.18):
        canvas.drawOval(
            skia.Rect.MakeLTRB(x - reach * ring, foot - flat * ring, x + reach * ring, foot + flat * ring),
            pen(fade(darker(wood, 0.4), 0.35), 1.6 * stage.unit),
        )


def plinth(stage: Stage, canvas: skia.Canvas, x: float, foot: float, reach: float, *, steps: int = 1) -> None:
    """A round pedestal lit from the side of the sun."""
    light = stage.light
    base = mix(light.haze, light.sky[2], 0.35) if not light.night else mix(light.mid, light.haze, 0.42)
    side = 1 if stage.x(stage.body_at[0]) > x else -1
    for step in reversed(range(steps)):
        wide = reach * (1.05 + 0.5 * step)
        top, flat = foot + reach * 0.2 * step, wide * 0.13
        ends = (x + side * wide, x - side * wide)
        high = stage.bottom - top
        drum = skia.Path.Rect(skia.Rect.MakeLTRB(x - wide, top, x + wide, top + high))
        shades = (mix(base, light.shine, 0.3), base, darker(base, 0.55))
        canvas.drawPath(drum, fill(shader=across(*ends, *shades, stops=(0, 0.35, 1))))
        canvas.drawRect(
            skia.Rect.MakeLTRB(x - wide, top, x + wide, top + high),
            fill(shader=down(top, top + 0.2 * stage.height, fade(light.dark, 0.0), fade(light.dark, 0.5))),
        )
        oval = skia.Rect.MakeLTRB(x - wide, top - flat, x + wide, top + flat)
        canvas.drawOval(oval, fill(shader=across(*ends, mix(base, light.shine, 0.75), mix(base, light.shine, 0.22))))
        canvas.drawArc(oval, 10, 160, False, pen(fade(light.shine, 0.55), 1.8 * stage.unit))


def lamp_glow(canvas: skia.Canvas, stage: Stage, x: float, y: float, reach: float, strength: float = 0.5) -> None:
    """A pool of lamp light in the air."""
    colours = [fade(stage.light.lamp, strength), fade(stage.light.lamp, strength * 0.3), fade(stage.light.lamp, 0)]
    canvas.drawCircle(
        x, y, reach, fill(shader=radial((x, y), reach, colours, (0, 0.4, 1)), blend=skia.BlendMode.kScreen)
    )


def ring(count: int, radius: float) -> list[tuple[float, float]]:
    """Points on a circle round the origin."""
    return [
        (radius * math.cos(2 * math.pi * at / count), radius * math.sin(2 * math.pi * at / count))
        for at in range(count)
    ]
