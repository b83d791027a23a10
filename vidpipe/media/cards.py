"""Cards: title, caption, lower third and end card, set and placed.

Whatever the length, words are wrapped, shrunk and kept within the safe area that all platforms leave free.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from vidpipe.film.cut import CutPlan, Words
from vidpipe.media import typeset
from vidpipe.media.decode import Geometry
from vidpipe.media.drawn import makes_room
from vidpipe.media.mark import Emblem
from vidpipe.media.overlay import Overlay
from vidpipe.media.place import Rect, even, safe_area, unit_of
from vidpipe.media.scripts import script_of
from vidpipe.media.tint import SOFT_WHITE, WHITE, accent, veil
from vidpipe.media.typeset import Face, Fitted, Setter

STAGGER_SECONDS = 0.12
PLATE = 0xFF0B0D0F
CAPTION_ROOM = 0.19
"""What an end card leaves free under it for captions, by the unit."""
BESIDE = 0.56
"""How far to the right the end card of a wide film may reach, of its width: beyond is the subject."""


@dataclass(frozen=True)
class Piece:
    """Words set and placed: left and top in pixels, seconds that they come in after the first."""

    text: str
    face: Face
    fitted: Fitted
    left: float
    top: float
    align: str
    colour: int
    delay: float


@dataclass
class Card:
    """One `Words` ready to be drawn. `region` is left, top, width, height of what it may touch.

    `shade` is a colour and how strong it is behind the words.
    """

    words: Words
    setter: Setter
    region: tuple[int, int, int, int]
    pieces: list[Piece]
    bar: tuple[float, float, float, float]
    accent: int
    shade: tuple[int, float]
    stays: bool
    above: bool = False
    beside: bool = False
    kept: Overlay | None = field(default=None, repr=False)
    plate: Rect | None = None
    emblem: tuple[Emblem, Rect] | None = None

    @property
    def stands(self) -> list[Rect]:
        """Where its words and its emblem stand."""
        if self.plate:
            return [self.plate]
        x, y, wide, high = self.bar
        found = [Rect(x, y, x + wide, y + high), *(self._inked(one) for one in self.pieces)]
        return [*found, *([self.emblem[1]] if self.emblem else [])]

    def _inked(self, one: Piece) -> Rect:
        wide = typeset.inked(self.setter, one.text, face=one.face, fitted=one.fitted)
        spare = one.fitted.width - wide
        left = one.left + {"kLeft": 0.0, "kCenter": spare / 2}.get(one.align, spare)
        return Rect(left, one.top, left + wide, one.top + one.fitted.height)

    @property
    def last(self) -> int:
        """The frame after its last."""
        return self.words.start + self.words.frames


@dataclass(frozen=True)
class Ground:
    """What cards are set on: the plan, the picture's size, the logo where it stands on the end card."""

    plan: CutPlan
    size: Geometry
    emblem: Emblem | None = None


def card_of(words: Words, ground: Ground, *, warn: Callable[[str], None]) -> Card | None:
    """The card of some words; None, with a warning, where nothing of them can be drawn here."""
    plan = ground.plan
    lines: list[str] = []
    others: list[Any] = []
    for line in words.lines:
        found = typeset.readable(line, plan.language)
        if found.missing:
            warn(_left_out(found, words.role, line, plan.language))
        lines += [found.text] if found.text else []
        others += found.others
    if not lines or words.frames < 1:
        return None
    setter = Setter(plan.language, tuple({other.uniqueID(): other for other in others}.values()), plan.face)
    try:
        return _LAYOUTS[words.role](words, lines, setter, ground)
    except RuntimeError:
        warn("Words cannot be drawn on this machine, so the film has none.")
        return None


def _left_out(found: typeset.Readable, role: str, line: str, language: str) -> str:
    """What is left out of a line; where that is all of it, its script and which font to get."""
    if found.text:
        return f"No font here draws {' '.join(found.missing[:8])}: those signs were left out."
    script = script_of(found.missing, language)
    told = f"No font here draws {script.name}: the {role} “{line[:40]}” was left out."
    return f"{told} Install a font such as {script.font}, then cut again."


def _lower(words: Words, lines: list[str], setter: Setter, ground: Ground) -> Card:
    """Title and caption: at the left (right for scripts that begin there), on a shade that rises from below.

    The title of a tall film stands in its upper part, on a shade that falls: below is where the subject is.
    """
    plan, size = ground.plan, ground.size
    safe, unit = safe_area(size), unit_of(size)
    title = words.role == "title"
    mirrored = typeset.right_to_left(lines[0])
    indent = 0.0 if title else unit * 0.03
    room = min(safe.width - indent, unit * (1.35 if title else 1.15))
    scale: Scale = (0.105, 0.045, "display", 3) if title else (0.05, 0.03, "text", 3)
    gap = unit * (0.022 if title else 0.008)
    high = safe.bottom - safe.top - unit * 0.06
    fits = _fit_lines(setter, lines, [scale, (0.044, 0.026, "text", 3)], unit=unit, room=(room, high), gap=gap)
    height = sum(fitted.height for _, fitted in fits) + gap * (len(fits) - 1)
    foot = unit * 0.02 if title else 0.0
    above = title and size.height > size.width
    top = safe.top + unit * 0.04 if above else safe.bottom - height - foot
    pieces = _stack(
        lines, fits, top=top, gap=gap, edge=safe.right - indent if mirrored else safe.left + indent, mirrored=mirrored
    )
    thick = max(2.0, unit * 0.0085)
    bar = (
        (safe.left, top - unit * 0.032, unit * 0.09, thick)
        if title
        else (safe.left, top + unit * 0.006, thick * 0.7, height - unit * 0.012)
    )
    if mirrored:
        bar = (safe.right - bar[2], bar[1], bar[2], bar[3])
    if above:
        region = _even_region(0, 0, size.width, top + height + unit * 0.30, size)
    else:
        region = _even_region(0, bar[1] - unit * (0.30 if title else 0.2), size.width, size.height, size)
    shade = (veil(plan), 0.62) if above else (0xFF000000, 0.74)
    return Card(words, setter, region, pieces, bar, accent(plan), shade, _stays(words, plan), above)


def _end(words: Words, lines: list[str], setter: Setter, ground: Ground) -> Card:
    """The end card on a veil over the picture: in a wide film at the left, beside the subject, else above it.

    The logo stands above the words.
    """
    plan, size = ground.plan, ground.size
    safe, unit = safe_area(size), unit_of(size)
    beside = size.width > size.height and not typeset.right_to_left(lines[0])
    middle = size.width / 2
    room = min(2 * min(middle - safe.left, safe.right - middle), unit * 1.5)
    if beside:
        room = size.width * BESIDE - safe.left
    gap, rule = unit * 0.024, unit * 0.075
    broad, tall = ground.emblem.within(min(room, unit * 0.7), unit * 0.16) if ground.emblem else (0.0, 0.0)
    head = tall + unit * 0.055 if ground.emblem else 0.0
    foot = unit * CAPTION_ROOM if makes_room(plan, words) else 0.0
    scales: list[Scale] = [(0.115, 0.045, "display", 3), (0.046, 0.026, "text", 4)]
    least = safe.bottom - safe.top - rule - head - foot
    fits = _fit_lines(setter, lines, scales, unit=unit, room=(room, least), gap=gap)
    height = sum(fitted.height for _, fitted in fits) + gap * max(0, len(fits) - 2) + rule + head
    top = (safe.top + safe.bottom - foot) / 2 - height / 2
    if size.height > size.width:
        top = min(top, safe.top + (0 if foot else unit * 0.1))
    emblem = None
    if ground.emblem:
        across = safe.left if beside else middle - broad / 2
        emblem = ground.emblem, Rect(across, top, across + broad, top + tall)
    top += head
    pieces, place = [], top
    for number, (line, (face, fitted)) in enumerate(zip(lines, fits, strict=True)):
        colour, delay = (WHITE if number == 0 else SOFT_WHITE), 0.1 + number * STAGGER_SECONDS
        left, align = (safe.left, "kLeft") if beside else (middle - fitted.width / 2, "kCenter")
        pieces.append(Piece(line, face, fitted, left, place, align, colour, delay))
        place += fitted.height + (rule if number == 0 else gap)
    wide, thick = unit * 0.12, max(2.0, unit * 0.0085)
    bar = (safe.left if beside else middle - wide / 2, top + fits[0][1].height + rule / 2 - thick / 2, wide, thick)
    shade = (veil(plan), 0.86 if beside else 0.6)
    region = (0, 0, size.width, size.height)
    card = Card(words, setter, region, pieces, bar, accent(plan), shade, _stays(words, plan), beside=beside)
    card.emblem = emblem
    return card


def _third(words: Words, lines: list[str], setter: Setter, ground: Ground) -> Card:
    """A lower third: a name and, smaller, who that is, on a plate with an edge in the film's accent, low and left."""
    plan, size = ground.plan, ground.size
    safe, unit = safe_area(size), unit_of(size)
    mirrored = typeset.right_to_left(lines[0])
    pad, gap, thick = unit * 0.03, unit * 0.008, max(3.0, unit * 0.011)
    room = (min(safe.width - 2 * pad - thick, unit * 1.0), (safe.bottom - safe.top) * 0.5)
    scales: list[Scale] = [(0.056, 0.03, "display", 2), (0.036, 0.024, "text", 2)]
    fits = _fit_lines(setter, lines, scales, unit=unit, room=room, gap=gap)
    height = sum(fitted.height for _, fitted in fits) + gap * (len(fits) - 1)
    inner = pad * 0.62
    top = safe.bottom - height - 2 * inner
    edge = safe.right - thick - pad if mirrored else safe.left + thick + pad
    pieces = _stack(lines, fits, top=top + inner, gap=gap, edge=edge, mirrored=mirrored)
    inked = [typeset.inked(setter, line, face=face, fitted=fit) for line, (face, fit) in zip(lines, fits, strict=True)]
    wide = max(inked) + 2 * pad + thick
    left = safe.right - wide if mirrored else safe.left
    plate = Rect(left, top, left + wide, safe.bottom)
    bar = (plate.right - thick if mirrored else plate.left, plate.top, thick, plate.height)
    region = even(plate, size)
    shade = (PLATE, 0.8)
    return Card(words, setter, region, pieces, bar, accent(plan), shade, _stays(words, plan), plate=plate)


_LAYOUTS: dict[str, Callable[[Words, list[str], Setter, Ground], Card]] = {
    "title": _lower,
    "caption": _lower,
    "end": _end,
    "lower-third": _third,
}

Scale = tuple[float, float, Face, int]
"""Largest and smallest size as a share of the unit, the face, most lines."""


def _fit_lines(
    setter: Setter, lines: list[str], scales: list[Scale], *, unit: float, room: tuple[float, float], gap: float
) -> list[tuple[Face, Fitted]]:
    """Lines set so that each takes few rows and all of them, `gap` apart, fit the room (width, height)."""
    for shrink in (1.0, 0.85, 0.7, 0.55, 0.4, 0.3, 0.2):
        fits: list[tuple[Face, Fitted]] = []
        for number, line in enumerate(lines):
            largest, smallest, face, most = scales[min(number, len(scales) - 1)]
            sizes = {"largest": largest * unit * shrink, "smallest": smallest * unit * shrink}
            fits.append((face, typeset.fit(setter, line, face=face, **sizes, width=room[0], lines=most)))
        if sum(fitted.height + gap for _, fitted in fits) <= room[1]:
            break
    return fits


def _stack(
    lines: list[str], fits: list[tuple[Face, Fitted]], *, top: float, gap: float, edge: float, mirrored: bool
) -> list[Piece]:
    pieces = []
    for number, (line, (face, fitted)) in enumerate(zip(lines, fits, strict=True)):
        left, colour = (edge - fitted.width if mirrored else edge), (WHITE if number == 0 else SOFT_WHITE)
        align = "kRight" if mirrored else "kLeft"
        pieces.append(Piece(line, face, fitted, left, top, align, colour, number * STAGGER_SECONDS))
        top += fitted.height + gap
    return pieces


def _even_region(left: float, top: float, right: float, bottom: float, size: Geometry) -> tuple[int, int, int, int]:
    x, y = max(0, int(left) // 2 * 2), max(0, int(top) // 2 * 2)
    wide, high = min(size.width, int(right)) - x, min(size.height, int(bottom)) - y
    return x, y, wide // 2 * 2, high // 2 * 2


def _stays(words: Words, plan: CutPlan) -> bool:
    """Words that stand at the film's end do not fade out before it."""
    return words.start + words.frames >= plan.frames
