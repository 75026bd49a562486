"""Each page of the portal: its addresses, and who may open them."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.accounts.models import Role
from tests.browser.busy_office import BusyOffice

CITIZEN = "citizen"  # a browser in which a request was filed
STRANGER = "stranger"
Visitor = Role | str

# What answers to a GET without being a page: files, a redirect, the health of the server.
NO_PAGES = frozenset(
    {
        "agenda.blank_list",
        "agenda.certificate",
        "agenda.certificates",
        "agenda.evidence_file",
        "agenda.own_feed",
        "agenda.poster",
        "agenda.public_feed",
        "assets.asset",
        "casework.dossier_file",
        "attendance.certificate_file",
        "casework.file",
        "indicators.current_figures",
        "indicators.current_plan",
        "indicators.report_book",
        "indicators.report_paper",
        "intake.form_on_paper",
        "intake.leave",
        "intake.receipt_paper",
        "guide.manifest",
        "guide.worker",
        "tracking.requester_file",
        "pages.health",
        "transparency.chain",
        "transparency.robots",
        "transparency.sitemap",
        "transparency.feed",
        "transparency.file",
        "transparency.latest_file",
    }
)


@dataclass(frozen=True)
class PageVisit:
    """Somebody opens an address; the answer is a page with this status."""

    endpoint: str
    address: str
    visitor: Visitor = STRANGER
    status: int = 200


def every_page(office: BusyOffice, filed: str) -> Iterator[PageVisit]:
    """All pages; ``filed`` is the number of the request that the citizen filed."""
    yield from _for_anyone()
    yield PageVisit("tracking.tracking", f"/seguimiento/{filed}", CITIZEN)
    yield PageVisit("tracking.withdraw", f"/seguimiento/{filed}/desistir", CITIZEN)
    yield PageVisit("intake.acknowledgement", f"/solicitudes/recibida/{filed}", CITIZEN)
    yield from _of_casework(office)
    yield from _of_the_agenda(office)
    yield from _of_people(office)
    yield from _of_publishing()
    for number in (1, 3, 6):
        address = f"/gestion/cifras/2024/03/{number}"
        yield PageVisit("indicators.figure_rows", address, Role.PLANNING)
    for month in ("2024/03", "2025/03"):
        yield PageVisit("indicators.figures", f"/gestion/cifras/{month}", Role.COMMITTEE)
    yield PageVisit("indicators.reports", "/gestion/informes?anio=2024", Role.ADMINISTRATOR)
    for period in ("s1", "01"):
        yield PageVisit("indicators.report", f"/gestion/informes/2024/{period}", Role.PLANNING)
    control = "/gestion/informes/2024/s1/control-interno"
    yield PageVisit("indicators.control_report", control, Role.COORDINATOR)


def _for_anyone() -> Iterator[PageVisit]:
    yield PageVisit("pages.accessibility", "/accesibilidad")
    yield PageVisit("pages.help_page", "/ayuda")
    yield PageVisit("pages.participate", "/participa")
    yield PageVisit("pages.policies", "/politicas")
    yield PageVisit("pages.privacy", "/privacidad")
    yield PageVisit("data_rights.new", "/privacidad/solicitud")
    yield PageVisit("data_rights.find", "/privacidad/consultar")
    yield PageVisit("guide.on_a_telephone", "/telefono")
    yield PageVisit("guide.without_signal", "/sin-senal")
    yield PageVisit("home.home", "/")
    yield from _of_the_guide()
    for kind in ("queja", "asesoria", "capacitacion"):
        yield PageVisit("intake.new_request", f"/solicitudes/{kind}")
    yield PageVisit("intake.track", "/seguimiento")
    yield PageVisit("tracking.tracking", "/seguimiento/QUE-2024-000001", status=404)
    yield PageVisit("tracking.lost_code", "/seguimiento/codigo")
    yield PageVisit("tracking.new_code", "/seguimiento/codigo/x", status=404)
    for year in (2024, 2025):
        yield PageVisit("indicators.plan", f"/plan/{year}")
    for number in (1, 3, 6):
        yield PageVisit("indicators.indicator", f"/plan/2024/indicadores/{number}")
    yield PageVisit("indicators.plan", "/plan/2030", status=404)
    yield PageVisit("accounts.sign_in", "/ingresar")
    yield from _of_transparency()


def _of_the_guide() -> Iterator[PageVisit]:
    yield PageVisit("guide.home", "/guia")
    yield PageVisit("guide.question", "/guia/preguntas/plazo")
    for code in ("peligro", "servicios_publicos"):
        yield PageVisit("guide.card", f"/guia/{code}")
    for code in ("peticion", "tutela", "servicios_publicos", "cumplimiento"):
        yield PageVisit("guide.draft", f"/guia/{code}/borrador")
    yield PageVisit("guide.deadlines", "/guia/plazos")
    yield PageVisit("guide.deadlines", "/guia/plazos?tipo=peticion&dia=2024-03-16")
    yield PageVisit("guide.deadlines", "/guia/plazos?tipo=&dia=2098-01-06", status=400)


def _of_transparency() -> Iterator[PageVisit]:
    yield PageVisit("transparency.index", "/transparencia")
    yield PageVisit("transparency.map_page", "/mapa")
    yield PageVisit("transparency.shared_problems", "/problemas")
    for year in (2024, 2025):
        yield PageVisit("transparency.year", f"/transparencia/{year}")
    for month in ("01", "02", "03", "12"):
        yield PageVisit("transparency.month", f"/transparencia/2024/{month}")
    yield PageVisit("transparency.version", "/transparencia/2024/03/v1/")
    for number in (1, 3, 6):
        address = f"/transparencia/2024/03/v2/filas?indicador={number}"
        yield PageVisit("transparency.rows", address)
    yield PageVisit("transparency.corrections", "/transparencia/correcciones")


def _of_publishing() -> Iterator[PageVisit]:
    desk, coordination = "/gestion/publicaciones", Role.COORDINATOR
    yield PageVisit("publishing.publications", f"{desk}?anio=2024", Role.COMMITTEE)
    for month in ("2024/01", "2024/02", "2024/03", "2024/04"):
        yield PageVisit("publishing.month", f"{desk}/{month}", coordination)
    yield PageVisit("publishing.prepare", f"{desk}/2024/02/preparar", coordination)
    waiting = f"{desk}/2024/04"
    yield PageVisit("publishing.waiting_rows", f"{waiting}/filas/6", Role.PLANNING)
    yield PageVisit("publishing.review", f"{waiting}/revisar", Role.PLANNING)
    yield PageVisit("publishing.approve", f"{waiting}/aprobar", Role.COMMITTEE)
    yield PageVisit("publishing.reject", f"{waiting}/rechazar", Role.PLANNING)


def _of_casework(office: BusyOffice) -> Iterator[PageVisit]:
    desk, coordination = Role.ATTENDANT, Role.COORDINATOR
    for role in (coordination, Role.COMMUNICATIONS):
        yield PageVisit("first_page.home", "/gestion", role)
        yield PageVisit("accounts.lost", "/gestion/sin-enviar", role)
    yield PageVisit("casework.queue", "/gestion/solicitudes", coordination)
    yield PageVisit("casework.queue", "/gestion/solicitudes?estado=cerradas", desk)
    yield PageVisit("casework.queue", "/gestion/solicitudes?buscar=nadie", desk)
    asked = "plazo=vencidas&tema=acueducto&novedades=y&buscar=agua"
    yield PageVisit("casework.queue", f"/gestion/solicitudes?{asked}", coordination)
    yield PageVisit("casework.export", f"/gestion/solicitudes/exportar?{asked}", desk)
    yield PageVisit("casework.saved_views", "/gestion/solicitudes/vistas", coordination)
    yield PageVisit("casework.walk_in", "/gestion/solicitudes/nueva", desk)
    yield PageVisit("casework.outages", "/gestion/canal", desk)
    yield PageVisit("casework.supervision", "/gestion/supervision", coordination)
    yield PageVisit("casework.replies_page", "/gestion/respuestas", desk)
    yield PageVisit("casework.new_reply", "/gestion/respuestas/nueva", coordination)
    yield PageVisit("casework.edit_reply", "/gestion/respuestas/completar", Role.ADMINISTRATOR)
    for year in (2024, 2025, 2026):
        yield PageVisit("plan_desk.plan_page", f"/gestion/plan/{year}", Role.PLANNING)
    activity = "/gestion/plan/2025/actividades/1"
    yield PageVisit("plan_desk.edit_activity", activity, coordination)
    yield PageVisit("plan_desk.edit_texts", "/gestion/plan/2025/texto", coordination)
    for address, endpoint in (
        ("administracion", "administration"),
        ("oficina", "own_data"),
        ("catalogos", "lists"),
        ("catalogos/prestadores", "entries"),
        ("catalogos/prestadores/nueva", "new_entry"),
        ("catalogos/telefonos_de_emergencia/mujer", "edit_entry"),
    ):
        yield PageVisit(f"office.{endpoint}", f"/gestion/{address}", Role.ADMINISTRATOR)
    matter = f"/gestion/asuntos/{office.matter}"
    yield PageVisit("casework.matters", "/gestion/asuntos", desk)
    yield PageVisit("casework.new_matter", "/gestion/asuntos/nuevo", desk)
    yield PageVisit("casework.matter", matter, desk)
    yield PageVisit("casework.answer_matter", f"{matter}/responder", coordination)
    samples = "/gestion/supervision/muestras"
    yield PageVisit("audit.samples", f"{samples}?anio=2024", coordination)
    yield PageVisit("audit.sample", f"{samples}/2024/03", desk)
    yield PageVisit("audit.finding", f"{samples}/2024/03/1", desk)
    yield PageVisit("casework.annul_outage", "/gestion/canal/1/anular", desk)
    yield PageVisit("casework.end_outage", "/gestion/canal/1/volvio", desk)
    for kind in ("queja", "asesoria", "capacitacion"):
        yield PageVisit("casework.new_walk_in", f"/gestion/solicitudes/nueva/{kind}", desk)
    for state in (
        "attended",
        "closed",
        "overdue",
        "reserved",
        "asked",
        "proposed",
        "excluded",
        "stopped",
    ):
        address = f"/gestion/solicitudes/{office.requests[state].filing_number}"
        yield PageVisit("casework.request_page", address, coordination)
    hidden = f"/gestion/solicitudes/{office.requests['reserved'].filing_number}"
    yield PageVisit("casework.request_page", hidden, desk)
    acts = {
        "open": [
            "answer",
            "ask",
            "assign",
            "classify",
            "close",
            "extend",
            "dossier_page",
            "fill_in",
            "keep",
            "note",
            "propose",
            "receipt_paper",
            "register",
            "reissue_code",
            "require",
            "transfer",
        ],
        "training": ["close"],
        "closed": ["reopen", "answer", "answer_letter"],
        "sent on": ["transfer_letter"],
        "proposed": ["decide"],
        "stopped": ["complete", "deem", "lengthen", "extend"],
    }
    for state, names in acts.items():
        number = office.requests[state].filing_number
        for name in names:
            address = f"/gestion/solicitudes/{number}/{VERBS[name]}"
            yield PageVisit(f"casework.{name}", address, coordination)

    for role in (coordination, Role.ADMINISTRATOR):
        yield PageVisit("casework.non_working_days", "/gestion/dias-no-habiles", role)
        yield PageVisit("casework.calendar_change", "/gestion/dias-no-habiles/1", role)


VERBS = {
    "answer": "responder",
    "answer_letter": "oficio-de-respuesta",
    "ask": "preguntar",
    "assign": "asignar",
    "classify": "clasificar",
    "close": "cerrar",
    "complete": "completar",
    "decide": "excluir/confirmar",
    "deem": "desistimiento",
    "dossier_page": "expediente",
    "extend": "ampliar",
    "fill_in": "datos",
    "keep": "asumir",
    "lengthen": "mas-plazo",
    "note": "nota",
    "propose": "excluir",
    "receipt_paper": "constancia",
    "register": "radicado-externo",
    "reissue_code": "codigo",
    "reopen": "reabrir",
    "require": "requerir",
    "transfer": "trasladar",
    "transfer_letter": "oficio-de-traslado",
}


def _of_the_agenda(office: BusyOffice) -> Iterator[PageVisit]:
    desk, elsewhere = Role.ATTENDANT, Role.COMMUNICATIONS
    yield PageVisit("agenda.agenda", "/gestion/agenda?anio=2024", elsewhere)
    yield PageVisit("agenda.agenda", "/gestion/agenda", desk)
    training = office.requests["training"].filing_number
    yield PageVisit("agenda.new", f"/gestion/agenda/nueva?solicitud={training}", desk)
    yield PageVisit("agenda.new", "/gestion/agenda/nueva", elsewhere)
    for activity in office.activities.values():
        yield PageVisit("agenda.execution_page", f"/gestion/agenda/{activity.id}", desk)
    planned = f"/gestion/agenda/{office.activities['planned'].id}"
    yield PageVisit("agenda.hold", f"{planned}/realizada", desk)
    yield PageVisit("agenda.edit", f"{planned}/editar", desk)
    yield PageVisit("agenda.choose_requests", f"{planned}/solicitudes", desk)
    attended = f"/gestion/agenda/{office.activities['attended'].id}"
    proof = office.activities["attended"].evidences[0].public_id
    yield PageVisit("agenda.add_evidence", f"{attended}/evidencia", desk)
    yield PageVisit("agenda.annul", f"{attended}/anular", desk)
    yield PageVisit("agenda.withdraw_evidence", f"{attended}/evidencia/{proof}/retirar", desk)
    yield PageVisit("agenda.add_remark", f"{attended}/observaciones", desk)
    yield PageVisit("agenda.add_commitment", f"{attended}/compromisos", desk)
    yield PageVisit("agenda.commitments", "/gestion/agenda/compromisos", elsewhere)
    yield PageVisit("agenda.follow_up", "/gestion/agenda/compromisos/1", desk)
    yield from _of_sessions(office)


def _of_sessions(office: BusyOffice) -> Iterator[PageVisit]:
    desk, planned = Role.ATTENDANT, f"/gestion/agenda/{office.activities['planned'].id}"
    today = f"/gestion/agenda/{office.activities['today'].id}"
    yield PageVisit("agenda.month", "/gestion/agenda/2025/3", Role.PLANNING)
    yield PageVisit("agenda.own_calendar", "/gestion/agenda/calendario", Role.COMMITTEE)
    yield PageVisit("agenda.gatherings", "/gestion/agenda/por-reunir", desk)
    yield PageVisit("agenda.arrange", f"{planned}/sesion", desk)
    yield PageVisit("agenda.offer", f"{planned}/fechas", desk)
    yield PageVisit("agenda.fix", f"{planned}/fecha", desk)
    yield PageVisit("agenda.attendance", f"{today}/asistencia", desk)
    yield PageVisit("agenda.open_check_in", f"{planned}/asistencia/qr", desk)
    yield PageVisit("agenda.close_check_in", f"{today}/asistencia/qr/cerrar", desk)
    yield PageVisit("agenda.public_agenda", "/agenda")
    for code in office.codes:
        yield PageVisit("attendance.check_in", f"/asistencia/{code}")
    yield PageVisit("attendance.find_certificate", "/certificados")
    yield PageVisit("attendance.certificate", f"/certificados/{office.certificate}")
    yield PageVisit("attendance.certificate", "/certificados/A-0000000000", status=404)


def _of_people(office: BusyOffice) -> Iterator[PageVisit]:
    administrator = Role.ADMINISTRATOR
    yield PageVisit("accounts.change_password", "/cuenta/clave", administrator)
    yield PageVisit("accounts.people_list", "/gestion/personas", administrator)
    yield PageVisit("accounts.new_person", "/gestion/personas/nueva", administrator)
    yield PageVisit("casework.archive", "/gestion/archivo", administrator)
    yield PageVisit("casework.access_log", "/gestion/bitacora", administrator)
    yield PageVisit("posts.acting_posts", "/gestion/encargos", administrator)
    data = "/gestion/datos-personales"
    yield PageVisit("data_rights.listed", data, Role.COORDINATOR)
    yield PageVisit("data_rights.shown", f"{data}/{office.data_number}", Role.COORDINATOR)
    for role in (Role.ATTENDANT, administrator):
        address = f"/gestion/personas/{office.staff[role].public_id}"
        yield PageVisit("accounts.person", address, administrator)
