"""An office with the plan of 2024, its three signers, and a month published in one call."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from portal import clock
from portal.accounts.models import StaffUser
from portal.extensions import db
from portal.intake.actions import Filing, file_request
from portal.intake.kinds import Identity, RequestKind
from portal.intake.models import ServiceRequest
from portal.plan.models import ActionPlan
from portal.transparency import actions
from portal.transparency.models import Publication
from tests.conftest import PASSWORD

Publish = Callable[..., Publication]


@pytest.fixture
def publish(plan_2024: ActionPlan, carmen: StaffUser, paz: StaffUser, marta: StaffUser) -> Publish:
    """Prepare, review and approve a month by the three, at the clock's present instant."""

    def three_sign(year: int, month: int, *, reason: str | None = None) -> Publication:
        publication = actions.prepare(
            year=year, month=month, signer=carmen, password=PASSWORD, reason=reason
        )
        actions.review(publication, signer=paz, password=PASSWORD)
        actions.approve(
            publication,
            signer=marta,
            password=PASSWORD,
            act_number="7",
            act_on=clock.today(),
        )
        db.session.commit()
        return publication

    return three_sign


@pytest.fixture
def request_of_maria(plan_2024: ActionPlan, at: Callable[[str], object]) -> ServiceRequest:
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
