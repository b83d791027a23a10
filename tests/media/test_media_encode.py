"""encode.py: every frame arrives once, in bt709 in deed and not by tag alone, in a file without edit list, in sync."""

import wave
from pathlib import Path

import numpy as np
import pytest

from vidpipe.errors import MediaError, Stopped
from vidpipe.media import ffmpeg
from vidpipe.media.encode import VideoWriter, encode_sound
from vidpipe.process import Limits, run

WIDTH, HEIGHT, RATE = 160, 90, 24
LIMITS = Limits(seconds=60)


def bgra(blue: int, green: int, red: int) -> bytes:
    return bytes((blue, green, red, 255)) * (WIDTH * HEIGHT)


def decoded(film: Path) -> np.ndarray:
    """All pictures as (frames, planes' bytes)."""
    command = ffmpeg.command(ffmpeg.source(film), ["-map", "0:v", "-f", "rawvideo", "-pix_fmt", "yuv420p", "pipe:1"])
    return np.frombuffer(run(command, limits=LIMITS).out, np.uint8).reshape(-1, WIDTH * HEIGHT * 3 // 2)


def clicks(path: Path, frames: tuple[int, ...], total: int) -> Path:
    """A WAV with a click of one frame at each of the frames."""
    sound = np.zeros((total * 2000, 2), np.int16)
    tone = (20000 * np.sign(np.sin(np.arange(2000) * 2 * np.pi * 1000 / 48000))).astype(np.int16)
    for frame in frames:
        sound[frame * 2000 : frame * 2000 + 2000] = tone[:, None]
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2), file.setsampwidth(2), file.setframerate(48000)
        file.writeframes(sound.tobytes())
    return path


def packets(film: Path) -> list[list[int]]:
    """Stream, dts, pts, duration of each packet."""
    out = run(
        ffmpeg.command(ffmpeg.source(film), ["-map", "0", "-c", "copy", "-f", "framecrc", "pipe:1"]), limits=LIMITS
    ).out
    return [[int(field) for field in line.split(",")[:4]] for line in out.decode().splitlines() if line[0] != "#"]


def test_bgra_becomes_bt709_limited_range_by_numbers_and_by_tag(tmp_path: Path) -> None:
    colours = {
        (0, 0, 255): (63, 102, 240),
        (0, 255, 0): (173, 42, 26),
        (255, 0, 0): (32, 240, 118),
        (255, 255, 255): (235, 128, 128),
    }
    film = tmp_path / "film.mp4"
    with VideoWriter(film, width=WIDTH, height=HEIGHT, rate=RATE) as writer:
        for colour in colours:
            writer.write(bgra(*colour))
    area = WIDTH * HEIGHT
    for frame, (colour, wanted) in zip(decoded(film), colours.items(), strict=True):
        got = frame[area // 2], frame[area + area // 8], frame[area + area // 4 + area // 8]
        assert np.abs(np.array(got, int) - wanted).max() <= 3, colour
    said = run(ffmpeg.command(ffmpeg.source(film), ["-f", "null", "-"], loglevel="info"), limits=LIMITS).err
    assert b"h264 (High)" in said
    assert b"yuv420p(tv, bt709, progressive)" in said


def test_every_frame_is_there_once_at_a_constant_rate_and_keyframes_come_every_two_seconds(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    with VideoWriter(film, width=WIDTH, height=HEIGHT, rate=RATE, pixels="yuv420p") as writer:
        for number in range(100):
            writer.write(bytes([40 + number]) * (WIDTH * HEIGHT) + bytes([128]) * (WIDTH * HEIGHT // 2))
    assert [round(float(frame[: WIDTH * HEIGHT].mean())) - 40 for frame in decoded(film)] == list(range(100))
    found = sorted(packet[2] for packet in packets(film))
    assert found == [number * 512 for number in range(100)]
    keys = run(
        ffmpeg.command(["-skip_frame", "nokey"], ffmpeg.source(film), ["-f", "framecrc", "pipe:1"]), limits=LIMITS
    ).out.decode()
    assert (
        max(np.diff([0, *(int(line.split(",")[2]) for line in keys.splitlines() if line[0] != "#"), 100])) <= 2 * RATE
    )


def test_the_index_comes_first_and_there_is_no_edit_list(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    with VideoWriter(film, width=WIDTH, height=HEIGHT, rate=RATE, audio=clicks(tmp_path / "c.wav", (0,), 24)) as writer:
        for _ in range(24):
            writer.write(bgra(9, 9, 9))
    data = film.read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")
    assert b"elst" not in data


@pytest.mark.parametrize("kind", ["wav", "m4a"])
def test_sound_and_picture_are_in_sync_and_equally_long(tmp_path: Path, kind: str) -> None:
    film, sound, flashes = tmp_path / "film.mp4", clicks(tmp_path / "c.wav", (12, 36, 60), 72), (12, 36, 60)
    if kind == "m4a":
        encode_sound(sound, tmp_path / "c.m4a")
        sound = tmp_path / "c.m4a"
    with VideoWriter(film, width=WIDTH, height=HEIGHT, rate=RATE, audio=sound) as writer:
        for number in range(72):
            writer.write(bgra(200, 200, 200) if number in flashes else bgra(0, 0, 0))
    light = decoded(film)[:, : WIDTH * HEIGHT].mean(axis=1)
    assert tuple(np.flatnonzero(light > 100)) == flashes
    out = run(
        ffmpeg.command(ffmpeg.source(film), ["-map", "0:a", "-ac", "1", "-f", "f32le", "pipe:1"]), limits=LIMITS
    ).out
    heard = np.frombuffer(out, np.float32)
    assert abs(len(heard) - 72 * 2000) <= 1024
    starts = [
        number
        for number in np.flatnonzero(np.abs(heard) > 0.2)
        if not (np.abs(heard[number - 999 : number]) > 0.2).any()
    ]
    assert np.abs(np.array(starts) - np.array(flashes) * 2000).max() < 48, "more than a millisecond off"


def write(film: Path, frames: int, *, fail: bool = False, **options: object) -> None:
    with VideoWriter(film, width=WIDTH, height=HEIGHT, rate=RATE, **options) as writer:
        for _ in range(frames):
            writer.write(bgra(1, 2, 3))
        if fail:
            raise RuntimeError("in the block")


def test_an_error_in_the_block_leaves_nothing_and_keeps_what_was_there(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(b"the take before")
    with pytest.raises(RuntimeError, match="in the block"):
        write(film, 1, fail=True)
    assert film.read_bytes() == b"the take before"
    assert [file.name for file in tmp_path.glob("*.mp4*")] == ["film.mp4"]


def test_a_frame_of_another_size_and_an_odd_film_are_refused(tmp_path: Path) -> None:
    with (
        pytest.raises(MediaError, match="bytes"),
        VideoWriter(tmp_path / "f.mp4", width=WIDTH, height=HEIGHT, rate=RATE) as writer,
    ):
        writer.write(b"123")
    with pytest.raises(MediaError, match="even"):
        VideoWriter(tmp_path / "f.mp4", width=161, height=90, rate=RATE)
    assert not list(tmp_path.glob("*.mp4*"))


def test_a_stop_ends_the_writing(tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        write(tmp_path / "film.mp4", 100_000, stopped=lambda: True)
    assert not list(tmp_path.glob("*.mp4*"))
