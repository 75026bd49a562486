"""What people ask about their own data (Ley 1581 de 2012)."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TOLD_BY = ("portal", "correo", "presencial", "carta", "telefono")
WISHES = ("conocer", "corregir", "borrar", "retirar_permiso", "reclamar")


def upgrade() -> None:
    op.create_table(
        "data_request_counters",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_data_request_counters")),
    )
    op.create_table(
        "data_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("filing_year", sa.Integer(), nullable=False),
        sa.Column("filing_sequence", sa.Integer(), nullable=False),
        sa.Column("filing_number", sa.String(length=16), nullable=False),
        sa.Column("wish", _one_of("wish", WISHES), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("document_type", sa.String(length=20), nullable=False),
        sa.Column("document_number", sa.String(length=40), nullable=False),
        sa.Column("telephone", sa.String(length=40), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("address", sa.String(length=200), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=False),
        sa.Column("privacy_notice", sa.String(length=20), nullable=False),
        sa.Column("nonce_hash", sa.String(length=64), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("extended_on", sa.Date(), nullable=True),
        sa.Column("extended_until", sa.Date(), nullable=True),
        sa.Column("extension_reason", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("told_by", _one_of("told_by", TOLD_BY), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["staff_users.id"], name=op.f("fk_data_requests_answered_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_requests")),
        sa.UniqueConstraint("filing_number", name=op.f("uq_data_requests_filing_number")),
        sa.UniqueConstraint("nonce_hash", name=op.f("uq_data_requests_nonce_hash")),
        sa.UniqueConstraint(
            "filing_year",
            "filing_sequence",
            name=op.f("uq_data_requests_filing_year_filing_sequence"),
        ),
        sa.CheckConstraint(
            "(answered_on IS NULL) = (answer IS NULL)",
            name=op.f("ck_data_requests_answered_whole"),
        ),
        sa.CheckConstraint(
            "(extended_on IS NULL) = (extended_until IS NULL)",
            name=op.f("ck_data_requests_extended_whole"),
        ),
    )


def downgrade() -> None:
    op.drop_table("data_requests")
    op.drop_table("data_request_counters")


def _one_of(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
