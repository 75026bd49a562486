"""What people ask about their data, for who coordinates: the list, one of them, two acts."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal import clock
from portal.accounts.access import current_staff, staff
from portal.accounts.access_log import writes_reading
from portal.accounts.forms import StaffForm, status
from portal.accounts.models import Role
from portal.data_rights import actions, queries, rules
from portal.data_rights.forms import AnswerForm, ExtendForm
from portal.data_rights.models import DataRequest
from portal.data_rights.views import bp
from portal.errors import Conflict, Refused
from portal.extensions import db
from portal.intake import catalogues, office_days
from portal.intake.kinds import ToldBy

LIST = "/gestion/datos-personales"
PAGE = f"{LIST}/<data_number>"


def _subject(data_number: str) -> dict[str, Any]:
    return {"data_request": data_number}


@bp.get(LIST)
@staff(Role.COORDINATOR)
def listed() -> str:
    """Numbers and days: no person."""
    days = office_days.now()
    return render_template(
        "data_rights/list.html",
        waiting=[(one, rules.due_on(one, days)) for one in queries.waiting()],
        answered=queries.answered(),
        today=clock.today(),
        term_of=rules.term_of,
    )


@bp.get(PAGE)
@staff(Role.COORDINATOR)
@writes_reading("read", _subject)
def shown(data_number: str) -> str:
    one = queries.by_number(data_number) or abort(404)
    return _page(one, AnswerForm(formdata=None), ExtendForm(formdata=None))


@bp.post(f"{PAGE}/responder")
@staff(Role.COORDINATOR)
@writes_reading("read", _subject)
def answer(data_number: str) -> Response | tuple[str, int]:
    form = AnswerForm()
    return _act(
        data_number,
        form,
        lambda one: actions.answer(
            one,
            actor=current_staff(),
            seen_version=form.version.data,
            text=form.respuesta.data,
            answered_on=form.respondida_en.data,
            told_by=ToldBy(form.avisada_por.data),
        ),
    )


@bp.post(f"{PAGE}/ampliar")
@staff(Role.COORDINATOR)
@writes_reading("read", _subject)
def extend(data_number: str) -> Response | tuple[str, int]:
    form = ExtendForm()
    return _act(
        data_number,
        form,
        lambda one: actions.extend(
            one,
            seen_version=form.version.data,
            until=form.nueva_fecha.data,
            reason=form.razones.data,
        ),
    )


def _act(
    number: str, form: StaffForm, act: Callable[[DataRequest], None]
) -> Response | tuple[str, int]:
    one = queries.lock(number) or abort(404)
    if form.validate():
        try:
            act(one)
        except Conflict:
            raise
        except Refused as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            db.session.commit()
            flash("Listo: quedó anotado y la persona puede leerlo.")
            return redirect(url_for("data_rights.shown", data_number=number), 303)
    one = queries.by_number(number) or abort(404)
    answering = form if isinstance(form, AnswerForm) else AnswerForm(formdata=None)
    extending = form if isinstance(form, ExtendForm) else ExtendForm(formdata=None)
    return _page(one, answering, extending), status(form)


def _page(one: DataRequest, answering: AnswerForm, extending: ExtendForm) -> str:
    days = office_days.now()
    for form in (answering, extending):
        form.version.data = form.version.data or one.version
    if not answering.is_submitted():
        answering.respondida_en.data = clock.today()
    return render_template(
        "data_rights/request.html",
        one=one,
        term=rules.term_of(one.wish),
        first_due_on=rules.first_due_on(one, days),
        due_on=rules.due_on(one, days),
        today=clock.today(),
        document=catalogues.label("document_types", one.document_type),
        answering=answering,
        extending=extending,
    )
