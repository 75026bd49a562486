"""Under which series each kind is kept."""

from sqlalchemy import select

from portal.casework.models import ArchiveSeries
from portal.extensions import db
from portal.intake.kinds import RequestKind


def archive_series() -> dict[RequestKind, ArchiveSeries]:
    """The series in force of each kind that has one said."""
    query = select(ArchiveSeries).order_by(ArchiveSeries.id)
    return {row.kind: row for row in db.session.execute(query).scalars()}
