"""How a clip fills a cut of another shape than its own: cropped round the scene's focus, or on a blur. Pure."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from pydantic import TypeAdapter, ValidationError

from vidpipe.film.cut import Shot
from vidpipe.film.format import size
from vidpipe.film.project import Film
from vidpipe.film.version import Focus, Version, Way, way
from vidpipe.take import Take

SUBJECT = "subject"
"""What a clip's facts call the place of its subject, in per cent across and down, where its maker knows it."""
_FOCUS: TypeAdapter[Focus] = TypeAdapter(Focus)


def framed(shot: Shot, film: Film, version: Version, take: Take | None) -> Shot:
    """The shot as it fills this cut. What makes no difference to the picture is left out, and so is in no recipe; the
    film's own cut says nothing but what a person chose."""
    done = _way(take.meta if take else {}, version)
    focus = (film.edit.scene(shot.scene).focus or _known(take, version)) if done == "crop" else None
    fit = version.fit if done != "whole" else ""
    return shot.model_copy(update={"fit": fit, "focus": focus}) if fit or focus else shot


def subject_of(meta: Mapping[str, Any]) -> Focus | None:
    """Where the subject of a clip is, if its maker said so."""
    try:
        return _FOCUS.validate_python(meta[SUBJECT]) if SUBJECT in meta else None
    except ValidationError:
        return None


def _known(take: Take | None, version: Version) -> Focus | None:
    return subject_of(take.meta) if take and version.fit else None


def _way(meta: Mapping[str, Any], version: Version) -> Way:
    """How the version fills its frame with a clip; one whose shape nobody knows is left as it is in the own cut."""
    sides = [meta.get(name) for name in ("width", "height")]
    width, height = (side if isinstance(side, int) and side > 0 else 0 for side in sides)
    if not (width and height):
        return version.fit or "whole"
    return way(Fraction(width, height), Fraction(*size(version.aspect)), version.fit)
