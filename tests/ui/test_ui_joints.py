"""Joints as the page of the cut shows and sets them: every kind in words and drawn small, for one and for all."""

import pytest
from overviews import film, scene, slot, take
from streamlit.testing.v1 import AppTest

from vidpipe.engine.overview import Status
from vidpipe.film.edit import Edit
from vidpipe.film.storyboard import Joint, Transition, Way
from vidpipe.take import State
from vidpipe.ui.view import choices
from vidpipe.ui.view.joining import Side, held, joining, stands_still
from vidpipe.ui.view.joints import MARKS, WORDS, default_says, joints, of_kind, planned_says, with_kind

ID = "aaaaaaaaaa"
WIPE = Transition(kind=Joint.WIPE, frames=12, way=Way.UP)
CLIP = "scene/scene{}/clip@draft"


def edited(studio, edit: Edit) -> Edit:
    for verb, args, _ in studio.asked:
        edit = args[0](edit) if verb == "recut" else edit
    return edit


def text(app: AppTest) -> str:
    return "\n".join(part.proto.body for part in app.get("html"))


def with_clips(edit: Edit, *, head: int, frames: int):
    """A film of scenes of 48 frames whose clips are measured."""
    made = [take(CLIP.format(n), head=head, frames=frames, rate=24) for n in (1, 2, 3)]
    rows = [scene(n, slots={"clip@draft": slot(made[n - 1].slot, State.READY, take=made[n - 1])}) for n in (1, 2, 3)]
    return film(Status.COMPLETE, *rows, edit=edit)


# ---------------------------------------------------------------- in words and as data


def test_every_kind_has_a_word_and_a_mark_of_its_own():
    assert set(WORDS) == set(MARKS) == set(Joint)
    assert len(set(MARKS.values())) == len(Joint)


def test_a_joint_says_where_it_goes():
    made = film(edit=Edit(joints={"scene2": WIPE, "scene3": Transition(kind=Joint.ZOOM, frames=6)}))
    assert [row.says(24) for row in joints(made)[1:]] == [
        "Joint of scenes 1 and 2: wipe up, 0.5 s",
        "Joint of scenes 2 and 3: zoom, 0.2 s",
    ]


def test_all_others_are_said_as_they_were_set_above_what_was_planned():
    made = film(edit=Edit(joint=WIPE), settings={"crossfade": 12})
    assert (default_says(made), planned_says(made)) == ("wipe up, 0.5 s", "dissolve, 0.5 s")
    assert default_says(film(edit=Edit(joint=Transition()))) == "cut"
    assert [row.kind for row in joints(made)] == [Joint.CUT, Joint.WIPE, Joint.WIPE]


def test_another_kind_keeps_the_length_and_a_cut_forgets_it():
    assert with_kind(WIPE, Joint.SLIDE, rate=24) == Transition(kind=Joint.SLIDE, frames=12, way=Way.UP)
    assert with_kind(WIPE, Joint.CUT, rate=24) == Transition()
    assert with_kind(Transition(), Joint.ZOOM, rate=30) == Transition(kind=Joint.ZOOM, frames=15)
    assert of_kind(WIPE, "planned", rate=24) is None
    assert of_kind(None, Joint.CUT, rate=24) == Transition()


@pytest.mark.parametrize(
    "joint", [WIPE, Transition(kind=Joint.ZOOM, frames=7), Transition(kind=Joint.DIP_WHITE, frames=3)]
)
def test_a_joint_of_the_cut_is_a_choice_of_the_storyboard_s_page_too(joint):
    found = choices.joints(24, planned=Transition(), present=joint, room=48)
    assert choices.transition(choices.code(joint)) == joint
    assert WORDS[joint.kind] in found[choices.code(joint)]


# ---------------------------------------------------------------- drawn


def test_the_picture_of_a_joint_goes_from_the_end_of_one_scene_to_the_start_of_the_next():
    made = film(edit=Edit(joints={"scene2": WIPE}))
    first, second = joints(made)[:2]
    found = joining(made, second)
    ends = [made.scenes[0].slots["keyframe/end"].take.digest, made.scenes[1].slots["keyframe/start"].take.digest]
    assert [found.before, found.after] == [Side(1, ends[0]), Side(2, ends[1])]
    assert (found.look, found.seconds, found.ratio) == ("joining wipe up", 0.5, "16 / 9")
    assert found.says == "Preview: wipe up, 0.5 s"
    assert joining(made, first).before == Side()


def test_a_clip_without_frames_around_its_scene_stands_still_in_a_long_joint():
    long = Edit(joints={"scene2": Transition(kind=Joint.SLIDE, frames=24)})
    made = with_clips(long, head=6, frames=60)
    assert held(made, joints(made)[1]) == 6
    assert "0.2 s too short to move through all of this slide" in stands_still(made, joints(made)[1])
    for fits in (with_clips(long, head=12, frames=72), film(edit=long)):
        assert stands_still(fits, joints(fits)[1]) == ""
    trimmed = with_clips(long.with_scene("scene1", until=40), head=12, frames=90)
    assert held(trimmed, joints(trimmed)[1]) == 12, "what is cut off behind a trim is never seen"
    dips = with_clips(Edit(joints={"scene2": Transition(kind=Joint.DIP_WHITE, frames=24)}), head=0, frames=48)
    assert held(dips, joints(dips)[1]) == 0, "a dip needs no more than the scenes"


# ---------------------------------------------------------------- on the page


def test_a_wipe_is_chosen_and_sent_another_way(visit):
    app, studio = visit("cut", film(), project=ID)
    app.get("button_group")[0].set_value(Joint.WIPE).run()
    assert edited(studio, Edit()).joints == {"scene2": Transition(kind=Joint.WIPE, frames=12)}
    edit = Edit(joints={"scene2": WIPE})
    app, studio = visit("cut", film(edit=edit), project=ID)
    assert "joining wipe up" in text(app)
    app.get("button_group")[1].set_value(Way.DOWN).run()
    app.slider(key="joint-length-scene2").set_value(1.0).run()
    assert edited(studio, edit).joints["scene2"].frames == 24
    assert [verb for verb, *_ in studio.asked] == ["recut", "recut"]
    assert studio.asked[0][1][0](edit).joints["scene2"] == WIPE.model_copy(update={"way": Way.DOWN})


def test_the_film_s_beginning_comes_out_of_black_or_white_and_of_nothing_else(visit):
    app, studio = visit("cut", film(), project=ID)
    app.button(key="hot-p-joint").click().run()
    kinds = app.get("button_group")[0]
    assert list(kinds.options) == ["Starts at once", "Out of black", "Out of white"]
    kinds.set_value(Joint.DIP_WHITE).run()
    assert edited(studio, Edit()).joints == {"scene1": Transition(kind=Joint.DIP_WHITE, frames=12)}


def test_all_others_are_set_at_once_and_left_as_planned_again(visit):
    edit = Edit(joint=WIPE)
    app, studio = visit("cut", film(edit=edit), project=ID)
    app.slider(key="joints-length").set_value(1.0).run()
    assert edited(studio, edit).joint == WIPE.model_copy(update={"frames": 24})
    app, studio = visit("cut", film(edit=edit), project=ID)
    app.selectbox(key="joints-default").select("planned").run()
    assert edited(studio, edit) == Edit()


def test_a_picture_that_is_not_made_is_a_number():
    bare = film(Status.COMPLETE, scene(1, State.EMPTY), scene(2, State.EMPTY))
    assert joining(bare, joints(bare)[1]).after == Side(2, "")
