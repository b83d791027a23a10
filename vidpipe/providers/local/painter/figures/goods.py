"""Products: bottle, cup, phone, box, can, jar, perfume, book, laptop, headphones, lamp, watch, sneaker."""

import math

import skia

from vidpipe.providers.local.painter.figures import Figure, Look
from vidpipe.providers.local.painter.ink import (
    SCREEN,
    Tint,
    across,
    box,
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

STEEL = tint("#9aa3ad")


def turned(base: Tint, left: float, right: float, *, gloss: float = 0.35) -> skia.Shader:
    """The shading of something round and glossy."""
    stops = (0, 0.1, 0.24, 0.42, 0.72, 0.9, 1)
    shades = (
        darker(base, 0.42),
        darker(base, 0.08),
        lighter(base, gloss),
        base,
        darker(base, 0.24),
        darker(base, 0.55),
        darker(base, 0.36),
    )
    return across(left, right, *shades, stops=stops)


def _bottle(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(tint("#1d8f93"))
    body = skia.Path()
    body.moveTo(8, 37)
    body.cubicTo(8, 29, 14, 27, 14, 21)
    body.lineTo(30, 21)
    body.cubicTo(30, 27, 36, 29, 36, 37)
    body.lineTo(36, 95)
    body.cubicTo(36, 98.6, 34, 100, 31, 100)
    body.lineTo(13, 100)
    body.cubicTo(10, 100, 8, 98.6, 8, 95)
    body.close()
    canvas.drawPath(body, fill(shader=turned(base, 8, 36)))
    canvas.save()
    canvas.clipPath(body, doAntiAlias=True)
    canvas.drawRect(box(0, 87, 44, 14), fill(shader=turned(STEEL, 8, 36)))
    canvas.drawRect(box(0, 86.4, 44, 0.9), fill((0, 0, 0, 0.3)))
    canvas.drawRRect(rounded(12, 36, 2.2, 48, 1.1), fill((1, 1, 1, 0.5), blur=0.7))
    canvas.drawRRect(rounded(33, 40, 1.0, 42, 0.5), fill((1, 1, 1, 0.22), blur=0.5))
    _dew(canvas, 10, 34, 40, 84)
    canvas.restore()
    _emblem(canvas, 22, 62, 6.2)
    canvas.drawRect(box(13.4, 19.4, 17.2, 2), fill(shader=turned(lighter(STEEL, 0.3), 13, 31)))
    canvas.drawRRect(rounded(14, 10.4, 16, 9, 1.4), fill(shader=turned(tint("#3a3f48"), 14, 30, gloss=0.2)))
    for at in range(7):
        canvas.drawLine(15.6 + at * 2.1, 12, 15.6 + at * 2.1, 18.6, pen((0, 0, 0, 0.25), 0.5))
    canvas.drawArc(
        skia.Rect.MakeLTRB(14.5, 2, 29.5, 19),
        180,
        180,
        False,
        pen(tint("#4a505a"), 3, shader=down(2, 12, tint("#7c838f"), tint("#33383f"))),
    )


def _dew(canvas: skia.Canvas, left: float, right: float, top: float, bottom: float) -> None:
    for at in range(34):
        x = left + (at * 0.618 % 1) * (right - left)
        y = top + (at * 0.357 % 1) * (bottom - top)
        size = 0.22 + (at * 0.77 % 1) * 0.42
        canvas.drawCircle(x, y, size, fill((1, 1, 1, 0.4)))
        canvas.drawCircle(x + size * 0.2, y + size * 0.25, size * 0.7, fill((0, 0.1, 0.15, 0.24)))
        canvas.drawCircle(x - size * 0.3, y - size * 0.3, size * 0.3, fill((1, 1, 1, 0.95)))


def _emblem(canvas: skia.Canvas, x: float, y: float, size: float) -> None:
    peak = polygon(
        (x - size, y + size * 0.7),
        (x - size * 0.22, y - size * 0.7),
        (x + size * 0.24, y + size * 0.05),
        (x + size * 0.46, y - size * 0.24),
        (x + size, y + size * 0.7),
    )
    canvas.drawPath(peak, fill((1, 1, 1, 0.92)))
    canvas.drawCircle(x + size * 0.58, y - size * 0.66, size * 0.2, fill(tint("#ffc75a")))


def _cup(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(tint("#f4efe6"))
    canvas.drawArc(
        skia.Rect.MakeLTRB(70, 34, 104, 74),
        -95,
        200,
        False,
        pen(darker(base, 0.16), 8, shader=across(70, 106, darker(base, 0.3), lighter(base, 0.1))),
    )
    canvas.drawOval(
        skia.Rect.MakeLTRB(0, 88, 112, 100), fill(shader=across(0, 112, lighter(base, 0.2), base, darker(base, 0.3)))
    )
    canvas.drawOval(skia.Rect.MakeLTRB(20, 88.5, 88, 96), fill(fade(darker(base, 0.5), 0.5), blur=1.2))
    body = skia.Path()
    body.moveTo(18, 26)
    body.cubicTo(20, 70, 28, 92, 42, 94)
    body.lineTo(66, 94)
    body.cubicTo(80, 92, 88, 70, 90, 26)
    body.close()
    canvas.drawPath(
        body,
        fill(
            shader=across(
                18,
                90,
                darker(base, 0.14),
                lighter(base, 0.5),
                base,
                darker(base, 0.2),
                darker(base, 0.34),
                stops=(0, 0.22, 0.45, 0.8, 1),
            )
        ),
    )
    canvas.drawOval(skia.Rect.MakeLTRB(18, 18, 90, 34), fill(lighter(base, 0.35)))
    canvas.drawOval(skia.Rect.MakeLTRB(21, 20, 87, 33), fill(darker(base, 0.35)))
    canvas.drawOval(
        skia.Rect.MakeLTRB(22, 22.6, 86, 33), fill(shader=radial((54, 26), 34, [tint("#a86b3c"), tint("#5a3019")]))
    )
    leaf = smooth([(54, 24), (62, 26.5), (54, 31.4), (46, 26.5)], closed=True)
    canvas.drawPath(leaf, fill(fade(tint("#f3dcc0"), 0.85)))
    _steam(canvas, look.phase, 54, 18)


def _steam(canvas: skia.Canvas, phase: float, x: float, y: float) -> None:
    for at in range(3):
        drift = 2 * math.pi * (phase + at * 0.33)
        points = [
            (x - 14 + at * 14 + 4.5 * math.sin(drift + step * 1.1) * step / 3, y - step * 5.4) for step in range(5)
        ]
        canvas.drawPath(
            smooth(points), pen((1, 1, 1, 0.34), 4.2, blur=2.0, shader=down(y - 22, y, (1, 1, 1, 0), (1, 1, 1, 0.42)))
        )


def _phone(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(tint("#2a2d38"))
    accents = look.light.accents
    canvas.drawRRect(
        rounded(1, 0, 48, 100, 7.5),
        fill(shader=across(0, 50, lighter(base, 0.35), base, darker(base, 0.3), lighter(base, 0.15))),
    )
    canvas.save()
    canvas.clipRRect(rounded(3, 2, 44, 96, 5.8), doAntiAlias=True)
    canvas.drawRect(
        box(3, 2, 44, 96),
        fill(shader=linear((3, 2), (47, 98), [darker(accents[4], 0.25), mix(accents[0], accents[4], 0.4), accents[2]])),
    )
    canvas.drawCircle(38, 20, 22, fill(fade(lighter(accents[1], 0.3), 0.5), blur=7))
    canvas.drawCircle(8, 74, 20, fill(fade(accents[3], 0.42), blur=7))
    canvas.drawRRect(rounded(8, 22, 34, 24, 4), fill((1, 1, 1, 0.9)))
    canvas.drawCircle(16, 31, 4.4, fill(accents[0]))
    for at, wide in enumerate((16, 11)):
        canvas.drawRRect(rounded(23, 27.5 + at * 5, wide, 2.4, 1.2), fill(fade(darker(accents[4], 0.4), 0.5)))
    for at in range(4):
        high = 3 + 8 * (0.5 + 0.5 * math.sin(2 * math.pi * look.phase + at))
        canvas.drawRRect(rounded(11 + at * 7.4, 90 - high - 22, 4.4, high, 1.4), fill((1, 1, 1, 0.85)))
    canvas.drawRRect(rounded(14, 78, 22, 8, 4), fill((1, 1, 1, 0.95)))
    canvas.drawRRect(rounded(19, 81, 12, 2.2, 1.1), fill(accents[0]))
    canvas.drawPath(polygon((3, 2), (26, 2), (3, 60)), fill((1, 1, 1, 0.08)))
    canvas.restore()
    canvas.drawRRect(rounded(19, 4.4, 12, 3, 1.5), fill((0.02, 0.02, 0.04, 1)))


def _box(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(tint("#c9986a"))
    front, side, top = (
        polygon((6, 34), (66, 40), (66, 100), (6, 92)),
        polygon((66, 40), (104, 30), (104, 84), (66, 100)),
        polygon((6, 34), (46, 25), (104, 30), (66, 40)),
    )
    canvas.drawPath(front, fill(shader=down(34, 100, lighter(base, 0.12), darker(base, 0.08))))
    canvas.drawPath(side, fill(shader=down(30, 100, darker(base, 0.22), darker(base, 0.42))))
    canvas.drawPath(top, fill(lighter(base, 0.32)))
    tape = fade(lighter(look.light.accents[0], 0.1), 0.9)
    canvas.drawPath(polygon((30, 36.5), (41, 37.5), (41, 52), (30, 50.6)), fill(tape))
    canvas.drawPath(polygon((30, 36.5), (41, 37.5), (80, 28), (70, 27)), fill(lighter(tape, 0.2)))
    canvas.drawCircle(24, 76, 6, fill((1, 1, 1, 0.85)))
    canvas.drawPath(
        smooth([(24, 79.5), (20.6, 75.6), (22.4, 73.2), (24, 75), (25.6, 73.2), (27.4, 75.6)], closed=True),
        fill(look.light.accents[0]),
    )


def _can(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(look.light.accents[0])
    body = smooth(
        [(6, 8), (3, 14), (3, 50), (3, 90), (7, 98), (25, 100), (43, 98), (47, 90), (47, 50), (47, 14), (44, 8)],
        closed=True,
    )
    canvas.drawPath(body, fill(shader=turned(base, 3, 47, gloss=0.5)))
    canvas.save()
    canvas.clipPath(body, doAntiAlias=True)
    wave = smooth([(-4, 66), (10, 58), (25, 66), (40, 74), (56, 64)])
    wave.lineTo(56, 110)
    wave.lineTo(-4, 110)
    canvas.drawPath(wave, fill(fade(lighter(look.light.accents[2], 0.1), 0.85)))
    canvas.drawRect(box(0, 93, 50, 9), fill(shader=turned(lighter(STEEL, 0.2), 3, 47)))
    canvas.drawRRect(rounded(9, 14, 3, 78, 1.5), fill((1, 1, 1, 0.5), blur=0.9))
    _dew(canvas, 6, 44, 18, 92)
    canvas.restore()
    canvas.drawCircle(27, 40, 11, fill((1, 1, 1, 0.9)))
    canvas.drawPath(smooth([(27, 31), (33, 41), (27, 48), (21, 41)], closed=True), fill(base))
    canvas.drawOval(skia.Rect.MakeLTRB(6, 3, 44, 11.5), fill(shader=turned(lighter(STEEL, 0.35), 6, 44)))
    canvas.drawOval(
        skia.Rect.MakeLTRB(9.5, 4.4, 40.5, 9.8), fill(shader=across(9, 41, darker(STEEL, 0.35), lighter(STEEL, 0.4)))
    )


def _perfume(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(mix(look.light.accents[2], tint("#ffb8a0"), 0.5))
    gold = tint("#e2bf7c")
    canvas.drawRRect(rounded(25, 2, 20, 20, 2.5), fill(shader=turned(gold, 25, 45)))
    canvas.drawRect(box(29, 21, 12, 7), fill(shader=turned(darker(gold, 0.2), 29, 41)))
    glass = skia.Path.RRect(rounded(4, 27, 62, 73, 9))
    canvas.drawPath(
        glass,
        fill(
            shader=linear(
                (4, 27),
                (66, 100),
                [fade(lighter(base, 0.72), 0.92), fade(lighter(base, 0.3), 0.94), fade(darker(base, 0.1), 0.96)],
            )
        ),
    )
    canvas.save()
    canvas.clipPath(glass, doAntiAlias=True)
    canvas.drawRRect(
        rounded(9, 46, 52, 49, 6),
        fill(shader=linear((9, 46), (61, 96), [lighter(base, 0.25), base, darker(base, 0.25)])),
    )
    canvas.drawRect(box(34, 27, 1.4, 66), fill((1, 1, 1, 0.4)))
    canvas.drawPath(polygon((4, 27), (26, 27), (4, 76)), fill((1, 1, 1, 0.32)))
    canvas.drawRRect(rounded(58, 32, 3, 60, 1.5), fill((1, 1, 1, 0.4), blur=0.8))
    canvas.restore()
    canvas.drawRRect(rounded(20, 60, 30, 17, 1.6), fill((1, 1, 1, 0.86)))
    canvas.drawCircle(35, 68.5, 4.6, pen(darker(gold, 0.2), 1.1))
    canvas.drawPath(glass, pen((1, 1, 1, 0.6), 0.9))


def _jar(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(mix(look.light.accents[2], tint("#fff4e6"), 0.55))
    canvas.drawRRect(rounded(2, 30, 116, 70, 16), fill(shader=turned(base, 2, 118, gloss=0.6)))
    canvas.drawRRect(rounded(6, 4, 108, 32, 7), fill(shader=turned(tint("#e2bf7c"), 6, 114)))
    canvas.drawRRect(rounded(6, 30, 108, 3, 1), fill((0, 0, 0, 0.18)))
    canvas.drawRRect(rounded(16, 38, 5, 52, 2.5), fill((1, 1, 1, 0.6), blur=1.4))
    canvas.drawRRect(rounded(40, 54, 40, 28, 3), fill((1, 1, 1, 0.8)))
    leaf = smooth([(60, 58), (67, 66), (60, 78), (53, 66)], closed=True)
    canvas.drawPath(leaf, fill(look.light.foliage))
    canvas.drawLine(60, 62, 60, 79, pen((1, 1, 1, 0.8), 0.9))


def _book(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(look.light.accents[3] if look.light.night else look.light.accents[0])
    canvas.drawPath(
        polygon((70, 6), (80, 2), (80, 93), (70, 100)), fill(shader=across(70, 80, tint("#fbf3e2"), tint("#c8b99a")))
    )
    for at in range(4):
        canvas.drawLine(72 + at * 2, 6 - at * 0.8, 72 + at * 2, 98 - at * 1.4, pen((0.4, 0.3, 0.2, 0.3), 0.5))
    canvas.drawPath(polygon((4, 6), (14, 2), (80, 2), (70, 6)), fill(tint("#efe4cb")))
    canvas.drawRRect(
        rounded(2, 6, 68, 94, 3),
        fill(
            shader=across(
                2, 70, darker(base, 0.3), darker(base, 0.1), base, lighter(base, 0.14), stops=(0, 0.12, 0.16, 1)
            )
        ),
    )
    gold = tint("#f1d48d")
    canvas.drawRRect(rounded(16, 14, 46, 78, 2), pen(gold, 1.1))
    canvas.drawCircle(39, 46, 13, pen(gold, 1.3))
    for at in range(8):
        angle = at * math.pi / 4
        canvas.drawLine(
            39 + 7 * math.cos(angle),
            46 + 7 * math.sin(angle),
            39 + 10.5 * math.cos(angle),
            46 + 10.5 * math.sin(angle),
            pen(gold, 1.3),
        )
    canvas.drawCircle(39, 46, 4.2, fill(gold))


def _laptop(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(tint("#aab2bf"))
    accents = look.light.accents
    canvas.drawRRect(rounded(18, 2, 116, 82, 4), fill(darker(base, 0.55)))
    canvas.save()
    canvas.clipRRect(rounded(21, 5, 110, 75, 2), doAntiAlias=True)
    canvas.drawRect(
        box(21, 5, 110, 75),
        fill(shader=linear((21, 5), (131, 80), [tint("#10203f"), mix(tint("#1c3566"), accents[4], 0.4)])),
    )
    canvas.drawRRect(rounded(28, 13, 28, 60, 3), fill((1, 1, 1, 0.1)))
    for at in range(5):
        canvas.drawRRect(rounded(32, 20 + at * 9, 18 - at % 2 * 5, 3, 1.5), fill(fade(accents[at % 4], 0.8)))
    points = [(62 + at * 10, 60 - 5 * at - 6 * math.sin(at * 1.7 + 2 * math.pi * look.phase)) for at in range(7)]
    canvas.drawPath(smooth(points), pen(accents[1], 2.4))
    canvas.drawPath(smooth(points), pen(accents[1], 6, blur=3, blend=SCREEN))
    for at in range(4):
        canvas.drawRRect(rounded(64 + at * 15, 66, 11, 7, 2), fill(fade(accents[at], 0.85)))
    canvas.drawPath(polygon((21, 5), (70, 5), (34, 80), (21, 80)), fill((1, 1, 1, 0.05)))
    canvas.restore()
    canvas.drawPath(
        polygon((16, 84), (136, 84), (150, 96), (2, 96)), fill(shader=down(84, 96, lighter(base, 0.3), base))
    )
    canvas.drawPath(polygon((28, 86), (124, 86), (130, 91), (22, 91)), fill(darker(base, 0.45)))
    canvas.drawRRect(rounded(2, 95.5, 148, 4.5, 2.2), fill(darker(base, 0.3)))


def _headphones(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(tint("#e9e4dc"))
    band = skia.Rect.MakeLTRB(12, 4, 88, 112)
    canvas.drawArc(
        band,
        188,
        164,
        False,
        pen(base, 8, shader=across(8, 92, darker(base, 0.3), lighter(base, 0.4), darker(base, 0.3))),
    )
    canvas.drawArc(skia.Rect.MakeLTRB(16, 9, 84, 112), 200, 140, False, pen(darker(base, 0.55), 2.4))
    for sign in (-1, 1):
        x = 50 + sign * 36
        canvas.drawRRect(
            rounded(x - sign * 7 - 6, 54, 12, 42, 6),
            fill(shader=across(x - 12, x + 12, darker(base, 0.7), darker(base, 0.45))),
        )
        canvas.drawRRect(
            rounded(x + sign * 3 - 9, 50, 18, 50, 9), fill(shader=turned(base, x + sign * 3 - 9, x + sign * 3 + 9))
        )
        canvas.drawCircle(x + sign * 3, 76, 3.2, fill(look.light.accents[0]))


def _lamp(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(look.light.accents[2])
    pulse = 0.9 + 0.1 * math.sin(2 * math.pi * look.phase)
    canvas.drawOval(skia.Rect.MakeLTRB(18, 92, 62, 100), fill(shader=across(18, 62, tint("#c8a878"), tint("#5c4630"))))
    canvas.drawRect(box(38, 44, 4, 52), fill(shader=turned(tint("#c8a878"), 38, 42)))
    canvas.drawCircle(
        40,
        42,
        52,
        fill(shader=radial((40, 42), 52, [fade(look.light.lamp, 0.6 * pulse), fade(look.light.lamp, 0)]), blend=SCREEN),
    )
    shade = polygon((24, 6), (56, 6), (72, 50), (8, 50))
    canvas.drawPath(shade, fill(shader=radial((40, 40), 44, [tint("#fff6d8"), lighter(base, 0.35), base])))
    canvas.drawLine(8, 50, 72, 50, pen(darker(base, 0.3), 1.6))


def _watch(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(tint("#3a4152"))
    for top, high in ((0, 26), (74, 26)):
        wide = 26
        canvas.drawRRect(
            rounded(32 - wide / 2, top, wide, high, 4),
            fill(shader=turned(base, 32 - wide / 2, 32 + wide / 2, gloss=0.2)),
        )
    canvas.drawCircle(
        32, 50, 31, fill(shader=linear((10, 25), (54, 76), [lighter(STEEL, 0.6), STEEL, darker(STEEL, 0.5)]))
    )
    canvas.drawCircle(32, 50, 27, fill(shader=radial((26, 40), 34, [tint("#fdfbf4"), tint("#d9dde4")])))
    for at in range(12):
        angle = at * math.pi / 6
        inner = 20 if at % 3 == 0 else 22.4
        canvas.drawLine(
            32 + inner * math.sin(angle),
            50 - inner * math.cos(angle),
            32 + 24 * math.sin(angle),
            50 - 24 * math.cos(angle),
            pen(tint("#2b3040"), 1.2 if at % 3 else 2),
        )
    for angle, long, width in ((5.25, 13, 2.6), (1.05, 19, 1.9)):
        canvas.drawLine(32, 50, 32 + long * math.sin(angle), 50 - long * math.cos(angle), pen(tint("#20242f"), width))
    second = 2 * math.pi * look.phase
    canvas.drawLine(32, 50, 32 + 21 * math.sin(second), 50 - 21 * math.cos(second), pen(look.light.accents[0], 0.9))
    canvas.drawCircle(32, 50, 1.8, fill(look.light.accents[0]))
    canvas.drawRRect(rounded(63, 46, 4, 8, 1.5), fill(STEEL))
    canvas.drawArc(skia.Rect.MakeLTRB(8, 26, 56, 74), 200, 60, False, pen((1, 1, 1, 0.5), 2, blur=0.6))


def _sneaker(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(look.light.accents[0])
    upper = smooth(
        [(8, 40), (12, 20), (30, 12), (42, 18), (58, 36), (84, 50), (130, 58), (156, 66), (164, 82), (90, 86), (8, 84)],
        closed=True,
    )
    canvas.drawPath(upper, fill(shader=linear((20, 10), (120, 96), [lighter(base, 0.28), base, darker(base, 0.28)])))
    canvas.save()
    canvas.clipPath(upper, doAntiAlias=True)
    canvas.drawPath(
        smooth([(0, 54), (30, 50), (60, 66), (60, 92), (0, 92)], closed=True), fill(fade(darker(base, 0.4), 0.45))
    )
    toe = smooth([(124, 54), (150, 60), (172, 80), (130, 90), (116, 76)], closed=True)
    canvas.drawPath(toe, fill(fade((1, 1, 1, 1), 0.85)))
    swoosh = smooth([(44, 80), (74, 70), (112, 58), (88, 74), (60, 82)], closed=True)
    canvas.drawPath(swoosh, fill((1, 1, 1, 0.95)))
    canvas.restore()
    canvas.drawOval(skia.Rect.MakeLTRB(14, 10, 46, 24), fill(darker(base, 0.62)))
    for at in range(5):
        x, y = 52 + at * 10, 27 + at * 6.2
        canvas.drawLine(x - 4, y + 8, x + 8, y - 1, pen((1, 1, 1, 0.95), 2.6))
    sole = smooth(
        [(4, 82), (40, 84), (100, 84), (150, 80), (168, 78), (172, 90), (160, 99), (60, 99), (10, 98), (2, 90)],
        closed=True,
    )
    canvas.drawPath(sole, fill(shader=down(78, 100, tint("#ffffff"), tint("#cfd4dd"))))
    canvas.drawPath(smooth([(6, 96), (60, 95), (120, 95), (168, 93)]), pen(look.light.accents[1], 2.6))


FIGURES = {
    "bottle": Figure(_bottle, 0.44),
    "cup": Figure(_cup, 1.12, poses=24, rate=0.3),
    "phone": Figure(_phone, 0.5, poses=16, rate=0.3),
    "box": Figure(_box, 1.1),
    "can": Figure(_can, 0.5),
    "perfume": Figure(_perfume, 0.7),
    "jar": Figure(_jar, 1.2),
    "book": Figure(_book, 0.84),
    "laptop": Figure(_laptop, 1.52, poses=16, rate=0.25),
    "headphones": Figure(_headphones, 1.0),
    "lamp": Figure(_lamp, 0.8, poses=8, rate=0.5),
    "watch": Figure(_watch, 0.68, poses=24, rate=0.2),
    "sneaker": Figure(_sneaker, 1.74),
}
