"""Every table of the portal, from nothing."""

import sqlalchemy as sa
from alembic import op

from portal.append_only import create_triggers, drop_triggers

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "filing_counters",
        sa.Column(
            "kind",
            sa.Enum(
                "capacitacion",
                "asesoria",
                "queja",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "year", name=op.f("pk_filing_counters")),
    )
    op.create_table(
        "outbox_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(length=120), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("service_request_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(length=300), nullable=True),
        sa.CheckConstraint(
            "sent_at IS NULL OR failed_at IS NULL", name=op.f("ck_outbox_messages_sent_or_failed")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_messages")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outbox_messages_message_id")),
    )
    op.create_index(
        "ix_outbox_messages_service_request_id",
        "outbox_messages",
        ["service_request_id"],
        unique=False,
    )
    op.create_index(
        "ix_outbox_messages_waiting",
        "outbox_messages",
        ["sent_at", "failed_at", "next_attempt_at"],
        unique=False,
    )

    op.create_table(
        "staff_users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
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
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("is_enabled", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_users")),
        sa.UniqueConstraint("email", name=op.f("uq_staff_users_email")),
        sa.UniqueConstraint("public_id", name=op.f("uq_staff_users_public_id")),
    )
    op.create_table(
        "throttle_windows",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("bucket", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "bucket", name=op.f("pk_throttle_windows")),
    )
    op.create_table(
        "action_plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "borrador",
                "adoptado",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("entity", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("document_sha256", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("in_force_from", sa.Date(), nullable=True),
        sa.Column("copied_from_year", sa.Integer(), nullable=True),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(status = 'adoptado') = (in_force_from IS NOT NULL)",
            name=op.f("ck_action_plans_adopted_has_in_force_from"),
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["staff_users.id"], name=op.f("fk_action_plans_confirmed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["staff_users.id"], name=op.f("fk_action_plans_proposed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_plans")),
        sa.UniqueConstraint("year", "version", name=op.f("uq_action_plans_year_version")),
    )
    op.create_table(
        "executions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_row", sa.String(length=12), nullable=False),
        sa.Column("activity_number", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=True),
        sa.Column("takes_place_on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("territory", sa.String(length=40), nullable=True),
        sa.Column("people_reached", sa.Integer(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "prevista",
                "hecha",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("held_recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("annulled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("annulment_reason", sa.Text(), nullable=True),
        sa.Column("annulled_by_id", sa.Integer(), nullable=True),
        sa.Column("evidence_count", sa.Integer(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("external_reference", sa.String(length=120), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'hecha') = (held_recorded_at IS NOT NULL)",
            name=op.f("ck_executions_held_is_dated"),
        ),
        sa.CheckConstraint(
            "(annulled_at IS NULL) = (annulment_reason IS NULL)",
            name=op.f("ck_executions_annulment_has_reason"),
        ),
        sa.CheckConstraint("evidence_count >= 0", name=op.f("ck_executions_evidence_not_negative")),
        sa.ForeignKeyConstraint(
            ["annulled_by_id"], ["staff_users.id"], name=op.f("fk_executions_annulled_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["held_recorded_by_id"],
            ["staff_users.id"],
            name=op.f("fk_executions_held_recorded_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["staff_users.id"], name=op.f("fk_executions_recorded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_executions")),
        sa.UniqueConstraint("external_reference", name=op.f("uq_executions_external_reference")),
        sa.UniqueConstraint("public_row", name=op.f("uq_executions_public_row")),
    )
    op.create_index(
        "ix_executions_counting", "executions", ["activity_number", "takes_place_on"], unique=False
    )

    op.create_table(
        "staff_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["staff_users.id"], name=op.f("fk_staff_sessions_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_staff_sessions_token_hash")),
    )
    op.create_index("ix_staff_sessions_user_id", "staff_sessions", ["user_id"], unique=False)

    op.create_table(
        "activities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("objective", sa.Text(), nullable=False),
        sa.Column("strategy", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("responsible", sa.String(length=300), nullable=False),
        sa.Column("schedule", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["action_plans.id"], name=op.f("fk_activities_plan_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activities")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_activities_plan_id_number")),
    )
    op.create_table(
        "evidences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("execution_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=300), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=True),
        sa.Column("media_type", sa.String(length=100), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawal_reason IS NULL)",
            name=op.f("ck_evidences_withdrawal_has_reason"),
        ),
        sa.CheckConstraint(
            "reference IS NOT NULL OR sha256 IS NOT NULL", name=op.f("ck_evidences_shows_something")
        ),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["staff_users.id"], name=op.f("fk_evidences_added_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["execution_id"], ["executions.id"], name=op.f("fk_evidences_execution_id")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["staff_users.id"], name=op.f("fk_evidences_withdrawn_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidences")),
        sa.UniqueConstraint("public_id", name=op.f("uq_evidences_public_id")),
    )
    op.create_index("ix_evidences_execution_id", "evidences", ["execution_id"], unique=False)

    op.create_table(
        "service_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "capacitacion",
                "asesoria",
                "queja",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("filing_year", sa.Integer(), nullable=False),
        sa.Column("filing_sequence", sa.Integer(), nullable=False),
        sa.Column("filing_number", sa.String(length=16), nullable=False),
        sa.Column("public_row", sa.String(length=12), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=True),
        sa.Column("provider", sa.String(length=40), nullable=True),
        sa.Column("territory", sa.String(length=40), nullable=True),
        sa.Column(
            "channel",
            sa.Enum(
                "web",
                "presencial",
                "telefono",
                "correo",
                "carta",
                "otro",
                name="channel",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("people_expected", sa.Integer(), nullable=True),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("is_consultation", sa.Boolean(), nullable=False),
        sa.Column(
            "identity",
            sa.Enum(
                "con_nombre",
                "reservada",
                "anonima",
                name="identity",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("is_suspect", sa.Boolean(), nullable=False),
        sa.Column("summary", sa.String(length=200), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("filed_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("alert_on", sa.Date(), nullable=False),
        sa.Column("transfer_due_on", sa.Date(), nullable=True),
        sa.Column(
            "queue_on",
            sa.Date(),
            sa.Computed(
                "CASE WHEN is_urgent THEN '1900-01-01' ELSE coalesce(transfer_due_on, due_on) END",
                persisted=True,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "recibida",
                "en_atencion",
                "espera_ciudadano",
                "cerrada",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("assignee_id", sa.Integer(), nullable=True),
        sa.Column("has_news", sa.Boolean(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "atendida",
                "trasladada",
                "desistida",
                "no_atendida",
                "duplicada",
                "no_valida",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "told_by",
            sa.Enum(
                "portal",
                "correo",
                "presencial",
                "carta",
                "telefono",
                name="told_by",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("transferred_to", sa.String(length=120), nullable=True),
        sa.Column("closing_execution_id", sa.Integer(), nullable=True),
        sa.Column("attended_by_import", sa.Boolean(), nullable=False),
        sa.Column(
            "proposed_outcome",
            sa.Enum(
                "atendida",
                "trasladada",
                "desistida",
                "no_atendida",
                "duplicada",
                "no_valida",
                name="proposed_outcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("duplicate_of_id", sa.Integer(), nullable=True),
        sa.Column("nonce_hash", sa.String(length=64), nullable=True),
        sa.Column("form_hash", sa.String(length=64), nullable=True),
        sa.Column("tracking_code_hash", sa.String(length=64), nullable=True),
        sa.Column("tracking_code_reissued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("privacy_notice", sa.String(length=20), nullable=True),
        sa.Column("external_reference", sa.String(length=120), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(closing_execution_id IS NULL AND NOT attended_by_import) OR (kind = 'capacitacion' AND coalesce(outcome, '') = 'atendida')",
            name=op.f("ck_service_requests_session_attends_training"),
        ),
        sa.CheckConstraint(
            "(status = 'cerrada') = (outcome IS NOT NULL)",
            name=op.f("ck_service_requests_closed_has_outcome"),
        ),
        sa.CheckConstraint(
            "proposed_outcome IS NULL OR proposed_outcome IN ('duplicada', 'no_valida')",
            name=op.f("ck_service_requests_proposal_excludes"),
        ),
        sa.CheckConstraint(
            "proposed_outcome IS NULL OR status <> 'cerrada'",
            name=op.f("ck_service_requests_closed_has_no_proposal"),
        ),
        sa.CheckConstraint(
            "transferred_to IS NULL OR coalesce(outcome, '') = 'trasladada'",
            name=op.f("ck_service_requests_transferred_has_outcome"),
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (closed_on IS NULL)",
            name=op.f("ck_service_requests_outcome_has_day"),
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (closed_recorded_at IS NULL)",
            name=op.f("ck_service_requests_outcome_has_instant"),
        ),
        sa.CheckConstraint(
            "(proposed_outcome IS NULL) = (proposed_by_id IS NULL)",
            name=op.f("ck_service_requests_proposal_has_author"),
        ),
        sa.CheckConstraint(
            "closed_on >= received_on", name=op.f("ck_service_requests_closed_after_received")
        ),
        sa.CheckConstraint(
            "duplicate_of_id IS NULL OR duplicate_of_id <> id",
            name=op.f("ck_service_requests_duplicate_of_another"),
        ),
        sa.ForeignKeyConstraint(
            ["assignee_id"], ["staff_users.id"], name=op.f("fk_service_requests_assignee_id")
        ),
        sa.ForeignKeyConstraint(
            ["closing_execution_id"],
            ["executions.id"],
            name=op.f("fk_service_requests_closing_execution_id"),
        ),
        sa.ForeignKeyConstraint(
            ["duplicate_of_id"],
            ["service_requests.id"],
            name=op.f("fk_service_requests_duplicate_of_id"),
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["staff_users.id"], name=op.f("fk_service_requests_proposed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["staff_users.id"], name=op.f("fk_service_requests_recorded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_requests")),
        sa.UniqueConstraint(
            "external_reference", name=op.f("uq_service_requests_external_reference")
        ),
        sa.UniqueConstraint("filing_number", name=op.f("uq_service_requests_filing_number")),
        sa.UniqueConstraint(
            "kind",
            "filing_year",
            "filing_sequence",
            name=op.f("uq_service_requests_kind_filing_year_filing_sequence"),
        ),
        sa.UniqueConstraint("nonce_hash", name=op.f("uq_service_requests_nonce_hash")),
        sa.UniqueConstraint("public_row", name=op.f("uq_service_requests_public_row")),
    )
    op.create_index(
        "ix_service_requests_assignee",
        "service_requests",
        ["assignee_id", "queue_on", "id"],
        unique=False,
        sqlite_where=sa.text("outcome IS NULL"),
        postgresql_where=sa.text("outcome IS NULL"),
    )
    op.create_index(
        "ix_service_requests_backlog",
        "service_requests",
        ["closed_on", "received_on", "kind"],
        unique=False,
    )
    op.create_index(
        "ix_service_requests_closed", "service_requests", ["closed_on", "id"], unique=False
    )
    op.create_index(
        "ix_service_requests_closing_execution_id",
        "service_requests",
        ["closing_execution_id"],
        unique=False,
    )
    op.create_index(
        "ix_service_requests_counting",
        "service_requests",
        [
            "kind",
            "received_on",
            "outcome",
            "closed_on",
            "due_on",
            "closing_execution_id",
            "attended_by_import",
        ],
        unique=False,
    )
    op.create_index(
        "ix_service_requests_news",
        "service_requests",
        ["id"],
        unique=False,
        sqlite_where=sa.text("has_news = 1"),
        postgresql_where=sa.text("has_news"),
    )
    op.create_index(
        "ix_service_requests_queue",
        "service_requests",
        ["queue_on", "id"],
        unique=False,
        sqlite_where=sa.text("outcome IS NULL"),
        postgresql_where=sa.text("outcome IS NULL"),
    )
    op.create_index(
        "ix_service_requests_territory", "service_requests", ["territory"], unique=False
    )
    op.create_index("ix_service_requests_topic", "service_requests", ["topic"], unique=False)

    op.create_table(
        "indicators",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("formula", sa.Text(), nullable=False),
        sa.Column("plain_name", sa.String(length=200), nullable=False),
        sa.Column("plain_formula", sa.Text(), nullable=False),
        sa.Column(
            "type",
            sa.Enum(
                "demanda",
                "programacion",
                name="type",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("goal", sa.Numeric(precision=6, scale=2), nullable=False),
        sa.Column("at_risk_threshold", sa.Numeric(precision=5, scale=2), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("counting_outcomes", sa.JSON(), nullable=False),
        sa.Column("months", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "at_risk_threshold BETWEEN 0 AND 100", name=op.f("ck_indicators_threshold_percent")
        ),
        sa.CheckConstraint("goal > 0", name=op.f("ck_indicators_goal_positive")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.id"], name=op.f("fk_indicators_activity_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicators")),
        sa.UniqueConstraint("activity_id", name=op.f("uq_indicators_activity_id")),
    )
    op.create_table(
        "person_index",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_request_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_request_id"],
            ["service_requests.id"],
            name=op.f("fk_person_index_service_request_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_index")),
    )
    op.create_index(
        "ix_person_index_digest", "person_index", ["digest", "service_request_id"], unique=False
    )
    op.create_index(
        "ix_person_index_service_request_id", "person_index", ["service_request_id"], unique=False
    )

    op.create_table(
        "request_contents",
        sa.Column("service_request_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_request_id"],
            ["service_requests.id"],
            name=op.f("fk_request_contents_service_request_id"),
        ),
        sa.PrimaryKeyConstraint("service_request_id", name=op.f("pk_request_contents")),
    )
    op.create_table(
        "request_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_request_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("by_requester", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acted_on", sa.Date(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["staff_users.id"], name=op.f("fk_request_events_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["service_request_id"],
            ["service_requests.id"],
            name=op.f("fk_request_events_service_request_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_events")),
        sa.UniqueConstraint(
            "service_request_id",
            "version",
            name=op.f("uq_request_events_service_request_id_version"),
        ),
    )
    op.create_table(
        "request_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_request_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("is_internal", sa.Boolean(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["staff_users.id"], name=op.f("fk_request_messages_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["service_request_id"],
            ["service_requests.id"],
            name=op.f("fk_request_messages_service_request_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_messages")),
    )
    op.create_index(
        "ix_request_messages_service_request_id",
        "request_messages",
        ["service_request_id"],
        unique=False,
    )

    op.create_table(
        "requested_attendances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("execution_id", sa.Integer(), nullable=False),
        sa.Column("service_request_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["execution_id"], ["executions.id"], name=op.f("fk_requested_attendances_execution_id")
        ),
        sa.ForeignKeyConstraint(
            ["service_request_id"],
            ["service_requests.id"],
            name=op.f("fk_requested_attendances_service_request_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requested_attendances")),
        sa.UniqueConstraint(
            "execution_id",
            "service_request_id",
            name=op.f("uq_requested_attendances_execution_id_service_request_id"),
        ),
    )
    op.create_index(
        "ix_requested_attendances_service_request_id",
        "requested_attendances",
        ["service_request_id"],
        unique=False,
    )

    op.create_table(
        "requesters",
        sa.Column("service_request_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("document_type", sa.String(length=20), nullable=True),
        sa.Column("document_number", sa.String(length=40), nullable=True),
        sa.Column("telephone", sa.String(length=40), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.ForeignKeyConstraint(
            ["service_request_id"],
            ["service_requests.id"],
            name=op.f("fk_requesters_service_request_id"),
        ),
        sa.PrimaryKeyConstraint("service_request_id", name=op.f("pk_requesters")),
    )
    op.create_table(
        "attachments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("service_request_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("is_internal", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["staff_users.id"], name=op.f("fk_attachments_added_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["request_messages.id"], name=op.f("fk_attachments_message_id")
        ),
        sa.ForeignKeyConstraint(
            ["service_request_id"],
            ["service_requests.id"],
            name=op.f("fk_attachments_service_request_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
        sa.UniqueConstraint("public_id", name=op.f("uq_attachments_public_id")),
    )
    op.create_index(
        "ix_attachments_service_request_id", "attachments", ["service_request_id"], unique=False
    )

    op.create_table(
        "closings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_request_id", sa.Integer(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("answer_message_id", sa.Integer(), nullable=True),
        sa.Column("evidence_reference", sa.String(length=300), nullable=True),
        sa.Column("evidence_attachment_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answer_message_id"],
            ["request_messages.id"],
            name=op.f("fk_closings_answer_message_id"),
        ),
        sa.ForeignKeyConstraint(
            ["evidence_attachment_id"],
            ["attachments.id"],
            name=op.f("fk_closings_evidence_attachment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["staff_users.id"], name=op.f("fk_closings_recorded_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["service_request_id"],
            ["service_requests.id"],
            name=op.f("fk_closings_service_request_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closings")),
    )
    op.create_index(
        "ix_closings_service_request_id", "closings", ["service_request_id"], unique=False
    )

    create_triggers("request_events")


def downgrade() -> None:
    drop_triggers("request_events")
    op.drop_index("ix_closings_service_request_id", table_name="closings")

    op.drop_table("closings")
    op.drop_index("ix_attachments_service_request_id", table_name="attachments")

    op.drop_table("attachments")
    op.drop_table("requesters")
    op.drop_index("ix_requested_attendances_service_request_id", table_name="requested_attendances")

    op.drop_table("requested_attendances")
    op.drop_index("ix_request_messages_service_request_id", table_name="request_messages")

    op.drop_table("request_messages")
    op.drop_table("request_events")
    op.drop_table("request_contents")
    op.drop_index("ix_person_index_service_request_id", table_name="person_index")
    op.drop_index("ix_person_index_digest", table_name="person_index")

    op.drop_table("person_index")
    op.drop_table("indicators")
    op.drop_index("ix_service_requests_topic", table_name="service_requests")
    op.drop_index("ix_service_requests_territory", table_name="service_requests")
    op.drop_index("ix_service_requests_queue", table_name="service_requests")
    op.drop_index("ix_service_requests_news", table_name="service_requests")
    op.drop_index("ix_service_requests_counting", table_name="service_requests")
    op.drop_index("ix_service_requests_closing_execution_id", table_name="service_requests")
    op.drop_index("ix_service_requests_closed", table_name="service_requests")
    op.drop_index("ix_service_requests_backlog", table_name="service_requests")
    op.drop_index("ix_service_requests_assignee", table_name="service_requests")

    op.drop_table("service_requests")
    op.drop_index("ix_evidences_execution_id", table_name="evidences")

    op.drop_table("evidences")
    op.drop_table("activities")
    op.drop_index("ix_staff_sessions_user_id", table_name="staff_sessions")

    op.drop_table("staff_sessions")
    op.drop_index("ix_executions_counting", table_name="executions")

    op.drop_table("executions")
    op.drop_table("action_plans")
    op.drop_table("throttle_windows")
    op.drop_table("staff_users")
    op.drop_index("ix_outbox_messages_waiting", table_name="outbox_messages")
    op.drop_index("ix_outbox_messages_service_request_id", table_name="outbox_messages")

    op.drop_table("outbox_messages")
    op.drop_table("filing_counters")
