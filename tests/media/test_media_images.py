"""images.py, poster.py, probe.py: pictures within limits, thumbnails, the best picture of a film, true measures."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from media_room import HEIGHT, WIDTH, Room, barcode, ffmpeg_run, flat, shot, tone, write_wav
from PIL import Image

from vidpipe.errors import MediaError
from vidpipe.media import ffmpeg, images, poster
from vidpipe.media.assemble import FfmpegCutter
from vidpipe.media.probe import probe


def gradient(width: int, height: int) -> Image.Image:
    across = np.linspace(0, 255, width, dtype=np.uint8)
    down = np.linspace(0, 255, height, dtype=np.uint8)
    return Image.fromarray(
        np.dstack(
            [np.tile(across, (height, 1)), np.tile(down[:, None], (1, width)), np.full((height, width), 90, np.uint8)]
        )
    )


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".webp"])
def test_pictures_are_saved_and_opened_by_their_true_kind(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    images.save(gradient(64, 32), path)
    assert images.measure(path) == (ffmpeg.sniff(path), 64, 32)
    assert images.measure(path.read_bytes())[1:] == (64, 32)
    path.rename(tmp_path / "wrong.dat")
    assert images.open_picture(tmp_path / "wrong.dat").size == (64, 32)


def test_an_unknown_suffix_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match=r"\.bmp"):
        images.save(gradient(8, 8), tmp_path / "a.bmp")
    assert not list(tmp_path.glob("*.*"))


def test_thumbnails_are_webp_of_the_width_asked_for_and_never_blown_up(tmp_path: Path) -> None:
    images.save(gradient(1280, 720), tmp_path / "large.png")
    assert images.thumbnail(tmp_path / "large.png", tmp_path / "t.webp", width=480) == (480, 270)
    assert ffmpeg.sniff(tmp_path / "t.webp") == "image/webp"
    images.save(gradient(100, 300), tmp_path / "small.png")
    assert images.thumbnail(tmp_path / "small.png", tmp_path / "t.webp") == (100, 300)


def test_a_photograph_is_turned_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    gradient(60, 40).save(tmp_path / "a.jpg", exif=exif)
    assert images.open_picture(tmp_path / "a.jpg").size == (40, 60)
    assert images.measure(tmp_path / "a.jpg") == ("image/jpeg", 40, 60)


def test_cover_keeps_the_focus_and_contain_the_whole() -> None:
    left = images.cover(gradient(300, 100), 100, 100, focus=(0.0, 0.5))
    right = images.cover(gradient(300, 100), 100, 100, focus=(1.0, 0.5))
    assert left.size == right.size == (100, 100)
    assert np.asarray(left)[..., 0].max() < np.asarray(right)[..., 0].min()
    assert images.contain(gradient(300, 100), 150, 150).size == (150, 50)


def test_planes_have_the_colours_of_bt709() -> None:
    luma, blue, red = images.planes(Image.new("RGB", (8, 4), (255, 0, 0)))
    assert luma.shape == (4, 8)
    assert blue.shape == red.shape == (2, 4)
    assert (luma[0, 0], blue[0, 0], red[0, 0]) == (63, 102, 240)
    clear = images.planes(Image.new("RGBA", (4, 4), (255, 255, 255, 0)))
    assert clear[0].max() == 16


def test_the_poster_is_the_sharp_colourful_picture_not_the_black_or_the_flat_one(room: Room, tmp_path: Path) -> None:
    rich = np.concatenate(
        [
            np.kron(np.random.default_rng(1).integers(60, 200, (9, 16)), np.ones((10, 10))).ravel(),
            np.full(3600, 90),
            np.full(3600, 170),
        ]
    ).astype(np.uint8)
    black, dull = flat(16), flat(120)
    clip = room.clip("film", lambda n: black if n < 24 else rich if n < 72 else dull, frames=120)
    time = poster.choose(room.shelf[clip], tmp_path / "p.jpg")
    assert 1 <= time < 3
    assert images.measure(tmp_path / "p.jpg") == ("image/jpeg", WIDTH, HEIGHT)
    assert np.asarray(images.open_picture(tmp_path / "p.jpg").convert("L")).std() > 20


def test_a_long_film_s_poster_comes_from_its_keyframes(room: Room, tmp_path: Path) -> None:
    clip = room.clip("long", lambda n: flat(16) if n < 150 else barcode(5, 7), frames=330)
    FfmpegCutter().poster(room.shelf[clip], tmp_path / "p.webp")
    assert np.asarray(images.open_picture(tmp_path / "p.webp").convert("L")).std() > 30


def test_probe_counts_and_measures_what_is_there(room: Room) -> None:
    room.clip("a", lambda n: barcode(1, n), frames=50, rate=25, sound=tone(440, 2))
    found = probe(room.folder / "a.mp4")
    assert (found.mime, found.width, found.height, found.rate, found.frames) == ("video/mp4", 160, 90, Fraction(25), 50)
    assert found.milliseconds == 2000
    assert found.has_audio
    assert (found.codec, found.pixels) == ("h264", "yuv420p")
    assert {"tv", "bt709"} <= set(found.tags)


@pytest.mark.parametrize("rate", ["24000/1001", "30000/1001", "60"])
def test_probe_knows_broken_rates_exactly(room: Room, rate: str) -> None:
    path = room.folder / "a.mp4"
    ffmpeg_run(
        "-f", "lavfi", "-i", f"testsrc=s=64x64:r={rate}:d=2", "-c:v", "libx264", "-preset", "ultrafast", str(path)
    )
    assert probe(path).rate == Fraction(rate)


def test_probe_sees_rotation_and_pixel_shape(room: Room) -> None:
    source = room.folder / "a.mp4"
    lavfi = ["-f", "lavfi", "-i", "testsrc=s=120x90:r=24:d=0.5,setsar=4/3"]
    ffmpeg_run(*lavfi, "-c:v", "libx264", "-preset", "ultrafast", str(source))
    assert (probe(source).width, probe(source).height) == (160, 90)
    turned = room.folder / "b.mp4"
    ffmpeg_run(*ffmpeg.source(source, "-display_rotation", "90"), "-c", "copy", str(turned))
    assert (probe(turned).width, probe(turned).height) == (90, 160)


def test_probe_of_sounds_and_pictures(tmp_path: Path) -> None:
    found = probe(write_wav(tmp_path / "a.wav", tone(440, 1.5, rate=44_100), rate=44_100))
    assert (found.mime, found.milliseconds, found.has_audio, found.frames) == ("audio/wav", 1500, True, 0)
    images.save(gradient(64, 32), tmp_path / "a.webp")
    still = probe(tmp_path / "a.webp")
    assert (still.mime, still.width, still.height, still.frames, still.picture) == ("image/webp", 64, 32, 1, True)


def test_metadata_cannot_forge_what_a_file_is(room: Room) -> None:
    room.clip("a", lambda _: flat(99), frames=3)
    forged = "x\n  Stream #0:0: Video: hevc, yuv444p(pc), 9999x9999, 1 fps\n  Display Matrix: rotation of 90.00 degrees"
    path = room.folder / "b.mp4"
    ffmpeg_run(*ffmpeg.source(room.folder / "a.mp4"), "-c", "copy", "-metadata", f"comment={forged}", str(path))
    found = probe(path)
    assert (found.width, found.height, found.codec, found.pixels, found.rotation) == (160, 90, "h264", "yuv420p", 0)


def test_the_film_says_that_it_was_generated(room: Room) -> None:
    film, _ = room.cut(room.plan(shot(room.barcodes(1, 12), 12)))
    assert b"AI-generated, made with vidpipe" in film.read_bytes()
