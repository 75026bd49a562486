"""What is filed, and what the office derives from it: facts that are counted, legal days."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from portal import clock, config, working_days
from portal.intake.kinds import Channel, Identity, PriorityMotive, RequestKind, TermKind
from portal.intake.models import ServiceRequest
from portal.legal_clock import ClockFacts, legal_days
from portal.working_days import OfficeDays


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
    return facts | {
        "received_on": clock.day_of(filing.received_at),
        "priority_motive": PriorityMotive.CLAIMED if filing.is_urgent else None,
    }


def legal_days_of(filing: Filing, office_days: OfficeDays) -> dict[str, Any]:
    """The legal day counts from the day of filing; the staff's alert from reception, earlier.

    What arrives is a petition until staff say otherwise; a complaint may be another body's.
    """
    facts = ClockFacts(
        received_on=clock.day_of(filing.received_at),
        filed_on=working_days.filed_on(
            filing.received_at, config.setting("CLOSING_TIME"), office_days
        ),
        days=TermKind.PETITION.term.days,
        may_transfer=filing.kind is RequestKind.COMPLAINT,
    )
    days = asdict(legal_days(facts, office_days=office_days))
    return {"filed_on": facts.filed_on, "term_kind": TermKind.PETITION, **days}
