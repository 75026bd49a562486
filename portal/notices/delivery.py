"""Sending what waits in the outbox.

A lease is committed before a message leaves and its fate right after, each in a short transaction
of its own: no lock is held while a mail server thinks. A crash in between sends a message again,
with the same Message-ID, so that the receiver can drop the second one.
"""

import smtplib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from portal import clock, one_writer
from portal.extensions import db
from portal.notices import actions, mail_server, queries, rules, texts
from portal.notices.actions import Leased
from portal.notices.mail_server import Envelope, MailServer

BATCH = 20
# A message starts only while its lease outlasts the longest talk with a slow server.
MARGIN = timedelta(minutes=3)


@dataclass(frozen=True)
class Post:
    """All that a deliverer needs to know: the server, who writes and where people read on."""

    server: MailServer
    envelope: Envelope
    public_url: str

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> "Post | None":
        """The office's post; None without `MAIL_URL`, and then messages wait."""
        if not settings["MAIL_URL"]:
            return None
        server = MailServer.from_url(settings["MAIL_URL"])
        office, public_url = settings["OFFICE"], settings["PUBLIC_URL"]
        fallback = f"no-responder@{urlsplit(public_url).hostname or 'localhost'}"
        mailbox = office.mailbox if rules.is_address(office.mailbox) else fallback
        return cls(server, Envelope(office.name, server.sender or mailbox), public_url)


@dataclass
class Delivered:
    """What became of a batch: sent, not taken by the server, given back untried."""

    sent: int = 0
    refused: int = 0
    given_back: int = 0
    server_error: str | None = None

    @property
    def total(self) -> int:
        return self.sent + self.refused + self.given_back


def deliver_batch(post: Post, *, size: int = BATCH) -> Delivered:
    """Lease messages that are due, send them and write down how each fared."""
    delivered = Delivered()
    if not _is_any_due():
        return delivered
    batch = actions.lease_batch(size=size)
    db.session.commit()
    try:
        if batch:
            with post.server.connection(post.envelope.sender) as server:
                # A message that broke the connection is the last one: the rest go back untried.
                while batch and server.sock and _outlasts(batch[0]):
                    _deliver(post, server, batch[0], delivered)
                    batch.pop(0)
    except mail_server.MailServerError as error:
        delivered.server_error = str(error)
    _give_back(batch, delivered)
    return delivered


def _is_any_due() -> bool:
    """Asked without the write lock, so that an empty outbox costs the others nothing."""
    with one_writer.reading():
        is_any_due = queries.is_any_due()
        db.session.rollback()
    return is_any_due


def _outlasts(message: Leased) -> bool:
    return clock.now() + MARGIN < message.leased_until


def _deliver(post: Post, server: smtplib.SMTP, message: Leased, delivered: Delivered) -> None:
    email = post.envelope.message(
        message_id=message.message_id,
        recipient=message.recipient,
        subject=message.subject,
        body=texts.with_address(message.body, post.public_url),
    )
    try:
        mail_server.send(server, email)
    except mail_server.MessageError as error:
        actions.mark_failed(message, error=str(error), is_permanent=error.is_permanent)
        delivered.refused += 1
    else:
        actions.mark_sent(message)
        delivered.sent += 1
    db.session.commit()


def _give_back(batch: list[Leased], delivered: Delivered) -> None:
    for message in batch:
        actions.give_back(message, error=delivered.server_error)
    db.session.commit()
    delivered.given_back += len(batch)
