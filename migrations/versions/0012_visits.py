"""What came of broadcasts and visits: questions, findings, promises and their follow-up."""

import sqlalchemy as sa
from alembic import op

from portal.append_only import create_triggers, drop_triggers

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLES = ("execution_remarks", "commitments", "commitment_steps")


def _one_of(*values: str, name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _recorded(table: str) -> tuple[sa.Column, sa.Column, sa.ForeignKeyConstraint]:
    return (
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["staff_users.id"], name=op.f(f"fk_{table}_recorded_by_id")
        ),
    )


def upgrade() -> None:
    op.create_table(
        "execution_remarks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("execution_id", sa.Integer(), nullable=False),
        sa.Column("kind", _one_of("pregunta", "hallazgo", name="kind"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        *_recorded("execution_remarks"),
        sa.ForeignKeyConstraint(
            ["execution_id"], ["executions.id"], name=op.f("fk_execution_remarks_execution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_execution_remarks")),
        sa.CheckConstraint(
            "(kind = 'pregunta') = (answer IS NOT NULL)",
            name=op.f("ck_execution_remarks_question_has_answer"),
        ),
    )
    op.create_index(
        op.f("ix_execution_remarks_execution_id"), "execution_remarks", ["execution_id"]
    )
    op.create_table(
        "commitments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("execution_id", sa.Integer(), nullable=False),
        sa.Column("promised_by", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        *_recorded("commitments"),
        sa.ForeignKeyConstraint(
            ["execution_id"], ["executions.id"], name=op.f("fk_commitments_execution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitments")),
    )
    op.create_index(op.f("ix_commitments_execution_id"), "commitments", ["execution_id"])
    op.create_table(
        "commitment_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            _one_of("pendiente", "prorrogado", "cumplido", "incumplido", name="state"),
            nullable=False,
        ),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        *_recorded("commitment_steps"),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitments.id"], name=op.f("fk_commitment_steps_commitment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment_steps")),
        sa.UniqueConstraint(
            "commitment_id", "version", name=op.f("uq_commitment_steps_commitment_id_version")
        ),
        sa.CheckConstraint(
            "(state = 'prorrogado') = (until IS NOT NULL)",
            name=op.f("ck_commitment_steps_extended_has_day"),
        ),
    )
    for table in TABLES:
        create_triggers(table)


def downgrade() -> None:
    for table in reversed(TABLES):
        drop_triggers(table)
        op.drop_table(table)
