"""The edit: whatever is done to it, what is left as planned leaves no trace, and nothing out of limits gets in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from vidpipe.film.cut import CutPlan, Shot, VoiceLine, voice_lead
from vidpipe.film.edit import LOUDEST_DB, SILENT_DB, Edit, SceneEdit, joint_into, longest_joint, planned_joint
from vidpipe.film.project import Settings
from vidpipe.film.storyboard import Joint, Scene, Storyboard, Transition
from vidpipe.recipe import canonical

IDS = st.sampled_from(["open", "goes", "ends"])
LEVELS = st.integers(SILENT_DB, LOUDEST_DB)
JOINTS = st.builds(Transition, kind=st.sampled_from(Joint), frames=st.integers(0, 48))
TRIMS = st.tuples(st.integers(0, 200), st.integers(1, 200)).map(lambda pair: {"head": pair[0], "until": sum(pair)})
FIELDS = st.one_of(
    TRIMS,
    st.fixed_dictionaries({"voice_db": LEVELS}),
    st.fixed_dictionaries({"clip_db": st.none() | LEVELS}),
)
DEEDS = st.lists(st.tuples(IDS, FIELDS | JOINTS), max_size=12)
NOTHING = {"head": None, "until": None, "voice_db": 0, "clip_db": None}


def done(deeds: list[tuple[str, object]]) -> Edit:
    edit = Edit()
    for scene, deed in deeds:
        edit = edit.with_joint(scene, deed) if isinstance(deed, Transition) else edit.with_scene(scene, **deed)
    return edit


@given(DEEDS)
def test_an_edit_survives_being_written_and_read(deeds: list[tuple[str, object]]) -> None:
    edit = done(deeds)
    assert Edit.model_validate_json(canonical(edit.plain())) == edit


@given(DEEDS, IDS, FIELDS)
def test_the_last_word_about_a_scene_counts_and_no_other_scene_is_touched(
    deeds: list[tuple[str, object]], scene: str, fields: dict[str, int]
) -> None:
    before = done(deeds)
    after = before.with_scene(scene, **fields)
    assert all(getattr(after.scene(scene), name) == value for name, value in fields.items())
    assert all(after.scene(other) == before.scene(other) for other in ("open", "goes", "ends") if other != scene)
    assert after.joints == before.joints


@given(DEEDS)
def test_all_put_back_is_the_edit_that_was_never_made(deeds: list[tuple[str, object]]) -> None:
    edit = done(deeds)
    for scene in ("open", "goes", "ends"):
        edit = edit.with_scene(scene, **NOTHING).with_joint(scene, None)
    assert edit == Edit()
    assert canonical(edit.plain()) == canonical(Edit().plain())


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_trim_leaves_at_least_one_frame(head: int, until: int) -> None:
    if head < until:
        assert SceneEdit(head=head, until=until).until == until
    else:
        with pytest.raises(ValidationError, match="at least one frame"):
            SceneEdit(head=head, until=until)


@pytest.mark.parametrize("level", [SILENT_DB - 1, LOUDEST_DB + 1])
@pytest.mark.parametrize("name", ["voice_db", "clip_db"])
def test_a_level_out_of_limits_is_refused(name: str, level: int) -> None:
    with pytest.raises(ValidationError):
        Edit().with_scene("open", **{name: level})
    with pytest.raises(ValidationError):
        Edit(music_db=level)


def test_an_unknown_field_or_an_id_that_is_none_is_refused() -> None:
    with pytest.raises(ValidationError):
        Edit().with_scene("open", blur=3)
    with pytest.raises(ValidationError):
        Edit().with_scene("../etc", head=3)
    with pytest.raises(ValidationError):
        Edit().with_joint("Open!", Transition())


def test_fields_that_came_later_are_not_in_the_data_of_what_was_made_before() -> None:
    scene = Scene(id="open", frames=24, start_prompt="x")
    assert not {"voice", "speed"} & set(scene.plain())
    spoken = scene.model_copy(update={"voice": "emma", "speed": 90})
    assert Storyboard.model_validate(Storyboard(scenes=(spoken,)).plain()).scenes == (spoken,)
    schema = canonical(Storyboard.model_json_schema())
    assert '"voice"' not in schema
    assert '"speed"' not in schema


def test_a_trimmed_plan_survives_being_written_and_read() -> None:
    shot = Shot(scene="open", media="a" * 64, frames=24, head=6, start=9, until=30, gain_db=-3)
    line = VoiceLine(scene="open", media="b" * 64, start=3, frames=20, text="Hello.", gain_db=-4)
    plan = CutPlan(width=64, height=36, rate=24, shots=(shot,), voice=(line,), music_db=-9)
    assert CutPlan.model_validate(plan.plain()) == plan
    assert shot.first == 9
    assert shot.model_copy(update={"start": None}).first == 6
    assert plan.mix.voice == plan.voice
    assert (plan.mix.frames, plan.mix.music_db) == (24, -9)


@given(st.integers(1, 2400), st.sampled_from([24, 25, 30]))
def test_a_line_always_has_room_in_its_scene(frames: int, rate: int) -> None:
    assert 0 <= voice_lead(frames, rate) < frames


@pytest.mark.parametrize("speed", [49, 201])
def test_a_pace_nobody_understands_is_refused(speed: int) -> None:
    with pytest.raises(ValidationError):
        Settings(prompt="a film", speed=speed)
    with pytest.raises(ValidationError):
        Scene(id="open", frames=24, start_prompt="x", speed=speed)


def two(first: int, second: int) -> Storyboard:
    scenes = [Scene(id=name, frames=frames, start_prompt="x") for name, frames in (("open", first), ("ends", second))]
    return Storyboard(scenes=tuple(scenes))


@given(st.integers(1, 200), st.integers(1, 200))
def test_the_longest_joint_fits_half_of_either_scene(first: int, second: int) -> None:
    board = two(first, second)
    assert longest_joint(board, "ends") == min(48, first // 2, second // 2)
    assert longest_joint(board, "open") == min(48, first // 2)


@given(JOINTS, st.none() | st.integers(0, 48))
def test_a_joint_is_the_edit_s_else_the_film_s_else_the_scene_s(joint: Transition, crossfade: int | None) -> None:
    board = two(48, 48)
    opens, ends = board.scenes
    planned = planned_joint(board, ends, crossfade)
    assert joint_into(board, ends, crossfade, Edit()) == planned
    assert planned.frames == (crossfade or 0)
    assert planned_joint(board, opens, crossfade) == Transition()
    nothing = joint.kind is Joint.CUT or not joint.frames
    assert joint_into(board, ends, crossfade, Edit().with_joint("ends", joint)) == (Transition() if nothing else joint)
    into_film = joint_into(board, opens, crossfade, Edit().with_joint("open", joint))
    assert into_film.kind in (Joint.CUT, Joint.DIP_BLACK, Joint.DIP_WHITE)
