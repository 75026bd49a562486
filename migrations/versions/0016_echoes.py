"""Who says that it happens to them too, only counted; and matters that everybody may read."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "echoes",
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("territory", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("service", "territory", "day", name=op.f("pk_echoes")),
    )
    with op.batch_alter_table("matters") as matters:
        matters.add_column(sa.Column("published_at", sa.DateTime(timezone=True), nullable=True))
        matters.add_column(sa.Column("published_by_id", sa.Integer(), nullable=True))
        matters.create_foreign_key(
            op.f("fk_matters_published_by_id"), "staff_users", ["published_by_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("matters") as matters:
        matters.drop_constraint(op.f("fk_matters_published_by_id"), type_="foreignkey")
        matters.drop_column("published_by_id")
        matters.drop_column("published_at")
    op.drop_table("echoes")
