"""A month's publication: what was frozen, who signed it, how it ended.

Every table is append-only: a publication's state is what its rows add up to, and a published
version can never change.
"""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import StaffUser
from portal.extensions import Model, UtcDateTime, text_enum


class SigningRole(enum.StrEnum):
    """The three who sign, in their order."""

    PREPARED = "elaboro"
    REVIEWED = "reviso"
    APPROVED = "aprobo"

    @property
    def label(self) -> str:
        return {"elaboro": "Elaboró", "reviso": "Revisó", "aprobo": "Aprobó"}[self.value]


class Ending(enum.StrEnum):
    APPROVED = "aprobada"
    REJECTED = "rechazada"


class Publication(Model):
    """A month's figures as they were frozen for signing.

    ``number`` counts preparations without a gap, so that of two people who prepare at once only
    one can. ``previous_seal_sha256``: the seal of the publication approved just before, of any
    month.
    """

    __tablename__ = "publications"
    __table_args__ = (
        CheckConstraint("(version = 1) = (reason IS NULL)", name="correction_says_why"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    year: Mapped[int] = mapped_column()
    month: Mapped[int] = mapped_column()
    version: Mapped[int] = mapped_column()
    plan_id: Mapped[int] = mapped_column(ForeignKey("action_plans.id"))
    reason: Mapped[str | None] = mapped_column(Text)
    figures_sha256: Mapped[str] = mapped_column(String(64))
    previous_seal_sha256: Mapped[str | None] = mapped_column(String(64))
    prepared_at: Mapped[datetime] = mapped_column(UtcDateTime)

    files: Mapped[list["PublicationFile"]] = relationship(order_by="PublicationFile.name")
    signatures: Mapped[list["Signature"]] = relationship(order_by="Signature.id", lazy="selectin")
    end: Mapped["PublicationEnd | None"] = relationship(lazy="joined", viewonly=True)

    @property
    def is_in_progress(self) -> bool:
        return self.end is None

    @property
    def is_published(self) -> bool:
        return self.end is not None and self.end.outcome is Ending.APPROVED

    @property
    def is_reviewed(self) -> bool:
        return any(one.role is SigningRole.REVIEWED for one in self.signatures)

    @property
    def path(self) -> str:
        """Where its files stand, under the address of all publications: ``2024/03/v1/``."""
        return f"{self.year}/{self.month:02d}/v{self.version}/"


class PublicationFile(Model):
    """One file of a publication, byte for byte as it is served."""

    __tablename__ = "publication_files"

    publication_id: Mapped[int] = mapped_column(ForeignKey("publications.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column()
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class Signature(Model):
    """One of the three. The person's name and post are as they were when signing."""

    __tablename__ = "signatures"
    __table_args__ = (
        UniqueConstraint("publication_id", "role"),
        UniqueConstraint("publication_id", "user_id"),
        CheckConstraint("(act_number IS NULL) = (act_on IS NULL)", name="act_whole"),
        CheckConstraint("(role = 'aprobo') = (act_number IS NOT NULL)", name="approval_has_act"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publications.id"))
    role: Mapped[SigningRole] = mapped_column(text_enum(SigningRole, "role"))
    user_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    persona: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120))
    post: Mapped[str] = mapped_column(String(120))
    act_number: Mapped[str | None] = mapped_column(String(60))
    act_on: Mapped[date | None] = mapped_column()
    signed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    figures_sha256: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str | None] = mapped_column(String(64))
    signature_sha256: Mapped[str] = mapped_column(String(64))


class PublicationEnd(Model):
    """How a preparation ended, once: published, with its place in the chain, or rejected."""

    __tablename__ = "publication_ends"
    __table_args__ = (
        UniqueConstraint("year", "month", "version"),
        CheckConstraint(
            "(outcome = 'aprobada') = (place IS NOT NULL AND seal_sha256 IS NOT NULL"
            " AND year IS NOT NULL AND month IS NOT NULL AND version IS NOT NULL)",
            name="published_has_seal",
        ),
        CheckConstraint("(outcome = 'rechazada') = (reason IS NOT NULL)", name="rejected_says_why"),
    )

    publication_id: Mapped[int] = mapped_column(ForeignKey("publications.id"), primary_key=True)
    outcome: Mapped[Ending] = mapped_column(text_enum(Ending, "outcome"))
    # In order of approval from 1, without a gap; with the month and version only if published.
    place: Mapped[int | None] = mapped_column(unique=True)
    year: Mapped[int | None] = mapped_column()
    month: Mapped[int | None] = mapped_column()
    version: Mapped[int | None] = mapped_column()
    seal_sha256: Mapped[str | None] = mapped_column(String(64))
    ended_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_by_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    reason: Mapped[str | None] = mapped_column(Text)

    ended_by: Mapped[StaffUser] = relationship()
