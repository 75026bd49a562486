"""No text that somebody sends becomes an address, a header, a recipient or the name of a file."""

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.accounts.models import StaffUser
from portal.extensions import db
from portal.notices.models import OutboxMessage
from tests.pages import submit


@pytest.mark.parametrize(
    "target",
    [
        *("https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "/x"),
        *("javascript:alert(1)", "/gestion\r\nX: 1", "/gestion\\@evil", "/gestion@evil.example"),
        *(" /gestion", "/gestionx", "https:/gestion", "/%2f/evil.example", "///evil.example"),
    ],
)
def test_signing_in_leads_to_the_staff_pages_only(
    client: FlaskClient, ana: StaffUser, target: str
) -> None:
    answer = submit(
        client,
        "/ingresar",
        having="clave",
        correo="ana@personeria.example",
        clave="una clave que nadie adivina",
        siguiente=target,
    )
    assert answer.location == "/gestion"


def test_a_name_with_line_ends_adds_no_header_and_no_recipient(
    at: Callable[[str], datetime], new_client: Callable[[], FlaskClient]
) -> None:
    at("2024-06-10 10:00")
    client = new_client()
    evil = "x@correo.example\r\nBcc: otro@correo.example"
    filled: dict[str, Any] = {"tema": "aseo", "descripcion": "Sin agua."}
    answer = submit(client, "/solicitudes/queja", having="formulario", correo=evil, **filled)
    assert answer.status_code == 400
    filled["archivos"] = (io.BytesIO(b"hola"), 'a"; filename="b.html\r\nX-Evil: 1.txt')
    answer = submit(client, "/solicitudes/queja", having="formulario", nombre=evil, **filled)
    number = answer.location.rpartition("/")[2]
    page = client.get(f"/seguimiento/{number}").text
    address = page.partition(f"/seguimiento/{number}/archivos/")[2].partition('"')[0]
    file = client.get(f"/seguimiento/{number}/archivos/{address}")
    assert file.headers["Content-Disposition"] == (
        f'attachment; filename="archivo-{address[:8]}.txt"'
    )
    assert "X-Evil" not in file.headers
    assert db.session.execute(select(OutboxMessage)).scalars().all() == []


def test_the_cookie_is_for_the_server_alone(client: FlaskClient) -> None:
    cookie = client.get("/solicitudes/queja").headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
