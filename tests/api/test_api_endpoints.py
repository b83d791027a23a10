"""The HTTP API: alive, the films, one film, in the shapes of the command line; refusals as JSON with the remedy."""

import pytest
from starlette.testclient import TestClient

from vidpipe import Scene, Storyboard, Studio
from vidpipe.api import api
from vidpipe.cli import shapes

BOARD = Storyboard(scenes=(Scene(id="one1", frames=72, start_prompt="a lighthouse"),))


@pytest.fixture
def studio(workspace):
    with Studio(workspace) as opened:
        yield opened


@pytest.fixture
def client(studio):
    with TestClient(api(lambda: studio), base_url="http://127.0.0.1") as client:
        yield client


def test_it_is_alive_without_a_workspace():
    def broken() -> Studio:
        raise AssertionError("not asked for")

    said = TestClient(api(broken), base_url="http://127.0.0.1").get("/health").json()
    assert said["status"] == "ok"


def test_an_empty_workspace_has_no_films(client):
    assert client.get("/projects").json() == {"projects": []}


def test_films_are_listed_as_by_the_command_line(client, studio):
    film = studio.create("A lighthouse", storyboard=BOARD, title="Light")
    (said,) = client.get("/projects").json()["projects"]
    assert said == shapes.listed(film.overview, None)


def test_one_film_is_told_as_by_the_command_line(client, studio):
    film = studio.create("A lighthouse", storyboard=BOARD, budget_usd=2)
    said = client.get(f"/projects/{film.id}").json()
    assert said == shapes.state(film.overview, None)
    assert said["budget_usd"] == 2.0
    assert set(said["scenes"][0]["slots"]) >= {"keyframe/start", "keyframe/end", "clip"}


def test_a_beginning_of_an_id_is_enough(client, studio):
    film = studio.create("A lighthouse")
    assert client.get(f"/projects/{film.id[:4]}").json()["project"] == film.id


@pytest.mark.parametrize("name", ["nothere", "x y", "%00", "' OR 1=1"])
def test_an_unknown_film_is_not_found_and_says_the_remedy(client, name):
    got = client.get(f"/projects/{name}")
    assert got.status_code == 404
    assert got.json()["error"] == "not_found"
    assert got.json()["remedy"]


@pytest.mark.parametrize("verb", ["put", "delete", "patch"])
def test_nothing_that_is_there_can_be_changed(client, verb):
    assert getattr(client, verb)("/projects").status_code == 405
