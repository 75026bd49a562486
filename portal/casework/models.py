"""What staff keep of how a request was closed."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Model, UtcDateTime


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
