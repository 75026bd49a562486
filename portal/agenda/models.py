"""What the office does on its own account: sessions, broadcasts, control visits."""

import enum
from datetime import date, datetime, time

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import StaffUser
from portal.extensions import Model, UtcDateTime, text_enum
from portal.intake.models import ServiceRequest


class ExecutionStatus(enum.StrEnum):
    PLANNED = "prevista"
    HELD = "hecha"


class Execution(Model):
    """An activity of the plan (or a session for citizens' requests alone), planned or held.

    It counts from the day it was held on, while not annulled and with at least one evidence.
    """

    __tablename__ = "executions"
    __table_args__ = (
        CheckConstraint(
            "(annulled_at IS NULL) = (annulment_reason IS NULL)", name="annulment_has_reason"
        ),
        CheckConstraint(
            "(status = 'hecha') = (held_recorded_at IS NOT NULL)", name="held_is_dated"
        ),
        CheckConstraint("evidence_count >= 0", name="evidence_not_negative"),
        Index("ix_executions_counting", "activity_number", "takes_place_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # Its name in the published rows: «E-» and ten random characters.
    public_row: Mapped[str] = mapped_column(String(12), unique=True)
    # The plan's number, of the plan of the year it takes place in; empty for requests alone.
    activity_number: Mapped[int | None] = mapped_column()
    title: Mapped[str] = mapped_column(String(200))
    topic: Mapped[str | None] = mapped_column(String(40))
    # The day planned; once held, the day it was held: the day that counts.
    takes_place_on: Mapped[date] = mapped_column()
    starts_at: Mapped[time | None] = mapped_column()
    place: Mapped[str | None] = mapped_column(String(200))
    territory: Mapped[str | None] = mapped_column(String(40))
    # Which public service a control visit is about.
    service: Mapped[str | None] = mapped_column(String(40))
    people_reached: Mapped[int | None] = mapped_column()
    status: Mapped[ExecutionStatus] = mapped_column(text_enum(ExecutionStatus, "status"))
    held_recorded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    held_recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
    annulled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    annulment_reason: Mapped[str | None] = mapped_column(Text)
    annulled_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
    # How many of its evidences stand; kept by the actions, so that counting reads one table.
    evidence_count: Mapped[int] = mapped_column(default=0)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    external_reference: Mapped[str | None] = mapped_column(String(120), unique=True)
    version: Mapped[int] = mapped_column(default=1)

    recorded_by: Mapped[StaffUser | None] = relationship(foreign_keys=[recorded_by_id])
    held_recorded_by: Mapped[StaffUser | None] = relationship(foreign_keys=[held_recorded_by_id])
    annulled_by: Mapped[StaffUser | None] = relationship(foreign_keys=[annulled_by_id])
    evidences: Mapped[list["Evidence"]] = relationship(order_by="Evidence.id")
    attendances: Mapped[list["RequestedAttendance"]] = relationship(
        order_by="RequestedAttendance.service_request_id", back_populates="execution"
    )

    @property
    def is_held(self) -> bool:
        return self.status is ExecutionStatus.HELD

    @property
    def counts(self) -> bool:
        """Whether it is executed in the sense of the figures."""
        return self.is_held and self.annulled_at is None and self.evidence_count > 0


class RequestedAttendance(Model):
    """A training request that a session is meant to attend, or attended."""

    __tablename__ = "requested_attendances"
    __table_args__ = (UniqueConstraint("execution_id", "service_request_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    execution_id: Mapped[int] = mapped_column(ForeignKey("executions.id"))
    service_request_id: Mapped[int] = mapped_column(ForeignKey("service_requests.id"), index=True)

    execution: Mapped[Execution] = relationship(back_populates="attendances")
    service_request: Mapped[ServiceRequest] = relationship()


class Evidence(Model):
    """A proof that an execution took place: a reference, a file, or both. Withdrawn, never lost."""

    __tablename__ = "evidences"
    __table_args__ = (
        CheckConstraint("reference IS NOT NULL OR sha256 IS NOT NULL", name="shows_something"),
        CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawal_reason IS NULL)", name="withdrawal_has_reason"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    execution_id: Mapped[int] = mapped_column(ForeignKey("executions.id"), index=True)
    reference: Mapped[str | None] = mapped_column(String(300))
    file_name: Mapped[str | None] = mapped_column(String(200))
    media_type: Mapped[str | None] = mapped_column(String(100))
    size: Mapped[int | None] = mapped_column(BigInteger)
    sha256: Mapped[str | None] = mapped_column(String(64))
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawal_reason: Mapped[str | None] = mapped_column(Text)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))

    added_by: Mapped[StaffUser | None] = relationship(foreign_keys=[added_by_id])
    withdrawn_by: Mapped[StaffUser | None] = relationship(foreign_keys=[withdrawn_by_id])
