"""What the office says of itself and of its lists, over the files and the settings."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import StaffUser
from portal.extensions import Model, UtcDateTime


class OfficeEntry(Model):
    """An entry of a list, or the office itself, as somebody wrote it. Append-only by trigger.

    The last version of a code rules. A field that it names lies over that of the file.
    """

    __tablename__ = "office_entries"
    __table_args__ = (UniqueConstraint("section", "code", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # A section of the catalogues as files name it, or «oficina».
    section: Mapped[str] = mapped_column(String(40))
    code: Mapped[str] = mapped_column(String(40))
    version: Mapped[int] = mapped_column()
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)

    recorded_by: Mapped[StaffUser] = relationship()
