"""An office with the plan of 2024, its three signers, and a month published in one call."""

from collections.abc import Callable
from datetime import date

import pytest

from portal import clock
from portal.accounts.models import StaffUser
from portal.extensions import db
from portal.plan.actions import load_plan
from portal.plan.files import FIRST_PLAN, read_file
from portal.transparency import actions
from portal.transparency.models import Publication
from tests.conftest import PASSWORD

Publish = Callable[..., Publication]


@pytest.fixture
def plan_2024(app: object) -> None:
    load_plan(read_file(FIRST_PLAN), today=date(2024, 1, 31))
    db.session.commit()


@pytest.fixture
def publish(plan_2024: None, carmen: StaffUser, paz: StaffUser, marta: StaffUser) -> Publish:
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
