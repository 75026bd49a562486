"""A failure that was written down by mistake stays in the log, annulled, and is told to nobody."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("channel_outages") as outages:
        outages.add_column(sa.Column("annulled_at", sa.DateTime(timezone=True), nullable=True))
        outages.add_column(sa.Column("annulled_by_id", sa.Integer(), nullable=True))
        outages.add_column(sa.Column("annulment_reason", sa.Text(), nullable=True))
        outages.create_foreign_key(
            op.f("fk_channel_outages_annulled_by_id"), "staff_users", ["annulled_by_id"], ["id"]
        )
        outages.create_check_constraint(
            op.f("ck_channel_outages_annulment_has_reason"),
            "(annulled_at IS NULL) = (annulment_reason IS NULL)",
        )


def downgrade() -> None:
    with op.batch_alter_table("channel_outages") as outages:
        outages.drop_constraint(op.f("ck_channel_outages_annulment_has_reason"), type_="check")
        outages.drop_constraint(op.f("fk_channel_outages_annulled_by_id"), type_="foreignkey")
        outages.drop_column("annulment_reason")
        outages.drop_column("annulled_by_id")
        outages.drop_column("annulled_at")
