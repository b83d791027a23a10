"""Towns: towers with lit windows near and far, roofs with what stands on them, wires, lanterns, neon signs without
letters."""

from collections.abc import Sequence
from dataclasses import dataclass

import skia

from vidpipe.providers.local.painter.clock import Clock
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
    mix,
    pen,
    polygon,
    rounded,
    tint,
)
from vidpipe.providers.local.painter.stage import Stage


@dataclass(frozen=True)
class Row:
    """A row of towers: where it stands, how high and wide (parts of the frame), how far away, how many windows are
    lit."""

    base: float
    low: float
    high: float
    distance: float
    narrow: float = 0.035
    broad: float = 0.075
    lit: float = 0.4
    gap: tuple[float, float] | None = None


def towers(stage: Stage, canvas: skia.Canvas, row: Row) -> list[tuple[float, float, float]]:
    """Paint a row; gives lit windows as (x, y, size) for twinkling."""
    dice, wide = stage.dice, max(stage.width, stage.height * 1.2)
    x, found = stage.left, []
    while x < stage.right:
        width = dice.uniform(row.narrow, row.broad) * wide
        high = dice.uniform(row.low, row.high) * stage.height
        if row.gap and stage.x(row.gap[0]) < x + width / 2 < stage.x(row.gap[1]):
            high *= 0.45
        found += _tower(stage, canvas, row, x, width, high)
        x += width * dice.choice((1.0, 1.0, 1.03, 1.1))
    _foot_haze(stage, canvas, row)
    return found


def _tower(
    stage: Stage, canvas: skia.Canvas, row: Row, x: float, width: float, high: float
) -> list[tuple[float, float, float]]:
    light, dice = stage.light, stage.dice
    base = row.base * stage.height
    top = base - high
    colour = mix(light.tone(row.distance), light.mid, dice.uniform(0, 0.25))
    shades = (mix(colour, light.dark, 0.22), colour, mix(colour, light.haze, 0.4 * row.distance + 0.12))
    canvas.drawRect(
        box(x, top, width + 1, stage.bottom - top), fill(shader=down(top, base, *shades, stops=(0, 0.45, 1)))
    )
    side = 1 if stage.x(stage.body_at[0]) > x else -1
    dim = x if side > 0 else x + width * 0.72
    canvas.drawRect(box(dim, top, width * 0.28, stage.bottom - top), fill(fade(light.dark, 0.2)))
    edge = x + width - 2 * stage.unit if side > 0 else x
    canvas.drawRect(
        box(edge, top, 2.2 * stage.unit, high),
        fill(shader=down(top, base, fade(light.shine, 0.42), fade(light.shine, 0.04))),
    )
    canvas.drawRect(box(x, top, width, 2 * stage.unit), fill(fade(light.shine, 0.28)))
    _roof(stage, canvas, x, width, top, colour)
    return _windows(stage, canvas, row, x, width, top)


def _roof(stage: Stage, canvas: skia.Canvas, x: float, width: float, top: float, colour: Tint) -> None:
    dice, unit, shade = stage.dice, stage.unit, mix(colour, stage.light.dark, 0.25)
    kind = dice.random()
    if kind < 0.3:
        canvas.drawRect(box(x + width * 0.2, top - 20 * unit, width * 0.4, 21 * unit), fill(shade))
    elif kind < 0.48:
        canvas.drawLine(x + width * 0.5, top, x + width * 0.5, top - 46 * unit, pen(shade, 2.4 * unit))
        canvas.drawCircle(x + width * 0.5, top - 46 * unit, 2.6 * unit, fill(lighter(stage.light.accents[0], 0.2)))
        glow(canvas, x + width * 0.5, top - 46 * unit, 14 * unit, stage.light.accents[0], 0.6)
    elif kind < 0.6:
        canvas.drawRRect(rounded(x + width * 0.26, top - 36 * unit, width * 0.42, 27 * unit, 4 * unit), fill(shade))
        for share in (0.32, 0.58):
            canvas.drawRect(box(x + width * share, top - 10 * unit, 2.4 * unit, 11 * unit), fill(shade))
    elif kind < 0.68:
        canvas.drawPath(
            polygon((x + width * 0.1, top + 1), (x + width * 0.5, top - 40 * unit), (x + width * 0.9, top + 1)),
            fill(shade),
        )


def _windows(
    stage: Stage, canvas: skia.Canvas, row: Row, x: float, width: float, top: float
) -> list[tuple[float, float, float]]:
    light, dice, unit = stage.light, stage.dice, stage.unit
    wide = max(8 * unit, width / dice.choice((4, 5, 6, 7)))
    high = wide * dice.choice((0.9, 1.2, 1.5))
    part = 0.5 if dice.random() < 0.7 else 0.78
    glass = mix(light.lamp, light.accents[2], dice.random() * 0.6)
    lit = row.lit if stage.spec.lit else row.lit * 0.12
    dull = fill(fade(light.haze, 0.09)) if light.night else fill(fade(light.shine, 0.2))
    found, y = [], top + high * 0.8
    while y < row.base * stage.height + 0.02 * stage.height:
        busy, at = dice.random() < 0.75, x + wide * 0.5
        while at < x + width - wide * 0.62:
            if busy and dice.random() < lit:
                colour = glass if dice.random() < 0.87 else light.accents[1]
                alpha = dice.uniform(0.4, 0.98) * (1 - 0.42 * row.distance)
                canvas.drawRect(box(at, y, wide * part, high * 0.52), fill(fade(colour, alpha)))
                found.append((at, y, wide * part))
            else:
                canvas.drawRect(box(at, y, wide * part, high * 0.52), dull)
            at += wide
        y += high
    return found


def _foot_haze(stage: Stage, canvas: skia.Canvas, row: Row) -> None:
    base, colour = row.base * stage.height, stage.light.haze
    top = base - 0.24 * stage.height
    shader = down(top, base + 0.04 * stage.height, fade(colour, 0), fade(colour, 0.55 * row.distance + 0.08))
    area = skia.Rect.MakeLTRB(stage.left, top, stage.right, stage.bottom)
    canvas.drawRect(area, fill(shader=shader, blend=skia.BlendMode.kSrcATop))


def twinkle(stage: Stage, windows: Sequence[tuple[float, float, float]], depth: float, count: int = 12) -> None:
    """Some windows go on and off, softly."""
    if not windows or not stage.light.night:
        return
    chosen = [windows[int(stage.dice.random() * len(windows))] for _ in range(count)]
    phases = [stage.dice.random() for _ in chosen]
    glass = lighter(stage.light.lamp, 0.2)
    scale, x0, y0 = stage.lens(depth), stage.x(0.5), stage.y(stage.horizon)

    def draw(canvas: skia.Canvas, clock: Clock) -> None:
        canvas.translate(x0, y0)
        canvas.scale(scale, scale)
        canvas.translate(-x0, -y0)
        for (x, y, size), phase in zip(chosen, phases, strict=True):
            shine = max(0.0, clock.wave(0.22, phase)) ** 0.5
            if shine > 0.05:
                canvas.drawRect(box(x, y, size, size * 1.04), fill(fade(glass, 0.75 * shine)))

    stage.live(draw, depth)


def wires(stage: Stage, canvas: skia.Canvas, count: int = 3) -> None:
    """Slack lines across the upper frame."""
    for at in range(count):
        y = stage.y(0.03 + 0.05 * at)
        path = skia.Path()
        path.moveTo(stage.left, y + stage.y(0.03 * at))
        path.cubicTo(stage.x(0.3), y + stage.y(0.12), stage.x(0.7), y + stage.y(0.12), stage.right, y - stage.y(0.02))
        canvas.drawPath(path, pen(fade(stage.light.dark, 0.92), (4.4 - 0.8 * at) * stage.unit))


def lantern(stage: Stage, canvas: skia.Canvas, x: float, y: float, size: float, colour: Tint | None = None) -> None:
    """A paper lantern hanging from (x, y - 1.6 size)."""
    paper = colour or tint("#ff5a3c")
    glow(canvas, x, y, size * 3.4, mix(paper, stage.light.lamp, 0.5), 0.6)
    canvas.drawLine(x, y - size * 1.7, x, y - size, pen(fade(stage.light.dark, 0.9), size * 0.1))
    area = skia.Rect.MakeLTRB(x - size * 0.8, y - size, x + size * 0.8, y + size)
    canvas.drawOval(
        area, fill(shader=down(y - size, y + size, paper, lighter(mix(paper, stage.light.lamp, 0.45), 0.2), paper))
    )
    for share in (-0.5, 0, 0.5):
        inner = skia.Rect.MakeLTRB(
            x - size * 0.8 * abs(share or 0.02), y - size, x + size * 0.8 * abs(share or 0.02), y + size
        )
        canvas.drawOval(inner, pen(fade(darker(paper, 0.5), 0.35), size * 0.06))
    for edge in (-1, 1):
        canvas.drawRRect(
            rounded(x - size * 0.36, y + edge * size * 0.98 - size * 0.1, size * 0.72, size * 0.2, size * 0.05),
            fill(stage.light.dark),
        )


def sign(stage: Stage, canvas: skia.Canvas, x: float, y: float, wide: float, cells: int, colour: Tint) -> None:
    """An upright neon sign with pictorial marks: rings, bars, waves, leaves; never letters."""
    high = wide * (cells * 0.98 + 0.3)
    glow(canvas, x + wide / 2, y + high / 2, high * 0.8, colour, 0.42)
    frame = rounded(x, y, wide, high, wide * 0.16)
    canvas.drawRRect(frame, fill(fade(darker(stage.light.dark, 0.3), 0.94)))
    _neon(canvas, skia.Path.RRect(frame), colour, wide * 0.055)
    for cell in range(cells):
        mark = _mark(stage.dice.randrange(6), x + wide / 2, y + wide * (0.64 + 0.98 * cell), wide * 0.27)
        _neon(canvas, mark, lighter(colour, 0.35), wide * 0.07)


def _neon(canvas: skia.Canvas, path: skia.Path, colour: Tint, width: float) -> None:
    canvas.drawPath(path, pen(fade(colour, 0.55), width * 2.4, blur=width * 1.6, blend=SCREEN))
    canvas.drawPath(path, pen(lighter(colour, 0.3), width))


def _mark(kind: int, x: float, y: float, size: float) -> skia.Path:
    path = skia.Path()
    if kind == 0:
        path.addCircle(x, y, size)
        path.addCircle(x, y, size * 0.4)
    elif kind == 1:
        for at in (-0.7, 0.0, 0.7):
            path.moveTo(x - size, y + at * size)
            path.cubicTo(
                x - size * 0.3,
                y + at * size - size * 0.5,
                x + size * 0.3,
                y + at * size + size * 0.5,
                x + size,
                y + at * size,
            )
    elif kind == 2:
        path.addPath(polygon((x, y - size), (x + size, y), (x, y + size), (x - size, y)))
        path.addCircle(x, y, size * 0.3)
    elif kind == 3:
        path.addArc(skia.Rect.MakeLTRB(x - size, y - size * 0.7, x + size, y + size * 1.3), 180, 180)
        path.moveTo(x - size, y + size * 0.3)
        path.lineTo(x + size, y + size * 0.3)
        path.addCircle(x, y + size * 0.78, size * 0.16)
    elif kind == 4:
        path.moveTo(x, y - size)
        path.cubicTo(x + size * 1.2, y - size * 0.2, x + size * 0.5, y + size, x, y + size)
        path.cubicTo(x - size * 0.5, y + size, x - size * 1.2, y - size * 0.2, x, y - size)
    else:
        path.addCircle(x - size * 0.4, y, size * 0.55)
        path.addCircle(x + size * 0.45, y, size * 0.55)
    return path


def pane(stage: Stage, canvas: skia.Canvas, x: float, y: float, wide: float, high: float, *, lit: bool) -> None:
    """A window of a near house, with its bars and a glow if there is light."""
    light = stage.light
    glass = mix(light.lamp, light.shine, 0.2) if lit else mix(light.sky[1], light.dark, 0.45)
    if lit:
        canvas.drawRect(
            box(x - wide * 0.3, y - high * 0.3, wide * 1.6, high * 1.6), fill(fade(light.lamp, 0.26), blur=wide * 0.28)
        )
    canvas.drawRect(box(x, y, wide, high), fill(shader=across(x, x + wide, glass, darker(glass, 0.18))))
    bar = pen(fade(darker(light.dark, 0.2), 0.75), max(1.0, wide * 0.06))
    canvas.drawLine(x + wide / 2, y, x + wide / 2, y + high, bar)
    canvas.drawLine(x, y + high * 0.45, x + wide, y + high * 0.45, bar)
    canvas.drawRect(box(x - wide * 0.08, y + high, wide * 1.16, high * 0.08), fill(fade(light.shine, 0.3)))
