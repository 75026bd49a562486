"""Whatever is sent to any address by anybody, the portal answers in its own words."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, Response, abort, redirect
from flask.testing import FlaskClient

from portal.accounts.models import StaffUser
from tests.guards.good_acts import GOOD_ACTS, filled_form, post
from tests.guards.judge import OddRequest, judged
from tests.guards.odd_requests import Oddities
from tests.guards.world import NOBODY, build, office_hours

CASES = 500
PLANTED: dict[str, Callable[[], Any]] = {
    "it breaks": lambda: {}["no such key"],
    "it fails": lambda: abort(500),
    "it tells what broke": lambda: Response("Traceback (most recent call last): x", 400),
    "it runs what was sent": lambda: "<p><script>alert(1)</script>",
    "it sends elsewhere": lambda: redirect("//evil.example/"),
}


# Of a form that breaks off inside a file, Werkzeug leaves that file to the garbage collector.
@pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning")
@pytest.mark.slow
def test_nothing_sent_by_anybody_breaks_a_page(app: Flask) -> None:
    with office_hours():
        world = build(app)
        faults = [f"{odd}\n{why}" for odd, why in Oddities(app, world, seed=2024).faults(CASES)]
    assert not faults, "\n\n".join(faults)


@pytest.mark.parametrize("fault", PLANTED)
def test_a_page_with_a_fault_is_found(app: Flask, fault: str) -> None:
    """The judge of the test above sees what it is there for."""
    planted = Flask("planted")
    planted.testing = True
    planted.add_url_rule("/", "page", PLANTED[fault])
    assert judged(planted, OddRequest(NOBODY, "page", "GET", "/", "", {}, None, b""))


@pytest.mark.parametrize("number", ["9" * 10, "9" * 40, "9" * 5_000, "٣", "-1", "1_0"])
def test_a_number_that_no_row_has_is_not_found(
    number: str, staff_client: Callable[[StaffUser], FlaskClient], ana: StaffUser
) -> None:
    client = staff_client(ana)
    assert client.get(f"/gestion/agenda/{number}").status_code == 404
    assert client.get(f"/plan/2024/indicadores/{number}").status_code == 404
    assert client.get(f"/gestion/cifras/2024/03/{number}").status_code == 404


VERSIONS = ("9" * 10, "9" * 400, "9" * 5_000, "-1", "1.0", "٣")
DAYS = ("0001-01-01", "1999-12-31", "2100-01-01", "9999-12-31")


@pytest.mark.parametrize(
    ("endpoint", "name", "values"),
    [
        ("casework.note", "version", VERSIONS),
        ("agenda.annul", "version", VERSIONS),
        ("casework.new_walk_in", "recibida_en", DAYS),
        ("casework.close", "cerrada_en", DAYS),
        ("agenda.new", "fecha", DAYS),
    ],
)
def test_a_version_or_a_day_that_nobody_writes_is_refused(
    app: Flask, endpoint: str, name: str, values: tuple[str, ...]
) -> None:
    """In a form that is good in all else."""
    with office_hours():
        world = build(app)
        path, fields = filled_form(app, world, GOOD_ACTS[endpoint])
        for value in values:
            fields[name] = value
            answer = post(app, path, fields, world.cookies[GOOD_ACTS[endpoint].visitor])
            assert answer.status == 400, value


def test_no_address_is_sent_on_to_the_host_that_the_visitor_named(client: FlaskClient) -> None:
    answer = client.get("/seguimiento//evil.example", headers={"Host": "evil.example"})
    assert answer.status_code == 404


@pytest.mark.parametrize("origin", ["http://[", "http://[::1", "//[x", "null", "", "\xff"])
def test_an_origin_that_is_no_address_is_refused(client: FlaskClient, origin: str) -> None:
    answer = client.post("/seguimiento/cerrar", headers={"Origin": origin})
    assert answer.status_code == 400
