"""Data of every version: made up to date, copied aside before a change, never touched when it is newer."""

import contextlib
import shutil
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from store_kit import Workspace, child, ended, film

import first_schema
from vidpipe.errors import BadInput, Broken, Corrupt, NewerData
from vidpipe.store import open_store, schema
from vidpipe.store.database import Database, address
from vidpipe.store.sql import SqlStore
from vidpipe.store.tables import METADATA

NEXT = f"{int(schema.HEAD) + 1:04}"
LATER = f"""
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "{NEXT}", "{schema.HEAD}", None, None


def upgrade() -> None:
    with op.batch_alter_table("project") as table:
        table.add_column(sa.Column("stars", sa.Integer(), server_default="0", nullable=False))
"""


@pytest.fixture(autouse=True)
def by_migrations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "_migrate", first_schema.migrate)
    monkeypatch.setattr("vidpipe.store.database.create_engine", create_engine)


def test_models_are_what_the_migrations_make(store: SqlStore) -> None:
    with store.database.reading() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), METADATA) == []


def test_the_guards_are_in_the_database(store: SqlStore) -> None:
    with store.database.reading() as connection:
        if store.database.sqlite:
            told = str(connection.scalar(text("SELECT sql FROM sqlite_master WHERE name = 'one_open_attempt'")))
        else:
            told = str(connection.scalar(text("SELECT indexdef FROM pg_indexes WHERE indexname = 'one_open_attempt'")))
    assert "UNIQUE" in told
    assert "submitting" in told.split("WHERE")[1]


def test_the_head_is_the_last_migration() -> None:
    scripts = ScriptDirectory(str(schema.MIGRATIONS))
    assert scripts.get_heads() == [schema.HEAD]
    assert all(script.revision.isdigit() and len(script.revision) == 4 for script in scripts.walk_revisions())


def test_an_empty_postgresql_is_brought_up(new_database: Callable[..., str], tmp_path: Path) -> None:
    store = open_store(tmp_path / "data", url=new_database(empty=True))
    film(store)
    assert store.records("film1").project.title == "Lighthouse"
    store.close()


def test_opening_an_up_to_date_workspace_loads_nothing_heavy(space: Workspace, store: SqlStore) -> None:
    code, said = ended(child("loaded", space.data, space.url or "-"))
    assert code == 0
    assert said.split() == (["sqlmodel"] if space.url is None else ["psycopg", "sqlmodel"])


def test_processes_that_open_a_new_workspace_together_all_succeed(tmp_path: Path) -> None:
    opening = [child("create", tmp_path / "data", "-") for _ in range(4)]
    assert [ended(process) for process in opening] == [(0, "opened")] * 4


def set_version(store: SqlStore, version: str) -> None:
    with store.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})


def test_newer_data_is_refused_and_stays_as_it_is(space: Workspace, store: SqlStore) -> None:
    film(store)
    set_version(store, "9999")
    before = {path: path.read_bytes() for path in space.data.rglob("*.db")}
    with pytest.raises(NewerData, match=f"its data has version 9999, this one knows {int(schema.HEAD)}") as caught:
        space.open()
    assert "Update vidpipe" in str(caught.value)
    assert {path: path.read_bytes() for path in space.data.rglob("*.db")} == before
    set_version(store, schema.HEAD)
    assert space.open().records("film1")


@pytest.mark.parametrize("version", ["abc", "1", "00001"])
def test_a_version_that_is_none_of_ours_is_refused(space: Workspace, store: SqlStore, version: str) -> None:
    set_version(store, version)
    with pytest.raises(Broken, match="never wrote"):
        space.open()


def test_older_data_is_copied_aside_and_brought_up(
    space: Workspace, store: SqlStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film(store)
    newer = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, newer, ignore=shutil.ignore_patterns("__pycache__"))
    (newer / "versions" / f"{NEXT}_stars.py").write_text(LATER)
    before = schema.HEAD
    monkeypatch.setattr(schema, "MIGRATIONS", newer)
    monkeypatch.setattr(schema, "HEAD", NEXT)
    opened = space.open()
    assert opened.records("film1").project.title == "Lighthouse"
    with opened.database.reading() as connection:
        assert list(connection.scalars(text("SELECT stars FROM project"))) == [0]
    if space.url is None:
        [copy] = (space.data / "backups").iterdir()
        assert copy.name.startswith(f"vidpipe-{before}-")
        with contextlib.closing(sqlite3.connect(copy)) as connection:
            assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(before,)]
            assert connection.execute("SELECT title FROM project").fetchall() == [("Lighthouse",)]


def test_a_migration_that_fails_changes_nothing(
    space: Workspace, store: SqlStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film(store)
    newer = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, newer, ignore=shutil.ignore_patterns("__pycache__"))
    (newer / "versions" / f"{NEXT}_stars.py").write_text(LATER + "    raise RuntimeError('half-way')\n")
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", newer)
        patch.setattr(schema, "HEAD", NEXT)
        with pytest.raises(RuntimeError, match="half-way"):
            space.open()
    with space.open().database.reading() as connection:
        assert schema.version(connection) == schema.HEAD
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "vidpipe.db").write_bytes(b"not a database, but long enough to be taken for one" * 100)
    with pytest.raises(Corrupt, match="database is damaged"):
        open_store(tmp_path)


@pytest.mark.parametrize("url", ["mysql://root@localhost/x", "nonsense", "sqlite:///elsewhere.db"])
def test_other_databases_are_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(BadInput, match="database"):
        open_store(tmp_path / "data", url=url)


def test_a_server_that_does_not_answer_is_told(tmp_path: Path) -> None:
    with pytest.raises(Broken, match="does not answer"):
        open_store(tmp_path / "data", url="postgresql://nobody@127.0.0.1:1/none?connect_timeout=2")


def test_threads_that_open_a_new_database_together_all_write(tmp_path: Path) -> None:
    """SQLite does not wait for another that begins the log of a fresh file at the same moment."""
    for number in range(40):
        folder, ready = tmp_path / str(number), threading.Barrier(4)
        folder.mkdir()

        def come(folder: Path = folder, ready: threading.Barrier = ready) -> int:
            database = Database(address(folder, None))
            ready.wait(30)
            with database.writing() as connection:
                connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS known (number INTEGER)")
                connection.exec_driver_sql("INSERT INTO known VALUES (1)")
            with database.reading() as connection:
                found = connection.exec_driver_sql("SELECT count(*) FROM known").scalar_one()
            database.close()
            return int(found)

        with ThreadPoolExecutor(4) as pool:
            assert max(future.result(60) for future in [pool.submit(come) for _ in range(4)]) == 4
