"""Rooms: a wall with a big window on the world outside, a table or floor, and what makes it a home, café, office
or lab."""

import math

import skia

from vidpipe.providers.local.painter.clock import Clock
from vidpipe.providers.local.painter.furniture import pot_plant
from vidpipe.providers.local.painter.ink import (
    Tint,
    across,
    box,
    darker,
    down,
    fade,
    fill,
    glow,
    lighter,
    mix,
    pen,
    polygon,
    rounded,
    tint,
)
from vidpipe.providers.local.painter.land import mountains, ridge
from vidpipe.providers.local.painter.props import lamp_glow
from vidpipe.providers.local.painter.rooms import FURNISHED
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.sky import sky
from vidpipe.providers.local.painter.stage import Stage
from vidpipe.providers.local.painter.town import Row, towers

WALLS = {
    "living": "#e7c9a9",
    "cafe": "#a86f4f",
    "office": "#b9c8d6",
    "kitchen": "#dfe3d2",
    "laboratory": "#cfe0e4",
    "classroom": "#d9c9a0",
    "bedroom": "#b9a3c9",
    "workshop": "#a39484",
    "library": "#b58f6a",
}
WINDOW = (0.12, 0.1, 0.52, 0.6)


def paint(stage: Stage, enter: Enter) -> None:
    """The world outside, the wall round the window, furniture, the table or floor with the subject, a lamp."""
    stage.horizon = 0.62
    stage.body_at = (0.3 if not _turned(stage) else 0.7, 0.22)
    light = stage.light
    sky(stage, clouds=3, size=0.06)
    with stage.plate(0.14) as canvas:
        if stage.spec.interior in ("office", "cafe", "living"):
            towers(stage, canvas, Row(0.66, 0.12, 0.34, 0.6, 0.03, 0.06, 0.4))
        else:
            mountains(stage, canvas, ridge(stage, 0.54, 0.16, waves=7.0, peaks=True, rough=0.42), 0.7)
    if stage.spec.weather in ("rain", "storm"):
        _drops_on_glass(stage)
    wall = mix(
        mix(tint(WALLS.get(stage.spec.interior, WALLS["living"])), light.haze, 0.22),
        light.mid,
        0.62 if light.night else 0.12,
    )
    _wall(stage, wall)
    _furnish(stage)
    _sunbeam(stage)
    _lamps(stage)
    seated = _small(stage)
    if seated:
        _table(stage)
    else:
        _floor(stage, wall)
    enter("ledge" if seated else "open")
    _plants(stage)


def _furnish(stage: Stage) -> None:
    """What stands beside the window."""
    if stage.tall:
        return
    left = 0.61 if not _turned(stage) else 0.05
    with stage.plate(0.58) as canvas:
        FURNISHED.get(stage.spec.interior, FURNISHED["living"])(stage, canvas, (stage.x(left), stage.x(left + 0.34)))
        if stage.spec.interior in ("living", "office", "classroom", "cafe"):
            pot_plant(stage, canvas, stage.x(0.075 if not _turned(stage) else 0.93), stage.y(0.815), 0.3 * stage.height)


def _turned(stage: Stage) -> bool:
    """Whether the window is on the right: by the scene's seed."""
    return stage.spec.seed % 2 == 1 and not stage.tall


def _window(stage: Stage) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the window, in pixels."""
    left, top, right, bottom = WINDOW
    if _turned(stage):
        left, right = 1 - right, 1 - left
    if stage.tall:
        left, right = 0.1, 0.74
    return stage.x(left), stage.y(top), stage.x(right), stage.y(bottom)


def _evening(stage: Stage) -> bool:
    return stage.spec.lit


def _small(stage: Stage) -> bool:
    from vidpipe.library.visual import visual

    if not stage.spec.cast:
        return True
    found = visual().subjects.get(stage.spec.cast[0].id)
    return found is None or found.place != "ground" or found.size < 0.33


def _wall(stage: Stage, wall: Tint) -> None:
    light, unit = stage.light, stage.unit
    left, top, right, bottom = _window(stage)
    with stage.plate(0.5) as canvas:
        whole = skia.Path.Rect(skia.Rect.MakeLTRB(stage.left, stage.y(-0.2), stage.right, stage.bottom))
        hole = skia.Path.RRect(rounded(left, top, right - left, bottom - top, 10 * unit))
        shape = skia.Op(whole, hole, skia.kDifference_PathOp)
        canvas.drawPath(
            shape, fill(shader=across(stage.x(0.0), stage.x(1.1), lighter(wall, 0.1), wall, darker(wall, 0.3)))
        )
        canvas.save()
        canvas.clipPath(shape, doAntiAlias=True)
        glow(canvas, (left + right) / 2, (top + bottom) / 2, (right - left) * 1.1, light.shine, 0.3)
        canvas.drawRect(
            skia.Rect.MakeLTRB(stage.left, stage.y(0.62), stage.right, stage.bottom),
            fill(fade(darker(wall, 0.3), 0.55)),
        )
        canvas.drawRect(
            skia.Rect.MakeLTRB(stage.left, stage.y(0.615), stage.right, stage.y(0.625)),
            fill(fade(lighter(wall, 0.3), 0.6)),
        )
        canvas.restore()
        frame = lighter(mix(wall, light.shine, 0.5), 0.1)
        bar = pen(frame, 13 * unit)
        canvas.drawRRect(rounded(left, top, right - left, bottom - top, 10 * unit), bar)
        thin = pen(frame, 7 * unit)
        for share in (1 / 3, 2 / 3):
            x = left + (right - left) * share
            canvas.drawLine(x, top, x, bottom, thin)
        canvas.drawLine(left, top + (bottom - top) * 0.32, right, top + (bottom - top) * 0.32, thin)
        canvas.drawRRect(
            rounded(left - 22 * unit, bottom, right - left + 44 * unit, 18 * unit, 5 * unit),
            fill(shader=down(bottom, bottom + 18 * unit, lighter(frame, 0.2), darker(frame, 0.25))),
        )
        _curtains(stage, canvas, (left, top, right, bottom))


def _curtains(stage: Stage, canvas: skia.Canvas, window: tuple[float, float, float, float]) -> None:
    if stage.spec.interior in ("office", "laboratory", "workshop", "classroom", "library"):
        return
    unit, cloth = stage.unit, mix(stage.light.accents[0], stage.light.mid, 0.35)
    left, top, right, bottom = window
    canvas.drawLine(
        left - 40 * unit, top - 26 * unit, right + 40 * unit, top - 26 * unit, pen(darker(cloth, 0.5), 7 * unit)
    )
    for side, edge in ((-1, left), (1, right)):
        for at in range(5):
            x = edge + side * (34 - at * 17) * unit - 9 * unit
            fold = polygon(
                (x, top - 26 * unit),
                (x + 19 * unit, top - 26 * unit),
                (x + 19 * unit + side * 6 * unit, bottom + 40 * unit),
                (x + side * 6 * unit, bottom + 40 * unit),
            )
            canvas.drawPath(fold, fill(shader=across(x, x + 19 * unit, lighter(cloth, 0.1), darker(cloth, 0.22))))


def _sunbeam(stage: Stage) -> None:
    light = stage.light
    if light.night or stage.spec.veiled:
        return

    def pulse(clock: Clock) -> float:
        return 0.85 + 0.15 * clock.wave(0.1)

    with stage.plate(0.7, alpha=pulse, blur=0) as canvas:
        for at in range(3):
            x = stage.x(0.16 + 0.12 * at + (0.4 if _turned(stage) else 0.0))
            beam = polygon(
                (x, stage.y(0.1)),
                (x + stage.x(0.1), stage.y(0.1)),
                (x + stage.x(0.5), stage.y(1.0)),
                (x + stage.x(0.26), stage.y(1.0)),
            )
            canvas.drawPath(
                beam,
                fill(
                    shader=down(stage.y(0.1), stage.y(1.0), fade(light.shine, 0.2), fade(light.shine, 0.03)),
                    blur=10 * stage.unit,
                ),
            )


def _lamps(stage: Stage) -> None:
    """Hanging lamps, warm at night."""
    light, unit = stage.light, stage.unit
    if stage.spec.room == "upper":
        return
    with stage.plate(0.78, sway=(2 * unit, 0.16), blur=0) as canvas:
        for share, drop in ((0.62, 0.15), (0.97, 0.11)) if not _turned(stage) else ((0.38, 0.15), (0.03, 0.11)):
            x, y = stage.x(share), stage.y(drop)
            shade = mix(light.accents[2], light.mid, 0.3)
            canvas.drawLine(x, stage.y(-0.2), x, y, pen(darker(light.dark, 0.1), 3 * unit))
            lamp_glow(canvas, stage, x, y + 40 * unit, 260 * unit, 0.6 if _evening(stage) else 0.22)
            canvas.drawPath(
                polygon(
                    (x - 18 * unit, y),
                    (x + 18 * unit, y),
                    (x + 62 * unit, y + 50 * unit),
                    (x - 62 * unit, y + 50 * unit),
                ),
                fill(shader=across(x - 62 * unit, x + 62 * unit, lighter(shade, 0.15), darker(shade, 0.3))),
            )
            canvas.drawOval(
                skia.Rect.MakeLTRB(x - 60 * unit, y + 42 * unit, x + 60 * unit, y + 58 * unit),
                fill(lighter(light.lamp, 0.4)),
            )


def _table(stage: Stage) -> None:
    light, unit = stage.light, stage.unit
    top, front = stage.y(stage.floor - 0.075), stage.y(stage.floor + 0.055)
    wood = mix(mix(tint("#b07a4e"), light.shine, 0.1), light.mid, 0.5 if light.night else 0.1)
    if stage.spec.interior in ("laboratory", "office"):
        wood = mix(mix(tint("#e8ecef"), light.haze, 0.2), light.mid, 0.5 if light.night else 0.1)
    with stage.plate(0.97, blur=0) as canvas:
        canvas.drawRect(
            box(stage.left, top, stage.right * 1.4, front - top),
            fill(shader=down(top, front, mix(wood, light.shine, 0.42), wood)),
        )
        for at in range(9):
            y = top + (front - top) * ((at + 0.5) / 9) ** 1.3
            canvas.drawLine(
                stage.left,
                y,
                stage.right,
                y + math.sin(at) * 4 * unit,
                pen(fade(darker(wood, 0.5), 0.12), (1 + 0.3 * at) * unit),
            )
        canvas.drawRect(box(stage.left, top, stage.right * 1.4, 3 * unit), fill(fade(light.shine, 0.5)))
        canvas.drawRect(
            box(stage.left, front, stage.right * 1.4, stage.bottom - front),
            fill(shader=down(front, stage.y(1.05), darker(wood, 0.3), darker(wood, 0.7))),
        )
        canvas.drawRect(box(stage.left, front, stage.right * 1.4, 5 * unit), fill(fade(lighter(wood, 0.4), 0.6)))


def _floor(stage: Stage, wall: Tint) -> None:
    light, unit = stage.light, stage.unit
    top = stage.y(0.76)
    wood = mix(mix(tint("#a8774f"), wall, 0.3), light.mid, 0.45 if light.night else 0.08)
    with stage.plate(0.9, blur=0) as canvas:
        canvas.drawRect(box(stage.left, top - 14 * unit, stage.right * 1.4, 15 * unit), fill(lighter(wall, 0.3)))
        canvas.drawRect(
            box(stage.left, top, stage.right * 1.4, stage.bottom - top),
            fill(shader=down(top, stage.y(1.05), mix(wood, light.shine, 0.25), darker(wood, 0.28))),
        )
        for at in range(-14, 15):
            canvas.drawLine(
                stage.x(0.5) + at * 70 * unit,
                top,
                stage.x(0.5) + at * 150 * unit,
                stage.bottom,
                pen(fade(darker(wood, 0.6), 0.2), 1.6 * unit),
            )
        if stage.spec.interior not in ("living", "bedroom", "cafe"):
            return
        rug = skia.Rect.MakeLTRB(
            stage.x(0.5) - 0.36 * stage.width,
            stage.y(stage.floor - 0.055),
            stage.x(0.5) + 0.36 * stage.width,
            stage.y(stage.floor + 0.09),
        )
        cloth = mix(light.accents[3 if light.night else 2], light.mid, 0.4)
        canvas.drawOval(rug, fill(shader=across(rug.left(), rug.right(), lighter(cloth, 0.1), darker(cloth, 0.2))))
        inner = skia.Rect.MakeLTRB(
            rug.left() + 40 * unit, rug.top() + 9 * unit, rug.right() - 40 * unit, rug.bottom() - 9 * unit
        )
        canvas.drawOval(inner, pen(fade(light.shine, 0.4), 4 * unit))


def _plants(stage: Stage) -> None:
    """Leaves of a house plant close to the lens."""
    from vidpipe.providers.local.painter.figures.growing import blade

    light, unit = stage.light, stage.unit
    with stage.plate(1.4, sway=(5 * unit, 0.12), blur=3 * unit) as canvas:
        for at in range(9):
            long = (330 - 16 * at) * unit
            path = blade(stage.x(1.02), stage.y(1.08), long, long * 0.15, -8 - at * 11)
            canvas.drawPath(
                path, fill(mix(mix(light.foliage, tint("#3f8f58"), 0.3), light.dark, 0.3 + 0.04 * (at % 3)))
            )


def _drops_on_glass(stage: Stage) -> None:
    """Rain on the window: drops that slide."""
    from vidpipe.providers.local.painter.weather import specks

    drops = specks(stage, 46, pace=(0.12, 0.3))

    def draw(canvas: skia.Canvas, clock: Clock) -> None:
        for one in drops:
            way = (one.y + clock.turns(one.pace, one.landing)) % 1.0
            x, y = stage.x(0.1 + 0.5 * one.x + (0.32 if _turned(stage) else 0)), stage.y(0.08 + 0.55 * way)
            size = (2 + 3.4 * one.size) * stage.unit
            canvas.drawLine(x, y - size * 6, x, y, pen((1, 1, 1, 0.16), size * 0.6))
            canvas.drawCircle(x, y, size, fill((1, 1, 1, 0.5)))

    stage.live(draw, 0.45)
