"""What a member of staff typed when the sign-in had ended."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lost_forms",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["staff_users.id"], name=op.f("fk_lost_forms_user_id")
        ),
        sa.PrimaryKeyConstraint("user_id", "path", name=op.f("pk_lost_forms")),
    )


def downgrade() -> None:
    op.drop_table("lost_forms")
