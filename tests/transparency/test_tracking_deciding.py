"""``/seguimiento/<radicado>``: to withdraw a request, or to say whether it was resolved."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from portal import clock
from portal.accounts.models import StaffUser
from portal.casework import actions_closing, actions_exclusion
from portal.casework.models import Closing, Feedback
from portal.extensions import db
from portal.indicators.queries import figures_for
from portal.intake.kinds import Outcome, RequestStatus, ToldBy
from portal.intake.models import ServiceRequest
from portal.notices.models import OutboxMessage
from portal.transparency.compare import to_today
from tests.indicators.words import words_of
from tests.pages import fill, form_fields

At = Callable[[str], object]


def address(service_request: ServiceRequest, act: str = "") -> str:
    return f"/seguimiento/{service_request.filing_number}{act}"


def read(browser: FlaskClient, service_request: ServiceRequest) -> str:
    return words_of(browser.get(address(service_request)).text)


def decide(browser: FlaskClient, one: ServiceRequest, act: str, **fields: Any) -> Any:
    page = address(one, act if act == "/desistir" else "")
    having = "motivo" if act == "/desistir" else "falta"
    filled = fill(form_fields(browser.get(page).text, having=having), fields)
    return browser.post(address(one, act), data=filled)


def close(one: ServiceRequest, ana: StaffUser, outcome: Outcome = Outcome.ATTENDED) -> None:
    actions_closing.close(
        one,
        actor=ana,
        seen_version=one.version,
        outcome=outcome,
        closed_on=clock.today(),
        told_by=ToldBy.PORTAL,
        answer="Ya hay agua.",
        evidence_reference="Acta 3",
        reason="No la necesita.",
    )
    db.session.commit()


def test_art_18_it_is_withdrawn_and_the_office_sees_who_did(
    opened: FlaskClient,
    request_of_maria: ServiceRequest,
    staff_client: Callable[[StaffUser], FlaskClient],
    ana: StaffUser,
) -> None:
    assert "Desistir de la solicitud" in read(opened, request_of_maria)
    answer = decide(opened, request_of_maria, "/desistir", motivo="Ya llegó el agua.")
    assert (answer.status_code, answer.location) == (303, address(request_of_maria))
    db.session.refresh(request_of_maria)
    assert request_of_maria.outcome is Outcome.WITHDRAWN
    assert (request_of_maria.closed_on, request_of_maria.told_by) == (
        clock.today(),
        ToldBy.PORTAL,
    )
    assert request_of_maria.has_news
    text = read(opened, request_of_maria)
    assert "Usted desistió de su solicitud" in text
    assert "Ya llegó el agua." in text
    assert "Desistir de la solicitud" not in text
    assert "¿Quedó resuelto?" not in text
    staff = staff_client(ana).get(f"/gestion/solicitudes/{request_of_maria.filing_number}").text
    assert "La persona desistió, y la solicitud se cerró" in staff
    subjects = db.session.execute(select(OutboxMessage.subject)).scalars().all()
    assert f"Usted desistió de su solicitud {request_of_maria.filing_number}" in subjects


def test_art_18_no_reason_is_needed_and_twice_is_once(
    opened: FlaskClient, request_of_maria: ServiceRequest
) -> None:
    decide(opened, request_of_maria, "/desistir")
    again = opened.get(address(request_of_maria, "/desistir"))
    assert again.status_code == 303
    assert len(db.session.execute(select(Closing)).all()) == 1


def test_art_18_what_somebody_wanted_to_exclude_falls(
    opened: FlaskClient, request_of_maria: ServiceRequest, ana: StaffUser
) -> None:
    actions_exclusion.propose_exclusion(
        request_of_maria,
        actor=ana,
        seen_version=1,
        outcome=Outcome.NOT_VALID,
        reason="Parece propaganda.",
    )
    db.session.commit()
    decide(opened, request_of_maria, "/desistir")
    db.session.refresh(request_of_maria)
    assert request_of_maria.outcome is Outcome.WITHDRAWN
    assert request_of_maria.proposed_outcome is None


def test_a_withdrawn_one_is_no_part_of_the_numerator(
    opened: FlaskClient, request_of_maria: ServiceRequest
) -> None:
    decide(opened, request_of_maria, "/desistir")
    assert _march() == (0, 1)


def test_whoever_says_no_opens_it_again_and_it_counts_no_more(
    opened: FlaskClient, request_of_maria: ServiceRequest, ana: StaffUser, at: At
) -> None:
    close(request_of_maria, ana)
    assert _march() == (1, 1)
    at("2024-03-12 10:00")
    answer = decide(opened, request_of_maria, "/resuelto", resuelto="no", falta="Se fue otra vez.")
    assert answer.status_code == 303
    db.session.refresh(request_of_maria)
    assert request_of_maria.status is RequestStatus.IN_PROGRESS
    assert request_of_maria.has_news
    assert _march() == (0, 1)
    text = read(opened, request_of_maria)
    for words in ("no quedó resuelta: se abrió de nuevo", "Se fue otra vez."):
        assert words in text
    assert not db.session.execute(select(Feedback.is_resolved)).scalar_one()


def test_in_a_published_month_it_shows_as_a_difference(
    opened: FlaskClient,
    request_of_maria: ServiceRequest,
    ana: StaffUser,
    at: At,
    publish: Callable[..., Any],
) -> None:
    at("2024-03-22 10:00")
    close(request_of_maria, ana)
    at("2024-04-01 09:00")
    march = publish(2024, 3)
    assert not to_today(march).any
    decide(opened, request_of_maria, "/resuelto", resuelto="no", falta="Se fue otra vez.")
    found = to_today(march)
    assert (6, "mes", "numerador", 1, 0) in [
        (one.number, one.period, one.name, one.old, one.new) for one in found.figures
    ]


def test_whoever_says_yes_may_rate_it_and_change_their_mind(
    opened: FlaskClient, request_of_maria: ServiceRequest, ana: StaffUser
) -> None:
    close(request_of_maria, ana)
    decide(opened, request_of_maria, "/resuelto", resuelto="si", calificacion="4")
    assert "Usted ya respondió: puede cambiarlo." in read(opened, request_of_maria)
    decide(opened, request_of_maria, "/resuelto", resuelto="si", calificacion="2")
    said = db.session.execute(select(Feedback)).scalar_one()
    assert (said.is_resolved, said.rating) == (True, 2)
    db.session.refresh(request_of_maria)
    assert request_of_maria.outcome is Outcome.ATTENDED
    assert not request_of_maria.has_news


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Escoja sí o no."),
        ({"resuelto": "no"}, "Escriba qué falta, para que la oficina siga con eso."),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    opened: FlaskClient,
    request_of_maria: ServiceRequest,
    ana: StaffUser,
    fields: dict[str, str],
    said: str,
) -> None:
    close(request_of_maria, ana)
    answer = decide(opened, request_of_maria, "/resuelto", calificacion="1", **fields)
    assert answer.status_code == 400
    assert said in answer.text
    assert 'value="1"' in answer.text.split("checked")[-2] + answer.text.split("checked")[-1]
    assert db.session.execute(select(Feedback)).first() is None


@pytest.mark.parametrize(("day", "status"), [("2024-03-27", "en_atencion"), ("2024-04-02", None)])
def test_the_window_is_fifteen_working_days_from_the_recording(
    opened: FlaskClient,
    request_of_maria: ServiceRequest,
    ana: StaffUser,
    at: At,
    day: str,
    status: str | None,
) -> None:
    """Closed on Tuesday 5 March 2024, with holidays on the 25th, 28th and 29th: 27 March."""
    close(request_of_maria, ana)
    form = {"resuelto": "no", "falta": "Falta."}
    page = opened.get(address(request_of_maria)).text
    at(f"{day} 10:00")
    asked = "¿Quedó resuelto?" in read(opened, request_of_maria)
    assert asked is (status is not None)
    token = form_fields(page, having="falta")["csrf_token"]
    opened.post(address(request_of_maria, "/resuelto"), data={**form, "csrf_token": token})
    db.session.refresh(request_of_maria)
    if status:
        assert request_of_maria.status.value == status
    else:
        assert request_of_maria.outcome is Outcome.ATTENDED
        assert "Se podía decir hasta el" in read(opened, request_of_maria)


def test_nobody_asks_where_the_office_gave_no_answer(
    opened: FlaskClient, request_of_maria: ServiceRequest, ana: StaffUser
) -> None:
    close(request_of_maria, ana, Outcome.WITHDRAWN)
    assert "¿Quedó resuelto?" not in read(opened, request_of_maria)


@pytest.mark.parametrize("act", ["/desistir", "/resuelto"])
def test_whoever_did_not_file_it_decides_nothing(
    client: FlaskClient, request_of_maria: ServiceRequest, act: str
) -> None:
    answer = client.post(address(request_of_maria, act), data={"resuelto": "si"})
    assert answer.status_code == 404
    assert request_of_maria.version == 1


def _march() -> tuple[int, int]:
    db.session.expire_all()
    sixth = next(one for one in figures_for(2024, 3).indicators if one.indicator.number == 6)
    return sixth.month.count.numerator, sixth.month.count.denominator
