"""Things that move: car, rocket, sailboat, hot-air balloon, paper plane, robot and astronaut."""

import math

import skia

from vidpipe.providers.local.painter.figures import Figure, Look
from vidpipe.providers.local.painter.figures.wares import toy_balloon
from vidpipe.providers.local.painter.ink import (
    SCREEN,
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


def _car(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(look.light.accents[0])
    body = smooth(
        [
            (6, 66),
            (10, 50),
            (44, 45),
            (74, 20),
            (100, 13),
            (140, 15),
            (170, 40),
            (206, 48),
            (226, 56),
            (232, 72),
            (226, 84),
            (10, 84),
        ],
        closed=True,
    )
    canvas.drawPath(body, fill(shader=down(12, 86, lighter(base, 0.34), base, darker(base, 0.42))))
    glass = smooth([(66, 42), (86, 24), (104, 20), (136, 21), (158, 42)], closed=True)
    canvas.drawPath(
        glass,
        fill(shader=linear((70, 18), (150, 46), [lighter(look.light.sky[3], 0.3), darker(look.light.sky[1], 0.35)])),
    )
    canvas.drawLine(112, 19, 112, 43, pen(darker(base, 0.2), 3))
    canvas.save()
    canvas.clipPath(body, doAntiAlias=True)
    canvas.drawPath(smooth([(0, 54), (80, 50), (160, 50), (236, 58)]), pen((1, 1, 1, 0.42), 1.6, blur=0.6))
    canvas.drawRect(box(0, 78, 236, 10), fill(fade(darker(base, 0.7), 0.7)))
    canvas.drawLine(112, 44, 108, 80, pen(fade(darker(base, 0.6), 0.5), 0.9))
    canvas.restore()
    canvas.drawRRect(rounded(118, 53, 13, 2.6, 1.3), fill(fade(darker(base, 0.5), 0.8)))
    canvas.drawPath(smooth([(216, 56), (230, 62), (228, 68), (214, 64)], closed=True), fill(tint("#fff6cf")))
    canvas.drawPath(smooth([(6, 54), (16, 54), (15, 62), (6, 64)], closed=True), fill(tint("#ff4d4d")))
    if look.light.night:
        beam = polygon((228, 60), (300, 52), (300, 96), (228, 68))
        canvas.drawPath(
            beam, fill(shader=across(226, 270, fade(tint("#fff2c0"), 0.5), fade(tint("#fff2c0"), 0)), blend=SCREEN)
        )
    for x in (54, 184):
        _wheel(canvas, x, 82, 18, look.phase)


def _wheel(canvas: skia.Canvas, x: float, y: float, size: float, phase: float) -> None:
    canvas.drawCircle(x, y, size, fill(tint("#1c1b22")))
    canvas.drawCircle(
        x, y, size * 0.62, fill(shader=radial((x - 2, y - 3), size * 0.7, [tint("#eef1f6"), tint("#8b93a3")]))
    )
    for at in range(5):
        angle = 2 * math.pi * (at / 5 + phase / 5)
        canvas.drawLine(
            x, y, x + size * 0.56 * math.cos(angle), y + size * 0.56 * math.sin(angle), pen(tint("#5a6070"), 2.4)
        )
    canvas.drawCircle(x, y, size * 0.14, fill(tint("#3a3f4a")))


def _rocket(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(tint("#f4f1ee"))
    red = look.light.accents[0]
    flick = math.sin(2 * math.pi * look.phase)
    for reach, colour, alpha in (
        (30 + 3 * flick, tint("#ff7a2e"), 0.85),
        (21 - 2 * flick, tint("#ffc64a"), 0.95),
        (12 + 2 * flick, tint("#fffbe0"), 1.0),
    ):
        wide = reach * 0.3
        flame = smooth(
            [
                (25 - wide, 69),
                (25 - wide * 0.7, 69 + reach * 0.55),
                (25, 69 + reach),
                (25 + wide * 0.7, 69 + reach * 0.55),
                (25 + wide, 69),
            ],
            closed=True,
        )
        canvas.drawPath(flame, fill(fade(colour, alpha)))
    canvas.drawCircle(
        25,
        78,
        22,
        fill(shader=radial((25, 78), 22, [fade(tint("#ffae4a"), 0.6), fade(tint("#ffae4a"), 0)]), blend=SCREEN),
    )
    for sign in (-1, 1):
        fin = smooth(
            [(25 + sign * 10, 46), (25 + sign * 20, 60), (25 + sign * 20, 74), (25 + sign * 9, 66)], closed=True
        )
        canvas.drawPath(fin, fill(shader=down(46, 74, red, darker(red, 0.4))))
    hull = smooth(
        [(25, 0), (34, 14), (37.5, 34), (34, 60), (30, 69), (20, 69), (16, 60), (12.5, 34), (16, 14)], closed=True
    )
    canvas.drawPath(
        hull,
        fill(
            shader=across(
                12, 38, darker(base, 0.26), lighter(base, 0.4), base, darker(base, 0.34), stops=(0, 0.28, 0.5, 1)
            )
        ),
    )
    canvas.save()
    canvas.clipPath(hull, doAntiAlias=True)
    canvas.drawRect(
        box(0, -4, 50, 19), fill(shader=across(12, 38, darker(red, 0.2), lighter(red, 0.2), darker(red, 0.35)))
    )
    canvas.drawRect(box(0, 60, 50, 4), fill(fade(darker(red, 0.1), 0.9)))
    canvas.restore()
    canvas.drawCircle(25, 31, 7, fill(tint("#8f98a8")))
    canvas.drawCircle(25, 31, 5.4, fill(shader=linear((20, 26), (30, 36), [tint("#bfe9ff"), tint("#2f6fa8")])))


def _sailboat(canvas: skia.Canvas, look: Look) -> None:
    sail = look.base(tint("#fbf5ea"))
    canvas.drawRect(box(48.6, 2, 2, 80), fill(tint("#7a5236")))
    main = smooth([(51, 6), (66, 30), (76, 54), (84, 74), (51, 74)], closed=False)
    main.close()
    canvas.drawPath(main, fill(shader=across(50, 84, lighter(sail, 0.2), darker(sail, 0.12))))
    jib = smooth([(47.5, 10), (40, 38), (28, 62), (16, 74), (47.5, 74)], closed=False)
    jib.close()
    canvas.drawPath(
        jib, fill(shader=across(16, 48, lighter(look.light.accents[0], 0.12), darker(look.light.accents[0], 0.2)))
    )
    for y in (26, 44, 60):
        canvas.drawLine(52, y, 51 + (y - 4) * 0.42, y + 2, pen(fade(darker(sail, 0.4), 0.25), 0.6))
    flag = smooth([(50, 2), (57, 3 + math.sin(2 * math.pi * look.phase)), (63, 2), (57, 6), (50, 7)], closed=True)
    canvas.drawPath(flag, fill(look.light.accents[1]))
    hull = smooth([(8, 78), (50, 80), (94, 76), (86, 92), (72, 99), (28, 99), (16, 92)], closed=True)
    canvas.drawPath(hull, fill(shader=down(76, 100, tint("#a5643c"), tint("#5a2f22"))))
    canvas.drawPath(smooth([(9, 79), (50, 81.5), (93, 77.5)]), pen(tint("#f4e3c6"), 2))


def _balloon(canvas: skia.Canvas, look: Look) -> None:
    if look.colour is not None:
        canvas.translate(11, 0)
        toy_balloon(canvas, look)
        return
    base = look.base(look.light.accents[0])
    stripes = (base, lighter(look.light.accents[1], 0.1), lighter(base, 0.15), look.light.accents[2], base)
    shape = smooth([(36, 0), (60, 9), (70, 32), (62, 54), (46, 72), (26, 72), (10, 54), (2, 32), (12, 9)], closed=True)
    canvas.save()
    canvas.clipPath(shape, doAntiAlias=True)
    canvas.drawRect(box(0, 0, 72, 74), fill(base))
    for at, wide in enumerate((36, 27, 17, 7)):
        area = skia.Rect.MakeLTRB(36 - wide, -10, 36 + wide, 92)
        canvas.drawOval(area, fill(stripes[at]))
    canvas.drawRect(box(0, 0, 72, 74), fill(shader=across(0, 72, (1, 1, 1, 0.22), (1, 1, 1, 0.05), (0, 0, 0.1, 0.34))))
    canvas.drawRect(box(0, 0, 72, 74), fill(shader=down(30, 74, (0, 0, 0.1, 0), (0, 0, 0.1, 0.3))))
    canvas.restore()
    glow = 0.5 + 0.3 * math.sin(2 * math.pi * look.phase)
    canvas.drawCircle(
        36,
        74,
        9,
        fill(shader=radial((36, 74), 9, [fade(look.light.lamp, glow), fade(look.light.lamp, 0)]), blend=SCREEN),
    )
    for x in (28, 44):
        canvas.drawLine(x, 71, 36 + (x - 36) * 0.75, 86, pen(tint("#4a3428"), 0.7))
    canvas.drawRRect(rounded(29, 86, 14, 13, 2.4), fill(shader=across(29, 43, tint("#a5723f"), tint("#6d4526"))))
    canvas.drawRect(box(28.4, 85.6, 15.2, 2.4), fill(tint("#d3a164")))


def _paper_plane(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(tint("#ffffff"))
    canvas.drawPath(
        polygon((2, 42), (148, 4), (62, 62)), fill(shader=linear((2, 42), (148, 4), [darker(base, 0.14), base]))
    )
    canvas.drawPath(
        polygon((62, 62), (148, 4), (104, 92)),
        fill(shader=linear((60, 60), (110, 90), [darker(base, 0.06), lighter(base, 0.1)])),
    )
    canvas.drawPath(polygon((62, 62), (148, 4), (66, 98)), fill(darker(base, 0.36)))
    canvas.drawPath(polygon((66, 98), (62, 62), (84, 76)), fill(darker(base, 0.22)))


def _robot(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(tint("#e9edf4"))
    sway = math.sin(2 * math.pi * look.phase)
    eye = lighter(look.light.accents[1], 0.15)
    for sign in (-1, 1):
        canvas.drawLine(32 + sign * 17, 52, 32 + sign * 24, 68 + sway * sign, pen(darker(base, 0.3), 5.4))
        canvas.drawCircle(32 + sign * 24.4, 71 + sway * sign, 4.4, fill(base))
        canvas.drawLine(32 + sign * 7.5, 78, 32 + sign * 8.5, 94, pen(darker(base, 0.34), 6.4))
        canvas.drawRRect(rounded(32 + sign * 9 - 7, 92, 14, 8, 4), fill(base))
    canvas.drawRRect(
        rounded(14, 44, 36, 38, 11),
        fill(shader=across(14, 50, darker(base, 0.1), lighter(base, 0.3), darker(base, 0.28))),
    )
    canvas.drawRRect(rounded(22, 53, 20, 15, 4), fill(fade(darker(look.light.mid, 0.4), 0.9)))
    for at in range(3):
        high = 3 + 6 * (0.5 + 0.5 * math.sin(2 * math.pi * look.phase + at * 2))
        canvas.drawRRect(rounded(26 + at * 5, 66 - high, 3, high, 1), fill(look.light.accents[at]))
    canvas.drawLine(32, 12, 32, 4, pen(darker(base, 0.3), 2))
    canvas.drawCircle(32, 4, 3, fill(look.light.accents[0]))
    canvas.drawRRect(
        rounded(9, 11, 46, 32, 13), fill(shader=down(11, 43, lighter(base, 0.3), base, darker(base, 0.22)))
    )
    canvas.drawRRect(rounded(14, 17, 36, 20, 9), fill(tint("#151b2c")))
    blink = 0.12 if look.phase > 0.94 else 1.0
    for sign in (-1, 1):
        canvas.drawOval(
            skia.Rect.MakeLTRB(32 + sign * 9 - 4, 26 - 4.6 * blink, 32 + sign * 9 + 4, 26 + 4.6 * blink), fill(eye)
        )
        canvas.drawOval(
            skia.Rect.MakeLTRB(32 + sign * 9 - 8, 18, 32 + sign * 9 + 8, 34),
            fill(shader=radial((32 + sign * 9, 26), 8, [fade(eye, 0.5), fade(eye, 0)]), blend=SCREEN),
        )
        canvas.drawRRect(rounded(32 + sign * 25 - 2.5, 22, 5, 11, 2.5), fill(darker(base, 0.3)))


def _astronaut(canvas: skia.Canvas, look: Look) -> None:
    suit = look.base(tint("#eef0f5"))
    sway = math.sin(2 * math.pi * look.phase)
    canvas.drawRRect(rounded(7, 32, 38, 34, 8), fill(darker(suit, 0.34)))
    for sign in (-1, 1):
        canvas.drawLine(26 + sign * 6, 66, 26 + sign * 7.5, 90, pen(darker(suit, 0.1), 11))
        canvas.drawRRect(rounded(26 + sign * 7.5 - 7, 89, 14, 11, 4), fill(tint("#5c6475")))
        hand = (26 + sign * (20 + 1.4 * sway), 58 - sign * 2 * sway)
        canvas.drawLine(26 + sign * 12, 42, *hand, pen(darker(suit, 0.06), 9))
        canvas.drawCircle(hand[0], hand[1] + 2, 5, fill(look.light.accents[0]))
    canvas.drawRRect(
        rounded(12, 34, 28, 37, 9),
        fill(shader=across(12, 40, darker(suit, 0.12), lighter(suit, 0.3), darker(suit, 0.26))),
    )
    canvas.drawRRect(rounded(18, 46, 16, 11, 2), fill(darker(suit, 0.3)))
    for at in range(3):
        canvas.drawCircle(21.5 + at * 4.6, 50, 1.4, fill(look.light.accents[at]))
    canvas.drawRect(box(20, 53, 12, 1.4), fill(look.light.accents[1]))
    canvas.drawCircle(26, 19, 18.4, fill(shader=radial((20, 12), 30, [lighter(suit, 0.3), suit, darker(suit, 0.3)])))
    visor = skia.Path.RRect(rounded(12, 8, 28, 22, 10))
    canvas.drawPath(
        visor,
        fill(
            shader=linear(
                (12, 8), (40, 30), [mix(look.light.sky[3], tint("#ffb84d"), 0.4), tint("#1a2140"), tint("#0b1024")]
            )
        ),
    )
    canvas.drawPath(smooth([(16, 14), (22, 10.5), (30, 10.5)]), pen((1, 1, 1, 0.7), 2))
    canvas.drawPath(visor, pen(darker(suit, 0.35), 1.2))


FIGURES = {
    "car": Figure(_car, 2.36, poses=12, rate=2.2),
    "rocket": Figure(_rocket, 0.5, poses=8, rate=3.0, flat=True),
    "sailboat": Figure(_sailboat, 1.0, poses=12, rate=0.6),
    "balloon": Figure(_balloon, 0.72, poses=12, rate=0.4),
    "paper-plane": Figure(_paper_plane, 1.5),
    "robot": Figure(_robot, 0.64, poses=24, rate=0.35),
    "astronaut": Figure(_astronaut, 0.52, poses=16, rate=0.22),
}
