"""Requests whose every field holds a word that must not turn up where it does not belong."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask.testing import FlaskClient

from portal.extensions import db
from portal.intake.models import ServiceRequest
from portal.intake.queries import request_by_number
from tests.pages import form_fields

ADDRESS = "127.66.77.88"
BROWSER = "CANARIONAVEGADOR"
# Who it is, and what was told. The desk may read both; of the hidden ones, only the second.
PERSON = {
    "nombre": "Canarionombre Canarioapellido",
    "documento_numero": "998877665544",
    "telefono": "3119998877",
    "correo": "canariocorreo@correo.example",
}
TOLD = {
    name: f"canario{name.replace('_', '')}"
    for name in (
        *("descripcion", "territorio", "comunidad", "otro_tema", "lugar", "contra_quien"),
        *("motivo_urgencia", "desde_cuando", "proveedor", "reclamo_numero"),
    )
}
FILE_NAME, FILE_CONTENT = "canarioarchivo.txt", b"canariocontenido"
SAID = ("canariopregunta", "canariorespuesta", "canarionota", "canarioevidencia", "canariomensaje")
TOPICS = {"capacitacion": "otro", "asesoria": "tutela", "queja": "acueducto"}


def identity_words() -> list[str]:
    return ["canarionombre", "canarioapellido", *list(PERSON.values())[1:], FILE_NAME]


def all_words() -> list[str]:
    told = [*TOLD.values(), FILE_CONTENT.decode(), *SAID]
    return [*identity_words(), *told, "canarionavegador", ADDRESS]


@dataclass
class Story:
    """``numbers`` and ``codes`` by what is special about each request; ``places`` were led to."""

    numbers: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    places: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    logged: list[dict[str, Any]] = field(default_factory=list)

    def request(self, name: str) -> ServiceRequest:
        found = request_by_number(self.numbers[name])
        assert found is not None
        return found

    def spoken_codes(self) -> list[str]:
        """Each code with its groups and without."""
        return [form for code in self.codes.values() for form in (code, code.replace(" ", ""))]


def tell(
    new_client: Callable[[], FlaskClient], desk: FlaskClient, coordination: FlaskClient
) -> Story:
    """File four, follow each with its code, talk with the office, close."""
    story = Story()
    for name, kind, ticked in (
        ("named", "asesoria", ()),
        ("reserved", "capacitacion", ("reservada",)),
        ("protected", "queja", ("protegida",)),
        ("anonymous", "queja", ("anonima",)),
    ):
        citizen = _Browser(new_client(), story)
        _file(citizen, name, kind, ticked)
        office = _Browser(coordination if name in ("reserved", "protected") else desk, story)
        _attend(citizen, office, story.numbers[name], is_training=kind == "capacitacion")
    return story


class _Browser:
    """Notes where it is led and how pages are called."""

    def __init__(self, client: FlaskClient, story: Story) -> None:
        self.client, self.story = client, story
        client.environ_base |= {"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": BROWSER}

    def get(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        self.story.titles.append(answer.text.partition("<title>")[2].partition("</title>")[0])
        return answer.text

    def send(self, path: str, having: str, page: str | None = None, **filled: Any) -> str:
        fields = form_fields(self.get(page or path), having=having)
        for name, value in filled.items():
            fields[name] = value
        answer = self.client.post(path, data=fields, content_type="multipart/form-data")
        assert answer.status_code in (200, 303), (path, answer.status_code, answer.text)
        if answer.status_code == 200:
            return answer.text
        self.story.places.append(answer.location)
        return self.get(answer.location)


def _file(citizen: _Browser, name: str, kind: str, ticked: tuple[str, ...]) -> None:
    path = f"/solicitudes/{kind}"
    known = form_fields(citizen.get(path), having="formulario")
    filled = {**PERSON, **TOLD, "documento_tipo": "cc", "tema": TOPICS[kind]}
    filled |= dict.fromkeys(ticked, "y")
    filled = {key: value for key, value in filled.items() if key in known or key in ticked}
    filled |= {"tema": TOPICS[kind], "archivos": (io.BytesIO(FILE_CONTENT), FILE_NAME)}
    page = citizen.send(path, "formulario", **filled)
    citizen.story.numbers[name] = _inside(page, 'class="filing-number">')
    citizen.story.codes[name] = _inside(page, 'class="tracking-code">')


def _inside(page: str, mark: str) -> str:
    return page.partition(mark)[2].partition("<")[0].strip()


def _attend(citizen: _Browser, office: _Browser, number: str, *, is_training: bool) -> None:
    story = citizen.story
    code = next(story.codes[name] for name, one in story.numbers.items() if one == number)
    citizen.send("/seguimiento", "codigo", radicado=number, codigo=code)
    page = f"/gestion/solicitudes/{number}"
    office.send(f"{page}/tomar", "version", page=page)
    office.send(f"{page}/preguntar", "texto", texto="canariopregunta")
    citizen.send(f"/seguimiento/{number}", "mensaje", mensaje="canariomensaje")
    office.send(f"{page}/responder", "respuesta", respuesta="canariorespuesta")
    office.send(f"{page}/nota", "texto", texto="canarionota")
    office.send(
        f"{page}/cerrar",
        "desenlace",
        desenlace="no_atendida" if is_training else "atendida",
        avisada_por="portal",
        respuesta="canariorespuesta",
        evidencia="canarioevidencia",
    )
    citizen.get(f"/seguimiento/{number}")
    db.session.rollback()
