"""The monthly sample of closed requests, and what was found in each. All append-only."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import StaffUser
from portal.extensions import Model, UtcDateTime, text_enum
from portal.intake.models import ServiceRequest


class AuditResult(enum.StrEnum):
    SOUND = "conforme"
    REMARK = "con_observacion"
    UNSOUND = "no_conforme"

    @property
    def label(self) -> str:
        return {
            "conforme": "Conforme",
            "con_observacion": "Con una observación",
            "no_conforme": "No conforme",
        }[self.value]


class AuditSample(Model):
    """Of a month once: the seal that it was drawn by, and from how many."""

    __tablename__ = "audit_samples"
    __table_args__ = (UniqueConstraint("year", "month"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column()
    month: Mapped[int] = mapped_column()
    rule: Mapped[int] = mapped_column()
    seal_sha256: Mapped[str] = mapped_column(String(64))
    # Which publication the seal is of: ``2024/03/v1/``.
    seal_path: Mapped[str] = mapped_column(String(20))
    population: Mapped[int] = mapped_column()
    drawn_at: Mapped[datetime] = mapped_column(UtcDateTime)
    drawn_by_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))

    rows: Mapped[list["AuditRow"]] = relationship(order_by="AuditRow.place", lazy="selectin")
    drawn_by: Mapped[StaffUser] = relationship()


class AuditRow(Model):
    """A request of a sample; ``place``: its place in the order of the draw, from 1."""

    __tablename__ = "audit_rows"
    __table_args__ = (UniqueConstraint("sample_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sample_id: Mapped[int] = mapped_column(ForeignKey("audit_samples.id"))
    place: Mapped[int] = mapped_column()
    service_request_id: Mapped[int] = mapped_column(ForeignKey("service_requests.id"))

    service_request: Mapped[ServiceRequest] = relationship(lazy="joined")
    findings: Mapped[list["AuditFinding"]] = relationship(
        order_by="AuditFinding.version", lazy="selectin"
    )

    @property
    def finding(self) -> "AuditFinding | None":
        """The last one holds; the others stay on record."""
        return self.findings[-1] if self.findings else None


class AuditFinding(Model):
    """What somebody found; ``note`` is without names."""

    __tablename__ = "audit_findings"
    __table_args__ = (UniqueConstraint("row_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    row_id: Mapped[int] = mapped_column(ForeignKey("audit_rows.id"))
    version: Mapped[int] = mapped_column()
    result: Mapped[AuditResult] = mapped_column(text_enum(AuditResult, "result"))
    note: Mapped[str | None] = mapped_column(Text)
    found_by_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    found_at: Mapped[datetime] = mapped_column(UtcDateTime)

    found_by: Mapped[StaffUser] = relationship(lazy="joined")
