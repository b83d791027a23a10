"""Money outlives its film: the ledger says itself what it is about. Attempts know their model, units and time."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Text

from vidpipe.store.columns import Json

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TICKETED = sa.text("ticket IS NOT NULL")


def upgrade() -> None:
    _ledger()
    _attempts()
    _tell_what_is_there()


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, Text(), nullable=False, server_default=sa.text("''"))


def _number(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.BigInteger(), nullable=False, server_default=sa.text("0"))


def _ledger() -> None:
    """First of all, since SQLite makes the table anew: attempts go nowhere while it still hangs on them."""
    with op.batch_alter_table("ledger", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.drop_constraint("fk_ledger_attempt", type_="foreignkey")
        table.drop_constraint("fk_ledger_project", type_="foreignkey")
        for name in ("model", "stage", "slot"):
            table.add_column(_text(name))
        table.add_column(sa.Column("title", Text(), nullable=True))
    op.create_index("ix_ledger_at", "ledger", ["at"])


def _attempts() -> None:
    op.add_column("attempt", _text("model"))
    op.add_column("attempt", _number("units"))
    op.add_column("attempt", _number("took"))
    op.create_index("ix_attempt_model_ended", "attempt", ["model", "ended"])
    op.create_index("ix_attempt_ticketed", "attempt", ["model"], sqlite_where=_TICKETED, postgresql_where=_TICKETED)


def _tell_what_is_there() -> None:
    attempt = sa.table(
        "attempt", sa.column("id"), sa.column("recipe", Json()), *map(sa.column, ("model", "stage", "slot"))
    )
    ledger = sa.table("ledger", *map(sa.column, ("attempt", "model", "stage", "slot")))
    model = sa.func.coalesce(attempt.c.recipe["model"].as_string(), "")
    op.execute(attempt.update().values(model=model))
    for name in ("model", "stage", "slot"):
        of_attempt = sa.select(attempt.c[name]).where(attempt.c.id == ledger.c.attempt).scalar_subquery()
        op.execute(ledger.update().values({name: of_attempt}))
