"""The form's nonce is the key: however often it is sent, there is one request, number and code."""

import threading
from collections import Counter
from types import SimpleNamespace

from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from portal import clock
from portal.extensions import db
from portal.intake import actions, queries, tracking_codes, views_filing
from portal.intake.models import FilingCounter, RequestEvent, ServiceRequest
from portal.intake.models_private import Attachment, RequestContent
from portal.notices.models import OutboxMessage
from tests.intake.test_acknowledgement import code_in
from tests.pages import form_fields

COMPLAINT = "/solicitudes/queja"
WORDS = {"tema": "agua", "descripcion": "No llega.", "correo": "ana@correo.example"}
THREADS, FORMS, POSTS = 8, 10, 4


def opened(client, **words) -> dict[str, str]:
    return form_fields(client.get(COMPLAINT).text, having="formulario").to_dict() | WORDS | words


def count(model) -> int:
    return db.session.execute(db.select(db.func.count()).select_from(model)).scalar_one()


def test_twenty_times_the_same_form_is_one_request(client):
    fields = opened(client)
    addresses = {client.post(COMPLAINT, data=fields).location for _ in range(20)}
    (address,) = addresses
    assert len({code_in(client.get(address).text) for _ in range(3)}) == 1
    for model in (ServiceRequest, RequestEvent, RequestContent, OutboxMessage):
        assert count(model) == 1, model


def test_it_is_the_same_from_another_browser_after_a_lost_answer(client, new_client):
    fields = opened(client)
    first = client.get(client.post(COMPLAINT, data=fields).location)
    again = new_client().post(COMPLAINT, data=fields)
    assert again.status_code == 200
    assert code_in(again.text) == code_in(first.text)
    assert count(ServiceRequest) == 1


def test_a_form_filed_long_ago_still_shows_its_number(client, at):
    at("2024-03-05 08:00")
    fields = opened(client)
    first = client.post(COMPLAINT, data=fields)
    at("2024-03-09 08:00")
    assert client.post(COMPLAINT, data=fields).location == first.location
    assert count(ServiceRequest) == 1


def test_repeating_is_no_flood(client, at):
    at("2024-03-05 08:00")
    fields = opened(client)
    at("2024-03-05 08:01")
    for _ in range(12):
        client.post(COMPLAINT, data=fields)
    other = opened(client)
    at("2024-03-05 08:02")
    client.post(COMPLAINT, data=other)
    suspects = db.session.execute(db.select(ServiceRequest.is_suspect)).scalars()
    assert list(suspects) == [False, False]


def test_other_words_on_the_same_form_are_offered_to_add(client):
    fields = opened(client)
    first = client.get(client.post(COMPLAINT, data=fields).location)
    changed = fields | {"descripcion": "Ahora tampoco hay luz.", "hogares": "30", "tema": "energia"}
    answer = client.post(COMPLAINT, data=changed)
    assert answer.status_code == 200
    assert "Esta solicitud ya estaba radicada." in answer.text
    assert code_in(answer.text) == code_in(first.text)
    box = form_fields(answer.text, having="mensaje")
    for words in ("Energía eléctrica", "Ahora tampoco hay luz.", "¿A cuántos hogares afecta? 30"):
        assert words in box["mensaje"]
    assert box["csrf_token"]
    (content,) = db.session.execute(db.select(RequestContent)).scalars()
    assert content.description == "No llega."


def test_another_file_on_the_same_form_is_offered_to_add(client):
    import io

    fields = opened(client)
    client.post(COMPLAINT, data=fields)
    answer = client.post(COMPLAINT, data=fields | {"archivos": (io.BytesIO(b"hola"), "nota.txt")})
    assert "Quitar nota.txt" in answer.text
    assert form_fields(answer.text, having="mensaje")["archivos_guardados"]
    assert count(Attachment) == 0


def test_a_code_given_anew_is_not_shown_to_a_repeated_post(client):
    fields = opened(client)
    page = client.get(client.post(COMPLAINT, data=fields).location)
    service_request = db.session.execute(db.select(ServiceRequest)).scalar_one()
    service_request.tracking_code_reissued_at = clock.now()
    service_request.tracking_code_hash = tracking_codes.code_hash("ZZZZZZZZZZZZZ")
    db.session.commit()
    again = client.get(client.post(COMPLAINT, data=fields).location)
    assert "Ya le dimos otro código después." in again.text
    assert code_in(page.text) not in again.text


def test_over_new_year_the_same_form_is_one_request(client, at):
    at("2024-12-31 23:59")
    fields = opened(client)
    first = client.post(COMPLAINT, data=fields)
    at("2025-01-01 00:01")
    assert client.post(COMPLAINT, data=fields).location == first.location
    assert count(ServiceRequest) == 1


def test_the_same_form_on_both_sides_of_new_year_at_once_is_one_request(client, at, monkeypatch):
    """The second looks before the first has committed, and its year's counter does not wait."""
    at("2024-12-31 23:59")
    fields = opened(client)
    first = client.post(COMPLAINT, data=fields)
    at("2025-01-01 00:01")
    looked = []

    def look(nonce):
        looked.append(nonce)
        return None if len(looked) == 1 else queries.request_by_nonce(nonce)

    monkeypatch.setattr(actions, "queries", SimpleNamespace(request_by_nonce=look))
    assert client.post(COMPLAINT, data=fields).location == first.location
    assert len(looked) == 2
    assert count(ServiceRequest) == 1
    last = db.session.execute(db.select(FilingCounter.year, FilingCounter.last)).all()
    assert (2025, 1) not in last, "the year begins without a gap"


def test_a_database_that_is_busy_loses_no_word(client, monkeypatch):
    def busy(*_args, **_options):
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    fields = opened(client)
    with monkeypatch.context() as patched:
        patched.setattr(views_filing, "file_from_web", busy)
        answer = client.post(COMPLAINT, data=fields)
    assert answer.status_code == 503
    assert "Envíela otra vez en un minuto." in answer.text
    again = form_fields(answer.text, having="formulario")
    assert (again["formulario"], again["descripcion"]) == (fields["formulario"], "No llega.")
    assert client.post(COMPLAINT, data=again).status_code == 303
    assert count(ServiceRequest) == 1


def test_many_at_once_give_as_many_requests_as_forms(app):
    """Each of ten forms is sent four times, by eight threads at once."""
    browser = FlaskClient(app)
    forms = [opened(browser) for _ in range(FORMS)]
    work = [fields for fields in forms for _ in range(POSTS)]
    answers: list[tuple[str, str]] = []
    barrier = threading.Barrier(THREADS)

    def send(mine: list[dict[str, str]]) -> None:
        client = FlaskClient(app)
        client.get("/solicitudes/queja")
        barrier.wait(timeout=20)
        answers.extend(
            (fields["formulario"], client.post(COMPLAINT, data=fields).location) for fields in mine
        )

    threads = [
        threading.Thread(target=send, args=(work[number::THREADS],)) for number in range(THREADS)
    ]
    db.session.commit()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(answers) == FORMS * POSTS
    assert len(set(answers)) == FORMS, "each form has one address of its own"
    numbers = Counter(db.session.execute(db.select(ServiceRequest.filing_sequence)).scalars().all())
    assert numbers == Counter(range(1, FORMS + 1))
    assert count(RequestEvent) == FORMS
