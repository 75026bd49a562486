"""The desk: what is needed to file, the rest later; what was spoken; the paper on the spot."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.accounts.models import StaffUser
from portal.extensions import db
from portal.intake.kinds import Identity
from portal.intake.models import ServiceRequest
from portal.intake.models_private import PersonIndex
from portal.intake.people import digests_of
from portal.intake.queries import content_of, requester_of
from tests.casework.conftest import FileOne
from tests.casework.papers import Said, listen
from tests.casework.reading import current, event_types, events, page_of
from tests.pages import form_fields, submit

NEW = "/gestion/solicitudes/nueva"
CODE = re.compile(r'class="tracking-code">([0-9A-Z ]+)<')
FEW = {"tema": "acueducto", "descripcion": "No llega agua hace nueve días", "nombre": "Rosa Mina"}
SPOKEN = {
    "representante": "Pedro Mina, su hijo",
    "razones": "El recibo llega cada mes",
    "documentos": "Dos recibos",
    "lengua": "Wounaan",
    "respuesta_verbal": "Se le explicó a quién reclamar",
}


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Said:
    return listen(monkeypatch)


@pytest.fixture(autouse=True)
def _now(today) -> None:
    """The fifth of March 2024."""


def only_one() -> ServiceRequest:
    db.session.expire_all()
    return db.session.execute(select(ServiceRequest)).scalar_one()


def paper_from(desk: FlaskClient, page: str, **changed: Any) -> Any:
    """Press the button of the page that hands over number and code."""
    fields = form_fields(page, having="codigo")
    for name, value in changed.items():
        fields[name] = value
    return desk.post(page_of(only_one(), "constancia"), data=fields)


def test_subject_place_and_name_are_enough(desk: FlaskClient) -> None:
    assert submit(desk, f"{NEW}/queja", **FEW).status_code == 201
    assert content_of(only_one()).answers == {"verbal": "si"}


def test_a_spoken_petition_keeps_what_the_decree_asks(
    desk: FlaskClient, said: Said, ana: StaffUser
) -> None:
    """Decreto 1166 de 2016: who presents it, object, reasons, documents, officer, answer."""
    page = submit(desk, f"{NEW}/queja", **FEW, **SPOKEN, canal="presencial")
    assert content_of(only_one()).answers == {"verbal": "si", **SPOKEN}
    paper = paper_from(desk, page.text)
    assert paper.mimetype == "application/pdf"
    spoken = dict(said[0]["spoken"])
    assert spoken["Presentada por"] == "Rosa Mina"
    assert spoken["Objeto"] == FEW["descripcion"]
    assert set(SPOKEN.values()) < set(spoken.values())
    rows = dict(said[0]["rows"])
    assert rows["Recibió"] == "Ana Riascos, Atención a la ciudadanía"
    assert "10:00" in rows["Recibida"]
    assert said[0]["code"] == CODE.search(page.text)[1]
    shown = desk.get(page_of(only_one())).text
    assert "Petición verbal" in shown
    assert "Se le explicó a quién reclamar" in shown


@pytest.mark.parametrize("typed", [{"canal": "carta"}, {"verbal": None}])
def test_what_was_not_spoken_says_nothing_of_it(desk: FlaskClient, said: Said, typed: dict) -> None:
    page = submit(desk, f"{NEW}/queja", **FEW | SPOKEN | typed)
    assert content_of(only_one()).answers == {}
    paper_from(desk, page.text)
    assert said[0]["spoken"] == []


def test_the_paper_takes_only_the_code_of_its_request(desk: FlaskClient, said: Said) -> None:
    page = submit(desk, f"{NEW}/queja", **FEW)
    refused = paper_from(desk, page.text, codigo="7KQ2M X4TD 9HRW")
    assert refused.status_code == 400
    assert "Ese no es el código de esta solicitud." in refused.text
    assert paper_from(desk, page.text, codigo="").status_code == 200
    assert [one["code"] for one in said] == [""]


def test_without_the_code_the_paper_keeps_a_reserved_identity(
    desk: FlaskClient, coordination: FlaskClient, said: Said
) -> None:
    page = submit(desk, f"{NEW}/queja", **FEW, reservada="y")
    one = only_one()
    for browser in (desk, coordination):
        submit(browser, page_of(one, "constancia"))
    assert [dict(each["spoken"]).get("Presentada por") for each in said] == [None, "Rosa Mina"]
    paper_from(desk, page.text)
    assert dict(said[2]["spoken"])["Presentada por"] == "Rosa Mina"


def test_the_rest_is_added_later_and_the_person_is_found_by_it(
    desk: FlaskClient, ana: StaffUser
) -> None:
    submit(desk, f"{NEW}/queja", **FEW, **SPOKEN)
    one = only_one()
    answer = submit(
        desk,
        page_of(one, "datos"),
        telefono="315 222 3344",
        hogares="40",
        desde_cuando="Enero",
        proveedor="Celsia",
        territorio="Comuna 8",
        razones="Otra razón",
    )
    assert answer.status_code == 303
    assert requester_of(one).telephone == "315 222 3344"
    assert requester_of(one).name == "Rosa Mina"
    assert (current(one).households, one.provider, one.territory) == (40, "celsia", "comuna_08")
    assert content_of(one).answers["razones"] == "Otra razón"
    assert content_of(one).description == FEW["descripcion"]
    [event] = [each for each in events(one) if each.type == "filled_in"]
    assert event.details == {
        "fields": [
            *("desde_cuando", "households", "proveedor", "provider", "razones", "telephone"),
            *("territorio", "territory"),
        ]
    }
    digests = {row.digest for row in db.session.execute(select(PersonIndex)).scalars()}
    assert digests == digests_of(name="Rosa Mina", telephone="315 222 3344")


def test_nothing_new_is_not_written_down(desk: FlaskClient, complaint: ServiceRequest) -> None:
    page = submit(desk, page_of(complaint, "datos"))
    assert page.status_code == 400
    assert "No hay nada nuevo que guardar." in page.text
    assert event_types(complaint) == ["filed"]


def test_whoever_may_not_know_the_person_completes_nothing(
    desk: FlaskClient, file_one: FileOne
) -> None:
    hidden = file_one(identity=Identity.RESERVED)
    page = submit(desk, page_of(hidden, "datos"), desde_cuando="Enero")
    assert page.status_code == 400
    assert "Mosquera" not in page.text
    assert requester_of(hidden).name == "Rosa Mosquera Cuero"
    assert event_types(hidden) == ["filed"]


def test_an_anonymous_one_stays_without_a_name(desk: FlaskClient, file_one: FileOne) -> None:
    one = file_one("asesoria", identity=Identity.ANONYMOUS)
    address = page_of(one, "datos")
    assert 'name="nombre"' not in desk.get(address).text
    assert submit(desk, address, nombre="Rosa", contra_quien="La EPS").status_code == 303
    assert requester_of(one) is None
    assert content_of(one).answers == {"contra_quien": "La EPS"}


@pytest.mark.parametrize("kind", ["capacitacion", "asesoria", "queja"])
def test_each_kind_completes_what_it_asks(desk: FlaskClient, file_one: FileOne, kind: str) -> None:
    page = submit(desk, page_of(file_one(kind), "datos"), territorio="La Bocana")
    assert page.status_code == 303
