"""Who looked at, or took away, what is not everybody's business. Append-only by trigger."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import StaffUser
from portal.extensions import Model, UtcDateTime


class AccessEntry(Model):
    """One look: who, when, and at what. It holds no name and nothing that anybody told."""

    __tablename__ = "access_entries"
    __table_args__ = (
        Index("ix_access_entries_request", "service_request_id", "at"),
        Index("ix_access_entries_user", "user_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    # One of ``reading_words.ACTIONS``.
    action: Mapped[str] = mapped_column(String(40))
    # A plain number: this room stands before the requests, and the entry outlives them.
    service_request_id: Mapped[int | None] = mapped_column()
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    user: Mapped[StaffUser] = relationship()
