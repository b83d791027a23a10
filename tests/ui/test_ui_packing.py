"""Scripts are sent packed, media never: a film is read in ranges, which packing would break."""

import pytest
from starlette.applications import Starlette
from starlette.responses import FileResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from vidpipe.ui.packing import middleware


@pytest.fixture
def client(tmp_path):
    file = tmp_path / "file.js"
    file.write_text("let a = 1;\n" * 5000, encoding="utf-8")

    def answer(request):
        return FileResponse(file, media_type="text/javascript")

    paths = ("/static/js/index.js", "/app/static/blob/film.mp4")
    return TestClient(Starlette(routes=[Route(path, answer) for path in paths], middleware=middleware()))


def test_scripts_are_packed_for_a_browser_that_takes_it(client):
    answer = client.get("/static/js/index.js", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers.get("content-length", 0)) < 5000
    assert answer.text == "let a = 1;\n" * 5000


def test_scripts_come_as_they_are_where_packing_is_not_taken(client):
    answer = client.get("/static/js/index.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in answer.headers


def test_media_is_never_packed_and_is_read_in_ranges(client):
    headers = {"Accept-Encoding": "gzip", "Range": "bytes=0-9"}
    answer = client.get("/app/static/blob/film.mp4", headers=headers)
    assert (answer.status_code, answer.text) == (206, "let a = 1;")
    assert "content-encoding" not in answer.headers
