"""A request: the facts that are counted, and the history of what happened to it.

Who asked and what they told stand apart, in ``models_private``: they can be destroyed without
touching a figure. Nothing here is free text of a citizen or a name of one.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Computed,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import StaffUser
from portal.extensions import Model, UtcDateTime, text_enum
from portal.intake.kinds import (
    Channel,
    Identity,
    Outcome,
    PriorityMotive,
    RequestKind,
    RequestStatus,
    TermKind,
    ToldBy,
)


class FilingCounter(Model):
    """The last number given within a kind and year; its row lock makes the numbers gap-free."""

    __tablename__ = "filing_counters"

    kind: Mapped[RequestKind] = mapped_column(text_enum(RequestKind, "kind"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(default=0)


OPEN, CLOSED = text("outcome IS NULL"), text("outcome IS NOT NULL")
# What the queue is filtered by most finely, each with its own way through the queue's three orders.
QUEUE_FILTERS = ("assignee_id", "territory", "topic", "provider", "channel")


def _for_the_queue(column: str) -> tuple[Index, ...]:
    """One filter in the order of what is due, of what was closed, and of filing."""
    table = "ix_service_requests"
    orders = (("open", OPEN, "queue_on"), ("closed", CLOSED, "closed_on"))
    return (
        *(
            Index(
                f"{table}_{state}_{column}",
                *(column, day, "id"),
                sqlite_where=where,
                postgresql_where=where,
            )
            for state, where, day in orders
        ),
        Index(f"{table}_filed_{column}", column, "id"),
    )


class ServiceRequest(Model):
    """The facts of a request: all that the figures and the queue need, and no person."""

    __tablename__ = "service_requests"
    __table_args__ = (
        UniqueConstraint("kind", "filing_year", "filing_sequence"),
        CheckConstraint("(status = 'cerrada') = (outcome IS NOT NULL)", name="closed_has_outcome"),
        CheckConstraint("(outcome IS NULL) = (closed_on IS NULL)", name="outcome_has_day"),
        CheckConstraint(
            "(outcome IS NULL) = (closed_recorded_at IS NULL)", name="outcome_has_instant"
        ),
        CheckConstraint("closed_on >= received_on", name="closed_after_received"),
        CheckConstraint(
            "(proposed_outcome IS NULL) = (proposed_by_id IS NULL)", name="proposal_has_author"
        ),
        CheckConstraint(
            "proposed_outcome IS NULL OR proposed_outcome IN ('duplicada', 'no_valida')",
            name="proposal_excludes",
        ),
        CheckConstraint(
            "proposed_outcome IS NULL OR status <> 'cerrada'", name="closed_has_no_proposal"
        ),
        CheckConstraint(
            "duplicate_of_id IS NULL OR duplicate_of_id <> id", name="duplicate_of_another"
        ),
        CheckConstraint(
            "transferred_to IS NULL OR coalesce(outcome, '') = 'trasladada'",
            name="transferred_has_outcome",
        ),
        CheckConstraint(
            "(closing_execution_id IS NULL AND NOT attended_by_import)"
            " OR (kind = 'capacitacion' AND coalesce(outcome, '') = 'atendida')",
            name="session_attends_training",
        ),
        # Covers every count of the figures: none of them reads the table.
        Index(
            "ix_service_requests_counting",
            *("kind", "received_on", "outcome", "closed_on", "due_on"),
            *("closing_execution_id", "attended_by_import"),
        ),
        # Finds the requests of earlier years that were closed in a period (*rezago*).
        Index("ix_service_requests_backlog", "closed_on", "received_on", "kind"),
        # Cover every filter of what is open, alone or together: none of them reads the table.
        *(
            Index(
                f"ix_service_requests_{name}",
                *(day, "id", other_day, "alert_on", "transfer_due_on", "completion_due_on"),
                *("kind", "status", "proposed_outcome", *QUEUE_FILTERS),
                sqlite_where=OPEN,
                postgresql_where=OPEN,
            )
            for name, day, other_day in (
                ("queue", "queue_on", "due_on"),
                ("due", "due_on", "queue_on"),
            )
        ),
        *(index for column in QUEUE_FILTERS for index in _for_the_queue(column)),
        Index("ix_service_requests_closed", "closed_on", "id"),
        Index(
            "ix_service_requests_duplicates",
            "duplicate_of_id",
            sqlite_where=text("duplicate_of_id IS NOT NULL"),
            postgresql_where=text("duplicate_of_id IS NOT NULL"),
        ),
        Index(
            "ix_service_requests_news",
            "id",
            sqlite_where=text("has_news = 1"),
            postgresql_where=text("has_news"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[RequestKind] = mapped_column(text_enum(RequestKind, "kind"))
    filing_year: Mapped[int] = mapped_column()
    filing_sequence: Mapped[int] = mapped_column()
    filing_number: Mapped[str] = mapped_column(String(16), unique=True)
    # Its name in the published rows: «S-» and ten random characters, always the same.
    public_row: Mapped[str] = mapped_column(String(12), unique=True)

    # Codes of the catalogues.
    topic: Mapped[str | None] = mapped_column(String(40))
    provider: Mapped[str | None] = mapped_column(String(40))
    territory: Mapped[str | None] = mapped_column(String(40))
    channel: Mapped[Channel] = mapped_column(text_enum(Channel, "channel"))
    people_expected: Mapped[int | None] = mapped_column()
    households: Mapped[int | None] = mapped_column()
    is_urgent: Mapped[bool] = mapped_column(default=False)
    # Why it is urgent; never a reason to answer later (CPACA art. 20).
    priority_motive: Mapped[PriorityMotive | None] = mapped_column(
        text_enum(PriorityMotive, "priority_motive")
    )
    # Which term the answer has (CPACA art. 14); only staff say that it is not a petition.
    term_kind: Mapped[TermKind] = mapped_column(
        text_enum(TermKind, "term_kind"), default=TermKind.PETITION, server_default="peticion"
    )
    identity: Mapped[Identity] = mapped_column(text_enum(Identity, "identity"))
    # Minors or threats: the person is shown as with reserved identity.
    is_protected: Mapped[bool] = mapped_column(default=False)
    is_suspect: Mapped[bool] = mapped_column(default=False)
    # What staff write to find it again; without names.
    summary: Mapped[str | None] = mapped_column(String(200))

    # The day of the act counts; the instant of recording is kept beside it.
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    received_on: Mapped[date] = mapped_column()
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
    filed_on: Mapped[date] = mapped_column()
    due_on: Mapped[date] = mapped_column()
    # Counted from the day of reception, never later than the legal day: the staff's alert.
    alert_on: Mapped[date] = mapped_column()
    # Until staff decide that the office attends it itself.
    transfer_due_on: Mapped[date | None] = mapped_column()
    # The term stands still until the requester completes it, by this day (CPACA art. 17).
    completion_due_on: Mapped[date | None] = mapped_column()
    # Its place in the staff's queue: urgent ones first (CPACA art. 20), then by what is due next.
    queue_on: Mapped[date] = mapped_column(
        Computed(
            "CASE WHEN is_urgent THEN '1900-01-01' ELSE coalesce(transfer_due_on, due_on) END",
            persisted=True,
        )
    )

    status: Mapped[RequestStatus] = mapped_column(
        text_enum(RequestStatus, "status"), default=RequestStatus.RECEIVED
    )
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
    # The requester wrote and nobody in the office has acted since.
    has_news: Mapped[bool] = mapped_column(default=False)
    outcome: Mapped[Outcome | None] = mapped_column(text_enum(Outcome, "outcome"))
    closed_on: Mapped[date | None] = mapped_column()
    closed_recorded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    told_by: Mapped[ToldBy | None] = mapped_column(text_enum(ToldBy, "told_by"))
    transferred_to: Mapped[str | None] = mapped_column(String(120))
    # The held session that closed a training request, or an import with evidence in its place.
    closing_execution_id: Mapped[int | None] = mapped_column(
        ForeignKey("executions.id"), index=True
    )
    attended_by_import: Mapped[bool] = mapped_column(default=False)
    proposed_outcome: Mapped[Outcome | None] = mapped_column(text_enum(Outcome, "proposed_outcome"))
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("service_requests.id"))

    # Keyed hashes. The form's nonce makes a repeated post the same request.
    nonce_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    form_hash: Mapped[str | None] = mapped_column(String(64))
    tracking_code_hash: Mapped[str | None] = mapped_column(String(64))
    tracking_code_reissued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    privacy_notice: Mapped[str | None] = mapped_column(String(20))
    external_reference: Mapped[str | None] = mapped_column(String(120), unique=True)
    # *Radicado externo*: its number in another system of the office, where it is filed there too.
    external_number: Mapped[str | None] = mapped_column(String(60))
    # What the person saw when acting; the next act raises it.
    version: Mapped[int] = mapped_column(default=0)

    assignee: Mapped[StaffUser | None] = relationship(foreign_keys=[assignee_id])
    proposed_by: Mapped[StaffUser | None] = relationship(foreign_keys=[proposed_by_id])
    duplicate_of: Mapped["ServiceRequest | None"] = relationship(remote_side="ServiceRequest.id")
    events: Mapped[list["RequestEvent"]] = relationship(order_by="RequestEvent.version")

    @property
    def is_closed(self) -> bool:
        return self.status is RequestStatus.CLOSED


class RequestEvent(Model):
    """What happened, in order. Append-only by trigger; references only, no free text, no names."""

    __tablename__ = "request_events"
    __table_args__ = (UniqueConstraint("service_request_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    service_request_id: Mapped[int] = mapped_column(ForeignKey("service_requests.id"))
    # 1 for the filing, then one more with each act.
    version: Mapped[int] = mapped_column()
    # A verb in the past tense: filed, assigned, asked, answered, closed, reopened, …
    type: Mapped[str] = mapped_column(String(40))
    # Empty when the requester or the portal itself acted.
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
    by_requester: Mapped[bool] = mapped_column(default=False)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # The day of the act, when it is not the day of recording.
    acted_on: Mapped[date | None] = mapped_column()
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    actor: Mapped[StaffUser | None] = relationship()
