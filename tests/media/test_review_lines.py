"""Narration that its scene has no room for is a finding of the review: its scene, what becomes of it, what to do."""

import pytest
from media_room import Room, tone

from vidpipe.film.cut import CutPlan, Shot, VoiceLine
from vidpipe.media.overlong import ACT, too_long

SCENES = ("one", "two", "three")


@pytest.fixture(scope="module")
def room(tmp_path_factory) -> Room:
    return Room(tmp_path_factory.mktemp("lines"))


def told(room: Room, *lines: tuple[str, int, float], **more: object) -> list[tuple[str, str]]:
    """The findings of a film of three scenes of two seconds: of lines by scene, first frame and seconds."""
    shots = tuple(Shot(scene=scene, media="0" * 64, frames=48) for scene in SCENES)
    voice = tuple(
        VoiceLine(scene=scene, media=room.sound(f"{seconds}", tone(200, seconds)), start=start, frames=1, text="Said")
        for scene, start, seconds in lines
    )
    plan = CutPlan.model_validate({"width": 160, "height": 90, "rate": 24, "shots": shots, "voice": voice} | more)
    found = list(too_long(plan, room.shelf.__getitem__, stopped=lambda: False))
    assert all((one.kind, one.step, one.act) == ("long", "sound", ACT) for one in found)
    return [(one.scene, one.says) for one in found]


def test_a_line_that_fits_its_scene_is_no_finding_early_or_late(room):
    assert told(room, ("one", 0, 1.9), ("two", 60, 1.5), ("three", 120, 1.0)) == []


def test_a_line_over_which_the_next_one_begins_is_cut_off(room):
    (found,) = told(room, ("one", 6, 2.5), ("two", 54, 1.0))
    assert found == ("one", "Its line lasts 2.5 s where there is room for 2.0 s: 0.5 s of it are cut off.")


def test_a_line_that_goes_on_over_the_next_scene_is_told(room):
    (found,) = told(room, ("one", 3, 2.5))
    assert found == ("one", "Its line lasts 2.5 s and goes on for 0.6 s over the next scene.")


def test_a_line_that_a_person_put_so_late_that_it_goes_on_is_meant_so(room):
    assert told(room, ("one", 36, 1.0)) == []


def test_lines_that_nobody_hears_are_never_too_long(room):
    silent = VoiceLine(scene="one", media=room.sound("4.0", tone(200, 4.0)), start=0, frames=48, text="x", gain_db=-60)
    written = VoiceLine(scene="three", start=100, frames=48, text="Only a caption")
    damaged = VoiceLine(scene="two", media="f" * 64, start=48, frames=48, text="Gone")
    room.shelf["f" * 64] = room.folder / "nothing.wav"
    assert told(room, voice=(silent, written, damaged)) == []
