"""Words on the picture: title, caption and end card, drawn at the cut, legible on anything, moved in and out softly.

Whatever the length, words are wrapped, shrunk and kept within the safe area that all platforms leave free.
"""

import colorsys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from vidpipe.film.cut import CutPlan, Words
from vidpipe.film.delivery import Box
from vidpipe.media import typeset
from vidpipe.media.decode import Frame, Geometry
from vidpipe.media.overlay import Overlay, Rgba, prepare
from vidpipe.media.typeset import Face, Fitted, Setter

ENTER_SECONDS, LEAVE_SECONDS, STAGGER_SECONDS = 0.55, 0.35, 0.12
RISE = 0.022
BESIDE = 0.56
"""How far to the right the end card of a wide film may reach, of its width: beyond is the subject."""
"""Share of the picture's height that words rise by as they come in."""
WHITE, SOFT_WHITE = 0xFFFFFFFF, 0xE6FFFFFF


@dataclass(frozen=True)
class Safe:
    """The part of the picture that words may use, in pixels. Upright films leave room for an app's own signs."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left


def safe_area(size: Geometry) -> Safe:
    width, height = size.width, size.height
    if height > 1.4 * width:
        return Safe(width * 65 / 1080, height * 270 / 1920, width * 915 / 1080, height * 1250 / 1920)
    return Safe(width * 0.06, height * 0.08, width * 0.94, height * 0.9)


@dataclass(frozen=True)
class Piece:
    """Words set and placed: left and top in pixels, seconds that they come in after the first."""

    text: str
    face: Face
    fitted: Fitted
    left: float
    top: float
    align: str
    colour: int
    delay: float


@dataclass
class Card:
    """One `Words` ready to be drawn. `region` is left, top, width, height of what it may touch.

    `shade` is a colour and how strong it is behind the words.
    """

    words: Words
    setter: Setter
    region: tuple[int, int, int, int]
    pieces: list[Piece]
    bar: tuple[float, float, float, float]
    accent: int
    shade: tuple[int, float]
    stays: bool
    above: bool = False
    beside: bool = False
    kept: Overlay | None = field(default=None, repr=False)


class Artist:
    """Draws a plan's words on the film's frames. `warn` hears of words that no font here can draw."""

    def __init__(self, plan: CutPlan, size: Geometry, *, warn: Callable[[str], None]) -> None:
        self._size = size
        self._cards = []
        for words in plan.words:
            card = _card(words, plan, size, warn=warn)
            if card is not None:
                self._cards.append(card)

    def draw(self, frame: Frame, number: int) -> Frame:
        """The frame with the words that stand at film frame `number`; the same array where there are none."""
        for card in self._cards:
            passed = number - card.words.start
            if 0 <= passed < card.words.frames:
                frame = self._overlay(card, passed).over(frame)
        return frame

    def _overlay(self, card: Card, passed: int) -> Overlay:
        rate, length = self._size.rate, card.words.frames
        enter = min(ENTER_SECONDS * rate, length / 3)
        leave = 0.0 if card.stays else min(LEAVE_SECONDS * rate, length / 3)
        delays = max(piece.delay for piece in card.pieces) * rate
        if enter + delays <= passed < length - leave:
            if card.kept is None:
                card.kept = self._drawn(card, passed, enter=enter, light=1.0)
            return card.kept
        light = min(1.0, (length - passed - 0.5) / leave) if leave else 1.0
        return self._drawn(card, passed, enter=enter, light=light)

    def _drawn(self, card: Card, passed: int, *, enter: float, light: float) -> Overlay:
        rate, left, top = self._size.rate, card.region[0], card.region[1]
        shares = [min(1.0, max(0.0, (passed + 1 - piece.delay * rate) / enter)) for piece in card.pieces]
        return prepare(_paint(card, shares, light=light, height=self._size.height), self._size, left=left, top=top)


def placed(plan: CutPlan, size: Geometry) -> list[Box]:
    """Where a film's words stand, each line in a box of its own."""
    cards = [_card(words, plan, size, warn=lambda _: None) for words in plan.words]
    return [_box(card, piece, size) for card in cards if card for piece in card.pieces]


def _box(card: Card, piece: Piece, size: Geometry) -> Box:
    right, bottom = piece.left + piece.fitted.width, piece.top + piece.fitted.height
    across, down = (piece.left / size.width, right / size.width), (piece.top / size.height, bottom / size.height)
    return Box(what=card.words.role, left=across[0], right=across[1], top=down[0], bottom=down[1])


def _card(words: Words, plan: CutPlan, size: Geometry, *, warn: Callable[[str], None]) -> Card | None:
    lines: list[str] = []
    others: list[Any] = []
    for line in words.lines:
        found = typeset.readable(line, plan.language)
        if found.missing:
            left_out = "those signs were left out" if found.text else f"the {words.role} “{line[:40]}” was left out"
            warn(f"No font here draws {' '.join(found.missing[:8])}: {left_out}.")
        lines += [found.text] if found.text else []
        others += found.others
    if not lines or words.frames < 1:
        return None
    setter = Setter(plan.language, tuple({other.uniqueID(): other for other in others}.values()))
    try:
        return _LAYOUTS[words.role](words, lines, setter, plan, size)
    except RuntimeError:
        warn("Words cannot be drawn on this machine, so the film has none.")
        return None


def _lower(words: Words, lines: list[str], setter: Setter, plan: CutPlan, size: Geometry) -> Card:
    """Title and caption: at the left (right for scripts that begin there), on a shade that rises from below.

    The title of a tall film stands in its upper part, on a shade that falls: below is where the subject is.
    """
    safe, unit = safe_area(size), _unit(size)
    title = words.role == "title"
    mirrored = typeset.right_to_left(lines[0])
    indent = 0.0 if title else unit * 0.03
    room = min(safe.width - indent, unit * (1.35 if title else 1.15))
    scale: Scale = (0.105, 0.045, "display", 3) if title else (0.05, 0.03, "text", 3)
    gap = unit * (0.022 if title else 0.008)
    high = safe.bottom - safe.top - unit * 0.06
    fits = _fit_lines(setter, lines, [scale, (0.044, 0.026, "text", 3)], unit=unit, room=(room, high), gap=gap)
    height = sum(fitted.height for _, fitted in fits) + gap * (len(fits) - 1)
    foot = unit * 0.02 if title else 0.0
    above = title and size.height > size.width
    top = safe.top + unit * 0.04 if above else safe.bottom - height - foot
    pieces = _stack(
        lines, fits, top=top, gap=gap, edge=safe.right - indent if mirrored else safe.left + indent, mirrored=mirrored
    )
    thick = max(2.0, unit * 0.0085)
    bar = (
        (safe.left, top - unit * 0.032, unit * 0.09, thick)
        if title
        else (safe.left, top + unit * 0.006, thick * 0.7, height - unit * 0.012)
    )
    if mirrored:
        bar = (safe.right - bar[2], bar[1], bar[2], bar[3])
    if above:
        region = _even_region(0, 0, size.width, top + height + unit * 0.30, size)
    else:
        region = _even_region(0, bar[1] - unit * (0.30 if title else 0.2), size.width, size.height, size)
    shade = (_veil(plan), 0.62) if above else (0xFF000000, 0.74)
    return Card(words, setter, region, pieces, bar, accent(plan), shade, _stays(words, plan), above)


def _end(words: Words, lines: list[str], setter: Setter, plan: CutPlan, size: Geometry) -> Card:
    """The end card on a veil over the picture: in a wide film at the left, beside the subject, else above it."""
    safe, unit = safe_area(size), _unit(size)
    beside = size.width > size.height and not typeset.right_to_left(lines[0])
    middle = size.width / 2
    room = min(2 * min(middle - safe.left, safe.right - middle), unit * 1.5)
    if beside:
        room = size.width * BESIDE - safe.left
    gap, rule = unit * 0.024, unit * 0.075
    scales: list[Scale] = [(0.115, 0.045, "display", 3), (0.046, 0.026, "text", 4)]
    high = safe.bottom - safe.top - rule
    fits = _fit_lines(setter, lines, scales, unit=unit, room=(room, high), gap=gap)
    height = sum(fitted.height for _, fitted in fits) + gap * max(0, len(fits) - 2) + rule
    top = (safe.top + safe.bottom) / 2 - height / 2
    if size.height > size.width:
        top = min(top, safe.top + unit * 0.1)
    pieces, place = [], top
    for number, (line, (face, fitted)) in enumerate(zip(lines, fits, strict=True)):
        colour, delay = (WHITE if number == 0 else SOFT_WHITE), 0.1 + number * STAGGER_SECONDS
        left, align = (safe.left, "kLeft") if beside else (middle - fitted.width / 2, "kCenter")
        pieces.append(Piece(line, face, fitted, left, place, align, colour, delay))
        place += fitted.height + (rule if number == 0 else gap)
    wide, thick = unit * 0.12, max(2.0, unit * 0.0085)
    bar = (safe.left if beside else middle - wide / 2, top + fits[0][1].height + rule / 2 - thick / 2, wide, thick)
    shade = (_veil(plan), 0.86 if beside else 0.6)
    region = (0, 0, size.width, size.height)
    return Card(words, setter, region, pieces, bar, accent(plan), shade, _stays(words, plan), beside=beside)


_LAYOUTS: dict[str, Callable[[Words, list[str], Setter, CutPlan, Geometry], Card]] = {
    "title": _lower,
    "caption": _lower,
    "end": _end,
}

Scale = tuple[float, float, Face, int]
"""Largest and smallest size as a share of the unit, the face, most lines."""


def _fit_lines(
    setter: Setter, lines: list[str], scales: list[Scale], *, unit: float, room: tuple[float, float], gap: float
) -> list[tuple[Face, Fitted]]:
    """Lines set so that each takes few rows and all of them, `gap` apart, fit the room (width, height)."""
    for shrink in (1.0, 0.85, 0.7, 0.55, 0.4, 0.3, 0.2):
        fits: list[tuple[Face, Fitted]] = []
        for number, line in enumerate(lines):
            largest, smallest, face, most = scales[min(number, len(scales) - 1)]
            sizes = {"largest": largest * unit * shrink, "smallest": smallest * unit * shrink}
            fits.append((face, typeset.fit(setter, line, face=face, **sizes, width=room[0], lines=most)))
        if sum(fitted.height + gap for _, fitted in fits) <= room[1]:
            break
    return fits


def _stack(
    lines: list[str], fits: list[tuple[Face, Fitted]], *, top: float, gap: float, edge: float, mirrored: bool
) -> list[Piece]:
    pieces = []
    for number, (line, (face, fitted)) in enumerate(zip(lines, fits, strict=True)):
        left, colour = (edge - fitted.width if mirrored else edge), (WHITE if number == 0 else SOFT_WHITE)
        align = "kRight" if mirrored else "kLeft"
        pieces.append(Piece(line, face, fitted, left, top, align, colour, number * STAGGER_SECONDS))
        top += fitted.height + gap
    return pieces


def _unit(size: Geometry) -> float:
    """What sizes of type are measured by: the height of a wide film, somewhat more than the width of a tall one."""
    return min(size.height, size.width * 1.1)


def _even_region(left: float, top: float, right: float, bottom: float, size: Geometry) -> tuple[int, int, int, int]:
    x, y = max(0, int(left) // 2 * 2), max(0, int(top) // 2 * 2)
    wide, high = min(size.width, int(right)) - x, min(size.height, int(bottom)) - y
    return x, y, wide // 2 * 2, high // 2 * 2


def _stays(words: Words, plan: CutPlan) -> bool:
    """Words that stand at the film's end do not fade out before it."""
    return words.start + words.frames >= plan.frames


def accent(plan: CutPlan) -> int:
    """The most vivid of the film's colours that shows on a dark shade, as ARGB; white where there is none."""
    vivid, best = 0.25, WHITE
    for colour in plan.colours:
        red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
        _, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
        light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
        if light > 0.28 and saturation * value > vivid:
            vivid, best = saturation * value, 0xFF000000 | int(colour[1:], 16)
    return best


def _veil(plan: CutPlan) -> int:
    """The darkest of the film's colours, darkened further, as ARGB."""
    channels = [tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5)) for colour in plan.colours]
    red, green, blue = min(channels, key=sum, default=(16, 16, 20))
    scale = min(0.5, 40 / max(1, red, green, blue))
    return 0xFF000000 | round(red * scale) << 16 | round(green * scale) << 8 | round(blue * scale)


def _paint(card: Card, shares: list[float], *, light: float, height: int) -> Rgba:
    """The card as premultiplied RGBA, each piece `shares` (0 to 1) of its way in, all of it at `light`."""
    import skia

    left, top, wide, high = card.region
    pixels = np.zeros((high, wide, 4), np.uint8)
    info = skia.ImageInfo.Make(wide, high, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    canvas = skia.Surface.MakeRasterDirect(info, pixels).getCanvas()
    canvas.translate(-left, -top)
    first = _out(shares[0])
    _shade(canvas, card, light * first)
    _bar(canvas, card, light, first)
    for piece, share in zip(card.pieces, shares, strict=True):
        if share > 0:
            _words(canvas, card, piece, light=light * _out(share), drop=RISE * height * (1 - _out(share)))
    return pixels


def _out(time: float) -> float:
    return 1 - (1 - time) ** 3


def _shade(canvas: Any, card: Card, light: float) -> None:
    import skia

    left, top, wide, high = card.region
    colour, strength = card.shade
    paint = skia.Paint()
    if card.beside:
        shares, stops = [0.0, 0.30, 0.62, 1.0], [1.0, 0.9, 0.3, 0.1]
        colours = [_at(colour, strength * light * stop) for stop in stops]
        ends = [skia.Point(left, 0), skia.Point(left + wide, 0)]
        paint.setShader(skia.GradientShader.MakeLinear(points=ends, colors=colours, positions=shares))
    elif card.words.role == "end":
        stops = [0.5, 0.62, 1.0, 1.0, 0.62, 0.5]
        first, last = card.pieces[0].top, card.pieces[-1].top + card.pieces[-1].fitted.height
        shares = [
            0.0,
            max(0.01, 0.55 * first / high),
            first / high,
            last / high,
            min(0.99, 0.45 + 0.55 * last / high),
            1.0,
        ]
        colours = [_at(colour, strength * light * stop) for stop in stops]
        ends = [skia.Point(0, top), skia.Point(0, top + high)]
        paint.setShader(skia.GradientShader.MakeLinear(points=ends, colors=colours, positions=shares))
    elif card.above:
        shares, stops = [0.0, 0.6, 1.0], [1.0, 0.7, 0.0]
        colours = [_at(colour, strength * light * stop) for stop in stops]
        ends = [skia.Point(0, top), skia.Point(0, top + high)]
        paint.setShader(skia.GradientShader.MakeLinear(points=ends, colors=colours, positions=shares))
    else:
        head = (card.bar[1] - top) / high
        shares = [0.0, 0.4 * head, head, (1 + head) / 2, 1.0]
        stops = [0.0, 0.12, 0.6, 0.9, 1.0]
        colours = [_at(colour, strength * light * stop) for stop in stops]
        ends = [skia.Point(0, top), skia.Point(0, top + high)]
        paint.setShader(skia.GradientShader.MakeLinear(points=ends, colors=colours, positions=shares))
    canvas.drawRect(skia.Rect.MakeXYWH(left, top, wide, high), paint)


def _at(colour: int, share: float) -> int:
    return (colour & 0xFFFFFF) | round(255 * min(1.0, max(0.0, share))) << 24


def _bar(canvas: Any, card: Card, light: float, share: float) -> None:
    import skia

    x, y, wide, high = card.bar
    if wide >= high:
        centred = card.words.role == "end" and not card.beside
        x, wide = (x + wide * (1 - share) / 2, wide * share) if centred else (x, wide * share)
    else:
        high = high * share
    paint = skia.Paint(AntiAlias=True, Color=_at(card.accent, light))
    canvas.drawRoundRect(skia.Rect.MakeXYWH(x, y, wide, high), min(wide, high) / 2, min(wide, high) / 2, paint)


def _words(canvas: Any, card: Card, piece: Piece, *, light: float, drop: float) -> None:
    import skia

    size = piece.fitted.size
    blur = skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, size * 0.12)
    shadow = skia.Paint(AntiAlias=True, Color=_at(0, 0.45 * light), MaskFilter=blur)
    front = skia.Paint(AntiAlias=True, Color=_at(piece.colour, (piece.colour >> 24) / 255 * light))
    for paint, fall in ((shadow, size * 0.03), (front, 0.0)):
        set_words = card.setter.set(
            piece.text, face=piece.face, size=size, width=piece.fitted.width, align=piece.align, paint=paint
        )
        set_words.paint(canvas, piece.left, piece.top + drop + fall)
