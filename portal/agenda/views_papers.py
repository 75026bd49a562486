"""The papers of a session that staff print."""

from collections.abc import Sequence
from datetime import datetime

from flask import Response, abort

from portal import clock
from portal.accounts.access import staff
from portal.agenda import papers, queries_attendance, queries_sessions, rules, rules_sessions
from portal.agenda.access import check_in_address, reads_attendance, whole_address
from portal.agenda.models import Execution
from portal.agenda.models_attendance import Attendee
from portal.agenda.models_sessions import SessionDetails
from portal.agenda.views_acting import bp, load
from portal.agenda.views_attendance import LIST


@bp.get(f"{LIST}/qr.pdf")
@staff(*rules.ATTENDERS)
def poster(execution_id: int) -> Response:
    load(execution_id)
    details = queries_sessions.details_of(execution_id)
    if details is None or details.check_in_code is None:
        abort(404)
    address = check_in_address(details)
    return paper(papers.poster(details, address, made_at=clock.now()), "cartel")


@bp.get(f"{LIST}/lista.pdf")
@staff(*rules.ATTENDERS)
def blank_list(execution_id: int) -> Response:
    return paper(papers.blank_list(load(execution_id), made_at=clock.now()), "lista")


@bp.get(f"{LIST}/certificados.pdf")
@staff(*rules.ATTENDERS)
@reads_attendance("certificate")
def certificates(execution_id: int) -> Response:
    """One sheet for each person on the list."""
    details = certified(load(execution_id))
    people = queries_attendance.attendees_of(execution_id)
    return certificate_paper(people, details)


@bp.get(f"{LIST}/<row>/certificado.pdf")
@staff(*rules.ATTENDERS)
@reads_attendance("certificate")
def certificate(execution_id: int, row: str) -> Response:
    details = certified(load(execution_id))
    people = queries_attendance.attendees_of(execution_id)
    return certificate_paper([one for one in people if one.public_row == row], details)


def certified(execution: Execution) -> SessionDetails:
    """The details of a session that can be certified; not found for any other."""
    details = queries_sessions.details_of(execution.id)
    if details is None or rules_sessions.why_no_certificate(execution, details):
        abort(404)
    return details


def certificate_paper(attendees: Sequence[Attendee], details: SessionDetails) -> Response:
    people = [one for one in attendees if one.person is not None]
    if not people:
        abort(404)
    content = papers.certificates_of(
        people,
        details,
        lambda row: whole_address("attendance.certificate", row=row),
        made_at=_held_at(details.execution),
    )
    return paper(
        content, f"certificado-{people[0].public_row}" if len(people) == 1 else "certificados"
    )


def paper(content: bytes, name: str) -> Response:
    response = Response(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def _held_at(execution: Execution) -> datetime:
    """The same certificate has the same bytes."""
    return execution.held_recorded_at or clock.now()
