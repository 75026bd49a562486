"""The one place where something leaves the building: SMTP, as `MAIL_URL` says."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from urllib.parse import parse_qs, unquote, urlsplit

from portal import clock
from portal.notices import rules

SCHEMES = {"smtp": 25, "smtps": 465}
SECONDS = 20


class MailUrlError(Exception):
    """`MAIL_URL` cannot be understood; the message says how it is written."""


class MailServerError(Exception):
    """The server cannot be used at all: unreachable, or it refuses our sign-in or our address."""


class MessageError(Exception):
    """The server did not take one message; `is_permanent` when it never will."""

    def __init__(self, message: str, *, is_permanent: bool) -> None:
        super().__init__(message)
        self.is_permanent = is_permanent


@dataclass(frozen=True)
class MailServer:
    """Where mail goes out: ``smtp://user:password@host:port?starttls=1&from=address``."""

    host: str
    port: int
    user: str | None
    password: str
    is_tls: bool
    starts_tls: bool
    sender: str | None

    @classmethod
    def from_url(cls, url: str) -> "MailServer":
        """Read the setting. `smtps` is TLS from the start, `starttls=1` asks for it after."""
        try:
            parts = urlsplit(url)
            options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
            port = parts.port or SCHEMES[parts.scheme]
        except (ValueError, KeyError) as error:
            raise _not_understood() from error
        if not parts.hostname or not rules.is_address(options.get("from", "a@b")):
            raise _not_understood()
        return cls(
            host=parts.hostname,
            port=port,
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password or ""),
            is_tls=parts.scheme == "smtps",
            starts_tls=options.get("starttls") == "1",
            sender=options.get("from"),
        )

    @contextmanager
    def connection(self, sender: str) -> Iterator[smtplib.SMTP]:
        """A signed-in connection; closed at the end whatever happened."""
        try:
            server = self._open(sender.rpartition("@")[2])
        except (OSError, smtplib.SMTPException, UnicodeError) as error:
            raise MailServerError(_reason(error)) from error
        try:
            yield server
        finally:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()

    def _open(self, own_name: str) -> smtplib.SMTP:
        server = self._greet(own_name)
        try:
            if self.starts_tls:
                server.starttls(context=ssl.create_default_context())
            server.ehlo_or_helo_if_needed()
            if self.user:
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server

    def _greet(self, own_name: str) -> smtplib.SMTP:
        # Our own name is given: asking for it may wait on a slow name server.
        if self.is_tls:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(
                self.host, self.port, own_name, timeout=SECONDS, context=context
            )
        return smtplib.SMTP(self.host, self.port, own_name, timeout=SECONDS)


@dataclass(frozen=True)
class Envelope:
    """Who writes: the office's name and the address that the server lets us use."""

    name: str
    sender: str

    def message(self, *, message_id: str, recipient: str, subject: str, body: str) -> EmailMessage:
        """The e-mail as it leaves, plain text, marked as automatic (RFC 3834)."""
        email = EmailMessage()
        email["From"] = formataddr((self.name, self.sender))
        email["To"] = recipient
        email["Subject"] = subject
        email["Date"] = format_datetime(clock.now().astimezone(clock.BOGOTA))
        email["Message-ID"] = message_id
        email["Auto-Submitted"] = "auto-generated"
        email.set_content(body)
        return email


def send(server: smtplib.SMTP, email: EmailMessage) -> None:
    """Hand one message over, or say why not."""
    try:
        server.send_message(email)
    except smtplib.SMTPSenderRefused as error:
        raise MailServerError(_reason(error)) from error
    except smtplib.SMTPRecipientsRefused as error:
        code, text = next(iter(error.recipients.values()))
        raise MessageError(_answer(code, text), is_permanent=code >= 500) from error
    except smtplib.SMTPResponseException as error:
        raise MessageError(_reason(error), is_permanent=error.smtp_code >= 500) from error
    except smtplib.SMTPNotSupportedError as error:
        raise MessageError(_reason(error), is_permanent=True) from error
    except (OSError, smtplib.SMTPException) as error:
        raise MessageError(_reason(error), is_permanent=False) from error


def _not_understood() -> MailUrlError:
    return MailUrlError("MAIL_URL se escribe así: smtp://usuario:clave@servidor:587?starttls=1")


def _reason(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(error.smtp_code, error.smtp_error)
    return f"{type(error).__name__}: {error}"


def _answer(code: int, text: bytes | str) -> str:
    plain = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return " ".join(f"{code} {plain}".split())
