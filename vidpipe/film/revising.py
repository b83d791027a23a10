"""Changes of a storyboard by hand, pure: each gives a new one and leaves the old as it is.

The film keeps its number of frames unless a change says otherwise. A scene that continues another becomes a cut when it
comes to stand behind a different one. All of them raise BadInput where the change cannot be made, with the remedy.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from vidpipe.errors import BadInput, NotFound
from vidpipe.film.brief import CastMember
from vidpipe.film.canon import fingerprint
from vidpipe.film.storyboard import Scene, Storyboard, Style

SHORTEST = 12
"""Frames that a scene keeps when it gives time away: about half a second."""

WORDS = ("title", "beat", "action", "start_prompt", "end_prompt", "motion_prompt", "narration", "words", "card")
FIELDS = (*WORDS, "camera", "cast", "continuity", "models", "voice", "speed")
"""What `changed` may set. Order and lengths have changes of their own, transitions belong to the edit."""


def changed(board: Storyboard, scene_id: str, **fields: Any) -> Storyboard:
    """Fields of one scene set."""
    unknown = sorted(set(fields) - set(FIELDS))
    if unknown:
        raise BadInput(f"A scene's {unknown[0]!r} is not set this way", remedy=f"Fields are {', '.join(FIELDS)}.")
    _scene(board, scene_id)
    scenes = [_with(scene, **fields) if scene.id == scene_id else scene for scene in board.scenes]
    return _checked(board, scenes=[_plain(scene) for scene in scenes])


def timed(board: Storyboard, scene_id: str, frames: int, *, keep_total: bool = True) -> Storyboard:
    """One scene made longer or shorter. The scene after it gives or takes the difference, then the one before."""
    if frames < SHORTEST:
        raise BadInput("A scene cannot be that short", remedy="Give it half a second or more.")
    scene = _scene(board, scene_id)
    sizes = {one.id: one.frames for one in board.scenes} | {scene_id: frames}
    if keep_total:
        _give(sizes, frames - scene.frames, [board.after(scene_id), board.before(scene_id)])
    return _sized(board, sizes)


def _give(sizes: dict[str, int], frames: int, neighbours: Sequence[Scene | None]) -> None:
    """Take so many frames from the neighbours, the first as far as it can; fewer than 0 are given to it."""
    there = [scene for scene in neighbours if scene is not None]
    if not there:
        raise BadInput("This is the film's only scene", remedy="Change the film's length instead.")
    left = frames
    for scene in there:
        part = min(left, max(0, sizes[scene.id] - SHORTEST))
        sizes[scene.id] -= part
        left -= part
    if left > 0:
        raise BadInput("The scenes beside it have no more time to give", remedy="Change the film's length instead.")


def lengthened(board: Storyboard, frames: int) -> Storyboard:
    """The film made longer or shorter: all scenes in proportion, none below half a second that was not before."""
    floors = [min(SHORTEST, scene.frames) for scene in board.scenes]
    if frames < sum(floors):
        raise BadInput("The film cannot be that short with so many scenes", remedy="Delete or merge some first.")
    room, total = frames - sum(floors), board.frames - sum(floors)
    sizes: dict[str, int] = {}
    given = spare = 0
    for scene, floor in zip(board.scenes, floors, strict=True):
        spare += scene.frames - floor
        upto = room * spare // total if total else room * (len(sizes) + 1) // len(floors)
        sizes[scene.id] = floor + upto - given
        given = upto
    return _sized(board, sizes)


def moved(board: Storyboard, scene_id: str, place: int) -> Storyboard:
    """The scene put at a place counted from 0; beyond the ends is the end."""
    scene = _scene(board, scene_id)
    rest = [one for one in board.scenes if one.id != scene_id]
    place = max(0, min(place, len(rest)))
    return _board(board, [*rest[:place], scene, *rest[place:]])


def inserted(board: Storyboard, scene_id: str, seed: int) -> Storyboard:
    """An empty scene after this one. It takes half of its time, or of a longer neighbour's."""
    _scene(board, scene_id)
    return _after(board, scene_id, Scene(id=minted(board, seed), frames=1, start_prompt=""))


def duplicated(board: Storyboard, scene_id: str, seed: int) -> Storyboard:
    """The same scene once more, behind it; both share its time, or the copy takes half of a longer neighbour's."""
    return _after(board, scene_id, _with(_scene(board, scene_id), id=minted(board, seed), continuity="cut"))


def _after(board: Storyboard, scene_id: str, new: Scene) -> Storyboard:
    """A scene put in behind another, with half the time of whichever has enough."""
    scene, near = board.scene(scene_id), [board.after(scene_id), board.before(scene_id)]
    longest = max((one for one in near if one), key=lambda one: one.frames, default=scene)
    giver = scene if scene.frames >= 2 * SHORTEST else longest
    if giver.frames < 2 * SHORTEST:
        raise BadInput("There is no time for one more scene here", remedy="Make this scene a second long first.")
    half = giver.frames // 2
    sizes = {one.id: one.frames for one in board.scenes} | {giver.id: giver.frames - half, new.id: half}
    place = board.place(scene_id) + 1
    scenes = [*board.scenes[:place], new, *board.scenes[place:]]
    return _board(board, [_with(one, frames=sizes[one.id]) for one in scenes])


def split(board: Storyboard, scene_id: str, seed: int, at: int | None = None) -> Storyboard:
    """Two scenes of the same picture, cut `at` frames after the beginning, in the middle if not said; the second
    continues the first. What is spoken stays with the first, words on an end card go to the second."""
    scene = _scene(board, scene_id)
    if scene.frames < 2 * SHORTEST:
        raise BadInput("This scene is too short to be split", remedy="Make it a second long first.")
    at = max(SHORTEST, min(scene.frames // 2 if at is None else at, scene.frames - SHORTEST))
    none = {"words": "", "card": ""}
    ends = scene.card == "end"
    first = _with(scene, frames=at, **(none if ends else {}))
    rest = {"frames": scene.frames - at, "continuity": "continue", "narration": "", "transition": {}}
    second = _with(scene, id=minted(board, seed), **rest, **({} if ends else none))
    place = board.place(scene_id)
    scenes = [*board.scenes[:place], first, second, *board.scenes[place + 1 :]]
    return _board(board, scenes, heirs={second.id: scene_id})


def merged(board: Storyboard, scene_id: str) -> Storyboard:
    """This scene and the next as one: times added, words joined, from the start of the first to the end of the next."""
    scene, after = _scene(board, scene_id), board.after(scene_id)
    if after is None:
        raise BadInput("There is no scene after this one", remedy="Merge the one before it instead.")
    place = board.place(scene_id)
    scenes = [*board.scenes[:place], _joined(scene, after), *board.scenes[place + 2 :]]
    return _board(board, scenes, heirs={scene_id: after.id})


def _joined(first: Scene, second: Scene) -> Scene:
    texts = ("action", "motion_prompt", "narration", "words")
    joined = {name: _both(getattr(first, name), getattr(second, name)) for name in texts}
    return _with(
        first,
        **joined,
        title=first.title or second.title,
        beat=first.beat or second.beat,
        frames=first.frames + second.frames,
        end_prompt=second.end_prompt or second.start_prompt,
        card="end" if second.card == "end" else first.card or second.card,
        cast=tuple(dict.fromkeys((*first.cast, *second.cast))),
        models=second.models | first.models,
    )


def _both(first: str, second: str) -> str:
    return first if second in ("", first) else f"{first} {second}".strip()


def deleted(board: Storyboard, scene_id: str) -> Storyboard:
    """The film without this scene; its time goes to the scenes beside it."""
    scene = _scene(board, scene_id)
    if len(board.scenes) == 1:
        raise BadInput("The last scene cannot be deleted", remedy="Change its words, or move the film to the trash.")
    near = [one for one in (board.before(scene_id), board.after(scene_id)) if one]
    sizes = {one.id: one.frames for one in board.scenes}
    for place, one in enumerate(near):
        sizes[one.id] += scene.frames * (place + 1) // len(near) - scene.frames * place // len(near)
    rest = [one for one in board.scenes if one.id != scene_id]
    return _board(board, [_with(one, frames=sizes[one.id]) for one in rest])


def restyled(board: Storyboard, **style: Any) -> Storyboard:
    """Fields of the style guide set: look, palette, colours, words, mood."""
    unknown = sorted(set(style) - set(Style.model_fields))
    if unknown:
        raise BadInput(f"The style guide has no {unknown[0]!r}", remedy=f"It has {', '.join(Style.model_fields)}.")
    return _checked(board, style=board.style.model_dump() | style)


def recast(board: Storyboard, members: Sequence[CastMember]) -> Storyboard:
    """Another cast. Who is renamed in place keeps the scenes, who leaves is taken out of them."""
    names = [member.name for member in members]
    if "" in names or len(set(names)) != len(names):
        raise BadInput("Everybody in the cast needs a name of their own", remedy="Change one of the names.")
    became = _renamed([member.name for member in board.cast], names)
    scenes = [_with(scene, cast=_present(scene.cast, became)) for scene in board.scenes]
    return _checked(board, cast=[_plain(one) for one in members], scenes=[_plain(scene) for scene in scenes])


def placed_in(board: Storyboard, name: str, scene_ids: Sequence[str]) -> Storyboard:
    """Somebody of the cast put into these scenes, and into no other."""
    scenes = [_with(scene, cast=_in_or_out(scene.cast, name, scene.id in scene_ids)) for scene in board.scenes]
    return _checked(board, scenes=[_plain(scene) for scene in scenes])


def _in_or_out(cast: Sequence[str], name: str, is_in: bool) -> tuple[str, ...]:
    if is_in:
        return tuple(dict.fromkeys((*cast, name)))
    return tuple(one for one in cast if one != name)


def _renamed(before: Sequence[str], after: Sequence[str]) -> dict[str, str]:
    """What each name became, '' for who left. As many as before in the same places: a new name is a renaming."""
    stays = {name: name if name in after else "" for name in before}
    if len(before) == len(after):
        stays |= {old: new for old, new in zip(before, after, strict=True) if old not in after and new not in before}
    return stays


def _present(cast: Sequence[str], became: Mapping[str, str]) -> tuple[str, ...]:
    names = (became.get(name, name) for name in cast)
    return tuple(dict.fromkeys(name for name in names if name))


def minted(board: Storyboard, seed: int) -> str:
    """An id for one more scene: from the seed and the number of scenes, never by chance. A caller that wants ids never
    used before gives a seed never used before."""
    taken = {scene.id for scene in board.scenes}
    number = len(taken)
    while (name := fingerprint({"seed": seed, "scene": number})[:10]) in taken:
        number += 1
    return name


def _scene(board: Storyboard, scene_id: str) -> Scene:
    try:
        return board.scene(scene_id)
    except KeyError as error:
        raise NotFound("This scene is not in the film any more", remedy="Choose another, or undo.") from error


def _plain(noun: Scene | CastMember) -> dict[str, Any]:
    return noun.model_dump()


def _with(scene: Scene, **fields: Any) -> Scene:
    """The scene with fields set, checked like one that is read."""
    try:
        return Scene.model_validate(scene.model_dump() | fields)
    except ValidationError as error:
        raise _said(error) from error


def _sized(board: Storyboard, sizes: Mapping[str, int]) -> Storyboard:
    return _board(board, [_with(scene, frames=sizes[scene.id]) for scene in board.scenes])


def _board(board: Storyboard, scenes: Sequence[Scene], heirs: Mapping[str, str] | None = None) -> Storyboard:
    """The storyboard with these scenes. `heirs` end as another did, so that what continued that one continues them."""
    before = {scene.id: ahead.id for ahead, scene in zip(board.scenes, board.scenes[1:], strict=False)}
    known = {scene.id for scene in board.scenes}
    settled = []
    for place, scene in enumerate(scenes):
        ahead = scenes[place - 1].id if place else ""
        follows = before.get(scene.id, "") in (ahead, (heirs or {}).get(ahead)) or scene.id not in known
        cut = scene.continuity == "continue" and not (place and follows)
        settled.append(_with(scene, continuity="cut") if cut else scene)
    return _checked(board, scenes=[_plain(scene) for scene in settled])


def _checked(board: Storyboard, **fields: Any) -> Storyboard:
    try:
        return Storyboard.model_validate(board.model_dump() | fields)
    except ValidationError as error:
        raise _said(error) from error


def _said(error: ValidationError) -> BadInput:
    """A refusal of the nouns in words."""
    first = error.errors()[0]
    names = [str(part) for part in first["loc"] if isinstance(part, str)]
    field = names[-1].replace("_", " ") if names else ""
    what = str(first["msg"]).removeprefix("Value error, ")
    why, _, remedy = what.partition("; ")
    if not field:
        return BadInput(why[:1].upper() + why[1:], remedy=remedy or "Change it and try again.")
    return BadInput(
        f"The {field} cannot be used: {why[:1].lower()}{why[1:]}", remedy=remedy or "Change it and try again."
    )
