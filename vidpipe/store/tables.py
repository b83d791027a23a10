"""The tables, as SQLModel classes. Rows are truth and mostly append-only; what can be derived is not here.

Money is whole micro-dollars, times are UTC. A change here needs a new migration: a test compares both.
"""

from datetime import datetime
from typing import Any, ClassVar, cast

from sqlalchemy import BigInteger, Index, MetaData, Table, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from vidpipe.store.columns import Json, UtcTime, counting_type

OPEN_PHASES = ("intent", "submitting", "submitted")
# Where an index holds is said for SQLite alone: PostgreSQL's is in the migrations, and to name it here would load its
# dialect for everybody who has no PostgreSQL.
_OPEN = text("phase IN ('intent', 'submitting', 'submitted')")
_TICKETED = text("ticket IS NOT NULL")
_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def _text(**options: Any) -> Any:
    return Field(sa_type=Text, **options)


def _time(**options: Any) -> Any:
    return Field(sa_type=cast(Any, UtcTime), **options)


def _json(**options: Any) -> Any:
    return Field(sa_type=cast(Any, Json), **options)


def _money() -> Any:
    return Field(default=0, sa_type=BigInteger)


def _late_text() -> Any:
    """Text that the first version had not."""
    return _text(default="", sa_column_kwargs={"server_default": text("''")})


def _late_number() -> Any:
    """A number that the first version had not."""
    return Field(default=0, sa_type=BigInteger, sa_column_kwargs={"server_default": text("0")})


def _counted() -> Any:
    return Field(default=None, primary_key=True, sa_type=cast(Any, counting_type()))


def _of_project(**options: Any) -> Any:
    return _text(foreign_key="project.id", ondelete="CASCADE", **options)


class Row(SQLModel):
    metadata: ClassVar[MetaData] = MetaData(naming_convention=_NAMES)


class ProjectRow(Row, table=True):
    __tablename__ = "project"

    id: str = _text(primary_key=True)
    title: str = _text()
    wish: str = _text()
    actor: str = _text()
    forked_from: str = _text()
    created: datetime = _time()
    updated: datetime = _time()
    trashed: datetime | None = _time(nullable=True)
    kind: str = _text(default="film", sa_column_kwargs={"server_default": text("'film'")})


class SettingsRow(Row, table=True):
    __tablename__ = "settings_version"

    project: str = _of_project(primary_key=True)
    version: int = Field(primary_key=True)
    data: dict[str, Any] = _json()
    actor: str = _text()
    at: datetime = _time()


class BlobRow(Row, table=True):
    """Bytes on disk by their SHA-256. A doomed one is about to be removed unless somebody puts it again."""

    __tablename__ = "blob"

    digest: str = _text(primary_key=True)
    size: int = _money()
    mime: str = _text()
    created: datetime = _time()
    doomed: bool = Field(default=False, index=True)


class TakeRow(Row, table=True):
    __tablename__ = "take"
    __table_args__ = (UniqueConstraint("project", "slot", "number"), {"sqlite_autoincrement": True})

    id: int = _counted()
    project: str = _of_project()
    slot: str = _text()
    number: int
    digest: str = _text(foreign_key="blob.digest", index=True)
    mime: str = _text()
    recipe: dict[str, Any] = _json()
    recipe_key: str = _text()
    meta: dict[str, Any] = _json()
    cost: int = _money()
    attempt: str = _text()
    created: datetime = _time()


class DecisionRow(Row, table=True):
    __tablename__ = "decision"
    __table_args__ = (Index(None, "project", "slot", "verb"), {"sqlite_autoincrement": True})

    id: int = _counted()
    project: str = _of_project()
    slot: str = _text()
    verb: str = _text()
    part: str = _text()
    value: str = _text()
    actor: str = _text()
    reason: str = _text()
    at: datetime = _time()


class AttemptRow(Row, table=True):
    """One try at a slot. `holder` is the worker that has the lease until `lease_until`.

    `model` is '' where nothing is asked. Of a call that is done and asked the provider: `units` are the thousandths of
    the price's unit that `cost` was told for, 0 where nobody told, and `took` its milliseconds.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("project", "slot", "recipe_key", "number"),
        Index("one_open_attempt", "project", "slot", unique=True, sqlite_where=_OPEN),
        Index(None, "model", "ended"),
        Index("ix_attempt_ticketed", "model", sqlite_where=_TICKETED),
    )

    id: str = _text(primary_key=True)
    project: str = _of_project()
    slot: str = _text()
    stage: str = _text()
    recipe: dict[str, Any] = _json()
    recipe_key: str = _text()
    phase: str = _text()
    number: int
    ticket: dict[str, Any] | None = _json(nullable=True)
    error: str = _text()
    message: str = _text()
    cost: int = _money()
    cached: bool
    progress: int
    holder: str = _text(index=True)
    lease_until: datetime | None = _time(nullable=True)
    not_before: datetime | None = _time(nullable=True)
    created: datetime = _time()
    started: datetime | None = _time(nullable=True)
    ended: datetime | None = _time(nullable=True)
    model: str = _late_text()
    units: int = _late_number()
    took: int = _late_number()


class LedgerRow(Row, table=True):
    """A step of money, append-only: what it adds to (or takes from) each of three sums. Balances are sums of steps.

    It says itself what it is about, since it outlives its film and attempt. `title` is None while the film is there.
    """

    __tablename__ = "ledger"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int = _counted()
    project: str = _text(index=True)
    attempt: str = _text(index=True)
    state: str = _text()
    reserved: int = _money()
    charged: int = _money()
    unknown: int = _money()
    at: datetime = _time(index=True)
    model: str = _late_text()
    stage: str = _late_text()
    slot: str = _late_text()
    title: str | None = _text(default=None, nullable=True)


class EventRow(Row, table=True):
    __tablename__ = "event"
    __table_args__ = (Index(None, "project", "seq"), {"sqlite_autoincrement": True})

    seq: int = _counted()
    project: str = _of_project()
    slot: str = _text()
    what: str = _text()
    at: datetime = _time()
    seconds: float
    cost: int = _money()
    detail: dict[str, Any] = _json()


class DerivedRow(Row, table=True):
    """What media made before, by recipe key. Weak: it may name a blob that is gone."""

    __tablename__ = "derived"

    key: str = _text(primary_key=True)
    digest: str = _text(index=True)
    mime: str = _text()
    meta: dict[str, Any] = _json()
    cost: int = _money()
    created: datetime = _time()


class ReuseRow(Row, table=True):
    """Which project used which entry of the call cache or the derived index: entries go with their last project."""

    __tablename__ = "reuse"

    project: str = _of_project(primary_key=True)
    kind: str = _text(primary_key=True)
    key: str = _text(primary_key=True)
    digest: str = _text()


class WorkerRow(Row, table=True):
    """A worker at work. `host` is what it calls its machine, `node` what this machine calls itself."""

    __tablename__ = "worker"

    name: str = _text(primary_key=True)
    host: str = _text()
    node: str = _text()
    pid: int
    since: datetime = _time()


class RatingRow(Row, table=True):
    """What a person thinks of a result of the lab, append-only: the newest word on each of the three counts.

    `key` is the recipe's, so that an equal cell of another grid has the same. None says nothing about a count.
    """

    __tablename__ = "rating"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int = _counted()
    key: str = _text(index=True)
    stars: int | None = Field(default=None, nullable=True)
    starred: bool | None = Field(default=None, nullable=True)
    note: str | None = _text(default=None, nullable=True)
    blind: bool = Field(default=False)
    actor: str = _text()
    at: datetime = _time()


class DuelRow(Row, table=True):
    """Two results of a grid seen side by side without their names, by recipe key, and which was the better one."""

    __tablename__ = "duel"
    __table_args__ = (Index(None, "project", "id"), {"sqlite_autoincrement": True})

    id: int = _counted()
    project: str = _of_project()
    one: str = _text()
    other: str = _text()
    better: str = _text()
    actor: str = _text()
    at: datetime = _time()


class TemplateRow(Row, table=True):
    """A prompt with its variables, models and options under a name; a removed one is gone."""

    __tablename__ = "template"

    id: str = _text(primary_key=True)
    name: str = _text(unique=True)
    data: dict[str, Any] = _json()
    actor: str = _text()
    created: datetime = _time()
    updated: datetime = _time()


class BatchRow(Row, table=True):
    """A set of films that differ in what a table says. Its films are ordinary projects."""

    __tablename__ = "batch"

    id: str = _text(primary_key=True)
    title: str = _text()
    data: dict[str, Any] = _json()
    actor: str = _text()
    created: datetime = _time()


class BatchFilmRow(Row, table=True):
    """A film's place in a set, and what it has of the table."""

    __tablename__ = "batch_film"

    batch: str = _text(foreign_key="batch.id", ondelete="CASCADE", primary_key=True)
    place: int = Field(primary_key=True)
    project: str = _of_project(index=True)
    data: dict[str, Any] = _json()


class AssetRow(Row, table=True):
    """What films of this workspace share: a member of a cast, a brand. Its data name the blobs that it needs."""

    __tablename__ = "asset"

    id: str = _text(primary_key=True)
    kind: str = _text(index=True)
    name: str = _text()
    data: dict[str, Any] = _json()
    actor: str = _text()
    created: datetime = _time()
    updated: datetime = _time()


def _table(row: type[Row]) -> Table:
    return cast(Table, cast(Any, row).__table__)


PROJECT = _table(ProjectRow)
SETTINGS = _table(SettingsRow)
BLOB = _table(BlobRow)
TAKE = _table(TakeRow)
DECISION = _table(DecisionRow)
ATTEMPT = _table(AttemptRow)
LEDGER = _table(LedgerRow)
EVENT = _table(EventRow)
DERIVED = _table(DerivedRow)
REUSE = _table(ReuseRow)
WORKER = _table(WorkerRow)
RATING = _table(RatingRow)
DUEL = _table(DuelRow)
TEMPLATE = _table(TemplateRow)
BATCH = _table(BatchRow)
BATCH_FILM = _table(BatchFilmRow)
ASSET = _table(AssetRow)
METADATA = Row.metadata
