"""Keyframes → clip: the moving picture between start and end, with handles for transitions where the model allows."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from vidpipe.film.catalogue import Caps, Role, Span
from vidpipe.film.format import size
from vidpipe.film.project import Film
from vidpipe.film.slot import STORYBOARD, clip, keyframe, parse
from vidpipe.film.storyboard import Scene
from vidpipe.ports import Draft, Need, Ref, Request, Result
from vidpipe.recipe import EXTENDS, JOB, WHOLE, Recipe
from vidpipe.stages.media import only_output
from vidpipe.stages.named import cast_refs, pictured, references, room_beside
from vidpipe.stages.noted import asked_in, asked_of, seed_in, with_note
from vidpipe.stages.picture import board_of, model_id, scene_seed
from vidpipe.stages.remedied import GENTLE_CLIP, gently, going_on, left_out, softened_clip, source_ref, used
from vidpipe.stages.worded import own_words, said
from vidpipe.take import Take

START, END = "start keyframe", "end keyframe"


class Handles(NamedTuple):
    """Frames before and after a scene's own, for the transitions at both of its ends."""

    head: int
    tail: int


class ClipsStage:
    name, step, title = "clips", "clips", "Clips"
    version, order, side = 1, 60, False
    role: Role | None = Role.VIDEO

    def slots(self, film: Film) -> Sequence[str]:
        scenes = film.storyboard.scenes if film.storyboard else ()
        return [clip(scene.id, film.settings.quality) for scene in scenes]

    def needs(self, film: Film, slot: str) -> Sequence[Need]:
        scene = parse(slot).scene
        frames = tuple(Need(slot=keyframe(scene, end)) for end in ("start", "end"))
        return (Need(slot=STORYBOARD, part=f"scene/{scene}"), *frames)

    def recipe(self, film: Film, slot: str, inputs: Mapping[str, Take]) -> Recipe:
        scene = board_of(film).scene(parse(slot).scene)
        start, end = (inputs[keyframe(scene.id, name)] for name in ("start", "end"))
        caps = film.model(Role.VIDEO, scene.models)
        handles = handles_of(film, scene, caps)
        needed = scene.frames + sum(handles)
        motion = scene.motion_prompt or scene.action
        shown = references(film, scene, motion, room=room_beside(caps, frames=True))
        digests = used(film, slot, {START: start.digest, END: end.digest} | shown)
        params = {
            "motion": pictured(film, scene, motion),
            "camera": scene.camera.move.value,
            "length": clip_frames(needed, film.settings.rate, caps),
            "handle": handles.head,
            "frame rate": film.settings.rate,
            "size": list(size(film.settings.aspect, film.settings.quality)),
            "seed": scene_seed(film, scene),
            "kinds": [start.mime, end.mime] if END in digests else [start.mime],
        } | asked_of(film, slot)
        params |= own_words(film, "motion") | softened_clip(film, slot) | left_out(film, slot)
        base = Recipe(
            stage=self.name,
            version=self.version,
            model=model_id(film, Role.VIDEO, scene),
            params=params,
            inputs=digests,
        )
        return going_on(film, slot, base, whole=needed)

    def request(self, recipe: Recipe, texts: Mapping[str, Any]) -> Request:
        asked = recipe.params
        width, height = asked["size"]
        words = said(recipe, "motion", {"motion": asked["motion"], "camera": asked["camera"]})
        prompt = gently(with_note(words.prompt, recipe), recipe, GENTLE_CLIP)
        motion = prompt if words.own else with_note(asked["motion"], recipe)
        data = {"motion": motion, "camera": asked["camera"]} | asked_in(recipe)
        return Request(
            role=Role.VIDEO,
            task="extend" if EXTENDS in asked else "clip",
            prompt=prompt,
            data=data | {name: asked[name] for name in (EXTENDS, JOB) if name in asked},
            width=width,
            height=height,
            frames=asked.get(WHOLE, asked["length"]),
            rate=asked["frame rate"],
            seed=seed_in(recipe),
            refs=(*source_ref(recipe), *_frames(recipe), *cast_refs(recipe)),
            sample=recipe.sample,
        )

    def accept(self, recipe: Recipe, result: Result, texts: Mapping[str, Any]) -> Draft:
        draft = only_output(result, "video/")
        return draft.model_copy(update={"meta": draft.meta | {"head": recipe.params["handle"]}})


def _frames(recipe: Recipe) -> tuple[Ref, ...]:
    """The pictures that it goes between; one that is made longer has its first already."""
    named = zip(("first", "last"), (START, END), recipe.params["kinds"], strict=False)
    kinds = [(use, name, kind) for use, name, kind in named if name in recipe.inputs]
    wanted = [found for found in kinds if not (EXTENDS in recipe.params and found[0] == "first")]
    return tuple(Ref(use=use, digest=recipe.inputs[name], mime=kind) for use, name, kind in wanted)


def handles_of(film: Film, scene: Scene, caps: Caps | None) -> Handles:
    """A quarter of a second on each side that a cut or a transition may be at; none where a scene continues another."""
    if caps is None or not caps.handles:
        return Handles(0, 0)
    after = board_of(film).after(scene.id)
    length = film.settings.rate // 4
    return Handles(
        head=length if scene.continuity == "cut" else 0,
        tail=length if after is None or after.continuity == "cut" else 0,
    )


def clip_frames(frames: int, rate: int, caps: Caps | None) -> int:
    """The length to order: what is needed, or the shortest the model makes that covers it, else its longest."""
    if caps is None or not caps.durations:
        return frames
    if isinstance(caps.durations, Span):
        low, high = (-(-limit * rate // 1000) for limit in (caps.durations.low, caps.durations.high))
        return max(low, min(high, frames))
    lengths = sorted(-(-length * rate // 1000) for length in caps.durations)
    return next((length for length in lengths if length >= frames), lengths[-1])


STAGE = ClipsStage()
