"""Scene → keyframes: the start image, and the end image made with the start as its reference."""

from collections.abc import Mapping, Sequence
from typing import Any

from vidpipe.film.catalogue import Role
from vidpipe.film.format import size
from vidpipe.film.project import Film
from vidpipe.film.slot import STORYBOARD, keyframe, parse
from vidpipe.film.storyboard import Scene
from vidpipe.ports import Draft, Need, Ref, Request, Result
from vidpipe.recipe import INSTRUCTION, Recipe
from vidpipe.stages.branded import colours_of
from vidpipe.stages.in_mood import by_look, kinds_of, mood_pictures, mood_refs
from vidpipe.stages.media import only_output
from vidpipe.stages.named import alike, cast_refs, pictured, references, room_beside
from vidpipe.stages.noted import asked_in, asked_of, seed_in, with_note
from vidpipe.stages.picture import board_of, model_id, picture_prompt, room_for, scene_seed
from vidpipe.stages.remedied import (
    GENTLE_PICTURE,
    gently,
    going_on,
    left_out,
    softened_picture,
    source_ref,
    used,
)
from vidpipe.stages.worded import own_words, param_of
from vidpipe.take import Take

START = "start keyframe"
PNG = "image/png"
NEGATIVE = "text, letters, captions, logo, watermark, frame, border"


class KeyframesStage:
    name, step, title = "keyframes", "keyframes", "Keyframes"
    version, order, side = 1, 30, False
    role: Role | None = Role.IMAGE

    def slots(self, film: Film) -> Sequence[str]:
        if film.storyboard is None:
            return ()
        return [slot for scene in film.storyboard.scenes for slot in _slots(scene)]

    def needs(self, film: Film, slot: str) -> Sequence[Need]:
        scene, end = _where(film, slot)
        words = (Need(slot=STORYBOARD, part="style"), Need(slot=STORYBOARD, part=f"scene/{scene.id}"))
        return (*words, Need(slot=keyframe(scene.id, "start"), approved=False)) if end == "end" else words

    def recipe(self, film: Film, slot: str, inputs: Mapping[str, Take]) -> Recipe:
        scene, end = _where(film, slot)
        style = board_of(film).style
        text = text_at(scene, end)
        shown = references(film, scene, text, room=room_beside(film.model(Role.IMAGE, scene.models)))
        params = {
            "prompt": " ".join(filter(None, (picture_prompt(film, scene, text), alike(shown, film)))),
            "words": pictured(film, scene, text),
            "position": end,
            "camera": scene.camera.move.value,
            "shot size": scene.camera.size.value,
            "colours": list(colours_of(film, style.colours)),
            "style": list(style.words),
            "room": room_for(film, scene),
            "size": list(size(film.settings.aspect)),
            "seed": scene_seed(film, scene),
        } | asked_of(film, slot)
        params |= own_words(film, "keyframe") | softened_picture(film, slot) | left_out(film, slot)
        start = inputs.get(keyframe(scene.id, "start")) if end == "end" else None
        looks = mood_pictures(film, scene, beside=len(shown)) if end == "start" else {}
        pictures = shown | {name: digest for name, (digest, _) in looks.items()}
        digests = used(film, slot, ({START: start.digest} if start else {}) | pictures)
        params |= kinds_of(looks)
        params |= {"start kind": start.mime} if start and START in digests and start.mime != PNG else {}
        base = Recipe(
            stage=self.name,
            version=self.version,
            model=model_id(film, Role.IMAGE, scene),
            params=params,
            inputs=digests,
        )
        return going_on(film, slot, base)

    def request(self, recipe: Recipe, texts: Mapping[str, Any]) -> Request:
        asked = recipe.params
        names = ("words", "position", "camera", "shot size", "colours", "style", "room")
        data = {name: asked[name] for name in names} | {"words": with_note(asked["words"], recipe)} | asked_in(recipe)
        instruction = asked.get(INSTRUCTION, "")
        prompt = gently(with_note(asked["prompt"], recipe), recipe, GENTLE_PICTURE)
        data |= {"words": prompt} if param_of("keyframe") in asked else {}
        width, height = asked["size"]
        return Request(
            role=Role.IMAGE,
            task="edit" if instruction else "keyframe",
            prompt=instruction or by_look(prompt, recipe),
            data={INSTRUCTION: instruction} if instruction else data,
            negative=NEGATIVE,
            width=width,
            height=height,
            seed=seed_in(recipe),
            refs=source_ref(recipe) or (*_start_ref(recipe), *cast_refs(recipe), *mood_refs(recipe)),
            sample=recipe.sample,
        )

    def accept(self, recipe: Recipe, result: Result, texts: Mapping[str, Any]) -> Draft:
        return only_output(result, "image/")


def text_at(scene: Scene, end: str) -> str:
    """A scene's words for its `start` or `end` picture."""
    return scene.start_prompt if end == "start" else scene.end_prompt or scene.start_prompt


def _start_ref(recipe: Recipe) -> tuple[Ref, ...]:
    """The start picture, so that the end shows the same place and people."""
    start = recipe.inputs.get(START)
    return (Ref(use="reference", digest=start, mime=recipe.params.get("start kind", PNG)),) if start else ()


def _slots(scene: Scene) -> list[str]:
    ends = ("end",) if scene.continuity == "continue" else ("start", "end")
    return [keyframe(scene.id, end) for end in ends]


def _where(film: Film, slot: str) -> tuple[Scene, str]:
    parsed = parse(slot)
    return board_of(film).scene(parsed.scene), parsed.name.rsplit("/", 1)[1]


STAGE = KeyframesStage()
