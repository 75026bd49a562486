"""What is filed, and what the office derives from it: facts that are counted, legal days."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from portal import clock, config, working_days
from portal.intake.kinds import Channel, Identity, RequestKind
from portal.intake.models import ServiceRequest

TRANSFER_TERM = 5  # working days to send it to the competent body (CPACA art. 21)


@dataclass(frozen=True, kw_only=True)
class Filing:
    """What a request says when it is filed: the facts first, then who and what."""

    kind: RequestKind
    received_at: datetime
    channel: Channel = Channel.WEB
    topic: str | None = None
    provider: str | None = None
    territory: str | None = None
    people_expected: int | None = None
    households: int | None = None
    is_urgent: bool = False
    identity: Identity = Identity.NAMED
    is_protected: bool = False
    is_suspect: bool = False
    privacy_notice: str | None = None
    external_reference: str | None = None
    name: str | None = None
    document_type: str | None = None
    document_number: str | None = None
    telephone: str | None = None
    email: str | None = None
    subject: str | None = None
    description: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Filed:
    """A filed request; the code is empty where it was reissued after the first filing.

    ``is_repeat``: the same form had come before. ``differs``: it had come with other words.
    """

    service_request: ServiceRequest
    tracking_code: str | None
    is_repeat: bool = False
    differs: bool = False


def facts_of(filing: Filing) -> dict[str, Any]:
    """The part that stands among the facts; nothing of the person or of their words."""
    names = (
        "kind topic provider territory channel people_expected households is_urgent identity"
        " is_protected is_suspect privacy_notice external_reference received_at"
    )
    facts = {name: getattr(filing, name) for name in names.split()}
    return facts | {"received_on": clock.day_of(filing.received_at)}


def legal_days_of(filing: Filing) -> dict[str, Any]:
    """The legal day counts from the day of filing; the staff's alert from reception, earlier."""
    received_on = clock.day_of(filing.received_at)
    filed_on = working_days.filed_on(filing.received_at, config.setting("CLOSING_TIME"))
    days = working_days.term_for(filing.kind).days
    is_complaint = filing.kind is RequestKind.COMPLAINT
    return {
        "filed_on": filed_on,
        "due_on": working_days.add_working_days(filed_on, days),
        "alert_on": working_days.add_working_days(received_on, days),
        "transfer_due_on": working_days.add_working_days(filed_on, TRANSFER_TERM)
        if is_complaint
        else None,
    }
