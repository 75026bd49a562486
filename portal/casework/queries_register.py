"""Under which series each kind is kept, and what is found by the number of another system."""

from sqlalchemy import select
from sqlalchemy.sql.elements import ColumnElement

from portal.casework.models import ArchiveSeries
from portal.extensions import db
from portal.intake.kinds import RequestKind
from portal.intake.models import ServiceRequest


def archive_series() -> dict[RequestKind, ArchiveSeries]:
    """The series in force of each kind that has one said."""
    query = select(ArchiveSeries).order_by(ArchiveSeries.id)
    return {row.kind: row for row in db.session.execute(query).scalars()}


def filed_elsewhere_as(number: str) -> ColumnElement[bool]:
    """Whether a request has exactly this number in another system of the office."""
    found = select(ServiceRequest.id).where(ServiceRequest.external_number == number.strip())
    return ServiceRequest.id.in_(found)
