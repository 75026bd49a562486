"""The legal clock: kinds of term, the acts upon them, the office's own days, digests."""

import sqlalchemy as sa
from alembic import op

from portal.append_only import create_triggers, drop_triggers

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ACTS = (
    *("requerida", "plazo_pedido", "completada", "ampliada"),
    *("asumida", "trasladada", "desistida"),
)
# Written as SQL: on SQLite Alembic would make the table anew, and lose what hangs from it.
ADDED = (
    """priority_motive VARCHAR(32) CONSTRAINT ck_service_requests_priority_motive CHECK
    (priority_motive IN ('dicha_por_la_persona', 'peligro', 'perjuicio', 'especial_proteccion',
    'periodista'))""",
    """term_kind VARCHAR(32) DEFAULT 'peticion' NOT NULL
    CONSTRAINT ck_service_requests_term_kind
    CHECK (term_kind IN ('peticion', 'informacion', 'consulta'))""",
    "completion_due_on DATE",
)


def upgrade() -> None:
    for column in ADDED:
        op.execute(f"ALTER TABLE service_requests ADD COLUMN {column}")
    op.execute("UPDATE service_requests SET term_kind = 'consulta' WHERE is_consultation")
    op.execute(
        "UPDATE service_requests SET priority_motive = 'dicha_por_la_persona' WHERE is_urgent"
    )
    op.execute("ALTER TABLE service_requests DROP COLUMN is_consultation")
    _create_term_acts()
    _create_calendar()
    op.create_table(
        "digests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_user_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_user_id"], ["staff_users.id"], name=op.f("fk_digests_staff_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digests")),
        sa.UniqueConstraint("staff_user_id", "day", name=op.f("uq_digests_staff_user_id_day")),
    )
    for table in ("term_acts", "non_working_days"):
        create_triggers(table)


def _create_term_acts() -> None:
    op.create_table(
        "term_acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_request_id", sa.Integer(), nullable=False),
        sa.Column("type", _enum("type", ACTS), nullable=False),
        sa.Column("acted_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("body", sa.String(length=120), nullable=True),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["staff_users.id"], name=op.f("fk_term_acts_recorded_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["service_request_id"],
            ["service_requests.id"],
            name=op.f("fk_term_acts_service_request_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_acts")),
    )
    op.create_index("ix_term_acts_service_request_id", "term_acts", ["service_request_id"])


def _create_calendar() -> None:
    effects = ("no_habil", "festivo_que_no_rige", "nacional")
    op.create_table(
        "non_working_days",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("effect", _enum("effect", effects), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["staff_users.id"], name=op.f("fk_non_working_days_recorded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_non_working_days")),
    )
    op.create_index("ix_non_working_days_day", "non_working_days", ["day"])
    op.create_table(
        "term_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("non_working_day_id", sa.Integer(), nullable=False),
        sa.Column("service_request_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("moved_from", sa.Date(), nullable=False),
        sa.Column("moved_to", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["non_working_day_id"],
            ["non_working_days.id"],
            name=op.f("fk_term_moves_non_working_day_id"),
        ),
        sa.ForeignKeyConstraint(
            ["service_request_id"],
            ["service_requests.id"],
            name=op.f("fk_term_moves_service_request_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_moves")),
    )
    for column in ("non_working_day_id", "service_request_id"):
        op.create_index(f"ix_term_moves_{column}", "term_moves", [column])


def _enum(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def downgrade() -> None:
    for table in ("term_acts", "non_working_days"):
        drop_triggers(table)
    for table in ("digests", "term_moves", "non_working_days", "term_acts"):
        op.drop_table(table)
    op.execute(
        "ALTER TABLE service_requests ADD COLUMN is_consultation BOOLEAN DEFAULT false NOT NULL"
    )
    op.execute("UPDATE service_requests SET is_consultation = true WHERE term_kind = 'consulta'")
    for column in ("completion_due_on", "term_kind", "priority_motive"):
        op.execute(f"ALTER TABLE service_requests DROP COLUMN {column}")
