"""What a believable office published: January, March and its correction; February is late."""

from collections.abc import Mapping

from portal import clock
from portal.accounts.models import Role, StaffUser
from portal.transparency import actions
from tests.conftest import PASSWORD


def publish(
    staff: Mapping[Role, StaffUser], year: int, month: int, *, reason: str | None = None
) -> None:
    """Prepared, reviewed and approved at the clock's instant."""
    publication = actions.prepare(
        year=year,
        month=month,
        signer=staff[Role.COORDINATOR],
        password=PASSWORD,
        reason=reason,
    )
    actions.review(publication, signer=staff[Role.PLANNING], password=PASSWORD)
    actions.approve(
        publication,
        signer=staff[Role.COMMITTEE],
        password=PASSWORD,
        act_number="7",
        act_on=clock.today(),
    )
