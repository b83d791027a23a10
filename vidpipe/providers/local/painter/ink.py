"""Colours, paints, gradients and paths: the painter's brushes over skia. It knows nothing of scenes."""

import colorsys
from collections.abc import Sequence

import skia

Tint = tuple[float, float, float, float]
"""Red, green, blue, alpha from 0 to 1, not premultiplied."""

WHITE: Tint = (1.0, 1.0, 1.0, 1.0)
BLACK: Tint = (0.0, 0.0, 0.0, 1.0)
SCREEN = skia.BlendMode.kScreen
PLUS = skia.BlendMode.kPlus
ATOP = skia.BlendMode.kSrcATop
LINEAR = skia.SamplingOptions(skia.FilterMode.kLinear)


def tint(text: str, alpha: float = 1.0) -> Tint:
    """A colour from `#rrggbb`."""
    digits = text.lstrip("#")
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return (red, green, blue, alpha)


def mix(one: Tint, other: Tint, share: float) -> Tint:
    """From `one` (share 0) to `other` (share 1), held at both ends."""
    part = min(1.0, max(0.0, share))
    red, green, blue, alpha = (a + (b - a) * part for a, b in zip(one, other, strict=True))
    return (red, green, blue, alpha)


def fade(colour: Tint, alpha: float) -> Tint:
    return (colour[0], colour[1], colour[2], min(1.0, max(0.0, alpha)))


def lighter(colour: Tint, share: float) -> Tint:
    return mix(colour, fade(WHITE, colour[3]), share)


def darker(colour: Tint, share: float) -> Tint:
    return mix(colour, (0.02, 0.02, 0.06, colour[3]), share)


def luma(colour: Tint) -> float:
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def hsl(hue: float, saturation: float, lightness: float) -> Tint:
    """A colour from hue, saturation and lightness, all 0 to 1."""
    red, green, blue = colorsys.hls_to_rgb(hue % 1.0, lightness, saturation)
    return (red, green, blue, 1.0)


def number(colour: Tint) -> int:
    """The colour as skia's packed number."""
    return int(skia.Color4f(*colour).toColor())


def fill(
    colour: Tint | None = None,
    *,
    shader: skia.Shader | None = None,
    blur: float = 0.0,
    blend: skia.BlendMode | None = None,
    alpha: float = 1.0,
) -> skia.Paint:
    """A brush that fills. `blur` is a sigma in pixels."""
    paint = skia.Paint(AntiAlias=True, Dither=True)
    if colour is not None:
        paint.setColor(number(colour))
    if shader is not None:
        paint.setShader(shader)
    if alpha < 1.0:
        paint.setAlphaf(alpha * (colour[3] if colour is not None else 1.0))
    if blur > 0.05:
        paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur))
    if blend is not None:
        paint.setBlendMode(blend)
    return paint


def pen(
    colour: Tint,
    width: float,
    *,
    shader: skia.Shader | None = None,
    blur: float = 0.0,
    blend: skia.BlendMode | None = None,
) -> skia.Paint:
    """A brush that draws lines with round ends, `width` in pixels."""
    paint = fill(colour, shader=shader, blur=blur, blend=blend)
    paint.setStyle(skia.Paint.kStroke_Style)
    paint.setStrokeWidth(width)
    paint.setStrokeCap(skia.Paint.kRound_Cap)
    paint.setStrokeJoin(skia.Paint.kRound_Join)
    return paint


def linear(
    start: tuple[float, float], end: tuple[float, float], colours: Sequence[Tint], stops: Sequence[float] | None = None
) -> skia.Shader:
    points = [skia.Point(*start), skia.Point(*end)]
    return skia.GradientShader.MakeLinear(points, [number(c) for c in colours], list(stops) if stops else None)


def radial(
    centre: tuple[float, float], radius: float, colours: Sequence[Tint], stops: Sequence[float] | None = None
) -> skia.Shader:
    return skia.GradientShader.MakeRadial(
        skia.Point(*centre), max(radius, 0.01), [number(c) for c in colours], list(stops) if stops else None
    )


def down(top: float, bottom: float, *colours: Tint, stops: Sequence[float] | None = None) -> skia.Shader:
    """A gradient from `top` to `bottom`."""
    return linear((0, top), (0, bottom), colours, stops)


def across(left: float, right: float, *colours: Tint, stops: Sequence[float] | None = None) -> skia.Shader:
    """A gradient from `left` to `right`."""
    return linear((left, 0), (right, 0), colours, stops)


def box(left: float, top: float, width: float, height: float) -> skia.Rect:
    return skia.Rect.MakeXYWH(left, top, width, height)


def rounded(left: float, top: float, width: float, height: float, radius: float) -> skia.RRect:
    return skia.RRect.MakeRectXY(box(left, top, width, height), radius, radius)


def polygon(*points: tuple[float, float]) -> skia.Path:
    path = skia.Path()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    return path


def smooth(points: Sequence[tuple[float, float]], *, closed: bool = False) -> skia.Path:
    """A soft curve through the points (Catmull-Rom)."""
    path = skia.Path()
    path.moveTo(*points[0])
    count = len(points)
    for at in range(count if closed else count - 1):
        before = points[at - 1] if closed or at else points[0]
        here, there = points[at % count], points[(at + 1) % count]
        after = points[(at + 2) % count] if closed else points[min(at + 2, count - 1)]
        path.cubicTo(
            here[0] + (there[0] - before[0]) / 6,
            here[1] + (there[1] - before[1]) / 6,
            there[0] - (after[0] - here[0]) / 6,
            there[1] - (after[1] - here[1]) / 6,
            there[0],
            there[1],
        )
    if closed:
        path.close()
    return path


def glow(canvas: skia.Canvas, x: float, y: float, radius: float, colour: Tint, strength: float) -> None:
    """A soft light around a point."""
    colours = (fade(colour, strength), fade(colour, strength * 0.36), fade(colour, 0.0))
    canvas.drawCircle(x, y, radius, fill(shader=radial((x, y), radius, colours, (0, 0.4, 1)), blend=SCREEN))
