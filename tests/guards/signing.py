"""May of 2024 on its way to be published, in the world of the guards."""

from portal.accounts.models import Role, StaffUser
from portal.accounts.queries import staff_by_email
from portal.extensions import db
from portal.transparency import actions, queries
from portal.transparency.models import Publication
from tests.guards.world import PASSWORD


def prepared() -> None:
    """It waits for the review."""
    _waiting()
    db.session.commit()


def reviewed() -> None:
    """It waits for the approval."""
    publication = _waiting()
    if not publication.is_reviewed:
        actions.review(publication, signer=_person(Role.PLANNING), password=PASSWORD)
    db.session.commit()


def _waiting() -> Publication:
    return queries.in_progress() or actions.prepare(
        year=2024, month=5, signer=_person(Role.COORDINATOR), password=PASSWORD
    )


def _person(role: Role) -> StaffUser:
    person = staff_by_email(f"{role.value}@personeria.example")
    assert person
    return person
