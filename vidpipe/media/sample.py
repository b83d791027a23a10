"""A caption as it will look: drawn on one picture of the film by the very hand that draws the cut."""

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vidpipe.errors import MediaError
from vidpipe.film.caption import Subtitles
from vidpipe.film.cut import CutPlan, Shot, VoiceLine
from vidpipe.media import burned, typeset
from vidpipe.media.decode import Geometry
from vidpipe.media.place import even
from vidpipe.media.subtitles import cues, of_style

FRAMES, RATE = 240, 24
COLUMNS = {"plain": 26, "box": 24, "bold": 12, "words": 18}
"""Shorter rows than a film has: a few words tell how they look."""
Pixels = npt.NDArray[np.uint8]


def draw_sample(file: Path, style: Subtitles, *, text: str, language: str, colours: Sequence[str], wide: int) -> bytes:
    """The part of a picture around the first caption of a text, `wide` pixels across, as WebP. Raises MediaError."""
    from PIL import Image

    try:
        with Image.open(file) as opened:
            picture = opened.convert("RGB")
    except (OSError, ValueError, SyntaxError) as error:
        raise MediaError("The picture cannot be read", remedy="Make it again.") from error
    part = _part(picture.size)
    scale = wide / part / picture.width
    across, down = (max(16, round(side * scale / 2) * 2) for side in picture.size)
    size = Geometry(across, down, RATE)
    picture = picture.resize((size.width, size.height), Image.Resampling.LANCZOS)
    plan = _plan(style, size, text=text, language=language, colours=colours)
    pixels = _drawn(np.asarray(picture), plan, size, style, part)
    answer = io.BytesIO()
    Image.fromarray(pixels).save(answer, "WEBP", quality=84)
    return answer.getvalue()


def _part(size: tuple[int, int]) -> float:
    """How much of the picture's width is shown, so that words are large enough to be judged."""
    ratio = size[0] / size[1]
    return 0.56 if ratio >= 1.5 else 0.8 if ratio >= 0.95 else 1.0


def _plan(style: Subtitles, size: Geometry, *, text: str, language: str, colours: Sequence[str]) -> CutPlan:
    drawn = style if style != "off" else "plain"
    line = VoiceLine(scene="sample", start=0, frames=FRAMES, text=text[:600])
    shot = Shot(scene="sample", media="0" * 64, frames=FRAMES)
    asked = {"shots": (shot,), "voice": (line,), "colours": tuple(colours), "language": language, "subtitles": drawn}
    plan = CutPlan.model_validate({"width": size.width, "height": size.height, "rate": RATE} | asked)
    short = replace(of_style(drawn, size.width, size.height), columns=COLUMNS[drawn], whole=False)
    return burned.drawable(plan.model_copy(update={"cues": tuple(cues(plan, short)[:1])}), lambda _: None)


def _drawn(picture: Pixels, plan: CutPlan, size: Geometry, style: Subtitles, part: float) -> Pixels:
    """The part of the picture around the caption, with it."""
    if not plan.cues:
        return _cut(picture, size.height * 0.7, part)
    others = typeset.readable(plan.cues[0].text, plan.language).others
    setter = typeset.Setter(plan.language, others)
    for one in burned.stand(plan, size, setter, lambda start, end: (), lambda _: None):
        picture = picture if style == "off" else _laid(picture, one, setter, plan, size)
        return _cut(picture, (one.box.top + one.box.bottom) / 2, part)
    return picture


def _laid(picture: Pixels, one: burned.Standing, setter: typeset.Setter, plan: CutPlan, size: Geometry) -> Pixels:
    look = burned.LOOKS[plan.subtitles]
    left, top, wide, high = even(one.box, size)
    drawing = burned.paint(one, look, setter, plan, marked=1 if look.marks else -1)[:high, :wide]
    under = picture[top : top + high, left : left + wide].astype(np.uint16)
    picture = picture.copy()
    picture[top : top + high, left : left + wide] = drawing[..., :3] + under * (255 - drawing[..., 3:]) // 255
    return picture


def _cut(picture: Pixels, middle: float, part: float) -> Pixels:
    """So much of the width as 16:9 around a height."""
    height, width = picture.shape[:2]
    wide = round(width * part)
    high = min(height, round(wide * 9 / 16))
    top, left = min(max(0, round(middle - high * 0.55)), height - high), (width - wide) // 2
    return picture[top : top + high, left : left + wide]
