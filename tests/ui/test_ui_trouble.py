"""A workspace that cannot be used gives one clear line in every page, and an unforeseen error no traceback."""

import sqlite3

import pytest
from overviews import film, unwritten
from streamlit.testing.v1 import AppTest

from vidpipe import Studio
from vidpipe.errors import Broken, NotFound, VidpipeError
from vidpipe.ui import session

from conftest import ROOT  # isort: skip


def body(app: AppTest) -> str:
    return "\n".join(part.proto.body for part in app.get("html"))


def opened() -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()


def test_a_database_of_a_newer_version_is_refused_in_one_line(workspace):
    Studio(workspace).close()
    with sqlite3.connect(next(workspace.glob("*.db"))) as base:
        base.execute("UPDATE alembic_version SET version_num = '9999'")
    app = opened()
    assert not app.exception
    assert "newer" in body(app)


def test_a_workspace_that_cannot_be_opened_says_the_remedy(monkeypatch):
    def refuse(*_: object) -> None:
        raise Broken("The folder films cannot be written to", remedy="Choose another with VIDPIPE_DATA.")

    monkeypatch.setattr("vidpipe.studio.Studio.__init__", refuse)
    app = opened()
    assert not app.exception
    assert "Choose another with VIDPIPE_DATA." in body(app)


def test_an_unforeseen_error_shows_no_traceback(visit, monkeypatch, caplog):
    app, studio = visit("projects", film())
    monkeypatch.setattr(studio, "projects", lambda **_: 1 / 0)
    app.run()
    assert not app.exception
    assert "unforeseen" in body(app)
    assert "division" not in body(app)
    assert "division" in caplog.text


def test_a_refused_intent_is_told_with_its_remedy(visit, monkeypatch):
    app, studio = visit("storyboard", unwritten(), project="aaaaaaaaaa")

    def refuse(*_: object) -> None:
        raise VidpipeError("The slot is locked", remedy="Unlock it first.")

    monkeypatch.setattr(studio.films["aaaaaaaaaa"], "stop", refuse, raising=False)
    app.button(key="stop").click().run()
    assert "The slot is locked" in body(app)
    assert "Unlock it first." in body(app)
    assert session.once("film/unused", lambda: "free") == "free"


@pytest.mark.parametrize(
    "page", ["projects", "storyboard", "keyframes", "clips", "sound", "cut", "activity", "settings"]
)
def test_pages_are_short_and_say_what_they_are(page):
    lines = (ROOT / "pages" / f"{page}.py").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith('"""')
    assert len(lines) <= 80


def test_a_film_that_goes_away_while_it_is_looked_at_leaves_one_line(visit, monkeypatch):
    app, _ = visit("storyboard", film(), project="aaaaaaaaaa")

    def gone(_: object) -> None:
        raise NotFound("There is no project 'aaaaaaaaaa'", remedy="List them with: vidpipe list.")

    monkeypatch.setattr(session, "overview", gone)
    app.run()
    assert not app.exception
    assert "There is no project" in body(app)
