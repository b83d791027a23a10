"""Versions: a film's further cuts, of the same clips in another shape or quality, beside the cut that is its own.

Here alone is said which of a film's cuts is its own, what its cuts are called, and how a person may name one.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Literal, NamedTuple, TypeVar

from pydantic import Field

from vidpipe.film.format import Aspect, Quality
from vidpipe.film.lines import tongue
from vidpipe.film.noun import Name, Noun

CUTS = "cut/"
"""How the slot of every cut begins."""
MASTER, DRAFT = "master", "draft"
SIZES = {Quality.FINAL: MASTER, Quality.DRAFT: DRAFT}
"""What the last part of a cut's slot says of its quality."""
Fit = Literal["", "crop", "blur"]
"""How pictures of another shape fill a cut: cropped round their focus, or whole on a blurred copy of themselves. '' is
cropped where little is lost of them, else blurred."""
Percent = Annotated[int, Field(ge=0, le=100)]
Focus = tuple[Percent, Percent]
"""The point of a picture that a crop keeps in sight, in per cent from its left and from its top."""
MIDDLE: Focus = (50, 50)
COVER_LOSS = Fraction(1, 5)
"""A picture is cropped to fill the frame where that loses no more of it than this; else it stands on a blurred copy."""
Way = Literal["whole", "crop", "blur"]
V = TypeVar("V")


class Version(Noun):
    """A cut besides the film's own. No `language` and no `quality` are those of the film; a draft has half the size."""

    aspect: Aspect
    language: Name = ""
    quality: Quality | None = None
    fit: Fit = "crop"


def way(shape: Fraction, wanted: Fraction, fit: Fit) -> Way:
    """What is done with a picture of a shape, width by height, in a frame of the wanted one."""
    if shape == wanted:
        return "whole"
    return fit or ("crop" if min(shape, wanted) / max(shape, wanted) >= 1 - COVER_LOSS else "blur")


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


class CutName(NamedTuple):
    """The parts of a cut's slot: `16:9`, `en`, `master` or `draft`."""

    ratio: str
    language: str
    preset: str

    @property
    def title(self) -> str:
        """What people call it: `9:16 cut`, `9:16 draft cut`."""
        return f"{self.ratio} {f'{DRAFT} ' if self.preset == DRAFT else ''}cut"

    def titled(self, own: str) -> str:
        """The same with its language where that is not the film's own: `9:16 cut in Spanish`."""
        return self.title if self.language == own else f"{self.title} in {tongue(self.language)}"


def cut_name(slot: str) -> CutName | None:
    """A cut's slot taken apart; None for any other slot."""
    parts = slot.split("/")
    if len(parts) != 4 or not slot.startswith(CUTS):
        return None
    return CutName(parts[1].replace("x", ":"), parts[2], parts[3])


def cuts(slots: Mapping[str, V]) -> dict[str, V]:
    """The cuts among a film's slots, its own first and then its versions, as the plan has them."""
    return {name: view for name, view in slots.items() if cut_name(name)}


def own_cut(slots: Mapping[str, V]) -> V | None:
    """The film's own cut: what is meant wherever nobody names a version. None where it has no place for one yet."""
    return next(iter(cuts(slots).values()), None)


def meant(said: str, slots: Mapping[str, V]) -> list[str]:
    """The cuts that a person may mean: '' and `own` the film's own, else by slot, or by words that must all fit, such
    as `9:16`, `9x16 draft`, `4:5/master`."""
    known = list(cuts(slots))
    plain = said.strip().lower()
    if plain in ("", "own", "film"):
        return known[:1]
    exact = [name for name in known if name.lower() == plain]
    ratios = re.sub(r"(\d)x(\d)", r"\1:\2", plain)
    wanted = set(re.split(r"[\s,/-]+", ratios)) - {"", "cut"}
    return exact or _nearest([name for name in known if wanted and wanted <= _words(name)], known)


def _nearest(found: list[str], known: list[str]) -> list[str]:
    """Where nobody says a language the film's own is meant; where that leaves none, its own shape and quality."""
    own = cut_name(known[0]) if known else None
    names = {slot: name for slot in found if (name := cut_name(slot))}
    spoken = [slot for slot, name in names.items() if own and name.language == own.language]
    shaped = [slot for slot, name in names.items() if own and (name.ratio, name.preset) == (own.ratio, own.preset)]
    return spoken or (shaped if len({name.language for name in names.values()}) == 1 and shaped else found)


def _words(slot: str) -> set[str]:
    name = cut_name(slot)
    final = {"final"} if name and name.preset == MASTER else set()
    spoken = {name.language.lower(), *tongue(name.language).lower().split()} if name else set()
    return {word.lower() for part in name or () for word in part.split("-")} | final | spoken
