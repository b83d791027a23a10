"""`vidpipe stitch` with another transition: what is set, what is refused before anything is cut."""

import pytest

from vidpipe import Joint, Studio, Transition
from vidpipe.film.storyboard import Way

pytestmark = [pytest.mark.xdist_group("cli-film")]


def edit_of(copy):
    with Studio(copy.data) as studio:
        return studio.project(copy.project).overview.edit


def test_a_transition_is_set_for_one_scene_and_for_all_and_the_film_is_cut_again(copy, cli, tmp_path):
    out = tmp_path / "film.mp4"
    options = ("--transition", "dip-to-white", "--seconds", "0.25", "--at", "1", "--out", str(out), "--json")
    told = cli("stitch", copy.project, *options, data=copy.data).data
    assert told["status"] == "complete"
    assert out.stat().st_size > 10_000
    first = edit_of(copy)
    assert list(first.joints.values()) == [Transition(kind=Joint.DIP_WHITE, frames=6)]
    assert cli("stitch", copy.project, "--transition", "wipe-up", data=copy.data).code == 0
    assert edit_of(copy) == first.with_all_joints(Transition(kind=Joint.WIPE, frames=12, way=Way.UP))
    for at in (("--at", "1"), ()):
        assert cli("stitch", copy.project, "--transition", "planned", *at, data=copy.data).code == 0
    assert (edit_of(copy).joints, edit_of(copy).joint) == ({}, None)


def test_a_crossfade_is_a_transition_of_all_scenes_and_nought_is_a_cut(copy, cli):
    with Studio(copy.data) as studio:
        settings = studio.project(copy.project).settings
    for seconds, joint in (("0.25", Transition(kind=Joint.CROSSFADE, frames=6)), ("0", Transition())):
        assert cli("stitch", copy.project, "--crossfade", seconds, data=copy.data).code == 0
        assert edit_of(copy).joint == joint
    with Studio(copy.data) as studio:
        assert studio.project(copy.project).settings == settings, "the film's settings are left alone"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--transition", "star"), "cut, crossfade, dip-to-black"),
        (("--transition", "wipe", "--seconds", "9"), "0.1 to 2"),
        (("--transition", "wipe", "--at", "1"), "dip-to-black, dip-to-white or cut"),
        (("--transition", "dip-to-black", "--seconds", "2", "--at", "1"), "at most"),
        (("--transition", "wipe", "--at", "99"), "numbered 1 to"),
        (("--crossfade", "9"), "0.1 to 2"),
        (("--seconds", "1"), "--transition wipe"),
        (("--at", "1"), "--transition wipe"),
        (("--transition", "zoom", "--crossfade", "1"), "Leave one of them out"),
    ],
)
def test_a_transition_that_cannot_be_made_is_refused_with_a_remedy(copy, cli, options, said):
    before = edit_of(copy)
    answer = cli("stitch", copy.project, *options, data=copy.data)
    assert answer.code == 2
    assert said in answer.complaint
    assert edit_of(copy) == before
