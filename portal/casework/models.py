"""What staff keep of a request: what moved its term, how it was closed, letters, archive."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Model, UtcDateTime, text_enum
from portal.intake.kinds import RequestKind
from portal.legal_clock import ActType, ClockAct


class Closing(Model):
    """One closing of a request: its evidence and reasons. Reopened ones stay on record."""

    __tablename__ = "closings"

    id: Mapped[int] = mapped_column(primary_key=True)
    service_request_id: Mapped[int] = mapped_column(ForeignKey("service_requests.id"), index=True)
    closed_on: Mapped[date] = mapped_column()
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
    answer_message_id: Mapped[int | None] = mapped_column(ForeignKey("request_messages.id"))
    # Where the evidence is: a reference that staff write, a file, or both.
    evidence_reference: Mapped[str | None] = mapped_column(String(300))
    evidence_attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachments.id"))
    reason: Mapped[str | None] = mapped_column(Text)


class Feedback(Model):
    """What a requester said of how their request was closed: the last answer to each closing."""

    __tablename__ = "feedback"
    __table_args__ = (CheckConstraint("rating BETWEEN 1 AND 5", name="rating_of_five"),)

    closing_id: Mapped[int] = mapped_column(ForeignKey("closings.id"), primary_key=True)
    is_resolved: Mapped[bool] = mapped_column()
    # 1 is very bad, 5 very good; empty when they did not say.
    rating: Mapped[int | None] = mapped_column()
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)


class TermAct(Model):
    """Something that was done upon a term. Append-only by trigger; no free text and no names.

    The dates of a request follow from its acts, in their order (``portal.legal_clock``).
    """

    __tablename__ = "term_acts"

    id: Mapped[int] = mapped_column(primary_key=True)
    service_request_id: Mapped[int] = mapped_column(ForeignKey("service_requests.id"), index=True)
    type: Mapped[ActType] = mapped_column(text_enum(ActType, "type"))
    acted_on: Mapped[date] = mapped_column()
    # What the requester was told then: by when to complete, or the new date.
    until: Mapped[date | None] = mapped_column()
    # Who holds it since a transfer: a code of the catalogue, or a name that it does not have.
    body: Mapped[str | None] = mapped_column(String(120))
    # Its reasons, by reference only: they are the requester's, and may be destroyed.
    message_id: Mapped[int | None] = mapped_column()
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Empty when the requester acted.
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))

    @property
    def clock_act(self) -> ClockAct:
        return ClockAct(self.type, self.acted_on, self.until)


class TermMove(Model):
    """A date of an open request that moved because the office's calendar changed."""

    __tablename__ = "term_moves"

    id: Mapped[int] = mapped_column(primary_key=True)
    # The first of the days that were changed together.
    non_working_day_id: Mapped[int] = mapped_column(ForeignKey("non_working_days.id"), index=True)
    service_request_id: Mapped[int] = mapped_column(ForeignKey("service_requests.id"), index=True)
    # The column: due_on, alert_on, transfer_due_on or completion_due_on.
    what: Mapped[str] = mapped_column(String(40))
    moved_from: Mapped[date] = mapped_column()
    moved_to: Mapped[date] = mapped_column()


class Digest(Model):
    """A person was written, or had nothing to be written, about what is due on a day."""

    __tablename__ = "digests"
    __table_args__ = (UniqueConstraint("staff_user_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_user_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    day: Mapped[date] = mapped_column()
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class LetterKind(enum.StrEnum):
    """*Oficio*: to the body that must attend the request, or to whoever made it."""

    TRANSFER = "traslado"
    ANSWER = "respuesta"


class Letter(Model):
    """A letter as it was issued; its bytes are those of its attachment and never change."""

    __tablename__ = "letters"
    __table_args__ = (UniqueConstraint("service_request_id", "sequence"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    service_request_id: Mapped[int] = mapped_column(ForeignKey("service_requests.id"))
    # 1 for the first letter of the request, then one more with each.
    sequence: Mapped[int] = mapped_column()
    kind: Mapped[LetterKind] = mapped_column(text_enum(LetterKind, "letter_kind"))
    # What the requester was told, which the letter says on paper.
    message_id: Mapped[int] = mapped_column(ForeignKey("request_messages.id"))
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachments.id"))
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ArchiveSeries(Model):
    """Under which series of the office's retention tables (TRD) a kind is kept; the last one rules.

    Without rows no series is said: nothing is invented.
    """

    __tablename__ = "archive_series"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[RequestKind] = mapped_column(text_enum(RequestKind, "kind"))
    series: Mapped[str | None] = mapped_column(String(120))
    subseries: Mapped[str | None] = mapped_column(String(120))
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
