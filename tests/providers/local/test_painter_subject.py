"""The painter knows where the subject of its own pictures is, so that a crop of the clip keeps it in sight."""

import pytest

from vidpipe.providers.local.painter import paint_keyframe, subject_at


@pytest.mark.parametrize(("room", "across"), [("", 50), ("left", 70), ("right", 30)])
def test_the_subject_is_where_it_was_painted(room: str, across: int) -> None:
    picture = paint_keyframe(
        "A red fox in a forest",
        end="start",
        width=160,
        height=90,
        seed=3,
        camera="push in",
        shot="medium",
        colours=["#112233", "#ddaa55"],
        room=room,
    )
    found = subject_at(picture)
    assert found is not None
    assert abs(found[0] - across) <= 3
    assert 50 < found[1] < 90


def test_of_a_foreign_picture_nobody_knows() -> None:
    assert subject_at(b"\x89PNG\r\n\x1a\n and more") is None
    assert subject_at(b"") is None
