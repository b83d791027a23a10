"""What a version shows: the side of the focus, or the whole on a blur; and where the subject is where nobody says."""

from pathlib import Path

import numpy as np
import pytest
from media_room import HEIGHT, RATE, WIDTH, Room, barcode, flat, shot, watch
from pieces_room import Plank

from vidpipe.media import focus
from vidpipe.media.assemble import FfmpegCutter
from vidpipe.media.decode import Geometry
from vidpipe.media.framing import Framing
from vidpipe.media.images import save
from vidpipe.media.keep import FolderKeep
from vidpipe.media.probe import probe
from vidpipe.media.review import review
from vidpipe.media.stills import push

TALL = {"width": 90, "height": 160}
FRAMES = 12


def thirds(_: int) -> np.ndarray:
    """Dark, middling and light from left to right."""
    row = np.repeat([40, 120, 200], [53, 54, 53]).astype(np.uint8)
    return np.concatenate([np.tile(row, HEIGHT), np.full(WIDTH * HEIGHT // 2, 128, np.uint8)])


def spot(across: int, down: int, frame: int) -> np.ndarray:
    """A bright chequered thing in another colour on a quiet ground, at a place in per cent."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    luma = (90 + 20 * y / HEIGHT).astype(np.uint8)
    inside = (abs(x - across * WIDTH / 100) < 14) & (abs(y - down * HEIGHT / 100) < 14)
    luma[inside] = np.where((x + y + frame) // 4 % 2, 220, 40)[inside]
    second = np.full((HEIGHT // 2, WIDTH // 2), 128, np.uint8)
    second[inside[::2, ::2]] = 210
    return np.concatenate([luma.ravel(), np.full(WIDTH * HEIGHT // 4, 128, np.uint8), second.ravel()])


@pytest.fixture(scope="module")
def bench(tmp_path_factory) -> tuple[Room, dict[str, str]]:
    room = Room(tmp_path_factory.mktemp("framing"))
    clips = {"thirds": room.clip("thirds", thirds, frames=FRAMES)}
    clips |= {name: room.clip(name, lambda frame, at=at: spot(*at, frame), frames=FRAMES) for name, at in SPOTS.items()}
    return room, clips


SPOTS = {"left": (22, 40), "right": (80, 70)}


def shown(bench, clip: str, shelf: Plank | None = None, **options) -> np.ndarray:
    """The light in the middle of a version's picture, or all of it."""
    room, clips = bench
    plan = room.plan(shot(clips[clip], FRAMES, gain_db=None, **options), **TALL)
    film = room.folder / "tall.mp4"
    cutter = FfmpegCutter(shelf=shelf)
    report = cutter.cut(plan, path=room.shelf.__getitem__, into=film, progress=lambda _: None)
    assert (report.width, report.height, report.frames) == (90, 160, FRAMES)
    return watch(film, **TALL).luma[FRAMES // 2].astype(int)


@pytest.mark.parametrize(("across", "light"), [(0, 40), (50, 120), (100, 200)])
def test_a_crop_shows_the_side_of_its_focus(bench, across, light):
    picture = shown(bench, "thirds", fit="crop", focus=(across, 50))
    assert abs(picture[20:-20, 40:50].mean() - light) < 6


def test_a_blurred_fill_shows_all_of_the_picture_between_dim_bands(bench):
    picture = shown(bench, "thirds", fit="blur", focus=(0, 0))
    middle, band = picture[75:85], picture[:40]
    assert [abs(middle[:, column].mean() - light) < 8 for column, light in ((10, 40), (45, 120), (80, 200))] == [
        True
    ] * 3
    assert band.mean() < 90 < picture[60:100].mean()


def test_pieces_of_another_focus_are_others_and_the_same_are_found_again(bench, tmp_path):
    shelf = Plank(tmp_path / "shelf")
    shown(bench, "thirds", shelf, fit="crop", focus=(10, 50))
    made = list(shelf.made)
    shown(bench, "thirds", shelf, fit="crop", focus=(10, 50))
    assert shelf.made == made
    shown(bench, "thirds", shelf, fit="crop", focus=(90, 50))
    assert len(shelf.made) == 2 * len(made)
    shown(bench, "thirds", shelf, fit="blur")
    assert len(shelf.made) == 3 * len(made)
    shown(bench, "thirds", shelf)  # what is done with this shape where nobody says
    assert len(shelf.made) == 3 * len(made)


def test_what_makes_no_difference_is_in_no_key():
    wide, tall, near = (1280, 720), (720, 1280), (1200, 720)
    assert Framing().told(near, wide) == Framing().told((0, 0), wide) == {}
    assert Framing("crop", (50, 50)).told(near, wide) == {}
    assert Framing("crop", (10, 90)).told(wide, (640, 360)) == {}
    assert Framing("blur", (10, 90)).told(wide, tall) == {}
    assert Framing("blur").told(wide, tall, still=True) == {"fit": "blur"}
    assert Framing("crop", (10, 90)).told(wide, tall) == {"fit": "crop", "focus": [10, 90]}
    assert Framing("", (10, 90)).told(near, wide) == {"focus": [10, 90]}


@pytest.mark.parametrize("clip", SPOTS)
def test_what_stands_out_is_found_and_kept_in_sight(bench, clip, tmp_path):
    room, clips = bench
    file = room.shelf[clips[clip]]
    found = focus.guess(file, probe(file))
    assert np.hypot(*(np.array(found) - SPOTS[clip])) < 8
    picture = shown(bench, clip, fit="crop")
    bright = np.flatnonzero((picture > 190).any(axis=0))
    assert 5 < bright.min() < bright.max() < 85
    assert len(bright) > 20


def test_a_guess_is_made_once_for_a_clip(bench, tmp_path, monkeypatch):
    room, clips = bench
    file, keep = room.shelf[clips["left"]], FolderKeep(tmp_path / "kept")

    def ask() -> tuple[int, int]:
        return focus.guessed(clips["left"], file, probe(file), keep=keep, folder=tmp_path, stopped=lambda: False)

    first = ask()
    monkeypatch.setattr(focus, "guess", None)
    assert ask() == first


def test_where_nothing_stands_out_or_can_be_read_it_is_the_middle(room: Room, tmp_path: Path):
    grey = room.shelf[room.clip("grey", lambda _: flat(120), frames=4)]
    assert focus.guess(grey, probe(grey)) == (50, 50)
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(grey.read_bytes()[:900])
    assert focus.guess(broken, probe(grey)) == (50, 50)


def test_a_still_is_cropped_and_blurred_too(tmp_path: Path):
    from PIL import Image

    wide = np.zeros((90, 160, 3), np.uint8)
    wide[:, :80], wide[:, 80:] = 60, 200
    save(Image.fromarray(wide), tmp_path / "still.png")
    size = Geometry(90, 160, RATE)

    def first(framing: Framing) -> np.ndarray:
        frame = next(push(tmp_path / "still.png", size, frames=1, framing=framing))
        return frame[: 90 * 160].reshape(160, 90).astype(int)

    left, right, whole = (first(Framing(*asked)) for asked in (("crop", (0, 50)), ("crop", (100, 50)), ("blur", None)))
    assert left.max() < 80 < 170 < right.min()
    assert (whole[80, 10], whole[80, 80]) == pytest.approx((68, 188), abs=8)
    assert whole[5].max() < 130


def test_the_last_look_finds_a_version_whole_however_it_is_framed(bench):
    room, clips = bench
    places = {"thirds": (95, 50), "right": None}
    for fit in ("crop", "blur"):
        shots = [shot(clips[name], FRAMES, scene=name, gain_db=None, fit=fit, focus=at) for name, at in places.items()]
        plan = room.plan(*shots, **TALL)
        film, _ = room.cut(plan)
        assert not [one for one in review(film, plan, room.shelf.__getitem__) if one.kind == "missing"]
        other = plan.model_copy(update={"shots": tuple(reversed(plan.shots))})
        assert [one.kind for one in review(film, other, room.shelf.__getitem__)].count("missing") == 2


def test_frames_keep_their_numbers_in_a_crop(room: Room):
    """Two clips whose light tells the frame: the crop's cells are those of its window."""
    clip = room.clip("bars", lambda number: barcode(5, number), frames=24)
    plan = room.plan(shot(clip, 24, gain_db=None, fit="crop", focus=(100, 50)), width=80, height=90)
    film, _ = room.cut(plan)
    luma = watch(film, 80, 90).luma
    for number in range(24):
        cells = [luma[number][20:-20, 5 + 10 * cell].mean() > 130 for cell in range(8)]
        assert cells == [bool(number >> (7 - cell) & 1) for cell in range(8)]
