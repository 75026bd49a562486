"""Reminding whoever asked for a session that its day is near: once for each day it is moved to."""

from portal import clock
from portal.agenda.models import Execution
from portal.agenda.models_sessions import SessionReminder
from portal.agenda.queries_offers import due_reminders
from portal.casework.messages import tell
from portal.extensions import db, insert_into
from portal.intake.models import ServiceRequest
from portal.notices.texts import Notice


def queue_reminders() -> int:
    """Put what is due in the outbox; how many were new.

    Two workers at once queue each one once: the row of the reminder goes in before its mail.
    """
    return sum(_remind(execution, asked) for execution, asked in due_reminders())


def _remind(execution: Execution, service_request: ServiceRequest) -> bool:
    statement = (
        insert_into(SessionReminder)
        .values(
            execution_id=execution.id,
            service_request_id=service_request.id,
            takes_place_on=execution.takes_place_on,
            queued_at=clock.now(),
        )
        .on_conflict_do_nothing()
        .returning(SessionReminder.execution_id)
    )
    if db.session.execute(statement).scalar_one_or_none() is None:
        return False
    tell(service_request, Notice.SESSION_NEAR)
    return True
