"""What the office says of itself and of its lists, by form."""

import sqlalchemy as sa
from alembic import op

from portal.append_only import create_triggers, drop_triggers

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "office_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["staff_users.id"], name=op.f("fk_office_entries_recorded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_entries")),
        sa.UniqueConstraint(
            "section", "code", "version", name=op.f("uq_office_entries_section_code_version")
        ),
    )
    create_triggers("office_entries")


def downgrade() -> None:
    drop_triggers("office_entries")
    op.drop_table("office_entries")
