"""Cards drawn: shade or plate, bar, emblem and words, each as far as it has come in."""

from typing import Any

import numpy as np

from vidpipe.media.cards import Card, Piece
from vidpipe.media.overlay import Rgba
from vidpipe.media.tint import with_alpha

RISE = 0.022
"""Share of the picture's height that words rise by as they come in."""


def paint(card: Card, shares: list[float], *, light: float, height: int) -> Rgba:
    """The card as premultiplied RGBA, each piece `shares` (0 to 1) of its way in, all of it at `light`."""
    import skia

    left, top, wide, high = card.region
    pixels = np.zeros((high, wide, 4), np.uint8)
    info = skia.ImageInfo.Make(wide, high, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    canvas = skia.Surface.MakeRasterDirect(info, pixels).getCanvas()
    canvas.translate(-left, -top)
    first = _out(shares[0])
    if card.plate:
        _plate(canvas, card, light * first, first)
    else:
        _shade(canvas, card, light * first)
    if card.emblem:
        _emblem(canvas, card, light * first)
    _bar(canvas, card, light, first)
    for piece, share in zip(card.pieces, shares, strict=True):
        if share > 0:
            _words(canvas, card, piece, light=light * _out(share), drop=RISE * height * (1 - _out(share)))
    return pixels


def _plate(canvas: Any, card: Card, light: float, share: float) -> None:
    """The plate of a lower third, drawn out from its bar."""
    import skia

    if card.plate is None:
        return
    left, wide = card.plate.left, card.plate.width * share
    left = card.plate.right - wide if card.bar[0] > card.plate.left else left
    colour, strength = card.shade
    paint = skia.Paint(AntiAlias=True, Color=with_alpha(colour, strength * light))
    canvas.drawRect(skia.Rect.MakeXYWH(left, card.plate.top, wide, card.plate.height), paint)


def _emblem(canvas: Any, card: Card, light: float) -> None:
    import skia

    if card.emblem is None or light <= 0:
        return
    emblem, place = card.emblem
    picture = emblem.drawn(round(place.width), round(place.height), light)
    canvas.drawImage(skia.Image.fromarray(picture, skia.kRGBA_8888_ColorType), round(place.left), round(place.top))


def _out(time: float) -> float:
    return 1 - (1 - time) ** 3


def _shade(canvas: Any, card: Card, light: float) -> None:
    import skia

    left, top, wide, high = card.region
    colour, strength = card.shade
    paint = skia.Paint()
    if card.beside:
        shares, stops = [0.0, 0.30, 0.62, 1.0], [1.0, 0.9, 0.3, 0.1]
        colours = [with_alpha(colour, strength * light * stop) for stop in stops]
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
        colours = [with_alpha(colour, strength * light * stop) for stop in stops]
        ends = [skia.Point(0, top), skia.Point(0, top + high)]
        paint.setShader(skia.GradientShader.MakeLinear(points=ends, colors=colours, positions=shares))
    elif card.above:
        shares, stops = [0.0, 0.6, 1.0], [1.0, 0.7, 0.0]
        colours = [with_alpha(colour, strength * light * stop) for stop in stops]
        ends = [skia.Point(0, top), skia.Point(0, top + high)]
        paint.setShader(skia.GradientShader.MakeLinear(points=ends, colors=colours, positions=shares))
    else:
        head = (card.bar[1] - top) / high
        shares = [0.0, 0.4 * head, head, (1 + head) / 2, 1.0]
        stops = [0.0, 0.12, 0.6, 0.9, 1.0]
        colours = [with_alpha(colour, strength * light * stop) for stop in stops]
        ends = [skia.Point(0, top), skia.Point(0, top + high)]
        paint.setShader(skia.GradientShader.MakeLinear(points=ends, colors=colours, positions=shares))
    canvas.drawRect(skia.Rect.MakeXYWH(left, top, wide, high), paint)


def _bar(canvas: Any, card: Card, light: float, share: float) -> None:
    import skia

    x, y, wide, high = card.bar
    if wide >= high:
        centred = card.words.role == "end" and not card.beside
        x, wide = (x + wide * (1 - share) / 2, wide * share) if centred else (x, wide * share)
    else:
        high = high * share
    paint = skia.Paint(AntiAlias=True, Color=with_alpha(card.accent, light))
    canvas.drawRoundRect(skia.Rect.MakeXYWH(x, y, wide, high), min(wide, high) / 2, min(wide, high) / 2, paint)


def _words(canvas: Any, card: Card, piece: Piece, *, light: float, drop: float) -> None:
    import skia

    size = piece.fitted.size
    blur = skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, size * 0.12)
    shadow = skia.Paint(AntiAlias=True, Color=with_alpha(0, 0.45 * light), MaskFilter=blur)
    front = skia.Paint(AntiAlias=True, Color=with_alpha(piece.colour, (piece.colour >> 24) / 255 * light))
    for paint, fall in ((shadow, size * 0.03), (front, 0.0)):
        set_words = card.setter.set(
            piece.text, face=piece.face, size=size, width=piece.fitted.width, align=piece.align, paint=paint
        )
        set_words.paint(canvas, piece.left, piece.top + drop + fall)
