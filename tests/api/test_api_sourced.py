"""Ordering a film by HTTP: from words, a file or an address; no path of the server, no page of another origin."""

import base64
import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

sys.path.insert(0, str(Path(__file__).parents[1] / "sources"))
from source_files import SHOTS

from vidpipe import Studio
from vidpipe.api import api


@pytest.fixture
def studio(workspace):
    with Studio(workspace) as opened:
        yield opened


@pytest.fixture
def client(studio):
    with TestClient(api(lambda: studio), base_url="http://127.0.0.1") as client:
        yield client


def file(name: str, data: bytes) -> dict[str, str]:
    return {"name": name, "base64": base64.b64encode(data).decode()}


def test_a_film_from_a_file(client, studio):
    said = client.post(
        "/projects", json={"files": [file("boat.yaml", SHOTS.encode())], "settings": {"quality": "draft"}}
    )
    assert said.status_code == 201
    body = said.json()
    assert (body["title"], body["source"]["kind"], body["source"]["scenes"]) == ("The Paper Boat", "shots", 3)
    assert body["scenes"][1]["origin"][0]["passage"] == 2
    assert studio.project(body["project"]).overview.calls == 0


def test_a_film_from_words(client, studio):
    body = client.post(
        "/projects", json={"prompt": "A lighthouse", "settings": {"duration": 6, "budget_usd": 1}}
    ).json()
    assert studio.project(body["project"]).settings.frames == 144
    assert body["source"] is None


@pytest.mark.parametrize(
    ("order", "status"),
    [
        ({"address": "http://example.org/"}, 422),
        ({"address": "/etc/passwd"}, 422),
        ({"address": "file:///etc/passwd"}, 422),
        ({"address": "https://127.0.0.1/"}, 422),
        ({"source": "/etc/passwd"}, 422),
        ({"settings": {"source": "/etc/passwd"}}, 422),
        ({"files": [{"name": "a.txt", "base64": "###"}]}, 422),
        ({"files": [file("a.txt", b"words here")], "address": "https://example.org/"}, 422),
        ({"files": [file("a.pdf", b"no pdf at all")]}, 422),
        ({}, 422),
        ({"prompt": "a film", "settings": {"nonsense": 1}}, 422),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_made(client, studio, order, status):
    said = client.post("/projects", json=order)
    assert said.status_code == status
    assert said.json()["remedy"]
    assert studio.summaries() == []


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
        {"content-type": "multipart/form-data; boundary=x"},
        {"content-type": "application/json", "sec-fetch-site": "cross-site"},
        {"content-type": "application/json", "sec-fetch-site": "same-site"},
        {},
    ],
)
def test_a_page_of_another_origin_cannot_order(client, studio, headers):
    said = client.post("/projects", content=b'{"prompt": "a film"}', headers=headers)
    assert said.status_code == 409
    assert studio.summaries() == []
