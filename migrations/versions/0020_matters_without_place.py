"""Matters opened by form without a service or a place say none, so that requests are found."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

MATTERS = sa.table("matters", sa.column("service"), sa.column("territory"))


def upgrade() -> None:
    for column in (MATTERS.c.service, MATTERS.c.territory):
        op.execute(sa.update(MATTERS).where(column == "").values({column.name: None}))


def downgrade() -> None:
    pass
