"""A storyboard written again in parts: what was named by a person's notes, and nothing else of it."""

from collections.abc import Mapping
from typing import Any

from vidpipe.errors import Corrupt, Kind, ProviderError
from vidpipe.film.storyboard import Storyboard
from vidpipe.recipe import Recipe
from vidpipe.stages.answer import AGAIN, check, rows

KEPT = "kept scenes"
STYLE = "style"
CHOSEN = ("models", "voice", "speed")
"""What only a person chooses for a scene."""
HELD = ("id", "frames", "transition", *CHOSEN)
"""What a scene keeps when its words are written again: its place in time, and what the person chose for it."""
ONLY_LINE = "Only the narration:"
"""How a note begins that speaks of a scene's line and of nothing else of it."""


def basis_of(recipe: Recipe, texts: Mapping[str, Any]) -> dict[str, Any] | None:
    """The storyboard that this one goes on from. Raises Corrupt when it is gone."""
    name = recipe.inputs.get(KEPT)
    if name is None:
        return None
    if name not in texts:
        raise Corrupt("The storyboard to go on from is gone", remedy="Pick another take of the storyboard.")
    return dict(texts[name])


def asked_anew(recipe: Recipe, texts: Mapping[str, Any]) -> dict[str, Any]:
    """The notes as data of a request: by scene with the scene as it was, and about the style; nothing without notes."""
    basis, notes = basis_of(recipe, texts), recipe.params.get("changes")
    if basis is None or notes is None:
        return {}
    scenes = {scene["id"]: scene for scene in basis["scenes"]}
    named = {name: notes[f"scene/{name}"] for name in scenes if f"scene/{name}" in notes}
    changes = {name: {"note": note, "scene": scenes[name]} for name, note in named.items()}
    data: dict[str, Any] = {"changes": changes, "order": list(scenes), "round": recipe.params["round"]}
    if STYLE in notes:
        data["style change"] = {"note": notes[STYLE], "style": basis["style"], "cast": basis["cast"]}
    return data


def rewritten(recipe: Recipe, answer: Mapping[str, Any], texts: Mapping[str, Any]) -> Storyboard:
    """The basis with its named parts as answered: same scenes in the same places, same length.

    Raises ProviderError (invalid, billed) where a named scene is missing in the answer.
    """
    basis, notes = basis_of(recipe, texts) or {}, recipe.params["changes"]
    answers = _answers(answer, [scene["id"] for scene in basis["scenes"]])
    scenes = [
        _again(scene, answers.get(scene["id"]), notes[f"scene/{scene['id']}"])
        if f"scene/{scene['id']}" in notes
        else scene
        for scene in basis["scenes"]
    ]
    style = {name: answer.get(name) or basis[name] for name in (STYLE, "cast")} if STYLE in notes else {}
    scenes[0] = {**scenes[0], "continuity": "cut"}
    return check(basis | {"scenes": scenes} | style, Storyboard)


def _answers(answer: Mapping[str, Any], ids: list[str]) -> dict[str, Mapping[str, Any]]:
    """The scenes of an answer by id; one without an id that is known stands for the scene at its place."""
    scenes = rows(answer, "scenes")
    whole = len(scenes) == len(ids)
    found: dict[str, Mapping[str, Any]] = {}
    for place, scene in enumerate(scenes):
        name = scene.get("id")
        found[name if name in ids else ids[place] if whole else f"{place}"] = scene
    return found


def _again(scene: Mapping[str, Any], answer: Mapping[str, Any] | None, note: str) -> dict[str, Any]:
    if answer is None:
        raise ProviderError(
            Kind.INVALID, f"The writer left out scene {scene['id']}, which was to change", remedy=AGAIN, billed=True
        )
    if all(part.startswith(ONLY_LINE) for part in note.split("; ")):
        return {**scene, "narration": answer.get("narration") or scene.get("narration", "")}
    held = {name: scene[name] for name in HELD if name in scene}
    return {**scene, **{name: value for name, value in answer.items() if name not in HELD}, **held}
