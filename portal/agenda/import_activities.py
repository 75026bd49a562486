"""Activities that the office held before the portal, from a spreadsheet."""

import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import time

from portal import clock
from portal.accounts.models import StaffUser
from portal.agenda import queries
from portal.agenda.import_activity_rows import COLUMNS, REQUIRED, ActivityRow, read_rows
from portal.agenda.import_cells import Problem
from portal.agenda.import_file import read_sheet
from portal.agenda.import_lookup import leave_known, requests_named
from portal.agenda.import_report import ImportReport
from portal.agenda.models import Evidence, Execution, ExecutionStatus, RequestedAttendance
from portal.agenda.rules import CannotAttend, UnknownActivity, check_activity, check_attends
from portal.casework.actions_closing import close_attended_by_session
from portal.extensions import db
from portal.intake import numbering
from portal.intake.models import ServiceRequest

Named = Mapping[str, ServiceRequest]


def import_activities(
    content: bytes, *, partial: bool, actor: StaffUser | None = None
) -> ImportReport:
    """Record the activities of a file and close the requests that they attended.

    All rows or none; with ``partial``, the good ones. Of two sessions that name the same open
    request the earlier closes it, whatever the order of the rows. Raises Refused where the file as
    a whole cannot be read.
    """
    sheet = read_sheet(content, known=COLUMNS, required=REQUIRED)
    rows, problems = read_rows(sheet, now=clock.now())
    named = requests_named({reference for row in rows for reference in row.requests})
    problems += _problems(rows, named)
    report = ImportReport(sheet.unknown, problems=sorted(problems))
    if problems and not partial:
        return report
    bad_lines = {problem.line for problem in problems}
    good = [row for row in rows if row.line not in bad_lines]
    fresh = leave_known(good, Execution.external_reference, report)
    fresh.sort(key=lambda row: (row.held_on, row.starts_at or time(), row.reference))
    executions = _record(fresh, actor)
    _attend(fresh, executions, named, report, actor)
    report.left.sort()
    report.taken = len(fresh)
    return report


def _problems(rows: Iterable[ActivityRow], named: Named) -> list[Problem]:
    """What only the plan and the requests can tell of the rows."""
    scheduled: dict[int, Collection[int]] = {}
    problems = []
    for row in rows:
        year = row.held_on.year
        if year not in scheduled:
            scheduled[year] = queries.scheduled_numbers(year)
        try:
            check_activity(row.activity_number, scheduled[year])
        except UnknownActivity as refusal:
            problems.append(Problem(row.line, "actividad", refusal.message))
        problems += _bad_references(row, named)
    return problems


def _bad_references(row: ActivityRow, named: Named) -> Iterator[Problem]:
    for reference in row.requests:
        if reference not in named:
            reason = f"«{reference}» no es la referencia de una solicitud."
            yield Problem(row.line, "solicitudes", reason)
            continue
        try:
            check_attends(named[reference], row.held_on)
        except CannotAttend as refusal:
            yield Problem(row.line, "solicitudes", f"«{reference}»: {refusal.message}")


def _record(rows: Sequence[ActivityRow], actor: StaffUser | None) -> list[Execution]:
    executions = [_execution(row, actor) for row in rows]
    db.session.add_all(executions)
    db.session.flush()
    for row, execution in zip(rows, executions, strict=True):
        if row.evidence:
            db.session.add(_evidence(row.evidence, execution, actor))
    return executions


def _attend(
    rows: Sequence[ActivityRow],
    executions: Sequence[Execution],
    named: Named,
    report: ImportReport,
    actor: StaffUser | None,
) -> None:
    """Close what is still open; whoever came by another way keeps that closing."""
    for row, execution in zip(rows, executions, strict=True):
        for reference in row.requests:
            service_request = named[reference]
            if service_request.is_closed:
                reason = f"«{reference}» ya estaba cerrada; se dejó como está."
                report.left.append(Problem(row.line, "solicitudes", reason))
                continue
            db.session.add(
                RequestedAttendance(
                    execution_id=execution.id, service_request_id=service_request.id
                )
            )
            close_attended_by_session(
                service_request,
                execution_id=execution.id,
                held_on=row.held_on,
                actor=actor,
                tells=False,
            )


def _execution(row: ActivityRow, actor: StaffUser | None) -> Execution:
    number = row.activity_number
    now = clock.now()
    return Execution(
        public_row=numbering.new_row_name("E"),
        activity_number=number,
        title=row.title or (f"Actividad {number} del plan" if number else "Capacitación"),
        takes_place_on=row.held_on,
        starts_at=row.starts_at,
        place=row.place,
        people_reached=row.people_reached,
        status=ExecutionStatus.HELD,
        held_recorded_at=now,
        held_recorded_by_id=actor.id if actor else None,
        recorded_at=now,
        recorded_by_id=actor.id if actor else None,
        evidence_count=1 if row.evidence else 0,
        external_reference=row.reference,
    )


def _evidence(reference: str, execution: Execution, actor: StaffUser | None) -> Evidence:
    return Evidence(
        public_id=secrets.token_hex(16),
        execution_id=execution.id,
        reference=reference,
        added_by_id=actor.id if actor else None,
        added_at=clock.now(),
    )
