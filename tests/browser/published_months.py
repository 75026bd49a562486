"""Months of 2024 that a believable office published, or that wait for a signature."""

from collections.abc import Mapping

from portal import clock
from portal.accounts.models import Role, StaffUser
from portal.transparency import actions
from portal.transparency.models import Publication
from tests.conftest import PASSWORD

Staff = Mapping[Role, StaffUser]


def publish(staff: Staff, year: int, month: int, *, reason: str | None = None) -> None:
    """Prepared, reviewed and approved at the clock's instant."""
    publication = prepare(staff, year, month, reason=reason)
    actions.review(publication, signer=staff[Role.PLANNING], password=PASSWORD)
    actions.approve(
        publication,
        signer=staff[Role.COMMITTEE],
        password=PASSWORD,
        act_number="7",
        act_on=clock.today(),
    )


def prepare(staff: Staff, year: int, month: int, *, reason: str | None = None) -> Publication:
    """It waits for the review."""
    return actions.prepare(
        year=year,
        month=month,
        signer=staff[Role.COORDINATOR],
        password=PASSWORD,
        reason=reason,
    )
