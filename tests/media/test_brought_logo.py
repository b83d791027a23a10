"""A logo that a person brings: its transparency stays, its size is bounded, anything else is refused by name."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from vidpipe.errors import BadInput, LimitReached, MediaError
from vidpipe.media import intake
from vidpipe.media.brought_logo import take_in_logo


def bytes_of(picture: Image.Image, kind: str) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind)
    return file.getvalue()


def brought(folder: Path, data: bytes) -> Image.Image:
    (folder / "given").write_bytes(data)
    made = take_in_logo(folder / "given", folder=folder)
    assert made.mime == "image/png"
    with Image.open(made.path) as opened:
        return opened.copy()


def drop() -> Image.Image:
    picture = np.zeros((300, 1800, 4), np.uint8)
    picture[100:200, 300:1500] = (200, 40, 40, 255)
    return Image.fromarray(picture, "RGBA")


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_transparency_stays_and_a_large_logo_becomes_smaller(tmp_path: Path, kind: str) -> None:
    found = brought(tmp_path, bytes_of(drop(), kind))
    assert found.mode == "RGBA"
    assert found.size == (1200, 200)
    assert found.getpixel((10, 10))[3] == 0
    assert found.getpixel((600, 100))[3] == 255


def test_a_jpeg_is_taken_as_it_is(tmp_path: Path) -> None:
    found = brought(tmp_path, bytes_of(Image.new("RGB", (300, 200), "navy"), "JPEG"))
    assert (found.mode, found.size) == ("RGB", (300, 200))


@pytest.mark.parametrize(
    ("data", "error", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", BadInput, "is a text"),
        (bytes_of(Image.new("RGB", (40, 40)), "GIF"), BadInput, "not taken for one"),
        (bytes_of(Image.new("RGB", (900, 20)), "PNG"), BadInput, "strip"),
        (bytes_of(drop(), "PNG")[:300], MediaError, "damaged"),
        (b"", BadInput, "empty"),
    ],
)
def test_what_is_no_logo_is_refused_by_name(tmp_path: Path, data: bytes, error: type, said: str) -> None:
    with pytest.raises(error, match=said):
        brought(tmp_path, data)


def test_more_bytes_than_a_picture_may_have_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(intake.MOST_BYTES, "picture", 1000)
    with pytest.raises(LimitReached):
        brought(tmp_path, bytes_of(drop(), "PNG"))
