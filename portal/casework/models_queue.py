"""What each person keeps of the queue: questions asked often, and how far they have looked."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import StaffUser
from portal.extensions import Model, UtcDateTime


class SavedView(Model):
    """A name for some filters of the queue; never for the search of a person."""

    __tablename__ = "saved_views"
    __table_args__ = (UniqueConstraint("owner_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(20), unique=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    name: Mapped[str] = mapped_column(String(60))
    # The filters as they stand in an address.
    query: Mapped[str] = mapped_column(String(500))
    # Everybody at the desk sees it.
    is_shared: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    owner: Mapped[StaffUser] = relationship()


class LastLook(Model):
    """Up to which event of the history a person says to have seen the queue."""

    __tablename__ = "last_looks"

    user_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"), primary_key=True)
    event_id: Mapped[int] = mapped_column()
    looked_at: Mapped[datetime] = mapped_column(UtcDateTime)
