"""Space: nebulae, stars in three depths, a planet with its ring, the ground of a moon for those who stand."""

import math

import skia

from vidpipe.providers.local.painter.clock import Clock
from vidpipe.providers.local.painter.ink import (
    SCREEN,
    Tint,
    darker,
    down,
    fade,
    fill,
    glow,
    lighter,
    mix,
    pen,
    radial,
    tint,
)
from vidpipe.providers.local.painter.land import below, ridge
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.stage import Stage


def paint(stage: Stage, enter: Enter) -> None:
    """The dark, its clouds of light, stars, a planet; a moon's surface under those who need one."""
    stage.horizon = 0.74
    stage.body_at = _clear(stage)
    with stage.plate(0.02, blur=0) as canvas:
        _void(stage, canvas)
        starfield(stage, canvas, 220, 0.8)
    _twinkles(stage)
    with stage.plate(0.07, drift=-0.01 * stage.width) as canvas:
        starfield(stage, canvas, 60, 1.4)
    with stage.plate(0.13, blur=0) as canvas:
        _planet(stage, canvas)
    if stage.spec.cast and _grounded(stage):
        _surface(stage)
    with stage.plate(0.4, drift=-0.03 * stage.width) as canvas:
        starfield(stage, canvas, 16, 2.0)
    enter("open")
    meteor(stage)


def _clear(stage: Stage) -> tuple[float, float]:
    """Where the planet neither touches nor hides behind the subject; beyond the frame's edge if there is no room."""
    spots: tuple[tuple[float, float], ...] = (
        (0.78, 0.27),
        (0.17, 0.24),
        (0.86, 0.74),
        (0.12, 0.72),
        (0.93, 0.1),
        (0.06, 0.1),
    )
    box, reach = stage.kept_clear, 0.19 * min(stage.width, stage.height)
    at = stage.spec.seed // 8 % 2
    spots = (*spots[at:], *spots[:at])
    if box is None:
        return spots[0]
    wide, high = 1.2 * reach / stage.width, 1.1 * reach / stage.height
    for x, y in spots:
        if x + wide < box.left or x - wide > box.right or y + high < box.top or y - high > box.bottom:
            return x, y
    return spots[-1]


def _grounded(stage: Stage) -> bool:
    from vidpipe.library.visual import visual

    found = visual().subjects.get(stage.spec.cast[0].id)
    return found is not None and found.place in ("ground", "table")


def _void(stage: Stage, canvas: skia.Canvas) -> None:
    light, dice = stage.light, stage.dice
    deep = mix(tint("#05060f"), darker(light.sky[0], 0.5), 0.6)
    canvas.drawPaint(
        fill(shader=down(0, stage.height, deep, mix(deep, light.sky[1], 0.55), mix(deep, light.sky[2], 0.4)))
    )
    for at in range(26):
        share = at / 25
        x = stage.x(-0.1 + 1.2 * share) + dice.gauss(0, 0.07) * stage.width
        y = stage.y(0.72 - 0.5 * share) + dice.gauss(0, 0.09) * stage.height
        colour = (light.sky[3], light.accents[0], light.sky[2], light.accents[1], light.sky[4])[at % 5]
        reach = dice.uniform(0.1, 0.3) * stage.width
        colours = [fade(colour, 0.2), fade(colour, 0.08), fade(colour, 0)]
        canvas.drawCircle(x, y, reach, fill(shader=radial((x, y), reach, colours, (0, 0.45, 1)), blend=SCREEN))


def starfield(stage: Stage, canvas: skia.Canvas, count: int, size: float) -> None:
    """Stars all over the frame, a few of them glowing."""
    dice = stage.dice
    for _ in range(count):
        x, y, big = dice.uniform(stage.left, stage.right), dice.uniform(-0.1, 1.1) * stage.height, dice.random() ** 4
        colour: Tint = mix((1, 1, 1, 1), dice.choice(stage.light.accents), 0.3)
        canvas.drawCircle(x, y, (0.6 + 1.6 * big) * size * stage.unit, fill(fade(colour, dice.uniform(0.35, 1.0))))
        if big > 0.6:
            glow(canvas, x, y, 9 * size * stage.unit, colour, 0.5)


def _twinkles(stage: Stage) -> None:
    dice, unit = stage.dice, stage.unit
    spots = [
        (dice.random() * stage.width, dice.random() * stage.y(0.8), dice.uniform(0.15, 0.4), dice.random())
        for _ in range(22)
    ]

    def draw(canvas: skia.Canvas, clock: Clock) -> None:
        for x, y, rate, phase in spots:
            shine = max(0.0, clock.wave(rate, phase))
            if shine > 0.05:
                reach = (4 + 9 * shine) * unit
                brush = pen((1, 1, 1, 0.6 * shine), 1.1 * unit)
                canvas.drawLine(x - reach, y, x + reach, y, brush)
                canvas.drawLine(x, y - reach, x, y + reach, brush)

    stage.live(draw, 0.04)


def _planet(stage: Stage, canvas: skia.Canvas) -> None:
    """A banded planet, lit from the upper left, with a ring."""
    light = stage.light
    x, y = stage.x(stage.body_at[0]), stage.y(stage.body_at[1])
    reach = (0.19, 0.15, 0.17)[stage.spec.seed // 9 % 3] * min(stage.width, stage.height)
    hue = light.accents[stage.spec.seed // 19 % 4]
    base, band = mix(hue, light.sky[3], 0.3), mix(hue, light.shine, 0.6)
    glow(canvas, x, y, reach * 2.3, base, 0.55)
    ringed = stage.spec.seed // 23 % 2 == 0
    if ringed:
        _ring(canvas, x, y, reach, band, front=False)
    disc = skia.Path.Circle(x, y, reach)
    canvas.drawPath(disc, fill(base))
    canvas.save()
    canvas.clipPath(disc, doAntiAlias=True)
    canvas.rotate(-16, x, y)
    for at, (top, high) in enumerate(((-0.8, 0.16), (-0.42, 0.24), (-0.02, 0.12), (0.26, 0.26), (0.68, 0.12))):
        colour = band if at % 2 else darker(base, 0.25)
        canvas.drawRect(
            skia.Rect.MakeXYWH(x - reach * 1.2, y + top * reach, reach * 2.4, high * reach),
            fill(fade(colour, 0.6), blur=reach * 0.035),
        )
    canvas.rotate(16, x, y)
    shader = radial(
        (x - reach * 0.45, y - reach * 0.5),
        reach * 1.9,
        [(1, 1, 1, 0.32), (1, 1, 1, 0), (0.01, 0.01, 0.06, 0.9)],
        (0, 0.32, 1),
    )
    canvas.drawPath(disc, fill(shader=shader))
    canvas.restore()
    canvas.drawArc(
        skia.Rect.MakeLTRB(x - reach, y - reach, x + reach, y + reach),
        150,
        130,
        False,
        pen(fade(lighter(light.shine, 0.2), 0.55), reach * 0.025, blur=reach * 0.012),
    )
    if ringed:
        _ring(canvas, x, y, reach, band, front=True)


def _ring(canvas: skia.Canvas, x: float, y: float, reach: float, colour: Tint, *, front: bool) -> None:
    canvas.save()
    canvas.rotate(-16, x, y)
    for at, share in enumerate((1.42, 1.58, 1.74, 1.86)):
        area = skia.Rect.MakeLTRB(
            x - reach * share, y - reach * share * 0.26, x + reach * share, y + reach * share * 0.26
        )
        start = 0 if front else 180
        canvas.drawArc(
            area, start, 180, False, pen(fade(lighter(colour, 0.14 * (at % 2)), 0.62 - 0.12 * at), reach * 0.1)
        )
    canvas.restore()


def _surface(stage: Stage) -> None:
    """The ground of a moon with its craters."""
    light, dice, unit = stage.light, stage.dice, stage.unit
    dust = mix(mix(light.mid, light.haze, 0.5), tint("#b9b4c4"), 0.35)
    with stage.plate(0.5) as canvas:
        line = ridge(stage, 0.8, 0.1, waves=2.2, rough=0.45)
        canvas.drawPath(
            below(stage, line),
            fill(
                shader=down(float(line[1].min()), stage.y(1.0), mix(dust, light.dark, 0.3), mix(dust, light.dark, 0.75))
            ),
        )
    with stage.plate(0.97, blur=0) as canvas:
        line = ridge(stage, stage.floor - 0.04, 0.03, waves=1.5, octaves=4)
        shape = below(stage, line)
        canvas.drawPath(
            shape,
            fill(
                shader=down(
                    float(line[1].min()),
                    stage.y(1.06),
                    lighter(dust, 0.16),
                    dust,
                    mix(dust, light.dark, 0.7),
                    stops=(0, 0.3, 1),
                )
            ),
        )
        canvas.save()
        canvas.clipPath(shape, doAntiAlias=True)
        for _ in range(20):
            share = dice.random()
            x, y, wide = (
                dice.uniform(stage.left, stage.right),
                stage.y(stage.floor - 0.015 + 0.14 * share),
                dice.uniform(14, 60) * unit * (0.4 + share),
            )
            area = skia.Rect.MakeLTRB(x - wide, y - wide * 0.26, x + wide, y + wide * 0.26)
            canvas.drawOval(
                area,
                fill(shader=down(y - wide * 0.26, y + wide * 0.26, fade(light.dark, 0.55), fade(light.dark, 0.12))),
            )
            canvas.drawArc(area, 10, 160, False, pen(fade(light.shine, 0.45), 2 * unit))
        canvas.restore()


def meteor(stage: Stage) -> None:
    """A shooting star that crosses once in a while."""

    def draw(canvas: skia.Canvas, clock: Clock) -> None:
        way = (clock.turns(0.22) + 0.62) % 1.0
        if way > 0.22:
            return
        share = way / 0.22
        x, y = stage.x(0.1 + 0.5 * share), stage.y(0.06 + 0.24 * share)
        long, alpha = 0.12 * stage.width, math.sin(math.pi * share)
        canvas.drawLine(x, y, x - long, y - long * 0.27, pen(fade(stage.light.shine, 0.3 * alpha), 3 * stage.unit))
        canvas.drawLine(x, y, x - long * 0.5, y - long * 0.135, pen((1, 1, 1, 0.8 * alpha), 2 * stage.unit))

    stage.live(draw, 0.05)
