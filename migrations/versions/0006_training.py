"""Sessions in detail: dates offered, attendance, certificates, calendars."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_feeds",
        sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["staff_users.id"], name=op.f("fk_calendar_feeds_user_id")
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_calendar_feeds")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feeds_token_hash")),
    )
    op.create_table(
        "attendee_tallies",
        sa.Column("execution_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("variable", sa.String(length=20), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.CheckConstraint("people > 0", name=op.f("ck_attendee_tallies_counts_somebody")),
        sa.ForeignKeyConstraint(
            ["execution_id"], ["executions.id"], name=op.f("fk_attendee_tallies_execution_id")
        ),
        sa.PrimaryKeyConstraint(
            "execution_id", "variable", "answer", name=op.f("pk_attendee_tallies")
        ),
    )
    op.create_table(
        "attendees",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_row", sa.String(length=12), nullable=False),
        sa.Column("execution_id", sa.Integer(), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "lista",
                "telefono",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("nonce_hash", sa.String(length=64), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(struck_at IS NULL) = (struck_by_id IS NULL)",
            name=op.f("ck_attendees_struck_has_author"),
        ),
        sa.ForeignKeyConstraint(
            ["execution_id"], ["executions.id"], name=op.f("fk_attendees_execution_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["staff_users.id"], name=op.f("fk_attendees_recorded_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["struck_by_id"], ["staff_users.id"], name=op.f("fk_attendees_struck_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendees")),
        sa.UniqueConstraint("nonce_hash", name=op.f("uq_attendees_nonce_hash")),
        sa.UniqueConstraint("public_row", name=op.f("uq_attendees_public_row")),
    )
    op.create_index(op.f("ix_attendees_execution_id"), "attendees", ["execution_id"], unique=False)
    op.create_table(
        "session_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nonce_hash", sa.String(length=64), nullable=False),
        sa.Column("execution_id", sa.Integer(), nullable=False),
        sa.Column(
            "usefulness",
            sa.Enum(
                "mucho",
                "algo",
                "poco",
                name="usefulness",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("to_improve", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["execution_id"], ["executions.id"], name=op.f("fk_session_answers_execution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_answers")),
        sa.UniqueConstraint("nonce_hash", name=op.f("uq_session_answers_nonce_hash")),
    )
    op.create_index(
        op.f("ix_session_answers_execution_id"), "session_answers", ["execution_id"], unique=False
    )
    op.create_table(
        "session_details",
        sa.Column("execution_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("check_in_code", sa.String(length=16), nullable=True),
        sa.Column("check_in_opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("check_in_closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(check_in_code IS NULL) = (check_in_opens_at IS NULL) AND (check_in_code IS NULL) = (check_in_closes_at IS NULL)",
            name=op.f("ck_session_details_check_in_has_window"),
        ),
        sa.CheckConstraint("capacity > 0", name=op.f("ck_session_details_holds_somebody")),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_session_details_takes_time")),
        sa.ForeignKeyConstraint(
            ["execution_id"], ["executions.id"], name=op.f("fk_session_details_execution_id")
        ),
        sa.PrimaryKeyConstraint("execution_id", name=op.f("pk_session_details")),
        sa.UniqueConstraint("check_in_code", name=op.f("uq_session_details_check_in_code")),
    )
    op.create_table(
        "attendee_names",
        sa.Column("attendee_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["attendee_id"], ["attendees.id"], name=op.f("fk_attendee_names_attendee_id")
        ),
        sa.PrimaryKeyConstraint("attendee_id", name=op.f("pk_attendee_names")),
    )
    op.create_table(
        "session_offers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("execution_id", sa.Integer(), nullable=False),
        sa.Column("service_request_id", sa.Integer(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered_by_id", sa.Integer(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "acepta",
                "propone_otras",
                name="answer",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("people_expected", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL)",
            name=op.f("ck_session_offers_answer_is_dated"),
        ),
        sa.ForeignKeyConstraint(
            ["execution_id"], ["executions.id"], name=op.f("fk_session_offers_execution_id")
        ),
        sa.ForeignKeyConstraint(
            ["offered_by_id"], ["staff_users.id"], name=op.f("fk_session_offers_offered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["service_request_id"],
            ["service_requests.id"],
            name=op.f("fk_session_offers_service_request_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_offers")),
        sa.UniqueConstraint(
            "execution_id",
            "service_request_id",
            name=op.f("uq_session_offers_execution_id_service_request_id"),
        ),
    )
    op.create_index(
        op.f("ix_session_offers_service_request_id"),
        "session_offers",
        ["service_request_id"],
        unique=False,
    )
    op.create_table(
        "session_reminders",
        sa.Column("execution_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("service_request_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("takes_place_on", sa.Date(), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["execution_id"], ["executions.id"], name=op.f("fk_session_reminders_execution_id")
        ),
        sa.ForeignKeyConstraint(
            ["service_request_id"],
            ["service_requests.id"],
            name=op.f("fk_session_reminders_service_request_id"),
        ),
        sa.PrimaryKeyConstraint(
            "execution_id",
            "service_request_id",
            "takes_place_on",
            name=op.f("pk_session_reminders"),
        ),
    )
    op.create_table(
        "offered_dates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column("by_requester", sa.Boolean(), nullable=False),
        sa.Column("is_accepted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["session_offers.id"], name=op.f("fk_offered_dates_offer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offered_dates")),
    )
    op.create_index(op.f("ix_offered_dates_offer_id"), "offered_dates", ["offer_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_offered_dates_offer_id"), table_name="offered_dates")
    op.drop_table("offered_dates")
    op.drop_table("session_reminders")
    op.drop_index(op.f("ix_session_offers_service_request_id"), table_name="session_offers")
    op.drop_table("session_offers")
    op.drop_table("attendee_names")
    op.drop_table("session_details")
    op.drop_index(op.f("ix_session_answers_execution_id"), table_name="session_answers")
    op.drop_table("session_answers")
    op.drop_index(op.f("ix_attendees_execution_id"), table_name="attendees")
    op.drop_table("attendees")
    op.drop_table("attendee_tallies")
    op.drop_table("calendar_feeds")
