"""How big a workspace is, and clearing its cache: entries that only save time, and files that nothing else reaches.

A take is never touched, nor anything that a row of a film names, in the trash or not.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection, delete, func, select, text

from vidpipe.errors import Busy
from vidpipe.ports import Clock
from vidpipe.store.blobs import FileBlobs
from vidpipe.store.cache import CallCache
from vidpipe.store.database import Database
from vidpipe.store.tables import ATTEMPT, BLOB, DERIVED, OPEN_PHASES, REUSE
from vidpipe.store.trash import Reading, batches, closure, doom, named_for_good, remove_doomed

_ARRIVING = timedelta(hours=1)
"""A file that nothing names yet may be about to be named: it is left alone this long."""
_EMPTY = 64 << 10
"""What a cache without entries takes up; clearing does not free it."""


class Cleaning:
    """Sizes and clearing. What JSON files name is remembered: their bytes never change."""

    def __init__(self, database: Database, blobs: FileBlobs, calls: CallCache, *, data: Path, clock: Clock) -> None:
        self._database = database
        self._blobs = blobs
        self._calls = calls
        self._data = data
        self._clock = clock
        self._reading = Reading(blobs)

    def sizes(self) -> dict[str, int]:
        weak = self._weak()
        with self._database.reading() as connection:
            light = sum(_weight(connection, some) for some in batches(weak, 400))
            database = 0 if self._database.sqlite else _size_of_postgresql(connection)
        return {
            "blobs": self._blobs.total() - light,
            "cache": light + self._entries(),
            "database": database + sum(map(_length, self._data.glob("*.db*"))),
            "scratch": _size(self._data / "tmp"),
        }

    def clear(self) -> int:
        """Raises Busy while anything is being made, whose files nothing names yet."""
        before = self._entries()
        candidates = self._weak()
        with self._database.writing() as connection:
            if connection.scalar(select(ATTEMPT.c.id).where(ATTEMPT.c.phase.in_(OPEN_PHASES)).limit(1)):
                raise Busy("a film is being made", remedy="Clear the cache when it is done, or stop it first")
            connection.execute(delete(REUSE))
            connection.execute(delete(DERIVED))
            reached = closure(named_for_good(connection), self._reading)
            doom(connection, sorted(set(candidates) - reached))
        self._calls.clear()
        freed = remove_doomed(self._database, self._blobs)
        return freed + max(0, before - self._entries())

    def _entries(self) -> int:
        """Bytes of the call cache; its journals are not counted, they are emptied by and by."""
        found = [file for file in _files(self._data / "cache") if file.suffix == ".db"]
        return max(0, sum(map(_length, found)) - _EMPTY)

    def _weak(self) -> list[str]:
        """Blobs that only the cache reaches, and those that nothing does."""
        with self._database.reading() as connection:
            named = named_for_good(connection)
            old = select(BLOB.c.digest).where(BLOB.c.created < self._clock.now() - _ARRIVING)
            found = set().union(*map(connection.scalars, (select(DERIVED.c.digest), select(REUSE.c.digest), old)))
        return sorted(found - closure(named, self._reading))


def _weight(connection: Connection, digests: list[str]) -> int:
    return int(
        connection.scalar(select(func.coalesce(func.sum(BLOB.c.size), 0)).where(BLOB.c.digest.in_(digests))) or 0
    )


def _size_of_postgresql(connection: Connection) -> int:
    return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)


def _size(folder: Path) -> int:
    return sum(map(_length, _files(folder)))


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _length(file: Path) -> int:
    try:
        return file.lstat().st_size
    except OSError:
        return 0
