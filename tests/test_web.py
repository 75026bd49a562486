"""What every answer shares."""

import gzip

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from sqlalchemy import text

from portal import create_app
from portal.extensions import db


def test_headers_forbid_foreign_content(client: FlaskClient) -> None:
    headers = client.get("/seguimiento").headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://malo.example"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_a_form_sent_from_another_site_is_refused(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    assert client.post("/seguimiento", headers=headers).status_code == 400


def test_unknown_addresses_say_so_in_spanish(client: FlaskClient) -> None:
    answer = client.get("/no-existe")
    assert answer.status_code == 404
    assert "No encontramos" in answer.text


def test_health_is_ready_with_the_migrations_applied(client: FlaskClient) -> None:
    answer = client.get("/salud")
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["listo"] is True


def test_health_says_when_the_database_is_not_there(app: Flask, client: FlaskClient) -> None:
    db.session.execute(text("ALTER TABLE alembic_version RENAME TO elsewhere"))
    db.session.commit()
    answer = client.get("/salud")
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json == {"estado": "sin base de datos", "vivo": True, "listo": False}


def test_health_says_when_migrations_are_missing(app: Flask, client: FlaskClient) -> None:
    db.session.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    db.session.commit()
    answer = client.get("/salud")
    assert answer.status_code == 503
    assert answer.json == {"estado": "faltan migraciones", "vivo": True, "listo": False}


@pytest.mark.parametrize("address", ["/ayuda", "/participa", "/privacidad", "/accesibilidad"])
def test_the_pages_of_the_office_open(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 200


def test_the_style_sheet_is_kept_for_a_year_under_its_hash(client: FlaskClient) -> None:
    html = client.get("/").text
    address = html.split('rel="stylesheet" href="')[1].split('"')[0]
    answer = client.get(address)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert client.get("/static/000000000000/portal.css").status_code == 404


def test_a_page_travels_compressed_to_whoever_takes_it(client: FlaskClient) -> None:
    plain = client.get("/ayuda")
    zipped = client.get("/ayuda", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert gzip.decompress(zipped.data).decode() == plain.text


@pytest.mark.parametrize(("address", "is_secure"), [("", False), ("https://p.example", True)])
def test_cookies_are_secure_exactly_on_https(tmp_path, address: str, is_secure: bool) -> None:
    app = create_app({"PORTAL_DATA_DIR": str(tmp_path), "PUBLIC_URL": address})
    assert app.config["SESSION_COOKIE_SECURE"] is is_secure
    assert app.config["SESSION_COOKIE_NAME"].startswith("__Host-") is is_secure
    with app.test_client() as client:
        headers = client.get("/static/0/nada").headers
    assert ("Strict-Transport-Security" in headers) is is_secure


def test_the_first_run_makes_a_key_and_keeps_it(tmp_path) -> None:
    first = create_app({"PORTAL_DATA_DIR": str(tmp_path)}).config["SECRET_KEY"]
    assert len(first) >= 43
    assert create_app({"PORTAL_DATA_DIR": str(tmp_path)}).config["SECRET_KEY"] == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("hops", "seen"), [("", "10.0.0.9"), ("1", "203.0.113.7")])
def test_a_forwarded_address_is_believed_only_of_a_known_proxy(
    tmp_path, hops: str, seen: str
) -> None:
    app = create_app({"PORTAL_DATA_DIR": str(tmp_path), "TRUSTED_PROXIES": hops})
    addresses = []
    app.before_request(lambda: addresses.append(request.remote_addr))
    with app.test_client() as client:
        client.get(
            "/static/0/nada",
            headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.7"},
            environ_base={"REMOTE_ADDR": "10.0.0.9"},
        )
    assert addresses == [seen]
