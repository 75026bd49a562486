"""When a message that could not leave is tried again, and when no more (pure)."""

import re
from datetime import datetime, timedelta

# Waits after the first, second, … failed attempt; after the last one the message has failed.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
# While the mail server itself cannot be used, messages wait without spending their attempts.
WAIT_FOR_SERVER = timedelta(minutes=5)
# One address and nothing that could name a second one or another header.
_ADDRESS = re.compile(r"[^\s\x00-\x1f\x7f@,;:<>()\[\]\"\\]+@[^\s\x00-\x1f\x7f@,;:<>()\[\]\"\\]+")


def next_attempt_at(attempts: int, now: datetime) -> datetime | None:
    """When to try again after that many failed attempts; None when it was the last."""
    return now + WAITS[attempts - 1] if attempts <= len(WAITS) else None


def is_address(text: str) -> bool:
    """Whether a text is one e-mail address, safe to stand in a header."""
    return len(text) <= 254 and _ADDRESS.fullmatch(text) is not None


def is_one_line(text: str) -> bool:
    """Whether a text can be a subject: not empty, no line break or other control character."""
    return bool(text.strip()) and text.isprintable()
