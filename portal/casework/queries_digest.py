"""What is due or overdue for somebody: the parts of the daily e-mail."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.sql.elements import ColumnElement

from portal.accounts.models import Role, StaffUser
from portal.casework.digest_text import Part
from portal.casework.queries_filters import is_overdue, is_soon
from portal.extensions import db
from portal.intake.models import ServiceRequest

LISTED = 50


def parts_for(user: StaffUser, today: date) -> list[Part]:
    """Of what the person has; coordinators read of everything. Parts without requests are none."""
    waits = func.coalesce(ServiceRequest.completion_due_on < today, False)
    conditions = {
        ("vencida", "vencidas"): is_overdue(today) & ~waits,
        ("sin completar en el mes", "sin completar en el mes"): waits,
        ("por vencer", "por vencer"): is_soon(today) & ~waits,
    }
    parts = (_part(names, one, user) for names, one in conditions.items())
    return [part for part in parts if part.total]


def _part(names: tuple[str, str], condition: ColumnElement[bool], user: StaffUser) -> Part:
    conditions = [ServiceRequest.outcome.is_(None), condition]
    if user.role is not Role.COORDINATOR:
        conditions.append(ServiceRequest.assignee_id == user.id)
    listed = (
        select(ServiceRequest)
        .where(*conditions)
        .order_by(ServiceRequest.queue_on, ServiceRequest.id)
        .limit(LISTED)
    )
    count = select(func.count()).select_from(ServiceRequest).where(*conditions)
    return Part(
        *names,
        db.session.execute(listed).scalars().all(),
        db.session.execute(count).scalar_one(),
    )
