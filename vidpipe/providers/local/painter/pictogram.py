"""Pictograms: vendored SVGs as pictures, cut to what is drawn and tinted where a colour was asked for."""

import io
from functools import lru_cache
from pathlib import Path

import numpy as np
import skia
from PIL import Image

from vidpipe.providers.local.painter.ink import Tint

FOLDER = Path(__file__).parents[3] / "library" / "pictograms"

UPRIGHT = {
    "baby-bottle": -40,
    "badminton": 35,
    "banjo": 42,
    "bottle-with-popping-cork": -35,
    "bouquet": -38,
    "broom": 30,
    "carrot": 45,
    "chocolate-bar": -38,
    "crayon": 40,
    "dagger": 42,
    "dango": -40,
    "field-hockey": 25,
    "flute": 45,
    "fountain-pen": 40,
    "guitar": 40,
    "hyacinth": -25,
    "key": 45,
    "kitchen-knife": -40,
    "lacrosse": 25,
    "lollipop": -40,
    "paintbrush": 42,
    "pen": 40,
    "pencil": 45,
    "plunger": 42,
    "pushpin": 40,
    "razor": 42,
    "screwdriver": -40,
    "spoon": -42,
    "straight-ruler": -45,
    "syringe": 45,
    "toothbrush": -42,
    "violin": 45,
    "wrench": -42,
    "baguette-bread": -40,
    "burrito": 38,
    "hot-dog": -38,
    "skateboard": -42,
}
"""Pictograms that are drawn askew, and how far (degrees, against the clock) they are turned to stand or to lie: what
stands on a table or the ground must not look as if it fell."""


def known(name: str) -> bool:
    return bool(name) and name.replace("-", "").isalnum() and (FOLDER / f"{name}.svg").is_file()


SKIN = np.array([206, 146, 104], np.float32)


def humane(picture: np.ndarray) -> np.ndarray:
    """The yellow of pictograms of people turned to skin."""
    rgb = picture[..., :3].astype(np.float32)
    red, green, blue = rgb[..., 0], rgb[..., 1], rgb[..., 2]
    yellow = (red > 200) & (green > 125) & (green < 225) & (blue < 120) & (red - blue > 110)
    level = np.clip(rgb.mean(-1, keepdims=True) / 152, 0.8, 1.12)
    found = picture.copy()
    found[..., :3] = np.where(yellow[..., None], np.clip(SKIN * level, 0, 255), rgb).astype(np.uint8)
    return found


@lru_cache(maxsize=24)
def pictogram(name: str, pixels: int, colour: Tint | None = None, person: bool = False) -> skia.Image:
    """The pictogram, about `pixels` high, trimmed to its outline. Raises FileNotFoundError."""
    import resvg_py

    svg = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    data = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=pixels, height=pixels))
    with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
        whole = picture.convert("RGBA")
    if name in UPRIGHT:
        whole = whole.rotate(UPRIGHT[name], Image.Resampling.BICUBIC, expand=True)
    area = whole.getchannel("A").getbbox()
    pixels_in = np.asarray(whole.crop(area) if area else whole).copy()
    if person:
        pixels_in = humane(pixels_in)
    if colour is not None:
        pixels_in = tinted(pixels_in, colour)
    return skia.Image.fromarray(np.ascontiguousarray(pixels_in), colorType=skia.kRGBA_8888_ColorType, copy=True)


def tinted(picture: np.ndarray, colour: Tint) -> np.ndarray:
    """Turn the prevailing hue to `colour`: near-grey and very dark parts stay."""
    rgb = picture[..., :3].astype(np.float32) / 255
    high, low = rgb.max(-1), rgb.min(-1)
    vivid = np.clip((high - low) * 2.6 - 0.15, 0, 1)[..., None] * (picture[..., 3:] > 8)
    shade = rgb @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    target = np.array(colour[:3], np.float32)
    middle = float(np.average(shade, weights=vivid[..., 0] + 1e-6))
    level = (shade / max(middle, 0.05))[..., None]
    painted = np.where(level <= 1, target * level, target + (1 - target) * np.clip(level - 1, 0, 1) * 0.8)
    mixed = rgb * (1 - vivid) + np.clip(painted, 0, 1) * vivid
    return np.concatenate([np.round(mixed * 255).astype(np.uint8), picture[..., 3:]], -1)
