"""Transitions as nouns: what came later leaves no trace in films without it, and a film's own kind of joint holds where
nobody set another one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from vidpipe.asking import transition_from
from vidpipe.errors import BadInput
from vidpipe.film.edit import Edit, joint_into
from vidpipe.film.storyboard import Joint, Scene, Storyboard, Transition, Way

WIPE = Transition(kind=Joint.WIPE, frames=10, way=Way.UP)
FADE = Transition(kind=Joint.CROSSFADE, frames=12)


def board() -> Storyboard:
    options = {"opens": {}, "then": {"transition": FADE}, "goes": {"continuity": "continue"}, "ends": {}}
    return Storyboard(
        scenes=tuple(Scene(id=name, frames=48, start_prompt="A hill.", **more) for name, more in options.items())
    )


def entered(edit: Edit, *, crossfade: int | None = None) -> dict[str, Transition]:
    return {scene.id: joint_into(board(), scene, crossfade, edit) for scene in board().scenes}


def test_a_transition_without_a_direction_is_the_data_it_was() -> None:
    assert FADE.plain() == {"kind": "crossfade", "frames": 12}
    assert Edit().plain().keys() == {"scenes", "joints", "captions", "titles", "music_db", "voice_db"}
    assert WIPE.plain() == {"kind": "wipe", "frames": 10, "way": "up"}
    assert Transition.model_validate(WIPE.plain()) == WIPE


@given(st.sampled_from(Joint), st.sampled_from(Way), st.integers(0, 48))
def test_a_direction_is_kept_by_kinds_that_have_one(kind: Joint, way: Way, frames: int) -> None:
    made = Transition(kind=kind, frames=frames, way=way)
    assert made.way is (way if kind.has_way else Way.LEFT)
    assert Transition.model_validate_json(made.model_dump_json()) == made
    assert [kind is Joint.CUT, kind.dips, kind.overlaps].count(True) == 1


def test_a_direction_that_is_none_is_refused_with_every_kind() -> None:
    for kind in Joint:
        with pytest.raises(ValidationError):
            Transition.model_validate({"kind": kind, "way": "sideways"})


def test_a_writer_is_asked_for_no_more_than_before() -> None:
    shape = Storyboard.model_json_schema()["$defs"]
    assert shape["Joint"]["enum"] == ["cut", "crossfade", "dip to black"]
    assert shape["Transition"]["properties"].keys() == {"kind", "frames"}
    assert "Way" not in shape


def test_a_film_s_own_joint_holds_where_nobody_set_another_one() -> None:
    plain = {"opens": Transition(), "then": FADE, "goes": Transition(), "ends": Transition()}
    assert entered(Edit()) == plain
    every = Edit().with_all_joints(WIPE)
    assert entered(every, crossfade=8) == plain | {"then": WIPE, "ends": WIPE}
    one = every.with_joint("ends", FADE).with_joint("goes", FADE)
    assert entered(one) == plain | {"then": WIPE, "goes": FADE, "ends": FADE}
    assert entered(every.with_all_joints(Transition())) == dict.fromkeys(plain, Transition())
    assert entered(every.with_all_joints(None), crossfade=8)["then"] == Transition(kind=Joint.CROSSFADE, frames=8)


def test_a_film_comes_out_of_a_colour_and_out_of_nothing_else() -> None:
    for kind in Joint:
        edit = Edit().with_joint("opens", Transition(kind=kind, frames=8))
        assert entered(edit)["opens"].kind is (kind if kind.dips else Joint.CUT)


@pytest.mark.parametrize(
    ("name", "seconds", "made"),
    [
        ("cut", 3, Transition()),
        ("Crossfade", None, FADE),
        ("dip-to-white", 1, Transition(kind=Joint.DIP_WHITE, frames=24)),
        ("wipe", 0.25, Transition(kind=Joint.WIPE, frames=6)),
        ("wipe-up", 10 / 24, WIPE),
        ("slide right", 2, Transition(kind=Joint.SLIDE, frames=48, way=Way.RIGHT)),
        ("planned", None, None),
    ],
)
def test_a_transition_has_a_name_a_person_can_type(name: str, seconds: float | None, made: Transition | None) -> None:
    assert transition_from(name, seconds, rate=24) == made


@pytest.mark.parametrize(
    ("name", "seconds", "remedy"),
    [
        ("star", None, "wipe-right"),
        ("zoom-left", None, "cut, crossfade"),
        ("wipe", 0, "0.1 to 2"),
        ("wipe", 9, "0.1 to 2"),
        ("zoom", float("nan"), "0.1 to 2"),
    ],
)
def test_what_is_no_transition_is_refused(name: str, seconds: float | None, remedy: str) -> None:
    with pytest.raises(BadInput) as caught:
        transition_from(name, seconds, rate=24)
    assert remedy in caught.value.remedy
