"""Requests that the office attended before the portal, from a spreadsheet."""

from collections.abc import Sequence

from portal import clock
from portal.accounts.models import StaffUser
from portal.agenda.import_file import read_sheet
from portal.agenda.import_lookup import leave_known
from portal.agenda.import_report import ImportReport
from portal.agenda.import_request_rows import COLUMNS, REQUIRED, RequestRow, read_rows
from portal.casework.actions_closing import close_imported
from portal.extensions import db
from portal.intake.actions_import import file_imported, lock_counters
from portal.intake.models import ServiceRequest

# How many rows are written at a time.
BATCH = 500


def import_requests(
    content: bytes, *, partial: bool, actor: StaffUser | None = None
) -> ImportReport:
    """File the requests of a file in order of reception and close those with an outcome.

    All rows or none; with ``partial``, the good ones. Raises Refused where the file as a whole
    cannot be read.
    """
    sheet = read_sheet(content, known=COLUMNS, required=REQUIRED)
    rows, problems = read_rows(sheet, now=clock.now())
    report = ImportReport(sheet.unknown, problems=problems)
    if problems and not partial:
        return report
    # Whoever imports the same at this instant waits here, and then finds it known.
    lock_counters([row.filing for row in rows])
    fresh = leave_known(rows, ServiceRequest.external_reference, report)
    fresh.sort(key=lambda row: (row.filing.received_at, row.line))
    for start in range(0, len(fresh), BATCH):
        _take(fresh[start : start + BATCH], actor)
    report.taken = len(fresh)
    return report


def _take(rows: Sequence[RequestRow], actor: StaffUser | None) -> None:
    filed = file_imported([row.filing for row in rows], recorded_by=actor)
    for row, service_request in zip(rows, filed, strict=True):
        if row.outcome and row.closed_on:
            close_imported(
                service_request,
                outcome=row.outcome,
                closed_on=row.closed_on,
                evidence_reference=row.evidence,
                actor=actor,
            )
    db.session.flush()
    # What is written is let go, or the last batches would be slow and memory would not do.
    db.session.expunge_all()
