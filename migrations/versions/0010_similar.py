"""The same text told twice is found by the hash of its words."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BATCH = 5_000


def upgrade() -> None:
    op.add_column("request_contents", sa.Column("text_hash", sa.String(length=64), nullable=True))
    _fill()
    op.create_index(op.f("ix_request_contents_text_hash"), "request_contents", ["text_hash"])
    is_one = sa.text("duplicate_of_id IS NOT NULL")
    op.create_index(
        "ix_service_requests_duplicates",
        "service_requests",
        ["duplicate_of_id"],
        sqlite_where=is_one,
        postgresql_where=is_one,
    )


def downgrade() -> None:
    op.drop_index("ix_service_requests_duplicates", table_name="service_requests")
    op.drop_index(op.f("ix_request_contents_text_hash"), table_name="request_contents")
    with op.batch_alter_table("request_contents") as batch:
        batch.drop_column("text_hash")


def _fill() -> None:
    """The texts that are there already, some thousands at a time."""
    from portal.intake.people import text_hash

    contents = sa.table(
        "request_contents",
        *(sa.column(name) for name in ("service_request_id", "description", "text_hash")),
    )
    key, connection, last = contents.c.service_request_id, op.get_bind(), 0
    query = sa.select(key, contents.c.description).order_by(key).limit(BATCH)
    change = (
        sa.update(contents)
        .where(key == sa.bindparam("which"))
        .values(text_hash=sa.bindparam("found"))
    )
    while rows := connection.execute(query.where(key > last)).all():
        found = [{"which": id_, "found": text_hash(text)} for id_, text in rows]
        connection.execute(change, found)
        last = rows[-1][0]
