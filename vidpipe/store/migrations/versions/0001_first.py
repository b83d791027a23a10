"""The first tables: projects, takes, decisions, attempts, ledger, events, blobs, reuse and workers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Text

from vidpipe.store.columns import Json, UtcTime, counting_type

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_OPEN = sa.text("phase IN ('intent', 'submitting', 'submitted')")


def upgrade() -> None:
    _blobs()
    _projects()
    _takes()
    _decisions()
    _attempts()
    _ledger()
    _events()
    _reuse()
    _workers()


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, Text(), nullable=False)


def _money(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _time(name: str, *, nullable: bool = False) -> "sa.Column[object]":
    return sa.Column(name, UtcTime(), nullable=nullable)


def _json(name: str, *, nullable: bool = False) -> "sa.Column[object]":
    return sa.Column(name, Json(), nullable=nullable)


def _counted(name: str) -> "sa.Column[int]":
    return sa.Column(name, counting_type(), nullable=False)


def _of_project(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["project"], ["project.id"], name=f"fk_{table}_project", ondelete="CASCADE")


def _blobs() -> None:
    op.create_table(
        "blob",
        _text("digest"),
        _money("size"),
        _text("mime"),
        _time("created"),
        sa.Column("doomed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_blob"),
    )
    op.create_index("ix_blob_doomed", "blob", ["doomed"])
    op.create_table(
        "derived",
        _text("key"),
        _text("digest"),
        _text("mime"),
        _json("meta"),
        _money("cost"),
        _time("created"),
        sa.PrimaryKeyConstraint("key", name="pk_derived"),
    )
    op.create_index("ix_derived_digest", "derived", ["digest"])


def _projects() -> None:
    op.create_table(
        "project",
        *map(_text, ("id", "title", "wish", "actor", "forked_from")),
        _time("created"),
        _time("updated"),
        _time("trashed", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_project"),
    )
    op.create_table(
        "settings_version",
        _text("project"),
        sa.Column("version", sa.Integer(), nullable=False),
        _json("data"),
        _text("actor"),
        _time("at"),
        sa.PrimaryKeyConstraint("project", "version", name="pk_settings_version"),
        _of_project("settings_version"),
    )


def _takes() -> None:
    op.create_table(
        "take",
        _counted("id"),
        *map(_text, ("project", "slot")),
        sa.Column("number", sa.Integer(), nullable=False),
        *map(_text, ("digest", "mime")),
        _json("recipe"),
        _text("recipe_key"),
        _json("meta"),
        _money("cost"),
        _text("attempt"),
        _time("created"),
        sa.PrimaryKeyConstraint("id", name="pk_take"),
        sa.UniqueConstraint("project", "slot", "number", name="uq_take_project_slot_number"),
        _of_project("take"),
        sa.ForeignKeyConstraint(["digest"], ["blob.digest"], name="fk_take_digest"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_take_digest", "take", ["digest"])


def _decisions() -> None:
    op.create_table(
        "decision",
        _counted("id"),
        *map(_text, ("project", "slot", "verb", "part", "value", "actor", "reason")),
        _time("at"),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
        _of_project("decision"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_decision_project_slot_verb", "decision", ["project", "slot", "verb"])


def _attempts() -> None:
    op.create_table(
        "attempt",
        *map(_text, ("id", "project", "slot", "stage")),
        _json("recipe"),
        *map(_text, ("recipe_key", "phase")),
        sa.Column("number", sa.Integer(), nullable=False),
        _json("ticket", nullable=True),
        *map(_text, ("error", "message")),
        _money("cost"),
        sa.Column("cached", sa.Boolean(), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        _text("holder"),
        *(_time(name, nullable=True) for name in ("lease_until", "not_before")),
        _time("created"),
        *(_time(name, nullable=True) for name in ("started", "ended")),
        sa.PrimaryKeyConstraint("id", name="pk_attempt"),
        sa.UniqueConstraint(
            "project", "slot", "recipe_key", "number", name="uq_attempt_project_slot_recipe_key_number"
        ),
        _of_project("attempt"),
    )
    op.create_index("ix_attempt_holder", "attempt", ["holder"])
    op.create_index(
        "one_open_attempt", "attempt", ["project", "slot"], unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN
    )


def _ledger() -> None:
    op.create_table(
        "ledger",
        _counted("id"),
        *map(_text, ("project", "attempt", "state")),
        *map(_money, ("reserved", "charged", "unknown")),
        _time("at"),
        sa.PrimaryKeyConstraint("id", name="pk_ledger"),
        _of_project("ledger"),
        sa.ForeignKeyConstraint(["attempt"], ["attempt.id"], name="fk_ledger_attempt", ondelete="CASCADE"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_ledger_project", "ledger", ["project"])
    op.create_index("ix_ledger_attempt", "ledger", ["attempt"])


def _events() -> None:
    op.create_table(
        "event",
        _counted("seq"),
        *map(_text, ("project", "slot", "what")),
        _time("at"),
        sa.Column("seconds", sa.Float(), nullable=False),
        _money("cost"),
        _json("detail"),
        sa.PrimaryKeyConstraint("seq", name="pk_event"),
        _of_project("event"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_event_project_seq", "event", ["project", "seq"])


def _reuse() -> None:
    op.create_table(
        "reuse",
        *map(_text, ("project", "kind", "key", "digest")),
        sa.PrimaryKeyConstraint("project", "kind", "key", name="pk_reuse"),
        _of_project("reuse"),
    )


def _workers() -> None:
    op.create_table(
        "worker",
        *map(_text, ("name", "host", "node")),
        sa.Column("pid", sa.Integer(), nullable=False),
        _time("since"),
        sa.PrimaryKeyConstraint("name", name="pk_worker"),
    )
