"""People who sit, on a bench of their own, and a crowd: the same jointed figures as those who walk."""

import math

import skia

from vidpipe.providers.local.painter.figures import Figure, Look
from vidpipe.providers.local.painter.figures.people import PEOPLE, Build, dress_of, limb, side_head, side_trunk, stander
from vidpipe.providers.local.painter.ink import box, darker, down, fill, lighter, rounded, tint

SEATED = ("person", "woman", "man", "girl", "boy", "child", "elder", "student")
CROWD = (
    "woman",
    "man",
    "student",
    "businessperson",
    "person",
    "elder",
    "programmer",
    "farmer",
    "artist",
    "doctor",
    "worker",
)


def _seat(canvas: skia.Canvas, top: float) -> None:
    """A short wooden bench seen from its side."""
    wood = tint("#a06c42")
    for x in (14, 62):
        canvas.drawRect(box(x, top, 5, 100 - top), fill(darker(wood, 0.45)))
    canvas.drawRRect(
        rounded(8, top, 66, 6.4, 2), fill(shader=down(top, top + 6.4, lighter(wood, 0.3), darker(wood, 0.25)))
    )


def _sitter(build: Build, canvas: skia.Canvas, look: Look) -> None:
    """From the side, towards the right, breathing and swinging a foot."""
    dress = dress_of(build, look)
    sway = math.sin(2 * math.pi * look.phase)
    child = build.head > 8
    thigh, shin = (15.0, 15.0) if child else (21.0, 24.0)
    seat = 100 - shin - (6 if not child else 14)
    hip, neck = (30.0, seat - 3), (31.5 + 0.3 * sway, seat - (27 if child else 35))
    _seat(canvas, seat)
    for at, shade in ((1, 0.3), (0, 0.0)):
        swing = 0.1 * sway if at else -0.06
        knee = (hip[0] + thigh, hip[1] + 1.5 - at)
        legs = darker(dress.legs, shade)
        limb(canvas, hip, (math.pi / 2, math.pi / 2), (thigh / 2, thigh / 2), legs, 7.4)
        foot = limb(canvas, knee, (swing, swing * 1.2), (shin / 2, shin / 2), legs, 6.6)
        canvas.drawRRect(rounded(foot[0] - 3, foot[1] - 1, 10, 4.8, 2.3), fill(dress.shoes))
    side_trunk(build, canvas, hip, neck, dress, 0.2 * sway)
    hand = limb(canvas, (neck[0], neck[1] + 4), (0.35, 1.1 + 0.04 * sway), (12, 12), darker(dress.top, 0.14), 5.2)
    canvas.drawCircle(*hand, 2.5, fill(dress.skin))
    side_head(build, canvas, (neck[0] + 1.4, neck[1] - build.head * 1.22), dress, look, 0.5 * sway)


def _crowd(canvas: skia.Canvas, look: Look) -> None:
    """Two rows, those behind a little higher and darker."""
    for row in (1, 0):
        for at in range(6 if row else 5):
            name = CROWD[(at * 2 + row * 5) % len(CROWD)]
            canvas.save()
            canvas.translate(0, -9 * row)
            turned = Look((look.phase + at * 0.23 + row * 0.4) % 1, None, look.light, at + row * 2)
            x = 24 + at * 33 - (0 if not row else 14)
            stander(
                PEOPLE[name], canvas, turned, back=(at + row) % 3 == 0, x=x, high=0.9 - 0.035 * ((at * 3 + row) % 3)
            )
            canvas.restore()


def _sitting(build: Build) -> Figure:
    return Figure(lambda canvas, look: _sitter(build, canvas, look), 0.82, poses=16, rate=0.28)


def _pair(canvas: skia.Canvas, look: Look) -> None:
    """Two people on a bench, from behind, looking out: their backs above its back rest."""
    wood, iron = tint("#a06c42"), tint("#3a3a44")
    for leg in (14, 62, 110):
        canvas.drawRect(box(leg, 58, 4, 42), fill(iron))
    canvas.drawRRect(rounded(6, 76, 116, 6, 2), fill(darker(wood, 0.35)))
    for at, (name, x) in enumerate((("woman", 44.0), ("elder", 82.0))):
        canvas.save()
        canvas.translate(0, 16)
        canvas.clipRect(box(0, -40, 140, 103))
        turned = Look((look.phase + at * 0.31) % 1, None, look.light, at)
        stander(PEOPLE[name], canvas, turned, back=True, x=x, high=1.08 - 0.04 * at)
        canvas.restore()
    for y in (54, 64):
        canvas.drawRRect(
            rounded(4, y, 120, 7, 2.4), fill(shader=down(y, y + 7, lighter(wood, 0.25), darker(wood, 0.2)))
        )
    for leg in (14, 62, 110):
        canvas.drawRect(box(leg, 52, 4, 24), fill(iron))


FIGURES = {f"sitting-{name}": _sitting(PEOPLE[name]) for name in SEATED}
FIGURES["sitting-couple"] = Figure(_pair, 1.28, poses=16, rate=0.25)
FIGURES["crowd"] = Figure(_crowd, 1.84, poses=16, rate=0.25)
