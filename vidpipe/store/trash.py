"""Emptying the trash: rows of trashed projects first, then the blobs and entries that no other project reaches.
The ledger stays, under the title that each film had.

A blob is doomed in the transaction that removes the rows, and removed in a later one that looks again: whoever puts
or uses it in between saves it, and a crash in between leaves only files that the next emptying removes.
"""

import re
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Select, Text, cast, delete, select, update

from vidpipe.ports import Clock
from vidpipe.store import ledger
from vidpipe.store.blobs import FileBlobs
from vidpipe.store.cache import CALLS, CallCache
from vidpipe.store.database import Database
from vidpipe.store.tables import ASSET, ATTEMPT, BLOB, DECISION, DERIVED, PROJECT, REUSE, SETTINGS, TAKE

_HEX = re.compile("[0-9a-f]{64,}")
_BATCH = 40
_ORPHAN_SECONDS = 3600
_AGE = timedelta(days=30)
"""Blobs that no project reaches (from the lab, say, or thumbnails) are kept this long."""
_JSON_LIMIT = 4_000_000


@dataclass
class Reading:
    """The digests named inside JSON blobs, remembered while the trash is emptied: their bytes never change."""

    blobs: FileBlobs
    named: dict[str, set[str]] = field(default_factory=dict)

    def inside(self, digest: str) -> set[str]:
        if digest not in self.named:
            self.named[digest] = _digests(self._text(digest))
        return self.named[digest]

    def _text(self, digest: str) -> str:
        if not self.blobs.present(digest) or "json" not in self.blobs.mime(digest):
            return ""
        file = self.blobs.path(digest)
        return file.read_text(encoding="utf-8", errors="replace") if file.stat().st_size <= _JSON_LIMIT else ""


class Trash:
    """What is marked as trash, and its end."""

    def __init__(self, database: Database, blobs: FileBlobs, calls: CallCache, *, folder: Path, clock: Clock) -> None:
        self._database = database
        self._blobs = blobs
        self._calls = calls
        self._folder = folder
        self._clock = clock

    def empty(self, titles: Mapping[str, str]) -> int:
        """Remove trashed projects for good; bytes freed. The ledger remembers them by these titles, else their own."""
        with self._database.reading() as connection:
            trashed = list(connection.scalars(select(PROJECT.c.id).where(PROJECT.c.trashed.is_not(None))))
            kept = list(connection.scalars(select(PROJECT.c.id).where(PROJECT.c.trashed.is_(None))))
            reading = Reading(self._blobs)
            mine = set().union(*(_named(connection, one) for one in trashed))
            mine |= set(connection.scalars(select(BLOB.c.digest).where(BLOB.c.created < self._clock.now() - _AGE)))
        doomed = closure(mine, reading)
        with self._database.reading() as connection:
            closure(set().union(*(_named(connection, one) for one in kept)), reading)
        for key in self._remove_rows(doomed, reading, titles):
            self._calls.forget(key)
        return self._remove_files() + self._remove_orphans()

    def _remove_rows(self, candidates: set[str], reading: Reading, titles: Mapping[str, str]) -> list[str]:
        """In one transaction: rows of what is (still) trashed, weak entries, marks on blobs; the calls to forget."""
        with self._database.writing() as connection:
            gone = select(PROJECT.c.id, PROJECT.c.title).where(PROJECT.c.trashed.is_not(None)).with_for_update()
            known = {row.id: row.title for row in connection.execute(gone).all()}
            trashed = list(known)
            for name, title in known.items():
                ledger.outlive(connection, name, titles.get(name) or title, at=self._clock.now())
            used = _used(connection, trashed)
            connection.execute(delete(PROJECT).where(PROJECT.c.id.in_(trashed)))
            still = _used(connection, None)
            kept = list(connection.scalars(select(PROJECT.c.id)))
            named = _shared(connection).union(*(_named(connection, one) for one in kept))
            reached = closure(named, reading)
            doomed = sorted(candidates - reached)
            doom(connection, doomed)
            unused = [(kind, key) for kind, key in sorted(used - still)]
            for some in batches([key for kind, key in unused if kind != CALLS], 400):
                connection.execute(delete(DERIVED).where(DERIVED.c.key.in_(some)))
            return [key for kind, key in unused if kind == CALLS]

    def _remove_files(self) -> int:
        return remove_doomed(self._database, self._blobs)

    def _remove_orphans(self) -> int:
        """Files that a crash left without a row, once they are old enough that nobody is about to write it."""
        with self._database.reading() as connection:
            known = set(connection.scalars(select(BLOB.c.digest)))
        old = time.time() - _ORPHAN_SECONDS
        orphans = [file for file in self._folder.glob("??/*") if file.parent.name + file.name not in known]
        return sum(self._blobs.discard(file.parent.name + file.name) for file in orphans if file.lstat().st_mtime < old)


def closure(digests: set[str], reading: Reading) -> set[str]:
    """The digests and all that JSON blobs among them name, and so on."""
    found, new = set(digests), set(digests)
    while new:
        new = set().union(*map(reading.inside, new)) - found
        found |= new
    return found


def doom(connection: Connection, digests: list[str]) -> None:
    """Mark blobs for removal, and forget what was derived from them."""
    for some in batches(digests, 400):
        connection.execute(update(BLOB).where(BLOB.c.digest.in_(some)).values(doomed=True))
        connection.execute(delete(DERIVED).where(DERIVED.c.digest.in_(some)))


def remove_doomed(database: Database, blobs: FileBlobs) -> int:
    """File by file what is still doomed, a few in each transaction so that nobody waits long; bytes freed."""
    freed = 0
    while True:
        with database.writing() as connection:
            wanted = select(BLOB.c.digest).where(BLOB.c.doomed).limit(_BATCH).with_for_update()
            some = list(connection.scalars(wanted))
            if not some:
                return freed
            freed += sum(map(blobs.discard, some))
            connection.execute(delete(BLOB).where(BLOB.c.digest.in_(some)))


def named_for_good(connection: Connection) -> set[str]:
    """Every digest that the rows of all films and the library name; what was only reused is not among them."""
    found = _shared(connection)
    for wanted in _truth():
        for row in connection.execute(wanted):
            found |= _digests(_spelled(row))
    return found


def _shared(connection: Connection) -> set[str]:
    """Every digest that the library of the workspace names."""
    return _digests(" ".join(map(str, connection.scalars(select(cast(ASSET.c.data, Text))))))


def _named(connection: Connection, project_id: str) -> set[str]:
    """Every digest that the project's rows name, wherever in them."""
    found: set[str] = set()
    for wanted in _naming(project_id):
        for row in connection.execute(wanted):
            found |= _digests(_spelled(row))
    return found


def _naming(project_id: str) -> Iterator[Select[Any]]:
    for wanted in _truth():
        yield wanted.where(wanted.get_final_froms()[0].c.project == project_id)
    yield select(REUSE.c.digest).where(REUSE.c.project == project_id)


def _truth() -> Iterator[Any]:
    """All columns in which a digest may stand, JSON as its text: read as data it takes four times as long."""
    yield select(TAKE.c.digest, cast(TAKE.c.recipe, Text), cast(TAKE.c.meta, Text))
    yield select(cast(ATTEMPT.c.recipe, Text), cast(ATTEMPT.c.ticket, Text)).select_from(ATTEMPT)
    yield select(DECISION.c.value)
    yield select(cast(SETTINGS.c.data, Text)).select_from(SETTINGS)


def _digests(text: str) -> set[str]:
    """Runs of exactly 64 hexadecimal signs."""
    return {run for run in _HEX.findall(text) if len(run) == 64}


def _spelled(row: Row[tuple[object, ...]]) -> str:
    return " ".join(map(str, row))


def _used(connection: Connection, projects: list[str] | None) -> set[tuple[str, str]]:
    """Kind and key of the entries that these projects (or any) used."""
    wanted = select(REUSE.c.kind, REUSE.c.key).distinct()
    if projects is not None:
        wanted = wanted.where(REUSE.c.project.in_(projects))
    return {(row.kind, row.key) for row in connection.execute(wanted)}


def batches(items: list[str], size: int) -> Iterable[list[str]]:
    return (items[start : start + size] for start in range(0, len(items), size))
