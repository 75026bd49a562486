"""The outbox: put a message in, take a batch out, note how each one fared. Nothing commits here."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update

from portal import clock
from portal.errors import Refused
from portal.extensions import db
from portal.notices import rules
from portal.notices.models import OutboxMessage
from portal.notices.texts import Notice, text_of

LEASE = timedelta(minutes=10)
ERROR_LENGTH = 300


class InvalidMessage(Refused):
    """A recipient that is not one address, or a subject of several lines."""


@dataclass(frozen=True)
class Leased:
    """A message that one deliverer holds until its lease ends."""

    id: int
    message_id: str
    recipient: str
    subject: str
    body: str
    attempts: int
    leased_until: datetime


def enqueue(
    *, recipient: str, subject: str, body: str, service_request_id: int | None = None
) -> OutboxMessage:
    """Put a message in the outbox, in the transaction of the act it tells about."""
    if not rules.is_address(recipient):
        raise InvalidMessage("El correo electrónico no está bien escrito.", field="correo")
    if not rules.is_one_line(subject):
        raise InvalidMessage("El asunto de un correo lleva una sola línea.")
    now = clock.now()
    message = OutboxMessage(
        message_id=f"<{secrets.token_hex(16)}@avisos.personeria>",
        recipient=recipient,
        subject=subject,
        body=body,
        service_request_id=service_request_id,
        created_at=now,
        next_attempt_at=now,
    )
    db.session.add(message)
    return message


def notify(
    notice: Notice, *, recipient: str | None, filing_number: str, service_request_id: int
) -> OutboxMessage | None:
    """Tell a requester what happened to a request; nothing where there is no address."""
    if not recipient:
        return None
    text = text_of(notice, filing_number)
    return enqueue(
        recipient=recipient,
        subject=text.subject,
        body=text.body,
        service_request_id=service_request_id,
    )


def lease_batch(*, size: int) -> list[Leased]:
    """Take messages that are due for this deliverer alone, and count the attempt.

    The attempt counts before it is made, so that a message that kills the process comes to an end.
    """
    now = clock.now()
    due = (
        select(OutboxMessage.id)
        .where(
            OutboxMessage.sent_at.is_(None),
            OutboxMessage.failed_at.is_(None),
            OutboxMessage.next_attempt_at <= now,
            or_(OutboxMessage.leased_until.is_(None), OutboxMessage.leased_until <= now),
        )
        .order_by(OutboxMessage.next_attempt_at, OutboxMessage.id)
        .limit(size)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    statement = (
        update(OutboxMessage)
        .where(OutboxMessage.id.in_(select(due.c.id)))
        .values(leased_until=now + LEASE, attempts=OutboxMessage.attempts + 1)
        .returning(*(getattr(OutboxMessage, name) for name in Leased.__dataclass_fields__))
        .execution_options(synchronize_session=False)
    )
    return sorted((Leased(*row) for row in db.session.execute(statement)), key=lambda one: one.id)


def mark_sent(message: Leased) -> None:
    """The mail server took it, even if the lease has ended meanwhile."""
    _note(message, sent_at=clock.now(), last_error=None)


def mark_failed(message: Leased, *, error: str, is_permanent: bool) -> None:
    """It did not leave: try again later, or never when the server will not have it."""
    now = clock.now()
    again = None if is_permanent else rules.next_attempt_at(message.attempts, now)
    outcome = {"next_attempt_at": again} if again else {"failed_at": now}
    _note(message, last_error=error[:ERROR_LENGTH], **outcome)


def give_back(message: Leased, *, error: str | None = None) -> None:
    """It was not tried, so the attempt does not count; with an error it waits for the server."""
    waiting = {"next_attempt_at": clock.now() + rules.WAIT_FOR_SERVER} if error else {}
    last_error = {"last_error": error[:ERROR_LENGTH]} if error else {}
    _note(message, attempts=message.attempts - 1, **waiting, **last_error)


def _note(message: Leased, **values: object) -> None:
    """Write how a message fared and end its lease, unless another deliverer settled it already."""
    statement = (
        update(OutboxMessage)
        .where(
            OutboxMessage.id == message.id,
            OutboxMessage.sent_at.is_(None),
            OutboxMessage.failed_at.is_(None),
        )
        .values(leased_until=None, **values)
        .execution_options(synchronize_session=False)
    )
    # A lease that ended may be somebody else's now: only a message that left overrules it.
    if "sent_at" not in values:
        statement = statement.where(OutboxMessage.leased_until == message.leased_until)
    db.session.execute(statement)
