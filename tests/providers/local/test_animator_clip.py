"""Clips: first and last frame are the keyframes, in every setting; foreign pictures move too; bad ones are refused."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import numpy as np
import pytest
from PIL import Image

from vidpipe.errors import BadInput, MediaError, Stopped
from vidpipe.library.visual import visual
from vidpipe.media.born import Part, plain, way
from vidpipe.media.decode import Geometry
from vidpipe.media.joining import track
from vidpipe.media.piecework import making
from vidpipe.media.probe import probe
from vidpipe.providers.local.animator import animate, main
from vidpipe.providers.local.painter import paint_keyframe

SIZE = (320, 180)


def keyframes(folder: Path, prompt: str, *, camera: str = "push in", size: tuple[int, int] = SIZE) -> tuple[Path, Path]:
    given: dict[str, Any] = {
        "width": size[0],
        "height": size[1],
        "seed": 5,
        "camera": camera,
        "shot": "medium",
        "colours": (),
    }
    start = paint_keyframe(prompt, end="start", **given)
    (folder / "a.png").write_bytes(start)
    (folder / "b.png").write_bytes(paint_keyframe(prompt, end="end", reference=start, **given))
    return folder / "a.png", folder / "b.png"


def clip(first: Path, last: Path, into: Path, *, frames: int = 12, size: tuple[int, int] = SIZE) -> np.ndarray:
    animate(
        first,
        last,
        frames=frames,
        rate=24,
        width=size[0],
        height=size[1],
        motion="",
        seed=1,
        into=into,
        progress=lambda percent: None,
        stopped=lambda: False,
    )
    return decoded(into)


def decoded(path: Path, size: tuple[int, int] = SIZE) -> np.ndarray:
    command = [
        imageio_ffmpeg.get_ffmpeg_exe(),
        "-v",
        "error",
        "-i",
        str(path),
        "-f",
        "rawvideo",
        "-pix_fmt",
        "rgb24",
        "-",
    ]
    raw = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout
    return np.frombuffer(raw, np.uint8).reshape(-1, size[1], size[0], 3).astype(np.float32)


def picture(path: Path, size: tuple[int, int] = SIZE) -> np.ndarray:
    with Image.open(path) as found:
        return np.asarray(found.convert("RGB").resize(size)).astype(np.float32)


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    """Mean SSIM of luma over windows of eight by eight pixels."""

    def windows(image: np.ndarray) -> np.ndarray:
        luma = image @ np.array([0.2126, 0.7152, 0.0722], np.float32)
        high, wide = luma.shape[0] // 8 * 8, luma.shape[1] // 8 * 8
        return luma[:high, :wide].reshape(high // 8, 8, wide // 8, 8).swapaxes(1, 2).reshape(-1, 64)

    a, b = windows(one), windows(other)
    shared = ((a - a.mean(1, keepdims=True)) * (b - b.mean(1, keepdims=True))).mean(1)
    top = (2 * a.mean(1) * b.mean(1) + 6.5) * (2 * shared + 58.5)
    return float((top / ((a.mean(1) ** 2 + b.mean(1) ** 2 + 6.5) * (a.var(1) + b.var(1) + 58.5))).mean())


def test_a_clip_is_encoded_as_the_pieces_of_a_film_are(tmp_path: Path) -> None:
    first, last = keyframes(tmp_path, "a boat on a lake")
    clip(first, last, tmp_path / "c.mp4", frames=60)
    found, size = probe(tmp_path / "c.mp4"), Geometry(*SIZE, 24)
    assert plain(found, size)
    whole = Part(tmp_path / "c.mp4", found.mark, first=6, frames=48, total=60)
    assert whole.suits(way(making(size, "final").encoder, size))
    assert track(whole.file, stopped=lambda: False).alone(6, 54)


def test_likeness_tells_pictures_apart() -> None:
    dice = np.random.default_rng(1)
    image = dice.uniform(0, 255, (64, 64, 3)).astype(np.float32)
    assert likeness(image, image) == pytest.approx(1.0)
    assert likeness(image, image[::-1]) < 0.3


@pytest.mark.parametrize("setting", list(visual().settings))
def test_a_clip_starts_and_ends_on_its_keyframes_and_lives_between(setting: str, tmp_path: Path) -> None:
    first, last = keyframes(tmp_path, f"a person, {visual().settings[setting][0]}", camera="truck right")
    frames = clip(first, last, tmp_path / "c.mp4")
    assert len(frames) == 12
    assert likeness(frames[0], picture(first)) > 0.95
    assert likeness(frames[-1], picture(last)) > 0.95
    steps = np.abs(np.diff(frames, axis=0)).mean((1, 2, 3))
    assert steps.min() > 0.15
    assert steps.max() < 6 * np.median(steps)


@pytest.mark.parametrize("weather", ["rain", "snow", "with petals falling", "confetti"])
def test_what_falls_lands_on_the_end_keyframe(weather: str, tmp_path: Path) -> None:
    first, last = keyframes(tmp_path, f"a dog in a street at night, {weather}", camera="static")
    for frames in (9, 31):
        film = clip(first, last, tmp_path / "c.mp4", frames=frames)
        assert likeness(film[-1], picture(last)) > 0.95


def test_a_draft_clip_of_final_keyframes_shows_the_same(tmp_path: Path) -> None:
    first, last = keyframes(tmp_path, "a cat on a rooftop at night", size=(640, 360))
    film = clip(first, last, tmp_path / "c.mp4")
    assert likeness(film[0], picture(first)) > 0.9


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_foreign_pictures_of_any_shape_move_from_one_to_the_other(kind: str, tmp_path: Path) -> None:
    dice = np.random.default_rng(2)
    one, other = dice.uniform(0, 255, (2, 9, 13, 3))
    for name, data in (("a", one), ("b", other)):
        Image.fromarray(data.astype(np.uint8)).resize(SIZE, Image.Resampling.BICUBIC).save(
            tmp_path / name, kind, quality=95
        )
    film = clip(tmp_path / "a", tmp_path / "b", tmp_path / "c.mp4", frames=15)
    assert likeness(film[0], picture(tmp_path / "a")) > 0.95
    assert likeness(film[-1], picture(tmp_path / "b")) > 0.95
    assert np.abs(np.diff(film, axis=0)).mean((1, 2, 3)).min() > 0.05


def test_a_foreign_start_melts_into_our_own_living_end(tmp_path: Path) -> None:
    first, last = keyframes(tmp_path, "a cat on a rooftop at night")
    with Image.open(first) as found:
        found.convert("RGB").save(tmp_path / "plain.png")
    film = clip(tmp_path / "plain.png", last, tmp_path / "c.mp4")
    assert likeness(film[0], picture(first)) > 0.95
    assert likeness(film[-1], picture(last)) > 0.95


@pytest.mark.parametrize("own", [True, False])
def test_one_picture_alone_is_where_the_move_starts(own: bool, tmp_path: Path) -> None:
    first, _ = keyframes(tmp_path, "a cat on a rooftop at night")
    if not own:
        with Image.open(first) as found:
            found.convert("RGB").save(tmp_path / "a.png")
    film = clip(first, first, tmp_path / "c.mp4", frames=13)
    assert likeness(film[0], picture(first)) > 0.95
    assert np.abs(film[12] - film[0]).mean() > 2.0


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"<svg/>", b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, b"\xff\xd8\xff" + b"a" * 50]
)
def test_what_is_no_picture_is_refused_with_a_remedy(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "bad").write_bytes(data)
    with pytest.raises(MediaError) as caught:
        clip(tmp_path / "bad", tmp_path / "bad", tmp_path / "c.mp4")
    assert caught.value.remedy
    assert not (tmp_path / "c.mp4").exists()


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Image.new("1", (9000, 9000)).save(buffer, "PNG")
    (tmp_path / "huge.png").write_bytes(buffer.getvalue())
    with pytest.raises((BadInput, MediaError)):
        clip(tmp_path / "huge.png", tmp_path / "huge.png", tmp_path / "c.mp4")


def test_stopping_leaves_no_file(tmp_path: Path) -> None:
    first, last = keyframes(tmp_path, "a cat on a rooftop at night")
    seen: list[int] = []
    with pytest.raises(Stopped):
        animate(
            first,
            last,
            frames=48,
            rate=24,
            width=SIZE[0],
            height=SIZE[1],
            motion="",
            seed=1,
            into=tmp_path / "c.mp4",
            progress=seen.append,
            stopped=lambda: len(seen) > 3,
        )
    assert not (tmp_path / "c.mp4").exists()


def job(folder: Path, **more: Any) -> Path:
    first, last = keyframes(folder, "a cat on a rooftop at night")
    data = {
        "first": str(first),
        "last": str(last),
        "frames": 6,
        "rate": 24,
        "width": SIZE[0],
        "height": SIZE[1],
        "into": str(folder / "c.mp4"),
    }
    (folder / "job.json").write_text(json.dumps({**data, **more}))
    return folder / "job.json"


def test_as_a_program_it_reports_per_cent_and_renders(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "vidpipe.providers.local.animator", str(job(tmp_path))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        lines = [int(line) for line in child.stdout]
        assert child.wait() == 0
    assert lines == sorted(set(lines))
    assert lines[-1] == 100
    assert len(decoded(tmp_path / "c.mp4")) == 6


def test_as_a_program_it_ends_when_its_parent_is_gone(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "vidpipe.providers.local.animator", str(job(tmp_path, frames=5000))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stdout.readline()
        child.stdin.close()
        assert child.wait(timeout=20) == 130
    assert not (tmp_path / "c.mp4").exists()


def test_a_bad_job_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "job.json").write_text('{"frames": -1}')
    assert main([str(tmp_path / "job.json")]) == 2
    assert "job" in capsys.readouterr().err
