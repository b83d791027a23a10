"""The connection to SQLite or PostgreSQL: how transactions begin, read and end. Knows no table.

Every write transaction on SQLite begins IMMEDIATE, so that two writers wait for each other and neither fails half-way.
On PostgreSQL a writer locks its project's row first (`lock` in rows), which gives the same order.
"""

import json
import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.engine import URL, make_url

from vidpipe.errors import BadInput
from vidpipe.store.disk import in_words

WAIT_SECONDS = 10.0
"""How long a writer waits for another before it gives up."""


class SystemClock:
    """The computer's clock, in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class Database:
    """Transactions: `reading` sees one moment, `writing` is alone. Neither may be nested."""

    def __init__(self, url: URL) -> None:
        self.sqlite = url.get_backend_name() == "sqlite"
        self._engine = _sqlite(url) if self.sqlite else _postgresql(url)
        self._writer = threading.Lock()
        self._upserts: dict[tuple[str, tuple[str, ...], tuple[str, ...]], Any] = {}

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with in_words(), self._engine.connect() as connection:
            connection.execution_options(**self._snapshot())
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with in_words(), self._turn(), self._engine.begin() as connection:
            yield connection

    def upsert(self, connection: Connection, table: Table, row: Mapping[str, Any], *, keys: Sequence[str]) -> None:
        """Insert the row, which has other columns than `keys` too, or change the one with the same keys."""
        known = table.name, tuple(row), tuple(keys)
        if known not in self._upserts:
            statement = self._insert(table)
            changed = {name: statement.excluded[name] for name in row if name not in keys}
            self._upserts[known] = statement.on_conflict_do_update(index_elements=list(keys), set_=changed)
        connection.execute(self._upserts[known], dict(row))

    def first(self, connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
        """Insert the row; False where its like is there, written by another process at this very moment too."""
        statement = self._insert(table).values(**values).on_conflict_do_nothing().returning(*table.primary_key)
        return connection.execute(statement).first() is not None

    def _insert(self, table: Table) -> Any:
        if self.sqlite:
            from sqlalchemy.dialects.sqlite import insert
        else:
            from sqlalchemy.dialects.postgresql import insert  # type: ignore[assignment]
        return insert(table)

    def close(self) -> None:
        self._engine.dispose()

    def _snapshot(self) -> dict[str, Any]:
        if self.sqlite:
            return {"reading": True}
        return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Threads of one process queue up here on SQLite, whose own waiting is a spin that can starve one of them."""
        if not self.sqlite:
            yield
            return
        with self._writer:
            yield


def address(data: Path, url: str | None) -> URL:
    """Where the database is: a file in the workspace, or the PostgreSQL that `url` names. Raises BadInput."""
    if not url:
        return URL.create("sqlite", database=str(data / "vidpipe.db"))
    try:
        made = make_url(url)
    except Exception as error:
        raise BadInput("the database's address cannot be read", remedy="Write postgresql://user@host/name") from error
    if made.get_backend_name() == "postgresql":
        return made.set(drivername="postgresql+psycopg")
    raise BadInput(
        f"{made.get_backend_name()} is no database for vidpipe",
        remedy="Leave the address out, or name a postgresql:// one",
    )


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url, connect_args={"timeout": WAIT_SECONDS}, json_serializer=_dumps, max_overflow=-1)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(raw: sqlite3.Connection, _record: object) -> None:
    raw.isolation_level = None
    _write_ahead(raw)
    for pragma in ("foreign_keys=ON", "synchronous=FULL"):
        raw.execute(f"PRAGMA {pragma}")


def _write_ahead(raw: sqlite3.Connection) -> None:
    """Have a fresh database keep a log. SQLite does not wait here for another that does so at this moment."""
    end = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            raw.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
            time.sleep(0.02)


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading", False)
    raw = cast(sqlite3.Connection, connection.connection.dbapi_connection)
    raw.execute("BEGIN" if reading else "BEGIN IMMEDIATE")  # not by way of a statement: half its time


def _postgresql(url: URL) -> Engine:
    return create_engine(url, json_serializer=_dumps, max_overflow=20, pool_pre_ping=True)
