"""What people bring becomes what a film uses: upright, in its colours, at its size and rate, and nothing else of it."""

from pathlib import Path

import numpy as np
import pytest
from intake_files import SMALL, Desk, corners, quarters
from media_room import tone, watch, write_wav
from PIL import Image, ImageCms

from vidpipe.errors import MediaError
from vidpipe.media.decode import Geometry
from vidpipe.media.probe import probe


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.parametrize("name", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"])
def test_a_picture_of_any_common_format_fills_the_frame_in_its_colours(desk: Desk, name: str) -> None:
    path = desk.folder / "named.wrongly"
    quarters(800, 450).save(path, name)
    made = desk.take(path, "picture")
    with Image.open(made.path) as opened:
        assert (opened.format, opened.mode, opened.size) == ("PNG", "RGB", (320, 180))
        assert corners(np.asarray(opened).astype(int)) == ["red", "green", "blue", "white"]
    assert made.meta == {"width": 320, "height": 180}
    assert made.original == f"image/{name.lower()}"


UPRIGHT = ["red", "green", "blue", "white"]
HELD = {
    1: UPRIGHT,
    2: ["green", "red", "white", "blue"],
    3: ["white", "blue", "green", "red"],
    4: ["blue", "white", "red", "green"],
    5: ["red", "blue", "green", "white"],
    6: ["blue", "red", "white", "green"],
    7: ["white", "green", "blue", "red"],
    8: ["green", "white", "red", "blue"],
}


@pytest.mark.parametrize("turn", HELD)
def test_a_picture_is_upright_however_the_camera_was_held(desk: Desk, turn: int) -> None:
    exif = Image.Exif()
    exif[274] = turn
    path = desk.folder / "held.jpg"
    quarters().save(path, exif=exif, quality=95)
    assert corners(desk.pixels(path, Geometry(180, 180, 24))) == HELD[turn]


def test_the_middle_is_kept_and_the_person_is_told_what_was_cut_off(desk: Desk) -> None:
    tall = Image.new("RGB", (300, 1200), "red")
    tall.paste("blue", (0, 520, 300, 680))
    tall.save(desk.folder / "tall.png")
    assert (desk.pixels(desk.folder / "tall.png")[90, 160] == (0, 0, 255)).all()
    said = desk.take(desk.folder / "tall.png", "picture").meta["warnings"]
    assert said == [
        "The picture has another shape than the film, so 86 % of it are cut off top and bottom.",
    ]


def test_colours_of_another_profile_become_those_a_screen_shows(desk: Desk) -> None:
    swapped = _profile_with_red_and_green_swapped()
    path = desk.folder / "wide.png"
    quarters().save(path, icc_profile=swapped)
    assert corners(desk.pixels(path, Geometry(180, 180, 24))) == ["green", "red", "blue", "white"]


def _profile_with_red_and_green_swapped() -> bytes:
    """sRGB with the tags of its red and green light exchanged: a profile that visibly does something."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = data.index(b"rXYZ"), data.index(b"gXYZ")
    data[red : red + 4], data[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(data)


def test_a_profile_that_cannot_be_read_is_told_of(desk: Desk) -> None:
    path = desk.folder / "odd.png"
    quarters().save(path, icc_profile=b"not a profile" * 20)
    made = desk.take(path, "picture", Geometry(180, 180, 24))
    assert made.meta["warnings"] == ["The picture's colour profile cannot be read; its colours are taken as they are."]


def test_transparency_stands_on_white(desk: Desk) -> None:
    whole = Image.new("RGBA", (320, 180), (255, 0, 0, 0))
    whole.paste((0, 0, 0, 255), (0, 0, 160, 180))
    whole.save(desk.folder / "clear.png")
    pixels = desk.pixels(desk.folder / "clear.png")
    assert pixels[90, 40].tolist() == [0, 0, 0]
    assert pixels[90, 280].tolist() == [255, 255, 255]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16"])
def test_pictures_of_other_depths_keep_light_and_dark(desk: Desk, mode: str) -> None:
    ramp = np.tile(np.linspace(0, 255, 640).astype(np.uint8), (360, 1))
    picture = Image.fromarray(ramp.astype(np.uint16) * 257) if mode == "I;16" else Image.fromarray(ramp).convert(mode)
    path = desk.folder / ("deep.tif" if mode == "CMYK" else "deep.png")
    picture.save(path)
    columns = desk.pixels(path).mean(axis=(0, 2))
    assert columns[10] < 20
    assert 105 < columns[160] < 150
    assert columns[-10] > 235


def test_the_first_picture_of_a_moving_one_is_used_and_the_person_is_told(desk: Desk) -> None:
    frames = [Image.new("RGB", (320, 180), colour) for colour in ("red", "blue")]
    frames[0].save(desk.folder / "moving.gif", save_all=True, append_images=frames[1:])
    made = desk.take(desk.folder / "moving.gif", "picture")
    assert made.meta["warnings"] == ["The picture moves; its first frame is used."]
    assert desk.pixels(desk.folder / "moving.gif")[90, 160].tolist() == [255, 0, 0]


def test_nothing_but_pixels_of_a_picture_goes_on(desk: Desk) -> None:
    exif = Image.Exif()
    exif[270] = "a secret place"
    path = desk.folder / "tagged.jpg"
    quarters().save(path, exif=exif, comment=b"a secret word", dpi=(300, 300))
    path.write_bytes(path.read_bytes() + b"PK\x03\x04 a secret archive <script>")
    data = desk.take(path, "picture").path.read_bytes()
    assert b"secret" not in data
    assert b"script" not in data
    kinds = [
        data[at - 4 : at] for at in range(4, len(data)) if data[at - 4 : at] in (b"tEXt", b"eXIf", b"iCCP", b"pHYs")
    ]
    assert kinds == []


FILMS = {
    "a.mp4": ("-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac"),
    "a.mov": ("-c:v", "libx264", "-pix_fmt", "yuv422p10le", "-c:a", "pcm_s16le"),
    "a.webm": ("-c:v", "libvpx", "-b:v", "500k", "-c:a", "libopus"),
    "a.mkv": ("-c:v", "mpeg4", "-c:a", "flac"),
}


@pytest.mark.parametrize("name", FILMS)
def test_a_clip_of_any_common_kind_plays_in_browsers_at_the_films_size_and_rate(desk: Desk, name: str) -> None:
    made = desk.take(desk.film(name, *FILMS[name], "-metadata", "title=a secret", seconds=2), "clip")
    found = probe(made.path)
    assert (found.width, found.height, found.rate, found.frames) == (320, 180, 24, 48)
    assert (found.codec, found.pixels, found.has_audio) == ("h264", "yuv420p", True)
    assert made.meta == {
        "width": 320,
        "height": 180,
        "frames": 48,
        "rate": 24,
        "milliseconds": 2000,
        "head": 0,
        "sound": True,
    }
    data = made.path.read_bytes()
    assert b"secret" not in data
    assert data.index(b"moov") < data.index(b"mdat")
    assert b"elst" not in data


def test_a_clips_sound_stays_with_its_pictures_and_is_no_longer(desk: Desk) -> None:
    picture = "color=black:size=320x180:rate=24:duration=2,drawbox=color=white:t=fill:enable='between(t,1,1.2)'"
    click = "aevalsrc='if(between(t,1,1.02),0.9*sin(2*PI*2000*t),0)':sample_rate=48000:duration=5"
    source = ("-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", click)
    made = desk.take(desk.ffmpeg("sync.mkv", *source, "-c:v", "libx264", "-c:a", "flac"), "clip")
    seen = watch(made.path, 320, 180)
    flash = int(np.argmax(seen.luma.mean(axis=(1, 2)) > 120)) / 24
    heard = int(np.argmax(np.abs(seen.sound).max(axis=1) > 0.2)) / 48_000
    assert flash == pytest.approx(1, abs=0.05)
    assert heard == pytest.approx(flash, abs=0.045)
    assert len(seen.sound) / 48_000 <= 2.05


def test_a_phones_upright_film_is_upright_and_cropped_from_the_middle(desk: Desk) -> None:
    film = desk.film("plain.mp4", "-c:v", "libx264", "-pix_fmt", "yuv420p", size="320x180")
    turned = desk.ffmpeg("turned.mp4", "-display_rotation", "90", "-i", f"file:{film}", "-c", "copy")
    made = desk.take(turned, "clip")
    assert (probe(made.path).width, probe(made.path).height) == (320, 180)
    assert made.meta["warnings"] == [
        "The clip has another shape than the film, so 68 % of it are cut off top and bottom."
    ]


def test_a_clip_of_one_picture_is_none_and_one_of_two_is(desk: Desk) -> None:
    def film(frames: int) -> Path:
        source = ("-f", "lavfi", "-i", "color=red:size=320x180:rate=24", "-frames:v", str(frames))
        return desk.ffmpeg(f"{frames}.mp4", *source, "-c:v", "libx264", "-pix_fmt", "yuv420p")

    with pytest.raises(MediaError, match=r"single picture\. Bring it as a picture"):
        desk.take(film(1), "clip")
    made = desk.take(film(2), "clip")
    assert (made.meta["frames"], made.meta["sound"]) == (2, False)


SOUNDS = {
    "a.wav": (),
    "a.mp3": ("-c:a", "libmp3lame"),
    "a.m4a": ("-c:a", "aac"),
    "a.flac": ("-c:a", "flac"),
    "a.ogg": ("-c:a", "libvorbis"),
}


@pytest.mark.parametrize("name", SOUNDS)
def test_a_sound_of_any_common_kind_becomes_the_same_sound(desk: Desk, name: str) -> None:
    source = ("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=22050:duration=3", "-metadata", "title=a secret")
    made = desk.take(desk.ffmpeg(name, *source, *SOUNDS[name]), "sound")
    assert made.mime == "audio/flac"
    assert made.meta["milliseconds"] == pytest.approx(3000, abs=80)
    found = probe(made.path)
    assert (found.mime, found.has_audio, found.frames) == ("audio/flac", True, 0)
    assert b"secret" not in made.path.read_bytes()


def test_a_song_with_a_cover_is_a_sound(desk: Desk) -> None:
    quarters().save(desk.folder / "cover.jpg")
    song = ("-f", "lavfi", "-i", "sine=duration=1", "-i", f"file:{desk.folder / 'cover.jpg'}", "-map", "0", "-map", "1")
    for name in ("a.mp3", "a.m4a"):
        made = desk.take(desk.ffmpeg(name, *song, "-c:v", "mjpeg", "-disposition:v", "attached_pic"), "sound")
        assert made.meta["milliseconds"] == pytest.approx(1000, abs=80)


def test_samples_that_are_no_numbers_are_silent_and_the_person_is_told(desk: Desk) -> None:
    sound = np.full((48_000, 2), 0.25, "<f4")
    sound[12_000:36_000] = np.nan
    raw = desk.file("odd.f32", sound.tobytes())
    path = desk.ffmpeg("odd.wav", "-f", "f32le", "-ar", "48000", "-ac", "2", "-i", f"file:{raw}", "-c:a", "pcm_f32le")
    made = desk.take(path, "sound")
    heard = np.frombuffer(desk.ffmpeg("heard.f32", "-i", f"file:{made.path}", "-f", "f32le").read_bytes(), "<f4")
    assert np.isfinite(heard).all()
    assert np.abs(heard).max() <= 0.3
    assert len(made.meta["warnings"]) == 1


def test_silence_is_told_of(desk: Desk) -> None:
    path = write_wav(desk.folder / "silent.wav", np.zeros(48_000))
    assert desk.take(path, "sound").meta["warnings"] == ["The sound is silence."]
    path = write_wav(desk.folder / "loud.wav", tone(440, 1))
    assert "warnings" not in desk.take(path, "sound").meta


def test_the_same_file_gives_the_same_bytes(desk: Desk) -> None:
    film = desk.film("a.mp4", "-c:v", "libx264", "-pix_fmt", "yuv420p", seconds=0.5)
    assert desk.take(film, "clip", SMALL).path.read_bytes() == desk.take(film, "clip", SMALL).path.read_bytes()
