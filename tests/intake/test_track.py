"""Opening a request with number and code: one refusal, whatever was wrong."""

import pytest

from portal.accounts.models import ThrottleWindow
from portal.extensions import db
from portal.intake import tracking_codes
from portal.intake.access import granted_request
from portal.intake.models import ServiceRequest
from tests.pages import submit

ADDRESS = "/seguimiento"


@pytest.fixture
def filed(new_client):
    """Number and code of a request, filed in another browser."""
    citizen = new_client()
    page = citizen.get(
        submit(citizen, "/solicitudes/queja", tema="agua", descripcion="No llega.").location
    )
    number = page.request.path.rsplit("/", 1)[1]
    return number, page.text.split('class="tracking-code">')[1].split("<")[0]


def may_see(client, number: str) -> bool:
    with client.session_transaction() as session:
        kept = dict(session)
    with client.application.test_request_context():
        from flask import session

        session.update(kept)
        return granted_request(number) is not None


def test_number_and_code_open_the_request(client, filed):
    number, code = filed
    answer = submit(client, ADDRESS, radicado=number, codigo=code)
    assert (answer.status_code, answer.location) == (303, f"/seguimiento/{number}")
    assert may_see(client, number)


@pytest.mark.parametrize(
    ("number_as", "code_as"),
    [
        (str.lower, str.lower),
        (lambda number: number.replace("-", " "), lambda code: code.replace(" ", "")),
        (lambda number: f"  {number} ", lambda code: code.replace(" ", "-")),
        (lambda number: number.replace("0000", ""), lambda code: code.replace("0", "o")),
        (lambda number: number, lambda code: code.replace("1", "l")),
    ],
)
def test_they_may_be_typed_as_people_type(client, filed, number_as, code_as):
    number, code = filed
    answer = client.post(ADDRESS, data={"radicado": number_as(number), "codigo": code_as(code)})
    assert answer.location == f"/seguimiento/{number}"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("QUE-2031-000001", None),
        (None, "0000000000000"),
        ("QUE-2031-000001", "0000000000000"),
        ("cualquier cosa", "ñandú 💧"),
        ("' OR 1=1 --", "x"),
        (None, "0"),
    ],
)
def test_one_refusal_for_all_that_does_not_match(client, new_client, filed, number, code):
    reference = new_client().post(ADDRESS, data={"radicado": "QUE-1999-000001", "codigo": "A"})
    typed = {"radicado": number or filed[0], "codigo": code or filed[1]}
    answer = client.post(ADDRESS, data=typed)
    assert (answer.status_code, answer.data) == (404, reference.data)
    assert dict(answer.headers) == dict(reference.headers)
    assert "El número o el código no coinciden." in answer.text
    assert not may_see(client, filed[0])


@pytest.mark.parametrize("missing", ["radicado", "codigo"])
def test_what_is_missing_is_said_and_the_rest_stays(client, missing):
    typed = {"radicado": "QUE-2026-000001", "codigo": "7KQ2M X4TD 9HRW"} | {missing: ""}
    answer = client.post(ADDRESS, data=typed)
    assert answer.status_code == 400
    assert "Falta un dato" in answer.text
    for kept in typed.values():
        assert kept in answer.text


def test_a_number_alone_opens_nothing(client, filed):
    assert not may_see(client, filed[0])


def test_a_code_given_anew_closes_what_the_old_one_opened(client, filed):
    number, code = filed
    submit(client, ADDRESS, radicado=number, codigo=code)
    service_request = db.session.execute(db.select(ServiceRequest)).scalar_one()
    service_request.tracking_code_hash = tracking_codes.code_hash("ZZZZZZZZZZZZZ")
    db.session.commit()
    assert not may_see(client, number)
    assert client.post(ADDRESS, data={"radicado": number, "codigo": code}).status_code == 404


def test_a_request_without_a_code_opens_to_no_code(client, filed):
    number, _ = filed
    db.session.execute(db.select(ServiceRequest)).scalar_one().tracking_code_hash = None
    db.session.commit()
    assert client.post(ADDRESS, data={"radicado": number, "codigo": "0"}).status_code == 404


def test_closing_forgets_the_request(client, filed):
    number, code = filed
    submit(client, ADDRESS, radicado=number, codigo=code)
    client.post("/seguimiento/cerrar")
    assert not may_see(client, number)


def miss(client, times: int = 1, address: str = "10.0.0.1"):
    for _ in range(times):
        answer = client.post(
            ADDRESS,
            data={"radicado": "QUE-2026-000001", "codigo": "0"},
            environ_base={"REMOTE_ADDR": address},
        )
    return answer


def test_after_many_misses_one_address_has_to_wait_and_others_do_not(client, filed, at):
    number, code = filed
    at("2026-11-17 10:02")
    assert miss(client, 21).status_code == 404
    blocked = miss(client)
    assert (blocked.status_code, blocked.headers["Retry-After"]) == (429, "480")
    assert "Espere un momento" in blocked.text
    assert miss(client, address="10.0.0.2").status_code == 404
    # A neighbour behind the same address, who has the code, is not made to wait.
    right = {"radicado": number, "codigo": code}
    behind_it = {"REMOTE_ADDR": "10.0.0.1"}
    assert client.post(ADDRESS, data=right, environ_base=behind_it).status_code == 303
    at("2026-11-17 10:10")
    assert miss(client).status_code == 404
    assert client.post(ADDRESS, data={"radicado": number, "codigo": code}).status_code == 303


def test_good_codes_are_not_counted(client, filed):
    for _ in range(25):
        assert submit(client, ADDRESS, radicado=filed[0], codigo=filed[1]).status_code == 303


def test_no_address_is_kept_and_no_count_outlives_a_day(client, at):
    at("2026-11-17 10:00")
    miss(client, address="127.66.77.88")
    windows = db.session.execute(db.select(ThrottleWindow)).scalars().all()
    assert len(windows) == 1
    assert "127.66" not in str([(one.key, one.bucket) for one in windows])
    first = windows[0].key
    at("2026-11-18 10:20")
    miss(client, address="127.66.77.88")
    db.session.expire_all()
    (left,) = db.session.execute(db.select(ThrottleWindow)).scalars()
    assert left.key != first


def test_the_page_asks_for_both(client):
    page = client.get(ADDRESS).text
    assert 'name="radicado"' in page
    assert 'name="codigo"' in page


def test_who_must_not_be_seen_leaves_at_once_and_nothing_stays_open(client, filed):
    number, code = filed
    submit(client, ADDRESS, radicado=number, codigo=code)
    page = client.get(f"{ADDRESS}/{number}")
    assert 'href="/salida"' in page.text
    gone = client.get("/salida")
    assert gone.status_code == 303
    assert gone.location.startswith("https://www.google.com/")
    assert gone.headers["Clear-Site-Data"] == '"cache"'
    assert gone.headers["Referrer-Policy"] == "same-origin"
    assert client.get(f"{ADDRESS}/{number}").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/solicitudes/queja", "/solicitudes/asesoria", "/guia", "/guia/peligro", "/seguimiento"],
)
def test_each_page_where_somebody_may_be_afraid_has_the_way_out(client, address):
    assert 'href="/salida"' in client.get(address).text
