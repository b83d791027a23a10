"""Names that a person understands for what a film is made of: `03-into-the-rain-start.png`. Pure."""

from vidpipe.engine.plan import Plan
from vidpipe.film.slot import language_of, parse
from vidpipe.film.slug import slug
from vidpipe.film.version import cut_name, cuts, own_cut
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


def narrated(plan: Plan) -> dict[str, SlotView]:
    """The cuts whose captions are to be written, if there is narration, by the name of their files: the film's own, and
    one of each further language."""
    board = plan.film.storyboard
    found: dict[str, SlotView] = {}
    if board is None or not any(scene.narration for scene in board.scenes):
        return {}
    for slot, view in cuts(plan.slots).items():
        language = language_of(slot)
        own = language == plan.film.language
        if view.take and view.fresh and (not own or view == own_cut(plan.slots)):
            found.setdefault(captions_name(language, own=own), view)
    return found


def captions_name(language: str, *, own: bool) -> str:
    """What files of captions are called, before their ending: `captions`, `captions-es`."""
    return "captions" if own else f"captions-{language}"
