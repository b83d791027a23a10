"""A preview is small whatever the film's shape, and never larger than the film."""

import pytest

from vidpipe.film.cut import CutPlan, Shot
from vidpipe.media.assemble import geometry
from vidpipe.media.pieces import Making
from vidpipe.media.piecework import making

SHOTS = (Shot(scene="aaaa", media="0" * 64, frames=24),)


@pytest.mark.parametrize(
    ("size", "small"),
    [
        ((1280, 720), (854, 480)),
        ((720, 1280), (480, 854)),
        ((960, 960), (480, 480)),
        ((864, 1080), (480, 600)),
        ((640, 360), (640, 360)),
    ],
)
def test_the_shorter_side_is_480_at_most(size: tuple[int, int], small: tuple[int, int]) -> None:
    plan = CutPlan(width=size[0], height=size[1], rate=24, shots=SHOTS, quality="preview")
    made = geometry(plan)
    assert (made.width, made.height) == small
    assert geometry(plan.model_copy(update={"quality": "final"})).width == size[0]


def test_pieces_of_a_preview_are_none_of_the_cuts() -> None:
    plan = CutPlan(width=1280, height=720, rate=24, shots=SHOTS, quality="preview")
    full: Making = making(geometry(plan.model_copy(update={"quality": "final"})), "final")
    assert making(geometry(plan), "draft") != full
