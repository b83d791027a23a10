"""A film's slot in the lab: its very request as a grid, with the words that its stage says and what fills their places.

With nothing changed its cell is the film's own call, so that the cache answers it.
"""

from collections.abc import Mapping, Sequence
from typing import cast

from vidpipe.errors import BadInput, NotFound, Refused
from vidpipe.film.grid import Grid, Origin
from vidpipe.film.project import Film
from vidpipe.film.slot import parse
from vidpipe.film.wording import filled, literal
from vidpipe.lab.asking import counted, grid_from
from vidpipe.library.prompts import Prompt, original
from vidpipe.ports import CallStage, Request
from vidpipe.project import Project
from vidpipe.recipe import Recipe
from vidpipe.stages.picture import board_of, room_for
from vidpipe.workshop import Workshop

WORDINGS = {
    "brief": "brief",
    "storyboard": "storyboard",
    "keyframes": "keyframe",
    "clips": "motion",
    "music": "music",
    "narration": "",
}
"""The name of the words that a stage says; of narration the line itself is all that is said."""


def grid_of_slot(
    shop: Workshop, film: Project, slot: str, *, models: Sequence[str] = (), seeds: int | Sequence[int] = 1
) -> Grid:
    """What a slot asks for now, as a grid. Seeds that are only counted go up from the scene's own.

    Raises NotFound for a slot that is not there, BadInput for one that no model makes, Refused for one whose inputs
    are not there yet.
    """
    plan = shop.glances.of(film.id).plan
    view = plan.slots.get(slot)
    if view is None:
        raise NotFound(f"The film has no slot {slot!r}", remedy="Look at them with: vidpipe status.")
    stage = shop.outside.stage(view.stage)
    if stage.role is None or stage.name not in WORDINGS:
        raise BadInput(f"{slot} is not made by a model", remedy="Open a keyframe, a clip, narration or music.")
    if view.recipe is None:
        raise Refused(f"{slot} cannot be tried yet", remedy="Make what it is made from first.")
    recipe = view.recipe.sampled(0)
    request = cast(CallStage, stage).request(recipe, shop.outside.texts(list(recipe.inputs.values())))
    name = WORDINGS[stage.name]
    prompt = _words(film, name) if name else None
    values = _values(plan.film, slot, recipe, request) if name else {}
    wording = _wording(prompt.text, values, request.prompt) if prompt else literal(request.prompt)
    return grid_from(
        shop.outside.catalogue(),
        prompts=[wording],
        role=stage.role.value,
        models=list(models) or [recipe.model],
        values=[values],
        seeds=_seeds(request.seed, seeds),
        system=literal(request.system),
        name=_named(plan.film, slot, stage.title),
        origin=Origin(project=film.id, slot=slot, stage=name, values=values),
        base={part: said for part, said in request.plain().items() if part != "sample"},
    )


def _words(film: Project, name: str) -> Prompt:
    """The film's own words of a stage, else the original ones."""
    return original(name)


def own_words(grid: Grid, wording: str) -> bool:
    """Whether a wording is just the stage's own, so that its places say all that is changed."""
    return bool(grid.origin.stage) and wording == original(grid.origin.stage).text


def _seeds(own: int | None, seeds: int | Sequence[int]) -> list[int]:
    """These, or so many from the scene's own upwards."""
    if not isinstance(seeds, int):
        return list(seeds)
    many = len(counted(seeds))
    return [(own or 0) + step for step in range(many)] if own is not None else counted(many)


def _named(film: Film, slot: str, title: str) -> str:
    scene = parse(slot).scene
    if not scene or film.storyboard is None:
        return title
    part = " ".join(parse(slot).name.split("/")[:2]) if "keyframe" in slot else parse(slot).name.partition("/")[0]
    return f"Scene {film.storyboard.place(scene) + 1}, {part}"


# ---------------------------------------------------------------- what fills the places


def _values(film: Film, slot: str, recipe: Recipe, request: Request) -> dict[str, str]:
    """What fills the places of the stage's words for this slot."""
    asked = recipe.params
    if recipe.stage == "keyframes":
        return _of_picture(film, slot, str(asked["words"]))
    if recipe.stage == "clips":
        return {"motion": str(asked["motion"]), "camera": str(asked["camera"])}
    if recipe.stage == "music":
        return {"mood": str(asked["mood"]), "kind": str(asked["kind"])}
    if recipe.stage == "storyboard":
        return {"data": request.spoken}
    after = request.prompt.rpartition("Asked for: ")[2]
    return {"prompt": str(asked["prompt"]), "asked": after.removesuffix(".")}


def _of_picture(film: Film, slot: str, words: str) -> dict[str, str]:
    board, scene = board_of(film), board_of(film).scene(parse(slot).scene)
    looks = [member.look for member in board.cast if member.name in scene.cast and member.look]
    look = ", ".join(part for part in (board.style.look, *board.style.words) if part)
    calm = room_for(film, scene)
    return {
        "words": words,
        "cast": " ".join(looks),
        "look": f"Look: {look}." if look else "",
        "room": f"Calm space for a title, {calm}." if calm else "",
    }


def _wording(template: str, values: Mapping[str, str], prompt: str) -> str:
    """Words with places that say just this prompt: the template, the template with what a note or the ladder put around
    it, the prompt with its long values as places, or the prompt as it stands."""
    whole = filled(template, values)
    stem, words = whole.rstrip(". "), template.rstrip(". ")
    before, found, after = prompt.partition(stem)
    around = f"{literal(before)}{words}{literal(after)}" if found else ""
    for tried in (template, around, _placed(values, prompt)):
        if tried and filled(tried, values) == prompt.strip():
            return tried
    return literal(prompt)


def _placed(values: Mapping[str, str], prompt: str) -> str:
    """The prompt with a place for each value that it holds whole, the longest first."""
    pieces = [prompt]
    places: list[str] = []
    for name, value in sorted(values.items(), key=lambda item: -len(item[1])):
        if len(value) >= 12 and value in pieces[-1]:
            before, _, after = pieces[-1].rpartition(value)
            pieces[-1:] = [before, after]
            places.append(name)
    said = literal(pieces[0])
    for name, piece in zip(places, pieces[1:], strict=True):
        said += f"{{{name}}}{literal(piece)}"
    return said
