"""Finding a date: the office offers some, the leader answers from the page of the request."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from portal import clock
from portal.accounts.models import StaffUser
from portal.agenda import queries_offers
from portal.agenda.actions_offers import answer_dates, fix_date, offer_dates
from portal.agenda.models import Execution
from portal.agenda.models_sessions import OfferAnswer, SessionOffer
from portal.errors import Conflict
from portal.extensions import db
from portal.intake.actions import Filing, file_request
from portal.intake.kinds import RequestKind
from portal.intake.models import ServiceRequest
from portal.notices.models import OutboxMessage
from tests.agenda.sessions import address, fresh, held, planned, training
from tests.indicators.words import words_of
from tests.pages import submit

Browser = Callable[[StaffUser], FlaskClient]
MONDAY, TUESDAY = date(2024, 7, 8), date(2024, 7, 9)


def ask(email: str | None = "lider@correo.example") -> ServiceRequest:
    filing = Filing(
        kind=RequestKind.TRAINING,
        received_at=clock.now(),
        topic="veedurias",
        people_expected=30,
        name="Rosa Mosquera",
        email=email,
    )
    return file_request(filing).service_request


def offered(ana: StaffUser, *requests: ServiceRequest) -> tuple[Execution, list[SessionOffer]]:
    execution = planned(ana, *requests, takes_place_on=MONDAY)
    offers = offer_dates(
        execution,
        seen_version=execution.version,
        slots=[(MONDAY, time(14)), (TUESDAY, None)],
        service_requests=requests,
        actor=ana,
    )
    db.session.commit()
    return execution, offers


def leader(new_client: Callable[[], FlaskClient], one: ServiceRequest) -> FlaskClient:
    client = new_client()
    with client.session_transaction() as session:
        session["solicitudes"] = {one.filing_number: (one.tracking_code_hash or "")[:16]}
    return client


def page_of(one: ServiceRequest) -> str:
    return f"/seguimiento/{one.filing_number}"


def answer(client: FlaskClient, one: ServiceRequest, **filled: object) -> object:
    fields = form_of(client, one)
    for name, value in filled.items():
        fields.setlist(name, value if isinstance(value, list) else [value])
    return client.post(f"{page_of(one)}/fechas", data=fields)


def form_of(client: FlaskClient, one: ServiceRequest):  # type: ignore[no-untyped-def]
    from tests.pages import form_fields

    return form_fields(client.get(page_of(one)).text, having="personas")


def mails(subject: str) -> int:
    found = db.session.execute(select(OutboxMessage)).scalars()
    return sum(subject in one.subject for one in found)


def test_staff_offer_dates_to_those_on_the_list(staff_client: Browser, ana: StaffUser) -> None:
    one, other = ask(), ask()
    execution = planned(ana, one, other, takes_place_on=MONDAY)
    sent = submit(
        staff_client(ana),
        address(execution, "fechas"),
        fecha_1="2024-07-08",
        hora_1="14:00",
        fecha_2="2024-07-09",
        solicitudes=[one.filing_number],
    )
    assert sent.status_code == 303, sent.text
    [offer] = queries_offers.offers_of(execution.id)
    assert offer.service_request_id == one.id
    assert [(date_.day, date_.starts_at) for date_ in offer.dates] == [
        (MONDAY, time(14)),
        (TUESDAY, None),
    ]
    assert [event.type for event in one.events][-1] == "dates_offered"
    assert mails(f"Hay fechas para escoger en su solicitud {one.filing_number}") == 1
    assert mails(other.filing_number) == 0


@pytest.mark.parametrize(
    ("filled", "reason"),
    [
        ({"fecha_1": ""}, "Escriba al menos una fecha"),
        ({"fecha_1": "2024-06-09"}, "Las fechas van de hoy a un año"),
        ({"fecha_1": "2026-01-01"}, "Las fechas van de hoy a un año"),
        ({"fecha_1": "31/31/2024"}, "Esa fecha no existe"),
        ({"fecha_1": "2024-07-08", "hora_1": "25:00"}, "Esa hora no existe"),
        ({"fecha_1": "2024-07-08", "solicitudes": None}, "Marque al menos una solicitud"),
    ],
)
def test_dates_that_cannot_be_are_refused_beside_their_field(
    staff_client: Browser, ana: StaffUser, filled: dict[str, str], reason: str
) -> None:
    execution = planned(ana, ask(), takes_place_on=MONDAY)
    sent = submit(staff_client(ana), address(execution, "fechas"), **filled)
    assert sent.status_code == 400
    assert reason in sent.text
    assert not queries_offers.offers_of(execution.id)


def test_a_leader_accepts_some_and_proposes_others(
    new_client: Callable[[], FlaskClient], ana: StaffUser
) -> None:
    one = ask()
    _, [offer] = offered(ana, one)
    client = leader(new_client, one)
    assert "lunes 8 de julio de 2024, 2:00 p. m." in words_of(
        client.get(page_of(one)).text
    ).replace("\xa0", " ")
    sent = answer(
        client,
        one,
        fechas=[str(offer.dates[1].id)],
        fecha_1="2024-07-15",
        hora_1="08:30",
        personas="45",
    )
    assert sent.status_code == 303, sent.text  # type: ignore[attr-defined]
    db.session.refresh(offer)
    assert (offer.answer, offer.people_expected) == (OfferAnswer.ACCEPTED, 45)
    assert [one.day for one in offer.dates if one.is_accepted] == [TUESDAY]
    assert [one.day for one in offer.dates if one.by_requester] == [date(2024, 7, 15)]
    db.session.refresh(one)
    assert one.events[-1].type == "dates_accepted"
    assert one.has_news
    assert "Usted respondió" in client.get(page_of(one)).text


def test_a_leader_whom_none_suits_proposes_another(
    new_client: Callable[[], FlaskClient], ana: StaffUser
) -> None:
    one = ask()
    _, [offer] = offered(ana, one)
    client = leader(new_client, one)
    assert "Marque las fechas" in answer(client, one).text  # type: ignore[attr-defined]
    answer(client, one, fecha_1="2024-07-20")
    db.session.refresh(offer)
    assert offer.answer is OfferAnswer.OTHERS
    assert one.events[-1].type == "dates_proposed"


def test_a_leader_may_change_the_answer_until_the_date_is_fixed(
    new_client: Callable[[], FlaskClient], ana: StaffUser
) -> None:
    one = ask()
    execution, [offer] = offered(ana, one)
    client = leader(new_client, one)
    answer(client, one, fechas=[str(offer.dates[0].id)])
    answer(client, one, fechas=[str(offer.dates[1].id)])
    db.session.refresh(offer)
    assert [one.day for one in offer.dates if one.is_accepted] == [TUESDAY]
    fields = form_of(client, one)
    execution = fresh(execution)
    fix_date(execution, seen_version=execution.version, day=MONDAY, starts_at=time(9), actor=ana)
    db.session.commit()
    late = client.post(f"{page_of(one)}/fechas", data=fields)
    assert late.status_code == 303
    page = words_of(client.get(page_of(one)).text).replace("\xa0", " ")
    assert "ya no espera su respuesta" in page
    assert "Quedó la fecha de la capacitación: lunes 8 de julio de 2024" in page
    assert page.count("Usted dijo qué fechas le sirven") == 2
    assert "La oficina le propuso fechas" in page


def test_dates_that_changed_meanwhile_are_told_and_nothing_is_lost(
    new_client: Callable[[], FlaskClient], ana: StaffUser
) -> None:
    one = ask()
    execution, [offer] = offered(ana, one)
    client = leader(new_client, one)
    fields = form_of(client, one)
    fields.setlist("fechas", [str(offer.dates[0].id)])
    fields["fecha_1"] = "2024-07-20"
    execution = fresh(execution)
    offer_dates(
        execution,
        seen_version=execution.version,
        slots=[(date(2024, 7, 11), None)],
        service_requests=[one],
        actor=ana,
    )
    db.session.commit()
    sent = client.post(f"{page_of(one)}/fechas", data=fields)
    assert sent.status_code == 409
    assert "La oficina cambió las fechas" in sent.text
    assert "jueves 11 de julio" in sent.text
    assert 'value="2024-07-20"' in sent.text


def test_another_persons_dates_cannot_be_answered(
    client: FlaskClient, new_client: Callable[[], FlaskClient], ana: StaffUser
) -> None:
    one, other = ask(), ask()
    _, [_own, of_other] = offered(ana, one, other)
    known = client.post(f"{page_of(one)}/fechas", data={"fechas": "1"})
    unknown = client.post("/seguimiento/CAP-2024-000999/fechas", data={"fechas": "1"})
    assert (known.status_code, known.data) == (404, unknown.data)
    sent = answer(leader(new_client, one), one, fechas=[str(of_other.dates[0].id)])
    assert sent.status_code == 400  # type: ignore[attr-defined]
    db.session.refresh(of_other)
    assert not any(one.is_accepted for one in of_other.dates)


def test_two_answers_to_the_same_dates_do_not_both_win(ana: StaffUser) -> None:
    _, [offer] = offered(ana, ask())
    seen, first = offer.version, {offer.dates[0].id}
    answer_dates(offer, seen_version=seen, accepted_ids=first, proposed=[], people_expected=None)
    with pytest.raises(Conflict):
        answer_dates(offer, seen_version=seen, accepted_ids=first, proposed=[], people_expected=1)


def test_staff_see_what_suits_most_and_fix_it(
    staff_client: Browser, new_client: Callable[[], FlaskClient], ana: StaffUser
) -> None:
    one, other = ask(), ask(email=None)
    execution, offers = offered(ana, one, other)
    for asked, offer in zip((one, other), offers, strict=True):
        answer(leader(new_client, asked), asked, fechas=[str(offer.dates[1].id)])
    browser = staff_client(ana)
    page = words_of(browser.get(address(execution, "fecha")).text)
    assert page.index("martes 9 de julio") < page.index("lunes 8 de julio")
    assert "2 de 2 60" in page
    sent = submit(browser, address(execution, "fecha"), fecha="2024-07-09", hora="")
    assert "Diga la hora" in sent.text
    submit(browser, address(execution, "fecha"), fecha="2024-07-09", hora="14:30")
    assert fresh(execution).takes_place_on == TUESDAY
    assert mails("Ya hay fecha") == 1
    shown = words_of(leader(new_client, one).get(page_of(one)).text).replace("\xa0", " ")
    assert "Su sesión" in shown
    assert "2:30 p. m." in shown


def test_who_was_told_a_date_is_told_when_it_moves_or_is_called_off(
    staff_client: Browser, ana: StaffUser
) -> None:
    one = ask()
    execution = planned(ana, one, takes_place_on=MONDAY)
    browser = staff_client(ana)
    submit(browser, address(execution, "editar"), lugar="Otra caseta")
    assert mails("Ya hay fecha") == 0
    submit(browser, address(execution, "fecha"), hora="09:00")
    submit(browser, address(execution, "editar"), fecha="2024-07-12")
    assert mails("Ya hay fecha") == 2
    submit(browser, address(execution, "editar"), titulo="Otro título")
    assert mails("Ya hay fecha") == 2
    submit(browser, address(execution, "anular"), motivo="Hay paro.")
    assert mails("Se canceló la fecha") == 1
    db.session.refresh(one)
    assert one.events[-1].type == "session_called_off"
    assert not one.is_closed


def test_the_second_to_fix_a_date_is_told(staff_client: Browser, ana: StaffUser) -> None:
    execution = planned(ana, ask(), takes_place_on=MONDAY)
    browser = staff_client(ana)
    sent = submit(browser, address(execution, "fecha"), hora="09:00", version="9")
    assert sent.status_code == 409
    assert mails("Ya hay fecha") == 0


def test_a_held_session_offers_no_dates(staff_client: Browser, ana: StaffUser) -> None:
    execution = held(ana, training())
    assert "ya se hizo" in staff_client(ana).get(address(execution, "fechas")).text


def test_requests_alike_are_proposed_to_be_gathered(
    staff_client: Browser, ana: StaffUser, at: Callable[[str], datetime]
) -> None:
    alike = [
        training(topic="veedurias", territory="comuna_05", people_expected=n) for n in (20, 35)
    ]
    training(topic="veedurias", territory="comuna_08")
    planned(ana, training(topic="otro", territory="comuna_01"))
    browser = staff_client(ana)
    text = words_of(browser.get("/gestion/agenda/por-reunir").text)
    assert "Comuna 5 2 solicitudes 55 personas" in text
    assert "Comuna 1 " not in text
    link = browser.get("/gestion/agenda/por-reunir").text.partition('href="/gestion/agenda/nueva')
    query = link[2].partition('"')[0].replace("&amp;", "&")
    new = browser.get(f"/gestion/agenda/nueva{query}").text
    assert all(f'checked id="solicitudes-{n}"' in new for n in range(len(alike)))
