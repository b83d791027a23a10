"""Lighting a subject into its scene: shade of the sky, a rim of light towards the sun, and its shadow or reflection."""

from collections.abc import Callable

import skia

from vidpipe.providers.local.painter.ink import ATOP, LINEAR, Tint, across, down, fade, fill
from vidpipe.providers.local.painter.light import Light

PAD = 0.14
"""Free space around a figure, as a part of its height."""


def sprite(draw: Callable[[skia.Canvas], None], wide: int, high: int) -> skia.Image:
    """A figure on a clear ground with room around it. `draw` paints into `wide` by `high` pixels."""
    pad = round(high * PAD)
    surface = skia.Surface(wide + 2 * pad, high + 2 * pad)
    canvas = surface.getCanvas()
    canvas.translate(pad, pad)
    draw(canvas)
    return surface.makeImageSnapshot()


def relight(image: skia.Image, light: Light, *, side: int, rim: float = 1.0, ambient: float = 0.2) -> skia.Image:
    """The picture in the scene's light. `side` is 1 where the light comes from the right, -1 from the left."""
    wide, high = image.width(), image.height()
    surface = skia.Surface(wide, high)
    canvas = surface.getCanvas()
    canvas.drawImage(image, 0, 0)
    area = skia.Rect.MakeWH(wide, high)
    shades = (fade(light.sky[2], ambient * 0.5), fade(light.mid, ambient * 0.6), fade(light.dark, ambient * 1.35))
    canvas.drawRect(area, fill(shader=down(high * 0.1, high * 0.92, *shades), blend=ATOP))
    ends = (wide * 0.2, wide * 0.8) if side > 0 else (wide * 0.8, wide * 0.2)
    canvas.drawRect(
        area, fill(shader=across(*ends, fade(light.dark, 0.06 + ambient * 0.55), fade(light.dark, 0.0)), blend=ATOP)
    )
    if rim > 0:
        _rim(canvas, image, light.shine, side, rim)
    return surface.makeImageSnapshot()


def _rim(canvas: skia.Canvas, image: skia.Image, colour: Tint, side: int, strength: float) -> None:
    wide, high = image.width(), image.height()
    step = high * 0.013
    surface = skia.Surface(wide, high)
    edge = surface.getCanvas()
    edge.drawImage(image, 0, 0)
    edge.drawImage(image, -side * step, step * 0.8, LINEAR, skia.Paint(BlendMode=skia.BlendMode.kDstOut))
    edge.drawRect(skia.Rect.MakeWH(wide, high), fill(colour, blend=skia.BlendMode.kSrcIn))
    line = surface.makeImageSnapshot()
    for sigma, alpha in ((high * 0.003, 0.85 * strength), (high * 0.02, 0.5 * strength)):
        paint = skia.Paint(BlendMode=ATOP, Alphaf=min(1.0, alpha))
        paint.setImageFilter(skia.ImageFilters.Blur(sigma, sigma, skia.TileMode.kDecal))
        canvas.drawImage(line, 0, 0, LINEAR, paint)


def shadow(image: skia.Image, colour: Tint, lean: float) -> skia.Image:
    """The subject's shadow on the ground before it: its outline laid down, leaning, dim at its end."""
    return _laid(image, 0.34, lean, fill_with=colour, alpha=0.55, sigma=image.height() * 0.012)


def reflection(image: skia.Image) -> skia.Image:
    """The subject mirrored in a wet ground."""
    return _laid(image, 0.8, 0.0, fill_with=None, alpha=0.4, sigma=image.height() * 0.008)


def _laid(
    image: skia.Image, scale: float, lean: float, *, fill_with: Tint | None, alpha: float, sigma: float
) -> skia.Image:
    """The picture upside down, its feet at the upper edge."""
    wide, high = image.width(), image.height()
    spill = int(abs(lean) * high * scale) + 4
    tall = int(high * scale) + 4
    surface = skia.Surface(wide + 2 * spill, tall)
    canvas = surface.getCanvas()
    paint = skia.Paint()
    paint.setImageFilter(skia.ImageFilters.Blur(sigma, sigma * 1.4, skia.TileMode.kDecal))
    canvas.saveLayer(None, paint)
    pad = high * PAD / (1 + 2 * PAD)
    canvas.translate(spill, 0)
    canvas.concat(skia.Matrix.MakeAll(1, lean, 0, 0, 1, 0, 0, 0, 1))
    canvas.scale(1, -scale)
    canvas.translate(0, -(high - pad))
    canvas.drawImage(image, 0, 0)
    canvas.restore()
    area = skia.Rect.MakeWH(surface.width(), tall)
    if fill_with is not None:
        canvas.drawRect(area, fill(fade(fill_with, 1), blend=skia.BlendMode.kSrcIn))
    ends = ((0, 0, 0, alpha), (0, 0, 0, alpha * 0.45), (0, 0, 0, 0))
    canvas.drawRect(area, fill(shader=down(0, tall * 0.95, *ends), blend=skia.BlendMode.kDstIn))
    return surface.makeImageSnapshot()
