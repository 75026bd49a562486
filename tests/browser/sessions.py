"""The sessions of the busy office: dates on offer, a list open by QR, another that closed."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from portal import clock
from portal.agenda import actions_attendance, actions_offers, actions_sessions
from portal.agenda.actions import plan_execution
from portal.agenda.models import Execution

if TYPE_CHECKING:
    from tests.browser.busy_office import BusyOffice

HOUR = timedelta(hours=1)


def settle(office: BusyOffice) -> None:
    planned, attended = office.activities["planned"], office.activities["attended"]
    actions_offers.offer_dates(
        planned,
        seen_version=planned.version,
        slots=[(date(2025, 4, 4), time(14, 30)), (date(2025, 4, 5), None)],
        service_requests=[one.service_request for one in planned.attendances],
        actor=office.ana,
    )
    office.activities["today"] = today = plan_execution(
        activity_number=None,
        title="Taller de veedurías",
        takes_place_on=clock.today(),
        starts_at=time(9),
        place="Caseta comunal",
        actor=office.ana,
    )
    for execution in (today, attended):
        _arrange(office, execution)
        office.codes.append(_open(office, execution))
    [luz, *_] = actions_attendance.write_down(
        attended, nonce="lista", names=["Luz Mosquera", "Nilson Caicedo"], actor=office.ana
    )
    actions_attendance.write_down(today, nonce="hoy", names=["José", "JOSÉ"], actor=office.ana)
    actions_sessions.close_check_in(attended, seen_version=attended.version, actor=office.ana)
    office.certificate = luz.public_row


def _arrange(office: BusyOffice, execution: Execution) -> None:
    actions_sessions.arrange(
        execution,
        seen_version=execution.version,
        minutes=120,
        capacity=40,
        is_announced=True,
        actor=office.ana,
    )


def _open(office: BusyOffice, execution: Execution) -> str:
    now = clock.now()
    details = actions_sessions.open_check_in(
        execution,
        seen_version=execution.version,
        opens_at=now - HOUR,
        closes_at=now + HOUR,
        actor=office.ana,
    )
    return details.check_in_code or ""
