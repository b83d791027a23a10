"""Brief → storyboard: a writer plans the scenes; here it is made exactly as long as asked, with ids for its scenes."""

from collections.abc import Container, Mapping, Sequence
from typing import Any

from vidpipe.film.batch import spoken
from vidpipe.film.catalogue import Role
from vidpipe.film.project import Film
from vidpipe.film.slot import BRIEF, STORYBOARD
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.library.pacing import clip_lengths
from vidpipe.ports import Draft, Need, Request, Result
from vidpipe.recipe import Recipe, canonical, fingerprint
from vidpipe.stages.answer import check, draft_of, read_data, shape_of
from vidpipe.stages.beats import PLANNED, beat_data, kept_beats, laid_out, planned_beats
from vidpipe.stages.branded import AVOIDED, BANNED, banned_data, banned_param
from vidpipe.stages.in_mood import MOODED, in_mood, mood_data, mood_needs, mood_param
from vidpipe.stages.named import NAMED, WRITTEN, in_words, named_data, named_params, recognised
from vidpipe.stages.rewriting import CHOSEN, KEPT, asked_anew, basis_of, rewritten
from vidpipe.stages.sourced import TRACED, asking_origin, source_data, source_inputs, source_needs, traced
from vidpipe.stages.worded import besides, own_words, said
from vidpipe.take import Take

REWRITE = (
    "Write again only what is named under `changes` and `style change`, each as its note asks; an empty note asks for "
    "another version. Keep the ids, and leave all scenes under `keep` as they are. The storyboard:"
)
BESIDES = {"source": TRACED, "beats": PLANNED, NAMED: WRITTEN, "mood": MOODED, BANNED: AVOIDED}
"""What a writer is told of its data, where there is such data."""


class StoryboardStage:
    name, step, title = "storyboard", "storyboard", "Storyboard"
    version, order, side = 1, 20, False
    role: Role | None = Role.TEXT

    def slots(self, film: Film) -> Sequence[str]:
        return () if film.settings.grid else (STORYBOARD,)

    def needs(self, film: Film, slot: str) -> Sequence[Need]:
        return (Need(slot=BRIEF), *source_needs(film), *mood_needs(film))

    def recipe(self, film: Film, slot: str, inputs: Mapping[str, Take]) -> Recipe:
        asked = film.settings
        params = {
            "prompt": asked.prompt,
            "length": asked.frames,
            "frame rate": asked.rate,
            "style": asked.style,
            "clip lengths": clip_lengths(film.caps.get(Role.VIDEO)),
            "narration": asked.narration,
            "transitions": asked.crossfade,
            "seed": asked.seed,
        } | (own_words(film, self.name) | mood_param(film))
        basis = film.revision.basis if film.revision else asked.basis
        params |= {name: line for name, line in (("hook", asked.hook), ("closing", asked.closing)) if line}
        params |= planned_beats(film, basis) | named_params(film) | banned_param(film)
        if film.revision:
            params |= {"changes": film.revision.changes, "round": film.revision.round}
        digests = {"brief": inputs[BRIEF].digest} | ({KEPT: basis} if basis else {}) | source_inputs(inputs)
        return Recipe(
            stage=self.name, version=self.version, model=film.caps[Role.TEXT].id, params=params, inputs=digests
        )

    def request(self, recipe: Recipe, texts: Mapping[str, Any]) -> Request:
        data = asked_data(recipe, texts)
        words = said(recipe, self.name, {"data": canonical(data)})
        anew = (REWRITE, canonical(data), besides(recipe, self.name, {"data": ""}))
        prompt = "\n".join(filter(None, anew)) if "changes" in recipe.params else words.prompt
        prompt += "".join(f"\n\n{words}" for name, words in BESIDES.items() if name in data)
        schema = shape_of(Storyboard)
        data |= {"prompt": besides(recipe, self.name, {"data": data["prompt"]})} if words.own else {}
        return Request(
            role=Role.TEXT,
            task="storyboard",
            system=words.system,
            prompt=prompt,
            data=in_words(data, recipe),
            answer=asking_origin(schema) if "source" in data else schema,
            seed=data["seed"],
            sample=recipe.sample,
        )

    def accept(self, recipe: Recipe, result: Result, texts: Mapping[str, Any]) -> Draft:
        held = {scene["id"]: scene for scene in kept(recipe, texts)}
        if "changes" in recipe.params:
            answered = dict(read_data(result))
            answered |= {"scenes": traced(_listed(answered.get("scenes")), recipe, texts)}
            again = kept_beats(rewritten(recipe, answered, texts), recipe, basis_of(recipe, texts))
            return draft_of(_told(in_mood(again, recipe), recipe, held))
        data = dict(read_data(result))
        data = recognised(data, recipe)
        data |= {"scenes": laid_out(traced(_listed(data.get("scenes")), recipe, texts), recipe)}
        scenes = _with_ids(data.get("scenes"), held, recipe.params["seed"] + recipe.sample)
        basis = basis_of(recipe, texts)
        data |= {"scenes": scenes} | ({"style": basis["style"]} if basis else {})  # only its length was changed
        board = _told(in_mood(check(data, Storyboard), recipe), recipe, held)
        length = recipe.params["length"]
        return draft_of(board if length is None else exactly(board, length, held=set(held)))


def _listed(scenes: Any) -> list[Any]:
    return scenes if isinstance(scenes, list) else []


def _told(board: Storyboard, recipe: Recipe, held: Container[str]) -> Storyboard:
    """With the hook and the call to action that the film was asked to have; scenes that are kept stay as they are."""
    asked = recipe.params
    return spoken(board, hook=asked.get("hook", ""), closing=asked.get("closing", ""), but=held)


def asked_data(recipe: Recipe, texts: Mapping[str, Any]) -> dict[str, Any]:
    """What a storyboard is planned from, as data."""
    asked = recipe.params
    return {
        "brief": texts[recipe.inputs["brief"]],
        "prompt": asked["prompt"],
        "style": asked["style"],
        "frames": asked["length"],
        "rate": asked["frame rate"],
        "seed": asked["seed"] + recipe.sample,
        "narration": asked["narration"],
        "limits": asked["clip lengths"],
        "keep": kept(recipe, texts),
        "crossfade": asked["transitions"],
    } | (
        asked_anew(recipe, texts)
        | source_data(recipe, texts)
        | beat_data(recipe)
        | named_data(recipe)
        | mood_data(recipe)
        | banned_data(recipe)
    )


def kept(recipe: Recipe, texts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The scenes of the storyboard that this one goes on from, to be left as they are."""
    named = recipe.params.get("changes", {})
    basis = basis_of(recipe, texts)
    return [scene for scene in basis["scenes"] if f"scene/{scene['id']}" not in named] if basis else []


def mint(seed: int, number: int) -> str:
    """A scene's id: from the seed and the order of minting, never by chance: a rerun has the same."""
    return fingerprint({"seed": seed, "scene": number})[:10]


def _with_ids(scenes: Any, held: Mapping[str, Any], seed: int) -> list[Any]:
    """Kept scenes exactly as they were, new ones with an id of their own and without what a person chooses.

    The first continues nothing, whatever the writer says.
    """
    minted: int = len(held)
    named: list[Any] = []
    for scene in scenes if isinstance(scenes, list) else []:
        body = {n: v for n, v in scene.items() if n not in CHOSEN} if isinstance(scene, Mapping) else {}
        known = str(body.get("id"))
        if known in held:
            named.append(held[known])
            continue
        if not named:
            body["continuity"] = "cut"
        name = mint(seed, minted)
        while name in held:
            minted += 1
            name = mint(seed, minted)
        minted += 1
        named.append(body | {"id": name})
    return named


def exactly(board: Storyboard, length: int, *, held: set[str]) -> Storyboard:
    """The storyboard with its new scenes stretched or shortened so that the film has just `length` frames."""
    short = length - board.frames
    free = [scene for scene in board.scenes if scene.id not in held] or list(board.scenes)
    if not short:
        return board
    room = sum(scene.frames for scene in free)
    ends, running = [], 0
    for scene in free:
        running += scene.frames
        ends.append(round(running * (room + short) / room))
    sizes = {scene.id: max(1, end - start) for scene, start, end in zip(free, [0, *ends[:-1]], ends, strict=True)}
    return board.with_scenes(_resized(scene, sizes) for scene in board.scenes)


def _resized(scene: Scene, sizes: Mapping[str, int]) -> Scene:
    return scene.model_copy(update={"frames": sizes[scene.id]}) if scene.id in sizes else scene


STAGE = StoryboardStage()
