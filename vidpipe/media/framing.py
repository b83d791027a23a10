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
