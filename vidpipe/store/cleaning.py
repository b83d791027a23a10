"""How big a workspace is, and clearing its cache: entries that only save time, and files that nothing else reaches.

A take is never touched, nor anything that a row of a film names, in the trash or not.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, delete, func, select, text

from vidpipe.errors import Busy
from vidpipe.ports import Clock
from vidpipe.store.blobs import FileBlobs
from vidpipe.store.cache import CallCache
from vidpipe.store.database import Database
from vidpipe.store.tables import ATTEMPT, BLOB, DERIVED, OPEN_PHASES, REUSE
from vidpipe.store.trash import Reading, batches, closure, doom, named_for_good, remove_doomed

_ARRIVING = timedelta(hours=1)
"""A file that nothing names yet may be about to be named: it is left alone this long."""
_AT_WORK = select(ATTEMPT.c.id).where(ATTEMPT.c.phase.in_(OPEN_PHASES)).limit(1)
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
            if connection.scalar(_AT_WORK):
                raise Busy("a film is being made", remedy="Clear the cache when it is done, or stop it first")
            connection.execute(delete(REUSE))
            connection.execute(delete(DERIVED))
            reached = closure(named_for_good(connection), self._reading)
            doom(connection, sorted(set(candidates) - reached))
        self._calls.clear()
        freed = remove_doomed(self._database, self._blobs)
        return freed + max(0, before - self._entries())

    def trim(self, most: int) -> int:
        """Raises Busy as `clear`, and only where there is something to remove."""
        if self._derived() <= most:
            return 0
        weak = set(self._weak())
        with self._database.writing() as connection:
            light = [row for row in connection.execute(_by_age()) if row.digest in weak]
            old = _oldest(light, down_to=most * 4 // 5) if _together(light) > most else []
            if not old:
                return 0
            if connection.scalar(_AT_WORK):
                raise Busy("a film is being made", remedy="Try again when it is done")
            for some in batches([row.key for row in old], 400):
                connection.execute(delete(DERIVED).where(DERIVED.c.key.in_(some)))
            kept = set(connection.scalars(select(DERIVED.c.digest)))
            doom(connection, sorted({row.digest for row in old} - kept))
        return remove_doomed(self._database, self._blobs)

    def _derived(self) -> int:
        """Bytes of all that media made, with what films hold for good."""
        sizes = select(func.coalesce(func.sum(BLOB.c.size), 0)).where(BLOB.c.digest.in_(select(DERIVED.c.digest)))
        with self._database.reading() as connection:
            return int(connection.scalar(sizes) or 0)

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


def _by_age() -> Select[Any]:
    """What media made, the oldest first."""
    joined = select(DERIVED.c.key, DERIVED.c.digest, BLOB.c.size).join(BLOB, BLOB.c.digest == DERIVED.c.digest)
    return joined.order_by(DERIVED.c.created, DERIVED.c.key)


def _together(entries: Sequence[Any]) -> int:
    """Bytes of the files of some entries, each counted once."""
    return sum({entry.digest: int(entry.size) for entry in entries}.values())


def _oldest(entries: Sequence[Any], *, down_to: int) -> list[Any]:
    """The first entries, as many as must go until the others' files take no more than `down_to` bytes."""
    total, kept = 0, set[str]()
    for place in range(len(entries) - 1, -1, -1):
        digest = entries[place].digest
        total += 0 if digest in kept else int(entries[place].size)
        kept.add(digest)
        if total > down_to:
            return list(entries[: place + 1])
    return []


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
