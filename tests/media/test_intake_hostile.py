"""Files that are empty, cut off, of another kind or made to burst: refused in one sentence that says what to do."""

import struct
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from intake_files import SMALL, Desk, huge_png, quarters
from media_room import tone, write_wav
from PIL import Image

from limited_forks import forked_children
from vidpipe.errors import BadInput, LimitReached, MediaError, Stopped, VidpipeError
from vidpipe.media import intake
from vidpipe.media.brought import Kind
from vidpipe.media.intake import take_in
from vidpipe.media.probe import probe
from vidpipe.process import Limits, run

KINDS: tuple[Kind, ...] = ("picture", "clip", "sound")


@pytest.fixture(autouse=True, scope="module")
def forked() -> Iterator[None]:
    with forked_children():
        yield


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def refusal(desk: Desk, file: Path, kind: str) -> VidpipeError:
    """The error a file gives; it is one sentence with a remedy, and names no path of this machine."""
    with pytest.raises(VidpipeError) as caught:
        desk.take(file, kind)
    error = caught.value
    assert isinstance(error, BadInput | MediaError | LimitReached)
    assert error.message
    assert error.remedy
    assert str(desk.folder) not in str(error)
    assert "Traceback" not in str(error)
    return error


def tried(desk: Desk, file: Path, kind: str) -> tuple[int, int] | str:
    """The size of what was made, or that it was refused."""
    try:
        made = probe(desk.take(file, kind).path)
    except (BadInput, MediaError, LimitReached):
        return "refused"
    return made.width, made.height


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_file_is_refused(desk: Desk, kind: str) -> None:
    assert "empty" in refusal(desk, desk.file("a.png", b""), kind).message


TEXTS = {
    "words": b"just some words\n",
    "page": b"<html><script>alert(1)</script></html>",
    "drawing": b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
    "playlist": b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
    "list": b"ffconcat version 1.0\nfile '/etc/passwd'\n",
    "session": b"v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n",
    "document": b"%PDF-1.7\n",
    "archive": b"PK\x03\x04" + bytes(60),
    "noise": bytes(range(7, 71)),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("what", TEXTS)
def test_what_is_no_media_is_refused_by_its_bytes_whatever_its_name(desk: Desk, what: str, kind: str) -> None:
    for name in ("a.png", "a.mp4", "a.wav"):
        assert isinstance(refusal(desk, desk.file(name, TEXTS[what]), kind), BadInput)


MAGIC = {
    "picture": (
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"GIF89a",
        b"RIFF\x40\0\0\0WEBP",
        b"BM\0\0\0\0\0\0\0\0",
        b"II*\0",
    ),
    "clip": (b"\0\0\0\x18ftypisom", b"\x1a\x45\xdf\xa3"),
    "sound": (b"RIFF\x40\0\0\0WAVE", b"ID3\x03\0\0\0\0\0\0", b"fLaC", b"OggS", b"\0\0\0\x18ftypM4A "),
}


@pytest.mark.parametrize("kind", KINDS)
def test_another_thing_behind_the_right_first_bytes_is_refused(desk: Desk, kind: str) -> None:
    for magic in MAGIC[kind]:
        for text in TEXTS.values():
            refusal(desk, desk.file("a.bin", magic + text * 20), kind)


def test_a_file_of_another_kind_is_refused_with_what_to_bring(desk: Desk) -> None:
    quarters().save(desk.folder / "picture.png")
    write_wav(desk.folder / "sound.wav", tone(440, 1))
    film = desk.film("film.mp4", "-c:v", "libx264", "-c:a", "aac", seconds=0.5)
    song = desk.ffmpeg("song.m4a", "-f", "lavfi", "-i", "sine=duration=1", "-c:a", "aac")
    wrong = {
        "picture": (film, song, desk.folder / "sound.wav"),
        "clip": (desk.folder / "picture.png", song, desk.folder / "sound.wav"),
        "sound": (desk.folder / "picture.png", film),
    }
    for kind, files in wrong.items():
        for file in files:
            error = refusal(desk, file, kind)
            assert isinstance(error, BadInput)
            assert "needed here" in error.message
            assert error.remedy.startswith("Bring a")


def test_pictures_of_kinds_that_are_not_read_say_what_to_save_them_as(desk: Desk) -> None:
    for brand in (b"avif", b"heic", b"mif1"):
        error = refusal(desk, desk.file("a.heic", b"\0\0\0\x18ftyp" + brand + bytes(40)), "picture")
        assert error.remedy == "Save it as JPEG or PNG."


def noisy(size: tuple[int, int] = (320, 180)) -> Image.Image:
    return Image.fromarray(np.random.default_rng(1).integers(0, 255, (size[1], size[0], 3), dtype=np.uint8))


@pytest.mark.parametrize("name", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"])
def test_a_picture_cut_off_anywhere_is_refused(desk: Desk, name: str) -> None:
    noisy().save(desk.folder / "whole", name)
    data = (desk.folder / "whole").read_bytes()
    for share in (0.02, 0.3, 0.6, 0.9, 0.98):
        refusal(desk, desk.file("part", data[: int(len(data) * share)]), "picture")


@pytest.mark.parametrize("name", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"])
def test_a_picture_with_spoiled_bytes_is_refused_or_read_and_never_breaks_anything(desk: Desk, name: str) -> None:
    noisy((64, 48)).save(desk.folder / "whole", name)
    whole = (desk.folder / "whole").read_bytes()
    dice = np.random.default_rng(7)
    for _ in range(6):
        data = bytearray(whole)
        for at in dice.integers(10, len(data), 12):
            data[at] = dice.integers(256)
        assert tried(desk, desk.file("spoiled", bytes(data)), "picture") in ((320, 180), "refused")


@pytest.mark.parametrize(("width", "height"), [(13_000, 13_000), (65_000, 65_000), (100_000, 1_000)])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(desk: Desk, width: int, height: int) -> None:
    assert "at most 50 million" in refusal(desk, desk.file("a.png", huge_png(width, height)), "picture").message


MEASURED = """
import resource, sys
from pathlib import Path
from vidpipe.media.decode import Geometry
from vidpipe.media.intake import take_in
def most(who):
    return resource.getrusage(who).ru_maxrss
before = most(resource.RUSAGE_SELF)
take_in(Path(sys.argv[1]), "picture", Geometry(320, 180, 24), folder=Path(sys.argv[2]))
print(most(resource.RUSAGE_SELF) - before, most(resource.RUSAGE_CHILDREN))
"""


def test_a_picture_that_bursts_takes_no_memory_here_and_little_elsewhere(desk: Desk) -> None:
    bomb = desk.file("a.png", huge_png(9000, 5500, whole=True))
    done = run([sys.executable, "-c", MEASURED, str(bomb), str(desk.made)], limits=Limits(seconds=120))
    here, elsewhere = (int(kilobytes) / 1024 for kilobytes in done.out.split())
    assert here < 60
    assert elsewhere < 600


def test_a_picture_of_a_few_pixels_is_refused(desk: Desk) -> None:
    Image.new("RGB", (8, 8)).save(desk.folder / "dot.png")
    assert "only 8×8" in refusal(desk, desk.folder / "dot.png", "picture").message


def test_pixels_without_a_common_meaning_are_refused(desk: Desk) -> None:
    Image.fromarray(np.full((64, 64), np.nan, np.float32)).save(desk.folder / "a.tif")
    assert "not read here (F)" in refusal(desk, desk.folder / "a.tif", "picture").message


def test_more_bytes_than_are_read_are_refused_unread(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "MOST_BYTES", {"picture": 1000, "clip": 1000, "sound": 1000})
    for kind in KINDS:
        assert isinstance(refusal(desk, desk.file("a.bin", bytes(1001)), kind), LimitReached)


CODED = {
    "a.mp4": ("-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", "-movflags", "+faststart"),
    "b.mp4": ("-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac"),
    "a.mkv": ("-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac"),
    "a.webm": ("-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus"),
}


@pytest.mark.parametrize("name", CODED)
def test_a_film_cut_off_anywhere_is_refused(desk: Desk, name: str) -> None:
    data = desk.film(name, *CODED[name], seconds=6).read_bytes()
    for share in (0.01, 0.3, 0.7):
        refusal(desk, desk.file(f"part-{name}", data[: int(len(data) * share)]), "clip")


@pytest.mark.parametrize("name", ["a.wav", "a.mp3", "a.flac", "a.m4a"])
def test_a_sound_cut_off_in_the_middle_is_refused(desk: Desk, name: str) -> None:
    data = desk.ffmpeg(name, "-f", "lavfi", "-i", "anoisesrc=duration=8:seed=1").read_bytes()
    for share in (0.005, 0.5):
        refusal(desk, desk.file(f"part-{name}", data[: int(len(data) * share)]), "sound")


def test_a_film_or_sound_that_is_too_long_is_refused(desk: Desk) -> None:
    still = ("-f", "lavfi", "-i", "color=red:size=32x32:rate=1:duration=700", "-c:v", "libx264")
    hush = ("-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", "700", "-c:a", "pcm_u8")
    for file, kind in ((desk.ffmpeg("a.mp4", *still), "clip"), (desk.ffmpeg("a.wav", *hush), "sound")):
        error = refusal(desk, file, kind)
        assert isinstance(error, LimitReached)
        assert "12 minutes" in error.message


def test_two_pictures_a_week_apart_do_not_fill_the_disk(desk: Desk) -> None:
    source = ("-f", "lavfi", "-i", "color=red:size=32x32:rate=1:duration=2")
    film = desk.ffmpeg("a.mkv", *source, "-vf", "setpts='if(N,604800/TB,0)'", "-fps_mode", "vfr", "-c:v", "libx264")
    assert isinstance(refusal(desk, film, "clip"), LimitReached)


@pytest.mark.parametrize("length", [float("nan"), float("inf"), -1.0, 1e300])
def test_a_header_that_lies_about_the_length_decides_nothing(desk: Desk, length: float) -> None:
    film = desk.film("a.mkv", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", seconds=1)
    data = bytearray(film.read_bytes())
    at = data.index(b"\x44\x89\x88") + 3
    data[at : at + 8] = struct.pack(">d", length)
    assert tried(desk, desk.file("lie.mkv", bytes(data)), "clip") in ((320, 180), "refused")


def test_a_film_without_pictures_in_it_is_refused(desk: Desk) -> None:
    film = desk.film("a.mp4", "-c:v", "libx264", "-c:a", "aac", "-movflags", "+faststart", seconds=1)
    data = film.read_bytes()
    refusal(desk, desk.file("head.mp4", data[: data.index(b"mdat") + 4]), "clip")
    refusal(desk, desk.file("zeros.mp4", data[: data.index(b"mdat") + 4] + bytes(len(data))), "clip")


def test_a_film_beyond_8k_is_refused_before_it_is_decoded(desk: Desk) -> None:
    film = desk.film("a.mp4", "-c:v", "mpeg4", "-an", seconds=0.2, size="8000x4800", rate="5")
    assert "8K" in refusal(desk, film, "clip").message


@pytest.fixture
def stopped(desk: Desk) -> Callable[[Kind], object]:
    film = desk.film("a.mp4", "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", seconds=8, size="64x36")
    write_wav(desk.folder / "a.wav", tone(440, 8))
    quarters().save(desk.folder / "a.png")
    files = {"picture": desk.folder / "a.png", "clip": film, "sound": desk.folder / "a.wav"}
    return lambda kind: take_in(files[kind], kind, SMALL, folder=desk.made, stopped=lambda: True)


@pytest.mark.parametrize("kind", KINDS)
def test_it_can_be_stopped(stopped: Callable[[Kind], object], kind: Kind) -> None:
    with pytest.raises(Stopped):
        stopped(kind)
