"""Which service a control visit is about."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("executions", sa.Column("service", sa.String(length=40), nullable=True))


def downgrade() -> None:
    op.drop_column("executions", "service")
