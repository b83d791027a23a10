"""A garden: hedges, a rose arch, flower beds along a path, a picket fence, trees in bloom."""

import math

import skia

from vidpipe.providers.local.painter.fittings import fence
from vidpipe.providers.local.painter.ink import Tint, darker, down, fade, fill, lighter, mix, pen, polygon, radial, tint
from vidpipe.providers.local.painter.land import grass, hill, mist, ridge
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.settings.meadow import bush
from vidpipe.providers.local.painter.sky import sky
from vidpipe.providers.local.painter.stage import Stage


def paint(stage: Stage, enter: Enter) -> None:
    """Trees, a hedge, the fence, lawn and path with beds on both sides."""
    stage.horizon = 0.6
    stage.body_at = (0.68, 0.26)
    light = stage.light
    sky(stage, clouds=4, size=0.08)
    with stage.plate(0.16) as canvas:
        for at in range(13):
            x = stage.left + (at + 0.3 * (at % 3)) / 12 * (stage.right - stage.left)
            bush(stage, canvas, x, stage.y(0.63), (60 + 26 * (at % 4)) * stage.unit, 0.62)
    mist(stage, 0.6, 0.08, 0.2, 0.34)
    with stage.plate(0.34) as canvas:
        _hedge(stage, canvas, 0.67, 74)
    with stage.plate(0.42) as canvas:
        white = mix(tint("#fbf6ec"), light.mid, 0.55 if light.night else 0.06)
        fence(stage, canvas, stage.y(0.71), 0.085 * stage.height, white)
        _blooming(stage, canvas, stage.x(0.08), stage.y(0.73), 150 * stage.unit)
        _blooming(stage, canvas, stage.x(0.92), stage.y(0.74), 170 * stage.unit)
    _lawn(stage)
    for depth, share in ((0.62, 0.0), (0.9, 1.0)):
        with stage.plate(depth) as canvas:
            _beds(stage, canvas, share)
    enter("open")
    _front(stage)


def _hedge(stage: Stage, canvas: skia.Canvas, y: float, size: float) -> None:
    light, dice = stage.light, stage.dice
    tone = mix(light.leaf(0.4), light.dark, 0.12)
    x = stage.left
    while x < stage.right:
        radius = size * stage.unit * dice.uniform(0.7, 1.1)
        shader = radial(
            (x, stage.y(y) - radius * 1.2), radius * 2, [mix(tone, light.shine, 0.34), tone, darker(tone, 0.22)]
        )
        canvas.drawCircle(x, stage.y(y) - radius * 0.5, radius, fill(shader=shader))
        x += radius * 0.9


def _blooming(stage: Stage, canvas: skia.Canvas, x: float, foot: float, size: float) -> None:
    """A tree in bloom."""
    light, dice = stage.light, stage.dice
    bark = mix(tint("#6b4a3a"), light.dark, 0.25)
    canvas.drawPath(
        polygon(
            (x - size * 0.09, foot),
            (x - size * 0.05, foot - size * 1.2),
            (x + size * 0.05, foot - size * 1.2),
            (x + size * 0.1, foot),
        ),
        fill(bark),
    )
    bloom = mix(tint("#f7a8c4"), light.mid, 0.5 if light.night else 0.02)
    if stage.spec.season in ("summer", "autumn"):
        bloom = light.leaf(0.25)
    if stage.spec.white:
        bloom = mix(light.shine, light.mid, 0.2)
    for _ in range(44):
        angle, away = dice.uniform(0, 2 * math.pi), dice.random() ** 0.6
        cx, cy = x + math.cos(angle) * away * size * 0.85, foot - size * 1.65 + math.sin(angle) * away * size * 0.62
        tone = mix(
            bloom,
            light.shine if cy < foot - size * 1.6 else light.dark,
            0.05 + 0.25 * dice.random() * (1 if cy < foot - size * 1.6 else 0.5),
        )
        canvas.drawCircle(cx, cy, size * dice.uniform(0.13, 0.26), fill(tone))


def _lawn(stage: Stage) -> None:
    light = stage.light
    green = mix(light.leaf(0.28), light.accents[1], 0.12)
    if stage.spec.white:
        green = mix(light.shine, light.mid, 0.18)
    with stage.plate(0.56, blur=0) as canvas:
        line = ridge(stage, 0.705, 0.008, octaves=2)
        hill(stage, canvas, line, mix(green, light.shine, 0.26), mix(green, light.dark, 0.42))
        dust = mix(mix(tint("#e6cfa6"), light.shine, 0.15), light.mid, 0.55 if light.night else 0.04)
        path = skia.Path()
        path.moveTo(stage.x(0.485), stage.y(0.705))
        path.cubicTo(stage.x(0.44), stage.y(0.78), stage.x(0.34), stage.y(0.84), stage.x(0.26), stage.bottom)
        path.lineTo(stage.x(0.76), stage.bottom)
        path.cubicTo(stage.x(0.66), stage.y(0.86), stage.x(0.54), stage.y(0.8), stage.x(0.515), stage.y(0.705))
        path.close()
        canvas.drawPath(
            path, fill(shader=down(stage.y(0.7), stage.y(1.05), mix(dust, light.haze, 0.3), darker(dust, 0.22)))
        )
        if not stage.spec.white:
            colours = [mix(green, light.shine, 0.2), green, darker(green, 0.12)]
            canvas.save()
            canvas.clipPath(path, skia.ClipOp.kDifference, True)
            grass(stage, canvas, line, count=260, high=0.02 * stage.near, colours=colours, deep=0.26)
            canvas.restore()


def _beds(stage: Stage, canvas: skia.Canvas, near: float) -> None:
    """Clumps of flowers beside the path."""
    light, dice = stage.light, stage.dice
    if stage.spec.white:
        return
    colours = [light.accents[0], light.accents[1], tint("#f27aa8"), light.shine, tint("#b48cf2")]
    spots = (0.3, 0.36, 0.4, 0.6, 0.66, 0.72) if not near else (0.02, 0.1, 0.17, 0.8, 0.88, 0.96)
    for x in spots:
        y = 0.755 + 0.02 * dice.random() if not near else 0.9 + 0.03 * dice.random()
        size = (34 if not near else 74) * stage.unit
        colour = mix(dice.choice(colours), light.mid, 0.5 if light.night else 0.04)
        for _ in range(16):
            fx, fy = stage.x(x) + dice.gauss(0, 0.6) * size, stage.y(y) - dice.random() * size * 1.1
            canvas.drawLine(
                fx,
                fy,
                fx + dice.uniform(-4, 4),
                stage.y(y) + size * 0.2,
                pen(mix(light.leaf(0.2), light.dark, 0.2), size * 0.05),
            )
        for _ in range(15):
            fx, fy = stage.x(x) + dice.gauss(0, 0.62) * size, stage.y(y) - dice.random() * size * 1.15
            flower(
                canvas,
                fx,
                fy,
                size * dice.uniform(0.13, 0.22),
                mix(colour, light.shine, 0.25 * dice.random()),
                light.lamp,
            )


def flower(canvas: skia.Canvas, x: float, y: float, size: float, colour: Tint, heart: Tint) -> None:
    """Five petals round a heart."""
    for at in range(5):
        angle = at * 2 * math.pi / 5 - 0.3
        canvas.drawCircle(
            x + math.cos(angle) * size * 0.7,
            y + math.sin(angle) * size * 0.62,
            size * 0.55,
            fill(darker(colour, 0.08 * (at % 2))),
        )
    canvas.drawCircle(x, y, size * 0.42, fill(lighter(heart, 0.1)))


def _front(stage: Stage) -> None:
    light, dice, unit = stage.light, stage.dice, stage.unit
    if stage.spec.white:
        return
    with stage.plate(1.4, sway=(7 * unit, 0.15), blur=2 * unit) as canvas:
        for side in (-1, 1):
            for _ in range(12):
                x = stage.x(0.5 + side * dice.uniform(0.38, 0.62))
                y = stage.y(1.04 - dice.uniform(0.02, 0.2) * (abs(x - stage.x(0.5)) / stage.width))
                canvas.drawLine(x, y, x, stage.y(1.1), pen(mix(light.leaf(0.1), light.dark, 0.35), 5 * unit))
                colour = mix(
                    dice.choice((light.accents[0], light.accents[1], tint("#f27aa8"))),
                    light.dark,
                    0.4 if light.night else 0.1,
                )
                flower(canvas, x, y, dice.uniform(20, 40) * unit, fade(colour, 1), light.lamp)
