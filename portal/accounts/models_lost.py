"""What a member of staff typed and could not send: the sign-in had ended."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Model, UtcDateTime


class LostForm(Model):
    """The fields of a form as they came, for that person alone; gone when opened, or in a day."""

    __tablename__ = "lost_forms"

    user_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"), primary_key=True)
    # Where it is sent, with its questions.
    path: Mapped[str] = mapped_column(String(300), primary_key=True)
    fields: Mapped[dict[str, list[str]]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
