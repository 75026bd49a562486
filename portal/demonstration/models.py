"""The mark of a demonstration: while its row stands, nothing that the portal shows is real."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Model, UtcDateTime


class Demonstration(Model):
    """At most one. ``staff_ids``: the people that it brought."""

    __tablename__ = "demonstrations"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    staff_ids: Mapped[list[int]] = mapped_column(JSON)
