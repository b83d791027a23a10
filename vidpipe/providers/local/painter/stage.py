"""The stage: where settings paint. It holds the layers of one scene, its light, its dice and its geometry.

All coordinates are pixels of the layout, a frame whose smaller side is 720, under a camera at rest; every layer
reaches beyond the frame by MOST on each side.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
import skia
from numpy.typing import NDArray

from vidpipe.providers.local.painter import styles
from vidpipe.providers.local.painter.camera import MOST, Camera, cameras, parallax, seen
from vidpipe.providers.local.painter.clock import Clock
from vidpipe.providers.local.painter.light import Light, light
from vidpipe.providers.local.painter.spec import SceneSpec

SHOTS = {"wide": 0, "medium": 1, "close": 2, "detail": 3}
LENS = (1.0, 1.06, 1.3, 1.55)
DEFOCUS = (0.0, 0.0, 5.0, 9.0)
LAYOUT = 720
Draw = Callable[[skia.Canvas, Clock], None]


def picture_of(pixels: NDArray[np.uint8]) -> skia.Image:
    """Bytes of red, green, blue, alpha as a picture in skia's own order, which it draws several times faster."""
    image = skia.Image.fromarray(np.ascontiguousarray(pixels), colorType=skia.kRGBA_8888_ColorType, copy=True)
    surface = skia.Surface(image.width(), image.height())
    surface.getCanvas().drawImage(image, 0, 0)
    return surface.makeImageSnapshot()


@dataclass
class Plate:
    """A painted layer. `drift` is how far (pixels) it has moved at the end of the shot, `sway` how far it swings."""

    image: skia.Image
    left: float
    top: float
    depth: float
    drift: float = 0.0
    sway: tuple[float, float] = (0.0, 0.0)
    alpha: Callable[[Clock], float] | None = None


@dataclass
class Live:
    """What is drawn anew in every frame: in the space of its layer, or of the frame where `depth` is None."""

    draw: Draw
    depth: float | None
    cast: bool = False


@dataclass
class Box:
    """A rectangle in the frame, in parts of its size."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass
class Stage:
    """One scene in the making."""

    spec: SceneSpec
    light: Light = field(init=False)
    dice: random.Random = field(init=False)
    layers: list[Plate | Live] = field(default_factory=list)
    horizon: float = 0.7
    floor: float = 0.88
    anchor: tuple[float, float] = (0.5, 0.6)
    body_at: tuple[float, float] = (0.72, 0.3)
    wet: bool = False
    subjects: list[tuple[Box, float]] = field(default_factory=list)
    bounds: list[tuple[Box, Box]] = field(default_factory=list)
    kept_clear: Box | None = None
    reach: tuple[Camera, Camera] = field(init=False)

    def __post_init__(self) -> None:
        self.light = light(self.spec)
        self.dice = random.Random(f"{self.spec.seed}:{self.spec.setting}")
        self.reach = cameras(self.spec.move)
        self.wet = self.spec.weather in ("rain", "storm")

    @property
    def fine(self) -> float:
        """Pixels of the picture for one of the layout, whose smaller side is always LAYOUT: so every size shows
        the same."""
        return min(self.spec.width, self.spec.height) / LAYOUT

    @property
    def width(self) -> float:
        return self.spec.width / self.fine

    @property
    def height(self) -> float:
        return self.spec.height / self.fine

    @property
    def unit(self) -> float:
        """A thousandth of the frame's smaller side."""
        return min(self.width, self.height) / 1000

    @property
    def tall(self) -> bool:
        return self.height > self.width * 1.1

    @property
    def close(self) -> int:
        """0 wide, 1 medium, 2 close, 3 detail."""
        return SHOTS[self.spec.shot]

    @property
    def near(self) -> float:
        """How much larger things beside the subject are than in a medium shot."""
        return (0.72, 1.0, 1.5, 2.0)[self.close]

    @property
    def left(self) -> float:
        return -MOST * self.width

    @property
    def right(self) -> float:
        return (1 + MOST) * self.width

    @property
    def bottom(self) -> float:
        return (1 + MOST) * self.height

    def x(self, part: float) -> float:
        return part * self.width

    def y(self, part: float) -> float:
        return part * self.height

    def lens(self, depth: float) -> float:
        """How much a layer is enlarged: a close shot sees less of what lies far behind."""
        longer = 1 + self.spec.glass / 100
        return 1 + (LENS[self.close] * longer - 1) * (0.4 + 0.6 * min(depth, 1.0))

    def margins(self, depth: float) -> tuple[int, int]:
        """How far beyond the frame a layer is ever seen, in pixels."""
        shifts = [parallax(camera, depth) for camera in self.reach]
        across = max(abs(shift[0]) for shift in shifts) * self.width
        up = max(abs(shift[1]) for shift in shifts) * self.height
        return int(across + 0.012 * self.width) + 3, int(up + 0.012 * self.height) + 3

    @contextmanager
    def plate(
        self,
        depth: float,
        *,
        drift: float = 0.0,
        sway: tuple[float, float] = (0.0, 0.0),
        lens: bool = True,
        blur: float | None = None,
        alpha: Callable[[Clock], float] | None = None,
    ) -> Iterator[skia.Canvas]:
        """A canvas for one layer; what is painted on it joins the scene when the block ends."""
        pad_x, pad_y = self.margins(depth)
        pad_x += int(abs(drift) + abs(sway[0])) + 1
        surface = skia.Surface(
            round((self.width + 2 * pad_x) * self.fine), round((self.height + 2 * pad_y) * self.fine)
        )
        canvas = surface.getCanvas()
        canvas.scale(self.fine, self.fine)
        canvas.translate(pad_x, pad_y)
        soft = self.softness(depth) if blur is None else blur
        if soft > 0.3:
            paint = skia.Paint()
            paint.setImageFilter(skia.ImageFilters.Blur(soft, soft, skia.TileMode.kClamp))
            canvas.saveLayer(None, paint)
        if lens and depth < 0.8:
            scale = self.lens(depth)
            canvas.translate(self.x(0.5), self.y(self.horizon))
            canvas.scale(scale, scale)
            canvas.translate(-self.x(0.5), -self.y(self.horizon))
        yield canvas
        canvas.restoreToCount(1)
        self._keep(surface, Plate(surface.makeImageSnapshot(), -pad_x, -pad_y, depth, drift, sway, alpha))

    def softness(self, depth: float) -> float:
        """The blur of a layer out of focus, a sigma in pixels."""
        away = abs(depth - 1.0) if depth < 0.8 else max(0.0, depth - 1.05) * 1.6
        return DEFOCUS[self.close] * self.unit * min(1.0, away * 1.4)

    def _keep(self, surface: skia.Surface, plate: Plate) -> None:
        """Trim to what is painted and add the layer."""
        painted = surface.toarray(colorType=skia.kRGBA_8888_ColorType)
        cover = painted[..., 3]
        rows, columns = np.flatnonzero(cover.any(1)), np.flatnonzero(cover.any(0))
        if not len(rows):
            return
        area = skia.IRect.MakeLTRB(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
        plate.image, grown = self._styled(surface, painted, area)
        plate.left += (area.left() - grown) / self.fine
        plate.top += (area.top() - grown) / self.fine
        self.layers.append(plate)

    def _styled(self, surface: skia.Surface, painted: NDArray[np.uint8], area: skia.IRect) -> tuple[skia.Image, int]:
        """The part that is painted in the scene's style, and by how many pixels it has grown on each side."""
        if not styles.treats(self.spec):
            return surface.makeImageSnapshot(area), 0
        part = painted[area.top() : area.bottom(), area.left() : area.right()]
        solid = int(part[..., 3].max()) >= styles.SOFT
        image = picture_of(styles.treat(part, self.spec))
        return styles.framed(image, self.spec) if solid else (image, 0)

    def live(self, draw: Draw, depth: float | None = None, *, cast: bool = False) -> None:
        """Add something that is drawn in every frame; `cast` says that it is one of the subjects."""
        self.layers.append(Live(draw, depth, cast))

    def frame_of(self, box: Box, depth: float, camera: Camera) -> Box:
        """Where a box on a layer is seen in the frame."""
        left, top = seen(camera, depth, self.anchor, (box.left, box.top))
        right, bottom = seen(camera, depth, self.anchor, (box.right, box.bottom))
        return Box(left, top, right, bottom)
