"""Replies that the office keeps, and what somebody typed and did not send yet."""

import sqlalchemy as sa
from alembic import op

from portal.append_only import create_triggers, drop_triggers

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "canned_replies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["staff_users.id"], name=op.f("fk_canned_replies_written_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned_replies")),
        sa.UniqueConstraint("code", "version", name=op.f("uq_canned_replies_code_version")),
    )
    create_triggers("canned_replies")
    op.create_table(
        "act_drafts",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("service_request_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["staff_users.id"], name=op.f("fk_act_drafts_user_id")
        ),
        sa.ForeignKeyConstraint(
            ["service_request_id"],
            ["service_requests.id"],
            name=op.f("fk_act_drafts_service_request_id"),
        ),
        sa.PrimaryKeyConstraint("user_id", "service_request_id", "act", name=op.f("pk_act_drafts")),
    )
    op.create_index(op.f("ix_act_drafts_saved_at"), "act_drafts", ["saved_at"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_act_drafts_saved_at"), table_name="act_drafts")
    op.drop_table("act_drafts")
    drop_triggers("canned_replies")
    op.drop_table("canned_replies")
