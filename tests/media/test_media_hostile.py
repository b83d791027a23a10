"""Files that lie, burst or reach out: refused with MediaError in time, with nothing left behind and no request made."""

import socket
import struct
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from media_room import Room, barcode, flat, shot

from vidpipe.errors import LimitReached, MediaError, Stopped
from vidpipe.media import ffmpeg, images
from vidpipe.media.assemble import FfmpegCutter
from vidpipe.media.decode import ClipReader, Geometry
from vidpipe.media.probe import probe


@pytest.fixture
def canary() -> Iterator[tuple[int, list[bytes]]]:
    """A server on this machine that nobody may call, and what it was asked."""
    server, asked = socket.create_server(("127.0.0.1", 0)), []
    server.settimeout(0.1)
    over = threading.Event()

    def listen() -> None:
        while not over.is_set():
            try:
                connection, _ = server.accept()
            except TimeoutError:
                continue
            with connection:
                asked.append(connection.recv(1000))

    thread = threading.Thread(target=listen)
    thread.start()
    yield server.getsockname()[1], asked
    over.set()
    thread.join()
    server.close()


def playlists(port: int) -> dict[str, str]:
    address = f"http://127.0.0.1:{port}/a.mp4"
    return {
        "hls.mp4": f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{address}\n#EXT-X-ENDLIST\n",
        "concat.mp4": f"ffconcat version 1.0\nfile '{address}'\n",
        "dash.mp4": f"<MPD xmlns='urn:mpeg:dash:schema:mpd:2011'><BaseURL>{address}</BaseURL></MPD>",
        "sdp.mp4": f"v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video {port} RTP/AVP 96\n",
        "secret.mp4": "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
        "svg.png": f"<svg xmlns='http://www.w3.org/2000/svg'><image href='{address}'/></svg>",
        "notes.mp4": "just a text\n",
        "empty.mp4": "",
    }


def test_playlists_and_texts_in_disguise_are_refused_and_nothing_is_fetched(
    tmp_path: Path, canary: tuple[int, list[bytes]]
) -> None:
    port, asked = canary
    for name, text in playlists(port).items():
        path = tmp_path / name
        path.write_text(text)
        with pytest.raises(MediaError):
            probe(path)
    assert asked == []


def test_a_playlist_behind_the_first_bytes_of_an_mp4_is_not_followed(
    tmp_path: Path, canary: tuple[int, list[bytes]]
) -> None:
    port, asked = canary
    for magic in (b"\0\0\0\x18ftypisom", b"ID3\x03\0\0\0\0\0\0", b"\x1a\x45\xdf\xa3", b"RIFF\0\0\0\0WAVE"):
        path = tmp_path / "polyglot.mp4"
        path.write_bytes(magic + playlists(port)["hls.mp4"].encode())
        with pytest.raises(MediaError):
            probe(path)
    assert asked == []


def test_an_address_is_no_file(canary: tuple[int, list[bytes]]) -> None:
    port, asked = canary
    with pytest.raises(MediaError):
        probe(Path(f"http://127.0.0.1:{port}/a.mp4"))
    assert asked == []


def test_a_name_that_looks_like_an_option_or_an_address_is_only_a_name(room: Room) -> None:
    room.clip("good", lambda _: flat(99), frames=3)
    for name in ("-y.mp4", "http:evil.mp4", "pipe:0.mp4", "concat:a|b.mp4", "%03d.mp4", "a b'c\"d;$(e).mp4"):
        path = room.folder / name
        try:
            path.write_bytes((room.folder / "good.mp4").read_bytes())
        except OSError:
            continue
        assert probe(path).frames == 3


def test_a_clip_cut_off_anywhere_is_refused_or_told_of_and_never_hangs(room: Room) -> None:
    room.clip("whole", lambda n: barcode(1, n), frames=24)
    data = (room.folder / "whole.mp4").read_bytes()
    outcomes = []
    for share in (0.001, 0.05, 0.2, 0.5, 0.8, 0.95):
        path = room.folder / "part.mp4"
        path.write_bytes(data[: int(len(data) * share)])
        try:
            _, report = room.cut(room.plan(shot(room.add(path), 24)))
            outcomes.append("told" if len(report.warnings) > 1 else "silently")
        except MediaError:
            outcomes.append("refused")
    assert "silently" not in outcomes
    assert outcomes[0] == "refused"


def test_a_clip_with_damaged_bytes_is_shown_as_far_as_it_goes_and_told_of(room: Room) -> None:
    noise = np.random.default_rng(1).integers(30, 220, (48, 160 * 90 * 3 // 2), dtype=np.uint8)
    room.clip("whole", lambda n: noise[n], frames=48)
    data = bytearray((room.folder / "whole.mp4").read_bytes())
    for start in range(data.index(b"mdat") + 50_000, len(data) - 1000, 20_000):
        data[start : start + 500] = b"\xa5" * 500
    path = room.folder / "damaged.mp4"
    path.write_bytes(bytes(data))
    _, report = room.cut(room.plan(shot(room.add(path), 48)))
    assert report.frames == 48
    assert any("damaged" in warning or "held" in warning for warning in report.warnings)


def huge_png(path: Path, width: int, height: int) -> Path:
    """A PNG of few bytes that claims many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(100_000), 9)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b""))
    return path


@pytest.mark.parametrize(("width", "height"), [(13_000, 13_000), (65_000, 65_000), (100_000, 1_000)])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(tmp_path: Path, width: int, height: int) -> None:
    path = huge_png(tmp_path / "huge.png", width, height)
    for use in (probe, images.open_picture, images.measure):
        with pytest.raises(MediaError, match="million"):
            use(path)


def test_a_clip_of_too_many_pixels_is_refused(room: Room) -> None:
    room.clip("good", lambda _: flat(99), frames=3)
    found = probe(room.folder / "good.mp4")
    wide = type(found)(**{**found.__dict__, "width": 20_000, "height": 20_000})
    with pytest.raises(MediaError, match="more than can be used"):
        ClipReader(room.folder / "good.mp4", wide, Geometry(160, 90, 24))


def test_damaged_and_animated_pictures_are_refused(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (64, 64), "red").save(tmp_path / "a.png")
    (tmp_path / "cut.png").write_bytes((tmp_path / "a.png").read_bytes()[:80])
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "blue")]
    frames[0].save(tmp_path / "moving.webp", save_all=True, append_images=frames[1:])
    frames[0].save(tmp_path / "moving.gif", save_all=True, append_images=frames[1:])
    for name in ("cut.png", "moving.webp", "moving.gif"):
        with pytest.raises(MediaError):
            images.open_picture(tmp_path / name)


def test_a_refused_cut_leaves_what_was_there_and_no_scraps(room: Room) -> None:
    film = room.folder / "film.mp4"
    film.write_bytes(b"the cut before")
    (room.folder / "bad.mp4").write_text("no film")
    before = {file.name for file in room.folder.iterdir()}
    with pytest.raises(MediaError, match=r"Use MP4"):
        room.cut(room.plan(shot(room.add(room.folder / "bad.mp4"), 24)))
    assert film.read_bytes() == b"the cut before"
    assert {file.name for file in room.folder.iterdir()} == before


def test_a_sound_in_the_place_of_a_clip_is_refused_by_shot(room: Room) -> None:
    with pytest.raises(MediaError, match="Shot 1 has no picture"):
        room.cut(room.plan(shot(room.sound("tone", np.zeros(48_000)), 24)))


def test_a_stop_ends_a_cut_at_any_point_and_leaves_no_scraps(room: Room) -> None:
    clip = room.clip("long", lambda n: barcode(1, n), frames=240)
    plan = room.plan(*[shot(clip, 240)] * 8)
    before = {file.name for file in room.folder.iterdir()}
    for most in (0, 40):
        reached = [0]
        cutter = FfmpegCutter(stopped=lambda reached=reached, most=most: reached[-1] >= most)
        with pytest.raises(Stopped):
            cutter.cut(plan, path=room.shelf.__getitem__, into=room.folder / "film.mp4", progress=reached.append)
        assert {file.name for file in room.folder.iterdir()} == before


def test_progress_rises_to_a_hundred(room: Room) -> None:
    reached: list[int] = []
    plan = room.plan(shot(room.barcodes(1, 96), 96))
    FfmpegCutter().cut(plan, path=room.shelf.__getitem__, into=room.folder / "f.mp4", progress=reached.append)
    assert reached == sorted(reached)
    assert reached[-1] == 100
    assert len(reached) >= 5


def test_a_decoder_that_takes_too_long_is_killed(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    room.clip("clip", lambda n: barcode(1, n), frames=48)
    path = room.folder / "clip.mp4"
    monkeypatch.setattr("vidpipe.media.decode.SECONDS", 0.3)
    with ClipReader(path, probe(path), Geometry(3840, 2160, 24)) as reader:
        threading.Event().wait(0.6)
        with pytest.raises(LimitReached):
            list(iter(reader.next, None))


def test_every_command_is_guarded() -> None:
    command = ffmpeg.command(["-i", "x"])
    assert "-nostdin" in command
    assert ffmpeg.raw_video(2, 2, rate=24, pixels="bgra")[-4:-2] == ["-protocol_whitelist", "file,pipe"]
