"""Animals seen from behind, sitting and looking into the picture: ears that twitch, a tail that swings."""

import math
from dataclasses import dataclass

import skia

from vidpipe.providers.local.painter.figures import Figure, Look
from vidpipe.providers.local.painter.ink import (
    Tint,
    darker,
    down,
    fade,
    fill,
    lighter,
    mix,
    pen,
    polygon,
    radial,
    smooth,
    tint,
)


@dataclass(frozen=True)
class Sitter:
    """A build: colour, belly of the head, ears (pointed, floppy, round) and tail (long, bushy, stub)."""

    coat: Tint
    ears: str
    tail: str
    head: float = 15.0
    girth: float = 23.0
    patch: Tint | None = None
    stripes: bool = False


SITTERS = {
    "cat": Sitter(tint("#e8954a"), "pointed", "long", stripes=True),
    "dog": Sitter(tint("#d19a5b"), "floppy", "wag", head=16.5, girth=24),
    "panda": Sitter(tint("#f2f0ee"), "round", "stub", head=20, girth=29, patch=tint("#2b2733")),
}


def _draw(build: Sitter, canvas: skia.Canvas, look: Look) -> None:
    coat = look.base(build.coat)
    _tail(build, canvas, look, coat)
    _body(build, canvas, coat)
    _head(build, canvas, look, coat)


def _body(build: Sitter, canvas: skia.Canvas, coat: Tint) -> None:
    girth, head = build.girth, build.head
    neck = 22 + head * 0.9
    half = [
        (50 - head * 0.55, neck),
        (50 - girth * 0.62, 52),
        (50 - girth * 0.98, 76),
        (50 - girth * 0.94, 95),
        (50 - girth * 0.6, 100),
    ]
    shape = smooth([*half, (50, 100), *[(100 - x, y) for x, y in reversed(half)], (50, neck - 3)], closed=True)
    canvas.drawPath(shape, fill(shader=down(30, 100, lighter(coat, 0.1), coat, darker(coat, 0.32))))
    canvas.save()
    canvas.clipPath(shape, doAntiAlias=True)
    for sign in (-1, 1):
        haunch = smooth(
            [
                (50 + sign * 4, 100),
                (50 + sign * girth * 0.5, 76),
                (50 + sign * girth * 1.1, 84),
                (50 + sign * girth, 102),
            ],
            closed=True,
        )
        canvas.drawPath(haunch, fill(fade(lighter(coat, 0.18), 0.5), blur=2))
    canvas.drawLine(50, neck + 8, 50, 92, pen(fade(darker(coat, 0.5), 0.35), 1.4, blur=1.2))
    if build.stripes:
        for at in range(4):
            y, wide = neck + 12 + at * 13, 5.5 + at * 2.4
            stroke = smooth([(50 - wide, y + 2.4), (50, y - 1.2), (50 + wide, y + 2.4)])
            canvas.drawPath(stroke, pen(fade(darker(coat, 0.45), 0.62), 3.2, blur=0.4))
    if build.patch:
        canvas.drawOval(skia.Rect.MakeLTRB(50 - girth, 44, 50 + girth, 62), fill(build.patch, blur=1))
    canvas.restore()
    for sign in (-1, 1):
        canvas.drawOval(
            skia.Rect.MakeXYWH(50 + sign * girth * 0.62 - 6, 95, 12, 5.4), fill(build.patch or darker(coat, 0.12))
        )


def _head(build: Sitter, canvas: skia.Canvas, look: Look, coat: Tint) -> None:
    size = build.head
    top = 12 + (20 - size)
    middle = top + size * 0.92
    twitch = 2.2 * max(0.0, math.sin(2 * math.pi * (look.phase * 2 + 0.6))) ** 6
    canvas.save()
    canvas.rotate(2.0 * math.sin(2 * math.pi * look.phase), 50, middle + size)
    _ears(build, canvas, coat, middle, twitch)
    shape = smooth(
        [
            (50, top),
            (50 + size * 0.75, top + size * 0.25),
            (50 + size * 1.08, middle),
            (50 + size * 0.8, middle + size * 0.7),
            (50, middle + size),
            (50 - size * 0.8, middle + size * 0.7),
            (50 - size * 1.08, middle),
            (50 - size * 0.75, top + size * 0.25),
        ],
        closed=True,
    )
    shader = radial((50, top + size * 0.5), size * 1.8, [lighter(coat, 0.16), coat, darker(coat, 0.2)], (0, 0.5, 1))
    canvas.drawPath(shape, fill(shader=shader))
    canvas.restore()


def _ears(build: Sitter, canvas: skia.Canvas, coat: Tint, middle: float, twitch: float) -> None:
    size = build.head
    for sign in (-1, 1):
        turn = twitch * sign if sign > 0 else 0.0
        canvas.save()
        canvas.rotate(turn * 4, 50 + sign * size * 0.7, middle - size * 0.5)
        if build.ears == "pointed":
            ear = smooth(
                [
                    (50 + sign * size * 0.2, middle - size * 0.75),
                    (50 + sign * size * 0.88, middle - size * 1.72),
                    (50 + sign * size * 1.1, middle - size * 0.1),
                ],
                closed=False,
            )
            ear.close()
            canvas.drawPath(ear, fill(shader=down(middle - size * 1.7, middle, lighter(coat, 0.12), coat)))
            inner = polygon(
                (50 + sign * size * 0.5, middle - size * 0.85),
                (50 + sign * size * 0.86, middle - size * 1.38),
                (50 + sign * size * 0.95, middle - size * 0.5),
            )
            canvas.drawPath(inner, fill(fade(mix(darker(coat, 0.4), tint("#d98a94"), 0.25), 0.8), blur=0.8))
        elif build.ears == "floppy":
            ear = smooth(
                [
                    (50 + sign * size * 0.5, middle - size * 0.86),
                    (50 + sign * size * 1.2, middle - size * 0.7),
                    (50 + sign * size * 1.42, middle + size * 0.35),
                    (50 + sign * size * 1.02, middle + size * 0.5),
                ],
                closed=True,
            )
            canvas.drawPath(ear, fill(darker(coat, 0.28)))
        else:
            canvas.drawCircle(
                50 + sign * size * 0.78, middle - size * 0.72, size * 0.42, fill(build.patch or darker(coat, 0.2))
            )
        canvas.restore()


def _tail(build: Sitter, canvas: skia.Canvas, look: Look, coat: Tint) -> None:
    swing = math.sin(2 * math.pi * look.phase)
    if build.tail == "long":
        tip_x, tip_y = 86 + 3.5 * swing, 66 - 2.5 * swing
        path = skia.Path()
        path.moveTo(60, 95)
        path.cubicTo(84, 101, 94 + 2 * swing, 86, 87 + 3 * swing, 74)
        path.cubicTo(84 + 2 * swing, 68, 77 + 3 * swing, 69, tip_x - 8, tip_y + 7)
        canvas.drawPath(path, pen(coat, 7.4, shader=down(64, 100, lighter(coat, 0.14), darker(coat, 0.15))))
    elif build.tail == "wag":
        path = skia.Path()
        path.moveTo(54, 95)
        path.cubicTo(74, 99, 84 + 6 * swing, 90, 84 + 11 * swing, 76)
        canvas.drawPath(path, pen(coat, 6.5, shader=down(74, 100, lighter(coat, 0.16), darker(coat, 0.1))))
    else:
        canvas.drawCircle(50, 92, 6, fill(coat))


FIGURES = {
    name: Figure(lambda canvas, look, build=build: _draw(build, canvas, look), wide=1.0, poses=24, rate=0.32)  # type: ignore[misc]
    for name, build in SITTERS.items()
}
