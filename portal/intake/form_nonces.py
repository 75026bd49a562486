"""The signed hidden field of a filing form: which form it is, and when it was opened.

Its nonce is the idempotency key of the filing, so it also stands in the place of a CSRF token.
"""

import enum
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer

from portal import clock
from portal.keys import derived_key

MAX_AGE = timedelta(hours=12)
HASTE = timedelta(seconds=3)  # no person fills a form in less


@dataclass(frozen=True)
class FormNonce:
    """What the field of a form of ours says."""

    nonce: str
    opened_at: datetime

    @property
    def has_expired(self) -> bool:
        return clock.now() - self.opened_at > MAX_AGE

    @property
    def was_hasty(self) -> bool:
        return clock.now() - self.opened_at < HASTE


def issue(kind: enum.StrEnum) -> str:
    """A new nonce for a form of this kind, signed with the instant."""
    return issuer(kind)()


def issuer(kind: enum.StrEnum) -> Callable[[], str]:
    """What issues them, also where there is no application at hand."""
    signer = _signer(kind)

    def issue_one() -> str:
        return str(signer.dumps([secrets.token_hex(16), int(clock.now().timestamp())]))

    return issue_one


def read(kind: enum.StrEnum, field: str | None) -> FormNonce | None:
    """The nonce that we signed for a form of this kind; None for anything else."""
    try:
        nonce, opened = _signer(kind).loads(field or "")
    except (BadSignature, UnicodeError):
        return None
    return FormNonce(nonce, datetime.fromtimestamp(opened, tz=UTC))


def _signer(kind: enum.StrEnum) -> URLSafeSerializer:
    return URLSafeSerializer(derived_key("form-nonce"), salt=kind.value)
