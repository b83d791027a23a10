"""More products as solids: bags, camera, chair, umbrella, suitcase, glasses, wine, teapot, candle, speaker, tube,
lantern, bench, glass of lemonade."""

import math

import skia

from vidpipe.providers.local.painter.figures import Figure, Look
from vidpipe.providers.local.painter.figures.goods import STEEL, turned
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
    linear,
    mix,
    pen,
    polygon,
    radial,
    rounded,
    smooth,
    tint,
)

BRASS = tint("#d9ae5f")


def _stitches(canvas: skia.Canvas, path: skia.Path, colour: Tint) -> None:
    dash = pen(fade(colour, 0.7), 0.7)
    dash.setPathEffect(skia.DashPathEffect.Make([2.2, 1.6], 0))
    canvas.drawPath(path, dash)


def _handbag(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(tint("#a8623c"))
    for dx, shade in ((2, 0.45), (0, 0.15)):
        handle = skia.Path()
        handle.moveTo(34 + dx, 46)
        handle.cubicTo(34 + dx, 2, 86 + dx, 2, 86 + dx, 46)
        canvas.drawPath(
            handle, pen(darker(base, shade), 5.4, shader=across(34, 86, lighter(base, 0.15), darker(base, 0.35)))
        )
    body = smooth(
        [(18, 40), (60, 37), (102, 40), (112, 68), (114, 94), (104, 100), (60, 100), (16, 100), (6, 94), (8, 68)],
        closed=True,
    )
    canvas.drawPath(body, fill(shader=linear((10, 36), (110, 102), [lighter(base, 0.26), base, darker(base, 0.38)])))
    canvas.save()
    canvas.clipPath(body, doAntiAlias=True)
    flap = smooth([(4, 30), (116, 30), (114, 56), (92, 70), (60, 74), (28, 70), (6, 56)], closed=True)
    canvas.drawPath(flap, fill(shader=down(36, 74, lighter(base, 0.3), darker(base, 0.1))))
    canvas.drawPath(flap, pen(fade(darker(base, 0.6), 0.5), 1.2))
    _stitches(canvas, smooth([(10, 52), (28, 66), (60, 70), (92, 66), (110, 52)]), lighter(base, 0.6))
    canvas.drawOval(skia.Rect.MakeLTRB(12, 42, 40, 60), fill((1, 1, 1, 0.16), blur=4))
    canvas.restore()
    canvas.drawRRect(
        rounded(52, 64, 16, 14, 3), fill(shader=linear((52, 64), (68, 78), [lighter(BRASS, 0.5), darker(BRASS, 0.25)]))
    )
    canvas.drawCircle(60, 71, 2.4, fill(darker(BRASS, 0.5)))
    for x in (34, 86):
        canvas.drawCircle(x, 44, 3.4, pen(lighter(BRASS, 0.2), 2))


def _backpack(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(look.light.accents[2])
    canvas.drawArc(skia.Rect.MakeLTRB(32, 1, 52, 22), 180, 180, False, pen(darker(base, 0.4), 4))
    for side in (-1, 1):
        x = 42 + side * 38
        canvas.drawRRect(
            rounded(x - 9, 52, 18, 42, 8), fill(shader=across(x - 9, x + 9, darker(base, 0.1), darker(base, 0.4)))
        )
    body = smooth(
        [(14, 40), (20, 18), (42, 9), (64, 18), (70, 40), (72, 88), (62, 99), (22, 99), (12, 88)], closed=True
    )
    canvas.drawPath(
        body,
        fill(
            shader=across(
                12, 72, darker(base, 0.12), lighter(base, 0.26), base, darker(base, 0.36), stops=(0, 0.28, 0.6, 1)
            )
        ),
    )
    canvas.save()
    canvas.clipPath(body, doAntiAlias=True)
    canvas.drawPath(smooth([(10, 44), (26, 26), (42, 22), (58, 26), (74, 44)]), pen(darker(base, 0.5), 1.6))
    canvas.drawRect(box(8, 90, 70, 12), fill(fade(darker(base, 0.6), 0.4)))
    canvas.restore()
    pocket = rounded(20, 54, 44, 36, 9)
    canvas.drawRRect(pocket, fill(shader=down(54, 90, lighter(base, 0.2), darker(base, 0.2))))
    canvas.drawRRect(pocket, pen(fade(darker(base, 0.6), 0.4), 1.1))
    canvas.drawLine(24, 62, 60, 62, pen(darker(base, 0.5), 1.8))
    canvas.drawRRect(rounded(49, 61, 3.4, 9, 1.6), fill(lighter(BRASS, 0.3)))
    leather = tint("#8a5a3c")
    for x in (30, 54):
        canvas.drawRRect(
            rounded(x - 3, 26, 6, 22, 2),
            fill(shader=across(x - 3, x + 3, lighter(leather, 0.15), darker(leather, 0.25))),
        )
        canvas.drawRRect(rounded(x - 4.4, 40, 8.8, 7, 1.6), pen(lighter(BRASS, 0.2), 1.5))
    canvas.drawRRect(rounded(34, 70, 16, 9, 2), fill((1, 1, 1, 0.85)))


def _suitcase(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(look.light.accents[0])
    for x in (26, 44):
        canvas.drawRect(box(x - 1.2, 2, 2.4, 24), fill(STEEL))
    canvas.drawRRect(rounded(22, 0, 26, 5, 2.4), fill(tint("#3a3f48")))
    for x in (15, 55):
        canvas.drawCircle(x, 96, 4, fill(tint("#2a2d34")))
        canvas.drawCircle(x, 96, 1.6, fill(STEEL))
    shell = rounded(4, 20, 62, 74, 9)
    canvas.drawRRect(
        shell,
        fill(
            shader=across(
                4, 66, darker(base, 0.18), lighter(base, 0.34), base, darker(base, 0.4), stops=(0, 0.22, 0.6, 1)
            )
        ),
    )
    for at in range(6):
        left = 11 + at * 9.6
        canvas.drawRRect(
            rounded(left, 24, 3.2, 66, 1.6),
            fill(shader=across(left, left + 3.2, fade(darker(base, 0.5), 0.4), (1, 1, 1, 0.2))),
        )
    for x, y in ((4, 20), (56, 20), (4, 84), (56, 84)):
        canvas.drawRRect(rounded(x, y, 10, 10, 5), fill(fade(darker(base, 0.55), 0.8)))
    canvas.drawRRect(rounded(27, 50, 16, 6, 3), fill(tint("#2e323a")))
    canvas.drawRRect(rounded(9, 28, 2, 56, 1), fill((1, 1, 1, 0.45), blur=0.6))


def _camera(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(tint("#33363f"))
    canvas.drawRRect(rounded(46, 4, 40, 24, 6), fill(shader=down(4, 28, lighter(STEEL, 0.3), darker(STEEL, 0.2))))
    canvas.drawRRect(rounded(14, 12, 20, 12, 3), fill(shader=turned(STEEL, 14, 34)))
    canvas.drawRRect(rounded(104, 10, 14, 14, 3), fill(shader=turned(STEEL, 104, 118)))
    canvas.drawCircle(111, 10, 5, fill(shader=radial((109, 8), 8, [tint("#ff9a8a"), tint("#b5241c")])))
    canvas.drawRRect(rounded(2, 20, 128, 80, 11), fill(shader=down(20, 100, lighter(STEEL, 0.35), darker(STEEL, 0.25))))
    canvas.drawRRect(rounded(2, 36, 128, 50, 4), fill(shader=down(36, 86, lighter(base, 0.12), darker(base, 0.3))))
    for at in range(90):
        x, y = 6 + (at * 37 % 120), 39 + (at * 23 % 45)
        canvas.drawCircle(x, y, 0.7, fill((1, 1, 1, 0.1)))
    canvas.drawRRect(
        rounded(54, 10, 24, 12, 3), fill(shader=linear((54, 10), (78, 22), [tint("#93b7d6"), tint("#1d2a3c")]))
    )
    centre = (66, 61)
    for radius, shades in (
        (34, (lighter(STEEL, 0.3), darker(STEEL, 0.45))),
        (29, (tint("#4b505a"), tint("#14161b"))),
        (23, (tint("#20242c"), tint("#3a404b"))),
    ):
        canvas.drawCircle(*centre, radius, fill(shader=linear((40, 30), (96, 96), list(shades))))
    canvas.drawCircle(
        *centre, 18, fill(shader=radial((60, 54), 26, [tint("#7fb3e6"), tint("#2b3f86"), tint("#0b0d1c")]))
    )
    canvas.drawCircle(*centre, 9, fill(fade(tint("#0a0c16"), 0.7)))
    canvas.drawOval(skia.Rect.MakeLTRB(52, 48, 64, 56), fill((1, 1, 1, 0.75), blur=0.8))
    canvas.drawCircle(74, 70, 3, fill(fade(tint("#ff9ad0"), 0.5)))
    canvas.drawRRect(rounded(8, 26, 116, 1.6, 0.8), fill((1, 1, 1, 0.5)))


def _chair(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(look.light.accents[0])
    wood = tint("#8a5d3c")
    for x, foot, lean in ((20, 97, -3), (72, 97, 3), (28, 100, -5), (64, 100, 5)):
        canvas.drawLine(x, 70, x + lean, foot, pen(darker(wood, 0.1 if foot == 100 else 0.4), 4.4))
    back = smooth([(14, 14), (46, 6), (78, 14), (80, 44), (74, 64), (18, 64), (12, 44)], closed=True)
    canvas.drawPath(back, fill(shader=linear((14, 6), (76, 66), [lighter(base, 0.26), base, darker(base, 0.34)])))
    for x, y in ((32, 26), (46, 24), (60, 26), (38, 42), (54, 42)):
        canvas.drawCircle(x, y, 1.5, fill(darker(base, 0.5)))
        canvas.drawCircle(x, y, 6, fill(fade(darker(base, 0.5), 0.12), blur=2))
    for x in (4, 74):
        canvas.drawRRect(
            rounded(x, 40, 14, 34, 6.5), fill(shader=across(x, x + 14, lighter(base, 0.2), darker(base, 0.32)))
        )
    canvas.drawRRect(rounded(10, 58, 72, 17, 8), fill(shader=down(58, 75, lighter(base, 0.32), darker(base, 0.26))))
    canvas.drawOval(skia.Rect.MakeLTRB(22, 59, 60, 65), fill((1, 1, 1, 0.18), blur=2))


def _umbrella(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(look.light.accents[0])
    canvas.drawLine(60, 4, 60, 88, pen(tint("#4a4038"), 2.6))
    canvas.drawArc(skia.Rect.MakeLTRB(60, 80, 78, 98), 0, 180, False, pen(tint("#8a5a38"), 4.4))
    edges = (2, 21, 40, 60, 80, 99, 118)
    shades = (0.42, 0.26, 0.06, -0.12, 0.1, 0.32)
    for at in range(6):
        path = skia.Path()
        path.moveTo(60, 6)
        path.quadTo(60 + (edges[at] - 60) * 0.95, 14, edges[at], 52)
        middle = (edges[at] + edges[at + 1]) / 2
        path.quadTo(middle, 44, edges[at + 1], 52)
        path.quadTo(60 + (edges[at + 1] - 60) * 0.95, 14, 60, 6)
        shade = shades[at]
        tone = darker(base, shade) if shade > 0 else lighter(base, -shade * 1.6)
        canvas.drawPath(path, fill(shader=down(6, 54, lighter(tone, 0.18), darker(tone, 0.12))))
        canvas.drawPath(path, pen(fade(darker(base, 0.6), 0.25), 0.6))
    canvas.drawOval(skia.Rect.MakeLTRB(36, 14, 58, 30), fill((1, 1, 1, 0.2), blur=5))
    canvas.drawRRect(rounded(58.6, 0, 2.8, 8, 1.4), fill(tint("#4a4038")))


def _sunglasses(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(tint("#2b2430"))
    accent = look.light.accents
    for side in (-1, 1):
        x = 130 + side * 66
        canvas.drawLine(x + side * 44, 28, x + side * 56, 12, pen(darker(base, 0.2), 7))
        lens = smooth(
            [(x - 46, 24), (x, 17), (x + 46, 24), (x + 42, 66), (x + 14, 92), (x - 14, 92), (x - 42, 66)], closed=True
        )
        glass = [mix(tint("#1a2038"), accent[4], 0.3), mix(accent[0], tint("#5a3a6a"), 0.5), lighter(accent[1], 0.2)]
        canvas.drawPath(lens, fill(shader=down(18, 94, *glass)))
        canvas.save()
        canvas.clipPath(lens, doAntiAlias=True)
        canvas.drawPath(polygon((x - 40, 10), (x - 12, 10), (x - 36, 96), (x - 64, 96)), fill((1, 1, 1, 0.26)))
        canvas.drawPath(polygon((x + 2, 10), (x + 9, 10), (x - 15, 96), (x - 22, 96)), fill((1, 1, 1, 0.2)))
        canvas.restore()
        canvas.drawPath(lens, pen(base, 8, shader=down(16, 96, lighter(base, 0.35), base)))
    canvas.drawArc(skia.Rect.MakeLTRB(108, 26, 152, 58), 200, 140, False, pen(lighter(base, 0.16), 8))


def _wine(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(tint("#8c1d3c"))
    canvas.drawOval(
        skia.Rect.MakeLTRB(8, 92, 52, 100),
        fill(shader=across(8, 52, (1, 1, 1, 0.75), (0.7, 0.8, 0.9, 0.5), (1, 1, 1, 0.7))),
    )
    canvas.drawRect(box(28, 56, 4, 38), fill(shader=across(28, 32, (1, 1, 1, 0.85), (0.6, 0.7, 0.8, 0.55))))
    bowl = smooth([(10, 2), (5, 26), (14, 50), (30, 58), (46, 50), (55, 26), (50, 2)])
    bowl.close()
    canvas.drawPath(bowl, fill((0.86, 0.93, 1.0, 0.34)))
    canvas.save()
    canvas.clipPath(bowl, doAntiAlias=True)
    canvas.drawRect(
        box(0, 24, 60, 40), fill(shader=across(4, 56, darker(base, 0.3), lighter(base, 0.2), base, darker(base, 0.45)))
    )
    canvas.drawOval(skia.Rect.MakeLTRB(4, 20.5, 56, 27.5), fill(lighter(base, 0.28)))
    canvas.restore()
    canvas.drawPath(bowl, pen((1, 1, 1, 0.75), 1.1))
    canvas.drawPath(smooth([(13, 8), (10.5, 24), (15, 42)]), pen((1, 1, 1, 0.7), 2.2, blur=0.5))
    canvas.drawOval(skia.Rect.MakeLTRB(10, 0, 50, 4.4), pen((1, 1, 1, 0.8), 0.9))


def _lemonade(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(tint("#f5c93f"))
    canvas.drawLine(40, 24, 52, 0, pen(look.light.accents[0], 3.4))
    glass = polygon((6, 14), (54, 14), (48, 100), (12, 100))
    canvas.drawPath(glass, fill((0.9, 0.96, 1.0, 0.4)))
    canvas.save()
    canvas.clipPath(glass, doAntiAlias=True)
    canvas.drawRect(
        box(0, 26, 60, 76),
        fill(shader=down(26, 100, lighter(base, 0.3), base, darker(mix(base, tint("#f08a2b"), 0.4), 0.1))),
    )
    for x, y, turn in ((16, 34, 12), (34, 40, -18), (22, 58, 30)):
        canvas.save()
        canvas.rotate(turn, x + 7, y + 7)
        canvas.drawRRect(
            rounded(x, y, 14, 14, 3), fill(shader=linear((x, y), (x + 14, y + 14), [(1, 1, 1, 0.75), (1, 1, 1, 0.2)]))
        )
        canvas.restore()
    for at in range(22):
        canvas.drawCircle(12 + at * 29 % 38, 44 + at * 17 % 52, 0.8 + at % 3 * 0.4, fill((1, 1, 1, 0.55)))
    canvas.drawRect(box(11, 16, 4, 84), fill((1, 1, 1, 0.4), blur=0.8))
    canvas.restore()
    canvas.drawPath(glass, pen((1, 1, 1, 0.7), 1.1))
    canvas.drawCircle(52, 17, 11, fill(tint("#f6d64a")))
    canvas.drawCircle(52, 17, 8.6, fill(tint("#fff2b0")))
    for at in range(8):
        angle = at * math.pi / 4
        canvas.drawLine(52, 17, 52 + 8 * math.cos(angle), 17 + 8 * math.sin(angle), pen(tint("#f2c838"), 1.2))


def _teapot(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(look.light.accents[2])
    canvas.drawArc(skia.Rect.MakeLTRB(86, 36, 124, 82), -80, 170, False, pen(darker(base, 0.25), 7))
    spout = smooth([(30, 74), (14, 62), (8, 36), (2, 30), (12, 28), (22, 42), (34, 54)], closed=True)
    canvas.drawPath(spout, fill(shader=linear((4, 30), (34, 76), [lighter(base, 0.3), darker(base, 0.2)])))
    body = smooth(
        [(30, 48), (46, 34), (78, 34), (94, 48), (100, 70), (90, 92), (62, 99), (34, 92), (24, 70)], closed=True
    )
    canvas.drawPath(body, fill(shader=turned(base, 22, 102, gloss=0.5)))
    canvas.drawOval(skia.Rect.MakeLTRB(40, 96, 84, 100), fill(darker(base, 0.4)))
    lid = smooth([(42, 37), (50, 26), (62, 23), (74, 26), (82, 37)], closed=True)
    canvas.drawPath(lid, fill(shader=turned(darker(base, 0.06), 42, 82, gloss=0.4)))
    canvas.drawCircle(62, 20, 5.4, fill(shader=radial((60, 18), 8, [lighter(BRASS, 0.5), darker(BRASS, 0.3)])))
    for at in range(5):
        x = 36 + at * 13
        for turn in range(5):
            angle = turn * 2 * math.pi / 5
            canvas.drawCircle(
                x + 3 * math.cos(angle), 68 + 3 * math.sin(angle) + 3 * (at % 2), 1.7, fill((1, 1, 1, 0.55))
            )
    canvas.drawOval(skia.Rect.MakeLTRB(36, 44, 50, 62), fill((1, 1, 1, 0.4), blur=2))


def _candle(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(tint("#f4e6cf"))
    flick = math.sin(2 * math.pi * look.phase)
    glow(canvas, 30, 20, 34, tint("#ffb850"), 0.75)
    flame = smooth([(30 + flick, 3), (36, 16), (34, 25), (30, 28), (26, 25), (24, 16)], closed=True)
    canvas.drawPath(flame, fill(shader=down(2, 28, tint("#fff6cf"), tint("#ffc04a"), tint("#f0702a"))))
    canvas.drawLine(30, 25, 30, 32, pen(tint("#3a2a20"), 1.2))
    glass = rounded(8, 34, 44, 66, 6)
    canvas.drawRRect(
        rounded(11, 40, 38, 57, 4),
        fill(shader=down(38, 98, lighter(mix(base, tint("#ffcf7a"), 0.6), 0.3), base, darker(base, 0.22))),
    )
    canvas.drawOval(skia.Rect.MakeLTRB(11, 36, 49, 44), fill(lighter(mix(base, tint("#ffd98a"), 0.6), 0.3)))
    canvas.drawRRect(
        glass, fill(shader=across(8, 52, (1, 1, 1, 0.4), (1, 1, 1, 0.04), (1, 1, 1, 0.05), (0, 0, 0, 0.18)))
    )
    canvas.drawRRect(glass, pen((1, 1, 1, 0.6), 1))
    canvas.drawRRect(rounded(18, 60, 24, 20, 2), fill((1, 1, 1, 0.85)))
    canvas.drawCircle(30, 70, 5, pen(look.light.accents[0], 1.2))


def _speaker(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(tint("#3a4150"))
    body = rounded(3, 2, 58, 96, 15)
    canvas.drawRRect(body, fill(shader=turned(base, 3, 61, gloss=0.3)))
    canvas.save()
    canvas.clipRRect(body, doAntiAlias=True)
    for row in range(40):
        for column in range(12):
            x = 6 + column * 4.8 + (row % 2) * 2.4
            canvas.drawCircle(x, 20 + row * 1.9, 0.62, fill((0, 0, 0, 0.34)))
    canvas.drawRect(box(0, 84, 66, 3), fill(shader=turned(BRASS, 3, 61)))
    canvas.drawRRect(rounded(10, 12, 4, 78, 2), fill((1, 1, 1, 0.3), blur=1.4))
    canvas.restore()
    canvas.drawOval(
        skia.Rect.MakeLTRB(9, 3, 55, 15),
        fill(shader=linear((9, 3), (55, 15), [lighter(base, 0.35), darker(base, 0.2)])),
    )
    pulse = 0.6 + 0.4 * math.sin(2 * math.pi * look.phase)
    canvas.drawOval(
        skia.Rect.MakeLTRB(17, 5.4, 47, 12.6), pen(mix(look.light.accents[1], (1, 1, 1, 1), 0.3 * pulse), 1.4)
    )
    canvas.drawOval(
        skia.Rect.MakeLTRB(17, 5.4, 47, 12.6), pen(fade(look.light.accents[1], 0.7 * pulse), 4, blur=2.4, blend=SCREEN)
    )


def _tube(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(mix(look.light.accents[0], tint("#ffe8dc"), 0.6))
    body = smooth([(4, 2), (24, 1), (44, 2), (42, 50), (36, 80), (12, 80), (6, 50)], closed=True)
    canvas.drawPath(body, fill(shader=turned(base, 4, 44, gloss=0.6)))
    canvas.drawRect(box(4, 1, 40, 6), fill(shader=turned(darker(base, 0.1), 4, 44)))
    canvas.drawRRect(rounded(11, 78, 26, 22, 3), fill(shader=turned(tint("#f4f1ea"), 11, 37, gloss=0.5)))
    for at in range(7):
        canvas.drawLine(13.5 + at * 3.5, 82, 13.5 + at * 3.5, 97, pen((0, 0, 0, 0.14), 0.6))
    leaf = smooth([(24, 22), (33, 34), (24, 50), (15, 34)], closed=True)
    canvas.drawPath(leaf, fill(mix(look.light.foliage, tint("#5a9a6a"), 0.4)))
    canvas.drawLine(24, 26, 24, 52, pen((1, 1, 1, 0.8), 0.9))
    canvas.drawRRect(rounded(14, 58, 20, 2.4, 1.2), fill(fade(darker(base, 0.5), 0.5)))
    canvas.drawRRect(rounded(9, 10, 2.6, 60, 1.3), fill((1, 1, 1, 0.6), blur=0.8))


def _lantern(canvas: skia.Canvas, look: Look) -> None:
    iron = look.base(tint("#3a3440"))
    flick = 0.85 + 0.15 * math.sin(2 * math.pi * look.phase)
    canvas.drawArc(skia.Rect.MakeLTRB(16, 0, 44, 30), 180, 180, False, pen(iron, 2.4))
    canvas.drawPath(
        polygon((12, 26), (48, 26), (40, 14), (20, 14)),
        fill(shader=across(12, 48, lighter(iron, 0.25), darker(iron, 0.3))),
    )
    glass = rounded(13, 28, 34, 56, 5)
    canvas.drawRRect(
        glass, fill(shader=radial((30, 62), 40, [tint("#fff2c0"), tint("#ffc25a"), fade(tint("#b5652a"), 0.9)]))
    )
    flame = smooth([(30, 42), (36, 58), (30, 68), (24, 58)], closed=True)
    canvas.drawPath(flame, fill(tint("#fffbe6", flick)))
    glow(canvas, 30, 58, 40, tint("#ffc25a"), 0.6 * flick)
    for x in (13, 30, 47):
        canvas.drawRect(box(x - 1, 28, 2, 56), fill(iron))
    canvas.drawRRect(rounded(8, 84, 44, 10, 3), fill(shader=across(8, 52, lighter(iron, 0.3), darker(iron, 0.3))))
    canvas.drawRRect(rounded(12, 94, 36, 6, 2), fill(darker(iron, 0.3)))


def _bench(canvas: skia.Canvas, look: Look) -> None:
    wood, iron = look.base(tint("#a06c42")), tint("#2f333b")
    for x in (22, 178):
        canvas.drawPath(smooth([(x - 4, 8), (x + 2, 50), (x - 12, 60), (x - 14, 99)]), pen(iron, 6))
        canvas.drawPath(smooth([(x + 2, 56), (x + 14, 66), (x + 16, 99)]), pen(iron, 6))
        canvas.drawPath(smooth([(x - 2, 38), (x + 16, 36), (x + 20, 58)]), pen(iron, 5))
    for y, high in ((8, 13), (25, 13)):
        canvas.drawRRect(
            rounded(4, y, 192, high, 3), fill(shader=down(y, y + high, lighter(wood, 0.3), darker(wood, 0.18)))
        )
    for y, high in ((50, 9), (60, 11)):
        canvas.drawRRect(
            rounded(2, y, 196, high, 3), fill(shader=down(y, y + high, lighter(wood, 0.36), darker(wood, 0.25)))
        )


def toy_balloon(canvas: skia.Canvas, look: Look) -> None:
    """A toy balloon on its string."""
    base = look.base(look.light.accents[0])
    sway = 2.5 * math.sin(2 * math.pi * look.phase)
    canvas.drawPath(
        smooth([(25, 60), (25 + sway, 74), (25 - sway, 88), (25, 100)]), pen(fade(darker(base, 0.5), 0.85), 1)
    )
    skin = smooth([(25, 0), (45, 12), (47, 30), (37, 48), (25, 57), (13, 48), (3, 30), (5, 12)], closed=True)
    shades = [lighter(base, 0.55), lighter(base, 0.12), base, darker(base, 0.35)]
    canvas.drawPath(skin, fill(shader=radial((17, 17), 44, shades, (0, 0.3, 0.6, 1))))
    canvas.drawPath(polygon((25, 56), (29, 61), (21, 61)), fill(darker(base, 0.25)))
    canvas.drawOval(skia.Rect.MakeLTRB(10, 9, 19, 24), fill((1, 1, 1, 0.6), blur=1.4))
    canvas.drawArc(skia.Rect.MakeLTRB(6, 4, 44, 52), 20, 60, False, pen((1, 1, 1, 0.3), 2.2, blur=0.8))


FIGURES = {
    "party-balloon": Figure(toy_balloon, 0.5, poses=12, rate=0.3),
    "handbag": Figure(_handbag, 1.2),
    "backpack": Figure(_backpack, 0.84),
    "suitcase": Figure(_suitcase, 0.7),
    "camera": Figure(_camera, 1.32),
    "chair": Figure(_chair, 0.92),
    "umbrella": Figure(_umbrella, 1.2),
    "sunglasses": Figure(_sunglasses, 2.6),
    "wine": Figure(_wine, 0.6),
    "lemonade": Figure(_lemonade, 0.64),
    "teapot": Figure(_teapot, 1.24),
    "candle": Figure(_candle, 0.6, poses=12, rate=0.8),
    "speaker": Figure(_speaker, 0.64, poses=12, rate=0.5),
    "tube": Figure(_tube, 0.48),
    "lantern": Figure(_lantern, 0.6, poses=12, rate=0.7),
    "bench": Figure(_bench, 2.0),
}
