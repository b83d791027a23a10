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
from vidpipe.library.prompts import original
from vidpipe.ports import CallStage
from vidpipe.project import Project
from vidpipe.stages.filling import NAMES
from vidpipe.workshop import Workshop

LINE = "narration"
"""The stage that says no words but a scene's own line."""


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
    if stage.role is None or stage.name not in (*NAMES, LINE):
        raise BadInput(f"{slot} is not made by a model", remedy="Open a keyframe, a clip, narration or music.")
    if view.recipe is None:
        raise Refused(f"{slot} cannot be tried yet", remedy="Make what it is made from first.")
    recipe = view.recipe.sampled(0)
    request = cast(CallStage, stage).request(recipe, shop.outside.texts(list(recipe.inputs.values())))
    name, values = film.filling(slot) if stage.name in NAMES else ("", {})
    words = film.wording(name) if name else None
    return grid_from(
        shop.outside.catalogue(),
        prompts=[_wording(words.text if words else "", values, request.prompt)],
        role=stage.role.value,
        models=list(models) or [recipe.model],
        values=[values],
        seeds=_seeds(request.seed, seeds),
        system=_wording(words.system if words else "", values, request.system),
        name=_named(plan.film, slot, stage.title),
        origin=Origin(project=film.id, slot=slot, stage=name, values=values),
        base={part: said for part, said in request.plain().items() if part != "sample"},
    )


def own_words(grid: Grid, wording: str, film: Project) -> bool:
    """Whether a wording is just the stage's own, first or in this film: its places then say all that is changed."""
    name = grid.origin.stage
    return bool(name) and wording in (original(name).text, film.wording(name).text)


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


def _wording(template: str, values: Mapping[str, str], prompt: str) -> str:
    """Words with places that say just this prompt: the template, the template with what a note or the ladder put around
    it, the prompt with its long values as places, or the prompt as it stands."""
    if not prompt:
        return ""
    whole = filled(template, values)
    stem, words = whole.rstrip(". "), template.rstrip(". ")
    before, found, after = prompt.partition(stem) if stem else ("", "", "")
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
