"""A matter: many requests about one thing, which are answered once (CPACA art. 22)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import StaffUser
from portal.extensions import Model, UtcDateTime
from portal.intake.models import ServiceRequest


class Matter(Model):
    """What they have in common; the title is without names. Each request still counts by itself."""

    __tablename__ = "matters"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(20), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    # Codes of the catalogues, by which other requests are proposed.
    service: Mapped[str | None] = mapped_column(String(40))
    territory: Mapped[str | None] = mapped_column(String(40))
    since: Mapped[date] = mapped_column()
    created_by_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Everybody may read its title, service and territory since then.
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
    # What the person saw when acting; each change raises it.
    version: Mapped[int] = mapped_column(default=1)

    links: Mapped[list["MatterLink"]] = relationship(order_by="MatterLink.service_request_id")
    answers: Mapped[list["MatterAnswer"]] = relationship(
        order_by="MatterAnswer.id", lazy="selectin"
    )


class MatterLink(Model):
    """A request of a matter, of one at most; who put it there stands in the request's history."""

    __tablename__ = "matter_links"

    service_request_id: Mapped[int] = mapped_column(
        ForeignKey("service_requests.id"), primary_key=True
    )
    matter_id: Mapped[int] = mapped_column(ForeignKey("matters.id"), index=True)

    matter: Mapped[Matter] = relationship(back_populates="links")
    service_request: Mapped[ServiceRequest] = relationship()


class MatterAnswer(Model):
    """An answer given to all of them at once, and where it was published. Append-only."""

    __tablename__ = "matter_answers"
    __table_args__ = (
        CheckConstraint("(published_in IS NULL) = (published_on IS NULL)", name="published_whole"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matters.id"), index=True)
    body: Mapped[str] = mapped_column(Text)
    # How many requests it was given to, and how many could not take it.
    given: Mapped[int] = mapped_column()
    left: Mapped[int] = mapped_column()
    published_in: Mapped[str | None] = mapped_column(String(300))
    published_on: Mapped[date | None] = mapped_column()
    answered_by_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime)

    answered_by: Mapped[StaffUser] = relationship(lazy="joined")
