"""Clips that are damaged, empty, of another kind or made to harm: refused by the shot's name with what to do, and
nothing else of the film is touched. How a decoder is kept in bounds, and that it dies with its parent."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from media_room import Room, barcode, ffmpeg_run, flat, shot, tone, write_wav
from pieces_room import Plank, Workbench

from vidpipe.errors import LimitReached, MediaError
from vidpipe.film.cut import CutPlan
from vidpipe.media import decode, ffmpeg, probe
from vidpipe.process import Limits

SHOTS = 4
BAD = 2
"""The place of the clip that is refused, of four."""


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Room:
    room = Room(tmp_path_factory.mktemp("clips"))
    for number in range(SHOTS):
        room.barcodes(number, 30)
    return room


@pytest.fixture
def bench(clips: Room, tmp_path: Path) -> Workbench:
    return Workbench(Room(tmp_path, dict(clips.shelf)), Plank(tmp_path / "shelf"))


def planned(room: Room, bad: Path | None = None) -> CutPlan:
    media = list(room.shelf)[:SHOTS]
    if bad is not None:
        media[BAD] = room.add(bad)
    return room.plan(*(shot(digest, 24, head=2, scene=f"s{place}") for place, digest in enumerate(media)))


def whole(room: Room) -> bytes:
    return next(iter(room.shelf.values())).read_bytes()


def text(said: str) -> Callable[[Room, Path], None]:
    return lambda room, path: path.write_text(said) and None


def part(share: float) -> Callable[[Room, Path], None]:
    return lambda room, path: path.write_bytes(whole(room)[: int(len(whole(room)) * share)]) and None


def zeroed(room: Room, path: Path) -> None:
    data = whole(room)
    first = data.index(b"mdat") + 4
    path.write_bytes(data[:first] + bytes(len(data) - first))


def single(room: Room, path: Path) -> None:
    ffmpeg_run(*ffmpeg.source(next(iter(room.shelf.values()))), "-c:v", "libx264", "-frames:v", "1", "-an", str(path))


def heard(room: Room, path: Path) -> None:
    wav = write_wav(room.folder / "tone.wav", tone(440, 1))
    ffmpeg_run("-i", str(wav), "-c:a", "aac", str(path))


def huge(room: Room, path: Path) -> None:
    ffmpeg_run("-f", "lavfi", "-i", "color=red:s=9000x5000:r=5:d=0.4", "-c:v", "mjpeg", "-q:v", "31", str(path))


def claims_to_be_huge(room: Room, path: Path) -> None:
    """A small clip whose boxes, though not its pictures, claim 65000 pixels a side."""
    data = bytearray(whole(room))
    at = data.index(b"avc1", data.index(b"stsd")) + 28
    data[at : at + 4] = b"\xfd\xe8\xfd\xe8"
    at = data.index(b"tkhd") + 4 + 76
    data[at : at + 8] = b"\xfd\xe8\0\0\xfd\xe8\0\0"
    path.write_bytes(data)


def behind_magic(room: Room, path: Path) -> None:
    path.write_bytes(b"\0\0\0\x18ftypisom" + b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n")


def points_elsewhere(room: Room, path: Path) -> None:
    """A QuickTime reference film: an alias to another file in place of pictures."""
    path.write_bytes(whole(room).replace(b"url ", b"alis"))


HOSTILE: dict[str, Callable[[Room, Path], None]] = {
    "zero bytes": text(""),
    "cut off in its header": part(0.01),
    "its index cut off": part(0.4),
    "pictures of zeros": zeroed,
    "a single picture": single,
    "sound alone": heard,
    "too many pixels": huge,
    "an HLS playlist": text("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n"),
    "a list of files": text("ffconcat version 1.0\nfile '/etc/passwd'\n"),
    "a DASH manifest": text("<MPD xmlns='urn:mpeg:dash:schema:mpd:2011'><BaseURL>http://127.0.0.1:9/</BaseURL></MPD>"),
    "a session of another protocol": text("v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n"),
    "a playlist behind an MP4's first bytes": behind_magic,
    "a page": text("<html><script>alert(1)</script></html>"),
    "not there": lambda room, path: None,
}


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("joins", [True, False])
def test_a_clip_that_cannot_be_used_is_refused_by_its_shot_and_nothing_else_is_touched(
    bench: Workbench, kind: str, joins: bool
) -> None:
    room = bench.room
    film, bad = room.folder / "film.mp4", room.folder / "bad.mp4"
    film.write_bytes(b"the cut before")
    HOSTILE[kind](room, bad)
    kept = {digest: file.read_bytes() for digest, file in list(room.shelf.items())[:SHOTS]}
    before = {file.name for file in room.folder.iterdir()}
    with pytest.raises((MediaError, LimitReached)) as refused:
        bench.cut(planned(room, bad)) if joins else room.cut(planned(room, bad))
    assert refused.value.message.startswith(f"Shot {BAD + 1}"), refused.value.message
    assert refused.value.remedy
    assert str(room.folder) not in str(refused.value)
    assert film.read_bytes() == b"the cut before"
    assert {file.name for file in room.folder.iterdir()} - {"shelf"} == before
    assert all(room.shelf[digest].read_bytes() == data for digest, data in kept.items())


@pytest.mark.parametrize("harm", [claims_to_be_huge, points_elsewhere])
def test_what_boxes_claim_is_not_believed(bench: Workbench, harm: Callable[[Room, Path], None]) -> None:
    """Such a clip is refused by name, or its real pictures are shown; nothing else is opened and nothing bursts."""
    bad = bench.room.folder / "bad.mp4"
    harm(bench.room, bad)
    try:
        said = f"{bench.cut(planned(bench.room, bad))[1].frames} pictures"
    except (MediaError, LimitReached) as error:
        said = error.message
    assert said.startswith((f"Shot {BAD + 1}: ", f"{24 * SHOTS} pictures"))


def test_once_the_clip_is_mended_nothing_is_encoded_twice(bench: Workbench) -> None:
    bad = bench.room.folder / "bad.mp4"
    zeroed(bench.room, bad)
    with pytest.raises(MediaError):
        bench.cut(planned(bench.room, bad))
    assert len(bench.shelf.made) <= BAD
    _, report = bench.cut(planned(bench.room))
    assert len(bench.shelf.made) == SHOTS
    assert report.frames == 24 * SHOTS


def test_narration_and_music_that_cannot_be_used_are_named_too(bench: Workbench) -> None:
    room, bad = bench.room, bench.room.folder / "bad.wav"
    bad.write_text("no sound")
    plan = planned(room)
    line = {"scene": "s0", "media": room.add(bad), "start": 0, "frames": 20, "text": "Words"}
    for wrong, name in (({"voice": [line]}, "Line 1 of the narration"), ({"music": room.add(bad)}, "The music")):
        with pytest.raises(MediaError) as refused:
            bench.cut(CutPlan.model_validate(plan.model_dump() | wrong))
        assert refused.value.message.startswith(f"{name}: ")


# ------------------------------------------------------------ bounds


def test_every_decoder_may_open_one_format_from_files_only(room: Room) -> None:
    room.clip("good", lambda _: flat(99), frames=3)
    source = ffmpeg.source(room.folder / "good.mp4")
    told = dict(zip(source[::2], source[1::2], strict=True))
    assert told["-protocol_whitelist"] == "file,pipe"
    assert told["-format_whitelist"] == told["-f"] == "mov"
    assert told["-i"] == f"file:{room.folder / 'good.mp4'}"
    assert set(ffmpeg.DEMUXERS.values()).isdisjoint({"hls", "dash", "sdp", "concat", "rtsp", "image2", "lavfi"})


def test_memory_and_time_of_a_decoder_are_limited(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    clip = room.shelf[room.clip("clip", lambda n: barcode(1, n), frames=12)]
    found, seen = probe.probe(clip), []

    class Watched(decode.Child):
        def __init__(self, command: list[str], *, limits: Limits, **more: object) -> None:
            seen.append(limits)
            super().__init__(command, limits=limits, **more)

    monkeypatch.setattr(decode, "Child", Watched)
    monkeypatch.setattr(ffmpeg, "MEMORY", 48 * 1024**2)
    with (
        pytest.raises((LimitReached, MediaError)),
        decode.ClipReader(clip, found, decode.Geometry(640, 360, 24)) as reader,
    ):
        reader.next()
    assert seen == [Limits(seconds=decode.SECONDS, memory=48 * 1024**2)]
    assert probe.LIMITS.memory
    assert probe.LIMITS.seconds


READS = """
import sys, time
from pathlib import Path
from vidpipe.media.decode import ClipReader, Geometry
from vidpipe.media.probe import probe
clip = Path(sys.argv[1])
with ClipReader(clip, probe(clip), Geometry(640, 360, 24)) as reader:
    reader.next()
    print(reader._child.pid, flush=True)
    time.sleep(600)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's death")
def test_a_decoder_dies_with_its_parent(room: Room) -> None:
    clip = room.shelf[room.clip("long", lambda n: np.roll(barcode(1, n), n), frames=240)]
    parent = subprocess.Popen([sys.executable, "-c", READS, str(clip)], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert Path(f"/proc/{child}").exists()
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait(30)
    parent.stdout.close()
    end = time.monotonic() + 30
    while Path(f"/proc/{child}/cmdline").exists() and Path(f"/proc/{child}/cmdline").read_bytes():
        assert time.monotonic() < end, "it goes on"
        time.sleep(0.05)
