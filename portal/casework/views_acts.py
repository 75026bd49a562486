"""The pages of the acts that leave a request open: assign, classify, note, ask, answer, keep."""

from collections.abc import Sequence

from portal.accounts import queries as staff_queries
from portal.accounts.access import current_staff, staff
from portal.accounts.models import StaffUser
from portal.casework import actions
from portal.casework.forms import (
    ActForm,
    AnswerForm,
    AskForm,
    AssignForm,
    ClassifyForm,
    NoteForm,
)
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


@bp.route(f"{PAGE}/asignar", methods=BOTH)
@staff(*DESK)
def assign(filing_number: str) -> Answer:
    people = staff_queries.enabled_staff(*DESK)
    form = AssignForm(responsable=_holder(filing_number))
    form.offer_people(people)
    return carry_out(
        filing_number,
        Act.ASSIGN,
        form,
        lambda service_request: actions.assign(
            service_request,
            actor=current_staff(),
            seen_version=form.version.data,
            assignee=_chosen(people, form.responsable.data),
        ),
        done="Listo: quedó asignada.",
    )


@bp.post(f"{PAGE}/tomar")
@staff(*DESK)
def take(filing_number: str) -> Answer:
    form = AssignForm(responsable=current_staff().public_id)
    form.offer_people(staff_queries.enabled_staff(*DESK))
    return carry_out(
        filing_number,
        Act.ASSIGN,
        form,
        lambda service_request: actions.take(
            service_request, actor=current_staff(), seen_version=form.version.data
        ),
        done="Listo: ahora la tiene usted.",
    )


@bp.route(f"{PAGE}/clasificar", methods=BOTH)
@staff(*DESK)
def classify(filing_number: str) -> Answer:
    service_request = load(filing_number)
    form = ClassifyForm(
        resumen=service_request.summary,
        tema=service_request.topic or "",
        territorio=service_request.territory or "",
        proveedor=service_request.provider or "",
        termino=service_request.term_kind.value,
        prioridad=service_request.priority_motive or "",
        protegida=service_request.is_protected,
        sospechosa=service_request.is_suspect,
    )
    form.offer(service_request)
    return carry_out(
        filing_number,
        Act.CLASSIFY,
        form,
        lambda locked: actions.classify(
            locked,
            actor=current_staff(),
            seen_version=form.version.data,
            classification=form.classification(),
        ),
        done="Listo: quedó clasificada.",
    )


@bp.route(f"{PAGE}/nota", methods=BOTH)
@staff(*DESK)
def note(filing_number: str) -> Answer:
    form = NoteForm()
    return carry_out(
        filing_number,
        Act.NOTE,
        form,
        lambda service_request: actions.note(
            service_request,
            actor=current_staff(),
            seen_version=form.version.data,
            body=form.texto.data,
        ),
        done="Listo: la nota quedó guardada.",
    )


@bp.route(f"{PAGE}/preguntar", methods=BOTH)
@staff(*DESK)
def ask(filing_number: str) -> Answer:
    let_others_write()
    form = AskForm()
    return carry_out(
        filing_number,
        Act.ASK,
        form,
        lambda service_request: actions.ask(
            service_request,
            actor=current_staff(),
            seen_version=form.version.data,
            body=form.texto.data,
            files=form.files,
        ),
        done="Listo: la persona ya puede leer la pregunta.",
    )


@bp.route(f"{PAGE}/responder", methods=BOTH)
@staff(*DESK)
def answer(filing_number: str) -> Answer:
    let_others_write()
    form = AnswerForm()
    return carry_out(
        filing_number,
        Act.ANSWER,
        form,
        lambda service_request: actions.answer(
            service_request,
            actor=current_staff(),
            seen_version=form.version.data,
            body=form.respuesta.data,
            files=form.files,
        ),
        done="Listo: la persona ya puede leer la respuesta.",
    )


@bp.route(f"{PAGE}/asumir", methods=BOTH)
@staff(*DESK)
def keep(filing_number: str) -> Answer:
    form = ActForm()
    return carry_out(
        filing_number,
        Act.KEEP,
        form,
        lambda service_request: actions.keep(
            service_request, actor=current_staff(), seen_version=form.version.data
        ),
        done="Listo: la atiende esta oficina y ya no corre el plazo de traslado.",
    )


def _holder(filing_number: str) -> str:
    assignee = load(filing_number).assignee
    return assignee.public_id if assignee else ""


def _chosen(people: Sequence[StaffUser], public_id: str | None) -> StaffUser | None:
    """The person chosen; nobody only where nobody was chosen."""
    if not public_id:
        return None
    chosen = next((one for one in people if one.public_id == public_id), None)
    if chosen is None:
        raise Refused("Esa persona no atiende solicitudes.", field="responsable")
    return chosen
