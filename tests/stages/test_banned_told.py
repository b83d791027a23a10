"""Writers are told the words that a brand never uses; a film without a brand asks for what it always asked."""

import json
from collections.abc import Mapping

import pytest
from films_asked import ASKING, CAPS, TEXTS, films, recipes

from vidpipe.film.brand import Brand
from vidpipe.film.catalogue import Caps, Role
from vidpipe.film.project import Film
from vidpipe.ports import Request, Result
from vidpipe.recipe import Recipe
from vidpipe.stages.branded import AVOIDED
from vidpipe.stages.translation import STAGE as TRANSLATIONS

BRAND = Brand(name="Halo", banned=("cheap", "guarante*"))


def told(film: Film, name: str) -> tuple[Recipe, Request]:
    return next((recipe, stage.request(recipe, TEXTS)) for stage, _, recipe in recipes(film) if stage.name == name)


def spoken_twice() -> Film:
    film = films()["full"]
    return film.model_copy(update={"settings": film.settings.model_copy(update={"languages": ("en", "es")})})


def branded(film: Film, brand: Brand | None = BRAND, *, caps: Mapping[Role, Caps] = CAPS) -> Film:
    return film.model_copy(update={"settings": film.settings.model_copy(update={"brand": brand}), "caps": dict(caps)})


@pytest.mark.parametrize("stage", ["storyboard", "translation"])
def test_a_writer_is_told_what_the_brand_never_says(stage: str) -> None:
    film = spoken_twice()
    recipe, request = told(branded(film), stage)
    assert recipe.params["banned"] == request.data["banned"] == ["cheap", "guarante*"]
    assert request.prompt.endswith(AVOIDED)
    plain, without = told(branded(film, Brand(name="Halo")), stage)
    assert plain == told(film, stage)[0]
    assert AVOIDED not in without.prompt


def test_one_who_follows_no_order_is_asked_as_ever() -> None:
    film = films()["full"]
    retells = CAPS | {Role.TEXT: CAPS[Role.TEXT].model_copy(update={"retells": True})}
    assert told(branded(film, caps=retells), "storyboard") == told(branded(film, None, caps=retells), "storyboard")


def test_a_translation_that_uses_one_all_the_same_says_so() -> None:
    film = branded(spoken_twice())
    recipe, _ = told(film, "translation")
    answer = {
        "scenes": [
            {"id": row["id"], **{part: f"Guaranteed {n}" for part in ("narration", "words") if part in row}}
            for n, row in enumerate(recipe.params["words"])
        ]
    }
    draft = TRANSLATIONS.accept(recipe, Result(text=json.dumps(answer)), TEXTS)
    assert "“guarante*” is a banned word of the brand, and stands in “Guaranteed 0”." in draft.meta["warnings"]
    assert TRANSLATIONS in ASKING
