"""A drawing with transparency laid over film frames: RGBA into planar yuv420p, by whole numbers, in place."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vidpipe.media.decode import Frame, Geometry

Fixed = npt.NDArray[np.uint16]
Plane = npt.NDArray[np.float32]
Rgba = npt.NDArray[np.uint8]
_NOISE = np.random.default_rng(7).integers(32, 224, (256, 256), dtype=np.uint16)
"""Instead of a rounding half: a fixed grain that keeps soft gradients free of bands."""


@dataclass(frozen=True)
class Layer:
    """One plane's part of an overlay, as 8.8 fixed point: what stays of the picture, what is added."""

    top: int
    left: int
    keep: Fixed
    add: Fixed

    def lay(self, plane: npt.NDArray[np.uint8]) -> None:
        height, width = self.keep.shape
        part = plane[self.top : self.top + height, self.left : self.left + width]
        mixed = part * self.keep
        mixed += self.add
        mixed >>= 8
        part[:] = mixed


@dataclass(frozen=True)
class Overlay:
    """A drawing ready to be laid over frames of one size."""

    size: Geometry
    layers: tuple[Layer, Layer, Layer]

    def over(self, frame: Frame) -> Frame:
        """A copy of the frame with the drawing on it."""
        result = frame.copy()
        width, height = self.size.width, self.size.height
        area, quarter = width * height, width * height // 4
        self.layers[0].lay(result[:area].reshape(height, width))
        self.layers[1].lay(result[area : area + quarter].reshape(height // 2, width // 2))
        self.layers[2].lay(result[area + quarter :].reshape(height // 2, width // 2))
        return result


def prepare(drawing: Rgba, size: Geometry, *, left: int, top: int) -> Overlay:
    """A premultiplied RGBA drawing of even size at an even place, as an overlay in bt709."""
    red, green, blue, alpha = (drawing[..., band].astype(np.float32) for band in range(4))
    share: Plane = alpha / np.float32(255)
    luma: Plane = 16 * share + 0.18259 * red + 0.61423 * green + 0.06201 * blue
    cb: Plane = 128 * share - 0.10064 * red - 0.33857 * green + 0.43922 * blue
    cr: Plane = 128 * share + 0.43922 * red - 0.39894 * green - 0.04027 * blue
    small = _halved(share)
    return Overlay(
        size,
        (
            _layer(share, luma, left=left, top=top),
            _layer(small, _halved(cb), left=left // 2, top=top // 2),
            _layer(small, _halved(cr), left=left // 2, top=top // 2),
        ),
    )


def _layer(share: Plane, colour: Plane, *, left: int, top: int) -> Layer:
    keep = np.rint(256 * (1 - share)).astype(np.uint16)
    height, width = keep.shape
    noise = np.tile(_NOISE, (height // 256 + 1, width // 256 + 1))[:height, :width]
    room = 65535 - 255 * keep.astype(np.int64)
    add = np.where(keep == 256, 128, np.minimum(np.clip(colour, 0, 254) * 256 + noise, room))
    return Layer(top, left, keep, add.astype(np.uint16))


def _halved(plane: Plane) -> Plane:
    return (plane[::2, ::2] + plane[1::2, ::2] + plane[::2, 1::2] + plane[1::2, 1::2]) / np.float32(4)
