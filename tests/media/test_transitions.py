"""transitions.py: each kind begins with the first picture alone and ends with the second alone, moves luma and colour
together, and costs little; in a film it stands around its joint and nowhere else."""

import itertools

import numpy as np
import pytest
from media_room import HEIGHT, RATE, WIDTH, Room, flat, read_barcode, shot, tone, watch

from vidpipe.film.storyboard import Joint, Way
from vidpipe.media import transitions
from vidpipe.media.decode import Geometry
from vidpipe.media.timeline import Moment

SIZE = Geometry(WIDTH, HEIGHT, RATE)
WAYS = [(kind, way) for kind in Joint if kind.overlaps for way in Way if kind.has_way or way is Way.LEFT]
BACK = {Way.LEFT: Way.RIGHT, Way.RIGHT: Way.LEFT, Way.UP: Way.DOWN, Way.DOWN: Way.UP}
DARK, LIGHT = (40, 60, 190), (200, 190, 60)


def noise(seed: int, size: Geometry = SIZE) -> np.ndarray:
    return np.random.default_rng(seed).integers(16, 236, size.bytes, dtype=np.uint8)


def go(a: np.ndarray, b: np.ndarray, share: float, kind: Joint, way: Way = Way.LEFT) -> np.ndarray:
    return transitions.between(a, b, share, kind=kind, way=way, size=SIZE)


def shares(frame: np.ndarray) -> list[np.ndarray]:
    """How much of LIGHT each pixel of the three planes is, where the two pictures are DARK and LIGHT."""
    of = transitions.planes(frame, SIZE)
    return [(plane.astype(float) - a) / (b - a) for plane, a, b in zip(of, DARK, LIGHT, strict=True)]


@pytest.mark.parametrize(("kind", "way"), WAYS)
def test_a_transition_begins_with_the_first_picture_and_ends_with_the_second(kind: Joint, way: Way) -> None:
    a, b = noise(1), noise(2)
    kept = a.copy(), b.copy()
    assert np.array_equal(go(a, b, 0.0, kind, way), a)
    assert np.array_equal(go(a, b, 1.0, kind, way), b)
    middle = go(a, b, 0.5, kind, way)
    assert (middle.shape, middle.dtype) == (a.shape, a.dtype)
    assert not np.array_equal(middle, a)
    assert not np.array_equal(middle, b)
    assert np.array_equal(a, kept[0]), "a frame that is held is shown again"
    assert np.array_equal(b, kept[1])


@pytest.mark.parametrize(("kind", "way"), WAYS)
def test_the_second_picture_only_gains_and_the_middle_is_half_of_each(kind: Joint, way: Way) -> None:
    a, b = flat(*DARK), flat(*LIGHT)
    light = [[plane.mean() for plane in shares(go(a, b, step / 20, kind, way))] for step in range(21)]
    assert (np.diff(light, axis=0) >= -0.005).all()
    assert light[10] == pytest.approx([0.5] * 3, abs=0.03)
    for step in range(21):
        assert light[step] == pytest.approx([1 - one for one in light[20 - step]], abs=0.03)


@pytest.mark.parametrize(("kind", "way"), [pair for pair in WAYS if pair[0] is not Joint.ZOOM])
def test_backwards_it_is_the_same_transition_the_other_way_round(kind: Joint, way: Way) -> None:
    a, b = noise(3), noise(4)
    for share in (0.2, 0.45, 0.85):
        forth, back = go(a, b, share, kind, way), go(b, a, 1 - share, kind, BACK[way] if kind.has_way else way)
        off = np.abs(forth.astype(int) - back.astype(int))
        assert off.max() <= (0 if kind is Joint.SLIDE else 2)


@pytest.mark.parametrize(("kind", "way"), [pair for pair in WAYS if pair[0] is not Joint.CROSSFADE])
def test_colour_moves_with_light(kind: Joint, way: Way) -> None:
    """Luma at half its size is what the chroma planes show, at every pixel: no fringe of the other one's colour."""
    picture = [flat(*DARK), flat(*LIGHT)]
    for frame, (inner, dot) in zip(picture, ((LIGHT, slice(20, 40)), (DARK, slice(60, 70))), strict=True):
        for plane, value, half in zip(transitions.planes(frame, SIZE), inner, (1, 2, 2), strict=True):
            plane[dot.start // half : dot.stop // half, 40 // half : 80 // half] = value
    for step in range(1, 20):
        luma, *chroma = shares(go(*picture, step / 20, kind, way))
        halved = (luma[0::2, 0::2] + luma[1::2, 0::2] + luma[0::2, 1::2] + luma[1::2, 1::2]) / 4
        for plane in chroma:
            off = np.abs(plane - halved)
            assert off.mean() < 0.01
            assert off.max() < (0.3 if kind is Joint.ZOOM else 0.02), step


@pytest.mark.parametrize("way", Way)
def test_a_wipe_goes_its_way_with_a_soft_edge(way: Way) -> None:
    luma = shares(go(flat(*DARK), flat(*LIGHT), 0.3, Joint.WIPE, way))[0]
    line = luma[0] if way in (Way.LEFT, Way.RIGHT) else luma[:, 0]
    line = line[::-1] if way in (Way.LEFT, Way.UP) else line
    assert line[0] == 1
    assert line[-1] == 0
    assert (np.diff(line) <= 0).all()
    assert 4 <= ((line > 0.02) & (line < 0.98)).sum() <= 0.08 * len(line) + 2


@pytest.mark.parametrize("way", Way)
def test_a_slide_pushes_the_first_picture_out_by_the_second(way: Way) -> None:
    planes = (np.arange(WIDTH)[None] + np.zeros((HEIGHT, 1)), np.arange(HEIGHT)[:, None] + np.zeros((1, WIDTH)))
    lying = way in (Way.LEFT, Way.RIGHT)
    ramp = (planes[0] if lying else planes[1]).astype(np.uint8)
    a = np.concatenate([ramp.ravel(), np.full(SIZE.bytes - ramp.size, 128, np.uint8)])
    found = next(iter(transitions.planes(go(a, a, 0.5, Joint.SLIDE, way), SIZE)))
    line = found[0] if lying else found[:, 0]
    length = len(line)
    by = 2 * round(length / 4)
    first = by if way in (Way.LEFT, Way.UP) else length - by
    assert list(line) == [(first + n) % length for n in range(length)]


def test_a_zoom_only_goes_forward_and_shows_nothing_but_its_pictures() -> None:
    """A square in the middle of each picture grows all the way; what stands around the second one is its reflection."""
    squared, empty = flat(*DARK), flat(*DARK)
    next(transitions.planes(squared, SIZE))[35:55, 60:100] = 200

    def area(a: np.ndarray, b: np.ndarray, step: int) -> int:
        return int((next(transitions.planes(go(a, b, step / 20, Joint.ZOOM), SIZE)) > 120).sum())

    comes_near = [area(squared, empty, step) for step in range(7)]
    arrives = [area(empty, squared, step) for step in range(14, 21)]
    assert all(earlier <= later for earlier, later in itertools.pairwise(comes_near))
    assert all(earlier <= later for earlier, later in itertools.pairwise(arrives))
    assert comes_near[0] == arrives[-1] == 800
    assert comes_near[-1] > 900
    assert arrives[0] < 760
    assert np.array_equal(go(empty, empty, 0.5, Joint.ZOOM), empty)


@pytest.mark.parametrize(("kind", "grey"), [(Joint.DIP_BLACK, 16), (Joint.DIP_WHITE, 235)])
def test_a_dip_is_its_colour_where_there_is_no_light(kind: Joint, grey: int) -> None:
    seen = {4: flat(*DARK)}
    dark = transitions.picture(seen, Moment(4, light=0.0, kind=kind), SIZE)
    assert np.array_equal(dark, flat(grey))
    assert transitions.picture(seen, Moment(4, light=1.0, kind=kind), SIZE) is seen[4]
    half = transitions.picture(seen, Moment(4, light=0.5, kind=kind), SIZE)
    assert half[0] == pytest.approx((grey + DARK[0]) / 2, abs=1)


# ---------------------------------------------------------------- in a film


@pytest.mark.parametrize("kind", [kind for kind in Joint if kind is not Joint.CUT])
@pytest.mark.parametrize("over", [1, 8, 9])
def test_every_kind_stands_around_its_joint_alone_and_the_film_keeps_its_length(
    room: Room, kind: Joint, over: int
) -> None:
    one, two = room.barcodes(1, 40), room.barcodes(2, 40)
    film, report = room.cut(
        room.plan(shot(one, 24, head=4, scene="s1"), shot(two, 24, head=8, enter=kind, over=over, scene="s2"))
    )
    assert report.frames == 48
    found = [read_barcode(luma) for luma in watch(film).luma]
    first, last = 24 - (over - over // 2), 24 + over // 2
    assert found[:first] == [(1, 4 + n) for n in range(first)]
    assert found[last:] == [(2, 8 + n - 24) for n in range(last, 48)]


@pytest.mark.parametrize("kind", [kind for kind in Joint if kind is not Joint.CUT])
def test_sound_goes_over_with_the_picture(room: Room, kind: Joint) -> None:
    clips = [
        room.clip(f"s{n}", lambda _, n=n: flat(60 + 90 * n), frames=60, sound=tone(500 + 700 * n, 2.5))
        for n in range(2)
    ]
    film, _ = room.cut(room.plan(shot(clips[0], 36), shot(clips[1], 36, head=12, enter=kind, over=12)))
    heard = watch(film).sound[:, 0]

    def level(start: float, hertz: int) -> float:
        part = heard[round(start * 48_000) : round((start + 0.05) * 48_000)]
        wave = np.exp(-2j * np.pi * hertz * np.arange(len(part)) / 48_000)
        return float(20 * np.log10(abs((part * wave).mean()) + 1e-9))

    steps = np.arange(1.26, 1.74, 0.06)
    first, second = ([level(at, hertz) for at in steps] for hertz in (500, 1200))
    assert first[0] > second[0] + 12
    assert second[-1] > first[-1] + 12
    both = [min(pair) for pair in zip(first, second, strict=True)]
    if kind.dips:
        assert max(first[4], second[3]) < first[0] - 6, "both are low where there is no picture"
    else:
        assert max(both) > first[0] - 6, "both are heard in the middle"


def test_a_film_can_come_out_of_white_but_not_out_of_a_wipe(room: Room) -> None:
    clip = room.clip("a", lambda _: flat(120), frames=24)
    film, _ = room.cut(room.plan(shot(clip, 24, enter="dip to white", over=8)))
    luma = watch(film).luma.mean(axis=(1, 2))
    assert luma[0] > 220
    assert (np.diff(luma[:9]) < 0).all()
    assert luma[8] == pytest.approx(120, abs=2)
    for kind in (Joint.WIPE, Joint.SLIDE, Joint.ZOOM):
        film, report = room.cut(room.plan(shot(clip, 24, enter=kind, over=8)))
        assert watch(film).luma.mean(axis=(1, 2)) == pytest.approx(120, abs=2)
        assert not any(kind.value in warning for warning in report.warnings)
