"""From storyboard, edit and takes to the plan of a cut, and the plan in a recipe: shared by animatic, mix and cut."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from vidpipe.film.caption import Logo
from vidpipe.film.cut import CutPlan, Words
from vidpipe.film.edit import Edit, joint_into
from vidpipe.film.project import Film
from vidpipe.film.storyboard import Scene, Storyboard, Transition
from vidpipe.ports import Draft, Tools
from vidpipe.recipe import Recipe
from vidpipe.stages.picture import board_of

LOUDNESS = -140
END_CARD_SPLIT = " — "
LOW = ("caption", "lower-third")
LOWER_THIRD_FRAMES = 150
"""How long a name stands at most: about six seconds."""
LOGO, LOGO_PICTURE = "logo", "picture"


def words_of(board: Storyboard, edit: Edit) -> tuple[Words, ...]:
    """The words on screen: title and end cards for almost the whole scene, captions a little shorter."""
    found = [_words(board, scene) for scene in board.scenes if scene.words and scene.card]
    return tuple(words for words in found if (edit.captions if words.role in LOW else edit.titles))


def joints_of(film: Film) -> dict[str, Transition]:
    """How the scenes are entered that the edit speaks of, by itself or all at once, by their ids."""
    board, edit = board_of(film), film.edit
    spoken = [scene for scene in board.scenes if edit.joint or scene.id in edit.joints]
    return {scene.id: joint_into(board, scene, film.settings.crossfade, edit) for scene in spoken}


def _words(board: Storyboard, scene: Scene) -> Words:
    start, margin = board.start_of(scene.id), min(8, scene.frames // 6)
    lines = tuple(part for part in scene.words.split(END_CARD_SPLIT) if part)
    last = scene.id == board.scenes[-1].id
    frames = max(1, scene.frames - margin * (1 if last else 2))
    frames = min(frames, LOWER_THIRD_FRAMES) if scene.card == "lower-third" else frames
    return Words(role=scene.card or "caption", lines=lines, start=start + margin, frames=frames)


def cut_recipe(plan: CutPlan, joints: Mapping[str, Transition], *, stage: str, version: int) -> Recipe:
    """A plan as a recipe: media by a name in `inputs`, so that a cause can say which clip or line changed.

    What an edit does (trims, levels, `joints` by the scene they lead into) stands by itself, and not at all where it is
    as planned.
    """
    names = _names(plan)
    body = plan.plain()
    edited = {"trims": _trims(body), "levels": _levels(body), "transitions": _transitions(plan, joints)}
    edited["framing"] = _taken_out(body, "fit", "focus")
    for shot in body["shots"]:
        shot["media"] = names[shot["media"]]
    for line in body["voice"]:
        line["media"] = names[line["media"]] if line["media"] else None
    body["music"] = names[body["music"]] if body["music"] else None
    edited |= _drawn(body)
    params = {"order and lengths": body.pop("shots"), "narration": body.pop("voice"), "words": body.pop("words")}
    return Recipe(
        stage=stage,
        version=version,
        params=params | {"format": body} | {name: done for name, done in edited.items() if done},
        inputs={name: digest for digest, name in names.items()} | ({LOGO: plan.logo.picture} if plan.logo else {}),
    )


def _transitions(plan: CutPlan, joints: Mapping[str, Transition]) -> dict[str, Any]:
    """The transitions that are not as planned, by the place of the first shot of the scene they lead into."""
    first = {shot.scene: place for place, shot in reversed(list(enumerate(plan.shots)))}
    places = {first[scene]: joint for scene, joint in joints.items() if scene in first}
    return {str(place): joint.plain() for place, joint in places.items() if plan.shots[place].transition != joint}


def _trims(body: dict[str, Any]) -> dict[str, Any]:
    """The trims taken out of a plan's data, by the shot's place."""
    return _taken_out(body, "start", "until")


def _taken_out(body: dict[str, Any], *names: str) -> dict[str, Any]:
    """Fields of the shots taken out of a plan's data, by the shot's place."""
    found = [{name: shot.pop(name) for name in names if name in shot} for shot in body["shots"]]
    return {str(place): fields for place, fields in enumerate(found) if fields}


def _levels(body: dict[str, Any]) -> dict[str, Any]:
    """The gains taken out of a plan's data, in decibels, and the film's loudness where it is another than planned."""
    clips = {str(place): shot["gain_db"] for place, shot in enumerate(body["shots"]) if shot["gain_db"] is not None}
    body["shots"] = [shot | {"gain_db": None} for shot in body["shots"]]
    voice = {str(place): line.pop("gain_db") for place, line in enumerate(body["voice"]) if "gain_db" in line}
    music = {"": body.pop("music_db")} if "music_db" in body else {}
    film = {"": body["loudness"]} if body["loudness"] != LOUDNESS else {}
    body["loudness"] = LOUDNESS
    found = (("clips", clips), ("voice", voice), ("music", music), ("film", film))
    return {name: gains for name, gains in found if gains}


def _drawn(body: dict[str, Any]) -> dict[str, Any]:
    """What is drawn beside words, taken out of a plan's data: how captions are, and the logo as far as it is not as
    usual; its picture is an input."""
    logo = body.pop("logo", None) or {}
    usual = Logo.model_fields
    placed = {name: value for name, value in logo.items() if name != LOGO_PICTURE and value != usual[name].default}
    return {"captions": body.pop("subtitles", None), "logo's place": placed}


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

    def named(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [row | {"media": digest(row["media"])} for row in rows]

    body, levels = recipe.params["format"], recipe.params.get("levels", {})
    shots = _joined(named(recipe.params["order and lengths"]), _gains(levels.get("clips")))
    drawn: dict[str, Any] = {"subtitles": recipe.params.get("captions", "off")}
    if LOGO in recipe.inputs:
        drawn["logo"] = {LOGO_PICTURE: recipe.inputs[LOGO]} | recipe.params.get("logo's place", {})
    joints = {place: {"transition": joint} for place, joint in recipe.params.get("transitions", {}).items()}
    return CutPlan.model_validate(
        body
        | drawn
        | {
            "shots": _joined(_joined(_joined(shots, recipe.params.get("trims")), recipe.params.get("framing")), joints),
            "voice": _joined(named(recipe.params["narration"]), _gains(levels.get("voice"))),
            "words": recipe.params["words"],
            "music": digest(body["music"]),
            "music_db": levels.get("music", {}).get("", 0),
            "loudness": levels.get("film", {}).get("", body["loudness"]),
        }
    )


def _gains(levels: Mapping[str, int] | None) -> dict[str, Any]:
    return {place: {"gain_db": gain} for place, gain in (levels or {}).items()}


def _joined(rows: list[dict[str, Any]], by_place: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    return [row | (by_place or {}).get(str(place), {}) for place, row in enumerate(rows)]


def assemble(recipe: Recipe, tools: Tools) -> Draft:
    """Have the plan assembled; what was measured on the finished file goes with it."""
    into = Path(tools.desk.folder) / "cut.mp4"
    report = tools.cutter.cut(plan_of(recipe), path=tools.desk.path, into=into, progress=tools.desk.progress)
    return Draft(mime="video/mp4", path=str(into), meta=report.plain())
