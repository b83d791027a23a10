"""Ideas made visible: bulb, heart, gear, chart, globe, molecules, atom, cell, helix, network, star, sun, coin,
arrow, check."""

import math
from collections.abc import Callable

import skia

from vidpipe.providers.local.painter.figures import Figure, Look
from vidpipe.providers.local.painter.ink import (
    Tint,
    across,
    darker,
    down,
    fade,
    fill,
    lighter,
    linear,
    mix,
    pen,
    polygon,
    radial,
    rounded,
    smooth,
    tint,
)


def ball(canvas: skia.Canvas, x: float, y: float, size: float, colour: Tint) -> None:
    """A glossy ball."""
    shader = radial(
        (x - size * 0.3, y - size * 0.36),
        size * 1.5,
        [lighter(colour, 0.55), colour, darker(colour, 0.45)],
        (0, 0.45, 1),
    )
    canvas.drawCircle(x, y, size, fill(shader=shader))
    canvas.drawOval(
        skia.Rect.MakeXYWH(x - size * 0.52, y - size * 0.66, size * 0.5, size * 0.3),
        fill((1, 1, 1, 0.55), blur=size * 0.06),
    )


def aura(canvas: skia.Canvas, x: float, y: float, size: float, colour: Tint, strength: float) -> None:
    shader = radial((x, y), size, [fade(colour, strength), fade(colour, strength * 0.3), fade(colour, 0)], (0, 0.5, 1))
    canvas.drawCircle(x, y, size, fill(shader=shader))


def _bulb(canvas: skia.Canvas, look: Look) -> None:
    glass = look.base(tint("#ffcf4a"))
    pulse = 0.75 + 0.25 * math.sin(2 * math.pi * look.phase)
    aura(canvas, 36, 38, 46, lighter(glass, 0.3), 0.55 * pulse)
    shape = smooth(
        [(36, 4), (62, 16), (68, 38), (58, 56), (50, 70), (22, 70), (14, 56), (4, 38), (10, 16)], closed=True
    )
    canvas.drawPath(
        shape, fill(shader=radial((30, 30), 48, [lighter(glass, 0.75), lighter(glass, 0.2), darker(glass, 0.12)]))
    )
    canvas.drawPath(
        smooth([(28, 68), (24, 44), (31, 36), (36, 46), (41, 36), (48, 44), (44, 68)]), pen(darker(glass, 0.3), 2.2)
    )
    canvas.drawPath(smooth([(13, 36), (17, 20), (30, 11)]), pen((1, 1, 1, 0.85), 3.6))
    steel = tint("#8a93a5")
    for at in range(4):
        canvas.drawRRect(
            rounded(23 + at * 0.5, 71 + at * 6, 26 - at, 5, 2.5),
            fill(shader=across(22, 50, darker(steel, 0.3), lighter(steel, 0.5), darker(steel, 0.4))),
        )
    canvas.drawRRect(rounded(30, 95, 12, 5, 2.5), fill(darker(steel, 0.5)))


def _heart(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(tint("#ff4d6d"))
    shape = skia.Path()
    shape.moveTo(56, 100)
    shape.cubicTo(10, 66, 0, 46, 0, 30)
    shape.cubicTo(0, 10, 16, 0, 30, 0)
    shape.cubicTo(42, 0, 52, 8, 56, 18)
    shape.cubicTo(60, 8, 70, 0, 82, 0)
    shape.cubicTo(96, 0, 112, 10, 112, 30)
    shape.cubicTo(112, 46, 102, 66, 56, 100)
    shape.close()
    canvas.drawPath(
        shape, fill(shader=radial((36, 24), 100, [lighter(base, 0.35), base, darker(base, 0.35)], (0, 0.45, 1)))
    )
    canvas.drawOval(skia.Rect.MakeXYWH(14, 12, 26, 16), fill((1, 1, 1, 0.45), blur=3))


def _cog(canvas: skia.Canvas, x: float, y: float, size: float, teeth: int, turn: float, colour: Tint) -> None:
    points = []
    for at in range(teeth):
        for share, reach in ((0.0, 0.8), (0.18, 1.0), (0.46, 1.0), (0.64, 0.8)):
            angle = 2 * math.pi * (at + share + turn) / teeth
            points.append((x + size * reach * math.cos(angle), y + size * reach * math.sin(angle)))
    shape = polygon(*points)
    hole = skia.Path.Circle(x, y, size * 0.32)
    ring = skia.Op(shape, hole, skia.kDifference_PathOp)
    canvas.drawPath(
        ring,
        fill(
            shader=linear(
                (x - size, y - size), (x + size, y + size), [lighter(colour, 0.35), colour, darker(colour, 0.4)]
            )
        ),
    )
    canvas.drawCircle(x, y, size * 0.54, pen(fade(darker(colour, 0.5), 0.35), size * 0.05))


def _gear(canvas: skia.Canvas, look: Look) -> None:
    accents = look.light.accents
    _cog(canvas, 42, 58, 41, 10, look.phase, look.base(accents[0]))
    _cog(canvas, 93, 28, 26, 7, 0.32 - look.phase, accents[1])


def _chart(canvas: skia.Canvas, look: Look) -> None:
    accents = look.light.accents
    canvas.drawRRect(rounded(0, 0, 124, 100, 9), fill(shader=down(0, 100, tint("#ffffff"), tint("#e9edf4"))))
    for at in range(4):
        canvas.drawLine(12, 22 + at * 19, 112, 22 + at * 19, pen((0.2, 0.25, 0.4, 0.1), 0.8))
    for at in range(5):
        high = (18, 27, 36, 50, 66)[at] * (1 + 0.035 * math.sin(2 * math.pi * look.phase + at))
        colour = accents[at % 4] if look.colour is None else mix(look.colour, lighter(look.colour, 0.6), 1 - at / 4)
        canvas.drawRRect(
            rounded(16 + at * 19.4, 88 - high, 13, high, 3),
            fill(shader=down(88 - high, 88, lighter(colour, 0.25), colour)),
        )
    line = smooth([(20, 62), (42, 54), (61, 47), (80, 32), (101, 15)])
    canvas.drawPath(line, pen(tint("#24304f"), 2.6))
    canvas.drawPath(polygon((95, 12), (107, 9), (104, 21)), fill(tint("#24304f")))


def _globe(canvas: skia.Canvas, look: Look) -> None:
    sea = look.base(tint("#2f86d8"))
    aura(canvas, 50, 50, 60, lighter(sea, 0.4), 0.4)
    disc = skia.Path.Circle(50, 50, 46)
    canvas.drawPath(disc, fill(shader=radial((36, 34), 74, [lighter(sea, 0.4), sea, darker(sea, 0.5)])))
    canvas.save()
    canvas.clipPath(disc, doAntiAlias=True)
    land = mix(look.light.foliage, tint("#5fbf6a"), 0.65)
    for turn, y, wide, high in (
        (0.0, 30, 30, 16),
        (0.08, 58, 20, 22),
        (0.4, 34, 38, 15),
        (0.46, 66, 16, 12),
        (0.72, 44, 24, 20),
        (0.8, 74, 18, 9),
        (0.22, 14, 26, 7),
        (0.6, 18, 22, 8),
    ):
        angle = 2 * math.pi * (turn + look.phase)
        if math.cos(angle) < -0.35:
            continue
        x, squeeze = 50 + 46 * math.sin(angle), max(0.16, math.cos(angle))
        canvas.drawPath(
            smooth(
                [
                    (x - wide * squeeze * 0.6, y),
                    (x - wide * squeeze * 0.2, y - high * 0.6),
                    (x + wide * squeeze * 0.5, y - high * 0.34),
                    (x + wide * squeeze * 0.4, y + high * 0.4),
                    (x, y + high * 0.66),
                ],
                closed=True,
            ),
            fill(land),
        )
    canvas.drawCircle(66, 64, 62, pen((0, 0.02, 0.1, 0.35), 30, blur=12))
    canvas.restore()
    canvas.drawArc(skia.Rect.MakeLTRB(8, 8, 92, 92), 190, 80, False, pen((1, 1, 1, 0.5), 2.4, blur=1))


def _molecule(canvas: skia.Canvas, look: Look) -> None:
    accents = look.light.accents
    spots = [
        (30, 60, 17, look.base(accents[0])),
        (66, 36, 21, accents[3] if look.light.night else accents[1]),
        (100, 62, 16, accents[0]),
        (72, 84, 12, accents[2]),
        (24, 24, 11, accents[2]),
    ]
    for one, two in ((0, 1), (1, 2), (1, 3), (0, 4)):
        canvas.drawLine(spots[one][0], spots[one][1], spots[two][0], spots[two][1], pen(tint("#f2f4f8"), 5.6))
        canvas.drawLine(spots[one][0], spots[one][1], spots[two][0], spots[two][1], pen((0.3, 0.35, 0.45, 0.35), 1.4))
    for x, y, size, colour in spots:
        ball(canvas, x, y, size, colour)


def _atom(canvas: skia.Canvas, look: Look) -> None:
    accents = look.light.accents
    for at in range(3):
        canvas.save()
        canvas.rotate(60 * at, 50, 50)
        canvas.drawOval(skia.Rect.MakeLTRB(3, 34, 97, 66), pen(fade(lighter(accents[1], 0.25), 0.9), 2.2))
        angle = 2 * math.pi * (look.phase + at / 3)
        ball(canvas, 50 + 47 * math.cos(angle), 50 + 16 * math.sin(angle), 4.8, accents[at])
        canvas.restore()
    aura(canvas, 50, 50, 26, accents[0], 0.6)
    for dx, dy, which in ((-5, -3, 0), (5, -4, 2), (0, 5, 0), (6, 4, 2), (-6, 5, 2)):
        ball(canvas, 50 + dx, 50 + dy, 7, look.base(accents[which]))


def _cell(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(mix(look.light.accents[2], tint("#8fd694"), 0.5))
    sway = 1.6 * math.sin(2 * math.pi * look.phase)
    points = [
        (
            60 + (56 + (3 if at % 2 else -2) + sway * (-1) ** at) * math.cos(at * math.pi / 5),
            50 + (46 + (2 if at % 2 else -2) - sway * (-1) ** at) * math.sin(at * math.pi / 5),
        )
        for at in range(10)
    ]
    wall = smooth(points, closed=True)
    canvas.drawPath(
        wall,
        fill(
            shader=radial(
                (46, 36), 76, [fade(lighter(base, 0.62), 0.92), fade(lighter(base, 0.24), 0.9), fade(base, 0.92)]
            )
        ),
    )
    canvas.drawPath(wall, pen(darker(base, 0.14), 3.4))
    canvas.drawPath(wall, pen((1, 1, 1, 0.42), 1.2))
    for x, y, turn in ((30, 36, 20), (90, 34, -25), (34, 70, -20), (86, 72, 15), (62, 82, 0)):
        canvas.save()
        canvas.translate(x + sway * 0.4, y)
        canvas.rotate(turn)
        pod = skia.Rect.MakeLTRB(-10.5, -5.6, 10.5, 5.6)
        canvas.drawOval(
            pod, fill(shader=down(-6, 6, lighter(look.light.foliage, 0.2), darker(look.light.foliage, 0.15)))
        )
        for at in (-5, 0, 5):
            canvas.drawOval(
                skia.Rect.MakeLTRB(at - 1.8, -3.4, at + 1.8, 3.4), fill(fade(lighter(look.light.foliage, 0.5), 0.75))
            )
        canvas.restore()
    ball(canvas, 60, 48, 17, look.light.accents[4] if luminous(look) else look.light.accents[0])
    canvas.drawCircle(56, 44, 6, fill((1, 1, 1, 0.35)))


def luminous(look: Look) -> bool:
    return sum(look.light.accents[4][:3]) < 2.6


def _dna(canvas: skia.Canvas, look: Look) -> None:
    accents = look.light.accents
    rows = 22
    for at in range(rows):
        y = 3 + 94 * at / (rows - 1)
        angle = 2 * math.pi * (at / 11 + look.phase)
        one, two = 27 + 22 * math.sin(angle), 27 - 22 * math.sin(angle)
        if at % 2 == 0:
            canvas.drawLine(one, y, two, y, pen(fade(tint("#eef2f8"), 0.9), 1.8))
        front = math.cos(angle) > 0
        for x, colour, near in ((one, look.base(accents[0]), front), (two, accents[1], not front)):
            ball(canvas, x, y, 4.2 if near else 3.1, colour if near else darker(colour, 0.22))


def _network(canvas: skia.Canvas, look: Look) -> None:
    accents = look.light.accents
    nodes = [
        (60, 50, 13),
        (18, 22, 7.5),
        (100, 18, 8),
        (112, 62, 7),
        (84, 92, 7.5),
        (30, 86, 8.5),
        (6, 56, 6),
        (58, 8, 6),
    ]
    pairs = [(0, at) for at in range(1, 8)] + [(1, 7), (7, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 1)]
    for number, (one, two) in enumerate(pairs):
        a, b = nodes[one], nodes[two]
        canvas.drawLine(a[0], a[1], b[0], b[1], pen(fade(tint("#f3f6fb"), 0.75), 1.5))
        share = (look.phase + number * 0.27) % 1
        canvas.drawCircle(
            a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, 2.1, fill(lighter(accents[2], 0.2))
        )
    for at, (x, y, size) in enumerate(nodes):
        aura(canvas, x, y, size * 1.8, accents[at % 4], 0.4)
        ball(canvas, x, y, size, look.base(accents[at % 4]) if at == 0 else accents[at % 4])


def _star(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(tint("#ffc93c"))
    points = []
    for at in range(10):
        reach = 50 if at % 2 == 0 else 22
        angle = -math.pi / 2 + at * math.pi / 5
        points.append((51 + reach * math.cos(angle), 52 + reach * math.sin(angle)))
    aura(canvas, 51, 52, 60, base, 0.4)
    shape = polygon(*points)
    canvas.drawPath(shape, pen(base, 6))
    canvas.drawPath(shape, fill(shader=linear((20, 10), (80, 96), [lighter(base, 0.5), base, darker(base, 0.22)])))
    canvas.drawPath(polygon(points[0], (51, 52), points[9]), fill((1, 1, 1, 0.3)))


def _sun(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(tint("#ffc23d"))
    aura(canvas, 50, 50, 58, lighter(base, 0.2), 0.65)
    for at in range(12):
        angle = 2 * math.pi * (at + look.phase) / 12
        inner, outer = 33, 47 if at % 2 == 0 else 42
        spread = 0.13
        points = [
            (50 + inner * math.cos(angle + side * spread), 50 + inner * math.sin(angle + side * spread))
            for side in (-1, 1)
        ]
        canvas.drawPath(
            polygon(points[0], (50 + outer * math.cos(angle), 50 + outer * math.sin(angle)), points[1]),
            fill(lighter(base, 0.1)),
        )
    canvas.drawCircle(
        50, 50, 27, fill(shader=radial((42, 40), 38, [lighter(base, 0.7), lighter(base, 0.15), darker(base, 0.1)]))
    )


def _coin(canvas: skia.Canvas, look: Look) -> None:
    gold = look.base(tint("#f2b632"))
    turn = math.cos(2 * math.pi * look.phase)
    wide = 44 * max(0.1, abs(turn))
    for shift, colour in ((5 * math.sin(2 * math.pi * look.phase), darker(gold, 0.42)), (0.0, gold)):
        area = skia.Rect.MakeLTRB(50 - wide + shift, 6, 50 + wide + shift, 94)
        canvas.drawOval(
            area,
            fill(shader=linear((50 - wide, 6), (50 + wide, 94), [lighter(colour, 0.45), colour, darker(colour, 0.25)])),
        )
    canvas.drawOval(skia.Rect.MakeLTRB(50 - wide * 0.8, 15, 50 + wide * 0.8, 85), pen(darker(gold, 0.25), 2.4))
    crown = polygon(
        *[
            (50 + (x - 50) * wide / 44, y)
            for x, y in ((31, 62), (27, 38), (40, 48), (50, 32), (60, 48), (73, 38), (69, 62))
        ]
    )
    canvas.drawPath(crown, fill(darker(gold, 0.22)))


def _arrow(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(look.light.accents[0])
    rise = 2.5 * math.sin(2 * math.pi * look.phase)
    for at, share in enumerate((0.42, 0.68, 1.0)):
        x, y = 8 + at * 22, 84 - at * 22 - rise * share
        canvas.drawRRect(
            rounded(x, y, 17, 100 - y, 4),
            fill(shader=down(y, 100, fade(lighter(base, 0.4), share), fade(lighter(base, 0.1), share * 0.7))),
        )
    path = smooth([(4, 66), (30, 56), (56, 36), (80, 14)])
    canvas.drawPath(path, pen(base, 9, shader=across(4, 84, lighter(base, 0.2), darker(base, 0.15))))
    canvas.drawPath(polygon((62, 6), (97, 0), (91, 35)), fill(darker(base, 0.1)))


def _check(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(tint("#2fbf7a"))
    canvas.drawCircle(
        50, 50, 48, fill(shader=linear((16, 8), (84, 96), [lighter(base, 0.35), base, darker(base, 0.25)]))
    )
    canvas.drawCircle(50, 50, 41, pen((1, 1, 1, 0.4), 2))
    tick = skia.Path()
    tick.moveTo(28, 52)
    tick.lineTo(44, 68)
    tick.lineTo(74, 34)
    canvas.drawPath(tick, pen((1, 1, 1, 1), 10))


def _drop(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(tint("#3aa7ea"))
    shape = skia.Path()
    shape.moveTo(34, 0)
    shape.cubicTo(44, 24, 66, 44, 66, 66)
    shape.cubicTo(66, 86, 52, 100, 34, 100)
    shape.cubicTo(16, 100, 2, 86, 2, 66)
    shape.cubicTo(2, 44, 24, 24, 34, 0)
    shape.close()
    canvas.drawPath(shape, fill(shader=radial((26, 52), 62, [lighter(base, 0.55), base, darker(base, 0.38)])))
    canvas.save()
    canvas.clipPath(shape, doAntiAlias=True)
    y = 74 + 1.5 * math.sin(2 * math.pi * look.phase)
    canvas.drawPath(
        smooth([(-4, y), (18, y - 5), (40, y + 3), (72, y - 4), (72, 110), (-4, 110)], closed=True),
        fill((1, 1, 1, 0.16)),
    )
    canvas.restore()
    canvas.drawPath(smooth([(12, 66), (13, 78), (22, 88)]), pen((1, 1, 1, 0.75), 4))


def _fire(canvas: skia.Canvas, look: Look) -> None:
    aura(canvas, 40, 62, 52, tint("#ff8a2a"), 0.55)
    for number, (scale, colour) in enumerate(
        ((1.0, tint("#f4511e")), (0.72, tint("#ff9f2e")), (0.44, tint("#ffe38a")))
    ):
        swing = 5 * math.sin(2 * math.pi * (look.phase + number * 0.27))
        wide, high = 32 * scale, 84 * scale
        flame = smooth(
            [
                (40 - wide, 78),
                (40 - wide * 0.7, 92 - high * 0.5),
                (40 - wide * 0.16 + swing * 0.5, 92 - high * 0.72),
                (40 + swing, 92 - high),
                (40 + wide * 0.46 + swing * 0.4, 92 - high * 0.6),
                (40 + wide * 0.92, 92 - high * 0.36),
                (40 + wide * 0.9, 80),
                (40, 94),
            ],
            closed=True,
        )
        canvas.drawPath(flame, fill(colour))
    for turn in (-14, 14):
        canvas.save()
        canvas.rotate(turn, 40, 93)
        canvas.drawRRect(rounded(8, 89, 64, 9, 4.5), fill(shader=down(88, 99, tint("#8a5a3a"), tint("#4a2c20"))))
        canvas.restore()


def _hole(canvas: skia.Canvas, look: Look) -> None:
    hot = look.base(tint("#ffb04a"))
    aura(canvas, 80, 50, 62, hot, 0.5)
    canvas.save()
    canvas.rotate(-14, 80, 50)
    for at in range(14):
        share = at / 13
        wide, high = 78 - 34 * share, 20 - 9 * share
        brush = pen(fade(mix(darker(hot, 0.4), lighter(hot, 0.7), share), 0.5), 3.2)
        canvas.drawArc(
            skia.Rect.MakeLTRB(80 - wide, 50 - high, 80 + wide, 50 + high),
            360 * look.phase + at * 47,
            250,
            False,
            brush,
        )
    canvas.drawCircle(80, 50, 31, pen(lighter(hot, 0.65), 3.4, blur=1.4))
    canvas.drawCircle(80, 50, 30, fill(tint("#020208")))
    for at in range(8):
        wide, high = 76 - 4 * at, 19 - 1.1 * at
        canvas.drawArc(
            skia.Rect.MakeLTRB(80 - wide, 50 - high, 80 + wide, 50 + high),
            8,
            164,
            False,
            pen(fade(lighter(hot, 0.1 * at), 0.75), 2.2),
        )
    canvas.restore()


def _panel(canvas: skia.Canvas, look: Look) -> None:
    canvas.drawLine(70, 56, 70, 98, pen(tint("#8a93a5"), 5))
    canvas.drawRRect(rounded(52, 95, 36, 5, 2.5), fill(tint("#6a7282")))
    frame = polygon((26, 8), (132, 8), (116, 66), (4, 66))
    canvas.drawPath(frame, fill(shader=linear((10, 6), (126, 70), [tint("#3f78d0"), tint("#16306e")])))
    for at in range(1, 5):
        share = at / 5
        canvas.drawLine(26 + 106 * share, 8, 4 + 112 * share, 66, pen((1, 1, 1, 0.45), 1.1))
    for at in range(1, 3):
        share = at / 3
        canvas.drawLine(26 - 22 * share, 8 + 58 * share, 132 - 16 * share, 8 + 58 * share, pen((1, 1, 1, 0.45), 1.1))
    glint = (look.phase * 1.6 - 0.3) * 130
    canvas.save()
    canvas.clipPath(frame, doAntiAlias=True)
    canvas.drawPath(polygon((glint, 0), (glint + 20, 0), (glint - 2, 70), (glint - 22, 70)), fill((1, 1, 1, 0.22)))
    canvas.restore()
    canvas.drawPath(frame, pen(tint("#dfe5ee"), 2.4))


Drawing = Callable[[skia.Canvas, Look], None]


def _flat(draw: Drawing, wide: float, *, poses: int = 1, rate: float = 0.3) -> Figure:
    return Figure(draw, wide, poses=poses, rate=rate, rim=0.5, flat=True)


FIGURES = {
    "light-bulb": _flat(_bulb, 0.72, poses=12),
    "heart": _flat(_heart, 1.12),
    "gear": _flat(_gear, 1.2, poses=24, rate=0.9),
    "chart": _flat(_chart, 1.24, poses=16),
    "globe": _flat(_globe, 1.0, poses=36, rate=0.1),
    "molecule": _flat(_molecule, 1.2),
    "atom": _flat(_atom, 1.0, poses=36, rate=0.32),
    "cell": _flat(_cell, 1.2, poses=24, rate=0.3),
    "dna": _flat(_dna, 0.54, poses=36, rate=0.22),
    "network": _flat(_network, 1.2, poses=36, rate=0.3),
    "star": _flat(_star, 1.02),
    "sun": _flat(_sun, 1.0, poses=24, rate=0.9),
    "coin": _flat(_coin, 1.0, poses=36, rate=0.3),
    "arrow": _flat(_arrow, 0.98, poses=16),
    "check": _flat(_check, 1.0),
    "drop": _flat(_drop, 0.68, poses=16),
    "fire": _flat(_fire, 0.8, poses=24, rate=1.1),
    "black-hole": _flat(_hole, 1.6, poses=36, rate=0.2),
    "solar-panel": Figure(_panel, 1.36, poses=24, rate=0.22),
}
