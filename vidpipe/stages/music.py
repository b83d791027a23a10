"""Brief and length → music: one piece as long as the film, in the tone of the brief."""

from collections.abc import Mapping, Sequence
from typing import Any

from vidpipe.film.catalogue import Role
from vidpipe.film.project import Film
from vidpipe.film.slot import BRIEF, MUSIC, STORYBOARD
from vidpipe.ports import Draft, Need, Request, Result
from vidpipe.recipe import Recipe
from vidpipe.stages.media import only_output
from vidpipe.stages.noted import asked_in, asked_of, seed_in, with_note
from vidpipe.stages.picture import board_of
from vidpipe.stages.worded import own_words, said
from vidpipe.take import Take


class MusicStage:
    name, step, title = "music", "sound", "Music"
    version, order, side = 1, 40, False
    role: Role | None = Role.MUSIC

    def slots(self, film: Film) -> Sequence[str]:
        return (MUSIC,) if film.storyboard and film.settings.music and Role.MUSIC in film.caps else ()

    def needs(self, film: Film, slot: str) -> Sequence[Need]:
        return (Need(slot=BRIEF), Need(slot=STORYBOARD, part="style"))

    def recipe(self, film: Film, slot: str, inputs: Mapping[str, Take]) -> Recipe:
        board = board_of(film)
        tone = film.brief.tone if film.brief else ""
        kind = film.brief.kind.value if film.brief else ""
        params = {
            "mood": ", ".join(part for part in (board.style.mood, tone, *board.style.words) if part),
            "kind": kind,
            "length": board.frames,
            "frame rate": film.settings.rate,
            "seed": film.settings.seed,
        } | asked_of(film, slot)
        params |= own_words(film, "music")
        return Recipe(stage=self.name, version=self.version, model=film.caps[Role.MUSIC].id, params=params)

    def request(self, recipe: Recipe, texts: Mapping[str, Any]) -> Request:
        asked = recipe.params
        words = said(recipe, "music", {"mood": asked["mood"], "kind": asked["kind"]})
        prompt = with_note(words.prompt, recipe)
        return Request(
            role=Role.MUSIC,
            task="music",
            prompt=prompt,
            data={"mood": prompt if words.own else with_note(asked["mood"], recipe)} | asked_in(recipe),
            frames=asked["length"],
            rate=asked["frame rate"],
            seed=seed_in(recipe),
            sample=recipe.sample,
        )

    def accept(self, recipe: Recipe, result: Result, texts: Mapping[str, Any]) -> Draft:
        return only_output(result, "audio/")


STAGE = MusicStage()
