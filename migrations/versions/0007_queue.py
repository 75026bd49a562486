"""The queue of a hundred thousand requests: words, saved views, last looks, who saw what."""

import sqlalchemy as sa
from alembic import op

from portal.append_only import create_triggers, drop_triggers
from portal.intake import words_index

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

REQUESTS = "service_requests"
OPEN, CLOSED = sa.text("outcome IS NULL"), sa.text("outcome IS NOT NULL")
FILTERS = ("assignee_id", "territory", "topic", "provider", "channel")
COVERED = (
    *("alert_on", "transfer_due_on", "completion_due_on", "kind", "status", "proposed_outcome"),
    *FILTERS,
)


def upgrade() -> None:
    _create_tables()
    create_triggers("access_entries")
    words_index.create(op.get_bind())
    _fill_words()
    for name in ("queue", "assignee", "topic", "territory"):
        op.drop_index(f"ix_service_requests_{name}", table_name=REQUESTS)
    _index("queue", ("queue_on", "id", "due_on", *COVERED), OPEN)
    _index("due", ("due_on", "id", "queue_on", *COVERED), OPEN)
    for column in FILTERS:
        _index(f"open_{column}", (column, "queue_on", "id"), OPEN)
        _index(f"closed_{column}", (column, "closed_on", "id"), CLOSED)
        _index(f"filed_{column}", (column, "id"))


def downgrade() -> None:
    for column in FILTERS:
        for state in ("open", "closed", "filed"):
            op.drop_index(f"ix_service_requests_{state}_{column}", table_name=REQUESTS)
    for name in ("queue", "due"):
        op.drop_index(f"ix_service_requests_{name}", table_name=REQUESTS)
    _index("queue", ("queue_on", "id"), OPEN)
    _index("assignee", ("assignee_id", "queue_on", "id"), OPEN)
    _index("topic", ("topic",))
    _index("territory", ("territory",))
    words_index.drop(op.get_bind())
    op.drop_table("request_words")
    op.drop_table("last_looks")
    op.drop_table("saved_views")
    drop_triggers("access_entries")
    op.drop_index("ix_access_entries_user", table_name="access_entries")
    op.drop_index("ix_access_entries_request", table_name="access_entries")
    op.drop_table("access_entries")


def _index(name: str, columns: tuple[str, ...], where: sa.TextClause | None = None) -> None:
    op.create_index(
        f"ix_service_requests_{name}",
        REQUESTS,
        list(columns),
        sqlite_where=where,
        postgresql_where=where,
    )


def _create_tables() -> None:
    op.create_table(
        "access_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("service_request_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["staff_users.id"], name=op.f("fk_access_entries_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_entries")),
    )
    op.create_index(
        "ix_access_entries_request", "access_entries", ["service_request_id", "at"], unique=False
    )
    op.create_index("ix_access_entries_user", "access_entries", ["user_id", "at"], unique=False)
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("query", sa.String(length=500), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["staff_users.id"], name=op.f("fk_saved_views_owner_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")),
        sa.UniqueConstraint("owner_id", "name", name=op.f("uq_saved_views_owner_id_name")),
        sa.UniqueConstraint("public_id", name=op.f("uq_saved_views_public_id")),
    )
    op.create_table(
        "last_looks",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["staff_users.id"], name=op.f("fk_last_looks_user_id")
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_last_looks")),
    )
    op.create_table(
        "request_words",
        sa.Column("service_request_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_request_id"],
            ["service_requests.id"],
            name=op.f("fk_request_words_service_request_id"),
        ),
        sa.PrimaryKeyConstraint("service_request_id", name=op.f("pk_request_words")),
    )


def _fill_words() -> None:
    """The requests that are there already, some thousands at a time."""
    from portal.intake.search_words import BATCH, FACTS, words_of

    connection = op.get_bind()
    requests = sa.table(REQUESTS, *(sa.column(name) for name in FACTS))
    words = sa.table("request_words", sa.column("service_request_id"), sa.column("words"))
    query, last = sa.select(requests).order_by(requests.c.id).limit(BATCH), 0
    while rows := connection.execute(query.where(requests.c.id > last)).mappings().all():
        kept = [{"service_request_id": row["id"], "words": words_of(row)} for row in rows]
        connection.execute(sa.insert(words), kept)
        last = rows[-1]["id"]
