"""Styles of drawing: what becomes of every layer once it is painted, and of the whole picture.

A layer comes and goes as an array of red, green, blue, alpha in bytes, not premultiplied.
"""

from functools import lru_cache

import numpy as np
import skia
from numpy.typing import NDArray

from vidpipe.providers.local.painter.spec import SceneSpec

Picture = NDArray[np.uint8]
SOFT = 235
"""A layer that is nowhere more opaque than this is mist or light, not a thing."""
BLOOMS = ("", "neon")
"""Styles in which light spills from what is bright; others are matt."""


COARSE = 6
"""The shadow of paper is soft: it is made at a sixth of the size."""


def treats(spec: SceneSpec) -> bool:
    """Whether a style changes the layers themselves."""
    return spec.style in ("flat", "paper", "ink", "blueprint")


def treat(picture: Picture, spec: SceneSpec, *, subject: bool = False) -> Picture:
    """A layer in the scene's style."""
    makers = {"flat": _flat, "paper": _paper, "ink": _ink, "blueprint": _blueprint}
    maker = makers.get(spec.style)
    return maker(picture, subject) if maker and picture.size else picture


def _is_soft(picture: Picture) -> bool:
    return int(picture[..., 3].max()) < SOFT


def _thinned(picture: Picture, share: float) -> Picture:
    """A layer of mist made weaker."""
    found = picture.copy()
    found[..., 3] = (found[..., 3] * share).astype(np.uint8)
    return found


def _luma(picture: Picture) -> NDArray[np.int16]:
    mixed = picture[..., :3].astype(np.uint16)
    return ((77 * mixed[..., 0] + 150 * mixed[..., 1] + 29 * mixed[..., 2]) >> 8).astype(np.int16)


def _edges(picture: Picture, shade: NDArray[np.int16]) -> NDArray[np.int16]:
    """How much brightness and cover change from pixel to pixel, 0 to 255."""
    cover = picture[..., 3].astype(np.int16)
    seen = (shade * (cover > 40)).astype(np.int16)
    found = np.zeros_like(shade)
    for field in (seen, cover):
        found[:, 1:] += np.abs(field[:, 1:] - field[:, :-1])
        found[1:] += np.abs(field[1:] - field[:-1])
    return np.clip(found * 2 - 22, 0, 255).astype(np.int16)


def _steps(count: int) -> Picture:
    """A table that turns brightness into `count` levels with short slopes between."""
    at = np.arange(256) / 255 * count
    whole = np.floor(at)
    part = np.clip((at - whole - 0.42) / 0.16, 0, 1)
    return np.clip((whole + part) / count * 255, 0, 255).astype(np.uint8)


def _flat(picture: Picture, subject: bool) -> Picture:
    if _is_soft(picture):
        return _thinned(picture, 0.35)
    found = picture.copy()
    found[..., :3] = _steps(9)[picture[..., :3]]
    return found


def _paper(picture: Picture, subject: bool) -> Picture:
    """Cut paper: few tones, a fibre in the surface, a light cut edge."""
    if _is_soft(picture):
        return _thinned(picture, 0.2)
    found = picture.copy()
    toned = ((_steps(7).astype(np.int16) * 2 + np.arange(256)) // 3).astype(np.int16)[picture[..., :3]]
    fibre = _fibre(*picture.shape[:2])
    cover = picture[..., 3].astype(np.int16)
    step = max(1, picture.shape[0] // 300)
    rim = np.zeros_like(cover)
    rim[step:] = np.clip(cover[step:] - cover[:-step], 0, 255)
    rim[:, step:] += np.clip(cover[:, step:] - cover[:, :-step], 0, 255) // 2
    toned += (fibre + (np.clip(rim, 0, 255) * 35 >> 7))[..., None]
    found[..., :3] = np.clip(toned, 0, 255, out=toned)
    return found


def _fibre(high: int, wide: int) -> NDArray[np.int16]:
    """The grain of paper: soft noise, always the same."""
    noise = _noise()
    rows, columns = -(-high // noise.shape[0]), -(-wide // noise.shape[1])
    return np.tile(noise, (rows, columns))[:high, :wide]


@lru_cache(maxsize=1)
def _noise() -> NDArray[np.int16]:
    dice = np.random.default_rng(7)
    raw = dice.normal(0, 3.6, (256, 256))
    smooth = (raw + np.roll(raw, 1, 0) + np.roll(raw, 1, 1) + np.roll(raw, 2, 1)) / 2.4
    return smooth.astype(np.int16)


PAPER = np.array([244, 236, 219], np.float32)
INK = np.array([30, 27, 34], np.float32)


def _ink(picture: Picture, subject: bool) -> Picture:
    """Washes of ink on warm paper with drawn outlines; the subject keeps some of its colour."""
    if _is_soft(picture):
        return _thinned(_washed(picture, 0.0), 0.5)
    return _washed(picture, 0.62 if subject else 0.1)


def _washed(picture: Picture, colour: float) -> Picture:
    shade = _luma(picture)
    part = round(256 * colour)
    mixed = _washes()[shade]
    if part:
        mixed = (mixed * (256 - part) + picture[..., :3].astype(np.int32) * part) >> 8
    line = (_edges(picture, shade).astype(np.int32) * 205 >> 8)[..., None]
    mixed += (INK.astype(np.int32) - mixed) * line >> 8
    found = picture.copy()
    found[..., :3] = mixed
    return found


@lru_cache(maxsize=1)
def _washes() -> NDArray[np.int32]:
    """The wash on paper of every brightness."""
    at = np.arange(256)
    tone = np.clip(_steps(5).astype(np.float32) / 255 * 0.8 + at / 255 * 0.4 + 0.04, 0, 1)[:, None]
    return (INK + (PAPER - INK) * tone).astype(np.int32)


DEEP = np.array([13, 52, 112], np.float32)
PALE = np.array([44, 104, 178], np.float32)
CHALK = np.array([226, 240, 255], np.float32)


def _blueprint(picture: Picture, subject: bool) -> Picture:
    """White lines on blue; a subject a little brighter."""
    shade = _luma(picture)
    found = picture.copy()
    base = DEEP + (PALE - DEEP) * (shade.astype(np.float32) / 255 * (1.5 if subject else 0.6))[..., None]
    if _is_soft(picture):
        found[..., :3] = base.astype(np.uint8)
        return _thinned(found, 0.15)
    line = np.clip(_edges(picture, shade).astype(np.float32) / 255 * (1.0 if subject else 0.62), 0, 1)[..., None]
    found[..., :3] = (base * (1 - line) + CHALK * line).astype(np.uint8)
    return found


FILTERS = {
    "ink": (0.96, 0.1, 0.0, 0, -0.01, 0.06, 0.96, 0.02, 0, -0.01, 0.05, 0.08, 0.86, 0, -0.01, 0, 0, 0, 1, 0),
    "blueprint": (0.6, 0.36, 0.06, 0, -0.04, 0.16, 0.72, 0.12, 0, 0.0, 0.1, 0.3, 0.66, 0, 0.1, 0, 0, 0, 1, 0),
    "retro": (0.86, 0.12, 0.0, 0, 0.06, 0.06, 0.84, 0.02, 0, 0.035, 0.04, 0.14, 0.62, 0, 0.05, 0, 0, 0, 1, 0),
}
"""What the whole picture passes through, so that rain and sparks belong to it too."""


def grade(spec: SceneSpec) -> skia.Paint | None:
    """The paint with which the finished picture is drawn over itself; None for a style without one."""
    matrix = FILTERS.get(spec.style)
    return skia.Paint(ColorFilter=skia.ColorFilters.Matrix(list(matrix))) if matrix else None


def texture(spec: SceneSpec) -> skia.Image | None:
    """What a mood lays over the picture: the fibre of old paper, the grain of film, the raster of a poster. None for
    a clean one, and where a style has a texture of its own."""
    if spec.style in ("paper", "ink", "blueprint", "retro") or spec.card or spec.finish not in ("aged", "deep", "bold"):
        return None
    high, wide = spec.height, spec.width
    if spec.finish == "bold":
        size = max(3.0, min(wide, high) / 130)
        y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
        wave = np.cos((x + y) * (4.443 / size)) + np.cos((x - y) * (4.443 / size))
        field = np.where(wave > 0.9, -1.0, 0.0) * np.clip((y / high - 0.25) * 1.3, 0, 1)
        strength = 0.06
    else:
        rough = _fibre(high, wide) if spec.finish == "aged" else _grain(high, wide)
        field, strength = np.clip(rough / 9.0, -1, 1), 0.055 if spec.finish == "aged" else 0.04
    cover = (np.abs(field) * strength * 255).astype(np.uint8)
    tone = np.where(field > 0, 255, 0).astype(np.uint8)
    return picture_of_bytes(np.dstack([tone, tone, tone, cover]))


def picture_of_bytes(pixels: Picture) -> skia.Image:
    """Red, green, blue, alpha as a picture."""
    return skia.Image.fromarray(np.ascontiguousarray(pixels), colorType=skia.kRGBA_8888_ColorType, copy=True)


def _grain(high: int, wide: int) -> NDArray[np.int16]:
    """The grain of film: sharp noise, always the same."""
    noise = np.random.default_rng(11).normal(0, 4.2, (256, 256)).astype(np.int16)
    return np.tile(noise, (-(-high // 256), -(-wide // 256)))[:high, :wide]


def overlay(spec: SceneSpec) -> tuple[skia.Image, skia.BlendMode] | None:
    """What lies over the whole picture: halftone dots, or the grid of a blueprint."""
    if spec.style == "retro":
        return _halftone(spec.width, spec.height), skia.BlendMode.kSoftLight
    if spec.style == "blueprint":
        return _grid(spec.width, spec.height), skia.BlendMode.kScreen
    return None


def _halftone(width: int, height: int) -> skia.Image:
    """Dots on a turned raster, dark on light, with the fibre of the paper."""
    size = max(3.0, min(width, height) / 150)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    turned, across = (x + y) / (1.4142 * size), (x - y) / (1.4142 * size)
    wave = (np.cos(turned * 2 * np.pi) + np.cos(across * 2 * np.pi)) / 4
    grey = np.clip(128 + wave * 62 + _fibre(height, width) * 1.6, 0, 255).astype(np.uint8)
    picture = np.dstack([grey, grey, grey, np.full_like(grey, 255)])
    image = skia.Image.fromarray(np.ascontiguousarray(picture), colorType=skia.kRGBA_8888_ColorType, copy=True)
    surface = skia.Surface(width, height)
    surface.getCanvas().drawImage(image, 0, 0)
    return surface.makeImageSnapshot()


def _grid(width: int, height: int) -> skia.Image:
    surface = skia.Surface(width, height)
    canvas, step = surface.getCanvas(), min(width, height) / 24
    for number in range(int(max(width, height) / step) + 1):
        alpha = 0.22 if number % 4 == 0 else 0.1
        paint = skia.Paint(Color4f=skia.Color4f(0.8, 0.9, 1.0, alpha), StrokeWidth=max(1.0, step / 34))
        canvas.drawLine(number * step, 0, number * step, height, paint)
        canvas.drawLine(0, number * step, width, number * step, paint)
    return surface.makeImageSnapshot()


def framed(image: skia.Image, spec: SceneSpec) -> tuple[skia.Image, int]:
    """A layer of paper with the shadow that it throws on what lies behind it, and by how much it has grown."""
    if spec.style != "paper":
        return image, 0
    sigma = min(spec.width, spec.height) / 95
    pad = int(sigma * 3) + 2
    wide, high = image.width() + 2 * pad, image.height() + 2 * pad
    surface, small = skia.Surface(wide, high), skia.Surface(max(1, wide // COARSE), max(1, high // COARSE))
    paint = skia.Paint()
    paint.setColorFilter(skia.ColorFilters.Blend(skia.ColorSetARGB(255, 12, 10, 30), skia.BlendMode.kSrcIn))
    paint.setImageFilter(skia.ImageFilters.Blur(sigma / COARSE, sigma / COARSE, skia.TileMode.kDecal))
    scale = small.width() / wide
    area = skia.Rect.MakeXYWH(pad * scale, pad * scale, image.width() * scale, image.height() * scale)
    small.getCanvas().drawImageRect(image, area, skia.SamplingOptions(skia.FilterMode.kLinear), paint)
    canvas, soft = surface.getCanvas(), skia.Paint(Alphaf=0.47)
    below = skia.Rect.MakeXYWH(sigma * 0.3, sigma * 0.5, wide, high)
    canvas.drawImageRect(small.makeImageSnapshot(), below, skia.SamplingOptions(skia.FilterMode.kLinear), soft)
    canvas.drawImage(image, pad, pad)
    return surface.makeImageSnapshot(), pad
