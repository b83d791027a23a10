"""The version of the data: looked up with plain SQL, brought up to date by migrations (only then is Alembic loaded).

Versions are four-digit numbers in order. Newer data is never touched; older SQLite data is copied aside first.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from vidpipe.errors import Broken, NewerData
from vidpipe.store.database import Database
from vidpipe.store.disk import in_words, private_folder
from vidpipe.store.locks import FOLDER, OsLock

HEAD = "0004"
"""The version this program reads and writes: that of the last migration."""

MIGRATIONS = Path(__file__).parent / "migrations"
_PATIENCE = 60.0
_LOCK_NUMBER = 0x76696470


def bring_up(database: Database, data: Path) -> None:
    """Make the database as this program needs it. Raises NewerData and changes nothing, if it is ahead of us."""
    with database.reading() as connection:
        if _current(connection):
            return
    with _alone(data), database.writing() as connection:
        if not database.sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK_NUMBER})
        if not _current(connection):
            if database.sqlite:
                _copy_aside(data, version(connection))
            _migrate(connection)


def version(connection: Connection) -> str:
    """The version that the database says it has, empty for a new one."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.scalar(text("SELECT version_num FROM alembic_version")) or "")


def _current(connection: Connection) -> bool:
    found = version(connection)
    if found and not (found.isdigit() and len(found) == len(HEAD)):
        raise Broken(f"the workspace's database has a version that vidpipe never wrote: {found}")
    if found > HEAD:
        raise NewerData(
            f"a newer vidpipe wrote this workspace: its data has version {int(found)}, this one knows {int(HEAD)}",
            remedy="Update vidpipe, or choose another folder",
        )
    return found == HEAD


@contextlib.contextmanager
def _alone(data: Path) -> Iterator[None]:
    """One process at a time migrates; the others wait here and then find it done."""
    lock = OsLock(data / FOLDER / "migrate.lock")
    lock.acquire(wait=_PATIENCE)
    try:
        yield
    finally:
        lock.release()


def _copy_aside(data: Path, found: str) -> None:
    if not found:
        return
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    target = private_folder(data / "backups") / f"vidpipe-{found}-{stamp}.db"
    with (
        in_words(),
        contextlib.closing(sqlite3.connect(data / "vidpipe.db")) as source,
        contextlib.closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
