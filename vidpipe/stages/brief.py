"""Source → brief: a writer reads the prompt and says what film it asks for."""

from collections.abc import Mapping, Sequence
from typing import Any

from vidpipe.film.brief import Brief
from vidpipe.film.catalogue import Role
from vidpipe.film.project import Film
from vidpipe.film.slot import BRIEF
from vidpipe.ports import Draft, Need, Request, Result
from vidpipe.recipe import Recipe
from vidpipe.stages.answer import check, draft_of, read_data, shape_of
from vidpipe.stages.named import CAST, in_words, named_params, told
from vidpipe.stages.sourced import as_material, source_data, source_inputs, source_needs
from vidpipe.stages.worded import besides, own_words, param_of, said
from vidpipe.take import Take

LACKING, MOST_LACKING = "lacking", 600
"""What a writer says of things that will not be shown as they are; and its most characters."""


class BriefStage:
    name, step, title = "brief", "brief", "Brief"
    version, order, side = 1, 10, False
    role: Role | None = Role.TEXT

    def slots(self, film: Film) -> Sequence[str]:
        return () if film.settings.grid else (BRIEF,)

    def needs(self, film: Film, slot: str) -> Sequence[Need]:
        return source_needs(film)

    def recipe(self, film: Film, slot: str, inputs: Mapping[str, Take]) -> Recipe:
        asked = film.settings
        params = {
            "prompt": asked.prompt,
            "title": asked.title,
            "kind": asked.kind.value if asked.kind else None,
            "style": asked.style,
            "language": asked.language,
            "seed": asked.seed,
        } | (own_words(film, self.name) | named_params(_unbriefed(film)))
        model, used = film.caps[Role.TEXT].id, source_inputs(inputs)
        return Recipe(stage=self.name, version=self.version, model=model, params=params, inputs=used)

    def request(self, recipe: Recipe, texts: Mapping[str, Any]) -> Request:
        asked, values = recipe.params, brief_places(recipe)
        words = said(recipe, self.name, values)
        data = {name: value for name, value in asked.items() if name not in (param_of(self.name), CAST)}
        data |= {"prompt": besides(recipe, self.name, values | {"asked": ""})} if words.own else {}
        data |= source_data(recipe, texts)
        return Request(
            role=Role.TEXT,
            task="brief",
            system=words.system,
            prompt=words.prompt + told(recipe) + as_material(data),
            data=in_words(data, recipe),
            answer=shape_of(Brief),
            seed=asked["seed"],
            language=asked["language"],
            sample=recipe.sample,
        )

    def accept(self, recipe: Recipe, result: Result, texts: Mapping[str, Any]) -> Draft:
        answered = read_data(result)
        told = answered.pop(LACKING, "")
        found = draft_of(check(answered, Brief))
        return found.model_copy(update={"meta": {"warnings": [str(told)[:MOST_LACKING]]}}) if told else found


def _unbriefed(film: Film) -> Film:
    """The film before its brief, which does not go into its own making."""
    return film.model_copy(update={"brief": None}) if film.settings.cast else film


def brief_places(recipe: Recipe) -> dict[str, str]:
    """What the client wrote, and what was asked for besides."""
    asked = recipe.params
    wanted = [f"{name}: {asked[name]}" for name in ("title", "kind", "style", "language") if asked[name]]
    if not asked["language"]:
        wanted.append("language: the one that the client wrote in")
    return {"prompt": asked["prompt"], "asked": "; ".join(wanted)}


STAGE = BriefStage()
