"""Requests whose term stands still, in the world of the guards."""

from datetime import date

from portal import clock
from portal.casework import timing
from portal.casework.shutting import shut
from portal.extensions import db
from portal.intake.kinds import Outcome
from portal.intake.queries import request_by_number
from portal.legal_clock import ActType


def late() -> None:
    """The month to complete it is over."""
    _stand_still("QUE-2024-000002", date(2024, 5, 2))


def in_time() -> None:
    _stand_still("QUE-2024-000002", date(2024, 6, 7))


def of_the_citizen() -> None:
    """The request that the citizen's browser may read."""
    _stand_still("ASE-2024-000001", date(2024, 6, 7))


def answered() -> None:
    """The citizen's request was closed with an answer a moment ago."""
    service_request = request_by_number("ASE-2024-000001")
    assert service_request
    if not service_request.is_closed:
        shut(service_request, Outcome.NOT_ATTENDED, clock.today(), actor=None)
    db.session.commit()


def _stand_still(filing_number: str, asked_on: date) -> None:
    service_request = request_by_number(filing_number)
    assert service_request
    if service_request.completion_due_on is None:
        timing.add_act(service_request, ActType.COMPLETION_ASKED, actor=None, acted_on=asked_on)
        timing.set_days(service_request)
    db.session.commit()
