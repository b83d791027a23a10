"""Rooms: what stands or hangs against the wall and makes a kitchen a kitchen."""

import math
from collections.abc import Callable
from itertools import pairwise

import skia

from vidpipe.providers.local.painter.figures import Look, figures
from vidpipe.providers.local.painter.fittings import contact
from vidpipe.providers.local.painter.furniture import (
    block,
    counter,
    desk_chair,
    flask,
    floor_lamp,
    microscope,
    picture,
    screen,
    sofa,
    toned,
)
from vidpipe.providers.local.painter.ink import (
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
    rounded,
    tint,
)
from vidpipe.providers.local.painter.stage import Stage


def kitchen(stage: Stage, canvas: skia.Canvas, span: tuple[float, float]) -> None:
    """Tiles, wall cupboards, a hood over a stove with pots, the counter."""
    left, right = span
    unit, light = stage.unit, stage.light
    foot, high = stage.y(0.785), 0.2 * stage.height
    wood, front = toned(stage, "#c98f5a"), mix(toned(stage, "#6f9a8d"), light.accents[2], 0.2)
    tile = toned(stage, "#f4f1e6")
    canvas.drawRect(box(left, foot - high * 2.0, right - left, high), fill(tile))
    for row in range(5):
        y = foot - high * 2.0 + row * high / 5
        canvas.drawLine(left, y, right, y, pen(fade(darker(tile, 0.4), 0.4), 1.4 * unit))
        for at in range(24):
            x = left + (at + 0.5 * (row % 2)) * (right - left) / 24
            canvas.drawLine(x, y, x, y + high / 5, pen(fade(darker(tile, 0.4), 0.3), 1.2 * unit))
    wide = (right - left) / 4
    for at in (0, 1, 3):
        block(stage, canvas, (left + at * wide, stage.y(0.1), wide * 0.97, 0.2 * stage.height), front)
        canvas.drawCircle(left + (at + 0.84) * wide, stage.y(0.27), 5 * unit, fill(wood))
    metal = toned(stage, "#b9c2c6")
    x = left + 2.5 * wide
    canvas.drawPath(
        polygon(
            (x - wide * 0.2, stage.y(0.08)),
            (x + wide * 0.2, stage.y(0.08)),
            (x + wide * 0.48, stage.y(0.31)),
            (x - wide * 0.48, stage.y(0.31)),
        ),
        fill(shader=across(x - wide * 0.5, x + wide * 0.5, lighter(metal, 0.2), darker(metal, 0.3))),
    )
    counter(stage, canvas, left, right, foot, high, front)
    stove = toned(stage, "#3c4048")
    block(stage, canvas, (x - wide * 0.46, foot - high, wide * 0.92, high), stove)
    canvas.drawRRect(
        rounded(x - wide * 0.36, foot - high * 0.7, wide * 0.72, high * 0.5, 6 * unit),
        fill(mix(light.lamp, stove, 0.5)),
    )
    for dx, size, at in ((-0.22, 0.3, 0), (0.24, 0.24, 1)):
        pot = mix(toned(stage, "#cfd6da"), light.accents[at], 0.6 * at)
        block(
            stage,
            canvas,
            (x + (dx - size / 2) * wide, foot - high * 1.08 - wide * size * 0.62, wide * size, wide * size * 0.62),
            pot,
            8,
        )
        canvas.drawRect(
            box(x + (dx + size / 2) * wide, foot - high * 1.08 - wide * size * 0.5, wide * 0.14, wide * 0.035),
            fill(stove),
        )
    for at, code in enumerate(("#d95f4b", "#e8b04f", "#7fa56a")):
        jar = toned(stage, code)
        block(
            stage,
            canvas,
            (
                left + wide * (0.12 + 0.22 * at),
                foot - high * 1.08 - 64 * unit + 10 * at * unit,
                wide * 0.17,
                64 * unit - 10 * at * unit,
            ),
            jar,
            7,
        )
    bar = stage.y(0.36)
    canvas.drawRect(box(left + wide * 0.1, bar, wide * 1.7, 5 * unit), fill(metal))
    for at in range(6):
        px = left + wide * (0.2 + 0.27 * at)
        canvas.drawLine(px, bar, px, bar + 30 * unit, pen(metal, 4 * unit))
        canvas.drawOval(box(px - 12 * unit, bar + 26 * unit, 24 * unit, 30 * unit), fill(darker(metal, 0.1 * (at % 3))))


def office(stage: Stage, canvas: skia.Canvas, span: tuple[float, float]) -> None:
    """A board of notes and charts, desks with screens, a chair, a plant."""
    left, right = span
    light, unit = stage.light, stage.unit
    wide, middle = right - left, (left + right) / 2
    board = box(left + wide * 0.08, stage.y(0.13), wide * 0.84, stage.y(0.27))
    canvas.drawRRect(
        skia.RRect.MakeRectXY(board, 6 * unit, 6 * unit),
        fill(shader=down(board.top(), board.bottom(), toned(stage, "#ffffff"), toned(stage, "#e6ecf1"))),
    )
    canvas.drawRRect(skia.RRect.MakeRectXY(board, 6 * unit, 6 * unit), pen(toned(stage, "#aab4bd"), 6 * unit))
    for at in range(8):
        note = mix(light.accents[at % 4], light.shine, 0.3)
        canvas.drawRect(
            box(
                board.left() + wide * (0.05 + 0.085 * (at % 4)),
                board.top() + stage.y(0.035 + 0.1 * (at // 4)),
                wide * 0.07,
                wide * 0.07,
            ),
            fill(note),
        )
    points = [
        (
            board.left() + wide * (0.44 + 0.055 * at),
            board.bottom() - stage.y(0.05 + 0.022 * at + 0.02 * math.sin(at * 2.0)),
        )
        for at in range(7)
    ]
    for one, two in pairwise(points):
        canvas.drawLine(*one, *two, pen(light.accents[0], 5 * unit))
    foot, high = stage.y(0.79), 0.15 * stage.height
    for at, x in enumerate((left + wide * 0.2, right - wide * 0.2)):
        top = toned(stage, "#d9b48a")
        contact(stage, canvas, x, foot, wide * 0.24, 0.35)
        for side in (-1, 1):
            canvas.drawRect(
                box(x + side * wide * 0.2 - 4 * unit, foot - high, 8 * unit, high), fill(toned(stage, "#6d747c"))
            )
        block(stage, canvas, (x - wide * 0.24, foot - high - 12 * unit, wide * 0.48, 16 * unit), top)
        screen(stage, canvas, x, foot - high - 12 * unit, wide * 0.26, at)
    desk_chair(stage, canvas, middle, foot + 10 * unit, high * 1.7)


def laboratory(stage: Stage, canvas: skia.Canvas, span: tuple[float, float]) -> None:
    """Shelves of flasks, a bench with glassware, a microscope, a screen with a wave."""
    left, right = span
    light, unit = stage.light, stage.unit
    wide = right - left
    for row, y in enumerate((0.22, 0.38)):
        for at in range(6):
            flask(
                stage,
                canvas,
                left + wide * (0.12 + 0.15 * at),
                stage.y(y),
                (54 + 16 * ((at + row) % 3)) * unit,
                light.accents[(at + row) % 4],
                at + row,
            )
        block(stage, canvas, (left + wide * 0.02, stage.y(y), wide * 0.96, 12 * unit), toned(stage, "#f2f6f7"))
        canvas.drawRect(
            box(left + wide * 0.04, stage.y(y) + 12 * unit, wide * 0.92, 10 * unit),
            fill(fade(light.dark, 0.18), blur=4),
        )
    foot, high = stage.y(0.79), 0.19 * stage.height
    counter(stage, canvas, left, right, foot, high, toned(stage, "#dfe9ec"))
    top = foot - high * 1.08
    for at, (dx, size) in enumerate(((0.1, 92), (0.2, 66), (0.74, 110), (0.86, 74))):
        flask(stage, canvas, left + wide * dx, top, size * unit, light.accents[at % 4], at)
    microscope(stage, canvas, left + wide * 0.42, top, 120 * unit)
    screen(stage, canvas, left + wide * 0.6, top, wide * 0.2, 1)


def living(stage: Stage, canvas: skia.Canvas, span: tuple[float, float]) -> None:
    """Pictures, a sofa, a lamp, a plant."""
    left, right = span
    wide, middle = right - left, (left + right) / 2
    for at, (dx, y, size) in enumerate(((0.22, 0.27, 0.19), (0.5, 0.24, 0.24), (0.78, 0.28, 0.17))):
        picture(stage, canvas, left + wide * dx, stage.y(y), wide * size, at)
    sofa(stage, canvas, middle, stage.y(0.8), wide * 0.98)
    floor_lamp(stage, canvas, right + wide * 0.04, stage.y(0.81), 0.46 * stage.height)


def bedroom(stage: Stage, canvas: skia.Canvas, span: tuple[float, float]) -> None:
    """A bed with pillows and a blanket, a bedside lamp, a picture."""
    left, right = span
    unit, light = stage.unit, stage.light
    wide, foot = right - left, stage.y(0.82)
    wood, linen = toned(stage, "#a8754f"), toned(stage, "#f6f1e8")
    blanket = mix(light.accents[3 if light.night else 4], light.mid, 0.3)
    picture(stage, canvas, left + wide * 0.55, stage.y(0.25), wide * 0.24, 1)
    contact(stage, canvas, left + wide * 0.56, foot, wide * 0.6, 0.4)
    block(stage, canvas, (left + wide * 0.94, foot - stage.y(0.27), wide * 0.14, stage.y(0.27)), wood, 10)
    block(stage, canvas, (left + wide * 0.02, foot - stage.y(0.1), wide, stage.y(0.08)), darker(wood, 0.2), 6)
    block(stage, canvas, (left + wide * 0.02, foot - stage.y(0.16), wide * 0.98, stage.y(0.08)), linen, 16)
    block(stage, canvas, (left, foot - stage.y(0.17), wide * 0.66, stage.y(0.12)), blanket, 20)
    block(
        stage, canvas, (left + wide * 0.7, foot - stage.y(0.215), wide * 0.24, stage.y(0.075)), lighter(linen, 0.3), 20
    )
    lamp = figures()["lamp"]
    block(stage, canvas, (right + wide * 0.12, foot - stage.y(0.15), wide * 0.22, stage.y(0.15)), wood, 6)
    high = 0.17 * stage.height
    if stage.spec.lit:
        glow(canvas, right + wide * 0.23, foot - stage.y(0.27), 240 * unit, light.lamp, 0.6)
    canvas.save()
    canvas.translate(right + wide * 0.23 - high * lamp.wide / 2, foot - stage.y(0.15) - high)
    canvas.scale(high / 100, high / 100)
    lamp.draw(canvas, Look(0.0, None, light))
    canvas.restore()


def classroom(stage: Stage, canvas: skia.Canvas, span: tuple[float, float]) -> None:
    """A blackboard with drawn shapes, two desks, a globe."""
    left, right = span
    light, unit = stage.light, stage.unit
    wide = right - left
    board = box(left - wide * 0.04, stage.y(0.12), wide * 1.08, stage.y(0.34))
    green = toned(stage, "#2f5a4a")
    block(
        stage,
        canvas,
        (board.left() - 9 * unit, board.top() - 9 * unit, board.width() + 18 * unit, board.height() + 18 * unit),
        toned(stage, "#a87a4c"),
        6,
    )
    canvas.drawRect(
        board,
        fill(
            shader=linear(
                (board.left(), board.top()),
                (board.right(), board.bottom()),
                [lighter(green, 0.12), darker(green, 0.15)],
            )
        ),
    )
    chalk = pen((1, 1, 1, 0.75), 3.4 * unit)
    x, y, size = board.left() + board.width() * 0.22, board.centerY(), board.height() * 0.28
    canvas.drawPath(polygon((x - size, y + size * 0.8), (x + size, y + size * 0.8), (x, y - size)), chalk)
    canvas.drawCircle(board.centerX() + size * 0.3, y, size * 0.8, chalk)
    canvas.drawLine(board.centerX() + size * 0.3, y, board.centerX() + size * 0.95, y - size * 0.4, chalk)
    for at in range(4):
        canvas.drawRRect(
            rounded(
                board.right() - size * 1.9,
                y - size + at * size * 0.55,
                size * (1.5 - 0.3 * (at % 2)),
                4 * unit,
                2 * unit,
            ),
            fill((1, 1, 1, 0.55)),
        )
    foot = stage.y(0.8)
    for dx in (0.2, 0.78):
        px, high = left + wide * dx, 0.14 * stage.height
        contact(stage, canvas, px, foot, wide * 0.2, 0.35)
        for side in (-1, 1):
            canvas.drawRect(
                box(px + side * wide * 0.16 - 4 * unit, foot - high, 8 * unit, high), fill(toned(stage, "#7a818a"))
            )
        block(stage, canvas, (px - wide * 0.2, foot - high - 12 * unit, wide * 0.4, 16 * unit), toned(stage, "#d8a868"))
    globe, high = figures()["globe"], 0.12 * stage.height
    canvas.save()
    canvas.translate(left + wide * 0.78 - high / 2, foot - 0.14 * stage.height - 12 * unit - high)
    canvas.scale(high / 100, high / 100)
    globe.draw(canvas, Look(0.0, None, light))
    canvas.restore()


def library(stage: Stage, canvas: skia.Canvas, span: tuple[float, float]) -> None:
    """Shelves of books from the floor to the ceiling, and a ladder."""
    left, right = span[0] - 0.1 * stage.width, span[1] + 0.12 * stage.width
    dice, light, unit = stage.dice, stage.light, stage.unit
    wood = toned(stage, "#7d5236")
    canvas.drawRect(box(left, stage.y(0.02), right - left, stage.y(0.78)), fill(darker(wood, 0.55)))
    rows, columns = 6, 3
    step = (right - left) / columns
    for row in range(rows):
        foot = stage.y(0.14 + 0.13 * row)
        for column in range(columns):
            x = left + column * step + 12 * unit
            while x < left + (column + 1) * step - 26 * unit:
                wide, high = dice.uniform(11, 24) * unit, dice.uniform(0.07, 0.105) * stage.height
                colour = mix(dice.choice(light.accents), mix(tint("#6b3f33"), light.mid, 0.4), dice.uniform(0.35, 0.7))
                if dice.random() < 0.1:
                    x += wide
                    continue
                canvas.drawRect(
                    box(x, foot - high, wide - 1, high),
                    fill(shader=across(x, x + wide, lighter(colour, 0.16), darker(colour, 0.25))),
                )
                canvas.drawRect(box(x, foot - high * 0.8, wide - 1, high * 0.05), fill(fade(light.lamp, 0.5)))
                x += wide
        block(stage, canvas, (left, foot, right - left, 13 * unit), wood)
    for column in range(columns + 1):
        block(stage, canvas, (left + column * step - 8 * unit, stage.y(0.02), 16 * unit, stage.y(0.78)), wood)
    x = left + step * 1.3
    rail = pen(toned(stage, "#c99a62"), 9 * unit)
    for dx in (0, 70 * unit):
        canvas.drawLine(x + dx, stage.y(0.81), x + dx - 60 * unit, stage.y(0.1), rail)
    for at in range(9):
        y = stage.y(0.75 - 0.075 * at)
        canvas.drawLine(
            x - 5 * unit - at * 6.2 * unit,
            y,
            x + 65 * unit - at * 6.2 * unit,
            y,
            pen(toned(stage, "#c99a62"), 6 * unit),
        )


def workshop(stage: Stage, canvas: skia.Canvas, span: tuple[float, float]) -> None:
    """A wall of tools over a bench with a vice and boards."""
    left, right = span
    unit = stage.unit
    wide = right - left
    board = toned(stage, "#c9a878")
    block(stage, canvas, (left, stage.y(0.12), wide, stage.y(0.34)), board)
    steel, grip = toned(stage, "#aeb7bd"), toned(stage, "#b5533c")
    for at in range(7):
        x, y = left + wide * (0.1 + 0.135 * at), stage.y(0.17)
        long = (70 + 26 * ((at * 2) % 4)) * unit
        if at % 3 == 0:
            block(stage, canvas, (x - 26 * unit, y, 52 * unit, 22 * unit), steel)
            block(stage, canvas, (x - 6 * unit, y + 20 * unit, 12 * unit, long), toned(stage, "#a8754a"))
        elif at % 3 == 1:
            canvas.drawCircle(x, y + 14 * unit, 15 * unit, pen(steel, 9 * unit))
            block(stage, canvas, (x - 7 * unit, y + 26 * unit, 14 * unit, long), steel, 6)
        else:
            block(stage, canvas, (x - 4 * unit, y, 8 * unit, long), steel)
            block(stage, canvas, (x - 11 * unit, y + long, 22 * unit, 46 * unit), grip, 9)
    foot, high = stage.y(0.8), 0.19 * stage.height
    contact(stage, canvas, left + wide / 2, foot, wide * 0.55, 0.35)
    wood = toned(stage, "#a8744a")
    for dx in (0.04, 0.9):
        block(stage, canvas, (left + wide * dx, foot - high, wide * 0.07, high), darker(wood, 0.25))
    block(stage, canvas, (left + wide * 0.06, foot - high * 0.3, wide * 0.88, high * 0.1), darker(wood, 0.3))
    block(stage, canvas, (left - wide * 0.03, foot - high - 16 * unit, wide * 1.06, 26 * unit), lighter(wood, 0.1))
    for at in range(3):
        block(
            stage,
            canvas,
            (left + wide * 0.56 - at * 10 * unit, foot - high - (30 + 16 * at) * unit, wide * 0.34, 15 * unit),
            toned(stage, ("#e0b98a", "#d1a070", "#c28d5c")[at]),
        )
    block(
        stage, canvas, (left + wide * 0.12, foot - high - 62 * unit, wide * 0.13, 46 * unit), toned(stage, "#4f5b66"), 7
    )


def cafe(stage: Stage, canvas: skia.Canvas, span: tuple[float, float]) -> None:
    """A counter with a coffee machine and cakes under glass, shelves of cups, a board with drawings."""
    left, right = span
    light, unit = stage.light, stage.unit
    wide = right - left
    slate = toned(stage, "#2f3436")
    block(stage, canvas, (left + wide * 0.02, stage.y(0.12), wide * 0.36, stage.y(0.24)), slate)
    for at in range(3):
        canvas.drawCircle(left + wide * 0.1, stage.y(0.17 + 0.065 * at), 9 * unit, pen((1, 1, 1, 0.7), 3 * unit))
        canvas.drawRRect(
            rounded(left + wide * 0.16, stage.y(0.167 + 0.065 * at), wide * (0.14 + 0.03 * (at % 2)), 5 * unit, 2),
            fill((1, 1, 1, 0.5)),
        )
    for row, y in enumerate((0.22, 0.34)):
        for at in range(6):
            cup = mix(light.accents[(at + row) % 4], toned(stage, "#f5eee0"), 0.5)
            block(
                stage,
                canvas,
                (left + wide * (0.47 + 0.09 * at), stage.y(y) - 40 * unit, wide * 0.065, 40 * unit),
                cup,
                8,
            )
        block(stage, canvas, (left + wide * 0.44, stage.y(y), wide * 0.58, 11 * unit), toned(stage, "#8a5f40"))
    foot, high = stage.y(0.8), 0.21 * stage.height
    counter(stage, canvas, left, right + wide * 0.1, foot, high, mix(toned(stage, "#7a4f38"), light.accents[2], 0.12))
    top = foot - high * 1.08
    steel = toned(stage, "#c6ccd0")
    block(stage, canvas, (left + wide * 0.08, top - 120 * unit, wide * 0.32, 52 * unit), steel, 10)
    block(stage, canvas, (left + wide * 0.1, top - 70 * unit, wide * 0.28, 70 * unit), darker(steel, 0.3))
    for dx in (0.17, 0.31):
        block(
            stage,
            canvas,
            (left + wide * dx - 12 * unit, top - 28 * unit, 24 * unit, 28 * unit),
            toned(stage, "#f8f4ea"),
            6,
        )
    glass = box(left + wide * 0.52, top - 96 * unit, wide * 0.44, 96 * unit)
    canvas.drawRRect(
        skia.RRect.MakeRectXY(glass, 12 * unit, 12 * unit), fill(fade(mix(light.lamp, light.shine, 0.5), 0.4))
    )
    for at in range(4):
        cake = toned(stage, ("#e8a06a", "#f2d0a0", "#c97a6a", "#8a5a3c")[at])
        block(
            stage,
            canvas,
            (
                glass.left() + glass.width() * (0.06 + 0.235 * at),
                top - (34 + 9 * (at % 2)) * unit,
                glass.width() * 0.18,
                (34 + 9 * (at % 2)) * unit,
            ),
            cake,
            9,
        )
    canvas.drawRRect(skia.RRect.MakeRectXY(glass, 12 * unit, 12 * unit), pen((1, 1, 1, 0.5), 3 * unit))


FURNISHED: dict[str, Callable[[Stage, skia.Canvas, tuple[float, float]], None]] = {
    "living": living,
    "kitchen": kitchen,
    "office": office,
    "laboratory": laboratory,
    "bedroom": bedroom,
    "classroom": classroom,
    "library": library,
    "workshop": workshop,
    "cafe": cafe,
}
