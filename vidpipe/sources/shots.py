"""A list of shots, as a person writes it → their storyboard as it is: no model is asked. Pure.

A scene says at least its `picture` or `action`; its `seconds` or `frames` are 4 seconds else. All else may be left out.
"""

import math
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from fractions import Fraction
from typing import Any, Literal

from pydantic import ValidationError

from vidpipe.errors import BadInput
from vidpipe.film.brief import CastMember, FilmKind
from vidpipe.film.noun import Line, Name, Noun, Text
from vidpipe.film.project import LANGUAGES, MAX_SECONDS
from vidpipe.film.source import Material, Passage
from vidpipe.film.storyboard import Camera, Joint, Move, Scene, ShotSize, Storyboard, Style, Transition

SHORTEST, USUAL, LONGEST = 0.5, 4.0, 60.0
"""Seconds of a shot: at least, where nothing is said, at most."""
MOST_SCENES = 200
JOINT_SECONDS = 0.5
HELP = "It has scenes, each with its picture or action, and seconds, narration, words, camera, shot as you like."
OTHER_NAMES = {
    **dict.fromkeys(("start", "start_prompt", "prompt", "image"), "picture"),
    **dict.fromkeys(("voice", "line", "voiceover"), "narration"),
    **dict.fromkeys(("text", "on_screen", "on-screen_text"), "words"),
    **{"duration": "seconds", "end_prompt": "end", "motion_prompt": "motion"},
    **{"move": "camera", "size": "shot", "characters": "cast", "name": "title"},
}


class Shot(Noun):
    """One scene of the list."""

    title: Name = ""
    beat: Name = ""
    seconds: float | None = None
    frames: int | None = None
    picture: Text = ""
    end: Text = ""
    motion: Text = ""
    action: Line = ""
    narration: Line = ""
    words: Line = ""
    card: Literal["", "title", "caption", "end"] = ""
    camera: Move = Move.PUSH_IN
    shot: ShotSize = ShotSize.MEDIUM
    cast: tuple[Name, ...] = ()
    continuity: Literal["cut", "continue"] = "cut"
    transition: Joint = Joint.CUT


class ShotList(Noun):
    """The whole list."""

    title: Name = ""
    language: Name = ""
    kind: FilmKind | None = None
    rate: Literal[24, 25, 30] = 24
    style: Style = Style()
    cast: tuple[CastMember, ...] = ()
    scenes: tuple[Shot, ...]


def material_of(listed: Mapping[str, Any], *, name: str = "", notes: Sequence[str] = ()) -> Material:
    """The list as a material with its storyboard. Raises BadInput that names the scene and the field."""
    shots = _checked(_plain(listed))
    if not shots.scenes:
        raise BadInput("The list has no scenes", remedy=HELP)
    if len(shots.scenes) > MOST_SCENES:
        raise BadInput(f"The list has more than {MOST_SCENES} scenes", remedy="Make several films of it.")
    if shots.language and shots.language.partition("-")[0] not in LANGUAGES:
        raise BadInput(f"{shots.language!r} is no language known here", remedy="Use a tag such as en, es or pt-BR.")
    scenes = [_scene(shot, place, shots.rate) for place, shot in enumerate(shots.scenes, 1)]
    total = sum(scene.frames for scene in scenes)
    if total > MAX_SECONDS * shots.rate:
        raise BadInput(f"The list is {total // shots.rate} seconds long", remedy=f"{MAX_SECONDS} are the most.")
    board = Storyboard(style=shots.style, cast=shots.cast, scenes=_joined(scenes))
    return Material(
        kind="shots",
        name=name,
        title=shots.title,
        language=shots.language,
        passages=tuple(_passage(scene, place) for place, scene in enumerate(board.scenes, 1)),
        board=board,
        film=shots.kind,
        rate=shots.rate,
        notes=tuple(notes),
    )


def at_rate(board: Storyboard, *, before: int, after: int) -> Storyboard:
    """The storyboard with its lengths in frames at another rate."""
    if before == after:
        return board
    return board.with_scenes(
        scene.model_copy(update={"frames": max(1, round(Fraction(scene.frames * after, before)))})
        for scene in board.scenes
    )


def _plain(listed: Mapping[str, Any]) -> dict[str, Any]:
    """Names in lower case and as they are called here; a look as a line of words is a style."""
    found = {str(name).strip().lower(): value for name, value in listed.items() if value is not None}
    if "shots" in found and "scenes" not in found:
        found["scenes"] = found.pop("shots")
    if isinstance(found.get("style"), str):
        found["style"] = {"look": found["style"]}
    _known(found, ShotList, "The list")
    scenes = found.get("scenes")
    if not isinstance(scenes, list):
        raise BadInput("The list has no scenes", remedy=HELP)
    return found | {"scenes": [_named(scene, place) for place, scene in enumerate(scenes, 1)]}


def _named(scene: Any, place: int) -> dict[str, Any]:
    if not isinstance(scene, dict):
        raise BadInput(f"Scene {place} of the list is no group of fields", remedy=HELP)
    found: dict[str, Any] = {}
    for name, value in scene.items():
        plain = str(name).strip().lower().replace(" ", "_")
        plain = OTHER_NAMES.get(plain, plain)
        if plain in found:
            raise BadInput(f"Scene {place} says its {plain} twice", remedy=HELP)
        if value is not None and value != "":
            found[plain] = _value(plain, value)
    _known(found, Shot, f"Scene {place}")
    return found


def _value(name: str, value: Any) -> Any:
    if name in ("camera", "shot", "card", "continuity", "transition") and isinstance(value, str):
        return " ".join(value.lower().replace("-", " ").replace("_", " ").split())
    if name == "cast" and isinstance(value, str):
        return [part.strip() for part in value.replace(";", ",").split(",") if part.strip()]
    if name in ("narration", "action", "words", "title") and isinstance(value, int | float):
        return str(value)
    return value


def _known(found: Mapping[str, Any], noun: type[Noun], what: str) -> None:
    """Refuse a name that is none here: a setting may not hide in a list, and a slip is told."""
    unknown = next((name for name in found if name not in noun.model_fields), "")
    if unknown:
        near = get_close_matches(unknown, noun.model_fields, n=1)
        meant = f"Did you mean {near[0]}? " if near else ""
        raise BadInput(
            f"{what} has a field {unknown[:40]!r}", remedy=f"{meant}It may say {', '.join(noun.model_fields)}."
        )


def _checked(found: Mapping[str, Any]) -> ShotList:
    try:
        return ShotList.model_validate(found)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        where = first["loc"]
        place = f"Scene {int(where[1]) + 1}" if where[:1] == ("scenes",) and len(where) > 1 else "The list"
        field = " ".join(str(part) for part in (where[2:] if place != "The list" else where))
        said = str(first["msg"]).removeprefix("Value error, ").removeprefix("Input should be ")
        raise BadInput(f"{place} cannot be used: {field or 'it'} should be {said}"[:300], remedy=HELP) from error


def _scene(shot: Shot, place: int, rate: int) -> Scene:
    if not (shot.picture or shot.action):
        raise BadInput(f"Scene {place} says neither its picture nor its action", remedy="Say what it shows.")
    frames = shot.frames if shot.frames is not None else _frames(shot.seconds, place, rate)
    if not SHORTEST * rate <= frames <= LONGEST * rate:
        raise BadInput(f"Scene {place} is {frames / rate:g} seconds long", remedy=f"Give {SHORTEST:g} to {LONGEST:g}.")
    return Scene(
        id=f"shot{place:03d}",
        title=shot.title,
        beat=shot.beat,
        frames=frames,
        action=shot.action,
        start_prompt=shot.picture or shot.action,
        end_prompt=shot.end,
        motion_prompt=shot.motion,
        camera=Camera(move=shot.camera, size=shot.shot),
        narration=shot.narration,
        words=shot.words,
        card=shot.card or ("caption" if shot.words else ""),
        cast=shot.cast,
        continuity="cut" if place == 1 else shot.continuity,
        transition=Transition(
            kind=shot.transition, frames=round(JOINT_SECONDS * rate) if shot.transition is not Joint.CUT else 0
        ),
        origin=(place,),
    )


def _frames(seconds: float | None, place: int, rate: int) -> int:
    asked = USUAL if seconds is None else seconds
    if not math.isfinite(asked):
        raise BadInput(f"Scene {place} has no length", remedy="Give its seconds.")
    return round(asked * rate)


def _joined(scenes: Sequence[Scene]) -> tuple[Scene, ...]:
    """Transitions no longer than half of the shorter scene beside them; none into the first that needs one before."""
    found = []
    for place, scene in enumerate(scenes):
        held = scene.transition
        most = min(scene.frames, scenes[place - 1].frames) // 2 if place else scene.frames // 2
        if (place == 0 and held.kind.overlaps) or scene.continuity == "continue":
            held = Transition()
        found.append(
            scene.model_copy(update={"transition": held.model_copy(update={"frames": min(held.frames, most)})})
        )
    return tuple(found)


def _passage(scene: Scene, place: int) -> Passage:
    said = " ".join(filter(None, (scene.action, scene.start_prompt if scene.start_prompt != scene.action else "")))
    return Passage(number=place, text=said[:1500], heading=scene.title or f"Shot {place}", level=1)
