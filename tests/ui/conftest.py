"""What the tests of the studio stand on: pages of the checkout, a workspace of their own, no studio left open."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import serving
from filelock import FileLock
from overviews import RememberedStudio
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from vidpipe.engine.overview import Overview
from vidpipe.ui import clockwork, session, shelf

ROOT = Path(__file__).resolve().parents[2]
Opened = tuple[AppTest, RememberedStudio]


@pytest.fixture(autouse=True)
def nothing_open(workspace: Path) -> Iterator[None]:
    yield
    session.close()
    clockwork.forget()
    shelf.forget()


@pytest.fixture(autouse=True)
def through_the_door(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest takes the folder of pages for an old kind of app at every run; the server does so never."""
    make = PagesManager.__init__

    def init(self: PagesManager, *args: Any, **kwargs: Any) -> None:
        make(self, *args, **kwargs)
        PagesManager.uses_pages_directory = False

    monkeypatch.setattr(PagesManager, "__init__", init)


@pytest.fixture
def visit(workspace: Path) -> Callable[..., Opened]:
    """Open a page of the studio over films made by hand."""

    def visit(page: str, *films: Overview, project: str = "") -> Opened:
        studio = RememberedStudio(*films)
        session._studios[session.workspace()] = studio  # type: ignore[assignment]
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        if project:
            app.query_params["project"] = project
        app.run()
        if page != "projects":
            app.switch_page(f"pages/{page}.py")
            if project:
                app.query_params["project"] = project
            app.run()
        return app, studio

    return visit


def _pattern(place: Path) -> Path:
    """A workspace with one finished film of three scenes, made once for all processes of a run."""
    from vidpipe import Studio

    with FileLock(place.with_suffix(".lock")):
        if not place.exists():
            begun = place.with_suffix(".begun")
            with Studio(begun) as studio:
                film = studio.create("A cat explores Tokyo at night", duration=9, quality="draft", narration=False)
                film.run()
            begun.rename(place)
    return place


@pytest.fixture(scope="session")
def studio_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of the browser tests, with one finished film of three scenes in it."""
    data, run = tmp_path_factory.mktemp("browser") / "workspace", tmp_path_factory.getbasetemp()
    shared = run.parent if "PYTEST_XDIST_WORKER" in os.environ else run
    shutil.copytree(_pattern(shared / "pattern"), data, ignore=shutil.ignore_patterns("locks", "tmp"))
    return data


@pytest.fixture(scope="session")
def finished(studio_data: Path) -> str:
    """The id of a finished film of three scenes. Fork it before you change it."""
    from vidpipe import Studio

    with Studio(studio_data) as studio:
        return studio.summaries()[-1].id


@pytest.fixture(scope="session")
def server(studio_data: Path, finished: str) -> Iterator[str]:
    """The address of a studio over that workspace."""
    with serving(studio_data) as address:
        yield address


@pytest.fixture
def forked(studio_data: Path, finished: str) -> Iterator[str]:
    """The id of a film like the finished one, to do with as you like; nobody goes on making it after the test."""
    from vidpipe import Studio

    with Studio(studio_data) as studio:
        film = studio.project(finished).fork()
        yield film.id
        film.stop()


@pytest.fixture
def look(workspace: Path) -> Callable[..., AppTest]:
    """Open a page of the studio as the test has set it up, with an address."""

    def look(page: str, **address: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
        app.switch_page(f"pages/{page}.py")
        for name, value in address.items():
            app.query_params[name] = value
        return app.run()

    return look
