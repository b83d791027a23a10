"""What every test stands on: an empty folder of its own, no keys, no settings of the person who runs it, no outside.

Sockets reach this machine alone (pytest's options in pyproject); children get the same bare environment.
"""

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

SECRETS = ("GOOGLE_API_KEY", "GEMINI_API_KEY", "OPENAI_API_KEY", "REPLICATE_API_TOKEN", "DATABASE_URL")
PREFIXES = ("VIDPIPE_", "STREAMLIT_", "AWS_", "DBOS_", "GOOGLE_", "OPENAI_")
OURS = ("VIDPIPE_KILLS",)
"""Set by the Makefile for the suite itself, not for the product."""

LONG = (
    "test_ui_browser.py",
    "test_ui_storyboard_browser.py",
    "test_ui_journey.py",
    "test_ui_keyframes_browser.py",
    "test_crash_points.py",
    "test_ui_cut_browser.py",
    "test_ui_lab_browser.py",
    "test_ui_batch_browser.py",
    "test_ui_sound_browser.py",
    "test_ui_films_browser.py",
    "test_crash_paid.py",
    "test_fault_matrix_openai.py",
    "test_fault_matrix_replicate.py",
    "test_fault_matrix_google.py",
    "test_intake_hostile.py",
    "test_pieces_film.py",
)
"""The files that take longest, with the longest first."""
ROOM = 4 * 2**30
"""Bytes of memory that the folders of all tests never fill."""

settings.register_profile("vidpipe", deadline=None, print_blob=True)
settings.load_profile("vidpipe")


def _foreign(name: str) -> bool:
    return name not in OURS and (name in SECRETS or name.startswith(PREFIXES) or name.lower().endswith("_proxy"))


for _name in [name for name in os.environ if _foreign(name)]:
    del os.environ[_name]


def _compile_once() -> None:
    """Where Python may not leave what it compiled beside the source, each of hundreds of processes would compile all
    libraries anew, which takes longer than what it is started for. They share a folder that is gone at the end."""
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        folder = tempfile.mkdtemp(prefix="vidpipe-compiled-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = folder
        sys.dont_write_bytecode = False


def _in_memory() -> None:
    """Folders of tests are where nobody waits for a disk: they outlive killed processes, which is what tests do."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        return
    found = os.statvfs(memory)
    if found.f_bavail * found.f_frsize >= ROOM and not found.f_flag & os.ST_NOEXEC:  # some tests write programs
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory))


_compile_once()
_in_memory()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take long come first, so that no worker is left alone with one of them at the end."""
    items.sort(key=_late)


def _late(item: pytest.Item) -> int:
    name = item.path.name
    if name in LONG:
        return LONG.index(name)
    return len(LONG) + (0 if any(map(item.get_closest_marker, ("browser", "crash"))) else 1)


@pytest.fixture(scope="session", autouse=True)
def stores_open_quickly() -> Iterator[None]:
    """New workspaces on SQLite get their tables quickly, and all of them share statements that are compiled;
    `tests/store/test_store_schema.py` and every child process take the product's way."""
    import compiled_sql
    import first_schema

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vidpipe.store.database.create_engine", compiled_sql.create_engine)
        patch.setattr("vidpipe.store.schema._migrate", first_schema.remembered)
        yield


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The test's working folder: no `.env` or `data/` of anybody is read or written by accident."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(autouse=True)
def catalogued(monkeypatch: pytest.MonkeyPatch) -> None:
    """Models end on days: tests look at them on the day that their records are of, whenever they run."""
    monkeypatch.setattr("vidpipe.library.models._today", lambda: date(2026, 11, 21))


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of the test's own, named to the product and its children by VIDPIPE_DATA."""
    data = tmp_path / "workspace"
    monkeypatch.setenv("VIDPIPE_DATA", str(data))
    return data


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One for all tests of a process: two of its drivers do not bear each other."""
    from chromium import CHROMIUM, FLAGS

    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        yield opened
        opened.close()
