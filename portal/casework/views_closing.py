"""The pages of the acts that close a request, open it again or exclude it."""

from flask import request

from portal import clock
from portal.accounts.access import current_staff, staff
from portal.accounts.access_log import note_reading
from portal.casework import (
    actions_closing,
    actions_exclusion,
    queries,
    queries_similar,
    subjects,
)
from portal.casework.access import reads_request
from portal.casework.forms import ReopenForm
from portal.casework.forms_closing import CloseForm, DecideForm, ExcludeForm, TransferForm
from portal.casework.rules import DESK, Act
from portal.casework.views_acting import (
    BOTH,
    PAGE,
    Answer,
    bp,
    carry_out,
    let_others_write,
    load,
)
from portal.errors import Refused
from portal.intake import catalogues
from portal.intake.kinds import Outcome
from portal.intake.models import ServiceRequest
from portal.intake.queries import content_of, request_by_number


@bp.route(f"{PAGE}/cerrar", methods=BOTH)
@staff(*DESK)
def close(filing_number: str) -> Answer:
    let_others_write()
    form = CloseForm(cerrada_en=clock.today())
    return carry_out(
        filing_number,
        Act.CLOSE,
        form,
        lambda service_request: _close(service_request, form),
        done="Listo: quedó cerrada.",
    )


@bp.route(f"{PAGE}/trasladar", methods=BOTH)
@staff(*DESK)
def transfer(filing_number: str) -> Answer:
    let_others_write()
    form = TransferForm(cerrada_en=clock.today(), enviada_en=clock.today())
    return carry_out(
        filing_number,
        Act.TRANSFER,
        form,
        lambda service_request: actions_closing.transfer(
            service_request,
            actor=current_staff(),
            seen_version=form.version.data,
            body=_body(form.entidad.data),
            sent_on=form.enviada_en.data,
            told_on=form.cerrada_en.data,
            told_by=form.told_by,
            answer=form.respuesta.data,
            files=form.files,
            evidence_reference=form.evidencia.data,
        ),
        done="Listo: quedó trasladada.",
        bodies=[entry.label for entry in catalogues.catalogue("bodies")],
    )


@bp.route(f"{PAGE}/reabrir", methods=BOTH)
@staff(*DESK)
def reopen(filing_number: str) -> Answer:
    form = ReopenForm()
    return carry_out(
        filing_number,
        Act.REOPEN,
        form,
        lambda service_request: actions_closing.reopen(
            service_request,
            actor=current_staff(),
            seen_version=form.version.data,
            reason=form.motivo.data,
        ),
        done="Listo: está abierta otra vez.",
    )


@bp.route(f"{PAGE}/excluir", methods=BOTH)
@staff(*DESK)
def propose(filing_number: str) -> Answer:
    form = ExcludeForm(**_same_as())
    return carry_out(
        filing_number,
        Act.PROPOSE,
        form,
        lambda service_request: actions_exclusion.propose_exclusion(
            service_request,
            actor=current_staff(),
            seen_version=form.version.data,
            outcome=form.outcome,
            reason=form.motivo.data,
            duplicate_of=_original(form),
        ),
        done="Listo: falta que otra persona lo confirme. Mientras tanto sigue abierta.",
    )


@bp.route(f"{PAGE}/excluir/confirmar", methods=BOTH)
@staff(*DESK)
@reads_request()
def decide(filing_number: str) -> Answer:
    form, found = DecideForm(), load(filing_number)
    is_exclusion = form.decision.data == "excluir"
    original = found.duplicate_of
    if original is not None and request.method == "GET":  # its words are read here too
        note_reading(user=current_staff(), action="read", service_request_id=original.id)
    return carry_out(
        filing_number,
        Act.DECIDE,
        form,
        lambda service_request: _decide(service_request, form),
        done="Listo: quedó excluida." if is_exclusion else "Listo: sigue abierta.",
        lock=queries.lock_with_original,
        reason=queries.reason_of_proposal(found),
        compared=[_compared(one) for one in (found, original) if one] if original else [],
        is_same_person=queries_similar.is_same_person(found, original) if original else None,
    )


def _compared(one: ServiceRequest) -> dict[str, object]:
    """What the second person reads of each before deciding; of nobody who they are."""
    content = content_of(one)
    return {
        "number": one.filing_number,
        "subject": subjects.subject_of(one),
        "received_on": one.received_on,
        "words": content.description if content else "",
    }


def _close(service_request: ServiceRequest, form: CloseForm) -> None:
    actions_closing.close(
        service_request,
        actor=current_staff(),
        seen_version=form.version.data,
        outcome=form.outcome,
        closed_on=form.cerrada_en.data,
        told_by=form.told_by,
        answer=form.respuesta.data,
        files=form.files,
        evidence_reference=form.evidencia.data,
        evidence_file=form.evidence_file,
        reason=form.motivo.data,
    )


def _body(name: str) -> str:
    """The catalogue's code, or the name of a body that it does not have."""
    code = catalogues.find("bodies", name)
    return name if code in (None, catalogues.OTHER) else code


def _same_as() -> dict[str, str]:
    """From a link that says of which request this one is a duplicate; staff still say how."""
    number = request.args.get("duplicada_de", "")[:20]
    return {"desenlace": Outcome.DUPLICATE.value, "duplicada_de": number} if number else {}


def _original(form: ExcludeForm) -> ServiceRequest | None:
    """The request said to stay; staff write its number in any case."""
    number = form.duplicada_de.data if form.outcome is Outcome.DUPLICATE else None
    if not number:
        return None
    found = request_by_number(number.upper())
    if found is None:
        raise Refused("No hay ninguna solicitud con ese radicado.", field="duplicada_de")
    return found


def _decide(service_request: ServiceRequest, form: DecideForm) -> None:
    if form.decision.data == "excluir":
        actions_exclusion.confirm_exclusion(
            service_request,
            actor=current_staff(),
            seen_version=form.version.data,
            duplicate_of=service_request.duplicate_of,
        )
    else:
        actions_exclusion.refuse_exclusion(
            service_request,
            actor=current_staff(),
            seen_version=form.version.data,
            reason=form.motivo.data,
        )
