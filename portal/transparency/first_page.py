"""What waits for somebody, whatever the room it stands in: the lines of the first page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from portal import clock, config
from portal.accounts import lost_forms
from portal.accounts.lost_forms import LOST_FORMS
from portal.accounts.models import Role, StaffUser
from portal.agenda import queries as agenda
from portal.agenda import queries_visits, rules_visits
from portal.agenda.rules import RECORDERS
from portal.casework import queries_home
from portal.casework.rules import DESK
from portal.data_rights import queries as data_rights
from portal.formats import counted, short_date
from portal.intake import queries_outages
from portal.intake.actions_office import KEEPERS
from portal.intake.unfinished import undefined_data, unverified_entries
from portal.plan import queries as plans
from portal.plan.actions_draft import EDITORS
from portal.transparency import desk, queries
from portal.transparency.rules import month_label
from portal.transparency.year_page import MonthState, months_of

GRAVITY = ("bad", "risk", "open")
TO_CONFIRM = ("exclusión por confirmar", "exclusiones por confirmar")


@dataclass(frozen=True)
class Need:
    """``kind``: the state of the components; ``address``: the page where it is done."""

    kind: str
    text: str
    address: str


def needs_of(user: StaffUser, today: date) -> list[Need]:
    """The gravest first; only what this person can do something about."""
    found: list[Need] = []
    if lost := len(lost_forms.of_person(user)):
        text = (
            counted(lost, "formulario que no alcanzó", "formularios que no alcanzó") + " a enviar"
        )
        found.append(Need("risk", text, LOST_FORMS))
    if user.role in DESK:
        found += _at_the_desk(user, today)
    if user.role in RECORDERS:
        found += _in_the_agenda(today)
    if user.role is Role.COORDINATOR and (late := data_rights.late_count(today)):
        text = counted(late, "solicitud", "solicitudes") + " sobre datos personales por vencer"
        found.append(Need("risk", text, "/gestion/datos-personales"))
    found += _to_sign(user, today)
    if user.role in EDITORS:
        found += _of_the_plan(user, today.year)
    if user.role in KEEPERS:
        found += _of_the_office(today)
    return sorted(found, key=lambda one: GRAVITY.index(one.kind))


def _at_the_desk(user: StaffUser, today: date) -> Iterator[Need]:
    needs = queries_home.needs(user, today)
    waiting = (
        ("bad", needs.overdue, "vencida", "vencidas", "plazo=vencidas"),
        ("risk", needs.due_soon, "por vencer", "por vencer", "plazo=por_vencer"),
        ("risk", needs.to_confirm, *TO_CONFIRM, "estado=por_confirmar"),
        ("open", needs.unassigned, "sin asignar", "sin asignar", "quien=nadie"),
    )
    for kind, number, one, many, asked in waiting:
        if number:
            yield Need(kind, counted(number, one, many), f"/gestion/solicitudes?{asked}")
    if failing := queries_outages.failing_count():
        words = counted(failing, "canal sigue sin funcionar", "canales siguen sin funcionar")
        yield Need("bad", words, "/gestion/canal")


def _in_the_agenda(today: date) -> Iterator[Need]:
    needs = agenda.needs(today)
    if needs.unrecorded:
        words = counted(needs.unrecorded, "actividad", "actividades")
        yield Need("bad", f"{words} de la agenda sin registrar", "/gestion/agenda")
    if needs.unproved:
        words = counted(
            needs.unproved, "actividad hecha sin soporte", "actividades hechas sin soporte"
        )
        yield Need("risk", words, "/gestion/agenda")
    open_ones = queries_visits.open_commitments()
    if broken := sum(rules_visits.is_overdue(one, today) for one in open_ones):
        words = counted(broken, "compromiso vencido", "compromisos vencidos")
        yield Need("bad", words, "/gestion/agenda/compromisos")


def _to_sign(user: StaffUser, today: date) -> Iterator[Need]:
    """For whoever signs, by their own post or acting for somebody."""
    if not desk.may_reject(user):
        return
    current = queries.in_progress()
    if current is not None:
        month = month_label(current.year, current.month).capitalize()
        address = f"/gestion/publicaciones/{current.year}/{current.month:02d}"
        if desk.may_sign(current, user):
            yield Need("risk", f"{month} espera su firma", address)
        else:
            yield Need("open", f"{month} espera la firma: {desk.next_post(current)}", address)
    for year in (today.year - 1, today.year):
        yield from _to_publish(year, today)


def _to_publish(year: int, today: date) -> Iterator[Need]:
    plan = plans.plan_in_force(year, clock.month_bounds(year, 12)[1])
    if plan is None or plan.is_draft:
        return
    working_day = config.setting("PUBLISH_BY_WORKING_DAY")
    months = months_of(year, queries.published_in(year), today, working_day)
    address = f"/gestion/publicaciones?anio={year}"
    if late := sum(one.state is MonthState.LATE for one in months):
        words = counted(late, "mes", "meses")
        yield Need("bad", f"{words} de {year} sin publicar, con el plazo vencido", address)
    for one in months:
        if one.state is MonthState.DUE:
            month = month_label(year, one.month).capitalize()
            yield Need("open", f"{month} se publica hasta el {short_date(one.due_on)}", address)


def _of_the_plan(user: StaffUser, year: int) -> Iterator[Need]:
    draft = plans.draft_of(year)
    if draft is None:
        return
    address = f"/gestion/plan/{year}"
    if draft.proposed_by_id is None:
        yield Need("risk", f"El plan de {year} sigue en borrador", address)
    elif draft.proposed_by_id != user.id:
        yield Need("risk", f"El plan de {year} espera que usted lo confirme", address)


def _of_the_office(today: date) -> Iterator[Need]:
    if undefined := undefined_data():
        words = counted(undefined, "dato", "datos") + " de la oficina por definir"
        yield Need("risk", words, "/gestion/administracion")
    if unverified := unverified_entries(today):
        words = counted(unverified, "entrada", "entradas") + " de las listas por verificar"
        yield Need("open", words, "/gestion/catalogos")
