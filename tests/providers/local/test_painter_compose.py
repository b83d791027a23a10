"""Composition: whoever is in a scene is whole in both keyframes, whatever the move, the shot and the format."""

import itertools

import pytest

from vidpipe.film.format import SIZES
from vidpipe.providers.local.painter.camera import between, cameras, seen
from vidpipe.providers.local.painter.clock import Clock
from vidpipe.providers.local.painter.compose import SAFE, arrange
from vidpipe.providers.local.painter.spec import MOVES, Cast, SceneSpec
from vidpipe.providers.local.painter.stage import Stage

SUBJECTS = ("cat", "person", "bottle", "car", "sailboat", "rocket", "chart", "whale", "tree", "ramen", "deer")


def stage_for(subject: str, move: str, shot: str, size: tuple[int, int], room: str = "") -> Stage:
    return Stage(
        SceneSpec(
            setting="meadow",
            time="day",
            palette="day",
            cast=(Cast(id=subject),),
            move=move,
            shot=shot,  # type: ignore[arg-type]
            room=room,
            width=size[0],
            height=size[1],
        )
    )  # type: ignore[arg-type]


@pytest.mark.parametrize("shot", ["wide", "medium", "close", "detail"])
@pytest.mark.parametrize("move", MOVES)
def test_the_subject_is_inside_the_safe_area_at_both_keyframes(move: str, shot: str) -> None:
    for size in SIZES.values():
        for subject in SUBJECTS:
            stage = stage_for(subject, move, shot, size)
            spot = arrange(stage)[0][2]
            for share, camera in zip((0.0, 1.0), cameras(move), strict=True):
                box = stage.frame_of(spot.box(share), 1.0, camera)
                edge = SAFE - 0.012
                assert min(box.left, box.top) > edge, (subject, size, box)
                assert max(box.right, box.bottom) < 1 - edge, (subject, size, box)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_room_for_words_stays_free(subject: str) -> None:
    size = (1280, 720)
    left = arrange(stage_for(subject, "static", "medium", size, "left"))[0][2]
    right = arrange(stage_for(subject, "static", "medium", size, "right"))[0][2]
    upper = arrange(stage_for(subject, "static", "medium", size, "upper"))[0][2]
    assert left.box(0.0).left > 0.36
    assert right.box(1.0).right < 0.64
    assert upper.box(0.0).top > 0.3
    centre = arrange(stage_for(subject, "static", "medium", size, "centre"))[0][2]
    assert centre.box(0.0).top > 0.48


def test_a_close_shot_shows_the_subject_larger_than_a_wide_one() -> None:
    sizes = [
        arrange(stage_for("cat", "static", shot, (1280, 720)))[0][2].high
        for shot in ("wide", "medium", "close", "detail")
    ]
    assert sizes == sorted(sizes)
    assert sizes[-1] > 2 * sizes[0]


@pytest.mark.parametrize("move", MOVES)
def test_a_move_starts_and_ends_at_its_cameras_and_never_jumps(move: str) -> None:
    start, end = cameras(move)
    assert between(start, end, 0.0) == pytest.approx(start)
    assert between(start, end, 1.0) == pytest.approx(end)
    path = [seen(between(start, end, at / 100), 1.0, (0.5, 0.6), (0.5, 0.5)) for at in range(101)]
    steps = [abs(b[0] - a[0]) + abs(b[1] - a[1]) for a, b in itertools.pairwise(path)]
    assert max(steps) < 0.006
    assert start != end


@pytest.mark.parametrize("seconds", [0.5, 2.0, 4.0, 7.3, 15.0])
@pytest.mark.parametrize(("rate", "landing"), [(0.05, 0.3), (0.33, 0.0), (1.7, 0.6), (0.02, 0.9)])
def test_every_loop_lands_on_the_same_point_however_long_the_shot(rate: float, landing: float, seconds: float) -> None:
    turns = Clock(1.0, seconds).turns(rate, landing)
    assert turns % 1.0 == pytest.approx(landing, abs=1e-9)
    assert Clock(0.0, seconds).turns(rate, landing) == 0.0
    if rate * seconds > 2:
        assert turns / seconds == pytest.approx(rate, rel=0.3)
