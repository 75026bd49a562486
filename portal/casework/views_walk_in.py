"""What is handed over at the desk: a request registered for somebody, or a new code."""

from typing import Any

from flask import render_template, request

from portal import clock, config
from portal.accounts.access import current_staff, staff
from portal.accounts.forms import status
from portal.casework import actions
from portal.casework.forms import ActForm
from portal.casework.forms_walk_in import WALK_IN_FORMS, ReceiptForm, WalkInForm
from portal.casework.rules import DESK, Act
from portal.casework.views_acting import BOTH, PAGE, Answer, bp, carry_out, let_others_write
from portal.errors import Refused
from portal.extensions import db
from portal.intake import (
    catalogues,
    form_nonces,
    paper_numbers,
    privacy_notice,
    tracking_codes,
)
from portal.intake.actions import Filed, Filing, acknowledge, file_request
from portal.intake.kinds import RequestKind
from portal.intake.models import ServiceRequest

EXPIRED = "La página estuvo abierta mucho tiempo. Revise y envíe otra vez."


@bp.get("/gestion/solicitudes/nueva")
@staff(*DESK)
def walk_in() -> str:
    return render_template("casework/walk_in.html", kinds=list(RequestKind))


@bp.route("/gestion/solicitudes/nueva/<any(capacitacion, asesoria, queja):kind>", methods=BOTH)
@staff(*DESK)
def new_walk_in(kind: str) -> str | tuple[str, int]:
    """The form; its answer shows number and code, to hand over. Sent again, it shows the same."""
    let_others_write()
    paper = request.args.get("papel", "")
    form = WALK_IN_FORMS[RequestKind(kind)](
        recibida_en=clock.today(), papel=paper, verbal=not paper
    )
    if request.method != "POST":
        form.formulario.data = form_nonces.issue(form.kind)
        return _page(form)
    is_complete = form.validate()
    nonce = form_nonces.read(form.kind, form.formulario.data)
    if nonce is None:
        form.formulario.data = form_nonces.issue(form.kind)
        form.form_errors.append(EXPIRED)
    if not is_complete or nonce is None:
        return _page(form), status(form)
    try:
        filed = _file(form, nonce.nonce)
    except Refused as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return _page(form), status(form)
    if filed.differs and form.paper_number:
        return _paper_again(form, filed), 409
    db.session.commit()
    page = _handed_over(
        filed.service_request,
        filed.tracking_code,
        title="Quedó radicada",
        is_repeat=filed.is_repeat,
        is_of_paper=bool(form.paper_number),
    )
    return page, 200 if filed.is_repeat else 201


@bp.route(f"{PAGE}/codigo", methods=BOTH)
@staff(*DESK)
def reissue_code(filing_number: str) -> Answer:
    """Another code for whoever lost theirs, on this answer and nowhere else."""
    form, codes = ActForm(), list[str]()

    def perform(service_request: ServiceRequest) -> None:
        codes.append(
            actions.reissue_code(
                service_request, actor=current_staff(), seen_version=form.version.data
            )
        )

    def show(service_request: ServiceRequest) -> Answer:
        title = "El código nuevo"
        page = _handed_over(
            service_request, codes[0], title=title, is_repeat=False, is_of_paper=False
        )
        return page, 200

    return carry_out(filing_number, Act.REISSUE, form, perform, show=show)


def _file(form: WalkInForm, nonce: str) -> Filed:
    filing = Filing(
        received_at=form.received_at(),
        channel=form.channel,
        privacy_notice=privacy_notice.VERSION,
        **form.facts(),
    )
    if form.paper_number:
        nonce = paper_numbers.nonce_of(form.paper_number)
    filed = file_request(filing, nonce=nonce, files=form.files, recorded_by=current_staff())
    if not filed.is_repeat:
        acknowledge(filed.service_request, recipient=filing.email)
    return filed


def _paper_again(form: WalkInForm, filed: Filed) -> str:
    """Somebody typed this paper in before, in other words: nothing new is stored or lost."""
    db.session.rollback()
    number = filed.service_request.filing_number
    form.papel.errors = [f"Esa hoja ya se radicó: es la {number}. No se guardó nada nuevo."]
    return _page(form, already=number)


def _handed_over(service_request: ServiceRequest, code: str | None, **context: Any) -> str:
    return render_template(
        "casework/handed_over.html",
        service_request=service_request,
        code=tracking_codes.grouped(code) if code else None,
        receipt_form=ReceiptForm(formdata=None, codigo=code),
        tracking_address=f"{config.setting('PUBLIC_URL') or request.host}/seguimiento",
        **context,
    )


def _page(form: WalkInForm, *, already: str | None = None) -> str:
    return render_template(
        "casework/new_walk_in.html",
        form=form,
        already=already,
        places=[entry.label for entry in catalogues.catalogue("territories")],
        providers=[entry.label for entry in catalogues.catalogue("providers")],
    )
