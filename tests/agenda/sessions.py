"""Sessions and requests as the tests of the agenda need them."""

import itertools
from datetime import date
from typing import Any

from portal.accounts.models import StaffUser
from portal.agenda import queries
from portal.agenda.actions import plan_execution, record_held
from portal.agenda.models import Execution
from portal.extensions import db
from portal.intake.kinds import RequestKind
from portal.intake.models import ServiceRequest
from tests.factories import make_request

HELD_ON = date(2024, 6, 7)
_rooms = itertools.count(1)  # each in another one: none is the twin of another


def training(**facts: Any) -> ServiceRequest:
    return make_request(RequestKind.TRAINING, **{"received_on": date(2024, 5, 20), **facts})


def planned(actor: StaffUser, *requests: ServiceRequest, **facts: Any) -> Execution:
    execution = plan_execution(
        **{
            "activity_number": None,
            "title": "Taller de veedurías",
            "takes_place_on": HELD_ON,
            "place": f"Salón {next(_rooms)}",
            "service_requests": requests,
            "actor": actor,
            **facts,
        }
    )
    db.session.commit()
    return execution


def held(actor: StaffUser, *requests: ServiceRequest, **facts: Any) -> Execution:
    execution = planned(actor, *requests, **facts)
    record_held(
        execution,
        seen_version=execution.version,
        held_on=execution.takes_place_on,
        starts_at=None,
        people_reached=20,
        evidence_reference="Acta 7",
        service_requests=requests,
        actor=actor,
    )
    db.session.commit()
    return execution


def fresh(execution: Execution) -> Execution:
    """As it is in the database now."""
    db.session.expire_all()
    found = queries.execution(execution.id)
    assert found is not None
    return found


def address(execution: Execution, page: str = "") -> str:
    return f"/gestion/agenda/{execution.id}" + (f"/{page}" if page else "")
