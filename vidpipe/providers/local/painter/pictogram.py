"""Pictograms: vendored SVGs as pictures, cut to what is drawn and tinted where a colour was asked for."""

import io
from functools import lru_cache
from pathlib import Path

import numpy as np
import skia
from PIL import Image

from vidpipe.providers.local.painter.ink import Tint

FOLDER = Path(__file__).parents[3] / "library" / "pictograms"


def known(name: str) -> bool:
    return bool(name) and name.replace("-", "").isalnum() and (FOLDER / f"{name}.svg").is_file()


@lru_cache(maxsize=24)
def pictogram(name: str, pixels: int, colour: Tint | None = None) -> skia.Image:
    """The pictogram, about `pixels` high, trimmed to its outline. Raises FileNotFoundError."""
    import resvg_py

    svg = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    data = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=pixels, height=pixels))
    with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
        whole = picture.convert("RGBA")
    area = whole.getchannel("A").getbbox()
    pixels_in = np.asarray(whole.crop(area) if area else whole).copy()
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
