"""``/gestion/supervision/muestras``: closed requests looked at again, chosen by nobody."""

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from portal.accounts.models import StaffUser
from portal.casework.actions_closing import close
from portal.extensions import db
from portal.intake.actions import Filing, file_request
from portal.intake.kinds import Outcome, RequestKind, ToldBy
from portal.transparency import queries, queries_audit, rules_audit
from portal.transparency.actions_audit import draw_sample
from portal.transparency.models_audit import AuditFinding, AuditSample
from portal.transparency.rules_audit import SampleRefused
from tests.factories import make_request
from tests.indicators.words import words_of
from tests.pages import form_fields, submit
from tests.transparency.conftest import Publish

At = Callable[[str], datetime]
SAMPLES = "/gestion/supervision/muestras"
MARCH = f"{SAMPLES}/2024/03"
MARCH_DAYS = [date(2024, 3, day) for day in range(4, 29)]


@pytest.fixture
def closed_in_march(plan_2024: Any) -> list[str]:
    """Twenty-five of March, and neighbours that may not be drawn."""
    rows = []
    for day in MARCH_DAYS:
        one = make_request("asesoria", received_on=day, outcome="atendida", closed_on=day)
        rows.append(one.public_row)
    for day in (date(2024, 2, 29), date(2024, 4, 1)):
        make_request("queja", received_on=day, outcome="trasladada", closed_on=day)
    make_request("capacitacion", received_on=date(2024, 3, 5))
    db.session.commit()
    return rows


@pytest.fixture
def march(closed_in_march: list[str], publish: Publish, at: At, carmen: StaffUser) -> AuditSample:
    """Drawn by the seal of March itself."""
    at("2024-04-05 10:00")
    publish(2024, 3)
    sample = draw_sample(year=2024, month=3, actor=carmen)
    db.session.commit()
    return sample


def test_anybody_who_has_the_seal_and_the_rows_counts_the_same_sample(
    march: AuditSample, closed_in_march: list[str]
) -> None:
    seal = queries.head().seal_sha256
    by_hash = {hashlib.sha256(f"{seal}:{row}".encode()).hexdigest(): row for row in closed_in_march}
    assert [one.service_request.public_row for one in march.rows] == [
        by_hash[one] for one in sorted(by_hash)
    ][:5]
    assert (march.population, march.seal_path) == (25, "2024/03/v1/")


@pytest.mark.parametrize(
    ("population", "size"), [(0, 0), (3, 3), (5, 5), (100, 5), (101, 6), (600, 30), (9000, 30)]
)
def test_a_sample_is_five_in_a_hundred_within_bounds(population: int, size: int) -> None:
    assert rules_audit.size_of(population) == size


def test_whoever_draws_later_draws_by_the_same_seal(
    closed_in_march: list[str], publish: Publish, at: At, carmen: StaffUser
) -> None:
    """Publishing other months first gives nobody another sample to choose from."""
    at("2024-04-05 10:00")
    publish(2024, 3)
    first = queries.head().seal_sha256
    at("2024-05-06 10:00")
    publish(2024, 4)
    assert draw_sample(year=2024, month=3, actor=carmen).seal_sha256 == first
    assert queries.head().seal_sha256 != first


def test_it_is_refused_before_the_month_ends_without_a_seal_or_twice(
    closed_in_march: list[str], publish: Publish, at: At, carmen: StaffUser
) -> None:
    at("2024-03-31 23:00")
    publish(2024, 2)
    with pytest.raises(SampleRefused, match="no termina"):
        draw_sample(year=2024, month=3, actor=carmen)
    at("2024-04-01 09:00")  # the seal of February came before March had ended
    with pytest.raises(SampleRefused, match="Falta un sello"):
        draw_sample(year=2024, month=3, actor=carmen)
    publish(2024, 3)
    draw_sample(year=2024, month=3, actor=carmen)
    with pytest.raises(SampleRefused, match="ya se sorteó"):
        draw_sample(year=2024, month=3, actor=carmen)
    with pytest.raises(SampleRefused, match="no se cerró ninguna"):
        draw_sample(year=2024, month=1, actor=carmen)


def test_the_coordination_draws_and_everybody_at_the_desk_sees_it(
    closed_in_march: list[str],
    publish: Publish,
    at: At,
    carmen: StaffUser,
    ana: StaffUser,
    staff_client: Callable[[StaffUser], FlaskClient],
) -> None:
    at("2024-04-05 10:00")
    coordination = staff_client(carmen)
    form = form_fields(coordination.get(SAMPLES).text, having="csrf_token")
    early = coordination.post(f"{MARCH}/sortear", data=form)
    assert "Falta un sello" in coordination.get(early.location).text
    publish(2024, 3)
    for _ in range(2):
        assert coordination.post(f"{MARCH}/sortear", data=form).location == MARCH
    desk = staff_client(ana)
    assert "0 de 5 revisadas" in words_of(desk.get(SAMPLES).text)
    page = words_of(desk.get(MARCH).text)
    assert queries.head().seal_sha256 in page
    assert page.count("Por revisar") == 5
    assert desk.post(f"{MARCH}/sortear").status_code == 403
    assert desk.get(f"{SAMPLES}/2024/02").status_code == 404


def test_a_finding_is_written_by_somebody_else_than_who_closed_it(
    publish: Publish,
    at: At,
    ana: StaffUser,
    luis: StaffUser,
    carmen: StaffUser,
    staff_client: Callable[[StaffUser], FlaskClient],
) -> None:
    at("2024-03-05 10:00")
    one = file_request(
        Filing(kind=RequestKind.ADVICE, received_at=at("2024-03-05 10:00"))
    ).service_request
    close(
        one,
        actor=ana,
        seen_version=1,
        outcome=Outcome.NOT_ATTENDED,
        closed_on=date(2024, 3, 5),
        told_by=ToldBy.LETTER,
        answer="No se pudo.",
    )
    db.session.commit()
    at("2024-04-05 10:00")
    publish(2024, 3)
    draw_sample(year=2024, month=3, actor=carmen)
    db.session.commit()
    own, other = staff_client(ana), staff_client(luis)
    page = f"{MARCH}/1"
    assert "Usted la cerró" in own.get(page).text
    refused = own.post(page, data=_filled(other, page, resultado="conforme"))
    assert refused.status_code == 400
    assert "la revisa otra persona" in refused.text
    silent = submit(other, page, resultado="no_conforme")
    assert "Escriba qué encontró." in silent.text
    assert submit(other, page, resultado="no_conforme", nota="Sin soporte.").location == MARCH
    assert "No conforme" in words_of(own.get(MARCH).text)
    late = other.post(page, data=_filled(other, page, resultado="conforme", version="0"))
    assert late.status_code == 409
    assert "Sin soporte." in late.text
    assert db.session.execute(select(func.count(AuditFinding.id))).scalar_one() == 1


def _filled(client: FlaskClient, page: str, **typed: str) -> Any:
    fields = form_fields(client.get(page).text, having="version")
    for name, value in typed.items():
        fields[name] = value
    return fields


def test_of_two_who_draw_at_once_there_is_one_sample(
    closed_in_march: list[str],
    publish: Publish,
    at: At,
    app: Flask,
    carmen: StaffUser,
    staff_client: Callable[[StaffUser], FlaskClient],
) -> None:
    at("2024-04-05 10:00")
    publish(2024, 3)
    app.test_client_class = FlaskClient
    browsers = [staff_client(carmen), staff_client(carmen)]
    forms = []
    for browser in browsers:
        with app.app_context():  # what one page keeps is not the next one's
            forms.append(form_fields(browser.get(SAMPLES).text, having="csrf_token"))
    db.session.remove()
    barrier = Barrier(2)

    def draw(browser: FlaskClient, form: Any) -> str:
        barrier.wait(timeout=20)
        answer = browser.post(f"{MARCH}/sortear", data=form)
        return answer.location or f"{answer.status} {answer.text}"

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(draw, browsers, forms, timeout=60)) == [MARCH, MARCH]
    assert len(queries_audit.sample_of(2024, 3).rows) == 5


@pytest.mark.parametrize("table", ["audit_samples", "audit_rows"])
def test_a_sample_is_never_changed(march: AuditSample, table: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(text(f"DELETE FROM {table}"))
    db.session.rollback()
