"""The pages of the acts that move a term: ask to complete, complete, lengthen, extend, deem."""

from portal import clock
from portal.accounts.access import current_staff, staff
from portal.casework import actions_clock, actions_closing, timing
from portal.casework.forms import ActForm
from portal.casework.forms_clock import CompleteForm, DeemForm, ExtendForm, RequireForm
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
from portal.legal_clock import last_day_of_extension, last_day_to_ask_completion


@bp.route(f"{PAGE}/requerir", methods=BOTH)
@staff(*DESK)
def require(filing_number: str) -> Answer:
    let_others_write()
    form = RequireForm()
    return carry_out(
        filing_number,
        Act.REQUIRE,
        form,
        lambda service_request: actions_clock.require_completion(
            service_request,
            actor=current_staff(),
            seen_version=form.version.data,
            body=form.texto.data,
            files=form.files,
        ),
        done="Listo: el plazo está detenido. La persona tiene un mes para completarla.",
        last_day=last_day_to_ask_completion(load(filing_number).filed_on),
    )


@bp.route(f"{PAGE}/completar", methods=BOTH)
@staff(*DESK)
def complete(filing_number: str) -> Answer:
    let_others_write()
    form = CompleteForm(completada_en=clock.today())
    return carry_out(
        filing_number,
        Act.COMPLETE,
        form,
        lambda service_request: actions_clock.record_completion(
            service_request,
            actor=current_staff(),
            seen_version=form.version.data,
            completed_on=form.completada_en.data,
            body=form.texto.data,
            files=form.files,
        ),
        done="Listo: el plazo sigue al día siguiente.",
    )


@bp.route(f"{PAGE}/mas-plazo", methods=BOTH)
@staff(*DESK)
def lengthen(filing_number: str) -> Answer:
    form = ActForm()
    return carry_out(
        filing_number,
        Act.LENGTHEN,
        form,
        lambda service_request: actions_clock.lengthen_completion(
            service_request, actor=current_staff(), seen_version=form.version.data
        ),
        done="Listo: la persona tiene un mes más para completarla.",
    )


@bp.route(f"{PAGE}/ampliar", methods=BOTH)
@staff(*DESK)
def extend(filing_number: str) -> Answer:
    let_others_write()
    form = ExtendForm()
    one = load(filing_number)
    acts = [act.clock_act for act in timing.acts_of(one)]
    return carry_out(
        filing_number,
        Act.EXTEND,
        form,
        lambda service_request: actions_clock.extend(
            service_request,
            actor=current_staff(),
            seen_version=form.version.data,
            until=form.nueva_fecha.data,
            reasons=form.motivo.data,
            files=form.files,
        ),
        done="Listo: el plazo quedó ampliado y la persona ya puede leer por qué.",
        last_day=last_day_of_extension(timing.clock_facts(one), acts),
    )


@bp.route(f"{PAGE}/desistimiento", methods=BOTH)
@staff(*DESK)
def deem(filing_number: str) -> Answer:
    let_others_write()
    form = DeemForm(cerrada_en=clock.today())
    return carry_out(
        filing_number,
        Act.DEEM,
        form,
        lambda service_request: actions_closing.deem_withdrawn(
            service_request,
            actor=current_staff(),
            seen_version=form.version.data,
            reasons=form.motivo.data,
            files=form.files,
            told_on=form.cerrada_en.data,
            told_by=form.told_by,
            evidence_reference=form.evidencia.data,
        ),
        done="Listo: quedó cerrada por desistimiento.",
    )
