"""Captions burned in: which there are, where each stands, and how it is drawn. Every pixel is drawn by us.

They keep within the part that platforms leave free and out of the way of all other words of the same moment. A caption
that stands still is drawn once; where a word is marked, once for each word.
"""

import bisect
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import numpy as np

from vidpipe.film.caption import Cue, Subtitles
from vidpipe.film.cut import CutPlan
from vidpipe.film.delivery import Box
from vidpipe.media import scripts, typeset
from vidpipe.media.decode import Frame, Geometry
from vidpipe.media.drawn import said, span
from vidpipe.media.overlay import Overlay, Rgba, prepare
from vidpipe.media.place import Rect, Safe, even, safe_area, unit_of
from vidpipe.media.subtitles import Speech, cues, of_style
from vidpipe.media.tint import WHITE, accent, lit, with_alpha
from vidpipe.media.typeset import LEADING, Face, Setter

FADE = 3
"""Frames over which a caption comes and goes where none stands before or after it."""
APART = 0.02
"""How far it keeps from other words, of the unit."""
INK = 0xFF0B0D0F
POPS = (0.86, 0.96)
SHRINKS, SMALLEST = (0.85, 0.7, 0.6), 0.029
"""How much smaller a caption may be beside other words, and the least size of its type by the unit."""
Warn = Callable[[str], None]


@dataclass(frozen=True)
class Look:
    """How a style is drawn: face, size of type by the unit, how far its shadow or plate reaches in sizes.

    `edge` is an outline as a share of the size and how strong it is, `soft` the same of the shadow around it. `middle`
    is where it is centred in a tall film, of its height; 0 stands low.
    """

    face: Face
    size: float
    reach: float
    edge: tuple[float, float]
    soft: tuple[float, float]
    plate: float = 0.0
    middle: float = 0.0
    leading: float = 1.0
    pops: bool = False
    marks: bool = False
    blur: float = 0.03


LOOKS: Mapping[Subtitles, Look] = {
    "plain": Look("text", 0.05, 0.36, (0.2, 0.66), (0.3, 0.5), blur=0.05),
    "box": Look("text", 0.047, 0.5, (0.0, 0.0), (0.0, 0.0), plate=0.78),
    "bold": Look("display", 0.088, 0.24, (0.15, 0.94), (0.12, 0.5), middle=0.585, leading=1.1, pops=True),
    "words": Look("display", 0.06, 0.28, (0.16, 0.92), (0.14, 0.5), leading=1.1, marks=True),
}


def timed(plan: CutPlan, heard: Mapping[str, Speech], warn: Warn) -> CutPlan:
    """The plan with the captions that are drawn, by what was heard in its lines; `warn` hears what is left out."""
    if plan.subtitles == "off":
        return plan
    found = cues(plan, of_style(plan.subtitles, plan.width, plan.height), heard)
    return drawable(plan.model_copy(update={"cues": tuple(found)}), warn)


def drawable(plan: CutPlan, warn: Warn) -> CutPlan:
    """The plan without captions that no font here draws; `warn` hears of them."""
    return plan.model_copy(update={"cues": tuple(_drawable(plan.cues, plan, warn))})


def _drawable(found: Sequence[Cue], plan: CutPlan, warn: Warn) -> Iterator[Cue]:
    """What a font here draws. Missing pictograms alone are left out of their captions."""
    missing: dict[scripts.Script, set[int]] = {}
    for cue in found:
        readable = typeset.readable(cue.text, plan.language)
        if readable.text:
            yield _without(cue, readable.missing)
        elif any(unicodedata.category(sign) not in typeset.PICTORIAL for sign in readable.missing):
            script = scripts.script_of(readable.missing, plan.language)
            missing.setdefault(script, set()).add(plan.numbers.get(cue.scene, 0))
    for script, numbers in missing.items():
        where = f"the captions of {_scenes(sorted(numbers))} are left out"
        warn(f"No font here draws {script.name}; {where}. Install a font such as {script.font}, then cut again.")


def _without(cue: Cue, signs: str) -> Cue:
    if not signs:
        return cue
    rows = tuple(tuple("".join(sign for sign in word if sign not in signs) for word in row) for row in cue.rows)
    return cue.model_copy(update={"rows": rows})


def _scenes(numbers: Sequence[int]) -> str:
    """`scene 4`, `scenes 2–5 and 9`."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    said = [f"{span[0]}–{span[-1]}" if len(span) > 1 else f"{span[0]}" for span in spans]
    listed = " and ".join(part for part in (", ".join(said[:-1]), said[-1]) if part)
    return f"scene{'s' if len(numbers) > 1 else ''} {listed}"


# ---------------------------------------------------------------- where it stands


@dataclass(frozen=True)
class Line:
    """A row in its place: left and top of where it is set, in pixels, its words, and the number of the first."""

    left: float
    top: float
    width: float
    words: tuple[str, ...]
    first: int


@dataclass(frozen=True)
class Standing:
    """A caption in its place from frame `start` up to `end`: `box` is all of the picture that it touches."""

    cue: Cue
    start: int
    end: int
    size: float
    lines: tuple[Line, ...]
    box: Rect
    mirrored: bool
    comes: bool = True
    goes: bool = True


Taken = Callable[[int, int], Sequence[Rect]]
"""What else stands in the picture within some frames."""


def stand(plan: CutPlan, size: Geometry, setter: Setter, taken: Taken, warn: Warn) -> list[Standing]:
    """All captions of a plan in their places, in order."""
    found = []
    for cue in plan.cues:
        start, end = span(cue, size.rate)
        if end <= start:
            continue
        placed = _placed(cue, plan, size, setter, taken(start, end))
        if placed is None:
            warn(f"There is no room for a caption beside the other words: “{cue.text[:40]}” is left out.")
        else:
            found.append(replace(placed, start=start, end=end))
    return [_joined(found, place) for place in range(len(found))]


def _joined(found: Sequence[Standing], place: int) -> Standing:
    """Captions that follow one another without a gap change at once, so that nothing blinks."""
    one = found[place]
    before = found[place - 1].end if place else -1
    after = found[place + 1].start if place + 1 < len(found) else -1
    return replace(one, comes=before != one.start, goes=after != one.end)


def _placed(cue: Cue, plan: CutPlan, size: Geometry, setter: Setter, taken: Sequence[Rect]) -> Standing | None:
    """As large as it is meant, smaller where there is no room beside other words."""
    look, safe = LOOKS[plan.subtitles], safe_area(size)
    for share in sorted({look.size, *(look.size * shrink for shrink in SHRINKS), SMALLEST}, reverse=True):
        block = _block(cue, look, setter, share * unit_of(size), safe)
        top = _free(block, look, size, safe, taken)
        if top is not None:
            return _moved(block, top, _middle(block, size, safe))
    return None


def _block(cue: Cue, look: Look, setter: Setter, size: float, safe: Safe) -> Standing:
    """Its rows set one under the other, from the top of the picture; smaller where a row is too wide."""
    mirrored = typeset.right_to_left(cue.text)
    room = safe.width - 2 * look.reach * size
    widest = max(_width(row, look, setter, size, mirrored) for row in cue.rows)
    if widest > room:
        size *= room / widest * 0.99
    step, reach = size * LEADING[look.face] * look.leading, look.reach * size
    lines, first = [], 0
    for number, row in enumerate(cue.rows):
        width = _width(row, look, setter, size, mirrored)
        lines.append(Line(-width / 2, reach + number * step, width, row, first))
        first += len(row)
    across = max(line.width for line in lines) / 2 + reach
    high = len(lines) * step + 2 * reach
    return Standing(cue, 0, 0, size, tuple(lines), Rect(-across, 0, across, high), mirrored)


def _width(row: Sequence[str], look: Look, setter: Setter, size: float, mirrored: bool) -> float:
    import skia

    parts = [("".join(row).strip() or " ", skia.Paint())]
    paragraph = setter.runs(parts, face=look.face, size=size, width=1e6, align="kLeft", mirrored=mirrored)
    return float(paragraph.MaxIntrinsicWidth) + 1


def _free(block: Standing, look: Look, size: Geometry, safe: Safe, taken: Sequence[Rect]) -> float | None:
    """The top at which it touches nothing, nearest to where it is meant to stand; None where there is none."""
    high, wide, apart = block.box.height, block.box.width, APART * unit_of(size)
    middle = _middle(block, size, safe)
    tall = size.height > 1.4 * size.width
    low = safe.bottom - high
    meant = min(low, look.middle * size.height - high / 2) if look.middle and tall else low
    if high > safe.bottom - safe.top:
        return None
    tops = [meant, low, safe.top, *(one.top - apart - high for one in taken), *(one.bottom + apart for one in taken)]
    for top in sorted((top for top in tops if safe.top <= top <= low), key=lambda top: abs(top - meant)):
        here = Rect(middle - wide / 2, top, middle + wide / 2, top + high)
        if not any(here.touches(one, apart * 0.9) for one in taken):
            return top
    return None


def _middle(block: Standing, size: Geometry, safe: Safe) -> float:
    """The middle of the picture, or as near to it as the caption may stand."""
    half = block.box.width / 2
    return min(max(size.width / 2, safe.left + half), safe.right - half)


def _moved(block: Standing, top: float, middle: float) -> Standing:
    lines = tuple(replace(line, left=line.left + middle, top=line.top + top) for line in block.lines)
    box = Rect(block.box.left + middle, block.box.top + top, block.box.right + middle, block.box.bottom + top)
    return replace(block, lines=lines, box=box)


def boxes(standing: Sequence[Standing], size: Geometry) -> list[Box]:
    """Where captions stand, each place once, as shares of the picture."""
    found = {one.box.rounded: one.box for one in standing}
    return [box.share("subtitles", size) for box in found.values()]


# ---------------------------------------------------------------- how it is drawn


@dataclass
class Burner:
    """Draws captions in their places on the film's frames."""

    plan: CutPlan
    size: Geometry
    setter: Setter
    standing: Sequence[Standing]
    _starts: list[int] = field(default_factory=list, repr=False)
    _kept: tuple[Any, Overlay] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self._starts = [one.start for one in self.standing]

    def draw(self, frame: Frame, number: int) -> Frame:
        """The frame with the caption that stands at film frame `number`; the same array where there is none."""
        place = bisect.bisect_right(self._starts, number) - 1
        if place < 0 or number >= self.standing[place].end:
            return frame
        return self._overlay(place, number).over(frame)

    def _overlay(self, place: int, number: int) -> Overlay:
        one, look = self.standing[place], LOOKS[self.plan.subtitles]
        marked = bisect.bisect_right(said(one.cue, self.size.rate), number) - 1 if look.marks else -1
        passed, left = number - one.start, one.end - number
        light = min((passed + 1) / FADE if one.comes else 1.0, left / FADE if one.goes else 1.0, 1.0)
        scale = POPS[passed] if look.pops and passed < len(POPS) and one.end - one.start > 2 * len(POPS) else 1.0
        asked = (place, marked, light, scale)
        if self._kept is None or self._kept[0] != asked:
            self._kept = asked, self._drawn(one, marked, light, scale)
        return self._kept[1]

    def _drawn(self, one: Standing, marked: int, light: float, scale: float) -> Overlay:
        left, top, wide, high = even(one.box, self.size)
        pixels = paint(one, LOOKS[self.plan.subtitles], self.setter, self.plan, marked=marked, scale=scale)
        if light < 1:
            pixels = np.rint(pixels * light).astype(np.uint8)
        return prepare(_fitted(pixels, wide, high), self.size, left=left, top=top)


def _fitted(pixels: Rgba, wide: int, high: int) -> Rgba:
    return np.ascontiguousarray(pixels[:high, :wide])


def paint(one: Standing, look: Look, setter: Setter, plan: CutPlan, *, marked: int, scale: float = 1.0) -> Rgba:
    """A caption as premultiplied RGBA, from the even place its box begins in."""
    import skia

    left, top = int(one.box.left) // 2 * 2, int(one.box.top) // 2 * 2
    wide, high = int(one.box.right) + 3 - left, int(one.box.bottom) + 3 - top
    pixels = np.zeros((high, wide, 4), np.uint8)
    info = skia.ImageInfo.Make(wide, high, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    canvas = skia.Surface.MakeRasterDirect(info, pixels).getCanvas()
    canvas.translate(-left, -top)
    if scale != 1:
        across, down = (one.box.left + one.box.right) / 2, (one.box.top + one.box.bottom) / 2
        canvas.translate(across * (1 - scale), down * (1 - scale))
        canvas.scale(scale, scale)
    if look.plate:
        _plate(canvas, one, look)
    for stroke in _shadows(look, one.size):
        _rows(canvas, one, look, setter, partial(_always, stroke))
    front, other = skia.Paint(AntiAlias=True, Color=WHITE), skia.Paint(AntiAlias=True, Color=lit(accent(plan)))
    _rows(canvas, one, look, setter, lambda word: other if word == marked else front)
    return pixels


def _plate(canvas: Any, one: Standing, look: Look) -> None:
    import skia

    inset = one.size * 0.16
    box = skia.Rect.MakeLTRB(one.box.left, one.box.top + inset, one.box.right, one.box.bottom - inset)
    paint = skia.Paint(AntiAlias=True, Color=with_alpha(INK, look.plate))
    canvas.drawRoundRect(box, one.size * 0.34, one.size * 0.34, paint)


def _shadows(look: Look, size: float) -> Iterator[Any]:
    """The soft shadow, then the outline, as paints."""
    import skia

    for (wide, strength), blur in ((look.soft, 0.09), (look.edge, look.blur)):
        if strength:
            yield skia.Paint(
                AntiAlias=True,
                Color=with_alpha(INK, strength),
                Style=skia.Paint.kStrokeAndFill_Style,
                StrokeWidth=wide * size,
                StrokeJoin=skia.Paint.kRound_Join,
                MaskFilter=skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur * size),
            )


def _always(paint: Any, _: int) -> Any:
    return paint


def _rows(canvas: Any, one: Standing, look: Look, setter: Setter, paint_of: Callable[[int], Any]) -> None:
    for line in one.lines:
        parts = [
            (word.lstrip() if place == 0 else word, paint_of(line.first + place))
            for place, word in enumerate(line.words)
        ]
        shown = [(text, paint) for text, paint in parts if text]
        if shown:
            room = line.width + one.size
            row = setter.runs(shown, face=look.face, size=one.size, width=room, align="kLeft", mirrored=one.mirrored)
            row.paint(canvas, line.left, line.top)
