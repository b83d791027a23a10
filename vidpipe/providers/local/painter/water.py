"""Water: a reflecting plane that mirrors the sky and the light, and glints that run over it."""

from collections.abc import Sequence

import skia

from vidpipe.providers.local.painter.clock import Clock
from vidpipe.providers.local.painter.ink import (
    SCREEN,
    across,
    darker,
    down,
    fade,
    fill,
    mix,
    pen,
    rounded,
    smooth,
    tint,
)
from vidpipe.providers.local.painter.stage import Stage


def water(
    stage: Stage, top: float, depth: float, *, lights: Sequence[tuple[float, float]] = (), clear: bool = False
) -> None:
    """A plane of water from `top` (part of the height) down. `lights` are windows (x, size) mirrored as streaks."""
    light, dice, unit = stage.light, stage.dice, stage.unit
    y, end = stage.y(top), stage.bottom
    near = mix(light.sky[0], light.dark, 0.35 if light.night else 0.1)
    if clear:
        near = mix(near, tint("#1ba6b8"), 0.4 if not light.night else 0.12)
    far = mix(light.sky[4], light.haze, 0.5)
    with stage.plate(depth, blur=0) as canvas:
        area = skia.Rect.MakeLTRB(stage.left, y, stage.right, end)
        shades = (mix(far, light.sky[3], 0.25), mix(light.sky[2], near, 0.35), near)
        canvas.drawRect(area, fill(shader=down(y, stage.y(1.0), *shades, stops=(0, 0.3, 1))))
        _sun_path(stage, canvas, y)
        for x, size in lights:
            high = dice.uniform(60, 210) * unit
            colour = mix(light.lamp, dice.choice(light.accents[:3]), 0.4)
            wide = max(3 * unit, size * 0.9)
            streak = rounded(x - wide / 2, y + 4 * unit, wide, high, wide / 2)
            canvas.drawRRect(
                streak,
                fill(shader=down(y, y + high, fade(colour, 0.55), fade(colour, 0)), blur=wide * 0.4, blend=SCREEN),
            )
        for _ in range(46):
            share = dice.random() ** 1.8
            at = y + (stage.y(1.06) - y) * share
            wide = (30 + 210 * share) * unit * dice.uniform(0.5, 1.3)
            x = dice.uniform(stage.left, stage.right)
            line = rounded(x, at, wide, (1.2 + 4.2 * share) * unit, 2 * unit)
            colour = fade(light.shine, 0.16) if dice.random() < 0.5 else fade(darker(near, 0.4), 0.2)
            canvas.drawRRect(line, fill(shader=across(x, x + wide, fade(colour, 0), colour, fade(colour, 0))))


def _sun_path(stage: Stage, canvas: skia.Canvas, y: float) -> None:
    """The light's road on the water."""
    if stage.spec.veiled:
        return
    light, dice, x = stage.light, stage.dice, stage.x(stage.body_at[0])
    for at in range(30):
        share = (at / 30) ** 1.5
        wide = (36 + 150 * share) * stage.unit * dice.uniform(0.5, 1.2)
        middle = x + dice.uniform(-0.4, 0.4) * wide
        band = rounded(
            middle - wide / 2, y + (stage.y(1.05) - y) * share, wide, (2 + 6 * share) * stage.unit, 3 * stage.unit
        )
        canvas.drawRRect(band, fill(fade(light.shine, 0.5 * (1 - 0.75 * share)), blend=SCREEN))


def shimmer(stage: Stage, top: float, depth: float, count: int = 34) -> None:
    """Glints that come and go, most under the sun or moon."""
    dice, unit = stage.dice, stage.unit
    middle = stage.x(stage.body_at[0])
    spots = []
    for at in range(count):
        share = dice.random() ** 1.5
        spread = stage.width * (0.08 + 0.3 * share) if at % 3 else stage.width * 0.6
        spots.append((middle + dice.gauss(0, 1) * spread, share, dice.random(), dice.uniform(0.2, 0.5)))
    y0, high = stage.y(top), stage.y(1.03) - stage.y(top)

    def draw(canvas: skia.Canvas, clock: Clock) -> None:
        for x, share, phase, rate in spots:
            shine = clock.wave(rate, phase)
            if shine <= 0.05:
                continue
            wide = (14 + 66 * share) * unit * (0.4 + 0.6 * shine)
            y = y0 + high * share
            canvas.drawLine(
                x - wide / 2, y, x + wide / 2, y, pen(fade(stage.light.shine, 0.75 * shine), (1.3 + 2.4 * share) * unit)
            )

    stage.live(draw, depth)


def waves(
    stage: Stage,
    y: float,
    depth: float,
    colour: tuple[float, float, float, float],
    *,
    high: float = 0.012,
    phase: float = 0.0,
) -> None:
    """A band of swell at a depth that rolls sideways, foam on its crest."""
    unit = stage.unit
    long = 260 * unit * (0.6 + depth)
    lift = high * stage.height * (2.1 if stage.spec.weather == "storm" else 1.0)
    with stage.plate(depth, sway=(long * 0.16, 0.14 + 0.05 * phase), blur=0) as canvas:
        points, x, at = [], stage.left - long * 2, 0
        while x < stage.right + long * 2:
            points.append((x, stage.y(y) + (lift if at % 2 else -lift)))
            x += long / 2
            at += 1
        path = smooth(points)
        crest = smooth(points)
        path.lineTo(stage.right + long * 2, stage.bottom)
        path.lineTo(stage.left - long * 2, stage.bottom)
        path.close()
        canvas.drawPath(
            path,
            fill(
                shader=down(
                    stage.y(y) - lift,
                    stage.y(y) + 0.14 * stage.height,
                    mix(colour, stage.light.shine, 0.22),
                    colour,
                    darker(colour, 0.2),
                )
            ),
        )
        canvas.drawPath(crest, pen(fade(stage.light.shine, 0.4), 2.6 * unit))


def surf(stage: Stage, y: float, depth: float) -> None:
    """The line of foam on a beach, breathing in and out."""
    unit, dice = stage.unit, stage.dice
    points = [(stage.left + at * stage.width / 9, stage.y(y) + dice.uniform(-6, 6) * unit) for at in range(14)]

    def draw(canvas: skia.Canvas, clock: Clock) -> None:
        swell = clock.wave(0.2) * 9 * unit
        line = smooth([(x, at + swell) for x, at in points])
        canvas.drawPath(line, pen((1, 1, 1, 0.28), 17 * unit))
        canvas.drawPath(line, pen((1, 1, 1, 0.82), 5 * unit))

    stage.live(draw, depth)
