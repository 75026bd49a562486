"""Who let each person in, gave them a role or shut them out."""

import sqlalchemy as sa
from alembic import op

from portal.append_only import create_triggers, drop_triggers

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

ACTS = ("agregada", "rol", "quitada", "devuelta", "clave")
ROLES = (
    *("attendant", "coordinator", "communications"),
    *("planning", "committee", "administrator"),
)


def _one_of(*values: str, name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "staff_acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("act", _one_of(*ACTS, name="act"), nullable=False),
        sa.Column("role", _one_of(*ROLES, name="role"), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["staff_users.id"], name=op.f("fk_staff_acts_user_id")
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["staff_users.id"], name=op.f("fk_staff_acts_actor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_acts")),
        sa.UniqueConstraint("user_id", "version", name=op.f("uq_staff_acts_user_id_version")),
    )
    create_triggers("staff_acts")


def downgrade() -> None:
    drop_triggers("staff_acts")
    op.drop_table("staff_acts")
