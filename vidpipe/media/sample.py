"""A caption as it will look: drawn on one picture of the film by the very hand that draws the cut."""

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vidpipe.errors import MediaError
from vidpipe.film.caption import Subtitles
from vidpipe.film.cut import CutPlan, Shot, VoiceLine
from vidpipe.media import burned, typeset
from vidpipe.media.decode import Geometry
from vidpipe.media.place import even

FRAMES, RATE = 240, 24
Pixels = npt.NDArray[np.uint8]


def draw_sample(file: Path, style: Subtitles, *, text: str, language: str, colours: Sequence[str], wide: int) -> bytes:
    """A picture as WebP, `wide` pixels along its longer side, with the first caption of a text. Raises MediaError."""
    from PIL import Image

    try:
        with Image.open(file) as opened:
            picture = opened.convert("RGB")
    except (OSError, ValueError, SyntaxError) as error:
        raise MediaError("The picture cannot be read", remedy="Make it again.") from error
    scale = wide / max(picture.size)
    across, down = (max(16, round(side * scale / 2) * 2) for side in picture.size)
    size = Geometry(across, down, RATE)
    picture = picture.resize((size.width, size.height), Image.Resampling.LANCZOS)
    pixels = _drawn(np.asarray(picture), _plan(style, size, text=text, language=language, colours=colours), size)
    answer = io.BytesIO()
    Image.fromarray(pixels).save(answer, "WEBP", quality=84)
    return answer.getvalue()


def _plan(style: Subtitles, size: Geometry, *, text: str, language: str, colours: Sequence[str]) -> CutPlan:
    line = VoiceLine(scene="sample", start=0, frames=FRAMES, text=text[:600])
    shot = Shot(scene="sample", media="0" * 64, frames=FRAMES)
    asked = {"shots": (shot,), "voice": (line,), "colours": tuple(colours), "language": language, "subtitles": style}
    plan = CutPlan.model_validate({"width": size.width, "height": size.height, "rate": RATE} | asked)
    return burned.timed(plan, {}, lambda _: None)


def _drawn(picture: Pixels, plan: CutPlan, size: Geometry) -> Pixels:
    if not plan.cues:
        return picture
    others = typeset.readable(plan.cues[0].text, plan.language).others
    setter = typeset.Setter(plan.language, others)
    only = plan.model_copy(update={"cues": plan.cues[:1]})
    for one in burned.stand(only, size, setter, lambda start, end: (), lambda _: None):
        look = burned.LOOKS[plan.subtitles]
        drawing = burned.paint(one, look, setter, plan, marked=1 if look.marks else -1)
        left, top, wide, high = even(one.box, size)
        part, drawing = picture[top : top + high, left : left + wide], drawing[:high, :wide]
        laid = drawing[..., :3] + part.astype(np.uint16) * (255 - drawing[..., 3:]) // 255
        picture = picture.copy()
        picture[top : top + high, left : left + wide] = laid.astype(np.uint8)
    return picture
