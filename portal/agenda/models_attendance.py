"""Who came to a session: that somebody came, who it was, and what they are, each on its own.

The count survives the names: destroying every row of ``attendee_names`` leaves it as it was. What
people chose to say of themselves is only ever added up for the session, so nobody can join it to a
name. Attendance is reach, counted apart: no figure reads these tables.
"""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.agenda.models import Execution
from portal.extensions import Model, UtcDateTime, text_enum


class AttendanceSource(enum.StrEnum):
    LIST = "lista"
    TELEPHONE = "telefono"


class Attendee(Model):
    """Somebody came: the fact, without a name. Struck off the list, never erased."""

    __tablename__ = "attendees"
    __table_args__ = (
        CheckConstraint("(struck_at IS NULL) = (struck_by_id IS NULL)", name="struck_has_author"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # Its number on the certificate: «A-» and ten random characters.
    public_row: Mapped[str] = mapped_column(String(12), unique=True)
    execution_id: Mapped[int] = mapped_column(ForeignKey("executions.id"), index=True)
    source: Mapped[AttendanceSource] = mapped_column(text_enum(AttendanceSource, "source"))
    # A keyed hash of the form's nonce: a repeated post is the same person.
    nonce_hash: Mapped[str] = mapped_column(String(64), unique=True)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    struck_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    struck_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))

    execution: Mapped[Execution] = relationship()
    person: Mapped["AttendeeName | None"] = relationship(back_populates="attendee")


class AttendeeName(Model):
    """Who it was; the row goes when its time is over, and the count stays."""

    __tablename__ = "attendee_names"

    attendee_id: Mapped[int] = mapped_column(
        ForeignKey("attendees.id"), primary_key=True, autoincrement=False
    )
    name: Mapped[str] = mapped_column(String(120))

    attendee: Mapped[Attendee] = relationship(back_populates="person")


class AttendeeTally(Model):
    """How many of a session gave an answer about themselves: a sum, and no row for a person."""

    __tablename__ = "attendee_tallies"
    __table_args__ = (CheckConstraint("people > 0", name="counts_somebody"),)

    execution_id: Mapped[int] = mapped_column(
        ForeignKey("executions.id"), primary_key=True, autoincrement=False
    )
    variable: Mapped[str] = mapped_column(String(20), primary_key=True)
    answer: Mapped[str] = mapped_column(String(40), primary_key=True)
    people: Mapped[int] = mapped_column()


class Usefulness(enum.StrEnum):
    MUCH = "mucho"
    SOMETHING = "algo"
    LITTLE = "poco"


class SessionAnswer(Model):
    """What somebody thought of a session: no name, no hour, no way back to who it was."""

    __tablename__ = "session_answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    nonce_hash: Mapped[str] = mapped_column(String(64), unique=True)
    execution_id: Mapped[int] = mapped_column(ForeignKey("executions.id"), index=True)
    usefulness: Mapped[Usefulness] = mapped_column(text_enum(Usefulness, "usefulness"))
    to_improve: Mapped[str | None] = mapped_column(String(20))
