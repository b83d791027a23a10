"""Where lines stand: what fits stays where it was, what is too long is moved, and none is heard over another."""

from itertools import accumulate, pairwise

from hypothesis import given
from hypothesis import strategies as st

from vidpipe.film.cut import voice_lead
from vidpipe.film.placing import Place, Spoken, breath, lasting, place

RATE = 24
WAIT = breath(RATE)


def film(*scenes: tuple[int, int | None], at: dict[int, int] | None = None) -> tuple[Place, ...]:
    """Lines of scenes given as their frames and their line's; a scene whose line lasts 0 frames has none."""
    starts = [0, *accumulate(frames for frames, _ in scenes)]
    rows = [
        Spoken(scene=f"scene{n}", first=starts[n], frames=frames, length=length, at=(at or {}).get(n))
        for n, (frames, length) in enumerate(scenes)
        if length != 0
    ]
    return place(rows, rate=RATE, total=starts[-1])


SCENES = st.lists(st.tuples(st.integers(1, 200), st.none() | st.integers(0, 260)), min_size=1, max_size=9)
PINS = st.dictionaries(st.integers(0, 8), st.integers(0, 300), max_size=3)


@given(SCENES, PINS)
def test_no_line_is_heard_over_another_and_their_order_is_kept(scenes, at):
    found = film(*scenes, at=at)
    for one, after in pairwise(found):
        assert one.start < after.start
        assert one.end <= after.start
        assert one.start + one.frames <= after.start


@given(SCENES, PINS)
def test_every_line_begins_in_its_own_scene_and_none_passes_the_film(scenes, at):
    total = sum(frames for frames, _ in scenes)
    for one in film(*scenes, at=at):
        assert one.line.first <= one.start < one.line.end
        assert 0 <= one.start < one.start + one.frames <= total
        assert one.end <= one.start + one.frames


@given(SCENES)
def test_a_film_whose_lines_fit_is_as_it_was(scenes):
    fitting = [(frames, length and min(length, frames - voice_lead(frames, RATE))) for frames, length in scenes]
    for one in film(*fitting):
        lead = voice_lead(one.line.frames, RATE)
        assert (one.start, one.frames) == (one.line.first + lead, one.line.frames - lead)
        assert one.fit == ("" if one.line.length is None else "fits")


@given(SCENES, PINS)
def test_what_is_not_too_long_is_heard_whole_and_what_is_has_no_room_left(scenes, at):
    found = film(*scenes, at=at)
    for number, one in enumerate(found):
        length = one.line.length or 0
        assert one.over + one.end - one.start == length
        if one.fit == "long" and one.line.at is None:
            assert one.start <= one.line.first + WAIT
            after = found[number + 1].start - WAIT if number + 1 < len(found) else sum(frames for frames, _ in scenes)
            assert one.end >= after


@given(SCENES, PINS)
def test_a_line_waits_for_the_one_before_only_as_far_as_its_scene_has_room(scenes, at):
    for one in film(*scenes, at=at):
        if one.shift > 0:
            assert one.start + (one.line.length or 0) <= one.line.end


def test_a_line_too_long_begins_earlier_by_just_what_it_needs():
    (one, _) = film((48, 42), (48, 20))
    assert (one.start, one.end, one.fit, one.shift) == (6, 48, "moved", -2)


def test_a_line_goes_on_into_the_room_before_the_next_which_waits_for_it():
    one, after = film((48, 60), (48, 20))
    assert (one.start, one.end, one.beyond, one.fit) == (WAIT, 63, 15, "moved")
    assert (after.start, after.shift, after.fit) == (63 + WAIT, 10, "moved")


def test_a_line_may_go_on_over_scenes_that_say_nothing():
    one, after = film((48, 100), (48, 0), (48, 30))
    assert (one.end, one.fit) == (103, "moved")
    assert (after.start, after.fit) == (106, "moved")


def test_what_is_too_long_for_all_room_there_is_says_by_how_much():
    one, after = film((48, 80), (48, 40))
    assert (one.fit, one.until, one.over) == ("long", 96 - 40 - WAIT, 80 - (53 - WAIT))
    assert after.end == 96


def test_two_long_lines_do_not_push_one_another():
    one, after, _ = film((48, 60), (48, 60), (48, 5))
    assert one.over == 60 - (48 - WAIT)
    assert (after.start, after.fit) == (48 + WAIT, "moved")


def test_a_line_stays_where_a_person_put_it():
    one, after = film((48, 20), (48, 20), at={1: 0})
    assert (after.start, after.fit) == (48, "set")
    late = film((48, 20), (48, 20), at={1: 300})[1]
    assert (late.start, late.fit, late.over) == (95, "long", 19)
    assert one.fit == "fits"


def test_a_line_that_nobody_measured_stands_as_planned():
    one, after = film((48, None), (48, 70))
    assert (one.start, one.fit, one.frames) == (8, "", 40)
    assert after.fit == "long"


def test_a_sound_lasts_whole_frames():
    assert lasting({"milliseconds": 1000}, 24) == 24
    assert lasting({"milliseconds": 1001}, 24) == 25
    assert lasting({}, 24) is None
