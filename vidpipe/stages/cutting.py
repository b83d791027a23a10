"""From storyboard and takes to the plan of a cut, and the plan in a recipe: shared by the animatic and the cut."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from vidpipe.film.cut import CutPlan, Words
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.ports import Draft, Tools
from vidpipe.recipe import Recipe

END_CARD_SPLIT = " — "


def words_of(board: Storyboard) -> tuple[Words, ...]:
    """The words on screen: title and end cards for almost the whole scene, captions a little shorter."""
    found = [_words(board, scene) for scene in board.scenes if scene.words and scene.card]
    return tuple(found)


def _words(board: Storyboard, scene: Scene) -> Words:
    start, margin = board.start_of(scene.id), min(8, scene.frames // 6)
    lines = tuple(part for part in scene.words.split(END_CARD_SPLIT) if part)
    last = scene.id == board.scenes[-1].id
    frames = max(1, scene.frames - margin * (1 if last else 2))
    return Words(role=scene.card or "caption", lines=lines, start=start + margin, frames=frames)


def cut_recipe(plan: CutPlan, *, stage: str, version: int) -> Recipe:
    """A plan as a recipe: media by a name in `inputs`, so that a cause can say which clip or line changed."""
    names = _names(plan)
    body = plan.plain()
    for shot in body["shots"]:
        shot["media"] = names[shot["media"]]
    for line in body["voice"]:
        line["media"] = names[line["media"]] if line["media"] else None
    body["music"] = names[body["music"]] if body["music"] else None
    params = {"order and lengths": body.pop("shots"), "narration": body.pop("voice"), "words": body.pop("words")}
    return Recipe(
        stage=stage,
        version=version,
        params=params | {"format": body},
        inputs={name: digest for digest, name in names.items()},
    )


def _names(plan: CutPlan) -> dict[str, str]:
    """A name for every digest of the plan, by what it is used for first."""
    names: dict[str, str] = {}
    for place, shot in enumerate(plan.shots, 1):
        names.setdefault(shot.media, f"{'clip' if shot.mime.startswith('video') else 'picture'} {place}")
    for line in plan.voice:
        if line.media:
            names.setdefault(line.media, f"narration of scene {line.scene}")
    if plan.music:
        names.setdefault(plan.music, "music")
    return names


def plan_of(recipe: Recipe) -> CutPlan:
    """The plan that a recipe holds, with its media by digest again."""

    def digest(name: str | None) -> str | None:
        return recipe.inputs[name] if name else None

    def named(rows: list[dict[str, Any]]) -> list[Mapping[str, Any]]:
        return [row | {"media": digest(row["media"])} for row in rows]

    body = recipe.params["format"]
    return CutPlan.model_validate(
        body
        | {
            "shots": named(recipe.params["order and lengths"]),
            "voice": named(recipe.params["narration"]),
            "words": recipe.params["words"],
            "music": digest(body["music"]),
        }
    )


def assemble(recipe: Recipe, tools: Tools) -> Draft:
    """Have the plan assembled; what was measured on the finished file goes with it."""
    into = Path(tools.desk.folder) / "cut.mp4"
    report = tools.cutter.cut(plan_of(recipe), path=tools.desk.path, into=into, progress=tools.desk.progress)
    return Draft(mime="video/mp4", path=str(into), meta=report.plain())
