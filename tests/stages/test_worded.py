"""Words of a film's own: in the recipe and in what is asked, for a model that reads and for one that is told data."""

import pytest
from films_asked import FULL, TEXTS, film, films, recipes, requests
from hypothesis import given
from hypothesis import strategies as st

from vidpipe.engine.causes import causes_of
from vidpipe.film.grid import Grid, Origin
from vidpipe.film.project import Film, Revision, Wording
from vidpipe.film.wording import filled
from vidpipe.library.prompts import original, originals
from vidpipe.ports import Request
from vidpipe.recipe import Recipe
from vidpipe.stages.cells import cells
from vidpipe.stages.picture import picture_places
from vidpipe.stages.worded import param_of
from vidpipe.take import Take

SLOT = {
    "brief": "brief",
    "moods": "moods",
    "storyboard": "storyboard",
    "keyframe": "scene/open/keyframe/start",
    "motion": "scene/open/clip",
    "music": "music",
}
TOLD = SLOT | {"translation": "lines/es"}
"""A film of one language is asked for no translation."""
MORE = " Shot on a toy camera {{by hand}}."


def worded(name: str, text: str = "", system: str = "", **known: object) -> Film:
    first = original(name)
    own = Wording(text=text or first.text + MORE, system=system or first.system)
    return film(prompts={name: own}, known=known, moods=int(name == "moods"))


def plain(name: str) -> Film:
    """The film with the original words; one with moods to look at theirs."""
    return film(moods=int(name == "moods"))


def made_by(made: Film) -> dict[str, Recipe]:
    return {slot: recipe for _, slot, recipe in recipes(made)}


@pytest.mark.parametrize("name", SLOT)
def test_own_words_reach_their_own_slots_and_no_other(name: str) -> None:
    was, now = made_by(plain(name)), made_by(worded(name))
    changed = {slot for slot in was if was[slot].key != now[slot].key}
    stages = {now[slot].stage for slot in changed}
    assert SLOT[name] in changed
    assert len(stages) == 1
    assert changed == {slot for slot in now if now[slot].stage in stages}


@pytest.mark.parametrize("name", SLOT)
def test_a_take_made_with_other_words_says_so_and_nothing_else(name: str) -> None:
    was, now = made_by(plain(name))[SLOT[name]], made_by(worded(name))[SLOT[name]]
    before = Take(
        id=1, slot=SLOT[name], number=1, digest="0" * 64, mime="x/y", recipe=was, created="2026-01-01T00:00:00Z"
    )
    assert [cause.reason for cause in causes_of(before, now)] == [f"its {name} prompt changed"]


@pytest.mark.parametrize("name", SLOT)
def test_a_model_is_asked_in_the_own_words_and_a_local_one_is_told_them(name: str) -> None:
    before, asked = requests(plain(name))[SLOT[name]], requests(worded(name))[SLOT[name]]
    assert asked.prompt == before.prompt + " Shot on a toy camera {by hand}."
    told = {"brief": "prompt", "moods": "prompt", "storyboard": "prompt", "keyframe": "words", "music": "mood"}.get(
        name, name
    )
    assert "Shot on a toy camera {by hand}." in asked.data[told]
    assert {key for key in asked.data if asked.data[key] != before.data[key]} == {told}
    if name in ("keyframe", "motion", "music"):
        assert asked.data[told] == asked.prompt


def test_a_local_writer_is_told_what_the_own_words_add_and_not_what_stands_around() -> None:
    asked = requests(worded("storyboard"))["storyboard"]
    assert asked.data["prompt"] == "a film Shot on a toy camera {by hand}."
    asked = requests(worded("brief", "The client wrote:\n{prompt}\n\nAsked for: {asked}. All at night."))["brief"]
    assert " ".join(asked.data["prompt"].split()) == "a film . All at night."


def test_instructions_of_ones_own_leave_what_is_asked_as_it_is() -> None:
    before, asked = requests(film())["brief"], requests(worded("brief", original("brief").text, "Be brief."))["brief"]
    assert asked.system == "Be brief."
    assert asked.model_copy(update={"system": before.system}) == before


def test_a_note_gentler_words_and_own_words_stand_together() -> None:
    slot = SLOT["motion"]
    asked = requests(worded("motion", "{motion}, slowly", notes={slot: "more sea"}, rungs={slot: 2}))[slot]
    assert asked.prompt.startswith("A calm scene for all ages.")
    assert asked.prompt.endswith("he climbs the stair, slowly. more sea.")
    assert asked.data["motion"] == asked.prompt


def test_parts_that_are_written_again_keep_their_task_and_hear_what_the_own_words_add() -> None:
    (basis,) = (name for name, text in TEXTS.items() if text == FULL.plain())
    anew = Revision(basis=basis, changes={"scene/goes": "shorter"}, round=1)
    before = requests(film(known={"revision": anew}))["storyboard"]
    asked = requests(worded("storyboard", revision=anew))["storyboard"]
    assert asked.prompt == f"{before.prompt}\nShot on a toy camera {{by hand}}."


def test_original_words_are_those_that_films_were_made_with() -> None:
    for made in films().values():
        assert not any(param_of(name) in recipe.params for recipe in made_by(made).values() for name in originals())


WORDS = st.text(alphabet="ab {}.\n\u00a0", max_size=12).map(str.strip)


@given(st.tuples(WORDS, WORDS, WORDS, WORDS))
def test_a_picture_with_empty_places_is_asked_for_as_ever(said: tuple[str, ...]) -> None:
    values = dict(zip(("words", "cast", "look", "room"), said, strict=True))
    parts = [*said, "No text, no letters, no watermark."]
    assert filled(original("keyframe").text, values) == " ".join(part for part in parts if part)


@pytest.mark.parametrize("name", ["keyframe", "motion", "music"])
def test_words_that_were_tried_in_the_lab_and_then_kept_ask_for_the_very_same(name: str) -> None:
    slot, first = SLOT[name], original(name)
    before = requests(film())[slot]
    recipe = made_by(film())[slot]
    scene = FULL.scenes[0]
    asked = picture_places(film(), scene, scene.start_prompt) if name == "keyframe" else recipe.params
    values = {place: asked[place] for place in first.variables}
    grid = Grid(
        role=first.role,
        wordings=(first.text + MORE,),
        values=(values,),
        models=(recipe.model,),
        seeds=(before.seed or 0,),
        origin=Origin(slot=slot, stage=name, values=values),
        base={part: said for part, said in before.plain().items() if part != "sample"},
    )
    ((_, _, tried),) = cells(grid).values()
    assert Request.model_validate(tried.params["request"]) == requests(worded(name))[slot]


def test_every_place_is_filled_by_its_stage() -> None:
    for name, first in originals().items():
        if name == "talk":  # which is no slot of a film, and has no places
            assert not first.variables
            continue
        if name == "keyframe":
            scene = FULL.scenes[0]
            assert set(picture_places(film(), scene, scene.start_prompt)) == set(first.variables)
        every = worded(name, " ".join(f"{{{place}}}" for place in first.variables))
        told = every.model_copy(update={"settings": every.settings.model_copy(update={"languages": ("es",)})})
        assert requests(told)[TOLD[name]].prompt
        assert set(first.needed) <= set(first.variables)
