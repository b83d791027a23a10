"""A film's versions as tiles: what is there, what could be, how each stands; and where crops of a scene lie. Pure."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from vidpipe.engine.overview import Overview
from vidpipe.film.format import Aspect, size
from vidpipe.film.version import DRAFT, SIZES, CutName, Focus, Version, cut_name, cuts, meant, window_of
from vidpipe.take import SlotView, State
from vidpipe.ui import words
from vidpipe.ui.view.cut import reasons
from vidpipe.ui.view.steps import find

FITS = {"crop": "Cropped", "blur": "Whole, on a blur"}
BY = {
    "person": "As you set it",
    "clip": "As the clip was made",
    "guess": "As it was found by looking",
}
"""Who says what a crop keeps in sight."""


@dataclass(frozen=True)
class Tile:
    """A version that is there, or with no `slot` one that could be. `digest` is its cut's, `why` why it is as it is."""

    slot: str
    ratio: str
    title: str
    says: str
    own: bool = False
    watched: bool = False
    state: State = State.EMPTY
    chip: str = ""
    digest: str = ""
    fit: str = ""
    quality: str = ""
    why: str = ""
    language: str = ""

    @property
    def name(self) -> str:
        """For keys: `9x16-draft`, `9x16-es`."""
        return "-".join(part for part in (self.ratio.replace(":", "x"), self.language, self.quality) if part)


def named(film: Overview, said: str) -> str:
    """The slot of a version by what the address says, '' for the film's own cut and for what is none."""
    found = meant(said, film.slots) if said else []
    own = next(iter(cuts(film.slots)), "")
    return found[0] if len(found) == 1 and found[0] != own else ""


def tiles(film: Overview, watching: str, language: str = "") -> list[Tile]:
    """Every cut, the film's own first, then the shapes in which there is none in a language, else in its own."""
    there = cuts(film.slots)
    own = next(iter(there), "")
    found = [_tile(film, view, own=slot == own, watched=slot == (watching or own)) for slot, view in there.items()]
    other = "" if language == film.language else language
    ratios = {tile.ratio for tile in found if tile.language == other}
    free = [aspect for aspect in Aspect if aspect.value not in ratios]
    return [*found, *(_free(film, aspect, other) for aspect in free)]


def _free(film: Overview, aspect: Aspect, language: str) -> Tile:
    return Tile("", aspect.value, titled(aspect.value, language), _pixels(film, aspect), language=language)


def titled(ratio: str, language: str) -> str:
    """A shape, with its language where that is another than the film's: `9:16 · Español`."""
    return f"{ratio} · {words.language(language)}" if language else ratio


def _tile(film: Overview, view: SlotView, *, own: bool, watched: bool) -> Tile:
    name, version = cut_name(view.slot) or CutName("", "", ""), asked(film, view.slot)
    half, language = name.preset == DRAFT, "" if name.language == film.language else name.language
    fit = version.fit if version else ""
    known = " × ".join(str(view.take.meta.get(side, "")) for side in ("width", "height")) if view.take else ""
    says = ", ".join(
        part for part in (known, "draft" if half else "", "" if own else FITS.get(fit, "").lower()) if part
    )
    quality = "" if version is None or version.quality is None else version.quality.value
    progress = f"{view.progress} %" if view.state is State.RUNNING and view.progress else ""
    digest = view.take.digest if view.take else ""
    return Tile(
        view.slot,
        name.ratio,
        titled(name.ratio, language),
        says,
        own,
        watched,
        view.state,
        progress,
        digest,
        fit,
        quality,
        _why(view, film),
        language,
    )


def _why(view: SlotView, film: Overview) -> str:
    if view.state is State.STALE:
        return words.capital("; ".join(reasons(view, film)[:2])) + "."
    if view.state in (State.FAILED, State.BLOCKED):
        return words.capital(view.message)
    if view.take is None and view.message:
        return words.capital(f"{view.message}.")
    return "Made as soon as its clips are there." if view.take is None and view.waits_for else ""


def _pixels(film: Overview, aspect: Aspect) -> str:
    return " × ".join(str(side) for side in size(aspect, film.settings.quality))


def asked(film: Overview, slot: str) -> Version | None:
    """The version that a slot is of; None for the film's own cut."""
    name, own = cut_name(slot), next(iter(cuts(film.slots)), "")
    if name is None or slot == own:
        return None
    quality = film.settings.quality
    told = [Version(aspect=film.settings.aspect, language=tag, fit="") for tag in film.settings.languages]
    fitting = (one for one in (*told, *film.settings.versions) if one.aspect.value == name.ratio)
    spoken = (one for one in fitting if (one.language or film.language) == name.language)
    return next((one for one in spoken if SIZES[one.quality or quality] == name.preset), None)


def stale(found: list[Tile]) -> list[Tile]:
    """The versions that were finished and are to be made again; the film's own cut says so beside the player."""
    return [tile for tile in found if tile.slot and not tile.own and tile.state is State.STALE]


def cropped(film: Overview) -> list[str]:
    """The shapes in which the film is cropped, each once."""
    found = [asked(film, slot) for slot in cuts(film.slots)]
    return list(dict.fromkeys(one.aspect.value for one in found if one and one.fit == "crop"))


def clip_of(film: Overview, scene: str) -> SlotView | None:
    """The clip's slot of a scene, of the film's quality."""
    row = next((row for row in film.scenes if row.scene.id == scene), None)
    found = [view for name, view in row.slots.items() if name.split("@")[0] == "clip"] if row else []
    return find(film, found[0].slot) if found else None


def windows(film: Overview, view: SlotView, focus: Focus) -> list[dict[str, Any]]:
    """Where crops of a clip lie, one for each shape that is cropped: per cent of its picture."""
    meta = view.take.meta if view.take else {}
    whole = size(film.settings.aspect)
    width, height = int(meta.get("width", whole[0])), int(meta.get("height", whole[1]))
    found = []
    for ratio in cropped(film):
        across, _, down = ratio.partition(":")
        left, top, right, bottom = window_of((width, height), Fraction(int(across), int(down)), focus)
        place = {
            "left": left / width,
            "top": top / height,
            "width": (right - left) / width,
            "height": (bottom - top) / height,
        }
        found.append({"ratio": ratio} | {name: round(100 * part, 2) for name, part in place.items()})
    return found


def middle(view: SlotView, film: Overview, scene: str) -> float:
    """The second of a clip that stands for its scene: the middle of what the cut uses of it."""
    row = next(row for row in film.scenes if row.scene.id == scene)
    used = film.edit.scene(scene).head
    head = int(view.take.meta.get("head", 0)) if view.take and used is None else used or 0
    return (head + row.scene.frames / 2) / film.settings.rate
