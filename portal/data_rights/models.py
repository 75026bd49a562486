"""A request about one's own data. It stands apart from the requests that are counted."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Model, UtcDateTime, text_enum
from portal.intake.kinds import ToldBy


class Wish(enum.StrEnum):
    """What somebody wants of their data."""

    KNOW = "conocer"
    CORRECT = "corregir"
    ERASE = "borrar"
    REVOKE = "retirar_permiso"
    COMPLAIN = "reclamar"

    @property
    def label(self) -> str:
        return {
            "conocer": "Saber qué datos míos tienen y para qué los usan",
            "corregir": "Corregir o actualizar un dato",
            "borrar": "Que borren un dato",
            "retirar_permiso": "Retirar un permiso que di",
            "reclamar": "Reclamar porque no cuidaron mis datos",
        }[self.value]


class DataRequestCounter(Model):
    """The last number given within a year; its row lock makes the numbers gap-free."""

    __tablename__ = "data_request_counters"

    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(default=0)


class DataRequest(Model):
    """*Consulta* or *reclamo* of a data subject (Ley 1581/2012, arts. 14 and 15)."""

    __tablename__ = "data_requests"
    __table_args__ = (
        UniqueConstraint("filing_year", "filing_sequence"),
        CheckConstraint("(answered_on IS NULL) = (answer IS NULL)", name="answered_whole"),
        CheckConstraint("(extended_on IS NULL) = (extended_until IS NULL)", name="extended_whole"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    filing_year: Mapped[int] = mapped_column()
    filing_sequence: Mapped[int] = mapped_column()
    filing_number: Mapped[str] = mapped_column(String(16), unique=True)
    wish: Mapped[Wish] = mapped_column(text_enum(Wish, "wish"))
    name: Mapped[str] = mapped_column(String(200))
    document_type: Mapped[str] = mapped_column(String(20))
    document_number: Mapped[str] = mapped_column(String(40))
    telephone: Mapped[str | None] = mapped_column(String(40))
    email: Mapped[str | None] = mapped_column(String(254))
    address: Mapped[str | None] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text)

    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    received_on: Mapped[date] = mapped_column()
    filed_on: Mapped[date] = mapped_column()
    privacy_notice: Mapped[str] = mapped_column(String(20))
    # Keyed hashes, as those of the other requests.
    nonce_hash: Mapped[str] = mapped_column(String(64), unique=True)
    code_hash: Mapped[str] = mapped_column(String(64))

    extended_on: Mapped[date | None] = mapped_column()
    extended_until: Mapped[date | None] = mapped_column()
    extension_reason: Mapped[str | None] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)
    answered_on: Mapped[date | None] = mapped_column()
    told_by: Mapped[ToldBy | None] = mapped_column(text_enum(ToldBy, "told_by"))
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
    version: Mapped[int] = mapped_column(default=1)

    @property
    def is_answered(self) -> bool:
        return self.answered_on is not None
