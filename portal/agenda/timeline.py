"""The history of an activity in the words that staff read (pure)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from portal.accounts.models import StaffUser
from portal.agenda.models import Evidence, Execution
from portal.formats import date_time


@dataclass(frozen=True)
class Entry:
    """One thing that happened, as the component ``history`` draws it."""

    title: str
    when: str
    text: str = ""
    by_office: bool = True


def entries(execution: Execution) -> list[Entry]:
    """The newest first."""
    found = sorted(_acts(execution), key=lambda act: act[0])
    return [Entry(title, date_time(at), text) for at, title, text in reversed(found)]


def _acts(execution: Execution) -> Iterator[tuple[datetime, str, str]]:
    yield execution.recorded_at, _by(execution.recorded_by, "la anotó"), ""
    if execution.held_recorded_at:
        title = _by(execution.held_recorded_by, "registró que se hizo")
        yield execution.held_recorded_at, title, ""
    for evidence in execution.evidences:
        yield evidence.added_at, _by(evidence.added_by, "agregó un soporte"), _shown(evidence)
        if evidence.withdrawn_at:
            title = _by(evidence.withdrawn_by, "retiró un soporte")
            yield evidence.withdrawn_at, title, evidence.withdrawal_reason or ""
    if execution.annulled_at:
        title = _by(execution.annulled_by, "la anuló")
        yield execution.annulled_at, title, execution.annulment_reason or ""


def _by(user: StaffUser | None, what: str) -> str:
    return f"{user.name if user else 'La importación'} {what}"


def _shown(evidence: Evidence) -> str:
    return ", ".join(filter(None, (evidence.reference, evidence.file_name)))
