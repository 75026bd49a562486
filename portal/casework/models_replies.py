"""Replies that the office keeps, and what somebody typed and did not send yet."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import StaffUser
from portal.extensions import Model, UtcDateTime


class CannedReply(Model):
    """A version of a reply; the last of its code rules. Append-only by trigger."""

    __tablename__ = "canned_replies"
    __table_args__ = (UniqueConstraint("code", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40))
    # From 1; what the portal brings is 0 and stands in no table.
    version: Mapped[int] = mapped_column()
    title: Mapped[str] = mapped_column(String(80))
    # The act that it is for, by its address; empty for all that write to the person.
    act: Mapped[str] = mapped_column(String(40))
    kinds: Mapped[list[str]] = mapped_column(JSON)
    text: Mapped[str] = mapped_column(Text)
    is_retired: Mapped[bool] = mapped_column(default=False)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)

    written_by: Mapped[StaffUser] = relationship()


class ActDraft(Model):
    """What somebody typed on an act's form and did not send. Personal: it ends with the act."""

    __tablename__ = "act_drafts"

    user_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"), primary_key=True)
    service_request_id: Mapped[int] = mapped_column(
        Integer, ForeignKey("service_requests.id"), primary_key=True
    )
    act: Mapped[str] = mapped_column(String(40), primary_key=True)
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
