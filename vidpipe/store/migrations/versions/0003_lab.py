"""The Prompt Lab: grids are projects of their own kind; ratings, duels and templates; sets of films."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Text

from vidpipe.store.columns import Json, UtcTime, counting_type

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("project", sa.Column("kind", Text(), nullable=False, server_default=sa.text("'film'")))
    _rating()
    _duel()
    _template()
    _batch()


def _text(name: str, *, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, Text(), nullable=nullable)


def _at(name: str = "at") -> "sa.Column[object]":
    return sa.Column(name, UtcTime(), nullable=False)


def _counted() -> "sa.Column[int]":
    return sa.Column("id", counting_type(), primary_key=True, autoincrement=True, nullable=False)


def _rating() -> None:
    op.create_table(
        "rating",
        _counted(),
        _text("key"),
        sa.Column("stars", sa.Integer(), nullable=True),
        sa.Column("starred", sa.Boolean(), nullable=True),
        _text("note", nullable=True),
        sa.Column("blind", sa.Boolean(), nullable=False),
        _text("actor"),
        _at(),
        sa.PrimaryKeyConstraint("id", name="pk_rating"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_rating_key", "rating", ["key"])


def _duel() -> None:
    op.create_table(
        "duel",
        _counted(),
        _text("project"),
        *map(_text, ("one", "other", "better", "actor")),
        _at(),
        sa.PrimaryKeyConstraint("id", name="pk_duel"),
        sa.ForeignKeyConstraint(["project"], ["project.id"], name="fk_duel_project", ondelete="CASCADE"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_duel_project_id", "duel", ["project", "id"])


def _template() -> None:
    op.create_table(
        "template",
        *map(_text, ("id", "name")),
        sa.Column("data", Json(), nullable=False),
        _text("actor"),
        _at("created"),
        _at("updated"),
        sa.PrimaryKeyConstraint("id", name="pk_template"),
        sa.UniqueConstraint("name", name="uq_template_name"),
    )


def _batch() -> None:
    op.create_table(
        "batch",
        *map(_text, ("id", "title")),
        sa.Column("data", Json(), nullable=False),
        _text("actor"),
        _at("created"),
        sa.PrimaryKeyConstraint("id", name="pk_batch"),
    )
    op.create_table(
        "batch_film",
        _text("batch"),
        sa.Column("place", sa.Integer(), nullable=False),
        _text("project"),
        sa.Column("data", Json(), nullable=False),
        sa.PrimaryKeyConstraint("batch", "place", name="pk_batch_film"),
        sa.ForeignKeyConstraint(["batch"], ["batch.id"], name="fk_batch_film_batch", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["project"], ["project.id"], name="fk_batch_film_project", ondelete="CASCADE"),
    )
    op.create_index("ix_batch_film_project", "batch_film", ["project"])
