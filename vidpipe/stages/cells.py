"""Grid → cells: every cell of the Prompt Lab is a slot, and its recipe is its request. One stage for each role."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from vidpipe.film.catalogue import Role
from vidpipe.film.format import Quality, size
from vidpipe.film.grid import Grid, Option, Point
from vidpipe.film.project import Film
from vidpipe.film.wording import filled
from vidpipe.library.prompts import original
from vidpipe.ports import Draft, Need, Request, Result
from vidpipe.recipe import INSTRUCTION, Recipe
from vidpipe.stages.answer import JSON
from vidpipe.stages.media import only_output
from vidpipe.take import Take

SLOT = "cell/"
PLAIN = "text/plain"
SAYS = {Role.TEXT: "prompt", Role.IMAGE: "words", Role.VIDEO: "motion", Role.MUSIC: "mood"}
"""Where a request's data holds what its prompt says, for a model that reads data."""
TASKS = {
    Role.TEXT: "write",
    Role.IMAGE: "keyframe",
    Role.VIDEO: "clip",
    Role.SPEECH: "narration",
    Role.MUSIC: "music",
}
KINDS = {Role.IMAGE: "image/", Role.VIDEO: "video/", Role.SPEECH: "audio/", Role.MUSIC: "audio/"}
LOOK, WHOLE = "look", "data"
"""Places whose value stands in a request's data under another name, or is all of it."""
FRESH = {"position": "start", "camera": "push in", "shot size": "medium", "colours": [], "style": [], "room": ""}
"""What a picture's data says where no scene does."""


class Cell(NamedTuple):
    """A place of the grid and its recipe; `slot` is named by what is asked, so an equal cell has an equal name."""

    slot: str
    point: Point
    recipe: Recipe


def cells(grid: Grid) -> dict[str, Cell]:
    """The cells by slot, in the grid's order; two that ask for the same are one. Raises BadInput."""
    return _cells(grid.model_dump_json())


@lru_cache(maxsize=64)
def _cells(written: str) -> dict[str, Cell]:
    grid = Grid.model_validate_json(written)
    found: dict[str, Cell] = {}
    for point in grid.points():
        recipe = recipe_of(grid, point)
        slot = f"{SLOT}{recipe.key[:16]}"
        found.setdefault(slot, Cell(slot, point, recipe))
    return found


def recipe_of(grid: Grid, point: Point) -> Recipe:
    """The request of a cell as a recipe. A model that takes no seed gets the number of its sample instead, and the seed
    that the scene would send. That number stands in the request: those of the recipe are for takes of one slot."""
    seeded = point.model not in grid.unseeded
    asked = request_of(grid, point).plain()
    asked |= {"seed": grid.seeds[point.seed]} if seeded else {"seed": grid.base.get("seed"), "sample": point.seed}
    if "seed" in asked["data"]:
        asked["data"] |= {"seed": asked["seed"]}
    return Recipe(stage=name_of(grid.role), version=1, model=point.model, params={"request": asked})


def request_of(grid: Grid, point: Point) -> Request:
    """What is asked for at a place of the grid, but for the seed."""
    values = grid.values[point.row]
    told: dict[str, Any] = {"prompt": point.prompt}
    if grid.system:
        told["system"] = filled(grid.system, values)
    if grid.base:
        return Request.model_validate(grid.base | told | {"data": _data(grid, point), "sample": 0})
    option = grid.options[point.option]
    return Request(role=grid.role, task=TASKS[grid.role], **told, data=_data(grid, point), **_facts(grid.role, option))


def _data(grid: Grid, point: Point) -> dict[str, Any]:
    """The scene's data, just as it is where nothing is changed. Where the wording is the stage's own, the values that
    are changed go into it; else a model that reads data must read the whole prompt."""
    data = dict(grid.base.get("data", {})) or (FRESH.copy() if grid.role is Role.IMAGE else {})
    if grid.base and point.prompt == grid.base.get("prompt"):
        return data
    if INSTRUCTION in data:
        return data | {INSTRUCTION: point.prompt}
    says = SAYS.get(grid.role)
    own = grid.origin.stage and grid.wordings[point.wording] == original(grid.origin.stage).text
    told = _told(grid, point, data) if own else None
    if told is not None or says is None:
        return data | (told or {})
    return data | {says: point.prompt}


def _told(grid: Grid, point: Point, data: Mapping[str, Any]) -> dict[str, Any] | None:
    """The values that differ from the scene's, as data; None where the data has no place for one of them."""
    was = grid.origin.values
    told: dict[str, Any] = {}
    for name, value in grid.values[point.row].items():
        if value == was.get(name):
            continue
        if isinstance(data.get(name), str):
            told[name] = value
        elif name == LOOK and "style" in data:
            told["style"] = [value]
        elif name == WHOLE and isinstance(written := _object(value), dict):
            told |= written
        else:
            return None
    return told


def _object(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _facts(role: Role, option: Option) -> dict[str, Any]:
    """What an option says, as far as it matters to a role."""
    if role in (Role.IMAGE, Role.VIDEO):
        quality = Quality.FINAL
        width, height = size(option.aspect, quality)
        still = {"width": width, "height": height, "negative": option.negative}
        return still if role is Role.IMAGE else still | {"frames": option.frames, "rate": option.rate}
    if role is Role.SPEECH:
        return {"language": option.language, "voice": option.voice, "speed": option.speed}
    return {"frames": option.frames, "rate": option.rate} if role is Role.MUSIC else {"language": option.language}


def name_of(role: Role) -> str:
    return f"lab {role.value}"


class CellsStage:
    """The cells of one role. They need nothing: a grid's pictures of a scene stand in its requests."""

    version, order, side = 1, 35, False

    def __init__(self, role: Role, step: str, title: str) -> None:
        self.name, self.step, self.title = name_of(role), step, title
        self.role: Role | None = role

    def slots(self, film: Film) -> Sequence[str]:
        grid = film.settings.grid
        return list(cells(grid)) if grid and grid.role is self.role else ()

    def needs(self, film: Film, slot: str) -> Sequence[Need]:
        return ()

    def recipe(self, film: Film, slot: str, inputs: Mapping[str, Take]) -> Recipe:
        if film.settings.grid is None:
            raise LookupError("a film has no cells")
        return cells(film.settings.grid)[slot].recipe

    def request(self, recipe: Recipe, texts: Mapping[str, Any]) -> Request:
        asked = recipe.params["request"]
        return Request.model_validate(asked | {"sample": asked["sample"] + recipe.sample})

    def accept(self, recipe: Recipe, result: Result, texts: Mapping[str, Any]) -> Draft:
        if self.role is not Role.TEXT:
            return only_output(result, KINDS[Role(self.role or "")])
        if result.data is not None:
            return Draft(mime=JSON, data=json.dumps(result.data, ensure_ascii=False, indent=2).encode())
        return Draft(mime=JSON if recipe.params["request"]["answer"] else PLAIN, data=result.text.encode())


STAGES = (
    CellsStage(Role.TEXT, "storyboard", "Texts of the lab"),
    CellsStage(Role.IMAGE, "keyframes", "Pictures of the lab"),
    CellsStage(Role.VIDEO, "clips", "Clips of the lab"),
    CellsStage(Role.SPEECH, "sound", "Speech of the lab"),
    CellsStage(Role.MUSIC, "sound", "Music of the lab"),
)
