"""Of two administrators who act on a person at once, the second is told."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    version = sa.Column("version", sa.Integer(), nullable=False, server_default="1")
    op.add_column("staff_users", version)


def downgrade() -> None:
    op.drop_column("staff_users", "version")
