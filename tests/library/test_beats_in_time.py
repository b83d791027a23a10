"""Beats in time: whatever is chosen, the film is just as long as asked, and no clip is longer than its model makes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vidpipe.errors import BadInput
from vidpipe.film.brief import FilmKind
from vidpipe.film.timing import ceiling
from vidpipe.library.pacing import clips_of, paced
from vidpipe.library.structure import archetypes, beats, chosen, kind_of, templates

RATES = st.sampled_from((24, 25, 30))
ANY = {"shortest": 1000, "longest": 10_000, "only": []}
VEO = {"shortest": 1000, "longest": 8000, "only": [4000, 6000, 8000]}


@st.composite
def limits(draw: st.DrawFn) -> dict[str, object]:
    """What lengths a model makes: some only, or a span."""
    only = draw(st.lists(st.integers(2, 15).map(lambda seconds: 1000 * seconds), max_size=4, unique=True))
    longest = draw(st.integers(3, 15)) * 1000
    return {"shortest": 1000 if only else min(2000, longest), "longest": max(only or [longest]), "only": only}


@st.composite
def choices(draw: st.DrawFn) -> tuple[str, ...]:
    if draw(st.booleans()):
        return (draw(st.sampled_from(sorted(templates()))),)
    kind = draw(st.sampled_from(FilmKind))
    return tuple(draw(st.lists(st.sampled_from([b.id for b in beats().values() if b.kind is kind]), min_size=1)))


@settings(max_examples=150, deadline=None)
@given(choices(), RATES, st.integers(3 * 24, 600 * 30), limits())
def test_the_film_is_as_long_as_asked_to_the_frame_and_every_clip_can_be_made(choice, rate, total, made):
    found = paced(choice, total, rate=rate, limits=made)
    assert sum(one.frames for one in found) == total
    assert [one.start for one in found] == [sum(one.frames for one in found[:place]) for place in range(len(found))]
    longest = ceiling(rate, made["longest"], made["only"])
    for one in found:
        assert sum(one.clips) == one.frames
        assert all(0 < frames <= longest for frames in one.clips)
        assert len(one.clips) == -(-one.frames // longest)


@settings(max_examples=100, deadline=None)
@given(choices(), RATES, st.integers(20, 300), limits())
def test_beats_stand_in_the_order_that_was_chosen(choice, rate, seconds, made):
    names = [one.beat for one in paced(choice, seconds * rate, rate=rate, limits=made)]
    if choice[0] not in templates():
        assert names == list(choice)
    else:
        assert beats()[names[-1]].position == "closing"
        assert {beats()[name].kind for name in names} == {templates()[choice[0]].kind}


@given(st.integers(25, 35), RATES, st.sampled_from((ANY, VEO)))
def test_the_scene_plan_of_an_ad_has_its_parts_in_their_times(seconds, rate, made):
    found = paced(("scene_plan",), seconds * rate, rate=rate, limits=made)
    length = {part: sum(one.frames for one in found if one.part == part) / rate for part in (one.part for one in found)}
    assert list(length) == ["hook", "introduction", "features", "closing"]
    shares = {part: 30 * value / seconds for part, value in length.items()}
    slack = 0.5 if made is ANY else 2.0
    for part, (low, high) in {"hook": (3, 4), "introduction": (4, 6), "features": (12, 16), "closing": (4, 6)}.items():
        assert low - slack <= shares[part] <= high + slack
    assert sum(one.part == "features" for one in found) in (2, 3, 4)


@pytest.mark.parametrize(
    ("frames", "clips"),
    [(96, (96,)), (192, (192,)), (240, (144, 96)), (216, (144, 72)), (336, (192, 144)), (200, (144, 56))],
)
def test_a_beat_longer_than_a_clip_has_as_few_as_can_be_and_little_is_paid_for_nothing(frames, clips):
    assert clips_of(frames, rate=24, limits=VEO) == clips


def test_what_is_left_of_a_beat_is_no_clip_of_a_few_frames():
    assert min(clips_of(195, rate=24, limits=VEO)) >= 24


def test_a_list_without_a_length_is_as_long_as_its_beats():
    found = paced(("hero_shot", "usage_scenario", "call_to_action"), None, rate=24, limits=ANY)
    assert [one.frames for one in found] == [5 * 24, 10 * 24, 5 * 24]


def test_the_library_has_the_fifteen_beats_and_the_five_archetypes_of_an_ad():
    ads = [beat for beat in beats().values() if beat.kind is FilmKind.AD]
    assert len(ads) == 15
    assert {beat.seconds for beat in ads} == {5, 10}
    assert all(beat.purpose.endswith(".") for beat in beats().values())
    assert sum(one.kind is FilmKind.AD for one in archetypes().values()) == 5
    assert kind_of(("luxury_showcase",)) is FilmKind.AD


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("hero_shoot", "Did you mean hero_shot"),
        ("hero_shot,journey", "two kinds"),
        ("hero_shot,scene_plan", "choose it alone"),
        (["hero_shot"] * 41, "too many"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_with_what_helps(said, why):
    with pytest.raises(BadInput) as refused:
        chosen(said)
    assert why in f"{refused.value.message} {refused.value.remedy}"


def test_names_are_read_as_people_write_them():
    assert chosen(" Hero shot, usage-scenario ,call_to_action,") == ("hero_shot", "usage_scenario", "call_to_action")
    assert chosen("none") == chosen("") == ()
