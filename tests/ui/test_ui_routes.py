"""The media route: a digest or nothing, from disk, in ranges, to keep for ever, and never something a browser runs."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from vidpipe import Studio
from vidpipe.ui.address import blob, thumb
from vidpipe.ui.routes import routes

FILM = bytes(range(256)) * 40
UNKNOWN = "ab" * 32


@pytest.fixture
def studio(workspace):
    with Studio(workspace) as opened:
        yield opened


@pytest.fixture
def served(studio):
    app = Starlette(routes=routes(studio.media, studio.thumbnail))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client


@pytest.fixture
def film(studio) -> str:
    return blob(studio._shop.store.blobs.put(FILM, "video/mp4"), "video/mp4")


def test_a_file_is_served_whole_under_its_digest(served, film):
    got = served.get(film)
    assert (got.status_code, got.content) == (200, FILM)
    assert got.headers["content-type"] == "video/mp4"
    assert got.headers["accept-ranges"] == "bytes"


def test_it_may_be_kept_for_ever_and_is_never_run(served, film):
    headers = served.get(film).headers
    assert "immutable" in headers["cache-control"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in headers["content-security-policy"]
    assert headers["cross-origin-resource-policy"] == "same-origin"


SIZE = len(FILM)
RANGES = [
    ("bytes=0-99", 206, FILM[:100], f"bytes 0-99/{SIZE}"),
    ("bytes=100-", 206, FILM[100:], f"bytes 100-{SIZE - 1}/{SIZE}"),
    ("bytes=-10", 206, FILM[-10:], f"bytes {SIZE - 10}-{SIZE - 1}/{SIZE}"),
    (f"bytes={SIZE - 1}-{SIZE + 500}", 206, FILM[-1:], f"bytes {SIZE - 1}-{SIZE - 1}/{SIZE}"),
    ("bytes=0-0", 206, FILM[:1], f"bytes 0-0/{SIZE}"),
    (f"bytes={SIZE}-", 416, None, f"bytes */{SIZE}"),
    (f"bytes={SIZE + 9}-{SIZE + 10}", 416, None, f"bytes */{SIZE}"),
]


@pytest.mark.parametrize(("asked", "status", "body", "says"), RANGES)
def test_ranges(served, film, asked, status, body, says):
    got = served.get(film, headers={"range": asked})
    assert got.status_code == status
    assert body is None or got.content == body
    assert got.headers["content-range"].replace("bytes ", "").lstrip() == says.replace("bytes ", "")


@pytest.mark.parametrize("asked", ["bytes=9-1", "bytes=x-y", "bytes=", "lines=1-2", "bytes=-", "bytes=1-2-3"])
def test_a_range_that_is_none_brings_no_error_of_the_server(served, film, asked):
    assert served.get(film, headers={"range": asked}).status_code in (200, 400, 416)


def test_several_ranges_come_in_parts(served, film):
    got = served.get(film, headers={"range": "bytes=0-1,10-11"})
    assert got.status_code == 206
    assert got.headers["content-type"].startswith("multipart/byteranges")


def test_head_tells_the_size_and_sends_nothing(served, film):
    got = served.head(film)
    assert (got.status_code, got.content, got.headers["content-length"]) == (200, b"", str(SIZE))


BAD = [
    f"/app/static/blob/{UNKNOWN}.mp4",
    "/app/static/blob/short.mp4",
    f"/app/static/blob/{UNKNOWN.upper()}.mp4",
    f"/app/static/blob/{UNKNOWN}",
    f"/app/static/blob/{UNKNOWN}.exe",
    f"/app/static/blob/{UNKNOWN}.mp4/x",
    f"/app/static/blob/{UNKNOWN}%00.mp4",
    f"/app/static/blob/{UNKNOWN}.mp4%0a",
    "/app/static/blob/",
    "/app/static/blob/..%2f..%2fvidpipe.db",
    "/app/static/blob/%2e%2e/%2e%2e/vidpipe.db",
    "/app/static/blob//etc/passwd",
    "/app/static/blob/..\\..\\vidpipe.db",
    f"/app/static/blob/thumb/{UNKNOWN}/480.webp",
    f"/app/static/blob/thumb/{UNKNOWN}/9999.webp",
    "/app/static/blob/thumb/short/480.webp",
    "/app/static/blob/thumb/../../480.webp",
    "/app/static/look/style.css",
    "/app/static/look/..%2f..%2fdoor.py",
    "/app/static/look/LICENSE-inter.txt%00",
]


@pytest.mark.parametrize("address", BAD)
def test_what_is_no_digest_or_unknown_is_not_found(served, film, address):
    got = served.get(address)
    assert got.status_code in (404, 405), got.text
    assert b"SQLite" not in got.content


def test_another_ending_than_the_files_own_is_not_found(served, film):
    assert served.get(film.replace(".mp4", ".png")).status_code == 404
    assert served.get(film.replace(".mp4", ".json")).status_code == 404


def test_a_damaged_blob_is_not_found(served, studio, film):
    path, _ = studio.media(film.split("/")[-1][:64])
    path.chmod(0o644)
    path.write_bytes(b"short")
    assert served.get(film).status_code == 404


def test_a_thumbnail_is_a_small_webp(served, studio):
    from io import BytesIO

    from PIL import Image

    picture = BytesIO()
    Image.new("RGB", (1280, 720), "#336699").save(picture, "PNG")
    name = studio._shop.store.blobs.put(picture.getvalue(), "image/png")
    got = served.get(thumb(name))
    assert (got.status_code, got.headers["content-type"]) == (200, "image/webp")
    assert Image.open(BytesIO(got.content)).size == (480, 270)


@pytest.mark.parametrize(
    ("save", "says"), [("a-cat", 'attachment; filename="a-cat.mp4"'), ('x"; evil', None), ("../up", None)]
)
def test_a_name_to_save_under_is_a_plain_slug(served, film, save, says):
    assert served.get(film, params={"save": save}).headers.get("content-disposition") == says


@pytest.mark.parametrize(
    ("name", "kind"), [("inter.woff2", "font/woff2"), ("archivo.woff2", "font/woff2"), ("icon.png", "image/png")]
)
def test_fonts_and_icon_are_our_own(served, name, kind):
    got = served.get(f"/app/static/look/{name}")
    assert (got.status_code, got.headers["content-type"]) == (200, kind)
    assert len(got.content) > 1000


@pytest.mark.parametrize("name", ["", "x", "../x", UNKNOWN[:-1], UNKNOWN + "0", UNKNOWN.upper()])
def test_no_address_is_made_of_what_is_no_digest(name):
    with pytest.raises(ValueError, match="no digest"):
        blob(name, "video/mp4")
    with pytest.raises(ValueError, match="no digest"):
        thumb(name)
