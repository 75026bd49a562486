"""Under which series each kind is kept."""

from collections.abc import Mapping

from sqlalchemy import select

from portal.casework.models import ArchiveSeries
from portal.extensions import db
from portal.intake.kinds import RequestKind


def archive_series() -> dict[RequestKind, ArchiveSeries]:
    """The series in force of each kind that has one said."""
    query = select(ArchiveSeries).order_by(ArchiveSeries.id)
    return {row.kind: row for row in db.session.execute(query).scalars()}


def series_version(known: Mapping[RequestKind, ArchiveSeries]) -> int:
    """Another number each time that one is said; 0 while none is."""
    return max((row.id for row in known.values()), default=0)
