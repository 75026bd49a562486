"""``/seguimiento/codigo``: a new code by a link to the e-mail that was left."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.extensions import db
from portal.intake import tracking_codes
from portal.intake.kinds import Identity
from portal.intake.models import ServiceRequest
from portal.notices.models import OutboxMessage
from portal.notices.texts import TRACKING_ADDRESS, with_address
from tests.indicators.words import words_of
from tests.pages import submit

PAGE = "/seguimiento/codigo"
CODE = re.compile(r'class="tracking-code">([0-9A-Z ]+)<')
SENT = "Mire su correo."
At = Callable[[str], object]


@pytest.fixture(autouse=True)
def mail(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "MAIL_URL", "smtp://127.0.0.1:1")
    monkeypatch.setitem(app.config, "PUBLIC_URL", "https://portal.example")


def ask(client: FlaskClient, one: ServiceRequest, email: str = "maria@example.org") -> str:
    answer = submit(client, PAGE, radicado=one.filing_number, correo=email)
    assert answer.status_code == 200
    return words_of(answer.text)


def links() -> list[str]:
    bodies = db.session.execute(select(OutboxMessage.body).order_by(OutboxMessage.id)).scalars()
    marked = [body for body in bodies if f"{TRACKING_ADDRESS}/codigo/" in body]
    return [f"{PAGE}/{body.split('/codigo/')[1].split()[0]}" for body in marked]


def test_the_link_gives_a_new_code_once(
    client: FlaskClient, request_of_maria: ServiceRequest, new_client: Callable[[], FlaskClient]
) -> None:
    old = request_of_maria.tracking_code_hash
    assert SENT in ask(client, request_of_maria, "Maria@Example.org")
    [link] = links()
    before = client.get(link)
    assert CODE.search(before.text) is None
    db.session.refresh(request_of_maria)
    assert request_of_maria.tracking_code_hash == old
    page = submit(client, link)
    code = CODE.search(page.text)[1]
    db.session.refresh(request_of_maria)
    assert tracking_codes.matches(request_of_maria.tracking_code_hash, code)
    assert request_of_maria.tracking_code_reissued_at
    assert "Usted sacó un código nuevo" in client.get(_tracking(request_of_maria)).text
    assert new_client().get(link).status_code == 404
    assert client.post(link).status_code == 404


def test_the_mail_says_no_code_and_no_content(
    client: FlaskClient, request_of_maria: ServiceRequest
) -> None:
    ask(client, request_of_maria)
    mail = db.session.execute(select(OutboxMessage)).scalars().all()[-1]
    assert mail.recipient == "maria@example.org"
    body = with_address(mail.body, "https://portal.example")
    assert "https://portal.example/seguimiento/codigo/" in body
    for word in ("agua", "Mosquera"):
        assert word not in body


def test_it_lasts_half_an_hour(
    client: FlaskClient, request_of_maria: ServiceRequest, at: At
) -> None:
    ask(client, request_of_maria)
    [link] = links()
    at("2024-03-05 16:42")
    assert client.get(link).status_code == 200
    at("2024-03-05 16:43")
    page = client.get(link)
    assert page.status_code == 404
    assert "Este enlace ya no sirve" in page.text


def test_the_answer_is_the_same_for_what_does_not_exist(
    client: FlaskClient, request_of_maria: ServiceRequest
) -> None:
    right = ask(client, request_of_maria)
    wrong = ask(client, request_of_maria, "otra@example.org")
    form = {"radicado": "QUE-2024-009999", "correo": "maria@example.org"}
    unknown = words_of(submit(client, PAGE, **form).text)
    assert right == wrong == unknown
    assert len(links()) == 1


@pytest.mark.parametrize("facts", [{"is_protected": True}, {"identity": Identity.ANONYMOUS}])
def test_whom_a_mail_could_harm_gets_none(
    client: FlaskClient, request_of_maria: ServiceRequest, facts: dict[str, object]
) -> None:
    for name, value in facts.items():
        setattr(request_of_maria, name, value)
    db.session.commit()
    assert SENT in ask(client, request_of_maria)
    assert links() == []


def test_nobody_fills_a_mailbox(client: FlaskClient, request_of_maria: ServiceRequest) -> None:
    for _ in range(5):
        assert SENT in ask(client, request_of_maria)
    assert len(links()) == 3


def test_whoever_tries_too_often_is_slowed_down(
    client: FlaskClient, request_of_maria: ServiceRequest
) -> None:
    form = {"radicado": request_of_maria.filing_number, "correo": "otra@example.org"}
    statuses = [submit(client, PAGE, **form).status_code for _ in range(21)]
    assert statuses == [200] * 20 + [429]


def test_a_new_code_ends_every_link(client: FlaskClient, request_of_maria: ServiceRequest) -> None:
    ask(client, request_of_maria)
    ask(client, request_of_maria)
    first, second = links()
    submit(client, second)
    assert client.get(first).status_code == 404


@pytest.mark.parametrize("token", ["x", "W10.x", "…", "W10.AAAAAAAAAAAAAAAAAAAAAAAAAAA"])
def test_a_made_up_link_opens_nothing(client: FlaskClient, token: str) -> None:
    assert client.get(f"{PAGE}/{token}").status_code == 404


def test_what_is_badly_written_is_said_and_kept(client: FlaskClient) -> None:
    answer = submit(client, PAGE, radicado="", correo="maria")
    assert answer.status_code == 400
    assert "Escriba el número de radicado." in answer.text
    assert "Ese correo no está bien escrito." in answer.text
    assert 'value="maria"' in answer.text


@pytest.mark.parametrize("missing", ["MAIL_URL", "PUBLIC_URL"])
def test_without_mail_the_page_leads_to_the_office(
    client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    """Without its own address the portal would have to believe that of the visit."""
    monkeypatch.setitem(app.config, missing, "")
    page = client.get(PAGE)
    assert "Acérquese a la oficina" in page.text
    assert "<form" not in page.text.split("<main")[1].split("</main")[0]


def _tracking(one: ServiceRequest) -> str:
    return f"/seguimiento/{one.filing_number}"
