"""What the cut page shows, as pure view-models: what is watched, what was measured, how scenes are joined."""

import pytest
from overviews import digest, film, scene, slot, take

from vidpipe.engine.overview import Status
from vidpipe.film.edit import Edit
from vidpipe.film.storyboard import Joint, Transition
from vidpipe.recipe import Recipe
from vidpipe.take import Cause, State
from vidpipe.ui.view.cut import checks, passed, version, watched
from vidpipe.ui.view.joints import default_says, joints, lasting, longest, warning, within
from vidpipe.ui.view.lanes import Chosen, lanes

CUT = "cut/16x9/en/draft"
DISSOLVE = Transition(kind=Joint.CROSSFADE, frames=12)
DIP = Transition(kind=Joint.DIP_BLACK, frames=20)


def with_cut(state: State, status: Status = Status.AWAITING_APPROVAL, **more):
    return film(status, slots={CUT: slot(CUT, state, **more)})


def test_without_a_cut_the_animatic_is_watched_and_said_to_be_one():
    seen = watched(with_cut(State.EMPTY))
    assert seen.take.slot == "animatic"
    assert not seen.is_cut
    assert "Animatic" in seen.note


def test_the_cut_stays_while_the_next_is_assembled():
    seen = watched(with_cut(State.RUNNING, Status.STITCHING, made=True, progress=40))
    assert seen.is_cut
    assert seen.note == "A new version is being assembled, 40 %"
    assert seen.chip == "40 %"


def with_preview(state: State, *, fresh: bool = True, **more):
    shown = slot("preview", State.READY if fresh else State.STALE, take=take("preview", milliseconds=9000))
    return with_cut(state, take=take(CUT, milliseconds=6000), **more).model_copy(
        update={"preview": shown, "previewing": not fresh}
    )


def test_a_preview_is_played_in_place_of_the_cut_that_was_changed_and_says_what_it_is():
    seen = watched(with_preview(State.STALE))
    assert (seen.playing.slot, seen.take.slot) == ("preview", CUT)
    assert seen.note == "Preview · Assemble again for the full picture"
    assert seen.time == "0:09"
    assert seen.is_cut
    following = watched(with_preview(State.RUNNING, status=Status.STITCHING, progress=40))
    assert following.note == "Preview · the full picture follows, 40 %"


def test_a_preview_of_something_older_is_not_shown():
    seen = watched(with_preview(State.STALE, fresh=False))
    assert seen.playing.slot == CUT
    assert seen.note == "Made before your last change. A preview of it is on its way"


def test_a_stale_cut_that_will_be_assembled_is_next_in_line():
    seen = watched(with_cut(State.STALE, Status.STITCHING))
    assert seen.state is State.QUEUED
    assert watched(with_cut(State.STALE)).state is State.STALE


def test_causes_name_scenes_by_their_numbers_and_say_nothing_twice():
    said = ("its narration of scene scene2 changed", "its narration changed", "its words changed", "its words changed")
    why = watched(with_cut(State.STALE, causes=tuple(Cause(reason=reason) for reason in said))).why
    assert why == "Its narration of scene 2 changed; its words changed."


def measured(**meta):
    asked = {"width": 640, "height": 360, "loudness": -140, "peak": -10}
    recipe = Recipe(
        stage="cut",
        version=1,
        params={"format": asked, "order and lengths": [{"frames": 144}], "narration": [{}, {}], "words": []},
    )
    facts = {"width": 640, "height": 360, "milliseconds": 6000, "loudness": -142, "peak": -12, "warnings": []} | meta
    return take(CUT, **facts).model_copy(update={"recipe": recipe})


def test_a_good_film_passes_all_its_checks():
    found = checks(measured(codec="h264 (High)"), film())
    assert passed(found) == "5 passed"
    assert {check.name: check.says for check in found}["Picture"] == "640 × 360, 24 fps, H.264"


@pytest.mark.parametrize(
    ("meta", "name"),
    [
        ({"milliseconds": 5500}, "Length"),
        ({"width": 320}, "Picture"),
        ({"loudness": -200}, "Loudness"),
        ({"peak": 3}, "Peak"),
        ({"warnings": ["Shot 2: its last picture is held."]}, "Look at this"),
    ],
)
def test_what_failed_comes_first_and_says_so(meta, name):
    found = checks(measured(**meta), film())
    assert (found[0].name, found[0].good) == (name, False)
    assert passed(found).endswith("1 failed")


def test_a_silent_film_passes_nothing_about_its_sound():
    found = {check.name: check for check in checks(measured(loudness=None, peak=None), film())}
    assert found["Sound"].good is None
    assert "Peak" not in found


def test_the_version_says_the_size_it_has_else_the_one_it_will_have():
    asked = with_cut(State.EMPTY)
    assert version(asked, watched(asked)).size == "640 × 360, draft"
    real = with_cut(State.READY, take=take(CUT, width=1280, height=720))
    assert version(real, watched(real)).size == "1280 × 720, draft"


def test_joints_are_shown_as_they_are_cut():
    rows = (scene(1), scene(2, words={"transition": DISSOLVE}), scene(3, words={"continuity": "continue"}))
    made = film(Status.COMPLETE, *rows)
    assert [row.kind for row in joints(made)] == [Joint.CUT, Joint.CROSSFADE, Joint.CUT]
    dipped = made.model_copy(update={"edit": Edit(joints={"scene1": DIP, "scene3": DIP})})
    assert [row.kind for row in joints(dipped)] == [Joint.DIP_BLACK, Joint.CROSSFADE, Joint.DIP_BLACK]
    assert [row.asked for row in joints(dipped)] == [True, False, True]


def test_the_films_own_crossfade_is_said_and_shown():
    made = film(settings={"crossfade": 12})
    assert default_says(made) == "dissolve, 0.5 s"
    assert joints(made)[1].says(24) == "Joint of scenes 1 and 2: dissolve, 0.5 s"
    assert joints(made)[0].says(24) == "The film's beginning: starts at once"
    assert default_says(film(settings={"crossfade": 0})) == "cut"
    assert default_says(film()) == "as the storyboard has them"


def test_a_joint_that_is_too_long_says_how_long_it_will_be():
    fits = film(edit=Edit(joints={"scene2": Transition(kind=Joint.CROSSFADE, frames=24)}))
    long = film(edit=Edit(joints={"scene2": Transition(kind=Joint.CROSSFADE, frames=40)}))
    assert warning(joints(fits)[1], 24) == ""
    assert warning(joints(long)[1], 24) == "1.7 s is longer than its scenes have room for: it will last 1.0 s."


@pytest.mark.parametrize("rate", [24, 25, 30])
def test_a_length_on_the_slider_is_a_length_that_can_be_made(rate):
    Transition(kind=Joint.CROSSFADE, frames=lasting(longest(rate), rate))
    assert within(lasting(0.7, rate) / rate, rate) == 0.7
    assert within(0.01, rate) == 0.2
    assert within(9, rate) == longest(rate)


def test_the_lanes_hold_every_scene_joint_and_line_in_its_place():
    made = film(edit=Edit(joints={"scene2": DIP}))
    data = lanes(made, bus="cut", chosen=Chosen(joint="scene2"), handles=True)
    assert [block["start"] for block in data["scenes"]] == [0, 48, 96]
    assert [joint["kind"] for joint in data["joints"]] == ["cut first", "dip", "cut"]
    assert data["voice"][0]["start"] == 8
    assert data["music"]["peaks"].endswith(f"/peaks/{digest('music#1')}/400.json")
    assert lanes(made, bus="cut", chosen=Chosen(), handles=False)["joints"] == []
