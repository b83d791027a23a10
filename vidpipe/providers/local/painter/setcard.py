"""A card of an explainer: a quote, a list or one great number, set in the film's colours on a calm ground."""

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import skia

from vidpipe.providers.local.painter.clock import Clock
from vidpipe.providers.local.painter.ink import Tint, darker, fade, fill, lighter, linear, luma, mix, number, pen, tint
from vidpipe.providers.local.painter.stage import Stage

if TYPE_CHECKING:
    from vidpipe.media.typeset import Face

NEAR = 0.4
"""How near the words lie: little moves them, so that they stay inside the safe area under every camera."""
READABLE = 7.0
SHARE = re.compile(r"^\s*(\d{1,3}(?:[.,]\d+)?)\s*%\s*$")


class Field(NamedTuple):
    """Where words may stand, in pixels of the layout."""

    left: float
    top: float
    width: float
    height: float


class Tones(NamedTuple):
    """The ground, the words on it, and the accent that can be told from the ground."""

    ground: Tint
    words: Tint
    accent: Tint


class Block(NamedTuple):
    """A paragraph that is laid out, and how high it is."""

    paragraph: Any
    high: float


def paint(stage: Stage) -> None:
    """The ground, then the words with what moves beside them."""
    stage.horizon = 0.5
    tones = tones_of(stage)
    _ground(stage, tones)
    card = stage.spec.card
    if card is not None:
        {"quote": _quote, "list": _list, "number": _number}[card.kind](stage, tones, card.words)


def contrast(one: Tint, other: Tint) -> float:
    """The contrast ratio of two opaque colours, 1 to 21."""
    lights = sorted(_linear(colour) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _linear(colour: Tint) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def tones_of(stage: Stage) -> Tones:
    """Light words on a dark ground by night and in dark palettes, dark words on a pale one else."""
    light = stage.light
    dark = light.night or luma(light.sky[2]) < 0.42 or stage.spec.finish == "deep"
    ground = mix(light.dark, light.sky[1], 0.4) if dark else mix(lighter(light.shine, 0.4), light.haze, 0.18)
    words = tint("#ffffff") if dark else darker(mix(light.dark, light.mid, 0.2), 0.1)
    for _ in range(24):
        if contrast(ground, words) >= READABLE:
            break
        ground, words = (darker(ground, 0.12), words) if dark else (lighter(ground, 0.1), darker(words, 0.12))
    accent = max(light.accents, key=lambda one: (max(one[:3]) - min(one[:3])) * min(3.0, contrast(one, ground)))
    for _ in range(16):
        if contrast(accent, ground) >= 3.2:
            break
        accent = lighter(accent, 0.12) if dark else darker(accent, 0.12)
    return Tones(ground, words, accent)


def _ground(stage: Stage, tones: Tones) -> None:
    """A quiet gradient, two large rings and a field of points at the edges, by the seed."""
    unit, seed = stage.unit, stage.spec.seed
    side = 1 if seed % 2 else -1
    with stage.plate(0.05, blur=0) as canvas:
        ends = ((0.0, 0.0), (stage.width, stage.height))
        far = mix(tones.ground, tones.accent, 0.1)
        canvas.drawPaint(fill(shader=linear(*ends, [tones.ground, far])))
    with stage.plate(0.16, sway=(6 * unit, 0.08), blur=0) as canvas:
        x, y = stage.x(0.5 + 0.5 * side), stage.y((0.06, 0.94, 0.2)[seed // 2 % 3])
        for reach, alpha in ((460, 0.12), (330, 0.14), (200, 0.18)):
            canvas.drawCircle(x, y, reach * unit, fill(fade(tones.accent, alpha)))
        canvas.drawCircle(stage.x(0.5 - 0.53 * side), stage.y(0.9), 190 * unit, pen(fade(tones.accent, 0.3), 26 * unit))
    with stage.plate(0.26, blur=0) as canvas:
        for column in range(6):
            for row in range(4):
                at = (stage.x(0.5 - 0.36 * side) + column * 24 * unit, stage.y(0.05) + row * 24 * unit)
                canvas.drawCircle(*at, 3 * unit, fill(fade(tones.words, 0.12)))


def field_of(stage: Stage) -> Field:
    """Where words may stand: within the margins, clear of the room for the cut's own words."""
    left, right, top, bottom = 0.12, 0.88, 0.13, 0.87
    if stage.tall:
        left, right, top, bottom = 0.1, 0.9, 0.16, 0.84
    room = stage.spec.room
    if room == "lower":
        bottom = 0.68
    elif room in ("upper", "centre"):
        top = 0.4 if room == "upper" else 0.6
    elif room == "left" and not stage.tall:
        left = 0.48
    elif room == "right" and not stage.tall:
        right = 0.52
    return Field(stage.x(left), stage.y(top), stage.x(right - left), stage.y(bottom - top))


def _set(
    text: str,
    *,
    face: "Face",
    colour: Tint,
    largest: float,
    width: float,
    height: float,
    align: str = "kLeft",
    lines: int = 8,
) -> Block:
    """Words laid out as large as fits into `width` by `height`; a long word makes all of them smaller."""
    from vidpipe.media.typeset import LEADING, Setter, fit, readable

    found = readable(text, "en")
    setter = Setter("en", found.others)
    words, size = found.text or " ", largest
    fitted = fit(setter, words, face=face, largest=size, smallest=9, width=width, lines=lines)
    while fitted.height > height and size > 10:
        size *= 0.93
        fitted = fit(setter, words, face=face, largest=size, smallest=9, width=width, lines=lines)
    brush = skia.Paint(AntiAlias=True, Color=number(colour))
    even = width if align == "kCenter" else fitted.width
    paragraph = setter.set(words, face=face, size=fitted.size, width=even, align=align, paint=brush)
    return Block(paragraph, max(float(paragraph.Height), fitted.size * LEADING[face]))


def _quote(stage: Stage, tones: Tones, words: tuple[str, ...]) -> None:
    """A great opening mark, the words, a rule, and who said it."""
    area, unit = field_of(stage), stage.unit
    mark = 118 * unit
    said = _set(
        words[0],
        face="display",
        colour=tones.words,
        largest=(150 if len(words[0]) < 24 else 108) * unit,
        width=area.width,
        height=area.height - mark * 1.5,
    )
    who = (
        _set(words[1], face="text", colour=tones.words, largest=38 * unit, width=area.width * 0.8, height=60 * unit)
        if len(words) > 1
        else None
    )
    high = mark * 0.72 + said.high + (26 * unit + who.high if who else 0.0)
    top = area.top + max(0.0, (area.height - high) / 2)

    def draw(canvas: skia.Canvas, clock: Clock) -> None:
        lift = 3 * unit * clock.wave(0.1)
        for at in range(2):
            _mark(canvas, area.left + at * mark * 0.46, top + lift, mark * 0.4, tones.accent)
        y = top + mark * 0.72
        said.paragraph.paint(canvas, area.left, y)
        if who:
            y += said.high + 26 * unit
            canvas.drawRect(skia.Rect.MakeXYWH(area.left, y + who.high * 0.46, 54 * unit, 4 * unit), fill(tones.accent))
            who.paragraph.paint(canvas, area.left + 72 * unit, y)

    stage.live(draw, NEAR)


def _mark(canvas: skia.Canvas, x: float, y: float, size: float, colour: Tint) -> None:
    """One comma of an opening quotation mark."""
    path = skia.Path()
    path.addCircle(x + size * 0.45, y + size * 0.88, size * 0.45)
    path.moveTo(x, y + size * 0.88)
    path.quadTo(x, y + size * 0.1, x + size * 0.7, y)
    path.lineTo(x + size * 0.78, y + size * 0.22)
    path.quadTo(x + size * 0.44, y + size * 0.32, x + size * 0.42, y + size * 0.7)
    path.close()
    canvas.drawPath(path, fill(colour))


def _list(stage: Stage, tones: Tones, words: tuple[str, ...]) -> None:
    """Rows with a number each; a light runs down over them as the shot goes on."""
    area, unit, count = field_of(stage), stage.unit, len(words)
    row = min((190 if stage.tall else 150) * unit, area.height / count)
    badge = min(34 * unit, row * 0.34)
    indent = badge * 2 + 28 * unit
    wide = area.width - indent - 24 * unit
    blocks = [
        _set(one, face="display", colour=tones.words, largest=min(78 * unit, row * 0.56), width=wide, height=row * 0.84)
        for one in words
    ]
    inner = tint("#ffffff") if contrast(tint("#ffffff"), tones.accent) >= 3 else darker(tones.accent, 0.82)
    numbers = [
        _set(
            str(at),
            face="display",
            colour=inner,
            largest=badge * 1.1,
            width=badge * 2,
            height=badge * 2,
            align="kCenter",
        )
        for at in range(1, count + 1)
    ]
    top = area.top + (area.height - row * count) / 2

    def draw(canvas: skia.Canvas, clock: Clock) -> None:
        place = clock.share * (count - 1)
        glide = skia.Rect.MakeXYWH(
            area.left - 22 * unit, top + place * row + row * 0.04, area.width + 44 * unit, row * 0.92
        )
        canvas.drawRRect(skia.RRect.MakeRectXY(glide, 22 * unit, 22 * unit), fill(fade(tones.accent, 0.16)))
        for at, block in enumerate(blocks):
            middle = top + (at + 0.5) * row
            canvas.drawCircle(area.left + badge, middle, badge, fill(tones.accent))
            numbers[at].paragraph.paint(canvas, area.left, middle - numbers[at].high / 2)
            block.paragraph.paint(canvas, area.left + indent, middle - block.high / 2)

    stage.live(draw, NEAR)


def _number(stage: Stage, tones: Tones, words: tuple[str, ...]) -> None:
    """The figure as large as fits, what it counts below; a share of a hundred fills a bar."""
    area, unit = field_of(stage), stage.unit
    figure = _set(
        words[0],
        face="display",
        colour=tones.accent,
        largest=330 * unit,
        width=area.width,
        height=area.height * 0.6,
        lines=1,
    )
    told = _set(
        words[1] if len(words) > 1 else " ",
        face="display",
        colour=tones.words,
        largest=84 * unit,
        width=area.width * 0.92,
        height=area.height * 0.26,
    )
    share = SHARE.match(words[0])
    part = min(1.0, float(share.group(1).replace(",", ".")) / 100) if share else 0.0
    bar = 34 * unit if share else 0.0
    top = area.top + max(0.0, (area.height - figure.high - told.high - bar * 1.8) / 2)

    def draw(canvas: skia.Canvas, clock: Clock) -> None:
        figure.paragraph.paint(canvas, area.left, top)
        y = top + figure.high
        if share:
            grown = part * (0.7 + 0.3 * clock.share)
            for wide, colour in ((1.0, fade(tones.words, 0.16)), (grown, tones.accent)):
                strip = skia.Rect.MakeXYWH(area.left, y, max(area.width * 0.92 * wide, bar * 0.6), bar * 0.6)
                canvas.drawRRect(skia.RRect.MakeRectXY(strip, bar * 0.3, bar * 0.3), fill(colour))
            y += bar * 1.4
        told.paragraph.paint(canvas, area.left, y)

    stage.live(draw, NEAR)
