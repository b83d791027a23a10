"""Keyframes: the same in, the same out; the end shows the scene of the start; what a file claims is never trusted."""

import io
import json
import struct
import zlib
from typing import Any

import numpy as np
import pytest
from PIL import Image

from vidpipe.film.format import SIZES
from vidpipe.providers.local.painter import kept_scene, paint_keyframe
from vidpipe.providers.local.painter.chunk import KEY, read

GIVEN: dict[str, Any] = {"width": 320, "height": 180, "seed": 3, "camera": "push in", "shot": "wide", "colours": ()}


def keyframe(prompt: str = "a cat on a rooftop at night", end: Any = "start", **more: Any) -> bytes:
    return paint_keyframe(prompt, end=end, **{**GIVEN, **more})


def pixels(png: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(png), formats=["PNG"]) as picture:
        return np.asarray(picture.convert("RGB")).astype(np.float32)


def with_chunk(png: bytes, data: bytes) -> bytes:
    """The PNG with its scene chunk replaced by `data`."""
    text = KEY.encode() + b"\x00" + data
    body = b"tEXt" + text
    (old,) = struct.unpack(">I", png[33:37])
    return png[:33] + struct.pack(">I", len(text)) + body + struct.pack(">I", zlib.crc32(body)) + png[33 + old + 12 :]


def test_the_same_request_gives_the_same_bytes() -> None:
    assert keyframe() == keyframe()


def test_seed_and_sample_give_other_pictures() -> None:
    assert len({keyframe(), keyframe(seed=4), keyframe(sample=1)}) == 3


@pytest.mark.parametrize("size", list(SIZES.values()))
def test_every_aspect_is_painted_at_its_size_and_drafts_show_the_same(size: tuple[int, int]) -> None:
    width, height = size
    final = keyframe("a hiker on a mountain trail at dawn", width=width, height=height)
    draft = keyframe("a hiker on a mountain trail at dawn", width=width // 2, height=height // 2)
    assert pixels(final).shape == (height, width, 3)
    small = np.asarray(
        Image.fromarray(pixels(final).astype(np.uint8)).resize((width // 2, height // 2), Image.Resampling.BOX)
    ).astype(np.float32)
    assert np.abs(small - pixels(draft)).mean() < 6


def test_the_end_keyframe_is_the_start_s_scene_under_the_other_camera() -> None:
    start = keyframe()
    end = keyframe("the cat looks up", end="end", reference=start)
    first, last = kept_scene(start), kept_scene(end)
    assert first is not None
    assert last is not None
    assert first.scene == last.scene
    assert (first.end, last.end) == ("start", "end")
    assert start != end


@pytest.mark.parametrize("prompt", ["a sailboat on the sea", "a robot on a rooftop at night"])
def test_an_end_that_names_another_place_or_subject_is_painted_anew(prompt: str) -> None:
    end = kept_scene(keyframe(prompt, end="end", reference=keyframe()))
    assert end is not None
    assert end.scene.cast[0].id in ("sailboat", "robot")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"null",
        b"[" * 8000,
        b'{"end":"start"}',
        b'{"end":"middle","scene":{}}',
        b"\xff\xfe",
        b"x" * 9000,
        json.dumps({"end": "start", "scene": {"setting": "../../etc", "time": "night", "palette": "neon"}}).encode(),
        json.dumps(
            {"end": "start", "scene": {"setting": "sea", "time": "night", "palette": "neon", "width": 10**9}}
        ).encode(),
        json.dumps(
            {
                "end": "start",
                "scene": {"setting": "sea", "time": "night", "palette": "neon", "cast": [{"id": "cat", "count": 999}]},
            }
        ).encode(),
    ],
)
def test_a_chunk_that_is_odd_in_any_way_makes_the_picture_foreign(data: bytes) -> None:
    forged = with_chunk(keyframe(), data)
    assert read(forged) is None
    assert kept_scene(keyframe(end="end", reference=forged)) is not None


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"not a picture", b"\x89PNG\r\n\x1a\n" + b"\xff" * 400])
def test_bytes_that_are_no_picture_carry_no_scene(data: bytes) -> None:
    assert read(data) is None


def test_an_unknown_word_for_setting_or_palette_inside_a_valid_chunk_is_painted_all_the_same() -> None:
    scene = {"setting": "nowhere", "time": "night", "palette": "nothing", "cast": [{"id": "nobody"}]}
    forged = with_chunk(keyframe(), json.dumps({"end": "start", "scene": scene}).encode())
    assert read(forged) is not None
    assert pixels(keyframe("", end="end", reference=forged)).std() > 5


@pytest.mark.parametrize(
    "prompt", ["", "   ", "🐱🚀✨", "xyzzy plugh", "a" * 5000, "'; DROP TABLE -- <script>", "猫と東京"]
)
def test_any_prompt_gives_a_picture_that_is_not_empty(prompt: str) -> None:
    assert pixels(keyframe(prompt)).std() > 8
