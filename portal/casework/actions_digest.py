"""Writing each member of staff, once per working day, what is due and overdue."""

from datetime import date

from portal import clock
from portal.accounts.models import StaffUser
from portal.accounts.queries import enabled_staff
from portal.casework.digest_text import body_of_digest, subject_of_digest
from portal.casework.models import Digest
from portal.casework.queries_digest import parts_for
from portal.casework.rules import DESK
from portal.extensions import db, insert_into
from portal.notices.actions import enqueue


def write_digests(day: date, *, address: str) -> int:
    """Put the e-mails of a day in the outbox; returns how many.

    The row of a person and a day is unique, so of several workers one writes to each; whoever has
    nothing due is written nothing.
    """
    people = sorted(enabled_staff(*DESK), key=lambda user: user.id)
    return sum(_write(user, day, address) for user in people)


def _write(user: StaffUser, day: date, address: str) -> bool:
    if not _is_first(user, day):
        return False
    parts = parts_for(user, day)
    if not parts:
        return False
    enqueue(
        recipient=user.email,
        subject=subject_of_digest(parts, day),
        body=body_of_digest(parts, day, address),
    )
    return True


def _is_first(user: StaffUser, day: date) -> bool:
    """Whether nobody wrote to the person on that day; from now on somebody did."""
    statement = (
        insert_into(Digest)
        .values(staff_user_id=user.id, day=day, recorded_at=clock.now())
        .on_conflict_do_nothing()
        .returning(Digest.id)
    )
    return db.session.execute(statement).scalar() is not None
