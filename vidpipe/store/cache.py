"""What was made before: the call cache (diskcache, text only) and the derived index (SQL). Facts, never media.

Entries are weak: one whose blob is gone counts as not there. `Reuse` notes which project used which entry.
"""

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from sqlalchemy import bindparam, delete, select

from vidpipe.errors import Busy, Corrupt
from vidpipe.ports import Cached, Clock
from vidpipe.store.blobs import FileBlobs
from vidpipe.store.database import Database
from vidpipe.store.disk import in_words, private_folder
from vidpipe.store.tables import DERIVED, PROJECT, REUSE

if TYPE_CHECKING:
    from diskcache import Cache as DiskCache

CALLS, DERIVATIONS = "calls", "derived"
_WAIT_SECONDS = 10
# Built once: whatever is looked up here is looked up for every part of every step.
_NOTED = select(REUSE.c.digest).where(
    REUSE.c.project == bindparam("project"), REUSE.c.kind == bindparam("kind"), REUSE.c.key == bindparam("its_key")
)
_DERIVED = select(DERIVED).where(DERIVED.c.key == bindparam("its_key"))
_PROJECT = select(PROJECT.c.id).where(PROJECT.c.id == bindparam("project"))


class Reuse:
    """Which project is at work (set by `using`) and what it used."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._project: ContextVar[str] = ContextVar("project", default="")

    @contextlib.contextmanager
    def using(self, project_id: str) -> Iterator[None]:
        """What this thread looks up and stores until the end belongs to that project."""
        before = self._project.set(project_id)
        try:
            yield
        finally:
            self._project.reset(before)

    def note(self, kind: str, key: str, digest: str) -> None:
        project = self._project.get()
        if not project or self._noted(project, kind, key) == digest:
            return
        row = {"project": project, "kind": kind, "key": key, "digest": digest}
        with self._database.writing() as connection:
            if connection.scalar(_PROJECT, {"project": project}):
                self._database.upsert(connection, REUSE, row, keys=["project", "kind", "key"])

    def _noted(self, project: str, kind: str, key: str) -> str | None:
        with self._database.reading() as connection:
            return connection.scalar(_NOTED, {"project": project, "kind": kind, "its_key": key})


class DerivedIndex:
    """Recipe key to what was made of it, in SQL."""

    def __init__(self, database: Database, blobs: FileBlobs, *, reuse: Reuse, clock: Clock) -> None:
        self._database = database
        self._blobs = blobs
        self._reuse = reuse
        self._clock = clock

    def get(self, key: str) -> Cached | None:
        with self._database.reading() as connection:
            row = connection.execute(_DERIVED, {"its_key": key}).first()
        if row is None or not self._blobs.present(row.digest):
            return None
        self._reuse.note(DERIVATIONS, key, row.digest)
        return Cached(digest=row.digest, mime=row.mime, meta=row.meta, cost=row.cost)

    def put(self, key: str, found: Cached) -> None:
        row = {"key": key, **found.plain(), "created": self._clock.now()}
        with self._database.writing() as connection:
            self._database.upsert(connection, DERIVED, row, keys=["key"])
        self._reuse.note(DERIVATIONS, key, found.digest)

    def forget(self, key: str) -> None:
        with self._database.writing() as connection:
            connection.execute(delete(DERIVED).where(DERIVED.c.key == key))


class CallCache:
    """Call key to the result's digest, on diskcache. Opened at first use."""

    def __init__(self, folder: Path, blobs: FileBlobs, *, reuse: Reuse) -> None:
        self._folder = folder
        self._blobs = blobs
        self._reuse = reuse
        self._opening = threading.Lock()
        self._opened: DiskCache | None = None

    def get(self, key: str) -> Cached | None:
        with self._in_words():
            told = self._cache().get(key, retry=True)
        found = _parsed(told)
        if found is None or not self._blobs.present(found.digest):
            return None
        self._reuse.note(CALLS, key, found.digest)
        return found

    def put(self, key: str, found: Cached) -> None:
        with self._in_words():
            self._cache().set(key, found.model_dump_json())
        self._reuse.note(CALLS, key, found.digest)

    def forget(self, key: str) -> None:
        with self._in_words():
            self._cache().delete(key)

    def clear(self) -> None:
        """Forget every call."""
        with self._in_words():
            self._cache().clear(retry=True)

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def _cache(self) -> "DiskCache":
        with self._opening:
            if self._opened is None:
                from vidpipe.store.textdisk import open_cache

                self._opened = open_cache(private_folder(self._folder), wait=_WAIT_SECONDS)
            return self._opened

    @contextlib.contextmanager
    def _in_words(self) -> Iterator[None]:
        from diskcache import Timeout

        try:
            with in_words():
                yield
        except Timeout as error:
            raise Busy("another process is writing to the call cache", remedy="Try again in a moment") from error
        except (ValueError, sqlite3.DatabaseError, Corrupt) as error:
            raise Corrupt(
                "the call cache is damaged or was written by something else",
                remedy="Remove the folder cache in the workspace; only what could be reused is lost",
            ) from error


def _parsed(told: Any) -> Cached | None:
    """What an entry says; None where it says nothing that this version understands."""
    if not isinstance(told, str):
        return None
    try:
        return Cached.model_validate_json(told)
    except ValidationError:
        return None
