"""A version's cut is made of the same clips; how it is framed is in its own recipe, and in no other one."""

import pytest
from test_edit_in_recipes import CUT, KEYFRAMES, Film, every_key, film, inputs, recipe, take

from vidpipe.engine.causes import causes_of
from vidpipe.film.edit import Edit
from vidpipe.film.format import Aspect, Quality
from vidpipe.film.version import Version
from vidpipe.recipe import Recipe
from vidpipe.stages.clips import STAGE as CLIPS
from vidpipe.stages.cutting import plan_of
from vidpipe.stages.poster import STAGE as POSTER

OWN, TALL = "cut/16x9/en/master", "cut/9x16/en/master"
CROP, BLUR = Version(aspect=Aspect.TALL), Version(aspect=Aspect.TALL, fit="blur")
ASIDE = Edit().with_scene("goes", focus=(20, 70))


def of(made: Film, slot: str, **meta: object) -> Recipe:
    """The recipe of a cut of clips of which these facts are known."""
    facts = {"width": 1280, "height": 720} | meta
    takes = {
        name: found.model_copy(update={"meta": found.meta | facts}) for name, found in inputs(CUT, made, slot).items()
    }
    return CUT.recipe(made, slot, takes)


def framing(made: Film, slot: str = TALL, **meta: object) -> list[tuple[str, object]]:
    return [(shot.fit, shot.focus) for shot in plan_of(of(made, slot, **meta)).shots]


def test_versions_change_no_key_of_what_is_there():
    before, after = every_key(film()), every_key(film(versions=(CROP,)))
    assert {slot: after[slot] for slot in before} == before
    assert set(after) - set(before) == {TALL}


def test_a_version_is_made_of_the_very_clips_of_the_film_in_its_own_size():
    made = film(versions=(CROP, Version(aspect=Aspect.WIDE, quality=Quality.DRAFT)))
    own, tall, half = CUT.slots(made)
    assert CUT.needs(made, own) == CUT.needs(made, tall) == CUT.needs(made, half)
    assert of(made, tall).inputs == of(made, own).inputs
    sizes = [(plan_of(of(made, slot)).width, plan_of(of(made, slot)).height) for slot in (own, tall, half)]
    assert sizes == [(1280, 720), (720, 1280), (640, 360)]
    assert list(CLIPS.slots(made)) == list(CLIPS.slots(film()))
    assert list(KEYFRAMES.slots(made)) == list(KEYFRAMES.slots(film()))


def test_the_poster_is_of_the_films_own_cut():
    made = film(versions=(CROP,))
    assert [need.slot for need in POSTER.needs(made, "poster")] == [OWN]
    assert POSTER.recipe(made, "poster", {OWN: take(OWN)}) == POSTER.recipe(film(), "poster", {OWN: take(OWN)})


def test_a_crop_keeps_what_a_person_says_else_what_its_maker_knows_else_it_is_looked_for():
    assert framing(film(versions=(CROP,))) == [("crop", None)] * 3
    assert framing(film(versions=(CROP,)), subject=[70, 60]) == [("crop", (70, 60))] * 3
    assert framing(film(ASIDE, versions=(CROP,)), subject=[70, 60])[1] == ("crop", (20, 70))
    assert framing(film(versions=(CROP,)), subject=["left", 900]) == [("crop", None)] * 3
    assert framing(film(ASIDE, versions=(BLUR,)), subject=[70, 60]) == [("blur", None)] * 3


def test_where_the_shape_is_the_same_nothing_is_framed():
    half = Version(aspect=Aspect.WIDE, quality=Quality.DRAFT, fit="blur")
    assert framing(film(ASIDE, versions=(half,)), "cut/16x9/en/draft") == [("", None)] * 3
    assert framing(film(ASIDE, versions=(CROP,)), width=720, height=1280) == [("", None)] * 3


def test_a_focus_touches_the_versions_that_crop_and_not_the_films_own_cut():
    was, now = film(versions=(CROP,)), film(ASIDE, versions=(CROP,))
    assert of(now, OWN).key == of(was, OWN).key
    assert of(now, TALL).key != of(was, TALL).key
    assert every_key(film(ASIDE)) == every_key(film())
    made = take(TALL).model_copy(update={"recipe": of(was, TALL)})
    assert [cause.reason for cause in causes_of(made, of(now, TALL))] == ["its framing changed"]


@pytest.mark.parametrize(("size", "wanted"), [((1200, 720), (20, 70)), ((720, 1280), None), ((1280, 720), None)])
def test_the_own_cut_follows_a_persons_focus_where_it_crops_a_clip_of_another_shape(size, wanted):
    found = framing(film(ASIDE), OWN, width=size[0], height=size[1], subject=[1, 1])
    assert found == [("", None), ("", wanted), ("", None)]


def test_a_cut_of_clips_whose_size_nobody_knows_is_as_it_was():
    assert recipe(CUT, film(ASIDE)).key == recipe(CUT, film()).key
