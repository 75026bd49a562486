"""Checking a certificate: its number says that it is genuine, its code whose it is."""

from flask import Response, abort, redirect, render_template, request, url_for
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts import throttle
from portal.accounts.access import public
from portal.agenda import (
    access,
    certificates,
    queries_attendance,
    queries_sessions,
    rules,
    rules_sessions,
)
from portal.agenda.forms_attendance import CertificateForm
from portal.agenda.models_attendance import Attendee
from portal.agenda.views_check_in import bp
from portal.agenda.views_papers import certificate_paper, certified
from portal.extensions import db

SPAN = 10 * 60  # seconds
MISSES = 20
WRONG = "Ese código no es el de este certificado."


@bp.get("/certificados")
@public
def find_certificate() -> AnyResponse | str:
    typed = request.args.get("numero", "").strip()
    if not typed:
        return render_template("agenda/find_certificate.html", typed="")
    number = certificates.normal_number(typed)
    if queries_attendance.attendee(number) is None:
        return render_template("agenda/find_certificate.html", typed=typed[:40])
    return redirect(url_for("attendance.certificate", row=number))


@bp.get("/certificados/<row>")
@public
def certificate(row: str) -> str | tuple[str, int]:
    """Session, day and hours for anybody; the name for whoever has the code."""
    attendee = queries_attendance.attendee(row)
    if attendee is None:
        return render_template("agenda/find_certificate.html", typed=row[:40]), 404
    return _page(attendee, CertificateForm(formdata=None))


@bp.post("/certificados/<row>")
@public
def open_certificate(row: str) -> AnyResponse | str | tuple[str, int]:
    attendee, form = queries_attendance.attendee(row) or abort(404), CertificateForm()
    if not form.validate():
        return _page(attendee, form), 400
    if not certificates.opens(row, form.codigo.data):
        _count_miss()
        form.codigo.errors = [WRONG]
        return _page(attendee, form), 404
    access.remember(attendee)
    return redirect(url_for("attendance.certificate", row=row), 303)


@bp.get("/certificados/<row>/certificado.pdf")
@public
def certificate_file(row: str) -> Response:
    """Only for the browser that wrote the person down or typed the code."""
    attendee = queries_attendance.attendee(row)
    if attendee is None or attendee.struck_at or not access.may_read(row):
        abort(404)
    return certificate_paper([attendee], certified(attendee.execution))


def _page(attendee: Attendee, form: CertificateForm) -> str:
    execution = attendee.execution
    details = queries_sessions.details_of(execution.id)
    refusal = rules_sessions.why_no_certificate(execution, details)
    may_read = access.may_read(attendee.public_row)
    return render_template(
        "agenda/certificate.html",
        attendee=attendee,
        execution=execution,
        form=form,
        refusal="La oficina sacó a esta persona de la lista." if attendee.struck_at else refusal,
        hours=rules_sessions.hours_in_words(details.minutes or 0) if details else "",
        starts_at=rules.starts(execution.takes_place_on, execution.starts_at),
        may_read=may_read,
        code=certificates.code_of(attendee.public_row) if may_read else None,
    )


def _count_miss() -> None:
    misses = throttle.tries("certificate", request.remote_addr or "", SPAN)
    db.session.commit()
    if misses > MISSES:
        raise TooManyRequests(retry_after=throttle.seconds_left(SPAN))
