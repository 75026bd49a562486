"""The pages that change an activity: correct it, record it as held, prove it, annul it."""

from flask import abort

from portal import clock
from portal.accounts.access import current_staff, staff
from portal.agenda import actions, actions_evidence, actions_requests, queries, rules
from portal.agenda.forms import EditForm
from portal.agenda.forms_acts import EvidenceForm, HeldForm, ReasonForm, RequestsForm
from portal.agenda.models import Evidence, Execution
from portal.agenda.offers import choices_for, listed_numbers
from portal.agenda.views_acting import BOTH, PAGE, Answer, bp, carry_out, chosen_requests, load


@bp.route(f"{PAGE}/editar", methods=BOTH)
@staff(*rules.RECORDERS)
def edit(execution_id: int) -> Answer:
    execution = load(execution_id)
    form = EditForm.of(execution)
    form.offer(queries.plan_for(execution.takes_place_on.year))
    return carry_out(
        execution_id,
        form,
        lambda locked: actions.edit_execution(
            locked,
            actor=current_staff(),
            seen_version=form.version.data,
            activity_number=form.activity_number,
            title=form.titulo.data,
            takes_place_on=form.fecha.data,
            starts_at=form.hora.data,
            place=form.lugar.data,
            territory=form.chosen("territorio"),
            service=form.chosen("servicio"),
            topic=form.chosen("tema"),
            people_reached=form.participantes.data,
        ),
        page="edit",
        done="Listo: quedó corregida.",
    )


@bp.route(f"{PAGE}/realizada", methods=BOTH)
@staff(*rules.RECORDERS)
def hold(execution_id: int) -> Answer:
    """Record that it took place; what it attended is closed on that day."""
    execution = load(execution_id)
    form = HeldForm(fecha=min(execution.takes_place_on, clock.today()), hora=execution.starts_at)
    return carry_out(
        execution_id,
        form,
        lambda locked: actions.record_held(
            locked,
            seen_version=form.version.data,
            held_on=form.fecha.data,
            starts_at=form.hora.data,
            people_reached=form.participantes.data,
            evidence_reference=form.evidencia.data,
            files=form.files,
            service_requests=chosen_requests(form.solicitudes.data),
            actor=current_staff(),
        ),
        page="hold",
        done="Listo: quedó registrada como hecha.",
        fill=lambda execution: _offer(form, execution),
    )


@bp.route(f"{PAGE}/solicitudes", methods=BOTH)
@staff(*rules.ATTENDERS)
def choose_requests(execution_id: int) -> Answer:
    """Which training requests it is for; one already held attends them at once."""
    form = RequestsForm()
    return carry_out(
        execution_id,
        form,
        lambda locked: actions_requests.choose_requests(
            locked,
            seen_version=form.version.data,
            service_requests=chosen_requests(form.solicitudes.data),
            actor=current_staff(),
        ),
        page="requests",
        done="Listo: quedaron sus solicitudes.",
        fill=lambda execution: _offer(form, execution),
    )


@bp.route(f"{PAGE}/evidencia", methods=BOTH)
@staff(*rules.RECORDERS)
def add_evidence(execution_id: int) -> Answer:
    form = EvidenceForm()
    return carry_out(
        execution_id,
        form,
        lambda locked: actions_evidence.add_later(
            locked,
            seen_version=form.version.data,
            reference=form.evidencia.data,
            files=form.files,
            actor=current_staff(),
        ),
        page="evidence",
        done="Listo: quedó el soporte.",
    )


@bp.route(f"{PAGE}/evidencia/<public_id>/retirar", methods=BOTH)
@staff(*rules.RECORDERS)
def withdraw_evidence(execution_id: int, public_id: str) -> Answer:
    form = ReasonForm()
    return carry_out(
        execution_id,
        form,
        lambda locked: actions_evidence.withdraw_evidence(
            locked,
            evidence=_evidence(execution_id, public_id),
            seen_version=form.version.data,
            reason=form.motivo.data,
            actor=current_staff(),
        ),
        page="withdraw",
        done="Listo: el soporte quedó retirado.",
        evidence=_evidence(execution_id, public_id),
    )


@bp.route(f"{PAGE}/anular", methods=BOTH)
@staff(*rules.RECORDERS)
def annul(execution_id: int) -> Answer:
    form = ReasonForm()
    return carry_out(
        execution_id,
        form,
        lambda locked: actions.annul(
            locked,
            seen_version=form.version.data,
            reason=form.motivo.data,
            actor=current_staff(),
        ),
        page="annul",
        done="Listo: quedó anulada.",
    )


def _offer(form: RequestsForm, execution: Execution) -> None:
    """Whoever does not attend requests is offered none."""
    attends = current_staff().role in rules.ATTENDERS
    choices = choices_for(execution) if attends else []
    form.offer_requests(choices, listed_numbers(execution))


def _evidence(execution_id: int, public_id: str) -> Evidence:
    return queries.evidence(execution_id, public_id) or abort(404)
