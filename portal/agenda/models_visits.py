"""What came of a broadcast or a visit: questions, findings, and what somebody promised there."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import StaffUser
from portal.agenda.models import Execution
from portal.extensions import Model, UtcDateTime, text_enum


class RemarkKind(enum.StrEnum):
    """A question that the public asked, with its answer; or what was found on the spot."""

    QUESTION = "pregunta"
    FINDING = "hallazgo"


class Remark(Model):
    """Something heard or seen; without names. Append-only by trigger."""

    __tablename__ = "execution_remarks"
    __table_args__ = (
        CheckConstraint("(kind = 'pregunta') = (answer IS NOT NULL)", name="question_has_answer"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    execution_id: Mapped[int] = mapped_column(ForeignKey("executions.id"), index=True)
    kind: Mapped[RemarkKind] = mapped_column(text_enum(RemarkKind, "kind"))
    text: Mapped[str] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)

    recorded_by: Mapped[StaffUser] = relationship()


class CommitmentState(enum.StrEnum):
    PENDING = "pendiente"
    EXTENDED = "prorrogado"
    MET = "cumplido"
    BROKEN = "incumplido"

    @property
    def label(self) -> str:
        return {
            "pendiente": "Sigue pendiente",
            "prorrogado": "Se le dio más plazo",
            "cumplido": "Cumplido",
            "incumplido": "No cumplió",
        }[self.value]


class Commitment(Model):
    """What a body or a company promised, and until when. Append-only by trigger."""

    __tablename__ = "commitments"

    id: Mapped[int] = mapped_column(primary_key=True)
    execution_id: Mapped[int] = mapped_column(ForeignKey("executions.id"), index=True)
    promised_by: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date] = mapped_column()
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)

    execution: Mapped[Execution] = relationship()
    steps: Mapped[list["CommitmentStep"]] = relationship(
        order_by="CommitmentStep.version", lazy="selectin"
    )

    @property
    def state(self) -> CommitmentState:
        return self.steps[-1].state if self.steps else CommitmentState.PENDING

    @property
    def until(self) -> date:
        """The day that was promised, or the last one that was granted."""
        granted = [one.until for one in self.steps if one.until is not None]
        return granted[-1] if granted else self.due_on

    @property
    def is_open(self) -> bool:
        return self.state in (CommitmentState.PENDING, CommitmentState.EXTENDED)


class CommitmentStep(Model):
    """A follow-up: how it stood on a day. Append-only by trigger."""

    __tablename__ = "commitment_steps"
    __table_args__ = (
        UniqueConstraint("commitment_id", "version"),
        CheckConstraint("(state = 'prorrogado') = (until IS NOT NULL)", name="extended_has_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitments.id"))
    version: Mapped[int] = mapped_column()
    state: Mapped[CommitmentState] = mapped_column(text_enum(CommitmentState, "state"))
    seen_on: Mapped[date] = mapped_column()
    until: Mapped[date | None] = mapped_column()
    note: Mapped[str | None] = mapped_column(Text)
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)

    recorded_by: Mapped[StaffUser] = relationship(lazy="joined")
