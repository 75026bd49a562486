"""What an import asks the database, many references at a time."""

from collections.abc import Collection, Iterator, Sequence
from typing import Protocol, TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import InstrumentedAttribute

from portal.agenda.import_cells import Problem
from portal.agenda.import_report import ImportReport
from portal.extensions import db
from portal.intake.models import ServiceRequest

# Databases limit the values of one statement.
BATCH = 500


class ReferencedRow(Protocol):
    @property
    def line(self) -> int: ...
    @property
    def reference(self) -> str: ...


Taken = TypeVar("Taken", bound=ReferencedRow)


def leave_known(
    rows: Sequence[Taken], column: InstrumentedAttribute[str | None], report: ImportReport
) -> list[Taken]:
    """The rows whose reference is new; the others, and repeated ones, are reported and left."""
    known = _known({row.reference for row in rows}, column)
    fresh = []
    for row in rows:
        if row.reference in known:
            reason = f"«{row.reference}» ya estaba; se dejó como está."
            report.left.append(Problem(row.line, "referencia", reason))
        else:
            fresh.append(row)
            known.add(row.reference)
    return fresh


def _known(references: Collection[str], column: InstrumentedAttribute[str | None]) -> set[str]:
    known: set[str] = set()
    for some in _batches(references):
        query = select(column).where(column.in_(some))
        known.update(filter(None, db.session.execute(query).scalars()))
    return known


def requests_named(references: Collection[str]) -> dict[str, ServiceRequest]:
    """Requests by the reference that they were imported under or by their filing number.

    They are locked, always in the same order, until the transaction ends.
    """
    found: dict[str, ServiceRequest] = {}
    for some in _batches(references):
        query = (
            select(ServiceRequest)
            .where(
                or_(
                    ServiceRequest.external_reference.in_(some),
                    ServiceRequest.filing_number.in_(some),
                )
            )
            .order_by(ServiceRequest.id)
            .with_for_update()
        )
        for service_request in db.session.execute(query).scalars():
            found.setdefault(service_request.filing_number, service_request)
            if service_request.external_reference:
                found[service_request.external_reference] = service_request
    return found


def _batches(values: Collection[str]) -> Iterator[list[str]]:
    ordered = sorted(values)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]
