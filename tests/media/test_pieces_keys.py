"""pieces.py: the pieces of any film follow one another without a gap, and a change touches only what shows it."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vidpipe.film.cut import CutPlan, Shot, Words
from vidpipe.film.storyboard import Joint, Transition
from vidpipe.media import pieces
from vidpipe.media.decode import Geometry
from vidpipe.media.probe import Probe
from vidpipe.media.reel import fit
from vidpipe.media.timeline import lay_out

MAKING = pieces.Making(Geometry(160, 90, 24), "x264")


def digest(number: int) -> str:
    return f"{number:064x}"


def shot(number: int, frames: int, kind: Joint = Joint.CUT, over: int = 0, **options: object) -> Shot:
    joint = Transition(kind=kind, frames=over)
    named = {"scene": f"s{number}", "media": digest(number), "head": 6} | options
    return Shot.model_validate(named | {"frames": frames, "transition": joint})


def plan(*shots: Shot, **options: object) -> CutPlan:
    return CutPlan.model_validate({"width": 160, "height": 90, "rate": 24, "shots": shots} | options)


def row(film: CutPlan, making: pieces.Making = MAKING, length: int = 400) -> list[pieces.Piece]:
    spans = lay_out(film)
    clip = Probe("video/mp4", rate=Fraction(24), frames=length, milliseconds=1000 * length // 24)
    return pieces.row(film, spans, [fit(span, Path("clip"), clip, rate=24) for span in spans], making)


def keys(film: CutPlan) -> list[str]:
    return [piece.key for piece in row(film)]


SHOTS = st.builds(
    shot,
    st.integers(0, 6),
    st.integers(1, 130),
    st.sampled_from(Joint),
    st.integers(0, 48),
    start=st.none() | st.integers(0, 200),
    until=st.none() | st.integers(0, 300),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(SHOTS, min_size=1, max_size=8))
def test_pieces_cover_every_frame_once_and_none_is_short_or_long(shots: list[Shot]) -> None:
    film = plan(*shots)
    found = row(film)
    assert [frame for piece in found for frame in range(piece.start, piece.end)] == list(range(film.frames))
    assert all(piece.frames >= MAKING.least for piece in found) or len(found) == 1
    assert all(piece.frames < 3 * 24 for piece in found), "none is longer than the encoder's longest group"


@settings(max_examples=150, deadline=None)
@given(st.lists(SHOTS, min_size=1, max_size=8))
def test_a_transition_is_never_cut_in_two_and_a_piece_names_all_that_is_seen_in_it(shots: list[Shot]) -> None:
    film = plan(*shots)
    found, spans = row(film), lay_out(film)
    inner = {piece.start for piece in found[1:]}
    for span in spans:
        begun, ended = pieces.zone(span)
        assert not inner & set(range(begun + 1, min(ended, film.frames - MAKING.least)))
    for piece in found:
        seen = {span.number for span in spans if span.first < piece.end and span.last > piece.start}
        assert set(piece.shots) == seen


@settings(max_examples=100, deadline=None)
@given(st.lists(SHOTS, min_size=2, max_size=8), st.data())
def test_another_clip_changes_exactly_the_pieces_that_show_it(shots: list[Shot], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(shots) - 1))
    film = plan(*shots)
    swapped = plan(*shots[:number], shots[number].model_copy(update={"media": digest(99)}), *shots[number + 1 :])
    before, after = row(film), row(swapped)
    assert [piece.start for piece in before] == [piece.start for piece in after]
    changed = [a.key != b.key for a, b in zip(before, after, strict=True)]
    assert changed == [number in piece.shots for piece in before]


def test_a_longer_transition_leaves_the_pieces_further_in_as_they_were() -> None:
    def film(over: int) -> CutPlan:
        return plan(shot(0, 200), shot(1, 200, Joint.CROSSFADE, over), shot(2, 200, Joint.CROSSFADE, 12))

    before, after = set(keys(film(12))), keys(film(24))
    assert len([key for key in after if key not in before]) == 3, "the transition, and what stands on each side of it"


def test_a_trim_leaves_the_pieces_further_in_as_they_were() -> None:
    before = set(keys(plan(shot(0, 240), shot(1, 100))))
    after = keys(plan(shot(0, 235, start=11), shot(1, 100)))
    assert len([key for key in after if key not in before]) == 1


def test_an_inserted_shot_shifts_what_follows_without_changing_it() -> None:
    before = set(keys(plan(shot(0, 100), shot(1, 100), shot(2, 70))))
    after = keys(plan(shot(0, 100), shot(5, 37), shot(1, 100), shot(2, 70)))
    assert len([key for key in after if key not in before]) == 1


TITLE = Words(role="title", lines=("Morning",), start=10, frames=40)


@pytest.mark.parametrize(
    ("changed", "touched"),
    [
        ({"words": (TITLE.model_copy(update={"lines": ("Evening",)}),)}, {0, 1}),
        ({"words": (TITLE.model_copy(update={"start": 12}),)}, {0, 1}),
        ({"words": ()}, {0, 1}),
        ({"colours": ("#123456",)}, {0, 1}),
        ({"language": "de"}, {0, 1}),
        ({"music": digest(50), "loudness": -160}, set()),
        ({"width": 320, "height": 180}, {0, 1, 2, 3}),
    ],
)
def test_words_and_sizes_touch_the_pieces_in_which_they_are_seen(changed: dict[str, object], touched: set[int]) -> None:
    film = plan(shot(0, 90), shot(1, 90), words=(TITLE,))
    other = CutPlan.model_validate(film.plain() | changed)
    size = Geometry(other.width, other.height, 24)
    before, after = row(film), row(other, pieces.Making(size, "x264"))
    assert len(before) == len(after) == 4
    assert {n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a.key != b.key} == touched


def test_a_title_that_stays_to_the_end_is_another_than_one_that_fades() -> None:
    ends = Words(role="end", lines=("End",), start=60, frames=30)
    before = keys(plan(shot(0, 90), words=(ends,)))
    after = keys(plan(shot(0, 90), shot(1, 20), words=(ends,)))
    assert before[0] == after[0]
    assert before[1] != after[1]


@pytest.mark.parametrize("other", [pieces.Making(MAKING.size, "x265"), pieces.Making(Geometry(160, 90, 25), "x264")])
def test_another_encoder_or_rate_makes_every_piece_anew(other: pieces.Making) -> None:
    film = plan(shot(0, 90), shot(1, 90, Joint.CROSSFADE, 12))
    assert not set(keys(film)) & {piece.key for piece in row(film, other)}


@pytest.mark.parametrize("kind", [Joint.WIPE, Joint.SLIDE])
def test_the_way_of_a_transition_is_in_its_key(kind: Joint) -> None:
    def film(way: str) -> CutPlan:
        joint = Transition(kind=kind, frames=12, way=way)
        return plan(shot(0, 60), shot(1, 60).model_copy(update={"transition": joint}))

    assert sum(a != b for a, b in zip(keys(film("left")), keys(film("up")), strict=True)) == 1


def test_a_clip_that_ends_early_is_another_piece_only_where_it_is_held() -> None:
    before = set(keys(plan(shot(0, 200))))
    after = row(plan(shot(0, 200, until=180)))
    assert [piece.key not in before for piece in after] == [piece.end + 6 > 180 for piece in after]
