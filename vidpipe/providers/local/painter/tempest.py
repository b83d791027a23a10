"""Rough air: lightning that flares and is gone, gusts of wind, the arc after the rain, northern lights."""

import math

import skia

from vidpipe.providers.local.painter.clock import Clock
from vidpipe.providers.local.painter.ink import (
    SCREEN,
    Tint,
    down,
    fade,
    fill,
    glow,
    lighter,
    mix,
    pen,
    polygon,
    radial,
    smooth,
    tint,
)
from vidpipe.providers.local.painter.stage import Stage

INDOORS = ("interior", "studio", "abstract", "underwater", "space")
BOWS = ("#ff5a5a", "#ff9c45", "#ffe066", "#6fd38a", "#5aa8ff", "#8a6be0")


def lightning(stage: Stage) -> None:
    """A flash that fills the clouds, away from both ends of the shot."""
    if stage.spec.setting in INDOORS:
        return
    x = stage.x(0.24 if stage.anchor[0] > 0.4 else 0.78)
    reach = 0.6 * stage.width

    def draw(canvas: skia.Canvas, clock: Clock) -> None:
        flare = max(0.0, math.sin(2 * math.pi * (clock.turns(0.35) + 0.1))) ** 40
        if flare < 0.03:
            return
        colours = [(0.85, 0.92, 1.0, 0.5 * flare), (0.7, 0.8, 1.0, 0.18 * flare), (0.7, 0.8, 1.0, 0)]
        shader = radial((x, stage.y(0.12)), reach, colours, (0, 0.4, 1))
        canvas.drawRect(skia.Rect.MakeWH(stage.width, stage.height), fill(shader=shader, blend=SCREEN))

    stage.live(draw)


def bolt(stage: Stage) -> None:
    """One bolt behind everything, that glows and dims."""
    dice, unit = stage.dice, stage.unit
    x, y = stage.x(0.22 if stage.anchor[0] > 0.4 else 0.8), stage.y(0.02)
    points = [(x, y)]
    while y < stage.y(stage.horizon - 0.02):
        x += dice.uniform(-46, 46) * unit
        y += dice.uniform(24, 60) * unit
        points.append((x, y))
    branch = [points[len(points) // 2]]
    for _ in range(4):
        branch.append((branch[-1][0] + dice.uniform(10, 44) * unit, branch[-1][1] + dice.uniform(14, 40) * unit))

    def shine(clock: Clock) -> float:
        return 0.5 + 0.5 * max(0.0, clock.wave(0.35, 0.1)) ** 6

    with stage.plate(0.07, alpha=shine, blur=0) as canvas:
        for line, wide in ((points, 1.0), (branch, 0.6)):
            path = skia.Path()
            path.moveTo(*line[0])
            for point in line[1:]:
                path.lineTo(*point)
            for width, alpha, blur in ((26, 0.22, 14), (9, 0.4, 4), (3, 1.0, 0)):
                canvas.drawPath(
                    path, pen((0.86, 0.92, 1.0, alpha), width * wide * unit, blur=blur * unit, blend=SCREEN)
                )


def gusts(stage: Stage) -> None:
    """Long thin curls of air and a few leaves that fly across."""
    dice, unit = stage.dice, stage.unit
    lines = [(dice.random(), dice.uniform(0.12, 0.85), dice.uniform(0.14, 0.3), dice.random()) for _ in range(9)]
    leaves = [(dice.random(), dice.uniform(0.2, 0.9), dice.uniform(0.5, 1.0), dice.random()) for _ in range(14)]
    leaf = mix(stage.light.foliage, stage.light.accents[1], 0.4)

    def draw(canvas: skia.Canvas, clock: Clock) -> None:
        for x, y, long, phase in lines:
            way = (x + clock.turns(0.3, phase)) % 1.0
            left, top, wide = (way * 1.6 - 0.4) * stage.width, stage.y(y), long * stage.width
            points = [(left + wide * step / 6, top + math.sin(step * 1.1 + phase * 6) * 9 * unit) for step in range(7)]
            alpha = 0.34 * math.sin(math.pi * way)
            canvas.drawPath(smooth(points), pen((1, 1, 1, alpha), 2.2 * unit))
        for x, y, size, phase in leaves:
            way = (x + clock.turns(0.4, phase)) % 1.0
            canvas.save()
            canvas.translate((way * 1.2 - 0.1) * stage.width, stage.y(y) + math.sin(way * 9 + phase * 6) * 26 * unit)
            canvas.rotate(way * 720 + phase * 360)
            reach = 13 * size * unit
            canvas.drawOval(skia.Rect.MakeLTRB(-reach, -reach * 0.4, reach, reach * 0.4), fill(leaf))
            canvas.restore()

    stage.live(draw)


def rainbow(stage: Stage) -> None:
    """Six soft bands over the land, opposite the sun."""
    x, y = stage.x(0.32), stage.y(stage.horizon + 0.12)
    reach = 0.62 * stage.height
    with stage.plate(0.08, blur=0) as canvas:
        for at, code in enumerate(BOWS):
            radius = reach - at * 0.018 * stage.height
            band = pen(tint(code, 0.3), 0.02 * stage.height, blur=2.4 * stage.unit, blend=SCREEN)
            canvas.drawCircle(x, y, radius, band)


def aurora(stage: Stage) -> None:
    """Curtains of green and violet light over the sky, waving."""
    dice, wide = stage.dice, stage.width

    def pulse(clock: Clock) -> float:
        return 0.8 + 0.2 * clock.wave(0.12)

    with stage.plate(0.04, sway=(0.02 * wide, 0.07), alpha=pulse, blur=3 * stage.unit) as canvas:
        for band, code in enumerate(("#4dffb0", "#2fd8c0", "#8a7bff")):
            base, phase = 0.36 - 0.07 * band, dice.uniform(0, 6)
            for at in range(70):
                x = stage.left + (stage.right - stage.left) * at / 70
                foot = stage.y(base + 0.05 * math.sin(at * 0.16 + phase) + 0.02 * math.sin(at * 0.45))
                high = stage.height * (0.16 + 0.1 * math.sin(at * 0.31 + phase * 2))
                shades = (tint(code, 0), tint(code, 0.2), tint(code, 0.3), tint(code, 0))
                ray = polygon((x, foot - high), (x + 0.02 * wide, foot - high), (x + 0.024 * wide, foot), (x, foot))
                canvas.drawPath(
                    ray, fill(shader=down(foot - high, foot, *shades, stops=(0, 0.6, 0.92, 1)), blend=SCREEN)
                )


def storm_clouds(stage: Stage) -> None:
    """A ceiling of heavy cloud, dark below, with a paler gap over the horizon."""
    light, dice = stage.light, stage.dice
    for depth, row, drift in ((0.05, 0, 0.014), (0.07, 1, 0.026)):
        with stage.plate(depth, drift=drift * stage.width) as canvas:
            for at in range(13):
                x = (at + dice.uniform(-0.4, 0.4)) / 12 * 1.3 - 0.15
                y = 0.02 + 0.13 * row + dice.uniform(-0.05, 0.06)
                _heap(stage, canvas, stage.x(x), stage.y(y), dice.uniform(120, 230) * stage.unit)
    with stage.plate(0.065, blur=0) as canvas:
        top, foot = stage.y(stage.horizon - 0.2), stage.y(stage.horizon + 0.03)
        area = skia.Rect.MakeLTRB(stage.left, top, stage.right, foot)
        canvas.drawRect(area, fill(shader=down(top, foot, fade(light.haze, 0), fade(light.haze, 0.5))))


def _heap(stage: Stage, canvas: skia.Canvas, x: float, y: float, size: float) -> None:
    light, dice = stage.light, stage.dice
    for _ in range(7):
        at_x, at_y = x + dice.uniform(-1.2, 1.2) * size, y + dice.uniform(-0.3, 0.3) * size
        radius = size * dice.uniform(0.4, 0.8)
        top, foot = mix(light.sky[3], light.shine, 0.06), mix(light.sky[0], light.dark, 0.3)
        shader = radial((at_x - radius * 0.2, at_y - radius * 0.5), radius * 1.5, [fade(top, 0.85), fade(foot, 0.9)])
        canvas.save()
        canvas.translate(at_x, at_y)
        canvas.scale(1.5, 0.62)
        canvas.translate(-at_x, -at_y)
        canvas.drawCircle(at_x, at_y, radius, fill(shader=shader, blur=radius * 0.09))
        canvas.restore()


def fireworks(stage: Stage) -> None:
    """Bursts of sparks that open, fall and fade, one after the other."""
    if stage.spec.setting in INDOORS:
        return
    dice, light = stage.dice, stage.light
    bursts = [
        (dice.uniform(0.1, 0.9), dice.uniform(0.1, 0.36), dice.uniform(0.09, 0.17), at / 5, light.accents[at % 4])
        for at in range(5)
    ]
    short = min(stage.width, stage.height)

    def draw(canvas: skia.Canvas, clock: Clock) -> None:
        for x, y, size, phase, colour in bursts:
            age = (clock.turns(0.32) + phase + 0.3) % 1.0
            _burst(stage, canvas, (x * stage.width, y * stage.height), size * short, age, lighter(colour, 0.25))

    stage.live(draw, 0.08)


def _burst(stage: Stage, canvas: skia.Canvas, at: tuple[float, float], size: float, age: float, colour: Tint) -> None:
    """One burst at its age, 0 to 1."""
    reach = size * (1 - (1 - min(1.0, age * 1.6)) ** 3)
    alpha = max(0.0, 1 - age) ** 0.7
    drop = 0.35 * size * age**2
    glow(canvas, *at, size * 1.5, colour, 0.4 * alpha * (1 - age))
    for ray in range(26):
        angle = 2 * math.pi * ray / 26 + 0.4 * (ray % 2)
        away = reach * (1.0 if ray % 2 else 0.66)
        x, y = at[0] + math.cos(angle) * away, at[1] + math.sin(angle) * away + drop
        tail = (at[0] + math.cos(angle) * away * 0.72, at[1] + math.sin(angle) * away * 0.72 + drop * 0.7)
        canvas.drawLine(*tail, x, y, pen(fade(colour, 0.75 * alpha), 2.2 * stage.unit))
        canvas.drawCircle(x, y, 2.8 * stage.unit, fill((1, 1, 1, alpha)))
