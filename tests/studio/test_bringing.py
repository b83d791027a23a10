"""An own picture, clip or sound in a film: shown at once, used by what follows, kept as it was brought beside it."""

import io
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from vidpipe import BadInput, LimitReached, MediaError, NotFound, Refused, Studio
from vidpipe.media import ffmpeg, intake
from vidpipe.media.decode import ClipReader, Geometry
from vidpipe.media.probe import probe
from vidpipe.process import Limits, run
from vidpipe.project import Project
from vidpipe.project.bringing import safe_name
from vidpipe.take import State

SMALL = {"duration": 4, "quality": "draft", "aspect": "9:16", "narration": False}
IDEA = "A paper boat crosses a rainy street"


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    with Studio(tmp_path_factory.mktemp("bringing") / "data", actor="Ada") as opened:
        yield opened


@pytest.fixture(scope="module")
def finished(studio: Studio) -> Project:
    made = studio.create(IDEA, **SMALL)  # type: ignore[arg-type]
    assert made.run().status.value == "complete"
    return made


@pytest.fixture
def film(finished: Project) -> Project:
    """A finished film of the test's own."""
    return finished.fork()


def picture(colour: str = "red", size: tuple[int, int] = (720, 1280)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG", quality=95)
    return file.getvalue()


def photo(seed: int) -> bytes:
    """A soft picture with something to see in every part."""
    dice = np.random.default_rng(seed)
    small = Image.fromarray(dice.integers(30, 220, (9, 6, 3), dtype=np.uint8))
    file = io.BytesIO()
    small.resize((810, 1440), Image.Resampling.BICUBIC).save(file, "PNG")
    return file.getvalue()


def made(folder: Path, name: str, *arguments: str) -> Path:
    path = folder / name
    run(ffmpeg.command(["-f", "lavfi", *arguments, f"file:{path}"]), limits=Limits(seconds=60))
    return path


def start(film: Project) -> str:
    return film.overview.scenes[0].slots["keyframe/start"].slot


def files(studio: Studio) -> set[str]:
    return {str(path) for path in (studio.data / "blobs").rglob("*") if path.is_file()}


def test_an_own_picture_is_shown_at_the_films_size_and_kept_as_it_was(film: Project, studio: Studio) -> None:
    slot, data = start(film), picture()
    take = film.bring(slot, data, name="C:\\Users\\Ada\\My Holiday (1).PNG")
    view = film.overview.scenes[0].slots["keyframe/start"]
    assert (view.take, view.fresh, take.recipe.imported) == (take, True, True)
    assert (take.mime, take.meta["width"], take.meta["height"]) == ("image/png", 720, 1280)
    assert take.meta["name"] == "my-holiday-1.jpg"
    assert studio.media(take.meta["original"])[0].read_bytes() == data
    with Image.open(studio.media(take.digest)[0]) as shown:
        assert shown.size == (720, 1280)


def test_what_was_made_from_the_picture_before_is_stale_and_says_why(film: Project) -> None:
    film.bring(start(film), picture())
    slots = film.overview.scenes[0].slots
    clip = next(view for name, view in slots.items() if name.startswith("clip"))
    assert slots["keyframe/start"].fresh
    assert not clip.fresh
    assert any("start keyframe" in cause.reason for view in (clip, slots["keyframe/end"]) for cause in view.causes)


def test_the_picture_before_comes_back_by_picking_it(film: Project) -> None:
    slot = start(film)
    before = film.overview.scenes[0].slots["keyframe/start"].take
    assert before
    film.bring(slot, picture())
    film.pick(slot, before.id)
    assert film.overview.scenes[0].slots["keyframe/start"].take == before


def test_a_pair_of_own_pictures_gives_a_clip_that_goes_from_one_to_the_other(film: Project, studio: Studio) -> None:
    row = film.overview.scenes[0]
    for name, seed in (("keyframe/start", 1), ("keyframe/end", 2)):
        film.bring(row.slots[name].slot, photo(seed))
    film.resume()
    film.run(until="clips")
    row = film.overview.scenes[0]
    view = next(view for name, view in row.slots.items() if name.startswith("clip"))
    assert view.take
    assert view.fresh
    frames = seen(studio.media(view.take.digest)[0], Geometry(360, 640, 24))
    ends = [row.slots[name].take for name in ("keyframe/start", "keyframe/end")]
    pictures = [keyframe(studio.media(take.digest)[0]) for take in ends if take]
    assert unlike(frames[0], pictures[0]) < 4 < unlike(frames[0], pictures[1])
    assert unlike(frames[-1], pictures[1]) < 4 < unlike(frames[-1], pictures[0])
    steps = [unlike(one, other) for one, other in pairwise(frames)]
    assert max(steps) < 6, "nothing jumps"
    assert min(steps[len(steps) // 4 : -len(steps) // 4]) > 0.1, "it never stands still on its way"


def seen(clip: Path, geometry: Geometry) -> list[np.ndarray]:
    """The light of every frame, in squares of 8."""
    frames = []
    with ClipReader(clip, probe(clip), geometry) as reader:
        while (frame := reader.next()) is not None:
            frames.append(squares(frame[: geometry.width * geometry.height].reshape(geometry.height, geometry.width)))
    return frames


def keyframe(file: Path) -> np.ndarray:
    """The same of a picture."""
    with Image.open(file) as opened:
        colours = np.asarray(opened.convert("RGB").resize((360, 640), Image.Resampling.LANCZOS))
    return squares(colours @ np.array([0.2126, 0.7152, 0.0722]) * (219 / 255) + 16)


def squares(light: np.ndarray) -> np.ndarray:
    return light.reshape(80, 8, 45, 8).mean(axis=(1, 3))


def unlike(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.abs(one - other).mean())


def test_an_own_clip_is_shown_from_its_first_frame_and_cut_into_the_film(film: Project, tmp_path: Path) -> None:
    file = made(tmp_path, "own.mov", "-i", "testsrc2=size=640x360:rate=30:duration=3", "-c:v", "libx264")
    row = film.overview.scenes[-1]
    name, view = next((name, view) for name, view in row.slots.items() if name.startswith("clip"))
    take = film.bring(view.slot, file)
    assert (take.mime, take.meta["head"], take.meta["rate"], take.meta["frames"]) == ("video/mp4", 0, 24, 72)
    assert take.meta["name"] == "own.mp4"
    assert file.is_file()
    assert any("cut off" in note for note in film.overview.notes)
    film.resume()
    assert film.run().status.value == "complete"
    shown = film.overview.scenes[-1].slots[name]
    assert (shown.take, shown.fresh) == (take, True)


def test_own_music_is_heard_in_the_film(film: Project, tmp_path: Path) -> None:
    file = made(tmp_path, "own.mp3", "-i", "sine=frequency=330:duration=5")
    take = film.bring("music", file)
    assert take.mime == "audio/flac"
    assert take.meta["milliseconds"] == pytest.approx(5000, abs=80)
    assert film.overview.slots["music"].take == take
    film.resume()
    now = film.run()
    cut = next(view for name, view in now.slots.items() if name.startswith("cut/"))
    assert cut.take
    assert take.digest in cut.take.recipe.inputs.values()


def test_a_picture_of_another_scene_is_shown_here_too(film: Project) -> None:
    rows = film.overview.scenes
    here, there = rows[0].slots["keyframe/end"], rows[-1].slots["keyframe/end"]
    assert there.take
    take = film.copy(here.slot, there.slot)
    assert (take.digest, take.recipe.imported) == (there.take.digest, True)
    assert film.overview.scenes[0].slots["keyframe/end"].take == take


def test_only_like_is_copied_to_like(film: Project) -> None:
    row = film.overview.scenes[0]
    clip = next(view.slot for name, view in row.slots.items() if name.startswith("clip"))
    with pytest.raises(BadInput, match="another kind"):
        film.copy(row.slots["keyframe/end"].slot, clip)
    with pytest.raises(NotFound):
        film.copy(clip, "scene/nowhere1/clip")


@pytest.mark.parametrize("slot", ["storyboard", "brief", "poster", "animatic"])
def test_what_is_written_or_computed_is_not_brought(film: Project, slot: str) -> None:
    with pytest.raises(BadInput, match="Nothing can be brought"):
        film.bring(slot, picture())


def test_a_locked_slot_is_left_as_it_is(film: Project) -> None:
    row = film.overview.scenes[0]
    film.lock(f"scene/{row.scene.id}")
    before = [view.take for view in film.overview.scenes[0].slots.values()]
    with pytest.raises(Refused, match="locked"):
        film.bring(start(film), picture())
    with pytest.raises(Refused, match="locked"):
        film.copy(start(film), film.overview.scenes[-1].slots["keyframe/end"].slot)
    assert [view.take for view in film.overview.scenes[0].slots.values()] == before


def test_a_refused_file_leaves_nothing_behind(
    film: Project, studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, before, takes = film.overview.scenes[0], files(studio), film.overview
    clip = next(view.slot for name, view in row.slots.items() if name.startswith("clip"))
    bad = {start(film): picture()[:3000], clip: b"\0\0\0\x18ftypisom" * 50, "music": b"ID3\x03" + bytes(5000)}
    for slot, data in bad.items():
        with pytest.raises((BadInput, MediaError)):
            film.bring(slot, data)
    with pytest.raises(BadInput, match="empty"):
        film.bring(start(film), b"")
    with pytest.raises(BadInput, match="no file"):
        film.bring(start(film), tmp_path / "nowhere.png")
    with pytest.raises(BadInput):
        film.bring(start(film), tmp_path)
    monkeypatch.setattr(intake, "MOST_BYTES", {"picture": 10, "clip": 10, "sound": 10})
    with pytest.raises(LimitReached):
        film.bring(start(film), picture())
    assert files(studio) == before
    assert film.overview == takes
    assert list((studio.data / "tmp").glob("*/brought-*")) == []


def test_a_picture_brought_while_another_is_being_made_is_what_is_shown(studio: Studio) -> None:
    film = studio.create("A kite over the sea", until="keyframes", gates=["storyboard"], **SMALL)  # type: ignore[arg-type]
    film.run()
    film.approve("storyboard")
    slot = start(film)
    now = film.overview.scenes[0].slots["keyframe/start"]
    assert now.recipe
    attempt = film._store.open_attempt(film.id, slot, now.stage, now.recipe)
    assert attempt
    take = film.bring(slot, picture())
    film.run()
    view = film.overview.scenes[0].slots["keyframe/start"]
    assert view.take == take
    assert view.state in (State.READY, State.APPROVED)


NAMES = {
    "": "file.png",
    "a.jpg": "a.png",
    "../../etc/passwd": "passwd.png",
    "..\\..\\con.aux": "con.png",
    "Ünïcode – Übung.jpeg": "unicode-ubung.png",
    "\u202egnp.exe": "gnp.png",
    "日本.png": "file.png",
    "a\0b\n<script>.png": "a-b-script.png",
    "x" * 500: f"{'x' * 56}.png",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_files_name_is_kept_as_plain_signs_with_its_true_ending(name: str) -> None:
    assert safe_name(name, "image/png") == NAMES[name]
    assert len(safe_name(name, "image/png")) <= 60
