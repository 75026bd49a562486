"""The days on which the office's own calendar differs from the national one."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import StaffUser
from portal.extensions import Model, UtcDateTime, text_enum
from portal.working_days import DayEffect


class NonWorkingDay(Model):
    """What somebody decided about a day. Append-only by trigger: the last row of a day holds.

    To take one away is a row more, with its own reason.
    """

    __tablename__ = "non_working_days"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(index=True)
    effect: Mapped[DayEffect] = mapped_column(text_enum(DayEffect, "effect"))
    reason: Mapped[str] = mapped_column(String(300))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))

    recorded_by: Mapped[StaffUser] = relationship()

    @property
    def said_together(self) -> tuple[datetime, int, str]:
        """Equal for the days of one change."""
        return self.recorded_at, self.recorded_by_id, self.effect
