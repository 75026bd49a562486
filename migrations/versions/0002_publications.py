"""The month is published: acting posts, frozen files, signatures, and how each ended."""

import sqlalchemy as sa
from alembic import op

from portal.append_only import create_triggers, drop_triggers

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

APPEND_ONLY = ("publications", "publication_files", "signatures", "publication_ends")


def upgrade() -> None:
    op.create_table(
        "acting_posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "attendant",
                "coordinator",
                "communications",
                "planning",
                "committee",
                "administrator",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("act", sa.String(length=120), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("from_on <= to_on", name=op.f("ck_acting_posts_ends_after_it_begins")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["staff_users.id"], name=op.f("fk_acting_posts_recorded_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["staff_users.id"], name=op.f("fk_acting_posts_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acting_posts")),
    )
    op.create_index("ix_acting_posts_user_id", "acting_posts", ["user_id"], unique=False)
    op.create_table(
        "publications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("figures_sha256", sa.String(length=64), nullable=False),
        sa.Column("previous_seal_sha256", sa.String(length=64), nullable=True),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(version = 1) = (reason IS NULL)", name=op.f("ck_publications_correction_says_why")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["action_plans.id"], name=op.f("fk_publications_plan_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publications")),
        sa.UniqueConstraint("number", name=op.f("uq_publications_number")),
    )
    op.create_table(
        "publication_ends",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "aprobada",
                "rechazada",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("month", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("seal_sha256", sa.String(length=64), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(outcome = 'aprobada') = (place IS NOT NULL AND seal_sha256 IS NOT NULL AND year IS NOT NULL AND month IS NOT NULL AND version IS NOT NULL)",
            name=op.f("ck_publication_ends_published_has_seal"),
        ),
        sa.CheckConstraint(
            "(outcome = 'rechazada') = (reason IS NOT NULL)",
            name=op.f("ck_publication_ends_rejected_says_why"),
        ),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["staff_users.id"], name=op.f("fk_publication_ends_ended_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.id"], name=op.f("fk_publication_ends_publication_id")
        ),
        sa.PrimaryKeyConstraint("publication_id", name=op.f("pk_publication_ends")),
        sa.UniqueConstraint("place", name=op.f("uq_publication_ends_place")),
        sa.UniqueConstraint(
            "year", "month", "version", name=op.f("uq_publication_ends_year_month_version")
        ),
    )
    op.create_table(
        "publication_files",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publications.id"],
            name=op.f("fk_publication_files_publication_id"),
        ),
        sa.PrimaryKeyConstraint("publication_id", "name", name=op.f("pk_publication_files")),
    )
    op.create_table(
        "signatures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "elaboro",
                "reviso",
                "aprobo",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("persona", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("post", sa.String(length=120), nullable=False),
        sa.Column("act_number", sa.String(length=60), nullable=True),
        sa.Column("act_on", sa.Date(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("figures_sha256", sa.String(length=64), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=True),
        sa.Column("signature_sha256", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "(role = 'aprobo') = (act_number IS NOT NULL)",
            name=op.f("ck_signatures_approval_has_act"),
        ),
        sa.CheckConstraint(
            "(act_number IS NULL) = (act_on IS NULL)", name=op.f("ck_signatures_act_whole")
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.id"], name=op.f("fk_signatures_publication_id")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["staff_users.id"], name=op.f("fk_signatures_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signatures")),
        sa.UniqueConstraint(
            "publication_id", "role", name=op.f("uq_signatures_publication_id_role")
        ),
        sa.UniqueConstraint(
            "publication_id", "user_id", name=op.f("uq_signatures_publication_id_user_id")
        ),
    )

    for table in APPEND_ONLY:
        create_triggers(table)


def downgrade() -> None:
    for table in APPEND_ONLY:
        drop_triggers(table)
    op.drop_table("signatures")
    op.drop_table("publication_files")
    op.drop_table("publication_ends")
    op.drop_table("publications")
    op.drop_index("ix_acting_posts_user_id", table_name="acting_posts")
    op.drop_table("acting_posts")
