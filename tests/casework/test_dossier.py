"""``expediente.zip``: everything of one request, so that an archive or a judge can check it."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal import storage
from portal.accounts.models import StaffUser
from portal.casework import actions, actions_closing
from portal.casework.actions_register import set_archive_series
from portal.extensions import db
from portal.intake.actions import add_information
from portal.intake.kinds import Identity, RequestKind, ToldBy
from portal.intake.models import ServiceRequest
from portal.intake.queries import content_of
from portal.intake.stored_files import PreparedFile, attach
from tests.casework.conftest import FileOne
from tests.casework.papers import Said, listen
from tests.casework.reading import current, event_types, events, page_of
from tests.pages import fill, form_fields, submit

PHOTO = b"Foto de la llave"


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Said:
    return listen(monkeypatch)


def keep(one: ServiceRequest, name: str, content: bytes, **facts: Any) -> None:
    file = PreparedFile(name, "text/plain", len(content), storage.keep(content))
    attach(one, file, **facts)
    db.session.commit()


def take_out(browser: FlaskClient, one: ServiceRequest) -> Any:
    fields = form_fields(browser.get(page_of(one, "expediente")).text)
    return browser.post(page_of(one, "expediente.zip"), data=fields)


def opened(answer: Any) -> zipfile.ZipFile:
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/zip"
    return zipfile.ZipFile(io.BytesIO(answer.data))


def worked_on(one: ServiceRequest, ana: StaffUser) -> ServiceRequest:
    """Asked, answered by the person, noted and transferred, with a letter."""
    keep(one, "llave.txt", PHOTO)
    actions.ask(one, actor=ana, seen_version=1, body="¿Desde cuándo?")
    add_information(one, body="Desde enero.")
    actions.note(one, actor=ana, seen_version=one.version, body="Llamar mañana.")
    actions_closing.transfer(
        one,
        actor=ana,
        seen_version=one.version,
        body="superservicios",
        told_on=date(2024, 3, 5),
        told_by=ToldBy.LETTER,
        answer="La pasamos.",
        evidence_reference="Oficio 12",
    )
    db.session.commit()
    return one


def test_it_holds_every_act_word_and_file_in_order(
    desk: FlaskClient, ana: StaffUser, complaint: ServiceRequest
) -> None:
    worked_on(complaint, ana)
    submit(desk, page_of(complaint, "oficio-de-traslado"))
    answer = take_out(desk, complaint)
    assert "expediente-QUE-2024-000001.zip" in answer.headers["Content-Disposition"]
    dossier = opened(answer)
    read = {name: json.loads(dossier.read(name)) for name in dossier.namelist() if "json" in name}
    assert read["solicitud.json"]["persona"]["name"] == "Rosa Mosquera Cuero"
    assert read["solicitud.json"]["descripcion"] == "Llevamos nueve días sin agua."
    assert read["solicitud.json"]["hechos"]["received_at"] == "2024-03-05T10:00:00-05:00"
    assert [act["tipo"] for act in read["actos.json"]] == [
        *("filed", "asked", "added", "noted", "closed", "letter_issued", "exported")
    ]
    assert read["actos.json"][1]["quien"] == "Ana Riascos"
    said = [(one["texto"], one["interno"]) for one in read["mensajes.json"]]
    assert said == [
        *(("¿Desde cuándo?", False), ("Desde enero.", False), ("Llamar mañana.", True)),
        ("La pasamos.", False),
    ]
    assert read["cierres.json"][0]["soporte"] == "Oficio 12"
    assert dossier.read("archivos/001-llave.txt") == PHOTO
    assert dossier.read("archivos/002-Oficio QUE-2024-000001-01 (traslado).pdf")[:4] == b"%PDF"
    assert dossier.read("constancia.pdf").startswith(b"%PDF")
    assert dossier.read("indice.pdf").startswith(b"%PDF")


def test_every_hash_of_its_indexes_is_that_of_the_bytes(
    desk: FlaskClient, ana: StaffUser, complaint: ServiceRequest
) -> None:
    dossier = opened(take_out(desk, worked_on(complaint, ana)))
    hashes = {name: hashlib.sha256(dossier.read(name)).hexdigest() for name in dossier.namelist()}
    sums = dict(
        reversed(line.split("  ", 1)) for line in dossier.read("SHA256SUMS").decode().splitlines()
    )
    assert sums == {name: found for name, found in hashes.items() if name != "SHA256SUMS"}
    indexed = json.loads(dossier.read("indice.json"))["archivos"]
    assert {one["archivo"]: one["sha256"] for one in indexed}.items() <= hashes.items()
    rows = list(csv.DictReader(io.StringIO(dossier.read("indice.csv").decode("utf-8-sig"))))
    assert [row["Archivo"] for row in rows] == [one["archivo"] for one in indexed]
    assert rows[-1]["Como se guardó"] == "sí"


def test_a_file_that_was_changed_or_lost_is_said(
    desk: FlaskClient, complaint: ServiceRequest, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(complaint, "cambiada.txt", b"antes")
    keep(complaint, "perdida.txt", b"se va")
    real = storage.read

    def read(sha256: str) -> bytes:
        if real(sha256) == b"se va":
            raise FileNotFoundError
        return b"otra cosa"

    monkeypatch.setattr(storage, "read", read)
    dossier = opened(take_out(desk, complaint))
    wrong = [one["path"] for one in said[-1]["pieces"] if one["wrong"]]
    assert wrong == ["8. archivos/001-cambiada.txt", "9. archivos/002-perdida.txt"]
    assert "archivos/002-perdida.txt" not in dossier.namelist()
    assert "perdida" not in dossier.read("SHA256SUMS").decode()


def test_names_of_files_cannot_leave_their_folder(
    desk: FlaskClient, complaint: ServiceRequest
) -> None:
    keep(complaint, "../../x<y>:z.txt", b"a")
    keep(complaint, "../../x<y>:z.txt", b"b")
    names = [name for name in opened(take_out(desk, complaint)).namelist() if "archivos" in name]
    assert names == ["archivos/001-.._.._x_y__z.txt", "archivos/002-.._.._x_y__z.txt"]


def test_it_says_the_series_and_the_number_of_another_system(
    desk: FlaskClient, complaint: ServiceRequest, admin: StaffUser, said: Said
) -> None:
    complaint.external_number = "2024-EE-7"
    wanted = {RequestKind.COMPLAINT: ("110 PETICIONES", None)}
    set_archive_series(wanted, actor=admin, seen_version=0)
    db.session.commit()
    dossier = opened(take_out(desk, complaint))
    assert json.loads(dossier.read("solicitud.json"))["serie"] == "110 PETICIONES"
    rows = dict(said[-1]["rows"])
    assert rows["Serie documental"] == "110 PETICIONES"
    assert rows["Radicado en otro sistema"] == "2024-EE-7"


def test_without_series_nothing_is_invented(
    desk: FlaskClient, complaint: ServiceRequest, said: Said
) -> None:
    dossier = opened(take_out(desk, complaint))
    assert json.loads(dossier.read("solicitud.json"))["serie"] is None
    assert "Serie documental" not in dict(said[-1]["rows"])


@pytest.mark.parametrize("facts", [{"identity": Identity.RESERVED}, {"is_protected": True}])
def test_only_who_may_know_the_person_takes_it_out(
    desk: FlaskClient, coordination: FlaskClient, file_one: FileOne, facts: dict
) -> None:
    hidden = file_one(**facts)
    refused = take_out(desk, hidden)
    assert refused.status_code == 400
    assert "Tiene la identidad reservada" in refused.text
    assert "expediente" not in desk.get(page_of(hidden)).text
    assert event_types(hidden) == ["filed"]
    opened(take_out(coordination, hidden))
    assert event_types(hidden) == ["filed", "exported"]


def test_each_time_is_noted_with_who_and_attends_nobody(
    desk: FlaskClient, ana: StaffUser, complaint: ServiceRequest
) -> None:
    add_information(complaint, body="¿Hay noticias?")
    db.session.commit()
    take_out(desk, complaint)
    take_out(desk, complaint)
    assert event_types(complaint) == ["filed", "added", "exported", "exported"]
    assert events(complaint)[-1].actor_id == ana.id
    assert current(complaint).has_news
    assert "Ana Riascos sacó el expediente completo" in desk.get(page_of(complaint)).text


def test_looking_at_the_page_notes_nothing_and_the_file_has_no_address_to_visit(
    desk: FlaskClient, complaint: ServiceRequest
) -> None:
    assert desk.get(page_of(complaint, "expediente")).status_code == 200
    assert desk.get(page_of(complaint, "expediente.zip")).status_code == 405
    assert event_types(complaint) == ["filed"]


def test_who_was_told_meanwhile_sees_it_first(
    desk: FlaskClient, carmen: StaffUser, complaint: ServiceRequest, new_client: Callable
) -> None:
    fields = form_fields(desk.get(page_of(complaint, "expediente")).text)
    actions.note(complaint, actor=carmen, seen_version=1, body="Ya la miré")
    assert desk.post(page_of(complaint, "expediente.zip"), data=fields).status_code == 409
    assert event_types(complaint) == ["filed", "noted"]


def test_its_history_can_be_read_from_the_first_line_to_the_last(
    desk: FlaskClient, ana: StaffUser, complaint: ServiceRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked_on(complaint, ana)
    content_of(complaint).answers = {"desde_cuando": "Hace nueve días"}
    db.session.commit()
    said = listen(monkeypatch)
    dossier = opened(take_out(desk, complaint))
    assert dossier.read("historia.pdf").startswith(b"%PDF")
    [paper] = [one for one in said if one["template"] == "historia"]
    assert paper["asks"] == "Llevamos nueve días sin agua."
    assert ["Desde cuándo", "Hace nueve días"] in paper["answers"]
    assert [one["text"] for one in paper["messages"]] == [
        *("¿Desde cuándo?", "Desde enero.", "Llamar mañana.", "La pasamos.")
    ]
    assert [one["internal"] for one in paper["messages"]] == [False, False, True, False]
    assert len(paper["acts"]) == len(complaint.events)
    assert ["Soporte", "Oficio 12"] in paper["closings"][0]
    assert ["Trasladada", "martes 5 de marzo de 2024"] in paper["term"]
    assert paper["term"][0] == ["Se radicó", "martes 5 de marzo de 2024"]


def test_it_says_which_file_proved_a_closing_and_which_came_with_words(
    desk: FlaskClient, complaint: ServiceRequest
) -> None:
    typed = {"desenlace": "atendida", "respuesta": "Ya volvió.", "avisada_por": "portal"}
    files = {"soporte": (io.BytesIO(PHOTO), "acta.txt"), "archivos": (io.BytesIO(b"a"), "foto.txt")}
    fields = fill(form_fields(desk.get(page_of(complaint, "cerrar")).text, having="version"), typed)
    sent = desk.post(
        page_of(complaint, "cerrar"), data={**fields, **files}, content_type="multipart/form-data"
    )
    assert sent.status_code == 303
    dossier = opened(take_out(desk, complaint))
    [closing] = json.loads(dossier.read("cierres.json"))
    assert dossier.read(closing["soporte_archivo"]) == PHOTO
    [message] = json.loads(dossier.read("mensajes.json"))
    assert [dossier.read(path) for path in message["archivos"]] == [b"a"]
    index = list(csv.DictReader(io.StringIO(dossier.read("indice.csv").decode("utf-8-sig"))))
    [proof] = [row for row in index if row["Qué es"] == "Soporte del cierre"]
    assert proof["Archivo"] == closing["soporte_archivo"]
