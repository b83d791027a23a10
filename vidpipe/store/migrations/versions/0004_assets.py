"""The asset library: members of casts and brands that films of a workspace share."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Text

from vidpipe.store.columns import Json, UtcTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "asset",
        *(sa.Column(name, Text(), nullable=False) for name in ("id", "kind", "name")),
        sa.Column("data", Json(), nullable=False),
        sa.Column("actor", Text(), nullable=False),
        *(sa.Column(name, UtcTime(), nullable=False) for name in ("created", "updated")),
        sa.PrimaryKeyConstraint("id", name="pk_asset"),
    )
    op.create_index("ix_asset_kind", "asset", ["kind"])
