"""Who asked and what they told: apart from the facts, to be sealed or destroyed on their own."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import StaffUser
from portal.extensions import Model, UtcDateTime


class Requester(Model):
    """The person or community behind a request; no row when anonymous."""

    __tablename__ = "requesters"

    service_request_id: Mapped[int] = mapped_column(
        ForeignKey("service_requests.id"), primary_key=True
    )
    name: Mapped[str | None] = mapped_column(String(200))
    document_type: Mapped[str | None] = mapped_column(String(20))
    document_number: Mapped[str | None] = mapped_column(String(40))
    telephone: Mapped[str | None] = mapped_column(String(40))
    email: Mapped[str | None] = mapped_column(String(254))


class RequestContent(Model):
    """What was told, in the requester's words."""

    __tablename__ = "request_contents"

    service_request_id: Mapped[int] = mapped_column(
        ForeignKey("service_requests.id"), primary_key=True
    )
    subject: Mapped[str | None] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text)
    # The rest of the form by field name: comunidad, lugar, fechas, contra_quien, desde_cuando, …
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    # Of the words alone, to find the same text told twice; none of a text too short to tell.
    text_hash: Mapped[str | None] = mapped_column(String(64), index=True)


class PersonIndex(Model):
    """Keyed hashes by which staff find a person's requests without reading anybody's name."""

    __tablename__ = "person_index"
    __table_args__ = (Index("ix_person_index_digest", "digest", "service_request_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    service_request_id: Mapped[int] = mapped_column(ForeignKey("service_requests.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64))


class RequestMessage(Model):
    """Words between the office and the requester, or a note among staff."""

    __tablename__ = "request_messages"

    id: Mapped[int] = mapped_column(primary_key=True)
    service_request_id: Mapped[int] = mapped_column(ForeignKey("service_requests.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
    # Internal notes never leave the office.
    is_internal: Mapped[bool] = mapped_column(default=False)
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    author: Mapped[StaffUser | None] = relationship()

    @property
    def is_from_requester(self) -> bool:
        return self.author_id is None


class Attachment(Model):
    """A file of a request; its bytes lie in the storage under their own hash."""

    __tablename__ = "attachments"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    service_request_id: Mapped[int] = mapped_column(ForeignKey("service_requests.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("request_messages.id"))
    # Empty when the requester sent it.
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
    # Evidence and the like, which the requester does not see.
    is_internal: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
