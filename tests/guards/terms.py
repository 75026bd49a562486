"""Requests whose term stands still, in the world of the guards."""

from datetime import date

from portal.casework import timing
from portal.extensions import db
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


def _stand_still(filing_number: str, asked_on: date) -> None:
    service_request = request_by_number(filing_number)
    assert service_request
    if service_request.completion_due_on is None:
        timing.add_act(service_request, ActType.COMPLETION_ASKED, actor=None, acted_on=asked_on)
        timing.set_days(service_request)
    db.session.commit()
