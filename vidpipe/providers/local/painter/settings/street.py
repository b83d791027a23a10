"""A street: house fronts in perspective on both sides, shops, awnings, signs, a wet or dry road to the far towers."""

import skia

from vidpipe.providers.local.painter.ink import (
    SCREEN,
    Tint,
    box,
    darker,
    down,
    fade,
    fill,
    lighter,
    mix,
    polygon,
    rounded,
    tint,
)
from vidpipe.providers.local.painter.land import mist
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.sky import sky
from vidpipe.providers.local.painter.stage import Stage
from vidpipe.providers.local.painter.town import Row, lantern, pane, sign, towers, twinkle, wires

VANISH = 0.58


def paint(stage: Stage, enter: Enter) -> None:
    """Far towers, the road, three house fronts on each side, each nearer one lower and larger."""
    stage.horizon = VANISH
    stage.body_at = (0.57, 0.2)
    sky(stage, clouds=3, size=0.07)
    with stage.plate(0.14) as canvas:
        lit = towers(stage, canvas, Row(0.62, 0.14, 0.42, 0.64, 0.03, 0.055, 0.42))
    twinkle(stage, lit, 0.14)
    mist(stage, 0.58, 0.13, 0.18, 0.5, drift=0.01 * stage.width)
    _road(stage)
    for step, (inner, top, depth, distance) in enumerate(
        ((0.1, 0.2, 0.32, 0.42), (0.19, 0.05, 0.52, 0.25), (0.3, -0.12, 0.76, 0.1))
    ):
        with stage.plate(depth, blur=stage.softness(depth)) as canvas:
            for side in (-1, 1):
                _front(stage, canvas, side, step, inner, top, distance)
        mist(stage, 0.6, 0.09 + 0.03 * step, depth + 0.03, 0.2 - 0.05 * step)
    enter("open")
    with stage.plate(1.3, sway=(2 * stage.unit, 0.13)) as canvas:
        wires(stage, canvas, 2)


def _vivid(stage: Stage) -> bool:
    return stage.spec.lit


def _road(stage: Stage) -> None:
    light, dice, unit = stage.light, stage.dice, stage.unit
    top, middle = stage.y(VANISH + 0.02), stage.x(0.5)
    asphalt = mix(light.mid, light.dark, 0.45)
    with stage.plate(0.6, blur=0) as canvas:
        shades = (mix(light.haze, asphalt, 0.35), mix(asphalt, light.haze, 0.15), mix(asphalt, light.dark, 0.5))
        canvas.drawRect(
            skia.Rect.MakeLTRB(stage.left, top, stage.right, stage.bottom),
            fill(shader=down(top, stage.y(1.02), *shades, stops=(0, 0.25, 1))),
        )
        for side in (-1, 1):
            kerb = polygon(
                (middle + side * stage.x(0.06), top),
                (middle + side * stage.x(0.07), top),
                (middle + side * stage.x(0.62), stage.bottom),
                (middle + side * stage.x(0.56), stage.bottom),
            )
            canvas.drawPath(kerb, fill(fade(mix(light.haze, light.shine, 0.4), 0.4)))
        for at in range(7):
            one, two = (at / 7) ** 2.0, ((at + 0.5) / 7) ** 2.0
            y1, y2 = top + (stage.bottom - top) * one, top + (stage.bottom - top) * two
            w1, w2 = 3 + 22 * one, 3 + 22 * two
            canvas.drawPath(
                polygon(
                    (middle - w1 * unit, y1),
                    (middle + w1 * unit, y1),
                    (middle + w2 * unit, y2),
                    (middle - w2 * unit, y2),
                ),
                fill(fade(light.shine, 0.34)),
            )
        count = 44 if stage.wet or light.night else 0
        for _ in range(count):
            x, share = middle + (dice.random() - 0.5) * 1.05 * stage.width, dice.random() ** 1.2
            y, high = top + (stage.bottom - top) * share * 0.75, dice.uniform(0.1, 0.28) * stage.height
            wide = dice.uniform(8, 26) * unit * (0.4 + share)
            colour = dice.choice([*light.accents[:3], light.lamp])
            alpha = 0.6 if stage.wet else 0.26
            streak = rounded(x - wide / 2, y, wide, high, wide / 2)
            canvas.drawRRect(
                streak,
                fill(
                    shader=down(y, y + high, fade(colour, 0), fade(colour, alpha), fade(colour, 0), stops=(0, 0.3, 1)),
                    blur=wide * 0.3,
                    blend=SCREEN,
                ),
            )


def _front(stage: Stage, canvas: skia.Canvas, side: int, step: int, inner: float, top: float, distance: float) -> None:
    """One house: its wall towards the street with a shop below and rooms above."""
    light, dice, unit = stage.light, stage.dice, stage.unit
    base = stage.y(VANISH + 0.055 + 0.075 * step + 0.035 * step * step)
    edge = stage.x(0.5 + side * inner)
    wide = stage.width * (0.24 + 0.16 * step)
    left, right = (edge - wide, edge) if side < 0 else (edge, edge + wide)
    roof = stage.y(top + dice.uniform(-0.03, 0.05))
    paint_tone = (tint("#c9725a"), tint("#d8b48a"), tint("#7f8fb0"), tint("#a8b58a"))[(step + (side > 0) * 2) % 4]
    wall = mix(light.tone(distance), paint_tone, 0.18 if light.night else 0.42)
    glowing = light.accents[0 if side < 0 else 1]
    foot = mix(wall, glowing, 0.24) if _vivid(stage) else mix(wall, light.haze, 0.2)
    canvas.drawRect(
        skia.Rect.MakeLTRB(left, roof, right, base),
        fill(shader=down(roof, base, mix(wall, light.dark, 0.3), wall, foot)),
    )
    canvas.drawRect(
        box(left - 8 * unit, roof - 9 * unit, right - left + 16 * unit, 13 * unit), fill(mix(wall, light.dark, 0.4))
    )
    rim = edge - 4 * unit if side < 0 else edge
    canvas.drawRect(box(rim, roof, 4 * unit, base - roof), fill(fade(light.shine, 0.35)))
    size = (30 + 19 * step) * unit
    shop = size * 3.1
    _rooms(stage, canvas, left, right, roof + size, base - shop * 1.35, size)
    _shop(stage, canvas, left, right, base, shop, light.accents[(step * 2 + (side > 0)) % 5])
    if _vivid(stage):
        _signs(stage, canvas, side, step, edge, roof, base - shop * 1.5)
    canvas.drawRect(
        box(left, base - 2 * unit, right - left, 12 * unit * (1 + step)),
        fill(fade(mix(light.mid, light.dark, 0.5), 0.9)),
    )


def _rooms(stage: Stage, canvas: skia.Canvas, left: float, right: float, top: float, end: float, size: float) -> None:
    y = top
    while y < end:
        x = left + size * 0.5
        while x < right - size * 0.9:
            lit = stage.dice.random() < (0.5 if _vivid(stage) else 0.06)
            pane(stage, canvas, x, y, size * 0.6, size * 0.86, lit=lit)
            x += size * 1.12
        y += size * 1.55


def _shop(stage: Stage, canvas: skia.Canvas, left: float, right: float, base: float, high: float, colour: Tint) -> None:
    light, top = stage.light, base - high
    inside = (
        (mix(light.lamp, light.shine, 0.3), mix(light.lamp, light.accents[0], 0.35))
        if _vivid(stage)
        else (mix(light.sky[3], light.shine, 0.4), mix(light.mid, light.haze, 0.4))
    )
    canvas.drawRect(skia.Rect.MakeLTRB(left, top, right, base), fill(shader=down(top, base, *inside)))
    panes = max(3, round((right - left) / (high * 0.8)))
    for at in range(panes + 1):
        x = left + (right - left) * at / panes
        canvas.drawRect(box(x - high * 0.025, top, high * 0.05, high), fill(fade(light.dark, 0.8)))
    for at in range(panes * 2):
        x = left + (right - left) * (at + 0.5) / (panes * 2)
        tall = high * (0.18 + 0.16 * ((at * 7) % 5) / 5)
        goods = stage.light.accents[at % 5]
        canvas.drawRRect(
            rounded(x - high * 0.07, base - high * 0.3 - tall, high * 0.14, tall, high * 0.03),
            fill(fade(mix(goods, light.dark, 0.25), 0.75)),
        )
    canvas.drawRect(
        box(left, base - high * 0.3, right - left, high * 0.3),
        fill(shader=down(base - high * 0.3, base, mix(light.mid, light.dark, 0.35), mix(light.mid, light.dark, 0.65))),
    )
    _awning(stage, canvas, left, right, top - high * 0.16, high * 0.36, colour)
    for at in range(2):
        if _vivid(stage):
            lantern(stage, canvas, left + (right - left) * (0.3 + 0.42 * at), top + high * 0.5, high * 0.12)


def _awning(
    stage: Stage, canvas: skia.Canvas, left: float, right: float, top: float, high: float, colour: Tint
) -> None:
    count = max(5, round((right - left) / (high * 0.75)))
    wide = (right - left) / count
    cloth = mix(colour, stage.light.mid, 0.25)
    for at in range(count):
        x = left + at * wide
        path = skia.Path()
        path.moveTo(x, top)
        path.lineTo(x + wide, top)
        path.lineTo(x + wide, top + high * 0.75)
        path.cubicTo(x + wide, top + high * 1.08, x, top + high * 1.08, x, top + high * 0.75)
        path.close()
        shade = cloth if at % 2 else mix(cloth, stage.light.shine, 0.72)
        canvas.drawPath(path, fill(shader=down(top, top + high, lighter(shade, 0.1), darker(shade, 0.18))))


def _signs(stage: Stage, canvas: skia.Canvas, side: int, step: int, edge: float, top: float, end: float) -> None:
    wide = (26 + 20 * step) * stage.unit
    x = edge + wide * 0.14 if side < 0 else edge - wide * 1.14
    y = max(top, stage.y(-0.02)) + 14 * stage.unit
    number = 0
    while y + wide * 2.3 < end and number < 2:
        cells = 2 + stage.dice.randrange(2)
        sign(stage, canvas, x, y, wide, cells, stage.light.accents[(step + number * 2 + (side > 0) * 3) % 5])
        y += wide * (cells + 0.7)
        number += 1
