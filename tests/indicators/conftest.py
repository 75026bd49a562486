"""What the pages of this room need: the office's real plan, and the statements it takes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from portal import clock
from portal.extensions import db
from portal.intake.actions import Filing, file_request
from portal.intake.kinds import Identity, RequestKind
from portal.intake.models import ServiceRequest
from portal.plan import actions
from portal.plan.files import FIRST_PLAN, read_file
from portal.plan.models import ActionPlan


@pytest.fixture
def plan_2024(app: Any) -> ActionPlan:
    """The plan that comes with the portal."""
    plan = actions.load_plan(read_file(FIRST_PLAN), today=date(2024, 1, 29)).plan
    db.session.commit()
    return plan


@pytest.fixture
def statements(app: Any) -> Callable[[], Any]:
    """``with statements() as seen: …`` gathers the SQL that is run inside."""

    @contextmanager
    def gather() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            seen.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(db.engine, "before_cursor_execute", note)

    return gather


@pytest.fixture
def request_of_maria(app: Any, plan_2024: ActionPlan, at: Callable[[str], Any]) -> ServiceRequest:
    """A complaint filed on Tuesday 5 March 2024 with a name and an e-mail."""
    at("2024-03-05 16:12")
    filing = Filing(
        kind=RequestKind.COMPLAINT,
        received_at=clock.now(),
        topic="acueducto",
        identity=Identity.NAMED,
        name="María Mosquera",
        email="maria@example.org",
        description="No llega el agua desde el lunes.",
    )
    filed = file_request(filing)
    db.session.commit()
    return filed.service_request


@pytest.fixture
def opened(client: FlaskClient, request_of_maria: ServiceRequest) -> FlaskClient:
    """A browser that entered with the code."""
    _grant(client, request_of_maria)
    return client


def _grant(client: FlaskClient, service_request: ServiceRequest) -> None:
    with client.session_transaction() as session:
        proof = (service_request.tracking_code_hash or "")[:16]
        session["solicitudes"] = {service_request.filing_number: proof}
