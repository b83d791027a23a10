"""Plants and buildings that are drawn: tree, seedling, leaf, flower; house, lighthouse, wind turbine, pyramid."""

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


def _green(look: Look) -> Tint:
    foliage = look.light.foliage
    autumn = foliage[0] > foliage[1] * 1.1
    return look.base(mix(foliage, tint("#e07a2c" if autumn else "#56b04c"), 0.78))


def _tree(canvas: skia.Canvas, look: Look) -> None:
    leaf = _green(look)
    swing = 1.1 * math.sin(2 * math.pi * look.phase)
    trunk = smooth([(45, 100), (47, 74), (44, 54), (50, 50), (56, 54), (54, 74), (58, 100)], closed=True)
    canvas.drawPath(trunk, fill(shader=across(44, 58, tint("#7a543a"), tint("#42291e"))))
    canvas.drawPath(smooth([(50, 66), (60, 56), (68, 50)]), pen(tint("#52362a"), 3.4))
    for x, y, size, part in (
        (28, 46, 19, -0.16),
        (72, 46, 19, -0.14),
        (36, 30, 21, 0.0),
        (64, 29, 21, 0.04),
        (50, 42, 22, -0.06),
        (50, 18, 18, 0.14),
    ):
        colour = lighter(leaf, part) if part > 0 else darker(leaf, -part)
        shifted = x + swing * (60 - y) / 40
        canvas.drawCircle(
            shifted,
            y,
            size,
            fill(
                shader=radial(
                    (shifted + size * 0.3, y - size * 0.4),
                    size * 1.5,
                    [lighter(colour, 0.24), colour, darker(colour, 0.24)],
                )
            ),
        )
    for number in range(26):
        angle, away = number * 2.4, 33 * math.sqrt((number + 0.5) / 26)
        spot_x, spot_y = 50 + away * math.cos(angle) * 1.05 + swing, 33 + away * math.sin(angle) * 0.72
        canvas.drawCircle(spot_x, spot_y, 2.6 + (number * 0.37 % 1) * 2.4, fill(fade(lighter(leaf, 0.3), 0.42)))


def blade(x: float, y: float, long: float, wide: float, angle: float) -> skia.Path:
    """A leaf from its stalk at (x, y), pointing at `angle` degrees from straight up."""
    path = skia.Path()
    path.moveTo(0, 0)
    path.cubicTo(wide, -long * 0.25, wide * 0.85, -long * 0.75, 0, -long)
    path.cubicTo(-wide * 0.85, -long * 0.75, -wide, -long * 0.25, 0, 0)
    path.transform(skia.Matrix.RotateDeg(angle))
    path.transform(skia.Matrix.Translate(x, y))
    return path


def _seedling(canvas: skia.Canvas, look: Look) -> None:
    leaf = _green(look)
    swing = 3 * math.sin(2 * math.pi * look.phase)
    mound = smooth([(8, 101), (22, 90), (44, 86), (66, 90), (80, 101)], closed=False)
    mound.close()
    stem = smooth([(44, 90), (43, 72), (45, 54), (44 + swing * 0.4, 34)])
    canvas.drawPath(stem, pen(darker(leaf, 0.14), 4))
    for x, y, long, wide, angle in (
        (44, 70, 26, 9, -62),
        (45, 62, 28, 9, 58),
        (44, 50, 30, 10, -48 + swing),
        (44, 44, 31, 10, 46 + swing),
        (44 + swing * 0.4, 36, 33, 10, swing),
    ):
        path = blade(x, y, long, wide, angle)
        area = path.getBounds()
        canvas.drawPath(
            path,
            fill(
                shader=linear(
                    (area.left(), area.top()),
                    (area.right(), area.bottom()),
                    [lighter(leaf, 0.35), leaf, darker(leaf, 0.25)],
                )
            ),
        )
        turn = math.radians(angle)
        canvas.drawLine(
            x,
            y,
            x + long * 0.86 * math.sin(turn),
            y - long * 0.86 * math.cos(turn),
            pen(fade(lighter(leaf, 0.55), 0.7), 0.9),
        )
    canvas.drawPath(mound, fill(shader=down(86, 101, tint("#7a5238"), tint("#452c20"))))
    for x, y in ((26, 94), (40, 91), (58, 93), (68, 97), (34, 98)):
        canvas.drawCircle(x, y, 1.5, fill(fade(tint("#b98c62"), 0.7)))


def _leaf(canvas: skia.Canvas, look: Look) -> None:
    leaf = _green(look)
    path = skia.Path()
    path.moveTo(8, 96)
    path.cubicTo(-6, 44, 30, 6, 96, 4)
    path.cubicTo(100, 62, 66, 104, 8, 96)
    path.close()
    canvas.drawLine(0, 104, 12, 92, pen(darker(leaf, 0.3), 4.4))
    canvas.drawPath(path, fill(shader=linear((16, 14), (84, 96), [lighter(leaf, 0.38), leaf, darker(leaf, 0.3)])))
    canvas.save()
    canvas.clipPath(path, doAntiAlias=True)
    half = polygon((8, 96), (96, 4), (120, 120))
    canvas.drawPath(half, fill(fade(darker(leaf, 0.5), 0.22)))
    canvas.drawLine(8, 96, 94, 6, pen(lighter(leaf, 0.5), 2.2))
    for at in range(1, 7):
        x, y = 8 + 86 * at / 7.4, 96 - 90 * at / 7.4
        canvas.drawPath(smooth([(x, y), (x - 2, y - 16), (x + 2, y - 34)]), pen(fade(lighter(leaf, 0.45), 0.75), 1.2))
        canvas.drawPath(smooth([(x, y), (x + 17, y + 1), (x + 34, y - 3)]), pen(fade(lighter(leaf, 0.35), 0.6), 1.2))
    glint = 0.18 + 0.12 * math.sin(2 * math.pi * look.phase)
    canvas.drawCircle(44, 36, 24, fill((1, 1, 1, glint), blur=9))
    canvas.restore()
    for x, y, size in ((60, 34, 4.6), (36, 62, 3.4), (70, 60, 2.8)):
        canvas.drawCircle(x, y, size, fill(fade(tint("#d9f4ff"), 0.75)))
        canvas.drawCircle(x - size * 0.3, y - size * 0.35, size * 0.3, fill((1, 1, 1, 0.95)))


def _flower(canvas: skia.Canvas, look: Look) -> None:
    petal, leaf = look.base(look.light.accents[0]), mix(look.light.foliage, tint("#56b04c"), 0.55)
    swing = 1.6 * math.sin(2 * math.pi * look.phase)
    x, y = 40 + swing, 30
    canvas.drawPath(smooth([(40, 100), (42, 76), (38, 54), (x, y)]), pen(darker(leaf, 0.1), 4))
    for angle, base in ((-64, 84), (58, 76)):
        canvas.drawPath(
            blade(41, base, 30, 8, angle),
            fill(shader=linear((10, 50), (70, 90), [lighter(leaf, 0.25), darker(leaf, 0.2)])),
        )
    for ring, long, count, shift in ((0, 29, 9, 0.0), (1, 22, 9, 20.0)):
        for at in range(count):
            path = blade(x, y, long, 8 - ring, 360 * at / count + shift + swing)
            canvas.drawPath(path, fill(shader=radial((x, y), long, [darker(petal, 0.2), petal, lighter(petal, 0.35)])))
    canvas.drawCircle(x, y, 9, fill(shader=radial((x - 2, y - 3), 10, [tint("#ffe48a"), tint("#e79a26")])))
    for at in range(9):
        canvas.drawCircle(x + 5 * math.cos(at * 2.4), y + 5 * math.sin(at * 2.4), 0.9, fill(tint("#b8691b")))


def _house(canvas: skia.Canvas, look: Look) -> None:
    wall = look.base(tint("#f3e6d0"))
    roof = mix(look.light.accents[0], tint("#b8503c"), 0.4)
    lit = look.light.night
    glass = look.light.lamp if lit else lighter(look.light.sky[3], 0.2)
    canvas.drawRect(box(84, 12, 11, 26), fill(darker(roof, 0.4)))
    canvas.drawRect(box(14, 46, 92, 54), fill(shader=across(14, 106, lighter(wall, 0.2), wall, darker(wall, 0.22))))
    canvas.drawPath(
        polygon((4, 50), (60, 6), (116, 50)), fill(shader=down(6, 50, lighter(roof, 0.16), darker(roof, 0.18)))
    )
    canvas.drawLine(4, 50, 60, 6, pen(lighter(roof, 0.35), 2.2))
    canvas.drawRect(box(14, 50, 92, 3.4), fill((0, 0, 0, 0.18)))
    canvas.drawRRect(
        rounded(52, 66, 19, 34, 2), fill(shader=down(66, 100, lighter(tint("#7a4a34"), 0.14), tint("#5a3226")))
    )
    canvas.drawCircle(67, 84, 1.3, fill(tint("#f5cf7a")))
    for x, y, size in ((23, 62, 19), (80, 62, 19), (52, 27, 16)):
        if lit:
            canvas.drawCircle(
                x + size / 2,
                y + size / 2,
                size * 1.3,
                fill(
                    shader=radial((x + size / 2, y + size / 2), size * 1.3, [fade(glass, 0.6), fade(glass, 0)]),
                    blend=SCREEN,
                ),
            )
        canvas.drawRRect(
            rounded(x, y, size, size, 1.4),
            fill(shader=linear((x, y), (x + size, y + size), [lighter(glass, 0.3), glass])),
        )
        canvas.drawLine(x + size / 2, y, x + size / 2, y + size, pen(tint("#fffaf0"), 1.6))
        canvas.drawLine(x, y + size / 2, x + size, y + size / 2, pen(tint("#fffaf0"), 1.6))
        canvas.drawRect(box(x - 1.4, y + size, size + 2.8, 2), fill(darker(wall, 0.3)))


def _lighthouse(canvas: skia.Canvas, look: Look) -> None:
    red = look.base(tint("#e2483d"))
    turn = math.sin(2 * math.pi * look.phase)
    for sign in (-1, 1):
        reach = 34 * (0.72 + 0.28 * turn * sign)
        beam = polygon((25, 15.5), (25 + sign * reach, 8), (25 + sign * reach, 24))
        canvas.drawPath(
            beam,
            fill(
                shader=across(25, 25 + sign * reach, fade(tint("#fff3c4"), 0.65), fade(tint("#fff3c4"), 0)),
                blend=SCREEN,
            ),
        )
    tower = polygon((17, 24), (33, 24), (38, 100), (12, 100))
    canvas.drawPath(tower, fill(shader=across(12, 38, tint("#d8dbe4"), tint("#ffffff"), tint("#aab0c0"))))
    canvas.save()
    canvas.clipPath(tower, doAntiAlias=True)
    for at in range(3):
        canvas.drawRect(
            box(5, 32 + at * 25, 40, 12.5),
            fill(shader=across(12, 38, darker(red, 0.16), lighter(red, 0.16), darker(red, 0.34))),
        )
    canvas.restore()
    for y in (50, 74):
        canvas.drawRRect(rounded(22.6, y, 4.8, 7, 2.4), fill(tint("#3a4258")))
    canvas.drawRect(box(13, 21.6, 24, 3), fill(tint("#2f3648")))
    canvas.drawRect(box(18.4, 10, 13.2, 12), fill(tint("#fff0b4")))
    canvas.drawCircle(
        25,
        16,
        13,
        fill(shader=radial((25, 16), 13, [fade(tint("#fff0b4"), 0.9), fade(tint("#fff0b4"), 0)]), blend=SCREEN),
    )
    for x in (18.4, 25, 31.6):
        canvas.drawLine(x, 10, x, 22, pen(tint("#2f3648"), 1.1))
    canvas.drawPath(polygon((15.6, 10.4), (25, 2), (34.4, 10.4)), fill(red))


def _turbine(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(tint("#f6f8fb"))
    canvas.drawPath(
        polygon((34, 36), (37, 36), (39, 100), (32, 100)),
        fill(shader=across(32, 39, base, darker(base, 0.5))),
    )
    for at in range(3):
        canvas.save()
        canvas.translate(35.5, 35)
        canvas.rotate(120 * (at + look.phase))
        vane = smooth([(0, 0), (3.4, -9), (1.9, -24), (0, -35), (-0.9, -20)], closed=True)
        canvas.drawPath(vane, pen(fade(darker(base, 0.6), 0.5), 1.1))
        canvas.drawPath(vane, fill(shader=across(-2, 3, darker(base, 0.2), base)))
        canvas.save()
        canvas.clipPath(vane, doAntiAlias=True)
        canvas.drawRect(box(-3, -31, 8, 4.5), fill(tint("#d8453e")))
        canvas.restore()
        canvas.restore()
    canvas.drawCircle(35.5, 35, 2.6, fill(darker(base, 0.16)))


def _windmill(canvas: skia.Canvas, look: Look) -> None:
    """A tower mill with four sails, seen from the front."""
    wall, roof, wood = look.base(tint("#efe4d2")), tint("#8a4a38"), tint("#6b4a34")
    canvas.drawPath(
        polygon((34, 42), (62, 42), (70, 100), (26, 100)),
        fill(shader=across(26, 70, lighter(wall, 0.12), wall, darker(wall, 0.34))),
    )
    canvas.drawRRect(rounded(43.5, 86, 9, 14, 4), fill(darker(wood, 0.2)))
    for x, y in ((45, 66), (45.6, 52)):
        canvas.drawRRect(rounded(x, y, 6, 7, 2), fill(tint("#4a5568")))
    canvas.drawRRect(rounded(28, 74, 40, 2.6, 1), fill(darker(wood, 0.1)))
    canvas.drawPath(
        smooth([(31, 44), (36, 32), (48, 26), (60, 32), (65, 44)], closed=True),
        fill(shader=across(31, 65, lighter(roof, 0.2), darker(roof, 0.3))),
    )
    for at in range(4):
        canvas.save()
        canvas.translate(48, 40)
        canvas.rotate(90 * (at + look.phase) + 20)
        canvas.drawRect(box(-0.8, -39, 1.6, 39), fill(wood))
        canvas.drawRect(box(0.8, -38, 7, 30), fill(tint("#fbf5e6", 0.9)))
        for step in range(7):
            canvas.drawRect(box(0.8, -38 + step * 5, 7, 0.7), fill(wood))
        canvas.drawRect(box(7.4, -38, 0.8, 30), fill(wood))
        canvas.restore()
    canvas.drawCircle(48, 40, 3, fill(darker(wood, 0.3)))


def _pyramid(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(tint("#e0b56c"))
    canvas.drawPath(polygon((74, 0), (0, 100), (92, 100)), fill(shader=down(0, 100, lighter(base, 0.34), base)))
    canvas.drawPath(
        polygon((74, 0), (92, 100), (160, 100)), fill(shader=down(0, 100, darker(base, 0.25), darker(base, 0.5)))
    )
    for at in range(1, 12):
        share = at / 12
        canvas.drawLine(
            74 - 74 * share, 100 * share, 74 + 18 * share, 100 * share, pen(fade(darker(base, 0.4), 0.28), 0.8)
        )
        canvas.drawLine(
            74 + 18 * share, 100 * share, 74 + 86 * share, 100 * share, pen(fade(darker(base, 0.8), 0.28), 0.8)
        )


FIGURES = {
    "tree": Figure(_tree, 1.0, poses=16, rate=0.3),
    "seedling": Figure(_seedling, 0.88, poses=24, rate=0.32),
    "leaf": Figure(_leaf, 1.0, poses=12, rate=0.3, flat=True),
    "flower": Figure(_flower, 0.8, poses=16, rate=0.3),
    "house": Figure(_house, 1.2),
    "lighthouse": Figure(_lighthouse, 0.5, poses=24, rate=0.16),
    "windmill": Figure(_windmill, 0.96, poses=24, rate=0.1),
    "wind-turbine": Figure(_turbine, 0.72, poses=24, rate=0.5),
    "pyramid": Figure(_pyramid, 1.6),
}
