"""How a picture of another shape fills the film's frame: cropped round its focus, or whole on a blurred copy. Pure."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from vidpipe.film.version import MIDDLE, Fit, Focus, Way, way


@dataclass(frozen=True)
class Framing:
    """`fit` is what is asked for, '' whatever suits the shapes; `focus` is what a crop keeps in sight, None its
    middle."""

    fit: Fit = ""
    focus: Focus | None = None

    def way(self, picture: tuple[int, int], frame: tuple[int, int]) -> Way:
        """What is done with a picture of this width and height in a frame of that one."""
        return way(Fraction(*picture), Fraction(*frame), self.fit)

    def told(self, picture: tuple[int, int], frame: tuple[int, int], *, still: bool = False) -> dict[str, Any]:
        """What of it is seen and would not be without it, for a key. A still fills the frame where nobody says."""
        if self == Framing():
            return {}
        done, plain = self.way(picture, frame), Framing("crop" if still else "").way(picture, frame)
        focus = self.focus if done == "crop" and self.focus != MIDDLE else None
        return ({"fit": done} if done != plain else {}) | ({"focus": list(focus)} if focus else {})


def window(outer: float, inner: float, per_cent: int) -> float:
    """Where a part of this length begins that has the point in its middle as far as there is room, in the same
    measure."""
    return min(max(outer * per_cent / 100 - inner / 2, 0.0), max(outer - inner, 0.0))


def window_of(picture: tuple[int, int], ratio: Fraction, focus: Focus) -> tuple[float, float, float, float]:
    """The part of a picture that a crop to this shape keeps: left, top, right, bottom in its own pixels."""
    width, height = picture
    shape = Fraction(width, height)
    across = width if shape <= ratio else float(height * ratio)
    down = height if shape >= ratio else float(width / ratio)
    left, top = window(width, across, focus[0]), window(height, down, focus[1])
    return left, top, left + across, top + down
