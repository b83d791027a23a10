"""People: one jointed figure in many clothes, walking or running from the side, standing from the front or from
behind."""

import math
from dataclasses import dataclass

import skia

from vidpipe.providers.local.painter.figures import Figure, Look
from vidpipe.providers.local.painter.ink import (
    Tint,
    across,
    box,
    darker,
    fade,
    fill,
    lighter,
    mix,
    pen,
    polygon,
    rounded,
    smooth,
    tint,
)

SKINS = tuple(tint(code) for code in ("#f2c19b", "#c98c62", "#8d5a3b", "#e8b08a", "#6b4530"))
HAIRS = tuple(tint(code) for code in ("#3a2a2a", "#1f1a22", "#7a4a2a", "#c98a3e", "#2b2430"))
MIDDLE = 26.0


@dataclass(frozen=True)
class Build:
    """A person: hair (short, long, bun, bald), hat, coat, colours by accent number or code, things carried, how
    big the head is."""

    hair: str = "short"
    hat: str = ""
    coat: str = ""
    top: int | str = 0
    legs: str = ""
    carries: str = ""
    skin: int = 0
    head: float = 6.6
    skirt: bool = False
    grey: bool = False


PEOPLE = {
    "person": Build(hair="short", top=0, skin=1, carries="scarf"),
    "woman": Build(hair="long", top=0, skirt=True, skin=0),
    "man": Build(hair="short", top=3, skin=2, coat="jacket"),
    "girl": Build(hair="bun", top=1, skirt=True, head=9.2, skin=3),
    "boy": Build(top=2, head=9.2, skin=1),
    "child": Build(hair="short", top=1, head=9.6, skin=3, carries="pack"),
    "hiker": Build(hair="short", hat="beanie", top=0, carries="bigpack", skin=1),
    "student": Build(hair="long", top=2, carries="pack", skin=2),
    "businessperson": Build(top="#2c3350", coat="suit", legs="#232842", carries="case", skin=3),
    "runner": Build(hair="bun", top=0, legs="#2a2f45", skin=2),
    "chef": Build(hat="chef", top="#f7f5f0", coat="apron", skin=3),
    "scientist": Build(hair="bun", coat="lab", top=2, carries="flask", skin=1),
    "doctor": Build(hair="short", coat="lab", top=1, carries="board", skin=2),
    "teacher": Build(hair="long", top=0, skin=0, carries="book", skirt=True),
    "worker": Build(hat="hard", top="#f08a2b", coat="vest", legs="#34415e", skin=3),
    "farmer": Build(hat="straw", top="#d9534a", legs="#3f5f94", coat="bib", skin=1),
    "programmer": Build(hair="short", top=4, carries="tablet", skin=2),
    "artist": Build(hat="beret", top="#e9e2d5", coat="apron", carries="brush", skin=0),
    "elder": Build(hair="short", top=2, coat="jacket", skin=0, grey=True, carries="cane"),
    "knight": Build(hat="helm", top="#a3acb8", legs="#6f7a88", coat="cape", skin=0),
    "thief": Build(hat="beanie", top="#2a2d38", legs="#1d2029", coat="jacket", carries="pack", skin=1),
    "royal": Build(hair="long", hat="crown", top="#7a2f6a", coat="cape", skirt=True, skin=0),
    "superhero": Build(hair="short", top=3, coat="cape", skin=1),
}
GROUPS = {
    "couple": ("woman", "man"),
    "family": ("woman", "child", "man"),
    "team": ("programmer", "woman", "businessperson", "student"),
}


def _colour(look: Look, given: int | str) -> Tint:
    if isinstance(given, str):
        return tint(given)
    accent = look.light.accents[given % 5]
    return mix(accent, look.light.mid, 0.12)


@dataclass(frozen=True)
class Dress:
    """The colours of one person."""

    skin: Tint
    hair: Tint
    top: Tint
    legs: Tint
    shoes: Tint


def dress_of(build: Build, look: Look) -> Dress:
    """What a person wears in this look."""
    at = build.skin + look.variant
    top = look.colour if look.colour else _colour(look, build.top)
    legs = tint(build.legs) if build.legs else mix(darker(look.light.mid, 0.25), tint("#2b3350"), 0.5)
    hair = tint("#d8d6d8") if build.grey else HAIRS[at % 5]
    return Dress(SKINS[at % 5], hair, top, legs, mix(darker(legs, 0.45), tint("#2a2228"), 0.5))


def limb(
    canvas: skia.Canvas,
    start: tuple[float, float],
    angles: tuple[float, float],
    long: tuple[float, float],
    colour: Tint,
    width: float,
) -> tuple[float, float]:
    """Two bones from a joint; angles from straight down, forward positive; gives the end."""
    knee = (start[0] + long[0] * math.sin(angles[0]), start[1] + long[0] * math.cos(angles[0]))
    foot = (knee[0] + long[1] * math.sin(angles[1]), knee[1] + long[1] * math.cos(angles[1]))
    path = skia.Path()
    path.moveTo(*start)
    path.lineTo(*knee)
    path.lineTo(*foot)
    canvas.drawPath(path, pen(colour, width))
    return foot


def _stride(phase: float, run: bool) -> tuple[float, float]:
    """Angles of thigh and shin of a leg at a phase of the gait."""
    swing = math.sin(2 * math.pi * phase)
    lift = max(0.0, math.cos(2 * math.pi * phase))
    thigh = (0.78 if run else 0.46) * swing + (0.16 if run else 0.04)
    return thigh, thigh - (1.35 if run else 0.62) * lift - (0.25 if run else 0.08)


def _walker(build: Build, canvas: skia.Canvas, look: Look, *, run: bool) -> None:
    """From the side, towards the right."""
    dress, phase = dress_of(build, look), look.phase + 0.2
    lean = 4.5 if run else 1.4
    child = build.head > 8
    hip_y, leg = (56.0, 20.5) if not child else (62.0, 17.5)
    reach = [sum(leg * math.cos(angle) for angle in _stride(phase + half, run)) for half in (0.0, 0.5)]
    drop = 97 - hip_y - max(reach)
    canvas.translate(0, drop if not run else drop - 2.2 * abs(math.sin(2 * math.pi * phase)))
    hip, neck = (MIDDLE, hip_y), (MIDDLE + lean, 25.0 if not child else 33.0)
    swing = math.sin(2 * math.pi * phase)
    arm = (0.9 if run else 0.5) * swing
    bent = 1.25 if run else 0.28
    far = darker(dress.top, 0.3)
    hand = limb(canvas, (neck[0] - 0.5, neck[1] + 3), (arm, arm + bent), (13, 12), far, 4.8)
    canvas.drawCircle(*hand, 2.3, fill(darker(dress.skin, 0.18)))
    _leg(canvas, hip, _stride(phase + 0.5, run), leg, darker(dress.legs, 0.3), dress)
    _leg(canvas, hip, _stride(phase, run), leg, dress.legs, dress)
    if build.carries in ("pack", "bigpack"):
        _pack(canvas, neck, look, build.carries == "bigpack")
    side_trunk(build, canvas, hip, neck, dress, swing)
    if build.carries == "case":
        _case(canvas, (neck[0] - 14 * math.sin(arm), neck[1] + 30))
    hand = limb(canvas, (neck[0] - 0.5, neck[1] + 3), (-arm, -arm + bent), (13, 12), darker(dress.top, 0.13), 5.2)
    canvas.drawCircle(*hand, 2.5, fill(dress.skin))
    side_head(build, canvas, (neck[0] + lean * 0.35 + 0.6, neck[1] - build.head * 1.25), dress, look, swing)


def _leg(
    canvas: skia.Canvas, hip: tuple[float, float], angles: tuple[float, float], long: float, colour: Tint, dress: Dress
) -> None:
    foot = limb(canvas, hip, angles, (long, long), colour, 6.4)
    canvas.save()
    canvas.translate(*foot)
    canvas.rotate(-math.degrees(angles[1]) * 0.55)
    canvas.drawRRect(rounded(-3, -1.4, 9.6, 4.6, 2.2), fill(dress.shoes))
    canvas.restore()


def side_trunk(
    build: Build, canvas: skia.Canvas, hip: tuple[float, float], neck: tuple[float, float], dress: Dress, swing: float
) -> None:
    """The body from the side, with its coat or skirt."""
    long = {"lab": 13.0, "jacket": 6.0, "suit": 5.0, "apron": 10.0}.get(build.coat, 2.0)
    top = tint("#f4f6f8") if build.coat == "lab" else dress.top
    shape = smooth(
        [
            (neck[0] + 3.6, neck[1]),
            (hip[0] + 6.6, (hip[1] + neck[1]) / 2),
            (hip[0] + 5.6, hip[1] + long),
            (hip[0] - 5.6, hip[1] + long),
            (hip[0] - 5.2, (hip[1] + neck[1]) / 2),
            (neck[0] - 4.4, neck[1] + 1),
        ],
        closed=True,
    )
    canvas.drawPath(shape, fill(shader=across(hip[0] - 7, hip[0] + 8, darker(top, 0.26), top, lighter(top, 0.12))))
    if build.skirt:
        hem = 3 * swing
        skirt = smooth(
            [
                (hip[0] + 5, hip[1] - 4),
                (hip[0] + 10 + hem, hip[1] + 17),
                (hip[0], hip[1] + 19),
                (hip[0] - 10 + hem, hip[1] + 17),
                (hip[0] - 5, hip[1] - 4),
            ],
            closed=True,
        )
        canvas.drawPath(skirt, fill(shader=across(hip[0] - 10, hip[0] + 10, darker(top, 0.3), top)))
    if build.carries == "scarf":
        wool = mix(lighter(dress.top, 0.3), tint("#fff1d6"), 0.45)
        ends = [(neck[0] - 3, neck[1]), (neck[0] - 6.4, neck[1] + 6), (neck[0] - 7.4 - 1.2 * swing, neck[1] + 13)]
        canvas.drawPath(smooth(ends), pen(wool, 3))
        canvas.drawRRect(rounded(neck[0] - 4.8, neck[1] - 3.2, 9.4, 4.6, 2.3), fill(lighter(wool, 0.2)))


def _pack(canvas: skia.Canvas, neck: tuple[float, float], look: Look, big: bool) -> None:
    colour = mix(look.light.accents[2], look.light.mid, 0.2)
    high, wide = (30, 13) if big else (21, 10)
    x, y = neck[0] - wide - 2, neck[1] + (0 if big else 3)
    canvas.drawRRect(
        rounded(x, y, wide, high, 4.5), fill(shader=across(x, x + wide, darker(colour, 0.1), darker(colour, 0.4)))
    )
    canvas.drawRRect(rounded(x + 0.6, y + high * 0.52, wide - 3, high * 0.34, 2), fill(darker(colour, 0.3)))
    if big:
        canvas.drawRRect(rounded(x - 0.6, y - 6, wide + 2, 6, 3), fill(lighter(look.light.accents[1], 0.15)))


def _case(canvas: skia.Canvas, at: tuple[float, float]) -> None:
    canvas.drawRRect(rounded(at[0] - 7, at[1], 14, 10, 1.5), fill(tint("#7a4a32")))
    canvas.drawRect(box(at[0] - 7, at[1] + 4, 14, 1), fill(tint("#4f2e20")))


def side_head(
    build: Build, canvas: skia.Canvas, at: tuple[float, float], dress: Dress, look: Look, swing: float
) -> None:
    """The head from the side, with hair and hat."""
    x, y, size = at[0], at[1], build.head
    canvas.drawLine(x - 0.8, y + size * 0.6, x - 1, y + size * 1.5, pen(darker(dress.skin, 0.16), size * 0.62))
    if build.hair == "long":
        tail = smooth(
            [
                (x - size * 0.3, y - size),
                (x - size * 1.25, y - size * 0.1),
                (x - size * 1.6 - swing, y + size * 1.4),
                (x - size * 0.7, y + size * 1.7),
                (x, y + size * 0.6),
            ],
            closed=True,
        )
        canvas.drawPath(tail, fill(dress.hair))
    if build.hair == "bun":
        canvas.drawCircle(x - size * 1.05, y - size * 0.55, size * 0.5, fill(dress.hair))
    face = smooth(
        [
            (x, y - size),
            (x + size * 0.8, y - size * 0.5),
            (x + size * 0.94, y + size * 0.1),
            (x + size * 0.5, y + size * 0.95),
            (x - size * 0.4, y + size * 0.85),
            (x - size * 0.9, y),
        ],
        closed=True,
    )
    canvas.drawPath(face, fill(dress.skin))
    canvas.drawCircle(x + size * 1.0, y + size * 0.16, size * 0.15, fill(dress.skin))
    if build.hair != "bald":
        cap = smooth(
            [
                (x + size * 0.82, y - size * 0.44),
                (x + size * 0.2, y - size * 1.12),
                (x - size * 0.8, y - size * 0.86),
                (x - size * 1.05, y + size * 0.1),
                (x - size * 0.62, y + size * 0.72),
                (x - size * 0.3, y + size * 0.1),
                (x - size * 0.05, y - size * 0.3),
            ],
            closed=True,
        )
        canvas.drawPath(cap, fill(dress.hair))
    canvas.drawCircle(x + size * 0.52, y - size * 0.02, size * 0.1, fill(tint("#2a2026")))
    _hat(build.hat, canvas, x, y, size, look)


def _hat(hat: str, canvas: skia.Canvas, x: float, y: float, size: float, look: Look) -> None:
    if hat == "chef":
        canvas.drawPath(
            smooth(
                [
                    (x - size, y - size * 0.9),
                    (x - size * 1.3, y - size * 2),
                    (x, y - size * 2.5),
                    (x + size * 1.3, y - size * 2),
                    (x + size, y - size * 0.9),
                ],
                closed=True,
            ),
            fill(tint("#ffffff")),
        )
        canvas.drawRect(box(x - size, y - size * 1.15, size * 2, size * 0.6), fill(tint("#e3e6ec")))
    elif hat == "hard":
        canvas.drawArc(
            skia.Rect.MakeLTRB(x - size * 1.15, y - size * 1.6, x + size * 1.15, y + size * 0.7),
            180,
            180,
            True,
            fill(tint("#ffc62e")),
        )
        canvas.drawRRect(rounded(x - size * 1.3, y - size * 0.56, size * 2.7, size * 0.26, 1), fill(tint("#e0a41c")))
    elif hat == "helm":
        steel = tint("#b4bdc8")
        canvas.drawRRect(
            rounded(x - size * 1.1, y - size * 1.25, size * 2.2, size * 2.3, size * 0.9),
            fill(shader=across(x - size, x + size, lighter(steel, 0.25), darker(steel, 0.35))),
        )
        canvas.drawRRect(rounded(x - size * 0.72, y - size * 0.16, size * 1.6, size * 0.3, 1), fill(tint("#20242c")))
        canvas.drawPath(
            smooth([(x, y - size * 1.2), (x - size * 0.9, y - size * 2.1), (x - size * 1.7, y - size * 1.1)]),
            pen(look.light.accents[0], size * 0.5),
        )
    elif hat == "crown":
        gold = tint("#f0c24a")
        points = [(x - size, y - size * 0.7)]
        points += [(x + size * (at - 2) * 0.5, y - size * (1.75 if at % 2 == 0 else 1.15)) for at in range(5)]
        canvas.drawPath(polygon(*points, (x + size, y - size * 0.7)), fill(gold))
    elif hat == "straw":
        canvas.drawOval(
            skia.Rect.MakeLTRB(x - size * 1.9, y - size * 0.86, x + size * 1.9, y - size * 0.26), fill(tint("#e6c375"))
        )
        canvas.drawArc(
            skia.Rect.MakeLTRB(x - size * 0.98, y - size * 1.7, x + size * 0.98, y + size * 0.4),
            180,
            180,
            True,
            fill(tint("#f0d390")),
        )
    elif hat == "beanie":
        canvas.drawArc(
            skia.Rect.MakeLTRB(x - size * 1.1, y - size * 1.35, x + size * 1.05, y + size * 0.8),
            180,
            180,
            True,
            fill(look.light.accents[1]),
        )
        canvas.drawRRect(
            rounded(x - size * 1.14, y - size * 0.52, size * 2.22, size * 0.42, 1.4),
            fill(lighter(look.light.accents[1], 0.3)),
        )
        canvas.drawCircle(x, y - size * 1.4, size * 0.3, fill((1, 1, 1, 0.95)))
    elif hat == "beret":
        canvas.drawPath(
            smooth(
                [
                    (x - size * 1.3, y - size * 0.7),
                    (x - size * 0.5, y - size * 1.5),
                    (x + size * 0.9, y - size * 1.2),
                    (x + size, y - size * 0.6),
                ],
                closed=True,
            ),
            fill(tint("#b3322e")),
        )


def stander(build: Build, canvas: skia.Canvas, look: Look, *, back: bool, x: float = MIDDLE, high: float = 1.0) -> None:
    """Upright, seen from the front or from behind, shifting weight a little."""
    dress = dress_of(build, look)
    sway = math.sin(2 * math.pi * look.phase)
    canvas.save()
    canvas.translate(x, 100)
    canvas.scale(high, high)
    canvas.translate(0, -100)
    child = build.head > 8
    neck_y, hip_y = (34.0, 64.0) if child else (25.5, 56.0)
    wide = 8.6 if child else 9.4
    if build.coat == "cape":
        cape = smooth([(-8, neck_y), (-19 - sway, 88), (-6, 92), (8, 92), (19 - sway, 88), (8, neck_y)], closed=True)
        canvas.drawPath(cape, fill(darker(look.light.accents[0], 0.1)))
    for sign in (-1, 1):
        limb(
            canvas,
            (sign * 4.2, hip_y),
            (sign * 0.05, sign * 0.03),
            ((97 - hip_y) / 2, (97 - hip_y) / 2),
            dress.legs,
            7.6,
        )
        canvas.drawRRect(rounded(sign * 6.4 - 4.6, 95.4, 9.2, 4.6, 2.3), fill(dress.shoes))
    for sign in (-1, 1):
        bend = 0.5 if build.carries in ("flask", "board", "book", "tablet", "brush") and sign > 0 else 0.0
        sleeve = tint("#eef1f5") if build.coat == "lab" else darker(dress.top, 0.12)
        hand = limb(
            canvas,
            (sign * wide * 0.86, neck_y + 4.6),
            (sign * (0.17 + 0.03 * sway), sign * (0.07 - bend * 2.6)),
            (14, 13),
            sleeve,
            5.4,
        )
        canvas.drawCircle(*hand, 2.6, fill(dress.skin))
        if sign > 0:
            _carry(build.carries, canvas, hand, look)
    _trunk(build, canvas, dress, neck_y, hip_y, wide)
    _head(build, canvas, (0.5 * sway, neck_y - build.head * 1.22), dress, look, back=back)
    canvas.restore()


def _trunk(build: Build, canvas: skia.Canvas, dress: Dress, neck: float, hip: float, wide: float) -> None:
    long = {"lab": 15.0, "jacket": 5.0, "suit": 4.0}.get(build.coat, 2.5)
    top = tint("#f3f5f8") if build.coat == "lab" else dress.top
    shape = smooth(
        [
            (0, neck - 0.6),
            (wide * 0.8, neck + 1.2),
            (wide * 1.08, neck + 6),
            (wide * 0.86, hip - 8),
            (wide * 0.98, hip + long),
            (-wide * 0.98, hip + long),
            (-wide * 0.86, hip - 8),
            (-wide * 1.08, neck + 6),
            (-wide * 0.8, neck + 1.2),
        ],
        closed=True,
    )
    canvas.drawPath(shape, fill(shader=across(-wide, wide, darker(top, 0.14), lighter(top, 0.1), darker(top, 0.2))))
    if build.skirt:
        skirt = smooth(
            [
                (-wide * 0.8, hip - 5),
                (-wide * 1.35, hip + 18),
                (0, hip + 20),
                (wide * 1.35, hip + 18),
                (wide * 0.8, hip - 5),
            ],
            closed=True,
        )
        canvas.drawPath(
            skirt,
            fill(shader=across(-wide * 1.3, wide * 1.3, darker(dress.top, 0.2), dress.top, darker(dress.top, 0.3))),
        )
    if build.coat in ("lab", "suit", "jacket"):
        inner = dress.top if build.coat == "lab" else tint("#f5f2ec")
        canvas.drawPath(polygon((-3.4, neck), (3.4, neck), (0, neck + 15)), fill(inner))
        canvas.drawLine(0, neck + 15, 0, hip + long - 1, pen(fade(darker(top, 0.5), 0.35), 0.7))
    if build.coat == "suit":
        canvas.drawPath(
            polygon((-1.2, neck + 1), (1.2, neck + 1), (1.6, neck + 11), (0, neck + 14), (-1.6, neck + 11)),
            fill(tint("#c23b3b")),
        )
    if build.coat == "apron":
        canvas.drawRRect(
            rounded(-wide * 0.62, neck + 8, wide * 1.24, hip - neck + 10, 3),
            fill(mix(dress.legs, tint("#3f5f7a"), 0.5)),
        )
    if build.coat == "vest":
        for sign in (-1, 1):
            canvas.drawRect(box(sign * wide * 0.5 - 1.1, neck + 2, 2.2, hip - neck), fill(tint("#fff3a0")))
        canvas.drawRect(box(-wide * 0.9, hip - 10, wide * 1.8, 2.4), fill(tint("#fff3a0")))
    if build.coat == "bib":
        canvas.drawRRect(rounded(-wide * 0.55, neck + 11, wide * 1.1, hip - neck - 6, 2), fill(dress.legs))
        for sign in (-1, 1):
            canvas.drawLine(sign * wide * 0.45, neck + 12, sign * wide * 0.6, neck + 2, pen(dress.legs, 2.2))


def _head(build: Build, canvas: skia.Canvas, at: tuple[float, float], dress: Dress, look: Look, *, back: bool) -> None:
    x, y, size = at[0], at[1], build.head
    if build.hair == "long":
        canvas.drawPath(
            smooth(
                [
                    (x, y - size * 1.1),
                    (x + size * 1.2, y - size * 0.2),
                    (x + size * 1.2, y + size * 1.7),
                    (x, y + size * 1.9),
                    (x - size * 1.2, y + size * 1.7),
                    (x - size * 1.2, y - size * 0.2),
                ],
                closed=True,
            ),
            fill(darker(dress.hair, 0.2)),
        )
    if build.hair == "bun":
        canvas.drawCircle(x, y - size * 1.3, size * 0.52, fill(dress.hair))
    canvas.drawLine(x, y + size * 0.6, x, y + size * 1.45, pen(darker(dress.skin, 0.16), size * 0.66))
    canvas.drawOval(skia.Rect.MakeLTRB(x - size * 0.88, y - size, x + size * 0.88, y + size), fill(dress.skin))
    if back:
        canvas.drawOval(
            skia.Rect.MakeLTRB(x - size * 0.95, y - size * 1.08, x + size * 0.95, y + size * 0.76), fill(dress.hair)
        )
        if build.hair == "long":
            canvas.drawPath(
                smooth(
                    [
                        (x - size * 0.9, y),
                        (x - size * 1.05, y + size * 1.7),
                        (x, y + size * 2),
                        (x + size * 1.05, y + size * 1.7),
                        (x + size * 0.9, y),
                    ],
                    closed=True,
                ),
                fill(dress.hair),
            )
    else:
        _face(build, canvas, x, y, size, dress)
    _hat(build.hat, canvas, x, y, size, look)


def _face(build: Build, canvas: skia.Canvas, x: float, y: float, size: float, dress: Dress) -> None:
    if build.hair != "bald":
        cap = smooth(
            [
                (x - size * 0.94, y + size * 0.1),
                (x - size * 0.86, y - size * 0.8),
                (x, y - size * 1.16),
                (x + size * 0.86, y - size * 0.8),
                (x + size * 0.94, y + size * 0.1),
                (x + size * 0.62, y - size * 0.42),
                (x - size * 0.1, y - size * 0.5),
                (x - size * 0.66, y - size * 0.3),
            ],
            closed=True,
        )
        canvas.drawPath(cap, fill(dress.hair))
    for sign in (-1, 1):
        canvas.drawCircle(x + sign * size * 0.34, y + size * 0.04, size * 0.105, fill(tint("#2a2026")))
        canvas.drawCircle(x + sign * size * 0.5, y + size * 0.36, size * 0.16, fill(fade(tint("#e86a5a"), 0.26)))
    canvas.drawArc(
        skia.Rect.MakeLTRB(x - size * 0.28, y + size * 0.16, x + size * 0.28, y + size * 0.56),
        20,
        140,
        False,
        pen(fade(tint("#7a3a34"), 0.85), size * 0.09),
    )


def _carry(thing: str, canvas: skia.Canvas, hand: tuple[float, float], look: Look) -> None:
    x, y = hand
    if thing == "flask":
        canvas.drawPath(
            polygon(
                (x - 1.6, y - 11),
                (x + 1.6, y - 11),
                (x + 1.6, y - 6),
                (x + 5.4, y + 3),
                (x - 5.4, y + 3),
                (x - 1.6, y - 6),
            ),
            fill(fade(tint("#dff3ff"), 0.85)),
        )
        canvas.drawPath(
            polygon((x - 3.2, y - 2), (x + 3.2, y - 2), (x + 5.4, y + 3), (x - 5.4, y + 3)), fill(look.light.accents[2])
        )
    elif thing in ("board", "tablet", "book"):
        colour = {"board": tint("#f6f2e8"), "tablet": tint("#20293f"), "book": look.light.accents[0]}[thing]
        canvas.drawRRect(rounded(x - 9, y - 11, 13, 16, 1.6), fill(colour))
        canvas.drawRRect(
            rounded(x - 7.4, y - 9, 9.8, 12, 0.8), fill(fade(look.light.accents[1], 0.5 if thing == "tablet" else 0.2))
        )
    elif thing == "brush":
        canvas.drawLine(x, y + 3, x + 3, y - 10, pen(tint("#b58455"), 1.3))
        canvas.drawCircle(x + 3.3, y - 11, 1.7, fill(look.light.accents[0]))
    elif thing == "cane":
        canvas.drawLine(x, y, x + 1.5, 99, pen(tint("#5a3f2e"), 1.6))


def _group(names: tuple[str, ...], canvas: skia.Canvas, look: Look) -> None:
    step = 22.0
    for at, name in enumerate(names):
        turned = Look((look.phase + at * 0.31) % 1, None, look.light, at)
        high = 0.98 - 0.04 * (at % 2) if name != "child" else 0.68
        stander(PEOPLE[name], canvas, turned, back=len(names) < 4, x=20 + step * at, high=high)


def _figures() -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    walking = {
        "person",
        "woman",
        "man",
        "girl",
        "boy",
        "child",
        "hiker",
        "student",
        "businessperson",
        "thief",
        "knight",
    }
    for name, build in PEOPLE.items():
        if name in walking:
            found[name] = Figure(lambda c, look, b=build: _walker(b, c, look, run=False), 0.52, poses=24, rate=0.92)  # type: ignore[misc]
        elif name == "runner":
            found[name] = Figure(lambda c, look, b=build: _walker(b, c, look, run=True), 0.52, poses=24, rate=1.35)  # type: ignore[misc]
        else:
            found[name] = Figure(lambda c, look, b=build: stander(b, c, look, back=False), 0.52, poses=16, rate=0.28)  # type: ignore[misc]
    for name, members in GROUPS.items():
        wide = (40 + 22 * (len(members) - 1)) / 100
        found[name] = Figure(lambda c, look, m=members: _group(m, c, look), wide, poses=16, rate=0.28)  # type: ignore[misc]
    return found


FIGURES = _figures()
