"""Rolling hills: fields in bands, round trees, a path, flowers in front; also a village with lit windows, and a
road."""

import skia

from vidpipe.providers.local.painter.figures import Look, figures
from vidpipe.providers.local.painter.fittings import standing
from vidpipe.providers.local.painter.ink import (
    darker,
    down,
    fade,
    fill,
    mix,
    pen,
    polygon,
    radial,
    smooth,
    tint,
)
from vidpipe.providers.local.painter.land import below, grass, height_at, hill, mist, mountains, ridge
from vidpipe.providers.local.painter.props import lamp_glow
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.sky import sky
from vidpipe.providers.local.painter.stage import Stage

ALSO = ("village", "road")


def paint(stage: Stage, enter: Enter) -> None:
    """Hills behind hills down to the grass, the village or the road the subject is on."""
    stage.horizon = 0.66
    stage.body_at = (0.68, 0.34)
    sky(stage, clouds=5, size=0.085)
    with stage.plate(0.09) as canvas:
        mountains(stage, canvas, ridge(stage, 0.57, 0.16, waves=2.4), 0.84, snow=False)
    mist(stage, 0.63, 0.08, 0.11, 0.5, drift=0.012 * stage.width)
    for number, (depth, y, distance) in enumerate(((0.18, 0.64, 0.6), (0.32, 0.7, 0.42), (0.5, 0.76, 0.26))):
        with stage.plate(depth) as canvas:
            _field(stage, canvas, y, distance, number)
    if stage.spec.setting == "meadow" and stage.spec.glass:
        _landmark(stage)
    mist(stage, 0.76, 0.06, 0.52, 0.22)
    if stage.spec.setting == "village":
        _houses(stage)
    if stage.spec.setting == "road":
        _road(stage)
    else:
        _lawn(stage)
    enter("open")
    if stage.spec.setting != "road":
        _flowers(stage)


def _landmark(stage: Stage) -> None:
    """Something of its own on a far hill, away from the subject: a great tree, a mill or a farm."""
    box = stage.kept_clear
    x = 0.2 if box is None or box.left + box.right > 1.0 else 0.8
    name, high = (("tree", 0.3), ("windmill", 0.24), ("house", 0.13))[stage.spec.seed // 17 % 3]
    if any(one.id in (name, "wind-turbine") for one in stage.spec.cast):
        name, high = "house", 0.13
    with stage.plate(0.46) as canvas:
        standing(stage, canvas, name, (stage.x(x), stage.y(0.755)), high * min(stage.height, stage.width))


def _green(stage: Stage, distance: float) -> tuple[float, float, float, float]:
    light = stage.light
    if stage.spec.white:
        return mix(mix(light.shine, light.mid, 0.22 - 0.1 * distance), light.haze, distance * 0.5)
    return mix(light.leaf(distance), light.accents[1], 0.16)


def _field(stage: Stage, canvas: skia.Canvas, y: float, distance: float, number: int) -> None:
    light, dice = stage.light, stage.dice
    line = ridge(stage, y, 0.08, waves=1.9, rough=0.3, octaves=3)
    high, low = mix(_green(stage, distance), light.shine, 0.22), _green(stage, distance)
    shape = hill(stage, canvas, line, high, mix(low, light.dark, 0.15))
    canvas.save()
    canvas.clipPath(shape, doAntiAlias=True)
    for at in range(7):
        x = stage.left + (at + dice.random()) / 7 * (stage.right - stage.left)
        furrow = smooth(
            [
                (x, height_at(line, x)),
                (x + 30 * stage.unit, height_at(line, x) + 60 * stage.unit),
                (x - 40 * stage.unit, height_at(line, x) + 170 * stage.unit),
            ]
        )
        canvas.drawPath(furrow, pen(fade(mix(low, light.dark, 0.4), 0.14), 16 * stage.unit, blur=4 * stage.unit))
    canvas.restore()
    for _ in range(5 + 2 * number):
        x = dice.uniform(stage.left, stage.right)
        if number == 2 and abs(x - stage.x(stage.anchor[0])) < 0.14 * stage.width:
            continue
        bush(
            stage,
            canvas,
            x,
            height_at(line, x) + 6 * stage.unit,
            dice.uniform(22, 46) * stage.unit * (1 + number * 0.55),
            distance,
        )


def bush(stage: Stage, canvas: skia.Canvas, x: float, foot: float, size: float, distance: float) -> None:
    """A round tree, lit from the side of the sun."""
    light, dice = stage.light, stage.dice
    colour = mix(light.leaf(distance), light.dark, 0.14)
    canvas.drawLine(x, foot, x, foot - size * 0.8, pen(mix(light.tone(distance), tint("#5b4030"), 0.4), size * 0.14))
    side = 1 if stage.x(stage.body_at[0]) > x else -1
    for dx, dy, part in ((-0.42, 0.9, 0.52), (0.42, 0.92, 0.52), (0, 1.3, 0.6), (0, 0.85, 0.6)):
        at_x, at_y, radius = x + dx * size, foot - dy * size, part * size * dice.uniform(0.92, 1.08)
        shader = radial(
            (at_x + side * radius * 0.4, at_y - radius * 0.5),
            radius * 1.5,
            [mix(colour, light.shine, 0.42), colour, darker(colour, 0.24)],
        )
        canvas.drawCircle(at_x, at_y, radius, fill(shader=shader))


def _lawn(stage: Stage) -> None:
    light = stage.light
    line = ridge(stage, stage.floor - 0.045, 0.02, waves=1.4, rough=0.3, octaves=2)
    green = _green(stage, 0.2)
    with stage.plate(0.97, blur=0) as canvas:
        shape = hill(stage, canvas, line, mix(green, light.shine, 0.3), mix(green, light.dark, 0.5), depth=0.2)
        if stage.spec.white:
            return
        canvas.save()
        canvas.clipPath(shape, doAntiAlias=True)
        path = (
            skia.Path()
            if stage.spec.glass and stage.spec.setting == "meadow"
            else polygon(
                (stage.x(0.47), stage.y(stage.floor - 0.07)),
                (stage.x(0.52), stage.y(stage.floor - 0.07)),
                (stage.x(0.72), stage.bottom),
                (stage.x(0.2), stage.bottom),
            )
        )
        dust = mix(mix(tint("#e5c795"), light.shine, 0.2), light.mid, 0.4 if light.night else 0.0)
        canvas.drawPath(
            path,
            fill(
                shader=down(
                    stage.y(stage.floor - 0.06), stage.y(1.05), fade(dust, 0.85), fade(mix(dust, light.dark, 0.3), 0.75)
                ),
                blur=7 * stage.unit,
            ),
        )
        canvas.restore()
        grass(
            stage,
            canvas,
            line,
            count=340,
            high=0.026 * stage.near,
            colours=[mix(green, light.shine, 0.25), green, darker(green, 0.16)],
            deep=0.14,
        )
        _blossoms(stage, canvas)


def _blossoms(stage: Stage, canvas: skia.Canvas) -> None:
    """Small flowers strewn over the lawn, larger the nearer they are."""
    light, dice = stage.light, stage.dice
    for _ in range(130):
        share = dice.random()
        x, y = dice.uniform(stage.left, stage.right), stage.y(stage.floor - 0.035 + 0.15 * share)
        if abs(x - stage.x(0.48)) < (0.06 + 0.2 * share) * stage.width:
            continue
        size = (2.2 + 4.5 * share) * stage.unit * stage.near
        colour = mix(
            dice.choice((light.accents[0], light.accents[1], light.shine)), light.mid, 0.45 if light.night else 0.05
        )
        for dx, dy in ((-0.8, 0), (0.8, 0), (0, -0.7), (0, 0.7)):
            canvas.drawCircle(x + dx * size, y + dy * size, size * 0.62, fill(colour))
        canvas.drawCircle(x, y, size * 0.5, fill(light.lamp))


def _flowers(stage: Stage) -> None:
    """Tall grass and flowers before the lens."""
    light, dice, unit = stage.light, stage.dice, stage.unit
    if stage.spec.white:
        return
    with stage.plate(1.4, sway=(8 * unit, 0.17), blur=1.6 * unit) as canvas:
        for side in (-1, 1):
            for _ in range(30):
                x = stage.x(0.5 + side * dice.uniform(0.24, 0.66))
                away = abs(x - stage.x(0.5)) / stage.width
                long = dice.uniform(70, 170) * unit * (0.35 + 1.1 * away)
                foot, lean = stage.y(1.05), dice.uniform(-30, 30) * unit
                stalk = mix(light.leaf(0.15), light.dark, dice.uniform(0.1, 0.5))
                canvas.drawPath(
                    smooth([(x, foot), (x + lean * 0.3, foot - long * 0.5), (x + lean, foot - long)]),
                    pen(stalk, 4 * unit),
                )
                if dice.random() < 0.55:
                    colour = mix(dice.choice(light.accents[:4]), light.dark, 0.35 if light.night else 0.08)
                    size = dice.uniform(9, 19) * unit
                    for at in range(5):
                        canvas.save()
                        canvas.rotate(72 * at, x + lean, foot - long)
                        canvas.drawOval(
                            skia.Rect.MakeXYWH(x + lean - size * 0.35, foot - long - size, size * 0.7, size),
                            fill(colour),
                        )
                        canvas.restore()
                    canvas.drawCircle(x + lean, foot - long, size * 0.3, fill(light.lamp))


def _houses(stage: Stage) -> None:
    """A row of cottages on the middle ground, their windows lit in the evening."""
    light, dice = stage.light, stage.dice
    house = figures()["house"]
    spots = [
        (x, stage.floor - 0.075 + dice.uniform(-0.02, 0.0), dice.uniform(0.2, 0.28))
        for x in (-0.04, 0.1, 0.24, 0.78, 0.9, 1.04)
    ]
    with stage.plate(0.7) as canvas:
        for number, (x, foot, size) in enumerate(sorted(spots, key=lambda spot: spot[1])):
            high = size * min(stage.height, stage.width)
            canvas.save()
            canvas.translate(stage.x(x) - high * house.wide / 2, stage.y(foot) - high)
            canvas.scale(high / 100, high / 100)
            walls = (tint("#f3e6d0"), tint("#e8c7a2"), tint("#dfe3e6"), tint("#e9b8a0"))[number % 4]
            house.draw(
                canvas, Look(0.0, mix(walls, light.mid, 0.62) if light.night else mix(walls, light.haze, 0.15), light)
            )
            canvas.restore()
            if stage.spec.lit:
                lamp_glow(canvas, stage, stage.x(x), stage.y(foot) - high * 0.3, high * 0.7, 0.3)
            bush(stage, canvas, stage.x(x) + high * 0.75, stage.y(foot) + 3 * stage.unit, high * 0.22, 0.25)
        shade = skia.Rect.MakeLTRB(stage.left, stage.y(0.3), stage.right, stage.bottom)
        tone = fade(mix(light.mid, light.dark, 0.3), 0.14 if light.night else 0.1)
        canvas.drawRect(shade, fill(tone, blend=skia.BlendMode.kSrcATop))


def _road(stage: Stage) -> None:
    """A road across the picture, its middle line running on."""
    light, unit, floor = stage.light, stage.unit, stage.floor
    asphalt = mix(mix(light.mid, light.dark, 0.4), tint("#4a4a55"), 0.3)
    line = ridge(stage, floor - 0.085, 0.008, waves=1.2, octaves=2)
    green = _green(stage, 0.2)
    with stage.plate(0.97, blur=0) as canvas:
        canvas.drawPath(
            below(stage, line),
            fill(shader=down(stage.y(floor - 0.1), stage.y(floor), mix(green, light.shine, 0.25), green)),
        )
        grass(
            stage,
            canvas,
            line,
            count=150,
            high=0.02 * stage.near,
            colours=[mix(green, light.shine, 0.2), darker(green, 0.15)],
            deep=0.03,
        )
        top, end = stage.y(floor - 0.045), stage.y(floor + 0.085)
        canvas.drawRect(
            skia.Rect.MakeLTRB(stage.left, top, stage.right, end),
            fill(shader=down(top, end, mix(asphalt, light.haze, 0.34), asphalt)),
        )
        canvas.drawRect(skia.Rect.MakeLTRB(stage.left, top, stage.right, top + 4 * unit), fill(fade(light.shine, 0.6)))
        x = stage.left
        while x < stage.right:
            canvas.drawPath(
                polygon(
                    (x, stage.y(floor + 0.03)),
                    (x + 90 * unit, stage.y(floor + 0.03)),
                    (x + 84 * unit, stage.y(floor + 0.041)),
                    (x - 8 * unit, stage.y(floor + 0.041)),
                ),
                fill(fade(light.shine, 0.75)),
            )
            x += 190 * unit
        canvas.drawRect(
            skia.Rect.MakeLTRB(stage.left, end, stage.right, stage.bottom),
            fill(shader=down(end, stage.y(1.05), mix(green, light.dark, 0.2), mix(green, light.dark, 0.6))),
        )
        edge = (line[0], line[1] * 0 + end)
        grass(
            stage,
            canvas,
            edge,
            count=200,
            high=0.03 * stage.near,
            colours=[green, darker(green, 0.25), mix(green, light.shine, 0.14)],
            deep=0.06,
        )
