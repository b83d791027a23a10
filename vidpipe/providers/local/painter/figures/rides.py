"""Things to ride in as solids: bicycle, bus, train, kayak, paper boat."""

import math

import skia

from vidpipe.providers.local.painter.figures import Figure, Look
from vidpipe.providers.local.painter.ink import (
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
    rounded,
    smooth,
    tint,
)

RUBBER = tint("#24262c")
CHROME = tint("#c3cad2")


def _wheel(canvas: skia.Canvas, x: float, y: float, radius: float, phase: float) -> None:
    """A spoked wheel."""
    canvas.drawCircle(x, y, radius, pen(RUBBER, radius * 0.13))
    canvas.drawCircle(x, y, radius * 0.88, pen(lighter(CHROME, 0.2), radius * 0.05))
    for at in range(9):
        angle = math.pi * (2 * phase + at / 9 * 2)
        canvas.drawLine(
            x,
            y,
            x + radius * 0.86 * math.cos(angle),
            y + radius * 0.86 * math.sin(angle),
            pen(fade(CHROME, 0.85), 0.55),
        )
    canvas.drawCircle(x, y, radius * 0.12, fill(darker(CHROME, 0.3)))


def _bicycle(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(look.light.accents[0])
    back, front, crank, seat, head = (34, 70), (132, 70), (74, 72), (60, 30), (112, 26)
    for centre in (back, front):
        _wheel(canvas, *centre, 28, look.phase)
    frame = pen(base, 4.6, shader=linear((34, 20), (130, 90), [lighter(base, 0.35), darker(base, 0.2)]))
    for one, two in (
        (back, crank),
        (back, (62, 38)),
        ((62, 38), (110, 34)),
        ((62, 38), crank),
        (crank, (113, 40)),
        (head, (115, 44)),
        ((115, 44), front),
    ):
        canvas.drawLine(*one, *two, frame)
    canvas.drawLine(62, 38, *seat, pen(CHROME, 3))
    canvas.drawRRect(rounded(48, 24, 26, 7, 3.4), fill(shader=down(24, 31, tint("#8a5a3c"), tint("#4a2e20"))))
    canvas.drawPath(smooth([head, (108, 16), (116, 12), (128, 15)]), pen(CHROME, 3.2))
    canvas.drawLine(124, 14, 133, 17, pen(tint("#5a3a28"), 5))
    canvas.drawCircle(*crank, 7.5, pen(darker(CHROME, 0.2), 2.4))
    turn = 2 * math.pi * look.phase
    for sign in (-1, 1):
        foot = (crank[0] + sign * 12 * math.cos(turn), crank[1] + sign * 12 * math.sin(turn))
        canvas.drawLine(*crank, *foot, pen(darker(CHROME, 0.25), 2.6))
        canvas.drawRRect(rounded(foot[0] - 6, foot[1] - 1.6, 12, 3.2, 1.4), fill(RUBBER))
    canvas.drawLine(crank[0], crank[1] - 6, back[0], back[1] - 3, pen(fade(RUBBER, 0.8), 1))
    for centre in (back, front):
        canvas.drawArc(
            skia.Rect.MakeLTRB(centre[0] - 32, centre[1] - 32, centre[0] + 32, centre[1] + 32),
            200,
            110,
            False,
            pen(darker(base, 0.15), 2.6),
        )
    canvas.drawCircle(123, 32, 4.4, fill(lighter(look.light.lamp, 0.4)))


def _tyre(canvas: skia.Canvas, x: float, y: float, radius: float) -> None:
    canvas.drawCircle(x, y, radius, fill(RUBBER))
    canvas.drawCircle(
        x,
        y,
        radius * 0.58,
        fill(
            shader=linear(
                (x - radius, y - radius), (x + radius, y + radius), [lighter(CHROME, 0.3), darker(CHROME, 0.4)]
            )
        ),
    )
    canvas.drawCircle(x, y, radius * 0.2, fill(darker(CHROME, 0.5)))


def _glass(look: Look) -> tuple[Tint, Tint]:
    if look.light.night:
        return lighter(look.light.lamp, 0.3), darker(look.light.lamp, 0.15)
    return lighter(look.light.sky[3], 0.3), darker(look.light.sky[1], 0.3)


def _bus(canvas: skia.Canvas, look: Look) -> None:
    base = look.base(look.light.accents[1])
    body = skia.Path.RRect(rounded(2, 4, 216, 84, 13))
    canvas.drawPath(body, fill(shader=down(4, 88, lighter(base, 0.36), base, darker(base, 0.35))))
    canvas.save()
    canvas.clipPath(body, doAntiAlias=True)
    canvas.drawRect(box(0, 58, 220, 8), fill(fade(lighter(base, 0.75), 0.9)))
    canvas.drawRect(box(0, 80, 220, 10), fill(fade(darker(base, 0.6), 0.8)))
    canvas.drawRect(box(0, 4, 220, 5), fill(fade(lighter(base, 0.7), 0.5)))
    canvas.restore()
    shades = _glass(look)
    for at in range(5):
        pane = rounded(12 + at * 30, 18, 26, 32, 4)
        canvas.drawRRect(pane, fill(shader=linear((12 + at * 30, 18), (38 + at * 30, 50), list(shades))))
        canvas.drawPath(
            polygon((14 + at * 30, 50), (22 + at * 30, 18), (28 + at * 30, 18), (20 + at * 30, 50)),
            fill((1, 1, 1, 0.2)),
        )
    canvas.drawRRect(rounded(164, 18, 22, 64, 4), fill(shader=down(18, 82, *shades)))
    canvas.drawLine(175, 18, 175, 82, pen(darker(base, 0.4), 1.6))
    canvas.drawRRect(rounded(191, 18, 27, 38, 5), fill(shader=linear((191, 18), (218, 56), list(shades))))
    canvas.drawCircle(212, 70, 5, fill(lighter(look.light.lamp, 0.5)))
    canvas.drawCircle(6, 70, 3.4, fill(tint("#d9382e")))
    for x in (48, 176):
        canvas.drawCircle(x, 86, 18, fill(darker(base, 0.65)))
        _tyre(canvas, x, 86, 14)


def _train(canvas: skia.Canvas, look: Look) -> None:
    """A train of three cars, its round nose to the right."""
    base = look.base(mix(look.light.accents[0], tint("#c8372f"), 0.4))
    shades = _glass(look)
    canvas.drawRect(box(0, 90, 330, 6), fill(tint("#3a3438")))
    for at in range(14):
        canvas.drawCircle(14 + at * 23, 91, 7, fill(tint("#2c2c33")))
        canvas.drawCircle(14 + at * 23, 91, 3, fill(darker(CHROME, 0.3)))
    for car in range(3):
        left = 2 + car * 104
        if car < 2:
            body = skia.Path.RRect(rounded(left, 14, 101, 72, 7))
        else:
            body = smooth(
                [
                    (left, 14),
                    (left + 60, 14),
                    (left + 92, 26),
                    (left + 116, 62),
                    (left + 118, 84),
                    (left + 60, 86),
                    (left, 86),
                ],
                closed=True,
            )
        canvas.drawPath(body, fill(shader=down(12, 88, lighter(base, 0.34), base, darker(base, 0.38))))
        canvas.save()
        canvas.clipPath(body, doAntiAlias=True)
        canvas.drawRect(box(left - 4, 56, 130, 9), fill(fade(tint("#f6efe2"), 0.95)))
        canvas.drawRect(box(left - 4, 12, 130, 6), fill(fade(darker(base, 0.5), 0.5)))
        for at in range(4 if car < 2 else 3):
            x = left + 9 + at * 23
            canvas.drawRRect(rounded(x, 26, 18, 22, 4), fill(shader=linear((x, 26), (x + 18, 48), list(shades))))
        if car == 2:
            nose = polygon((left + 80, 24), (left + 92, 26), (left + 110, 52), (left + 84, 52))
            canvas.drawPath(nose, fill(shader=linear((left + 80, 24), (left + 110, 52), list(shades))))
        canvas.restore()
    canvas.drawCircle(321, 70, 4.4, fill(lighter(look.light.lamp, 0.6)))


def _kayak(canvas: skia.Canvas, look: Look) -> None:
    """A person in a kayak, the paddle swinging."""
    base = look.base(look.light.accents[0])
    swing = math.sin(2 * math.pi * look.phase)
    skin, vest = tint("#d9a077"), mix(look.light.accents[1], tint("#f0a03a"), 0.3)
    hull = smooth([(2, 66), (40, 78), (110, 80), (180, 78), (218, 66), (190, 94), (110, 99), (30, 94)], closed=True)
    body = smooth([(96, 80), (98, 52), (110, 44), (122, 52), (124, 80)], closed=True)
    canvas.drawPath(body, fill(shader=linear((96, 44), (124, 82), [lighter(vest, 0.2), darker(vest, 0.25)])))
    canvas.drawCircle(111, 30, 11, fill(skin))
    canvas.drawArc(
        skia.Rect.MakeLTRB(99, 18, 123, 42), 180, 180, True, fill(mix(look.light.accents[4], tint("#2f3a55"), 0.5))
    )
    canvas.drawRRect(rounded(97, 28, 30, 3.4, 1.7), fill(darker(look.light.accents[4], 0.3)))
    reach = 62
    one, two = (111 - reach, 58 - 20 * swing), (113 + reach, 58 + 20 * swing)
    canvas.drawLine(*one, *two, pen(tint("#e9dcc0"), 3))
    for end, side in ((one, -1), (two, 1)):
        blade = skia.Rect.MakeLTRB(end[0] - 13, end[1] - 6, end[0] + 13, end[1] + 6)
        canvas.save()
        canvas.rotate(18 * swing, *end)
        canvas.drawOval(blade, fill(darker(base, 0.15 if side > 0 else 0.3)))
        canvas.restore()
    for side in (-1, 1):
        hand = (111 + side * 22, 58 + side * 7 * swing)
        canvas.drawPath(smooth([(110 + side * 11, 52), (110 + side * 20, 62), hand]), pen(skin, 5.4))
        canvas.drawCircle(*hand, 3.6, fill(skin))
    canvas.drawPath(hull, fill(shader=down(64, 100, lighter(base, 0.3), base, darker(base, 0.4))))
    canvas.drawPath(smooth([(20, 74), (110, 85), (200, 74)]), pen((1, 1, 1, 0.6), 2.4))


def _paper_boat(canvas: skia.Canvas, look: Look) -> None:
    paper = look.base(tint("#fbf7ee"))
    canvas.drawPath(
        polygon((46, 74), (80, 8), (80, 76)), fill(shader=linear((46, 8), (80, 76), [lighter(paper, 0.5), paper]))
    )
    canvas.drawPath(polygon((80, 8), (114, 74), (80, 76)), fill(darker(paper, 0.2)))
    canvas.drawPath(
        polygon((2, 50), (80, 74), (80, 100), (36, 98)),
        fill(shader=linear((2, 50), (80, 100), [lighter(paper, 0.3), darker(paper, 0.08)])),
    )
    canvas.drawPath(
        polygon((158, 50), (80, 74), (80, 100), (124, 98)),
        fill(shader=linear((158, 50), (80, 100), [darker(paper, 0.06), darker(paper, 0.28)])),
    )
    canvas.drawPath(polygon((2, 50), (80, 74), (46, 74)), fill(darker(paper, 0.13)))
    canvas.drawPath(polygon((158, 50), (80, 74), (114, 74)), fill(darker(paper, 0.32)))


def _galleon(canvas: skia.Canvas, look: Look) -> None:
    """A ship with three masts under full sail, bow to the right, her flag astern."""
    wood, cloth = look.base(tint("#7a4a2e")), tint("#f4ead2")
    for x, top, high in ((26, 16, 62), (52, 4, 76), (78, 18, 60)):
        canvas.drawRect(box(x - 0.9, top, 1.8, high), fill(darker(wood, 0.35)))
        for row, share in enumerate((0.0, 0.36, 0.7)):
            y, half, tall = top + 5 + share * 62, 8.5 + 2.2 * row, 19.0
            if y + tall > 78:
                continue
            sail = skia.Path()
            sail.moveTo(x - half, y)
            sail.lineTo(x + half, y)
            sail.quadTo(x + half + 4.6, y + tall * 0.6, x + half + 1.4, y + tall)
            sail.quadTo(x, y + tall - 3.4, x - half + 1.4, y + tall)
            sail.quadTo(x - half + 4.6, y + tall * 0.55, x - half, y)
            sail.close()
            canvas.drawPath(sail, fill(shader=across(x - half, x + half + 4, lighter(cloth, 0.2), darker(cloth, 0.24))))
            canvas.drawRect(box(x - half - 1, y - 0.8, 2 * half + 2, 1.5), fill(darker(wood, 0.3)))
    canvas.drawLine(94, 72, 113, 58, pen(darker(wood, 0.3), 1.6))
    canvas.drawPath(polygon((79, 30), (110, 60), (92, 70)), fill(darker(cloth, 0.1)))
    canvas.drawPath(polygon((52, 4), (64, 7.4), (52, 11)), fill(look.light.accents[0]))
    hull = skia.Path()
    hull.moveTo(6, 66)
    hull.lineTo(22, 68)
    hull.lineTo(24, 76)
    hull.lineTo(84, 76)
    hull.lineTo(88, 70)
    hull.lineTo(100, 69)
    hull.quadTo(96, 92, 82, 100)
    hull.lineTo(18, 100)
    hull.quadTo(9, 90, 6, 66)
    hull.close()
    canvas.drawPath(hull, fill(shader=down(66, 100, lighter(wood, 0.22), wood, darker(wood, 0.5))))
    canvas.drawLine(10, 80, 95, 80, pen(tint("#e2b655"), 1.6))
    for at in range(7):
        canvas.drawRect(box(25 + at * 8.6, 84.5, 4, 4), fill(darker(wood, 0.7)))
    for at in range(3):
        canvas.drawRRect(rounded(9 + at * 4.6, 70, 3, 4.4, 0.8), fill(tint("#ffd98a")))


FIGURES = {
    "galleon": Figure(_galleon, 1.14),
    "bicycle": Figure(_bicycle, 1.64, poses=18, rate=0.8),
    "bus": Figure(_bus, 2.2),
    "train": Figure(_train, 3.26),
    "rower": Figure(_kayak, 2.2, poses=20, rate=0.4),
    "paper-boat": Figure(_paper_boat, 1.6),
}
