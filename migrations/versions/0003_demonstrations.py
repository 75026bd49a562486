"""The mark of a demonstration."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "demonstrations",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_ids", sa.JSON(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_demonstrations_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demonstrations")),
    )


def downgrade() -> None:
    op.drop_table("demonstrations")
