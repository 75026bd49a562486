"""May of 2024 on its way to be published, in the world of the guards."""

from datetime import date

from portal import clock
from portal.accounts.models import Role, StaffUser
from portal.accounts.queries import staff_by_email
from portal.extensions import db
from portal.plan.queries import draft_of
from portal.transparency import actions, queries
from portal.transparency.models import Publication
from tests.factories import make_request
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


def approved() -> None:
    """It is published, and a request was closed in it: its sample may be drawn."""
    if queries.head() is None:
        reviewed()
        actions.approve(
            _waiting(),
            signer=_person(Role.COMMITTEE),
            password=PASSWORD,
            act_number="7",
            act_on=clock.today(),
        )
        make_request(
            "queja",
            filing_sequence=9001,
            filing_number="QUE-2023-009001",
            public_row="S-0000009001",
            received_on=date(2023, 12, 20),
            outcome="trasladada",
            closed_on=date(2024, 5, 6),
        )
    db.session.commit()


def proposed() -> None:
    """The draft of 2026 waits for a second person."""
    draft = draft_of(2026)
    if draft is not None and draft.proposed_by_id is None:
        draft.proposed_by_id = _person(Role.PLANNING).id
    db.session.commit()


def _waiting() -> Publication:
    return queries.in_progress() or actions.prepare(
        year=2024, month=5, signer=_person(Role.COORDINATOR), password=PASSWORD
    )


def _person(role: Role) -> StaffUser:
    person = staff_by_email(f"{role.value}@personeria.example")
    assert person
    return person
