"""When a channel of the office did not work: who could not write then may write afterwards."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import StaffUser
from portal.extensions import Model, UtcDateTime, text_enum
from portal.intake.kinds import Channel


class ChannelOutage(Model):
    """A channel that failed, from when to when (CPACA art. 62); still so while it has no end."""

    __tablename__ = "channel_outages"
    __table_args__ = (
        CheckConstraint("ended_at > began_at", name="ends_after_it_begins"),
        CheckConstraint("(ended_at IS NULL) = (ended_by_id IS NULL)", name="end_has_author"),
        CheckConstraint(
            "(annulled_at IS NULL) = (annulment_reason IS NULL)", name="annulment_has_reason"
        ),
        Index("ix_channel_outages_channel", "channel", "ended_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[Channel] = mapped_column(text_enum(Channel, "channel"))
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # For the office: the public is told the hours, not the cause.
    what_happened: Mapped[str] = mapped_column(Text)
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
    ended_recorded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    # Written down by mistake: it stays in the log and counts for nothing.
    annulled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    annulled_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
    annulment_reason: Mapped[str | None] = mapped_column(Text)

    annulled_by: Mapped[StaffUser | None] = relationship(foreign_keys=[annulled_by_id])
    recorded_by: Mapped[StaffUser] = relationship(foreign_keys=[recorded_by_id])
