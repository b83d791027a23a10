"""What stands about in places: lamp posts, benches, crates, parasols, palms, fences, strings of lights."""

import math

import skia

from vidpipe.providers.local.painter.clock import Clock
from vidpipe.providers.local.painter.ink import (
    SCREEN,
    Tint,
    across,
    box,
    darker,
    down,
    fade,
    fill,
    glow,
    lighter,
    mix,
    number,
    pen,
    polygon,
    rounded,
    smooth,
    tint,
)
from vidpipe.providers.local.painter.stage import Stage


def lamp_post(stage: Stage, canvas: skia.Canvas, x: float, foot: float, high: float) -> None:
    """A street lamp with a glass head, glowing when lamps are on."""
    light = stage.light
    iron = mix(light.dark, light.mid, 0.25)
    canvas.drawRect(
        box(x - high * 0.013, foot - high, high * 0.026, high),
        fill(shader=across(x - high * 0.013, x + high * 0.013, lighter(iron, 0.2), iron)),
    )
    canvas.drawRRect(rounded(x - high * 0.035, foot - high * 0.06, high * 0.07, high * 0.06, 2), fill(iron))
    head = polygon(
        (x - high * 0.035, foot - high),
        (x + high * 0.035, foot - high),
        (x + high * 0.06, foot - high * 1.11),
        (x - high * 0.06, foot - high * 1.11),
    )
    lit = stage.spec.lit
    if lit:
        glow(canvas, x, foot - high * 1.05, high * 0.42, light.lamp, 0.6)
        glow(canvas, x, foot - high * 1.05, high * 0.16, light.lamp, 0.9)
    canvas.drawPath(head, fill(lighter(light.lamp, 0.5) if lit else mix(light.shine, light.sky[2], 0.4)))
    canvas.drawPath(
        polygon(
            (x - high * 0.075, foot - high * 1.11), (x, foot - high * 1.18), (x + high * 0.075, foot - high * 1.11)
        ),
        fill(iron),
    )


def bench(stage: Stage, canvas: skia.Canvas, x: float, foot: float, wide: float) -> None:
    """A wooden bench seen from the front, `x` its middle."""
    light = stage.light
    wood = mix(mix(tint("#9a6a42"), light.mid, 0.5 if light.night else 0.15), light.shine, 0.08)
    iron = mix(light.dark, light.mid, 0.3)
    high = wide * 0.42
    contact(stage, canvas, x, foot, wide * 0.56)
    for side in (-1, 1):
        at = x + side * wide * 0.42
        canvas.drawRect(box(at - wide * 0.018, foot - high, wide * 0.036, high), fill(iron))
        canvas.drawRect(box(at - wide * 0.045, foot - wide * 0.02, wide * 0.09, wide * 0.02), fill(iron))
    for share, thick in ((1.0, 0.07), (0.8, 0.07), (0.42, 0.085)):
        top = foot - high * share
        slat = rounded(x - wide / 2, top, wide, wide * thick, wide * 0.015)
        canvas.drawRRect(slat, fill(shader=down(top, top + wide * thick, lighter(wood, 0.22), darker(wood, 0.2))))


def standing(stage: Stage, canvas: skia.Canvas, name: str, at: tuple[float, float], high: float) -> None:
    """One of the drawn figures as part of the place, `at` its foot, in the air of its distance."""
    from vidpipe.providers.local.painter.figures import Look, figures

    figure, (x, foot) = figures()[name], at
    air = skia.Paint(ColorFilter=skia.ColorFilters.Blend(number(fade(stage.light.haze, 0.34)), skia.BlendMode.kSrcATop))
    contact(stage, canvas, x, foot, high * figure.wide * 0.4, 0.25)
    canvas.saveLayer(None, air)
    canvas.translate(x - high * figure.wide / 2, foot - high)
    canvas.scale(high / 100, high / 100)
    figure.draw(canvas, Look(0.1, None, stage.light))
    canvas.restore()


def contact(stage: Stage, canvas: skia.Canvas, x: float, foot: float, reach: float, strength: float = 0.5) -> None:
    """A soft shadow where something touches the ground."""
    oval = skia.Rect.MakeLTRB(x - reach, foot - reach * 0.08, x + reach, foot + reach * 0.1)
    canvas.drawOval(oval, fill(fade(stage.light.dark, strength), blur=reach * 0.06 + 0.5))


def crate(stage: Stage, canvas: skia.Canvas, x: float, foot: float, wide: float, goods: Tint | None) -> None:
    """A wooden crate, heaped with round fruit of one colour."""
    light, dice = stage.light, stage.dice
    wood = mix(tint("#b98552"), light.mid, 0.45 if light.night else 0.12)
    high = wide * 0.42
    if goods is not None:
        size = wide * 0.1
        for row in range(3):
            count = 5 - row
            for at in range(count):
                fx = x + (at - (count - 1) / 2) * size * 1.75 + dice.uniform(-1, 1) * size * 0.1
                fy = foot - high - size * (0.45 + row * 1.1)
                shader = skia.GradientShader.MakeRadial(
                    skia.Point(fx - size * 0.35, fy - size * 0.4),
                    size * 1.5,
                    [skia.Color4f(*lighter(goods, 0.35)).toColor(), skia.Color4f(*darker(goods, 0.3)).toColor()],
                )
                canvas.drawCircle(fx, fy, size, fill(shader=shader))
    for at in range(3):
        top = foot - high + at * high / 3
        canvas.drawRect(
            box(x - wide / 2, top, wide, high * 0.29),
            fill(shader=down(top, top + high * 0.3, lighter(wood, 0.12), darker(wood, 0.22))),
        )
    for side in (-1, 1):
        canvas.drawRect(
            box(x + side * wide * 0.46 - wide * 0.035, foot - high, wide * 0.07, high), fill(darker(wood, 0.3))
        )


def parasol(stage: Stage, canvas: skia.Canvas, x: float, foot: float, high: float, colour: Tint) -> None:
    """A beach parasol, striped."""
    light = stage.light
    canvas.drawLine(x, foot, x + high * 0.04, foot - high, pen(mix(tint("#d9c7ad"), light.mid, 0.2), high * 0.025))
    reach, top = high * 0.56, foot - high * 0.98
    contact(stage, canvas, x + high * 0.1, foot + high * 0.02, high * 0.42, 0.3)
    canvas.save()
    canvas.rotate(7, x, top)
    count = 6
    for at in range(count):
        left, right = -reach + 2 * reach * at / count, -reach + 2 * reach * (at + 1) / count
        shade = colour if at % 2 else mix(colour, light.shine, 0.85)
        path = skia.Path()
        path.moveTo(x + high * 0.02, top - high * 0.2)
        path.quadTo(x + left * 0.85, top - high * 0.16, x + left, top + high * 0.1)
        path.quadTo(x + (left + right) / 2, top + high * 0.06, x + right, top + high * 0.1)
        path.quadTo(x + right * 0.85, top - high * 0.16, x + high * 0.02, top - high * 0.2)
        canvas.drawPath(path, fill(shader=across(x - reach, x + reach, darker(shade, 0.16), lighter(shade, 0.08))))
    canvas.restore()


def palm(stage: Stage, canvas: skia.Canvas, x: float, foot: float, high: float, lean: float) -> None:
    """A coconut palm, its trunk bent."""
    light = stage.light
    bark = mix(mix(tint("#8a6242"), light.dark, 0.2), light.haze, 0.12)
    top = (x + lean * high, foot - high)
    bend = (x + lean * high * 0.25, foot - high * 0.55)
    contact(stage, canvas, x, foot, high * 0.16, 0.35)
    for step in range(26):
        share = step / 26
        px = (1 - share) ** 2 * x + 2 * share * (1 - share) * bend[0] + share**2 * top[0]
        py = (1 - share) ** 2 * foot + 2 * share * (1 - share) * bend[1] + share**2 * top[1]
        wide = high * (0.032 - 0.014 * share)
        shade = bark if step % 2 else darker(bark, 0.15)
        ring = rounded(px - wide, py - high * 0.042, wide * 2, high * 0.046, wide * 0.4)
        canvas.drawRRect(
            ring, fill(shader=across(px - wide, px + wide, darker(shade, 0.3), mix(shade, light.shine, 0.25)))
        )
    leaf = mix(light.leaf(0.18), tint("#2f8f55"), 0.35 if not light.night else 0.05)
    for at, angle in enumerate((-168, -140, -112, -78, -48, -20, 8, 172)):
        _frond(
            canvas, top, high * (0.5 if at % 2 else 0.44), math.radians(angle), mix(leaf, light.shine, 0.1 * (at % 3))
        )
    for dx in (-0.02, 0.012, 0.03):
        canvas.drawCircle(top[0] + dx * high, top[1] + high * 0.02, high * 0.02, fill(darker(bark, 0.35)))


def _frond(canvas: skia.Canvas, top: tuple[float, float], long: float, angle: float, colour: Tint) -> None:
    points = []
    for step in range(9):
        share = step / 8
        points.append(
            (
                top[0] + math.cos(angle) * long * share,
                top[1] + math.sin(angle) * long * share * 0.75 + long * 0.55 * share**2.2,
            )
        )
    upper = [(x, y - long * 0.075 * math.sin(math.pi * at / 8) - 0.5) for at, (x, y) in enumerate(points)]
    lower = [
        (x, y + long * (0.13 if at % 2 else 0.06) * math.sin(math.pi * at / 8)) for at, (x, y) in enumerate(points)
    ]
    path = smooth(upper)
    for x, y in reversed(lower):
        path.lineTo(x, y)
    path.close()
    canvas.drawPath(
        path, fill(shader=down(points[0][1] - long * 0.3, points[-1][1], lighter(colour, 0.14), darker(colour, 0.25)))
    )
    canvas.drawPath(smooth(points), pen(darker(colour, 0.3), long * 0.012))


def garland(stage: Stage, y: float, drop: float, *, depth: float, bulbs: bool, count: int = 2) -> None:
    """Strings of bulbs, or of little flags, across the picture."""
    light, unit = stage.light, stage.unit
    with stage.plate(depth, sway=(3 * unit, 0.14), blur=0) as canvas:
        for row in range(count):
            left, right = stage.y(y + 0.06 * row), stage.y(y - 0.02 + 0.03 * row)
            span = stage.right - stage.left
            path, spots = skia.Path(), []
            for step in range(45):
                share = step / 44
                sag = math.sin(math.pi * (share * 2 % 1)) * drop * stage.height
                spots.append((stage.left + share * span, left + (right - left) * share + sag))
            path.moveTo(*spots[0])
            for spot in spots[1:]:
                path.lineTo(*spot)
            canvas.drawPath(path, pen(fade(light.dark, 0.8), 2.2 * unit))
            for at, (x, top) in enumerate(spots[1::2]):
                colour = light.accents[(at + row) % 4]
                if bulbs:
                    glow(canvas, x, top + 9 * unit, 34 * unit, light.lamp, 0.6)
                    canvas.drawCircle(x, top + 9 * unit, 6.5 * unit, fill(lighter(light.lamp, 0.5)))
                else:
                    flag = polygon((x - 15 * unit, top), (x + 15 * unit, top), (x, top + 34 * unit))
                    canvas.drawPath(
                        flag, fill(shader=down(top, top + 34 * unit, lighter(colour, 0.1), darker(colour, 0.12)))
                    )


def fence(stage: Stage, canvas: skia.Canvas, y: float, high: float, colour: Tint) -> None:
    """White pickets across the picture; `y` is its foot in pixels."""
    wide, x = high * 0.2, stage.left
    for rail in (0.3, 0.7):
        canvas.drawRect(
            box(stage.left, y - high * rail, stage.right - stage.left, high * 0.09), fill(darker(colour, 0.12))
        )
    while x < stage.right:
        path = polygon(
            (x, y), (x, y - high * 0.88), (x + wide / 2, y - high), (x + wide, y - high * 0.88), (x + wide, y)
        )
        canvas.drawPath(path, fill(shader=across(x, x + wide, lighter(colour, 0.1), darker(colour, 0.14))))
        x += wide * 1.7


def spotlight(stage: Stage, x: float, foot: float, reach: float, colour: Tint, *, source: float) -> None:
    """A cone of light from above onto the floor, breathing a little."""

    def pulse(clock: Clock) -> float:
        return 0.86 + 0.14 * clock.wave(0.16, source)

    top = stage.y(-0.12)
    with stage.plate(0.92, alpha=pulse, blur=0) as canvas:
        cone = polygon(
            (stage.x(source) - 14 * stage.unit, top),
            (stage.x(source) + 14 * stage.unit, top),
            (x + reach, foot),
            (x - reach, foot),
        )
        canvas.drawPath(
            cone, fill(shader=down(top, foot, fade(colour, 0.5), fade(colour, 0.1)), blur=8 * stage.unit, blend=SCREEN)
        )
        canvas.save()
        canvas.translate(x, foot)
        canvas.scale(1, 0.16)
        glow(canvas, 0, 0, reach * 1.25, colour, 0.75)
        canvas.restore()
