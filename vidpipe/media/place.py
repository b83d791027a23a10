"""Places in a picture: the part that words may use, rectangles, and what sizes of type are measured by. Pure."""

from dataclasses import dataclass

from vidpipe.film.delivery import Box
from vidpipe.media.decode import Geometry


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


def unit_of(size: Geometry) -> float:
    """What sizes of type are measured by: the height of a wide film, somewhat more than the width of a tall one."""
    return min(size.height, size.width * 1.1)


@dataclass(frozen=True)
class Rect:
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def rounded(self) -> tuple[int, int, int, int]:
        return round(self.left), round(self.top), round(self.right), round(self.bottom)

    def touches(self, other: "Rect", apart: float = 0.0) -> bool:
        """Whether they come nearer to each other than `apart`."""
        across = self.left < other.right + apart and other.left < self.right + apart
        return across and self.top < other.bottom + apart and other.top < self.bottom + apart

    def share(self, what: str, size: Geometry) -> Box:
        """The same as shares of the picture."""
        across = (self.left / size.width, self.right / size.width)
        down = (self.top / size.height, self.bottom / size.height)
        return Box(what=what, left=across[0], right=across[1], top=down[0], bottom=down[1])


def even(rect: Rect, size: Geometry) -> tuple[int, int, int, int]:
    """Left, top, width and height in whole even pixels within the picture, as a drawing on it needs them."""
    x, y = max(0, int(rect.left) // 2 * 2), max(0, int(rect.top) // 2 * 2)
    wide, high = min(size.width, int(rect.right) + 2) - x, min(size.height, int(rect.bottom) + 2) - y
    return x, y, wide // 2 * 2, high // 2 * 2
