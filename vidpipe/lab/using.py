"""A result of the lab in a film: as a scene's picture, clip or line, as its music, brief, storyboard or style."""

from collections.abc import Callable
from typing import Any, cast

from vidpipe.casting import recast
from vidpipe.errors import BadInput, NotFound, ProviderError, Refused
from vidpipe.film.catalogue import Role
from vidpipe.film.grid import Grid
from vidpipe.film.revising import changed, restyled
from vidpipe.film.slot import BRIEF, MUSIC, STORYBOARD, clip, keyframe, narration, parse
from vidpipe.film.storyboard import Storyboard
from vidpipe.lab.scenes import own_words
from vidpipe.ports import CallStage, Draft, Result
from vidpipe.project import Project
from vidpipe.recipe import imported
from vidpipe.stages.cells import Cell
from vidpipe.take import Preview, Take
from vidpipe.workshop import Workshop

SCENE_WORDS = {
    "keyframe/start": "start_prompt",
    "keyframe/end": "end_prompt",
    "clip": "motion_prompt",
    "narration": "narration",
}
"""The words of a scene that a slot is made from, by the slot's name."""
HOLDS = {Role.IMAGE: "keyframe", Role.VIDEO: "clip", Role.SPEECH: "narration", Role.MUSIC: "music"}
"""What a result of a role can become, by the first word of a slot's name."""
NAMED = {"keyframe": "words", "motion": "motion"}
"""The place of a stage's words that holds the scene's own."""
LOOKS = ("style", "look")
"""Values that name a look."""


def use(
    shop: Workshop, grid_id: str, grid: Grid, cell: Cell, take: Take, film: Project, film_slot: str, *, with_words: bool
) -> Take:
    """A result shown in a film's slot. `scene/ID` alone is the scene's picture, clip or line. Raises BadInput for a
    slot of another kind, NotFound, Refused for a locked one, MediaError."""
    if grid.role is Role.TEXT:
        return _written(shop, take, film, film_slot)
    slot = _slot(shop, film, film_slot, grid.role)
    if parse(slot).name.partition("/")[0] != HOLDS[grid.role]:
        raise BadInput(f"{slot} holds no {grid.role.value} of the lab", remedy=f"Choose a {HOLDS[grid.role]}.")
    change = _words(grid, cell, film, slot) if with_words else None
    lab = {"grid": grid_id, "cell": cell.slot, "model": cell.point.model, "prompt": cell.point.prompt}
    note: dict[str, Any] = {"lab": lab, "name": "From the Prompt Lab"}
    facts = take.meta | _handle(shop, grid, film, slot)
    shown = film.adopt(slot, take.digest, facts=facts, note=note)
    if change is not None:
        _revise(film, parse(slot).scene, change)
    return shown


def _slot(shop: Workshop, film: Project, name: str, role: Role) -> str:
    """A slot by its name, or by its scene's alone."""
    slots = shop.glances.of(film.id).plan.slots
    if name in slots or not name.startswith("scene/") or name.count("/") != 1:
        return name
    scene, settings, language = name.partition("/")[2], film.settings, shop.glances.of(film.id).plan.film.language
    meant = {
        Role.IMAGE: [keyframe(scene, "start"), keyframe(scene, "end")],
        Role.VIDEO: [clip(scene, settings.quality)],
        Role.SPEECH: [narration(scene, language)],
        Role.MUSIC: [MUSIC],
    }
    found = [slot for slot in meant.get(role, ()) if slot in slots]
    if not found:
        raise NotFound(f"The film has no {HOLDS[role]} for {name}", remedy="Choose a slot of the film.")
    return found[0]


def _handle(shop: Workshop, grid: Grid, film: Project, slot: str) -> dict[str, Any]:
    """Where a clip's scene begins in it: behind its handle, where it was made for just this slot."""
    view = shop.glances.of(film.id).plan.slots.get(slot)
    if grid.role is not Role.VIDEO or view is None or view.recipe is None:
        return {}
    asked = view.recipe.params
    same = (grid.origin.project, grid.origin.slot) == (film.id, slot) and grid.base.get("frames") == asked.get("length")
    return {"head": asked.get("handle", 0) if same else 0}


# ---------------------------------------------------------------- words


def _words(grid: Grid, cell: Cell, film: Project, slot: str) -> Callable[[Storyboard], Storyboard]:
    """The change by which a scene says what the cell says. Raises BadInput where the slot has no words, or not these,
    and Refused while there is no storyboard."""
    where = parse(slot)
    field = SCENE_WORDS.get(where.name) or SCENE_WORDS.get(where.name.partition("/")[0])
    if field is None:
        raise BadInput(f"The film has no words for {slot}", remedy="Use the result without its words.")
    text = _scene_words(grid, cell, film)

    def change(board: Storyboard) -> Storyboard:
        return changed(board, where.scene, **{field: text})

    change(_board(film))
    return change


def _scene_words(grid: Grid, cell: Cell, film: Project) -> str:
    """What the scene itself says in the cell's prompt; the whole of it where the stage's words are not its wording."""
    name = NAMED.get(grid.origin.stage, "")
    wording, values = grid.wordings[cell.point.wording], grid.values[cell.point.row]
    own = name in values and own_words(grid, wording, film)
    return values[name] if own else cell.point.prompt


def _revise(film: Project, scene: str, change: Callable[[Storyboard], Storyboard]) -> None:
    """Change a scene; one that was approved stays so, for the person who changes it sees what it is."""
    place = _board(film).place(scene)
    approved = film.overview.scenes[place].approved
    film.revise(change)
    if approved:
        film.approve(slot=STORYBOARD, part=f"scene/{scene}")


def _board(film: Project) -> Storyboard:
    if film.storyboard is None:
        raise Refused("There is no storyboard yet", remedy="Run the film first.")
    return film.storyboard


# ---------------------------------------------------------------- texts


def _written(shop: Workshop, take: Take, film: Project, name: str) -> Take:
    """A text as a scene's line, or as the film's brief or storyboard. Returns the take that shows it now."""
    text = shop.store.blobs.read(take.digest).decode(errors="replace")
    if name in (BRIEF, STORYBOARD):
        return _answered(shop, film, name, text)
    where = parse(name if name.count("/") > 1 else f"{name}/narration")
    if not where.scene or where.name.partition("/")[0] != "narration":
        raise BadInput(f"{name} holds no text of the lab", remedy="Choose a scene's line, the brief or the storyboard.")
    if where.scene not in [scene.id for scene in _board(film).scenes]:
        raise NotFound(f"The film has no scene {where.scene!r}", remedy="Look at them with: vidpipe status.")
    _revise(film, where.scene, lambda board: changed(board, where.scene, narration=" ".join(text.split())))
    return _shown(shop, film, STORYBOARD)


def _answered(shop: Workshop, film: Project, slot: str, text: str) -> Take:
    """A writer's answer as its stage reads it."""
    view = shop.glances.of(film.id).plan.slots[slot]
    if view.recipe is None or view.locked:
        raise Refused(f"{slot} cannot be set now", remedy="Make what it is made from, and unlock it, first.")
    stage = cast(CallStage, shop.outside.stage(view.stage))
    try:
        texts = shop.outside.texts(list(view.recipe.inputs.values()))
        draft = stage.accept(view.recipe.sampled(0), Result(text=text), texts)
    except ProviderError as error:
        raise BadInput(f"This text is no {slot}: {error.message}", remedy="Take a result opened from one.") from error
    if slot == STORYBOARD:
        board = recast(Storyboard.model_validate_json(draft.data))
        film.revise(lambda _: board) if film.storyboard else film.edit(board)
        return _shown(shop, film, STORYBOARD)
    return _imported(shop, film, slot, draft)


def _shown(shop: Workshop, film: Project, slot: str) -> Take:
    take = shop.glances.of(film.id).plan.slots[slot].take
    if take is None:
        raise Refused(f"{slot} shows nothing", remedy="Look at the film again.")
    return take


def _imported(shop: Workshop, film: Project, slot: str, draft: Draft) -> Take:
    name = shop.store.blobs.put(draft.data, draft.mime)
    return shop.store.import_take(
        film.id, slot, digest=name, mime=draft.mime, meta={}, recipe=imported(name), actor=shop.actor
    )


# ---------------------------------------------------------------- style


def style_change(shop: Workshop, grid: Grid, cell: Cell, take: Take) -> Callable[[Storyboard], Storyboard]:
    """The change by which a film looks like this result: its colours, and the look that the cell names, else its
    prompt. Raises BadInput for a text or sound, MediaError."""
    from vidpipe.media.palette import palette

    if not take.mime.startswith(("image/", "video/")):
        raise BadInput("Only a picture or a clip has a look", remedy="Take a picture.")
    colours = palette(shop.store.blobs.path(take.digest), take.mime)
    values = grid.values[cell.point.row]
    named = next((values[name] for name in LOOKS if values.get(name)), "")
    look = named.removeprefix("Look: ").rstrip(".") or cell.point.prompt
    return lambda board: restyled(board, look=_line(look), palette="", colours=colours, words=())


def _line(text: str) -> str:
    """At most a line of words, cut after one of them."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 600 else flat[:600].rpartition(" ")[0] or flat[:600]


def preview_style(film: Project, change: Callable[[Storyboard], Storyboard]) -> Preview:
    """What the style would make stale and its price. Raises Refused while there is no storyboard."""
    _board(film)
    return film.preview(change)
