"""Names that a person understands for what a film is made of: `03-into-the-rain-start.png`. Pure."""

import re
import unicodedata

from vidpipe.engine.plan import Plan
from vidpipe.film.slot import parse
from vidpipe.film.version import cut_name, own_cut
from vidpipe.take import SlotView

SUFFIXES = {
    "application/json": "json",
    "text/plain": "txt",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "video/mp4": "mp4",
    "audio/wav": "wav",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
}


def slug(text: str, *, most: int = 40) -> str:
    """Lower-case ASCII words joined by hyphens, at most `most` signs; '' where nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:most].strip("-")


def file_names(plan: Plan) -> dict[str, str]:
    """A file name for every slot that has a take."""
    return {slot: _name(plan, view) for slot, view in plan.slots.items() if view.take}


def _name(plan: Plan, view: SlotView) -> str:
    parsed = parse(view.slot)
    suffix = SUFFIXES.get(view.take.mime if view.take else "", "bin")
    if parsed.scene and plan.film.storyboard:
        scene = plan.film.storyboard.scene(parsed.scene)
        number = plan.film.storyboard.place(parsed.scene) + 1
        what = parsed.name.removeprefix("keyframe/").replace("/", "-")
        words = slug(scene.title or scene.beat) or "scene"
        variant = f"-{parsed.variant}" if parsed.variant else ""
        return f"{number:02d}-{words}-{what}{variant}.{suffix}"
    if cut_name(parsed.name):
        return f"film-{'-'.join(parsed.name.split('/')[1:])}.{suffix}"
    return f"{slug(parsed.name) or 'file'}.{suffix}"


def narrated(plan: Plan) -> SlotView | None:
    """The cut whose captions are to be written, if there is narration."""
    board = plan.film.storyboard
    if board is None or not any(scene.narration for scene in board.scenes):
        return None
    found = own_cut(plan.slots)
    return found if found and found.take and found.fresh else None
