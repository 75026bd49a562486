"""The register: letters, numbers of another system, archive series, days without a channel."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _one_of(*values: str, name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.add_column(
        "service_requests", sa.Column("external_number", sa.String(length=60), nullable=True)
    )
    _create_letters()
    op.create_table(
        "archive_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind", _one_of("capacitacion", "asesoria", "queja", name="kind"), nullable=False
        ),
        sa.Column("series", sa.String(length=120), nullable=True),
        sa.Column("subseries", sa.String(length=120), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["staff_users.id"], name=op.f("fk_archive_series_recorded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_series")),
    )
    _create_outages()


def _create_letters() -> None:
    op.create_table(
        "letters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_request_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("kind", _one_of("traslado", "respuesta", name="letter_kind"), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_request_id"],
            ["service_requests.id"],
            name=op.f("fk_letters_service_request_id"),
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["request_messages.id"], name=op.f("fk_letters_message_id")
        ),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachments.id"], name=op.f("fk_letters_attachment_id")
        ),
        sa.ForeignKeyConstraint(
            ["issued_by_id"], ["staff_users.id"], name=op.f("fk_letters_issued_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
        sa.UniqueConstraint(
            "service_request_id", "sequence", name=op.f("uq_letters_service_request_id_sequence")
        ),
    )


def _create_outages() -> None:
    channels = ("web", "presencial", "telefono", "correo", "carta", "otro")
    op.create_table(
        "channel_outages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", _one_of(*channels, name="channel"), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("what_happened", sa.Text(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "ended_at > began_at", name=op.f("ck_channel_outages_ends_after_it_begins")
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_by_id IS NULL)",
            name=op.f("ck_channel_outages_end_has_author"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["staff_users.id"], name=op.f("fk_channel_outages_recorded_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["staff_users.id"], name=op.f("fk_channel_outages_ended_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel_outages")),
    )
    op.create_index("ix_channel_outages_channel", "channel_outages", ["channel", "ended_at"])


def downgrade() -> None:
    op.drop_table("channel_outages")
    op.drop_table("archive_series")
    op.drop_table("letters")
    op.drop_column("service_requests", "external_number")
