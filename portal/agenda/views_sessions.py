"""The pages that settle a session: its length and capacity, and its date with the leaders."""

from datetime import date, time
from functools import partial
from typing import Any

from flask import render_template, request

from portal import clock
from portal.accounts.access import current_staff, staff
from portal.agenda import (
    actions_offers,
    actions_sessions,
    queries_offers,
    queries_sessions,
    rules,
)
from portal.agenda.dates_page import counted_dates
from portal.agenda.forms_dates import in_words, slot_in_words
from portal.agenda.forms_sessions import FixForm, OfferForm, SessionForm
from portal.agenda.models import Execution
from portal.agenda.offers import choices_of
from portal.agenda.views_acting import BOTH, PAGE, Answer, bp, carry_out, chosen_requests, load
from portal.intake import catalogues


@bp.get("/gestion/agenda/por-reunir")
@staff(*rules.ATTENDERS)
def gatherings() -> str:
    """Open training requests of the same topic and territory, to be gathered in one session."""
    return render_template(
        "agenda/gatherings.html",
        gatherings=queries_offers.gatherings(),
        topic_of=partial(catalogues.label, "topics"),
        territory_of=partial(catalogues.label, "territories"),
        today=clock.today(),
    )


@bp.route(f"{PAGE}/sesion", methods=BOTH)
@staff(*rules.RECORDERS)
def arrange(execution_id: int) -> Answer:
    load(execution_id)
    form = SessionForm.of(queries_sessions.details_of(execution_id))
    return carry_out(
        execution_id,
        form,
        lambda locked: actions_sessions.arrange(
            locked,
            seen_version=form.version.data,
            minutes=form.duracion.data,
            capacity=form.cupo.data,
            is_announced=form.anunciada.data,
            actor=current_staff(),
        ),
        page="arrange",
        done="Listo: quedó guardado.",
    )


@bp.route(f"{PAGE}/fechas", methods=BOTH)
@staff(*rules.ATTENDERS)
def offer(execution_id: int) -> Answer:
    """Offer dates to those on the list; whoever has not answered is ticked."""
    load(execution_id)
    form = OfferForm()
    return carry_out(
        execution_id,
        form,
        lambda locked: actions_offers.offer_dates(
            locked,
            seen_version=form.version.data,
            slots=form.slots,
            service_requests=chosen_requests(form.solicitudes.data),
            actor=current_staff(),
        ),
        page="offer",
        done="Listo: las fechas quedaron en la página de cada solicitud, y se avisó por correo.",
        fill=lambda execution: _offer_to(form, execution),
        then="agenda.fix",
    )


@bp.route(f"{PAGE}/fecha", methods=BOTH)
@staff(*rules.RECORDERS)
def fix(execution_id: int) -> Answer:
    """What the leaders said of each date, and the date that the office settles on."""
    execution = load(execution_id)
    form = FixForm(**_proposed(execution))
    offers = queries_offers.offers_of(execution_id)
    return carry_out(
        execution_id,
        form,
        lambda locked: actions_offers.fix_date(
            locked,
            seen_version=form.version.data,
            day=form.fecha.data,
            starts_at=form.hora.data,
            actor=current_staff(),
        ),
        page="fix",
        done="Listo: quedó la fecha, y se avisó a quienes la pidieron.",
        offers=offers,
        dates=counted_dates(offers),
        details=queries_sessions.details_of(execution_id),
        in_words=in_words,
        slot_in_words=slot_in_words,
    )


def _offer_to(form: OfferForm, execution: Execution) -> None:
    answered = {
        one.service_request_id for one in queries_offers.offers_of(execution.id) if one.answer
    }
    still_open = [
        one.service_request for one in execution.attendances if not one.service_request.is_closed
    ]
    unanswered = [one.filing_number for one in still_open if one.id not in answered]
    form.offer_requests(choices_of(still_open), unanswered)


def _proposed(execution: Execution) -> dict[str, Any]:
    """The date that was pressed in the table, or the one that stands."""
    day, at = request.args.get("fecha", ""), request.args.get("hora", "")
    try:
        return {"fecha": date.fromisoformat(day), "hora": time.fromisoformat(at) if at else None}
    except ValueError:
        return {"fecha": execution.takes_place_on, "hora": execution.starts_at}
