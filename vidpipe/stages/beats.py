"""The beats that a person chose for a film: said to every writer as a constraint, and held against the answer.

A beat that its model needs several clips for becomes several scenes, of which each but the first goes on from the last
picture of the one before. Whatever a writer says of lengths, the beats have theirs, and the film its own to the frame.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Role
from vidpipe.film.project import Film
from vidpipe.film.storyboard import Storyboard
from vidpipe.library.pacing import clip_lengths, paced
from vidpipe.library.structure import beats
from vidpipe.recipe import Recipe
from vidpipe.stages.answer import AGAIN, rows

BEATS, HELD = "beats", "kept"
PLANNED = (
    "`beats` is the plan of the film and stands above what suits it otherwise: keep to its beats, in this order, each "
    "with its id as the scene's `beat` and with its `frames`. A beat with one number under `clips` is one scene. One "
    "with several is that many scenes of so many frames: the later ones have the continuity `continue`, begin where "
    "the one before ended and say no new line."
)
BACK = {
    "push in": "pull out",
    "pull out": "push in",
    "pan left": "pan right",
    "pan right": "pan left",
    "tilt up": "tilt down",
    "tilt down": "tilt up",
    "crane up": "tilt down",
    "truck left": "truck right",
    "truck right": "truck left",
}
"""The move that a second clip of a beat has where its writer planned but one."""
BEGINS, ENDS = ("narration", "words", "card"), ("words", "card")


def planned_beats(film: Film, basis: str | None) -> dict[str, Any]:
    """The parameter that chosen beats bring into a storyboard's recipe; nothing where scenes are kept, which have
    theirs."""
    asked = film.settings
    if not asked.beats or (basis and not film.revision):
        return {}
    if film.revision:
        return {BEATS: HELD}
    found = paced(asked.beats, asked.frames, rate=asked.rate, limits=clip_lengths(film.caps.get(Role.VIDEO)))
    return {BEATS: [{"beat": one.beat, "part": one.part, "clips": list(one.clips)} for one in found]}


def _plan(recipe: Recipe) -> list[dict[str, Any]]:
    found = recipe.params.get(BEATS)
    return list(found) if isinstance(found, list) else []


def beat_data(recipe: Recipe) -> dict[str, Any]:
    """The plan as data of a request; nothing without one."""
    plan = _plan(recipe)
    return {BEATS: [_row(one) for one in plan]} if plan else {}


def _row(one: Mapping[str, Any]) -> dict[str, Any]:
    beat = beats()[one["beat"]]
    said = {"beat": beat.id, "purpose": beat.purpose, "position": beat.position, "energy": beat.energy}
    part = {"part": one["part"]} if one["part"] else {}
    shot = {"shot": beat.size.value, "moves": [move.value for move in beat.moves]}
    return said | part | shot | {"frames": sum(one["clips"]), "clips": list(one["clips"])}


def laid_out(scenes: Sequence[Any], recipe: Recipe) -> list[Any]:
    """Scenes as answered, laid on the plan: each beat has its scenes, with their frames. Without a plan as they are.

    Raises ProviderError (invalid, billed) where a beat is missing or stands elsewhere.
    """
    plan = _plan(recipe)
    if not plan:
        return list(scenes)
    answered = [dict(scene) for scene in rows({"scenes": list(scenes)}, "scenes")]
    shared = zip(plan, _by_beat(answered, plan), strict=True)
    return [scene for one, of_it in shared for scene in _timed(of_it, one)]


def _by_beat(scenes: list[dict[str, Any]], plan: Sequence[Mapping[str, Any]]) -> list[list[dict[str, Any]]]:
    """The scenes of each beat: a scene for each clip, or for each beat, else by the beats that they name."""
    clips = [len(one["clips"]) for one in plan]
    ends = [sum(clips[: place + 1]) for place in range(len(plan))]
    ways = [[scenes[end - number : end] for end, number in zip(ends, clips, strict=True)]]
    ways += [[[scene] for scene in scenes]]
    for found, number in zip(ways, (sum(clips), len(plan)), strict=True):
        if len(scenes) == number and not _fault(found, plan):
            return found
    found = _runs(scenes)
    if fault := _fault(found, plan):
        raise ProviderError(Kind.INVALID, fault, remedy=AGAIN, billed=True)
    return found


def _runs(scenes: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Scenes that follow each other and name the same beat, or go on without naming any."""
    found: list[list[dict[str, Any]]] = []
    for scene in scenes:
        named = _named(scene)
        if found and named in ("", _named(found[-1][0])):
            found[-1].append(scene)
        else:
            found.append([scene])
    return found


def _named(scene: Mapping[str, Any]) -> str:
    """The id of the beat that a scene names, by its id or its title; '' for one that nobody knows."""
    said = str(scene.get("beat") or "").strip().lower()
    by_title = {beat.title.lower(): name for name, beat in beats().items()}
    plain = said.replace(" ", "_").replace("-", "_")
    return plain if plain in beats() else by_title.get(said, "")


def _fault(found: Sequence[Sequence[Mapping[str, Any]]], plan: Sequence[Mapping[str, Any]]) -> str:
    """What of the plan the scenes do not keep to; '' where they do."""
    wanted = [one["beat"] for one in plan]
    for place, name in enumerate(wanted):
        if place >= len(found):
            return f"The writer left out beat {place + 1}, {name}"
        other = next((said for scene in found[place] if (said := _named(scene)) not in ("", name)), "")
        if other:
            return f"The writer planned {other} where beat {place + 1} is {name}"
    return f"The writer planned {len(found)} beats where {len(wanted)} were asked for" if found[len(wanted) :] else ""


def _timed(scenes: list[dict[str, Any]], one: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A beat's scenes with its name and its frames. Where there are fewer scenes than clips the last one is divided;
    more share its time, shorter than its clips would be."""
    clips = list(one["clips"])
    if len(scenes) > len(clips):
        total, number = sum(clips), len(scenes)
        clips = [total * (place + 1) // number - total * place // number for place in range(number)]
    whole = [*scenes[:-1], *_divided(scenes[-1], len(clips) - len(scenes) + 1)]
    return [
        scene | {"beat": one["beat"], "frames": max(1, frames)} | ({"continuity": "continue"} if place else {})
        for place, (scene, frames) in enumerate(zip(whole, clips, strict=True))
    ]


def _divided(scene: dict[str, Any], number: int) -> list[dict[str, Any]]:
    """A scene as several clips of one take: what is said stays with the first, an end card comes with the last."""
    if number == 1:
        return [scene]
    ends = scene.get("card") == "end"
    first = {name: value for name, value in scene.items() if not (ends and name in ENDS)}
    later = {name: value for name, value in scene.items() if name not in (*BEGINS, "transition")}
    rest = [_onward(later, place) for place in range(1, number)]
    if ends:
        rest[-1] |= {name: scene[name] for name in ENDS if name in scene}
    return [first, *rest]


def _onward(scene: Mapping[str, Any], place: int) -> dict[str, Any]:
    """The clip after a clip: it begins where that one ended, and every other one goes the way back."""
    start, end = scene.get("start_prompt") or "", scene.get("end_prompt") or scene.get("start_prompt") or ""
    camera = scene.get("camera")
    move = str(camera.get("move", "")) if isinstance(camera, Mapping) else ""
    if place % 2 == 0:
        return {**scene, "start_prompt": start, "end_prompt": end}
    back = {"camera": {**camera, "move": BACK[move]}} if isinstance(camera, Mapping) and move in BACK else {}
    return {**scene, "start_prompt": end, "end_prompt": start} | back


def kept_beats(board: Storyboard, recipe: Recipe, basis: Mapping[str, Any] | None) -> Storyboard:
    """A storyboard written again in parts, its scenes with the beats that they had, where a person chose these."""
    if recipe.params.get(BEATS) != HELD or basis is None:
        return board
    had = {scene["id"]: scene.get("beat", "") for scene in basis["scenes"]}
    return board.with_scenes(scene.model_copy(update={"beat": had.get(scene.id, scene.beat)}) for scene in board.scenes)
