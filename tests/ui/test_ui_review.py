"""The last look at a cut beside its checks: rows that name scene, time and act; the route that has it looked at."""

import pytest
from overviews import film, slot, take
from starlette.applications import Starlette
from starlette.testclient import TestClient

from vidpipe.engine.overview import Status
from vidpipe.errors import Refused
from vidpipe.film.finding import Finding
from vidpipe.take import State
from vidpipe.ui import address
from vidpipe.ui.routes import review_route
from vidpipe.ui.view.review import reviewed, rows, stamp

CUT = "cut/16x9/en/draft"
ID = "aaaaaaaaaa"
DIGEST = "ab" * 32
BLACK = Finding(
    kind="black", scene="scene2", start=6.26, seconds=1, says="Black for 1.0 s.", act="Trim the scene.", step="clips"
)
SHORT = Finding(kind="length", says="The film has 9 pictures instead of 10.", act="Make the cut again.", step="cut")


def test_a_row_names_the_scene_the_time_and_the_act():
    row, whole = rows(film(), [BLACK, SHORT])
    assert (row["where"], row["time"], row["at"]) == ("Scene 2", "0:06.3", 6.26)
    assert (row["says"], row["act"]) == ("Black for 1.0 s.", "Trim the scene.")
    assert (row["to"], row["step"], row["scene"]) == ("To the clip", "clips", "scene2")
    assert (whole["where"], whole["time"], whole["to"]) == ("The film", "", "Make it again")
    assert [row["to"] for row in rows(film(), [BLACK, SHORT], moving=True)] == ["To the clip", ""]


def test_a_scene_that_is_gone_is_said_to_be_and_leads_nowhere():
    (row,) = rows(film(), [BLACK.model_copy(update={"scene": "gone"})])
    assert (row["where"], row["to"], row["scene"]) == ("A scene that is gone", "", "")


def test_what_was_found_is_counted_beside_the_checks():
    assert [reviewed(None), reviewed(()), reviewed((BLACK, SHORT))] == ["", "", ", 2 found"]
    assert [stamp(0), stamp(59.96), stamp(61.25)] == ["0:00.0", "1:00.0", "1:01.3"]


@pytest.fixture
def served():
    asked: list[str] = []

    def review(project: str, digest: str) -> int:
        asked.append(f"{project}/{digest}")
        if project == "nothere000":
            raise Refused("There is no cut to review", remedy="Make it.")
        return 2

    with TestClient(Starlette(routes=[review_route(review)]), base_url="http://127.0.0.1") as client:
        yield client, asked


def test_the_route_has_a_film_looked_at_and_keeps_nothing(served):
    client, asked = served
    got = client.get(address.review(ID, DIGEST))
    assert (got.status_code, got.json(), asked) == (200, {"found": 2}, [f"{ID}/{DIGEST}"])
    assert got.headers["cache-control"] == "no-store"
    assert got.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", [f"nothere000/{DIGEST}", f"UPPER00000/{DIGEST}", f"{ID}/abc", f"..%2F{ID}/{DIGEST}"])
def test_the_route_knows_films_that_have_a_cut_and_nothing_else(served, path):
    client, asked = served
    assert client.get(f"{address.BLOB}/review/{path}.json").status_code == 404
    assert asked in ([], [f"nothere000/{DIGEST}"])


def page(visit, found):
    made = take(CUT, width=640, height=360, milliseconds=6000, loudness=None, warnings=[])
    shown = film(Status.COMPLETE, slots={CUT: slot(CUT, State.APPROVED).model_copy(update={"take": made})})
    app, studio = visit("projects", shown)
    studio.films[ID].findings = found
    app.switch_page("pages/cut.py")
    app.query_params["project"] = ID
    app.run()
    assert not app.exception
    return "\n".join(part.proto.body for part in app.get("html"))


def test_a_cut_without_findings_says_so_among_its_checks(visit):
    assert "Last look" in page(visit, ())


def test_findings_are_counted_and_nobody_says_that_all_is_well(visit):
    said = page(visit, (BLACK,))
    assert ", 1 found" in said
    assert "nothing found" not in said
