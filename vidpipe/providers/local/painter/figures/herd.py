"""Four-legged animals from the side, walking to the right: one jointed body in many shapes."""

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
    linear,
    mix,
    pen,
    polygon,
    smooth,
    tint,
)


@dataclass(frozen=True)
class Beast:
    """A build in units of a hundredth of the height: trunk, legs, neck, head; ears, tail and what else marks it."""

    coat: Tint
    long: float = 52
    deep: float = 20
    leg: float = 30
    thick: float = 6.5
    neck: float = 12
    rise: float = 0.9
    head: float = 13
    snout: float = 8
    ears: str = "pointed"
    tail: str = "bushy"
    belly: Tint | None = None
    socks: Tint | None = None
    extra: str = ""
    pace: float = 0.42


CREAM = tint("#f6ead8")
BEASTS = {
    "walking-cat": Beast(tint("#e8954a"), 54, 19, 25, 6, 8, 0.95, 14, 4, "pointed", "long", CREAM, CREAM, "stripes"),
    "walking-dog": Beast(tint("#d19a5b"), 54, 21, 30, 6.5, 11, 0.95, 14, 9, "floppy", "wag", CREAM, None),
    "fox": Beast(tint("#e8702a"), 54, 18, 27, 5, 9, 0.8, 13, 10, "big", "brush", CREAM, tint("#3a2a2e")),
    "wolf": Beast(tint("#7d8798"), 58, 21, 32, 6, 12, 0.6, 14, 10, "pointed", "bushy", tint("#d9dde4"), None),
    "bear": Beast(tint("#7a5238"), 60, 38, 19, 12, 8, 0.45, 17, 8, "round", "stub", None, None),
    "polar-bear": Beast(tint("#f1efe8"), 62, 36, 20, 12, 10, 0.4, 15, 9, "round", "stub", None, None),
    "lion": Beast(tint("#d9a24e"), 60, 23, 31, 7.5, 9, 0.8, 15, 7, "round", "tuft", CREAM, None, "mane"),
    "horse": Beast(
        tint("#8a5334"), 56, 23, 44, 5.6, 27, 0.92, 12, 12, "pointed", "flow", None, tint("#f1e9df"), "hair", 0.4
    ),
    "unicorn": Beast(tint("#f6f1fa"), 56, 23, 44, 5.6, 27, 0.92, 12, 12, "pointed", "flow", None, None, "horn", 0.4),
    "deer": Beast(tint("#b5763f"), 48, 19, 42, 4, 22, 1.02, 10.5, 8, "leaf", "stub", CREAM, None, "antlers", 0.4),
}


def _gait(phase: float, pace: float) -> tuple[float, float]:
    swing = math.sin(2 * math.pi * phase)
    lift = max(0.0, math.cos(2 * math.pi * phase))
    return pace * swing, pace * swing - 0.75 * lift


def _leg(canvas: skia.Canvas, at: tuple[float, float], phase: float, beast: Beast, colour: Tint, *, hind: bool) -> None:
    upper, lower = _gait(phase, beast.pace)
    if hind:
        upper, lower = upper + 0.16, lower - 0.2
    half = beast.leg / 2 + beast.deep * 0.16
    knee = (at[0] + half * math.sin(upper), at[1] + half * math.cos(upper))
    foot = (knee[0] + half * math.sin(lower), knee[1] + half * math.cos(lower))
    thigh = skia.Path()
    thigh.moveTo(*at)
    thigh.lineTo(*knee)
    canvas.drawPath(thigh, pen(colour, beast.thick * 1.5))
    shin = skia.Path()
    shin.moveTo(*knee)
    shin.lineTo(*foot)
    canvas.drawPath(shin, pen(colour, beast.thick))
    canvas.drawLine(
        *foot, foot[0] + beast.thick * 0.4, foot[1] + 0.4, pen(beast.socks or darker(colour, 0.3), beast.thick * 1.06)
    )


def _draw(beast: Beast, canvas: skia.Canvas, look: Look) -> None:
    coat, phase = look.base(beast.coat), look.phase + 0.1
    bob = 0.7 * math.sin(4 * math.pi * phase)
    top = 98 - beast.leg - beast.deep + bob
    back, front = 26.0, 26.0 + beast.long
    _tail(beast, canvas, (back, top + beast.deep * 0.3), phase, coat)
    shade = darker(coat, 0.34)
    low = top + beast.deep * 0.7
    _leg(canvas, (back + 8, low), phase + 0.5, beast, shade, hind=True)
    _leg(canvas, (front - 7, low), phase + 0.05, beast, shade, hind=False)
    _trunk(beast, canvas, back, front, top, coat)
    _leg(canvas, (back + 5.5, low), phase, beast, mix(coat, darker(coat, 0.2), 0.5), hind=True)
    _leg(canvas, (front - 10, low), phase + 0.55, beast, mix(coat, darker(coat, 0.2), 0.4), hind=False)
    _fore(beast, canvas, (front - 5, top + beast.deep * 0.34), coat, bob, phase)


def _trunk(beast: Beast, canvas: skia.Canvas, back: float, front: float, top: float, coat: Tint) -> None:
    deep = beast.deep
    shape = smooth(
        [
            (back - 2, top + deep * 0.45),
            (back + 6, top),
            ((back + front) / 2, top + deep * 0.08),
            (front - 5, top - deep * 0.04),
            (front + 4, top + deep * 0.4),
            (front - 1, top + deep * 0.98),
            ((back + front) / 2, top + deep * 0.92),
            (back + 6, top + deep * 0.98),
        ],
        closed=True,
    )
    canvas.drawPath(shape, fill(shader=down(top, top + deep, lighter(coat, 0.14), coat, darker(coat, 0.26))))
    if beast.belly:
        canvas.save()
        canvas.clipPath(shape, doAntiAlias=True)
        canvas.drawOval(
            skia.Rect.MakeLTRB(back + 8, top + deep * 0.72, front + 2, top + deep * 1.5),
            fill(fade(beast.belly, 0.8), blur=1.4),
        )
        canvas.restore()
    if beast.extra == "stripes":
        for at in range(4):
            x = back + 11 + at * 9
            canvas.drawLine(x, top + 1.6, x - 1.4, top + deep * 0.36, pen(fade(darker(coat, 0.4), 0.75), 2.6))


def _fore(beast: Beast, canvas: skia.Canvas, base: tuple[float, float], coat: Tint, bob: float, phase: float) -> None:
    """Neck, head and what it wears."""
    angle = beast.rise
    head = (
        base[0] + beast.neck * math.cos(angle) + beast.head * 0.4,
        base[1] - beast.neck * math.sin(angle) - beast.head * 0.3 + bob * 0.6,
    )
    if beast.extra == "mane":
        canvas.drawCircle(head[0] - 2.5, head[1] + 2.5, beast.head * 1.18, fill(darker(tint("#a5602a"), 0.05)))
    neck = skia.Path()
    neck.moveTo(base[0] - 2, base[1] + beast.deep * 0.1)
    neck.lineTo(head[0] - beast.head * 0.25, head[1] + beast.head * 0.15)
    canvas.drawPath(
        neck,
        pen(
            coat,
            max(beast.head * 0.95, beast.deep * 0.56),
            shader=down(head[1], base[1] + beast.deep * 0.4, lighter(coat, 0.12), coat),
        ),
    )
    if beast.extra in ("hair", "horn"):
        _hair(beast, canvas, base, head, phase)
    _ear(beast, canvas, head, coat, far=True)
    size, snout = beast.head, beast.snout
    skull = smooth(
        [
            (head[0] - size * 0.5, head[1]),
            (head[0] - size * 0.2, head[1] - size * 0.52),
            (head[0] + size * 0.34, head[1] - size * 0.4),
            (head[0] + size * 0.5 + snout * 0.75, head[1] + size * 0.08),
            (head[0] + size * 0.46 + snout * 0.8, head[1] + size * 0.36),
            (head[0] + size * 0.25, head[1] + size * 0.5),
            (head[0] - size * 0.3, head[1] + size * 0.44),
        ],
        closed=True,
    )
    canvas.drawPath(
        skull,
        fill(
            shader=linear(
                (head[0], head[1] - size * 0.5),
                (head[0], head[1] + size * 0.5),
                [lighter(coat, 0.14), darker(coat, 0.08)],
            )
        ),
    )
    if beast.belly:
        canvas.save()
        canvas.clipPath(skull, doAntiAlias=True)
        canvas.drawOval(
            skia.Rect.MakeLTRB(
                head[0] + size * 0.04, head[1] + size * 0.12, head[0] + size + snout, head[1] + size * 0.8
            ),
            fill(fade(beast.belly, 0.9), blur=0.6),
        )
        canvas.restore()
    canvas.drawOval(
        skia.Rect.MakeXYWH(head[0] + size * 0.36 + snout * 0.72, head[1] + size * 0.02, 2.8, 2.3), fill(tint("#2a2024"))
    )
    canvas.drawCircle(head[0] + size * 0.2, head[1] - size * 0.08, 1.25, fill(tint("#221a20")))
    canvas.drawCircle(head[0] + size * 0.24, head[1] - size * 0.12, 0.4, fill((1, 1, 1, 0.9)))
    _ear(beast, canvas, head, coat, far=False)
    if beast.extra == "antlers":
        _antlers(canvas, head, size)


def _ear(beast: Beast, canvas: skia.Canvas, head: tuple[float, float], coat: Tint, *, far: bool) -> None:
    size, shift = beast.head, 3.4 if far else 0.0
    x, y = head[0] - size * 0.16 + shift, head[1] - size * 0.4
    colour = darker(coat, 0.3 if far else 0.1)
    if beast.ears in ("pointed", "big"):
        tall = size * (0.95 if beast.ears == "big" else 0.62)
        canvas.drawPath(
            polygon((x - size * 0.26, y + 1), (x - size * 0.08, y - tall), (x + size * 0.26, y + 1)), fill(colour)
        )
    elif beast.ears == "floppy":
        canvas.drawPath(
            smooth(
                [
                    (x, y),
                    (x - size * 0.42, y + size * 0.22),
                    (x - size * 0.3, y + size * 0.8),
                    (x + size * 0.08, y + size * 0.5),
                ],
                closed=True,
            ),
            fill(darker(coat, 0.36)),
        )
    elif beast.ears == "leaf":
        canvas.drawPath(
            smooth(
                [
                    (x, y + 1),
                    (x - size * 0.7, y - size * 0.34),
                    (x - size * 0.86, y - size * 0.6),
                    (x - size * 0.2, y - size * 0.3),
                ],
                closed=True,
            ),
            fill(colour),
        )
    else:
        canvas.drawCircle(x, y, size * 0.24, fill(colour))


def _antlers(canvas: skia.Canvas, head: tuple[float, float], size: float) -> None:
    for shift, colour in ((3.0, tint("#6d4c34")), (0.0, tint("#94704f"))):
        x, y = head[0] - 1 + shift, head[1] - size * 0.46
        canvas.drawPath(smooth([(x, y), (x - 5, y - 9), (x - 2, y - 18), (x + 2, y - 23)]), pen(colour, 1.9))
        for dy, dx, up in ((-8, 5, -6), (-14, 5.5, -6), (-11, -6, -6)):
            canvas.drawLine(x - 4 + (dy + 8) * -0.2, y + dy, x - 3 + dx, y + dy + up, pen(colour, 1.5))


def _hair(
    beast: Beast, canvas: skia.Canvas, base: tuple[float, float], head: tuple[float, float], phase: float
) -> None:
    colour = tint("#d79af0") if beast.extra == "horn" else tint("#2e2024")
    for at in range(6):
        share = at / 5
        x, y = head[0] - 4 + (base[0] - head[0] - 2) * share, head[1] - 5 + (base[1] - head[1] - 2) * share
        swing = 1.6 * math.sin(2 * math.pi * (phase + share * 0.5))
        canvas.drawPath(smooth([(x, y), (x - 6, y + 3 + swing), (x - 8 + swing, y + 10)]), pen(colour, 4))
    if beast.extra == "horn":
        canvas.drawPath(
            polygon((head[0] + 1, head[1] - 5.5), (head[0] + 4.4, head[1] - 4.4), (head[0] + 7.5, head[1] - 19)),
            fill(tint("#ffd76a")),
        )


def _tail(beast: Beast, canvas: skia.Canvas, at: tuple[float, float], phase: float, coat: Tint) -> None:
    x, y = at
    swing = 3.4 * math.sin(2 * math.pi * phase)
    if beast.tail == "long":
        path = smooth([(x + 2, y + 1), (x - 10, y - 4), (x - 15 + swing, y - 18), (x - 9 + swing * 1.6, y - 30)])
        canvas.drawPath(path, pen(coat, 5))
    elif beast.tail in ("bushy", "brush"):
        tip = (x - 25, y + 10 + swing)
        shape = smooth(
            [
                (x + 2, y - 1),
                (x - 11, y + 0.5 + swing * 0.3),
                (x - 20, y + 3 + swing),
                tip,
                (x - 13, y + 12 + swing * 0.6),
                (x, y + 6),
            ],
            closed=True,
        )
        canvas.drawPath(shape, fill(coat))
        if beast.tail == "brush":
            canvas.save()
            canvas.clipPath(shape, doAntiAlias=True)
            canvas.drawCircle(tip[0] + 1, tip[1] - 1, 7, fill(CREAM))
            canvas.restore()
    elif beast.tail == "wag":
        canvas.drawPath(smooth([(x + 2, y), (x - 9, y - 7), (x - 14 + swing, y - 17)]), pen(coat, 4.6))
    elif beast.tail == "tuft":
        canvas.drawPath(smooth([(x + 2, y), (x - 9, y + 4), (x - 14 + swing, y + 17)]), pen(coat, 3))
        canvas.drawCircle(x - 14.5 + swing, y + 19, 3.8, fill(tint("#8a5226")))
    elif beast.tail == "flow":
        colour = tint("#d79af0") if beast.extra == "horn" else tint("#2e2024")
        shape = smooth(
            [(x + 2, y - 2), (x - 10, y + 2), (x - 16 + swing, y + 22), (x - 9 + swing * 1.4, y + 36), (x - 5, y + 18)],
            closed=True,
        )
        canvas.drawPath(shape, fill(colour))
    else:
        canvas.drawCircle(x, y + 2, 3.6, fill(coat))


CROWNS = {"antlers": 24.0, "horn": 12.0, "mane": 5.0}


def _grown(beast: Beast) -> float:
    """The factor by which the drawing fills its hundred units of height."""
    top = 98 - beast.leg - beast.deep + beast.deep * 0.34 - beast.neck * math.sin(beast.rise) - beast.head * 1.3
    return 100 / (100 - min(top - CROWNS.get(beast.extra, 1.0), 62.0))


def _wide(beast: Beast) -> float:
    return (26 + beast.long + beast.neck * math.cos(beast.rise) + beast.head + beast.snout + 4) / 100 * _grown(beast)


def _stand(beast: Beast, canvas: skia.Canvas, look: Look) -> None:
    grown = _grown(beast)
    canvas.translate(0, 100)
    canvas.scale(grown, grown)
    canvas.translate(0, -100)
    _draw(beast, canvas, look)


FIGURES = {
    name: Figure(lambda canvas, look, beast=beast: _stand(beast, canvas, look), wide=_wide(beast), poses=24, rate=0.8)  # type: ignore[misc]
    for name, beast in BEASTS.items()
}
