"""The logo: a person's own picture, drawn with its transparency on the end card or small in a corner of the film."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vidpipe.errors import MediaError
from vidpipe.film.caption import Logo
from vidpipe.film.cut import CutPlan
from vidpipe.media.decode import Frame, Geometry
from vidpipe.media.overlay import Overlay, Rgba, prepare
from vidpipe.media.place import Rect, even, safe_area, unit_of

SIZES = {"small": (0.20, 0.075), "medium": (0.30, 0.115)}
"""How wide and how high a logo in a corner may be, by the unit."""
FADE = 8
"""Frames over which it gives way to words in its place."""
DARK = 60
HALO = 0.1
PAD = 0.16
"""The margin of a plate behind a dark logo, of the logo's height."""


@dataclass(frozen=True)
class Emblem:
    """A logo read from its file: premultiplied RGBA. A dark one stands on a light plate where the ground is dark."""

    pixels: Rgba
    dark: bool

    def within(self, wide: float, high: float) -> tuple[float, float]:
        """The largest size that fits into this room in its own shape, in whole pixels."""
        height, width = self.pixels.shape[:2]
        scale = min(wide / width, high / height)
        return max(1.0, round(width * scale)), max(1.0, round(height * scale))

    def drawn(self, wide: int, high: int, light: float, *, plated: bool = True) -> Rgba:
        """The logo at a size and a light (0 to 1), premultiplied; on a plate if it needs one, else in a halo."""
        edge = round(high * (PAD if self.dark and plated else 0 if plated else HALO))
        ground = _plate(wide, high) if self.dark and plated else np.zeros((high, wide, 4), np.uint8)
        inner_wide, inner_high = self.within(max(1, wide - 2 * edge), max(1, high - 2 * edge))
        small = _scaled(self.pixels, round(inner_wide), round(inner_high)).astype(np.uint16)
        top, left = (high - small.shape[0]) // 2, (wide - small.shape[1]) // 2
        if not plated:
            ground = _halo(ground, small, top, left, light=self.dark)
        part = ground[top : top + small.shape[0], left : left + small.shape[1]]
        part[:] = small + part * (255 - small[..., 3:]) // 255
        dimmed: Rgba = np.rint(ground * light).astype(np.uint8)
        return dimmed


def read(file: Path) -> Emblem:
    """A logo of our own making from its file. Raises MediaError."""
    from PIL import Image

    try:
        with Image.open(file, formats=("PNG",)) as opened:
            plain = np.array(opened.convert("RGBA"))
    except (OSError, ValueError, SyntaxError) as error:
        raise MediaError("The logo cannot be read", remedy="Take it out and bring it again.") from error
    alpha = plain[..., 3:].astype(np.uint16)
    pixels = np.concatenate([(plain[..., :3] * alpha // 255).astype(np.uint8), plain[..., 3:]], axis=2)
    seen = plain[plain[..., 3] > 128][:, :3]
    clear = bool((plain[..., 3] < 128).mean() > 0.02)
    return Emblem(pixels, clear and len(seen) > 0 and float(seen.mean()) < DARK)


def _plate(wide: int, high: int) -> Rgba:
    from PIL import Image, ImageDraw

    plate = Image.new("L", (4 * wide, 4 * high), 0)
    ImageDraw.Draw(plate).rounded_rectangle((0, 0, 4 * wide - 1, 4 * high - 1), radius=round(0.6 * high), fill=255)
    alpha = np.asarray(plate.resize((wide, high), Image.Resampling.BOX))
    return np.repeat(alpha[..., None], 4, axis=2).copy()


def _halo(ground: Rgba, small: npt.NDArray[np.uint16], top: int, left: int, *, light: bool) -> Rgba:
    """A soft shadow behind a logo, light behind a dark one, so that it is seen on any picture."""
    from PIL import Image, ImageFilter

    alpha = np.zeros(ground.shape[:2], np.uint8)
    alpha[top : top + small.shape[0], left : left + small.shape[1]] = small[..., 3]
    soft = Image.fromarray(alpha).filter(ImageFilter.GaussianBlur(max(1.0, ground.shape[0] * HALO / 2.4)))
    strength = np.asarray(soft).astype(np.uint16) * 6 // 10
    halo = ground.copy()
    halo[..., 3] = strength
    halo[..., :3] = strength[..., None] if light else 0
    return halo


def _scaled(pixels: Rgba, wide: int, high: int) -> Rgba:
    from PIL import Image

    bands = [Image.fromarray(pixels[..., band]) for band in range(4)]
    scaled = [band.resize((wide, high), Image.Resampling.LANCZOS, reducing_gap=3.0) for band in bands]
    found: Rgba = np.stack([np.asarray(band) for band in scaled], axis=2)
    return np.minimum(found, found[..., 3:]).astype(np.uint8)


@dataclass
class Mark:
    """A logo in a corner of every frame but where other words stand in its place (`away`, in frames)."""

    emblem: Emblem
    logo: Logo
    size: Geometry
    away: Sequence[tuple[int, int]] = ()
    _kept: dict[int, Overlay] = field(default_factory=dict, repr=False)

    @property
    def box(self) -> Rect:
        return place(self.emblem, self.logo, self.size)

    def draw(self, frame: Frame, number: int) -> Frame:
        light = strength(self.away, number)
        return self._overlay(light).over(frame) if light else frame

    def _overlay(self, light: int) -> Overlay:
        if light not in self._kept:
            box = self.box
            left, top, wide, high = even(box, self.size)
            pixels = np.zeros((high, wide, 4), np.uint8)
            drawn = self.emblem.drawn(
                round(box.width), round(box.height), light / FADE * self.logo.opacity / 100, plated=False
            )
            at = round(box.top) - top, round(box.left) - left
            fits = drawn[: high - at[0], : wide - at[1]]
            pixels[at[0] : at[0] + fits.shape[0], at[1] : at[1] + fits.shape[1]] = fits
            self._kept[light] = prepare(pixels, self.size, left=left, top=top)
        return self._kept[light]


def strength(away: Sequence[tuple[int, int]], number: int) -> int:
    """How much of a mark is seen at a frame, 0 to FADE: it goes as other words come, and comes again after them."""
    found = FADE
    for start, end in away:
        if start <= number < end:
            found = min(found, max(0, FADE - 1 - (number - start)))
        elif end <= number:
            found = min(found, number - end + 1)
    return found


def place(emblem: Emblem, logo: Logo, size: Geometry) -> Rect:
    """The corner in which it stands, within what platforms leave free."""
    safe, unit = safe_area(size), unit_of(size)
    wide, high = emblem.within(*(unit * share for share in SIZES[logo.size]))
    left = safe.left if logo.corner.endswith("left") else safe.right - wide
    top = safe.top if logo.corner.startswith("top") else safe.bottom - high
    return Rect(left, top, left + wide, top + high)


def read_of(plan: CutPlan, path: Callable[[str], Path] | None) -> Emblem | None:
    """The logo of a plan, None where it has none. Raises MediaError, Corrupt."""
    return read(path(plan.logo.picture)) if plan.logo and path else None
