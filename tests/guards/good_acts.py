"""For each address that takes a form: who sends it, and what a person would fill in.

A new form is not done until it stands here; the proofs of refusals start from what is allowed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import encode_multipart

from portal.accounts.models import Role
from portal.agenda import certificates
from portal.casework import lost_codes
from portal.intake.queries import request_by_number, requester_of
from tests.guards import shared, signing, terms
from tests.guards.page_forms import form_for
from tests.guards.wire import Answer, ask, raw
from tests.guards.world import CITIZEN, NOBODY, PASSWORD, World

ANA, CARMEN, ADELA = Role.ATTENDANT.value, Role.COORDINATOR.value, Role.ADMINISTRATOR.value
TRAINING, ADVICE, COMPLAINT = "CAP-2024-000001", "ASE-2024-000001", "QUE-2024-000001"
CLOSED, PROPOSED, TRANSFERRED = "QUE-2024-000003", "ASE-2024-000003", "QUE-2024-000004"
STILL = "QUE-2024-000002"
DESK = "/gestion/solicitudes"
DRAFT = "/gestion/plan/2026"
MAY = "/gestion/publicaciones/2024/05"


@dataclass(frozen=True)
class GoodAct:
    """``path`` may name things of the world: ``{person}``, ``{evidence}``, ``{planned}``…

    ``status``: what the answer is when it was done. ``changes``: whether the database does.
    ``page``: where the form stands, if neither there nor on the page above.
    ``needs``: brings the world to where it can be done, if it is not there yet.
    """

    visitor: str
    path: str
    fields: dict[str, Any] = field(default_factory=dict)
    status: int = 303
    changes: bool = True
    page: str | None = None
    needs: Callable[[], object] | None = None


GOOD_ACTS: dict[str, GoodAct] = {
    "accounts.change_password": GoodAct(
        ANA,
        "/cuenta/clave",
        {
            "clave": PASSWORD,
            "clave_nueva": "agua limpia y rio",
            "clave_repetida": "agua limpia y rio",
        },
    ),
    "accounts.change_role": GoodAct(ADELA, "/gestion/personas/{person}/rol", {"rol": "planning"}),
    "accounts.disable": GoodAct(ADELA, "/gestion/personas/{person}/quitar"),
    "accounts.enable": GoodAct(ADELA, "/gestion/personas/{retired}/devolver"),
    "accounts.new_person": GoodAct(
        ADELA,
        "/gestion/personas/nueva",
        {"nombre": "Eva Cuero", "correo": "eva@personeria.example", "rol": "attendant"},
        201,
    ),
    "accounts.reset_password": GoodAct(ADELA, "/gestion/personas/{person}/clave", status=200),
    "accounts.sign_in": GoodAct(
        NOBODY, "/ingresar", {"correo": "planning@personeria.example", "clave": PASSWORD}
    ),
    "accounts.sign_out": GoodAct(ANA, "/salir", page="/gestion"),
    "agenda.add_evidence": GoodAct(
        ANA, "/gestion/agenda/{held}/evidencia", {"evidencia": "Acta 8"}
    ),
    "agenda.annul": GoodAct(ANA, "/gestion/agenda/{held}/anular", {"motivo": "Se repitió."}),
    "agenda.choose_requests": GoodAct(
        ANA, "/gestion/agenda/{planned}/solicitudes", {"solicitudes": ["CAP-2024-000002"]}
    ),
    "agenda.edit": GoodAct(ANA, "/gestion/agenda/{planned}/editar", {"titulo": "Otro taller"}),
    "agenda.hold": GoodAct(
        ANA,
        "/gestion/agenda/{planned}/realizada",
        {"fecha": "2024-06-10", "hora": "", "evidencia": "Acta 9", "solicitudes": [TRAINING]},
    ),
    "agenda.new": GoodAct(
        ANA, "/gestion/agenda/nueva", {"titulo": "Taller nuevo", "fecha": "2024-07-02"}
    ),
    "agenda.withdraw_evidence": GoodAct(
        ANA, "/gestion/agenda/{held}/evidencia/{evidence}/retirar", {"motivo": "Es de otra."}
    ),
    "agenda.arrange": GoodAct(
        ANA, "/gestion/agenda/{planned}/sesion", {"duracion": "2", "cupo": "40"}
    ),
    "agenda.attendance": GoodAct(
        ANA, "/gestion/agenda/{held}/asistencia", {"nombres": "Rosa Mosquera"}
    ),
    "agenda.close_check_in": GoodAct(ANA, "/gestion/agenda/{open}/asistencia/qr/cerrar"),
    "agenda.fix": GoodAct(
        ANA, "/gestion/agenda/{planned}/fecha", {"fecha": "2024-07-05", "hora": "14:00"}
    ),
    "agenda.offer": GoodAct(
        ANA,
        "/gestion/agenda/{planned}/fechas",
        {"fecha_1": "2024-07-03", "hora_1": "09:00", "solicitudes": [TRAINING]},
    ),
    "agenda.open_check_in": GoodAct(
        ANA, "/gestion/agenda/{planned}/asistencia/qr", {"desde": "08:00", "hasta": "12:00"}
    ),
    "agenda.own_calendar": GoodAct(ANA, "/gestion/agenda/calendario", status=200),
    "agenda.revoke_calendar": GoodAct(
        CARMEN, "/gestion/agenda/calendario/quitar", page="/gestion/agenda/calendario"
    ),
    "agenda.strike": GoodAct(
        ANA,
        "/gestion/agenda/{open}/asistencia/{attendee}/retirar",
        page="/gestion/agenda/{open}/asistencia",
    ),
    "attendance.answer": GoodAct(
        NOBODY, "/asistencia/{closed_code}/opinion", {"sirvio": "mucho"}, 200
    ),
    "attendance.open_certificate": GoodAct(
        NOBODY, "/certificados/{attendee}", {"codigo": "{certificate}"}, changes=False
    ),
    "attendance.write_down": GoodAct(NOBODY, "/asistencia/{open_code}", {"nombre": "Luz Cuero"}),
    "casework.answer": GoodAct(ANA, f"{DESK}/{ADVICE}/responder", {"respuesta": "Ya va."}),
    "casework.answer_letter": GoodAct(ANA, f"{DESK}/{CLOSED}/oficio-de-respuesta"),
    "casework.archive": GoodAct(ADELA, "/gestion/archivo", {"serie_queja": "110 PETICIONES"}),
    "casework.ask": GoodAct(ANA, f"{DESK}/{ADVICE}/preguntar", {"texto": "¿Dónde?"}),
    "casework.assign": GoodAct(CARMEN, f"{DESK}/{ADVICE}/asignar", {"responsable": "{ana}"}),
    "casework.assign_several": GoodAct(CARMEN, f"{DESK}/asignar", {"responsable": "{ana}"}),
    "casework.classify": GoodAct(ANA, f"{DESK}/{ADVICE}/clasificar", {"resumen": "Cita médica"}),
    "casework.close": GoodAct(
        ANA,
        f"{DESK}/{ADVICE}/cerrar",
        {
            "desenlace": "no_atendida",
            "cerrada_en": "2024-06-10",
            "avisada_por": "portal",
            "respuesta": "No se pudo.",
        },
    ),
    "casework.complete": GoodAct(
        ANA,
        f"{DESK}/{STILL}/completar",
        {"texto": "La trajo.", "completada_en": "2024-06-07"},
        needs=terms.late,
    ),
    "casework.decide": GoodAct(
        CARMEN, f"{DESK}/{PROPOSED}/excluir/confirmar", {"decision": "excluir"}
    ),
    "casework.deem": GoodAct(
        ANA,
        f"{DESK}/{STILL}/desistimiento",
        {"motivo": "No llegó.", "avisada_por": "carta"},
        needs=terms.late,
    ),
    "casework.delete_view": GoodAct(
        ANA, f"{DESK}/vistas/{{own_view}}/borrar", page=f"{DESK}/vistas"
    ),
    "casework.dossier_file": GoodAct(
        ANA, f"{DESK}/{COMPLAINT}/expediente.zip", status=200, page=f"{DESK}/{COMPLAINT}/expediente"
    ),
    "casework.annul_outage": GoodAct(
        ANA, "/gestion/canal/1/anular", {"motivo": "Se anotó por error."}
    ),
    "casework.end_outage": GoodAct(
        ANA, "/gestion/canal/1/volvio", {"hasta": "2024-06-10", "hasta_hora": "08:30"}
    ),
    "agenda.add_commitment": GoodAct(
        ANA,
        "/gestion/agenda/{held}/compromisos",
        {"quien": "La empresa", "texto": "Arreglar la bomba", "vence": "2024-07-01"},
    ),
    "agenda.add_remark": GoodAct(
        ANA,
        "/gestion/agenda/{held}/observaciones",
        {"clase": "hallazgo", "texto": "La bomba está dañada"},
    ),
    "agenda.follow_up": GoodAct(
        ANA, "/gestion/agenda/compromisos/{commitment}", {"estado": "cumplido"}
    ),
    "audit.draw": GoodAct(
        CARMEN,
        "/gestion/supervision/muestras/2024/05/sortear",
        page="/gestion/supervision/muestras",
        needs=signing.approved,
    ),
    "audit.finding": GoodAct(
        ANA,
        "/gestion/supervision/muestras/2024/01/1",
        {"resultado": "no_conforme", "nota": "Falta el soporte."},
    ),
    **{
        f"plan_desk.{name}": GoodAct(CARMEN, f"{DRAFT}/{path}", fields, page=DRAFT)
        for name, path, fields in (
            ("add_activity", "actividades/agregar", {}),
            ("note_finding", "avisos/1", {}),
            ("propose", "proponer", {"clave": PASSWORD}),
            ("remove_activity", "actividades/2/quitar", {}),
        )
    },
    "plan_desk.edit_activity": GoodAct(CARMEN, f"{DRAFT}/actividades/2", {"meta_anual": "95"}),
    "plan_desk.edit_texts": GoodAct(CARMEN, f"{DRAFT}/texto", {"titulo": "PLAN DE ACCIÓN 2026"}),
    "plan_desk.confirm": GoodAct(
        CARMEN, f"{DRAFT}/confirmar", {"clave": PASSWORD}, page=DRAFT, needs=signing.proposed
    ),
    "plan_desk.draft": GoodAct(CARMEN, "/gestion/plan/2025/borrador", page="/gestion/plan/2025"),
    "office.edit_entry": GoodAct(
        CARMEN, "/gestion/catalogos/servicios/gas", {"fuente": "Llamada del 4 de junio"}
    ),
    "office.new_entry": GoodAct(
        CARMEN, "/gestion/catalogos/temas/nueva", {"nombre": "Agua y vida", "fuente": "Acta 3"}
    ),
    "office.own_data": GoodAct(ADELA, "/gestion/oficina", {"direccion": "Calle 2 con carrera 3"}),
    "casework.answer_matter": GoodAct(
        ANA,
        "/gestion/asuntos/{matter}/responder",
        {"respuesta": "Ya se arregla.", "desenlace": "sigue"},
    ),
    "casework.publish_matter": GoodAct(
        CARMEN,
        "/gestion/asuntos/{matter}/publicar",
        page="/gestion/asuntos/{matter}",
        needs=shared.placed,
    ),
    "transparency.happens_to_me": GoodAct(
        NOBODY, f"/problemas/acueducto/{shared.PLACE}", page="/problemas", needs=shared.told
    ),
    "casework.matter": GoodAct(ANA, "/gestion/asuntos/{matter}", {"solicitudes": COMPLAINT}),
    "casework.new_matter": GoodAct(
        ANA, "/gestion/asuntos/nuevo", {"titulo": "Sin agua", "servicio": "acueducto"}
    ),
    "casework.unlink": GoodAct(
        ANA,
        "/gestion/asuntos/{matter}/sacar/QUE-2024-000002",
        page="/gestion/asuntos/{matter}",
    ),
    "casework.edit_reply": GoodAct(
        CARMEN, "/gestion/respuestas/completar", {"titulo": "Le falta algo", "texto": "Hola."}
    ),
    "casework.new_reply": GoodAct(
        CARMEN, "/gestion/respuestas/nueva", {"titulo": "Ya casi", "texto": "Hola, {{nombre}}."}
    ),
    "casework.export_access_log": GoodAct(
        ADELA, "/gestion/bitacora/exportar", status=200, page="/gestion/bitacora"
    ),
    "casework.export": GoodAct(ANA, f"{DESK}/exportar", status=200),
    "casework.extend": GoodAct(
        ANA,
        f"{DESK}/{COMPLAINT}/ampliar",
        {"nueva_fecha": "2024-07-10", "motivo": "Falta un concepto."},
    ),
    "casework.fill_in": GoodAct(
        ANA, f"{DESK}/{COMPLAINT}/datos", {"telefono": "315 222 3344", "hogares": "40"}
    ),
    "casework.keep": GoodAct(ANA, f"{DESK}/{COMPLAINT}/asumir"),
    "casework.lengthen": GoodAct(ANA, f"{DESK}/{STILL}/mas-plazo", needs=terms.in_time),
    "casework.mark_looked": GoodAct(ANA, f"{DESK}/al-dia"),
    "casework.new_walk_in": GoodAct(
        ANA,
        f"{DESK}/nueva/queja",
        {
            "tema": "acueducto",
            "descripcion": "Sin agua.",
            "recibida_en": "2024-06-10",
            "canal": "presencial",
        },
        201,
    ),
    "casework.non_working_days": GoodAct(
        CARMEN,
        "/gestion/dias-no-habiles",
        {"desde": "2024-06-19", "efecto": "no_habil", "motivo": "Día cívico."},
    ),
    "casework.note": GoodAct(ANA, f"{DESK}/{ADVICE}/nota", {"texto": "Llamar."}),
    "casework.outages": GoodAct(
        ANA,
        "/gestion/canal",
        {
            "canal": "telefono",
            "desde": "2024-06-09",
            "desde_hora": "08:00",
            "que_paso": "Cortaron la línea.",
        },
    ),
    "casework.propose": GoodAct(
        ANA, f"{DESK}/{ADVICE}/excluir", {"desenlace": "no_valida", "motivo": "Es una prueba."}
    ),
    "casework.receipt_paper": GoodAct(
        ANA, f"{DESK}/{ADVICE}/constancia", {"codigo": "{code}"}, 200, changes=False
    ),
    "casework.register": GoodAct(
        ANA, f"{DESK}/{COMPLAINT}/radicado-externo", {"radicado_externo": "2024-EE-001"}
    ),
    "casework.reissue_code": GoodAct(ANA, f"{DESK}/{ADVICE}/codigo", status=200),
    "casework.reopen": GoodAct(ANA, f"{DESK}/{CLOSED}/reabrir", {"motivo": "Faltó algo."}),
    "casework.require": GoodAct(
        ANA, f"{DESK}/{COMPLAINT}/requerir", {"texto": "Falta la factura."}
    ),
    "casework.saved_views": GoodAct(ANA, f"{DESK}/vistas", {"nombre": "Mi vista"}),
    "casework.share_view": GoodAct(
        CARMEN, f"{DESK}/vistas/{{shared_view}}/compartir", page=f"{DESK}/vistas"
    ),
    "casework.take": GoodAct(ANA, f"{DESK}/{ADVICE}/tomar"),
    "casework.transfer": GoodAct(
        ANA,
        f"{DESK}/{COMPLAINT}/trasladar",
        {
            "entidad": "Alcaldía",
            "cerrada_en": "2024-06-10",
            "avisada_por": "portal",
            "respuesta": "La enviamos.",
        },
    ),
    "casework.transfer_letter": GoodAct(
        ANA, f"{DESK}/{TRANSFERRED}/oficio-de-traslado", {"anexos": "Dos fotos"}
    ),
    "indicators.control_paper": GoodAct(
        CARMEN,
        "/gestion/informes/2024/s1/control-interno/informe.pdf",
        {"recomendaciones": "Repartir las quejas."},
        status=200,
        changes=False,
    ),
    "posts.acting_posts": GoodAct(
        ADELA,
        "/gestion/encargos",
        {
            "persona": "{ana}",
            "cargo": Role.COORDINATOR.value,
            "desde": "2024-06-10",
            "hasta": "2024-06-20",
            "acto": "Resolución 31",
        },
    ),
    "publishing.approve": GoodAct(
        Role.COMMITTEE.value,
        f"{MAY}/aprobar",
        {"clave": PASSWORD, "acta": "7", "fecha_acta": "2024-06-08"},
        needs=signing.reviewed,
    ),
    "publishing.prepare": GoodAct(CARMEN, f"{MAY}/preparar", {"clave": PASSWORD}),
    "publishing.reject": GoodAct(
        CARMEN,
        f"{MAY}/rechazar",
        {"clave": PASSWORD, "motivo": "Falta un soporte."},
        needs=signing.prepared,
    ),
    "publishing.review": GoodAct(
        Role.PLANNING.value, f"{MAY}/revisar", {"clave": PASSWORD}, needs=signing.prepared
    ),
    "tracking.add_to_request": GoodAct(CITIZEN, f"/seguimiento/{ADVICE}", {"mensaje": "Es así."}),
    "tracking.ask_more_time": GoodAct(
        CITIZEN, f"/seguimiento/{ADVICE}/mas-plazo", needs=terms.of_the_citizen
    ),
    "tracking.answer_offer": GoodAct(
        CITIZEN, f"/seguimiento/{TRAINING}/fechas", {"personas": "30", "fechas": ["{date}"]}
    ),
    "data_rights.answer": GoodAct(
        CARMEN,
        "/gestion/datos-personales/{data_number}/responder",
        {"respuesta": "Esto tenemos.", "respondida_en": "2024-06-10", "avisada_por": "portal"},
        page="/gestion/datos-personales/{data_number}",
    ),
    "data_rights.extend": GoodAct(
        CARMEN,
        "/gestion/datos-personales/{data_number}/ampliar",
        {"nueva_fecha": "2024-06-26", "razones": "Hay que buscar en el archivo."},
        page="/gestion/datos-personales/{data_number}",
    ),
    "data_rights.new": GoodAct(
        NOBODY,
        "/privacidad/solicitud",
        {
            "quiere": "conocer",
            "detalle": "Qué tienen de mí.",
            "nombre": "Luz Cuero",
            "documento_tipo": "cc",
            "documento_numero": "31234567",
            "correo": "luz@correo.example",
        },
        200,
    ),
    "data_rights.find": GoodAct(
        NOBODY,
        "/privacidad/consultar",
        {"radicado": "{data_number}", "codigo": "{data_code}"},
        200,
        changes=False,
    ),
    "tracking.lost_code": GoodAct(
        NOBODY, "/seguimiento/codigo", {"radicado": ADVICE, "correo": "{email}"}, 200
    ),
    "tracking.new_code": GoodAct(NOBODY, "/seguimiento/codigo/{lost_link}", status=200),
    "tracking.say_whether_resolved": GoodAct(
        CITIZEN,
        f"/seguimiento/{ADVICE}/resuelto",
        {"resuelto": "si", "calificacion": "4"},
        needs=terms.answered,
    ),
    "tracking.withdraw": GoodAct(
        CITIZEN, f"/seguimiento/{ADVICE}/desistir", {"motivo": "Ya me atendieron."}
    ),
    "guide.write_draft": GoodAct(
        NOBODY,
        "/guia/peticion/borrador",
        {"pido": "Copia del contrato.", "formato": "docx"},
        200,
        changes=False,
    ),
    "intake.close_tracking": GoodAct(CITIZEN, "/seguimiento/cerrar", changes=False),
    "intake.new_request": GoodAct(
        NOBODY, "/solicitudes/asesoria", {"descripcion": "Me negaron una cita."}
    ),
    "intake.track": GoodAct(
        NOBODY, "/seguimiento", {"radicado": ADVICE, "codigo": "{code}"}, changes=False
    ),
}


def filled_form(app: Flask, world: World, act: GoodAct) -> tuple[str, MultiDict[str, Any]]:
    """The address, and the page's own form as the person would send it."""
    if act.needs:
        act.needs()
    names = names_in(world)
    path = act.path.format(**names)
    page = act.page.format(**names) if act.page else None
    fields = MultiDict(form_for(app, path, world.cookies[act.visitor], page=page))
    for name, value in act.fields.items():
        values = value if isinstance(value, list) else [value]
        fields.setlist(name, [one.format(**names) for one in values])
    return path, fields


def names_in(world: World) -> dict[str, Any]:
    people = world.parts["person"]
    planned, held, is_open = world.parts["execution_id"]
    open_code, closed_code = world.parts["code"]
    [attendee] = world.parts["row"][:1]
    advice = request_by_number(ADVICE)
    assert advice
    requester = requester_of(advice)
    return {
        "data_number": world.parts["data_number"][0],
        "data_code": world.parts["data_code"][0],
        "email": requester.email if requester else "",
        "lost_link": lost_codes.make_token(advice),
        "ana": people[list(Role).index(Role.ATTENDANT)],
        "person": people[list(Role).index(Role.COMMITTEE)],
        "retired": people[-1],
        "planned": planned,
        "held": held,
        "open": is_open,
        "open_code": open_code,
        "closed_code": closed_code,
        "attendee": attendee,
        "certificate": certificates.code_of(attendee),
        "date": world.parts["date"][0],
        "matter": world.parts["matter"][0],
        "commitment": world.parts["commitment_id"][0],
        "evidence": world.parts["evidence"][0],
        "code": world.codes[ADVICE],
        "own_view": world.parts["view"][0],
        "shared_view": world.parts["view"][1],
    }


def post(
    app: Flask,
    path: str,
    fields: MultiDict[str, Any],
    cookie: str,
    *,
    query: str = "",
    **headers: str,
) -> Answer:
    boundary, body = encode_multipart(fields)
    content_type = f"multipart/form-data; boundary={boundary}"
    environ = raw(
        "POST",
        path,
        query=query,
        body=body,
        content_type=content_type,
        headers={"HTTP_COOKIE": cookie, **headers},
    )
    return ask(app, environ)
