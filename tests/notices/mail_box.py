"""A mail server on this machine that keeps what it takes and refuses whom it is told to."""

# The names and arguments of the methods are aiosmtpd's.
# ruff: noqa: ARG002, N802

import email
import email.policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller

from portal.config import Office
from portal.notices.delivery import Post


class MailBox:
    """Takes every message, save for addresses with an answer of their own."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.answers: dict[str, str] = {}
        self.sender_answer: str | None = None
        self.after_data = "250 OK"

    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        if self.sender_answer:
            return self.sender_answer
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        parsed = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.taken.append(parsed)
        return self.after_data

    @property
    def recipients(self) -> list[str]:
        return [message["To"] for message in self.taken]


class FreePortController(Controller):
    """aiosmtpd on whatever port is free."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def post_to(mail_url: str | None, *, mailbox: str = "buzon@personeria.example") -> Post | None:
    office = Office("Personería de Prueba", "Calle 1", "602 1", "8 a 5", mailbox)
    public_url = "https://portal.example"
    return Post.from_settings({"MAIL_URL": mail_url, "OFFICE": office, "PUBLIC_URL": public_url})
