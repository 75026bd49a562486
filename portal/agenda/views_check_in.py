"""The page behind the QR on the wall: write oneself down, and afterwards say what one thought.

Without an account, from any telephone. The form's nonce makes a repeated post the same person.
"""

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from portal import clock, kept_pages
from portal.accounts.access import public
from portal.agenda import (
    access,
    actions_attendance,
    certificates,
    queries,
    queries_attendance,
    queries_sessions,
    rules,
    rules_sessions,
)
from portal.agenda.forms_attendance import CheckInForm, NonceForm, QuestionForm, SheetForm
from portal.agenda.models_attendance import Attendee, Usefulness
from portal.agenda.models_sessions import SessionDetails
from portal.agenda.rules_sessions import Phase
from portal.errors import Refused
from portal.extensions import db
from portal.intake import form_nonces
from portal.intake.access import has_cookies

bp = Blueprint("attendance", __name__)

PAGE = "/asistencia/<code>"
Answer = Response | str | tuple[str, int]
WAITED = "La página esperó demasiado. Revise y envíe otra vez."


@bp.get(PAGE)
@public
def check_in(code: str) -> Answer:
    details = _session(code)
    phase = rules_sessions.phase_of(details, clock.now())
    if phase is Phase.QUESTION:
        return _question_page(details, QuestionForm(formdata=None))
    here = access.written_down_here(code)
    if phase is not Phase.OPEN or (here and not request.args.get("otra")):
        return _closed_or_done(details, phase, here)
    session.setdefault("visita", 1)  # tells whether the browser keeps cookies
    return _list_page(details, CheckInForm(formdata=None))


@bp.post(PAGE)
@public
def write_down(code: str) -> Answer:
    """What was typed comes back with whatever was wrong."""
    details, form = _session(code), CheckInForm()
    nonce = form_nonces.read(SheetForm.CHECK_IN, form.formulario.data)
    is_complete = form.validate()
    if nonce is None or nonce.has_expired:
        return _list_page(details, form, WAITED), 400
    if not is_complete:
        return _list_page(details, form), 400
    try:
        attendee = actions_attendance.check_in(
            _locked(details), nonce=nonce.nonce, name=form.nombre.data, about=form.about
        )
    except Refused as refusal:
        db.session.rollback()
        return _list_page(_session(code), form, refusal.message), 409
    db.session.commit()
    access.remember(attendee, code)
    if not has_cookies():
        return _done_page(_session(code), [attendee])
    return redirect(url_for("attendance.check_in", code=code), 303)


@bp.post(f"{PAGE}/opinion")
@public
def answer(code: str) -> Answer:
    """Voluntary, without a name; once from each browser."""
    details, form = _session(code), QuestionForm()
    nonce = form_nonces.read(SheetForm.QUESTION, form.formulario.data)
    is_complete = form.validate()
    if nonce is None or nonce.has_expired:
        return _question_page(details, form, WAITED), 400
    if not is_complete:
        return _question_page(details, form), 400
    try:
        actions_attendance.answer_question(
            _locked(details),
            nonce=nonce.nonce,
            usefulness=Usefulness(form.sirvio.data),
            to_improve=form.to_improve,
        )
    except Refused as refusal:
        db.session.rollback()
        return _question_page(_session(code), form, refusal.message), 409
    db.session.commit()
    access.remember_answer(code)
    return render_template("agenda/thanks.html", execution=details.execution)


def _session(code: str) -> SessionDetails:
    return queries_sessions.details_by_code(code) or abort(404)


def _locked(details: SessionDetails) -> SessionDetails:
    """Whoever writes themselves down waits for whoever came before: the room may be full."""
    queries.execution_to_change(details.execution_id)
    db.session.refresh(details)
    return details


def _closed_or_done(details: SessionDetails, phase: Phase, numbers: list[str]) -> Answer:
    if phase is not Phase.OPEN:
        return _page("agenda/check_in_closed.html", details, is_early=phase is Phase.NOT_YET)
    found = (queries_attendance.attendee(number) for number in numbers)
    return _done_page(details, [one for one in found if one is not None])


def _done_page(details: SessionDetails, attendees: list[Attendee]) -> str:
    return _page(
        "agenda/checked_in.html", details, attendees=attendees, code_of=certificates.code_of
    )


def _list_page(details: SessionDetails, form: CheckInForm, notice: str | None = None) -> str:
    _renew(form, SheetForm.CHECK_IN)
    return _page("agenda/check_in.html", details, form=form, notice=notice)


def _question_page(details: SessionDetails, form: QuestionForm, notice: str | None = None) -> str:
    _renew(form, SheetForm.QUESTION)
    code = details.check_in_code or ""
    return _page(
        "agenda/question.html",
        details,
        form=form,
        notice=notice,
        numbers=access.written_down_here(code),
        has_answered=access.has_answered(code),
    )


def _renew(form: NonceForm, kind: SheetForm) -> None:
    """A form that is still good keeps its nonce, so that sending it again counts once."""
    nonce = form_nonces.read(kind, form.formulario.data)
    if nonce is None or nonce.has_expired:
        form.formulario.data = kept_pages.fill_hole(form_nonces.issuer(kind))


def _page(name: str, details: SessionDetails, **context: object) -> str:
    execution = details.execution
    return render_template(
        name,
        details=details,
        execution=execution,
        starts_at=rules.starts(execution.takes_place_on, execution.starts_at),
        **context,
    )
