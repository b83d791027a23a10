"""A castle on its hill: towers with pointed roofs and flags, walls, a road that winds up to the gate."""

import skia

from vidpipe.providers.local.painter.ink import across, box, darker, down, fade, fill, glow, lighter, mix, polygon, tint
from vidpipe.providers.local.painter.land import grass, hill, mist, mountains, pines, ridge
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.sky import sky
from vidpipe.providers.local.painter.stage import Stage


def paint(stage: Stage, enter: Enter) -> None:
    """Mountains, the castle to one side, woods, the meadow with the road."""
    stage.horizon = 0.66
    side = 0.7 if stage.spec.room != "right" else 0.3
    stage.body_at = (1 - side + 0.02, 0.28)
    light = stage.light
    sky(stage, clouds=4, size=0.09)
    with stage.plate(0.09) as canvas:
        mountains(stage, canvas, ridge(stage, 0.5, 0.26, waves=4.4, peaks=True, rough=0.42), 0.8, snow=True)
    mist(stage, 0.6, 0.11, 0.11, 0.5, drift=0.012 * stage.width)
    with stage.plate(0.24) as canvas:
        _castle(stage, canvas, stage.x(side), stage.y(0.6), 0.3 * min(stage.width, 1.2 * stage.height))
    mist(stage, 0.65, 0.05, 0.28, 0.4)
    with stage.plate(0.4) as canvas:
        pines(
            stage, canvas, ridge(stage, 0.7, 0.05, octaves=3), 0.36, high=0.11, count=44, gap=(side - 0.09, side + 0.05)
        )
    green = mix(light.leaf(0.24), light.accents[1], 0.1)
    if stage.spec.white:
        green = mix(light.shine, light.mid, 0.18)
    with stage.plate(0.95, blur=0) as canvas:
        line = ridge(stage, stage.floor - 0.1, 0.03, octaves=2)
        shape = hill(stage, canvas, line, mix(green, light.shine, 0.26), mix(green, light.dark, 0.5), depth=0.3)
        canvas.save()
        canvas.clipPath(shape, doAntiAlias=True)
        dust = mix(mix(tint("#dcc49a"), light.shine, 0.1), light.mid, 0.6 if light.night else 0.05)
        road = skia.Path()
        road.moveTo(stage.x(side - 0.03), stage.y(stage.floor - 0.16))
        road.cubicTo(
            stage.x(side),
            stage.y(stage.floor - 0.06),
            stage.x(0.5),
            stage.y(stage.floor - 0.06),
            stage.x(0.28),
            stage.bottom,
        )
        road.lineTo(stage.x(0.74), stage.bottom)
        road.cubicTo(
            stage.x(0.62),
            stage.y(stage.floor - 0.02),
            stage.x(side + 0.06),
            stage.y(stage.floor - 0.06),
            stage.x(side),
            stage.y(stage.floor - 0.16),
        )
        canvas.drawPath(
            road,
            fill(shader=down(stage.y(stage.floor - 0.1), stage.y(1.05), dust, darker(dust, 0.3)), blur=3 * stage.unit),
        )
        canvas.restore()
        if not stage.spec.white:
            colours = [mix(green, light.shine, 0.2), green, darker(green, 0.2)]
            grass(stage, canvas, line, count=240, high=0.026 * stage.near, colours=colours, deep=0.16)
    enter("open")


def _castle(stage: Stage, canvas: skia.Canvas, x: float, foot: float, size: float) -> None:
    light = stage.light
    stone = mix(mix(tint("#b8aaa0"), light.haze, 0.4), light.mid, 0.55 if light.night else 0.12)
    rock = mix(light.tone(0.42), stone, 0.2)
    cliff = polygon(
        (x - size * 1.2, foot + size * 0.5),
        (x - size * 0.8, foot + size * 0.02),
        (x - size * 0.55, foot - size * 0.04),
        (x + size * 0.6, foot - size * 0.02),
        (x + size * 0.85, foot + size * 0.08),
        (x + size * 1.3, foot + size * 0.5),
    )
    canvas.drawPath(cliff, fill(shader=across(x - size, x + size, lighter(rock, 0.12), darker(rock, 0.3))))
    canvas.drawRect(
        box(x - size * 0.56, foot - size * 0.3, size * 1.12, size * 0.34),
        fill(shader=across(x - size * 0.5, x + size * 0.5, lighter(stone, 0.1), darker(stone, 0.2))),
    )
    for at in range(12):
        canvas.drawRect(
            box(x - size * 0.56 + at * size * 0.0975, foot - size * 0.345, size * 0.055, size * 0.05),
            fill(darker(stone, 0.08)),
        )
    for number, (dx, wide, high) in enumerate(
        ((-0.5, 0.17, 0.62), (-0.26, 0.14, 0.86), (0.04, 0.22, 1.16), (0.32, 0.15, 0.78), (0.54, 0.18, 0.58))
    ):
        _tower(stage, canvas, (x + dx * size, foot + size * 0.02), wide * size, high * size, number)
    gate = skia.Path.RRect(
        skia.RRect.MakeRectXY(
            box(x - size * 0.17, foot - size * 0.2, size * 0.13, size * 0.3), size * 0.06, size * 0.06
        )
    )
    canvas.drawPath(gate, fill(darker(light.dark, 0.1)))


def _tower(stage: Stage, canvas: skia.Canvas, at: tuple[float, float], wide: float, high: float, number: int) -> None:
    light = stage.light
    x, foot = at
    stone = mix(mix(tint("#c4b6aa"), light.haze, 0.34), light.mid, 0.55 if light.night else 0.1)
    roof = mix(mix(light.accents[number % 3], tint("#6b4a7d"), 0.5), light.haze, 0.2)
    top = foot - high
    canvas.drawRect(
        box(x - wide / 2, top, wide, high),
        fill(shader=across(x - wide / 2, x + wide / 2, lighter(stone, 0.16), stone, darker(stone, 0.32))),
    )
    canvas.drawRect(box(x - wide * 0.58, top, wide * 1.16, wide * 0.16), fill(darker(stone, 0.12)))
    peak = top - wide * 1.25
    canvas.drawPath(
        polygon((x - wide * 0.64, top), (x, peak), (x + wide * 0.64, top)),
        fill(shader=across(x - wide * 0.6, x + wide * 0.6, lighter(roof, 0.16), darker(roof, 0.35))),
    )
    flag = mix(light.accents[0], light.haze, 0.15)
    canvas.drawPath(
        polygon((x, peak - wide * 0.5), (x + wide * 0.5, peak - wide * 0.38), (x, peak - wide * 0.24)), fill(flag)
    )
    canvas.drawRect(box(x - wide * 0.025, peak - wide * 0.5, wide * 0.05, wide * 0.55), fill(darker(stone, 0.5)))
    for row in range(3):
        y = top + wide * (0.5 + 0.75 * row)
        if y > foot - wide * 0.5:
            break
        if stage.spec.lit:
            glow(canvas, x, y + wide * 0.1, wide * 0.6, light.lamp, 0.6)
        canvas.drawRRect(
            skia.RRect.MakeRectXY(box(x - wide * 0.07, y, wide * 0.14, wide * 0.28), wide * 0.07, wide * 0.07),
            fill(light.lamp if stage.spec.lit else fade(light.dark, 0.75)),
        )
