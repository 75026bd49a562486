"""The sessions of the proofs in detail: dates on offer, one list open by QR, and one closed."""

from datetime import date, timedelta
from typing import Any

from portal import clock
from portal.accounts.models import StaffUser
from portal.agenda import actions_attendance
from portal.agenda.actions_offers import offer_dates
from portal.agenda.models import Execution
from portal.agenda.models_sessions import SessionDetails
from portal.extensions import db

CODES = ["ABRE000000", "C0ERRADA00"]


def settle(executions: list[Execution], ana: StaffUser) -> tuple[list[str], list[Any]]:
    """The rows of those who came today and to the one that was held, and the dates on offer."""
    planned, held, of_today = executions
    [offer] = offer_dates(
        planned,
        seen_version=planned.version,
        slots=[(date(2024, 7, 1), None), (date(2024, 7, 2), None)],
        service_requests=[one.service_request for one in planned.attendances],
        actor=ana,
    )
    now, hour = clock.now(), timedelta(hours=1)
    _window(of_today, CODES[0], now - hour, now + hour)
    _window(held, CODES[1], now - 2 * hour, now - hour)
    rows = [_written(one, ana) for one in (of_today, held)]
    db.session.flush()
    return rows, [one.id for one in offer.dates]


def _window(execution: Execution, code: str, opens_at: Any, closes_at: Any) -> None:
    db.session.add(
        SessionDetails(
            execution=execution,
            minutes=120,
            announced_at=clock.now(),
            check_in_code=code,
            check_in_opens_at=opens_at,
            check_in_closes_at=closes_at,
        )
    )
    db.session.flush()


def _written(execution: Execution, ana: StaffUser) -> str:
    [attendee] = actions_attendance.write_down(
        execution, nonce=f"de {execution.id}", names=["Luz Mosquera"], actor=ana
    )
    return attendee.public_row
