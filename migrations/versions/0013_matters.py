"""Matters: many requests about one thing, answered once (CPACA art. 22)."""

import sqlalchemy as sa
from alembic import op

from portal.append_only import create_triggers, drop_triggers

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "matters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=True),
        sa.Column("territory", sa.String(length=40), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["staff_users.id"], name=op.f("fk_matters_created_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matters")),
        sa.UniqueConstraint("public_id", name=op.f("uq_matters_public_id")),
    )
    op.create_table(
        "matter_links",
        sa.Column("service_request_id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_request_id"],
            ["service_requests.id"],
            name=op.f("fk_matter_links_service_request_id"),
        ),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matters.id"], name=op.f("fk_matter_links_matter_id")
        ),
        sa.PrimaryKeyConstraint("service_request_id", name=op.f("pk_matter_links")),
    )
    op.create_index(op.f("ix_matter_links_matter_id"), "matter_links", ["matter_id"])
    op.create_table(
        "matter_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("given", sa.Integer(), nullable=False),
        sa.Column("left", sa.Integer(), nullable=False),
        sa.Column("published_in", sa.String(length=300), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matters.id"], name=op.f("fk_matter_answers_matter_id")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["staff_users.id"], name=op.f("fk_matter_answers_answered_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter_answers")),
        sa.CheckConstraint(
            "(published_in IS NULL) = (published_on IS NULL)",
            name=op.f("ck_matter_answers_published_whole"),
        ),
    )
    op.create_index(op.f("ix_matter_answers_matter_id"), "matter_answers", ["matter_id"])
    create_triggers("matter_answers")


def downgrade() -> None:
    drop_triggers("matter_answers")
    op.drop_table("matter_answers")
    op.drop_table("matter_links")
    op.drop_table("matters")
