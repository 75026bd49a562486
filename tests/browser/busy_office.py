"""A believable office: two years of plan, requests of each kind in every state, and an agenda.

Everything is made through the actions, with the clock moved as time went by.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from portal import clock, storage
from portal.accounts.actions import add_staff
from portal.accounts.models import Role, StaffUser
from portal.agenda.actions import annul, plan_execution, record_held
from portal.agenda.actions_visits import add_commitment, add_remark
from portal.agenda.models import Execution
from portal.agenda.models_visits import RemarkKind
from portal.casework import (
    actions,
    actions_calendar,
    actions_clock,
    actions_closing,
    actions_exclusion,
)
from portal.casework.actions_matters import link, open_matter
from portal.casework.rules import Classification
from portal.data_rights.actions import file_data_request
from portal.data_rights.models import Wish
from portal.extensions import db
from portal.intake.actions import Filing, add_information, file_request
from portal.intake.actions_outages import record_outage
from portal.intake.kinds import Channel, Identity, Outcome, RequestKind, ToldBy
from portal.intake.models import ServiceRequest
from portal.intake.stored_files import PreparedFile
from portal.plan.actions import ensure_current_draft, load_plan
from portal.plan.files import FIRST_PLAN, read_file
from portal.transparency.actions_audit import draw_sample
from portal.working_days import DayEffect
from tests.browser import sessions
from tests.browser.published_months import prepare, publish
from tests.conftest import PASSWORD

TODAY = "2025-03-20 10:00"
SetClock = Callable[[str], datetime]


@dataclass
class BusyOffice:
    """Who works there, and the requests and activities by what each shows."""

    staff: dict[Role, StaffUser]
    requests: dict[str, ServiceRequest] = field(default_factory=dict)
    activities: dict[str, Execution] = field(default_factory=dict)
    # Of the QR of a list that is open, and of one that closed.
    codes: list[str] = field(default_factory=list)
    # The number of one.
    certificate: str = ""
    # The address of the matter that gathers two of them.
    matter: str = ""
    # The number of what somebody asked about their data.
    data_number: str = ""

    @property
    def ana(self) -> StaffUser:
        return self.staff[Role.ATTENDANT]

    @property
    def carmen(self) -> StaffUser:
        return self.staff[Role.COORDINATOR]


def open_office(at: SetClock) -> BusyOffice:
    """The office as it is on the morning of ``TODAY``."""
    at("2024-01-15 08:00")
    names = {
        Role.ATTENDANT: "Ana Riascos",
        Role.COORDINATOR: "Carmen Valencia",
        Role.COMMUNICATIONS: "Pablo Angulo",
        Role.PLANNING: "Paz Mosquera",
        Role.COMMITTEE: "Marta Caicedo",
        Role.ADMINISTRATOR: "Adela Rentería",
    }
    office = BusyOffice({role: _hire(name, role) for role, name in names.items()})
    load_plan(read_file(FIRST_PLAN), today=clock.today())
    _work_through_2024(office, at)
    at("2025-01-02 08:00")
    ensure_current_draft(clock.today())
    _work_through_2025(office, at)
    at(TODAY)
    record_outage(
        channel=Channel.WEB,
        began_at=clock.at_midnight(clock.today()),
        ended_at=None,
        what_happened="Se fue la luz en el edificio.",
        actor=office.ana,
    )
    sessions.settle(office)
    facts = {"wish": Wish.CORRECT, "name": "Luz Cuero", "document_type": "cc"}
    facts |= {"document_number": "31.234.567", "telephone": "310 555 0101"}
    facts |= {"description": "Mi apellido está mal escrito."}
    filed = file_data_request(facts, nonce="de la oficina")
    office.data_number = filed.data_request.filing_number
    prepare(office.staff, 2024, 4)
    db.session.commit()
    return office


def _hire(name: str, role: Role) -> StaffUser:
    email = f"{name.split(maxsplit=1)[0].lower()}@personeria.example"
    return add_staff(email=email, name=name, role=role, password=PASSWORD)[0]


def _work_through_2024(office: BusyOffice, at: SetClock) -> None:
    for month, number in ((1, 3), (1, 4), (2, 3), (3, 2), (3, 3), (5, 2), (5, 7), (6, 3), (9, 5)):
        at(f"2024-{month:02d}-19 17:00")
        _hold(office, number, "Encuentro con las juntas de la Comuna 8", clock.today())
    at("2024-03-05 09:10")
    training = office.requests["attended"] = _ask_training("Junta de La Playita")
    answered = office.requests["closed"] = _complain("Llevamos nueve días sin agua en la cuadra.")
    sent_on = office.requests["sent on"] = _complain(
        "El camión de la basura no pasa desde el lunes.", topic="aseo"
    )
    withdrawn = _seek_advice("Quería una tutela y ya me resolvieron.")
    at("2024-03-21 16:00")
    _close(office, answered, Outcome.ATTENDED)
    _close(office, withdrawn, Outcome.WITHDRAWN)
    actions_closing.transfer(
        sent_on,
        actor=office.ana,
        seen_version=sent_on.version,
        body="Buenaventura Medio Ambiente",
        told_on=clock.today(),
        told_by=ToldBy.PORTAL,
        answer="Pasamos su queja a la empresa, que debe responderle.",
    )
    at("2024-03-28 18:00")
    session = _hold(office, None, "Taller de cultura de paz", clock.today(), training)
    office.activities["attended"] = session
    _write_down(office, session)
    at("2024-04-08 09:10")
    publish(office.staff, 2024, 1)
    publish(office.staff, 2024, 3)
    draw_sample(year=2024, month=3, actor=office.staff[Role.COORDINATOR])
    at("2024-05-09 11:40")
    _hold(office, 5, "Recorrido por el estero", date(2024, 3, 22))
    publish(office.staff, 2024, 3, reason="El soporte del recorrido llegó en mayo.")
    at("2024-11-20 09:00")
    _ask_training("Consejo comunitario de Calima")
    _seek_advice("No me entregan un medicamento.", topic="tutela")


def _write_down(office: BusyOffice, session: Execution) -> None:
    """What came of it: a question, a finding, and a promise that is long overdue."""
    for kind, text, answer in (
        (RemarkKind.QUESTION, "¿Quién responde si no pasa el carro?", "La empresa de aseo."),
        (RemarkKind.FINDING, "La caseta no tiene techo.", None),
    ):
        add_remark(session, kind=kind, text=text, answer=answer, actor=office.ana)
    add_commitment(
        session,
        promised_by="Empresa de aseo, gerencia",
        text="Recoger dos veces por semana en La Playita.",
        due_on=date(2024, 5, 2),
        actor=office.ana,
    )


def _gather(office: BusyOffice, one: ServiceRequest) -> None:
    """A matter with one request, beside others of its service that could belong to it."""
    _complain("No hay luz desde el martes.", topic="energia")
    matter = open_matter(
        title="Sin luz en La Playita",
        service="energia",
        territory=None,
        since=date(2025, 3, 1),
        actor=office.ana,
    )
    link(matter, seen_version=1, service_requests=[one], actor=office.ana)
    office.matter = matter.public_id


def _work_through_2025(office: BusyOffice, at: SetClock) -> None:
    at("2025-02-10 09:00")
    office.requests["overdue"] = _complain("Cobran el gas que no llega.", topic="gas")
    at("2025-03-03 15:20")
    _take(office, office.requests["overdue"])
    reserved = office.requests["reserved"] = _seek_advice(
        "Me amenazan para que deje la veeduría.",
        identity=Identity.RESERVED,
        is_protected=True,
        is_urgent=True,
    )
    actions.take(reserved, actor=office.carmen, seen_version=reserved.version)
    asked = office.requests["asked"] = _complain("El agua sale amarilla desde hace un mes.")
    actions.ask(asked, actor=office.ana, seen_version=asked.version, body="¿En qué calle es?")
    at("2025-03-05 11:00")
    add_information(asked, body="En la calle sexta, frente a la cancha.", files=[_photograph()])
    _classify(office, asked)
    stopped = office.requests["stopped"] = _seek_advice("No me entregan un medicamento.")
    actions_clock.require_completion(
        stopped, actor=office.ana, seen_version=stopped.version, body="Falta la fórmula médica."
    )
    original = office.requests["open"] = _complain("Se cayó un poste de la luz.", topic="energia")
    twice = office.requests["proposed"] = _complain("Se cayó un poste de luz.", topic="energia")
    _propose(office, twice, original)
    _gather(office, original)
    spam = office.requests["excluded"] = _complain("Compre ya.", topic="otro", is_suspect=True)
    _propose(office, spam, None)
    actions_exclusion.confirm_exclusion(spam, actor=office.carmen, seen_version=spam.version)
    at("2025-03-18 14:00")
    training = office.requests["training"] = _ask_training("Institución educativa Termarit")
    office.requests["anonymous"] = _seek_advice("No sé.", identity=Identity.ANONYMOUS, name=None)
    office.activities["planned"] = _plan(office, None, date(2025, 4, 4), training)
    unproved = _plan(office, 3, clock.today())
    office.activities["unproved"] = _record_held(office, unproved, evidence=None)
    annulled = _hold(office, 4, "Siembra de mangle", clock.today())
    annul(annulled, seen_version=annulled.version, reason="Se anotó dos veces.", actor=office.ana)
    office.activities["annulled"] = annulled
    actions_calendar.change_days(
        first=date(2025, 4, 14),
        last=date(2025, 4, 16),
        effect=DayEffect.EXTRA,
        reason="Suspensión de términos, Resolución 20 de 2025",
        actor=office.carmen,
    )


def _file(kind: RequestKind, files: tuple[PreparedFile, ...] = (), **facts: Any) -> ServiceRequest:
    known = {
        "received_at": clock.now(),
        "territory": "Comuna 8",
        "name": "Rosa Mosquera Cuero",
        "document_type": "cc",
        "document_number": "31.234.567",
        "telephone": "310 555 1234",
        "email": "rosa@correo.example",
    }
    return file_request(Filing(kind=kind, **known | facts), files=files).service_request


def _complain(description: str, topic: str = "acueducto", **facts: Any) -> ServiceRequest:
    return _file(
        RequestKind.COMPLAINT,
        (_photograph(),),
        description=description,
        topic=topic,
        provider="saaab_acueducto",
        households=40,
        answers={"desde_cuando": "Hace nueve días", "reclamo_previo": "si"},
        **facts,
    )


def _seek_advice(description: str, topic: str = "no_se", **facts: Any) -> ServiceRequest:
    return _file(RequestKind.ADVICE, description=description, topic=topic, **facts)


def _ask_training(community: str) -> ServiceRequest:
    return _file(
        RequestKind.TRAINING,
        topic="cultura_de_paz",
        people_expected=35,
        answers={"comunidad": community, "lugar": "Caseta comunal"},
    )


def _photograph() -> PreparedFile:
    content = b"the bytes of a picture that nobody opens here"
    return PreparedFile("contador.jpg", "image/jpeg", len(content), storage.keep(content))


def _take(office: BusyOffice, one: ServiceRequest) -> None:
    actions.take(one, actor=office.ana, seen_version=one.version)


def _close(office: BusyOffice, one: ServiceRequest, outcome: Outcome) -> None:
    actions_closing.close(
        one,
        actor=office.ana,
        seen_version=one.version,
        outcome=outcome,
        closed_on=clock.today(),
        told_by=ToldBy.PORTAL,
        answer="Le pedimos cuentas a la empresa: repone el servicio el viernes.",
        evidence_reference="Carpeta 12, folio 3",
        reason="La persona avisó que ya no la necesita.",
    )


def _classify(office: BusyOffice, one: ServiceRequest) -> None:
    actions.classify(
        one,
        actor=office.ana,
        seen_version=one.version,
        classification=Classification(
            summary="Agua turbia en la calle sexta",
            topic=one.topic,
            territory="comuna_08",
            provider=one.provider,
            is_protected=False,
            is_suspect=False,
        ),
    )


def _propose(office: BusyOffice, one: ServiceRequest, original: ServiceRequest | None) -> None:
    actions_exclusion.propose_exclusion(
        one,
        actor=office.ana,
        seen_version=one.version,
        outcome=Outcome.DUPLICATE if original else Outcome.NOT_VALID,
        reason="Es el mismo poste." if original else "Es publicidad.",
        duplicate_of=original,
    )


def _plan(
    office: BusyOffice, number: int | None, day: date, *requests: ServiceRequest, title: str = ""
) -> Execution:
    return plan_execution(
        activity_number=number,
        title=title or "Taller para reclamar por los servicios públicos",
        takes_place_on=day,
        starts_at=time(14, 30),
        place="Casa de la Cultura",
        service_requests=requests,
        actor=office.ana,
    )


def _record_held(
    office: BusyOffice,
    execution: Execution,
    *requests: ServiceRequest,
    evidence: str | None = "Lista de asistencia, carpeta 4",
) -> Execution:
    return record_held(
        execution,
        seen_version=execution.version,
        held_on=execution.takes_place_on,
        starts_at=None,
        people_reached=33,
        evidence_reference=evidence,
        service_requests=requests,
        actor=office.ana,
    )


def _hold(
    office: BusyOffice, number: int | None, title: str, day: date, *requests: ServiceRequest
) -> Execution:
    execution = _plan(office, number, day, *requests, title=title)
    return _record_held(office, execution, *requests)
