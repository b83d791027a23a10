"""Captions that are burned in, and the logo, as the page of the cut shows and sets them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from vidpipe.engine.overview import Overview
from vidpipe.film.caption import Corner, Subtitles
from vidpipe.take import Take
from vidpipe.ui import words

NAMES: Mapping[Subtitles, str] = {
    "off": "None",
    "plain": "Plain",
    "box": "Box",
    "bold": "Bold",
    "words": "Word by word",
}
CORNERS: Mapping[Corner, str] = {
    "": "End card only",
    "top-left": "Top left",
    "top-right": "Top right",
    "bottom-left": "Bottom left",
    "bottom-right": "Bottom right",
}
SIZES = {"small": "Small", "medium": "Medium"}


@dataclass(frozen=True)
class Sample:
    """What captions are shown on: a scene's picture by its digest, and what is said there."""

    picture: str
    text: str


def sample(film: Overview, looked_at: str) -> Sample | None:
    """The scene looked at if somebody speaks in it and it has a picture, else the first such; None where there is none.

    While no such scene has a picture, any picture will do.
    """
    spoken = [view for view in film.scenes if view.scene.narration]
    if not spoken:
        return None
    found = [(view, _picture(view.slots.get("keyframe/start") or view.slots.get("keyframe/end"))) for view in spoken]
    made = [(view, digest) for view, digest in found if digest]
    chosen = next((one for one in made if one[0].scene.id == looked_at), made[0] if made else None)
    if chosen:
        return Sample(chosen[1], chosen[0].scene.narration)
    others = (_picture(view.slots.get("keyframe/start")) for view in film.scenes)
    picture = next((digest for digest in others if digest), "")
    return Sample(picture, spoken[0].scene.narration) if picture else None


def _picture(slot: object) -> str:
    take = getattr(slot, "take", None)
    return take.digest if take else ""


def burned_in(take: Take) -> bool:
    """Whether a cut shows its captions itself, so that no player needs to."""
    return bool(take.recipe.params.get("captions", "off") != "off")


def lines(film: Overview) -> int:
    """How many scenes have a line of narration."""
    return sum(bool(view.scene.narration) for view in film.scenes)


def all_said(film: Overview) -> str:
    """Everything that is said in the film or written on it, in all its languages."""
    own = [text for view in film.scenes for text in (view.scene.narration, view.scene.words)]
    scenes = [scene for lines in film.lines.values() for scene in lines.scenes]
    others = [text for scene in scenes for text in (scene.narration, scene.words)]
    return " ".join(filter(None, (*own, *others)))


def says(film: Overview) -> str:
    """Beside the heading: what there is to be shown."""
    count = lines(film)
    return f"{words.count(count, 'line')}, within what platforms leave free" if count else ""


def has_end_card(film: Overview) -> bool:
    """Whether there is an end card for a logo to stand on."""
    return any(view.scene.card == "end" and view.scene.words for view in film.scenes) and film.edit.titles


def logo_says(film: Overview) -> str:
    """A line about a logo that is nowhere to be seen, '' where it is."""
    logo = film.edit.logo
    if logo is None or logo.corner or (logo.card and has_end_card(film)):
        return ""
    return "The film has no end card: choose a corner to have the logo seen."
