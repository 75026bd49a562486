"""What a session needs besides its place in the agenda: how long, for how many, on which date.

Apart from ``executions``, which the figures count: nothing here enters a figure.
"""

import enum
from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import StaffUser
from portal.agenda.models import Execution
from portal.extensions import Model, UtcDateTime, text_enum
from portal.intake.models import ServiceRequest


class SessionDetails(Model):
    """How long it takes, how many fit, whether it is announced, and the QR on its wall.

    The version that guards a change is that of the execution.
    """

    __tablename__ = "session_details"
    __table_args__ = (
        CheckConstraint("minutes > 0", name="takes_time"),
        CheckConstraint("capacity > 0", name="holds_somebody"),
        CheckConstraint(
            "(check_in_code IS NULL) = (check_in_opens_at IS NULL)"
            " AND (check_in_code IS NULL) = (check_in_closes_at IS NULL)",
            name="check_in_has_window",
        ),
    )

    execution_id: Mapped[int] = mapped_column(
        ForeignKey("executions.id"), primary_key=True, autoincrement=False
    )
    minutes: Mapped[int | None] = mapped_column()
    capacity: Mapped[int | None] = mapped_column()
    # Since then anybody may read of it; empty: it is the office's own business.
    announced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # The office told the leaders that this is the date.
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # What the QR on the wall says; it opens nothing outside its window.
    check_in_code: Mapped[str | None] = mapped_column(String(16), unique=True)
    check_in_opens_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    check_in_closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    execution: Mapped[Execution] = relationship()


class OfferAnswer(enum.StrEnum):
    ACCEPTED = "acepta"
    OTHERS = "propone_otras"


class SessionOffer(Model):
    """Dates of a session that the office offered to whoever asked for the training."""

    __tablename__ = "session_offers"
    __table_args__ = (
        UniqueConstraint("execution_id", "service_request_id"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answer_is_dated"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    execution_id: Mapped[int] = mapped_column(ForeignKey("executions.id"))
    service_request_id: Mapped[int] = mapped_column(ForeignKey("service_requests.id"), index=True)
    offered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    offered_by_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    answer: Mapped[OfferAnswer | None] = mapped_column(text_enum(OfferAnswer, "answer"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    people_expected: Mapped[int | None] = mapped_column()
    version: Mapped[int] = mapped_column(default=1)

    execution: Mapped[Execution] = relationship()
    service_request: Mapped[ServiceRequest] = relationship()
    offered_by: Mapped[StaffUser] = relationship()
    dates: Mapped[list["OfferedDate"]] = relationship(
        order_by="(OfferedDate.day, OfferedDate.starts_at, OfferedDate.id)",
        cascade="all, delete-orphan",
    )


class OfferedDate(Model):
    """A date that the office offers, or that the leader proposes in its place."""

    __tablename__ = "offered_dates"

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("session_offers.id"), index=True)
    day: Mapped[date] = mapped_column()
    starts_at: Mapped[time | None] = mapped_column()
    by_requester: Mapped[bool] = mapped_column(default=False)
    is_accepted: Mapped[bool] = mapped_column(default=False)


class SessionReminder(Model):
    """A reminder that went to the outbox: for one session, request and day there is one."""

    __tablename__ = "session_reminders"

    execution_id: Mapped[int] = mapped_column(
        ForeignKey("executions.id"), primary_key=True, autoincrement=False
    )
    service_request_id: Mapped[int] = mapped_column(
        ForeignKey("service_requests.id"), primary_key=True, autoincrement=False
    )
    takes_place_on: Mapped[date] = mapped_column(primary_key=True)
    queued_at: Mapped[datetime] = mapped_column(UtcDateTime)
