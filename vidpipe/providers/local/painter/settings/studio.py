"""A product stage: seamless ground, a plinth, a big disc of light behind, soft shadows of leaves, floating spheres."""

import math

import skia

from vidpipe.providers.local.painter.clock import Clock
from vidpipe.providers.local.painter.figures.growing import blade
from vidpipe.providers.local.painter.figures.ideas import ball
from vidpipe.providers.local.painter.ink import (
    Tint,
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
    radial,
)
from vidpipe.providers.local.painter.props import plinth
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.stage import Stage
from vidpipe.providers.local.painter.studio_sets import arches, panels, rings, vases


def paint(stage: Stage, enter: Enter) -> None:
    """Backdrop, disc, plinth; the subject; two soft things close to the lens."""
    stage.horizon = 0.72
    stage.body_at = (0.22 if stage.spec.room != "left" else 0.9, 0.12)
    light = stage.light
    wall = mix(light.sky[2], light.sky[3], 0.4) if not light.night else mix(light.sky[1], light.sky[2], 0.5)
    with stage.plate(0.06, blur=0) as canvas:
        tones = (mix(wall, light.sky[1], 0.4), wall, mix(wall, light.sky[4], 0.4))
        canvas.drawPaint(fill(shader=down(stage.y(-0.1), stage.y(0.8), *tones)))
        glow(
            canvas,
            stage.x(stage.anchor[0]),
            stage.y(0.42),
            0.75 * max(stage.height, stage.width * 0.6),
            light.shine,
            0.4,
        )
    kind = stage.spec.seed % len(BACKDROPS)
    BACKDROPS[kind](stage, wall)
    _ground(stage, wall)
    if kind in (0, 3):
        _spheres(stage)
    elif kind == 1:
        vases(stage, wall)
    x, foot = stage.x(stage.anchor[0]), stage.y(stage.floor)
    if not _stands(stage):
        with stage.plate(0.97, blur=0) as canvas:
            reach = 0.3 * min(stage.width, stage.height) * min(1.3, stage.near)
            box = stage.kept_clear
            plinth(stage, canvas, x, foot, max(reach, 0.58 * (box.right - box.left) * stage.width) if box else reach)
    enter("open" if _stands(stage) else "ledge")
    with stage.plate(1.5, sway=(8 * stage.unit, 0.1), blur=11 * stage.unit) as canvas:
        for share, y, size, at in ((-0.02, 0.95, 0.15, 0), (1.03, 0.82, 0.12, 1)):
            colour = mix(light.accents[at], wall, 0.3)
            ball(canvas, stage.x(share), stage.y(y), size * min(stage.width, stage.height), colour)


def _sun(stage: Stage, wall: Tint) -> None:
    _disc(stage)
    _shade(stage)


def _sweep(stage: Stage, wall: Tint) -> None:
    """A plain backdrop with a pool of light and the shadow of leaves."""
    with stage.plate(0.3, blur=0) as canvas:
        x, y = stage.x(stage.anchor[0]), stage.y(stage.anchor[1])
        glow(canvas, x, y, 0.62 * max(stage.width * 0.6, stage.height), lighter(stage.light.shine, 0.3), 0.75)
    _shade(stage)


def _stands(stage: Stage) -> bool:
    """Whether the subject brings its own stand: small things get a plinth when they come on."""
    from vidpipe.library.visual import visual

    cast = stage.spec.cast
    return bool(cast) and cast[0].id in visual().subjects and visual().subjects[cast[0].id].place == "table"


def _disc(stage: Stage) -> None:
    light = stage.light
    x, y = stage.x(stage.anchor[0]), stage.y(stage.anchor[1] - 0.05)
    reach = 0.4 * min(stage.width, stage.height)
    warm = mix(light.shine, light.accents[1], 0.3)
    with stage.plate(0.3, blur=0) as canvas:
        glow(canvas, x, y, reach * 2.0, warm, 0.5)
        ends = ((x - reach * 0.5, y - reach), (x + reach * 0.4, y + reach))
        canvas.drawCircle(
            x, y, reach, fill(shader=linear(*ends, [lighter(warm, 0.35), mix(warm, light.accents[0], 0.35)]))
        )

    def ring(canvas: skia.Canvas, clock: Clock) -> None:
        for at in range(2):
            age = (clock.turns(0.13) + at / 2) % 1
            canvas.drawCircle(
                x, y, reach * (1.03 + 0.4 * age), pen(fade(light.shine, 0.36 * (1 - age)), 2 * stage.unit)
            )

    stage.live(ring, 0.3)


def _shade(stage: Stage) -> None:
    """The shadow of leaves on the wall, moving a little."""
    light, dice = stage.light, stage.dice
    with stage.plate(0.34, sway=(10 * stage.unit, 0.11), blur=9 * stage.unit) as canvas:
        for side, base in ((-1, -0.04), (1, 1.04)):
            for at in range(9):
                long = dice.uniform(200, 360) * stage.unit
                angle = (-side * (38 + at * 13)) if at % 2 else (-side * (120 - at * 9))
                path = blade(stage.x(base), stage.y(0.06 + 0.05 * at), long, long * 0.13, -angle)
                canvas.drawPath(path, fill(fade(light.dark, 0.17)))


def _ground(stage: Stage, wall: tuple[float, float, float, float]) -> None:
    light, top = stage.light, stage.y(0.745)
    ground = mix(wall, light.haze, 0.45)
    with stage.plate(0.75, blur=0) as canvas:
        shades = (mix(ground, light.shine, 0.2), ground, mix(ground, light.mid, 0.45))
        canvas.drawRect(
            box(stage.left, top, stage.right * 1.4, stage.bottom - top), fill(shader=down(top, stage.y(1.05), *shades))
        )
        canvas.drawRect(
            box(stage.left, top - 20 * stage.unit, stage.right * 1.4, 40 * stage.unit),
            fill(fade(mix(ground, light.shine, 0.25), 0.8), blur=12 * stage.unit),
        )
        canvas.save()
        canvas.translate(stage.x(stage.anchor[0]), stage.y(stage.floor + 0.04))
        canvas.scale(1, 0.17)
        reach = 0.5 * min(stage.width, stage.height)
        canvas.drawCircle(
            0, 0, reach, fill(shader=radial((0, 0), reach, [fade(light.dark, 0.42), fade(light.dark, 0)]))
        )
        canvas.restore()


def _spheres(stage: Stage) -> None:
    """Balls that float slowly beside the subject."""
    light = stage.light
    short, tall = min(stage.width, stage.height), stage.tall
    spots = [
        (-0.36, -0.14, 0.05, 0),
        (-0.27, 0.1, 0.026, 2),
        (0.34, -0.2, 0.036, 1),
        (0.29, 0.05, 0.058, 4),
        (0.42, -0.02, 0.02, 0),
    ]
    if stage.spec.room == "left":
        spots = [spot for spot in spots if spot[0] > 0]
    if stage.spec.room == "right":
        spots = [spot for spot in spots if spot[0] < 0]
    x0, y0 = stage.x(stage.anchor[0]), stage.y(stage.anchor[1])
    reach = stage.width * (1.0 if tall else 0.9)

    def draw(canvas: skia.Canvas, clock: Clock) -> None:
        for x, y, size, at in spots:
            lift = math.sin(2 * math.pi * (clock.turns(0.14) + at * 0.2)) * 7 * stage.unit
            ball(
                canvas,
                x0 + x * reach,
                y0 + y * stage.height * 1.2 + lift,
                size * short,
                darker(mix(light.accents[at], light.haze, 0.2), 0.05),
            )

    stage.live(draw, 0.62)


BACKDROPS = (_sun, arches, panels, rings, _sweep)
"""The sets of the studio, one by the seed of the scene."""
