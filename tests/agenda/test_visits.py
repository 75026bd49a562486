"""What came of broadcasts and control visits: questions, findings, promises, complaints at hand."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from portal.accounts.models import StaffUser
from portal.agenda import actions, actions_visits, queries_visits
from portal.agenda.models import Execution
from portal.agenda.models_visits import Commitment, CommitmentState, RemarkKind
from portal.agenda.rules import AlreadyAnnulled, NotHeld
from portal.agenda.rules_visits import VisitRefused
from portal.errors import Conflict
from portal.extensions import db
from tests.agenda.sessions import HELD_ON, address, held, planned
from tests.casework.counting import statements
from tests.factories import make_request
from tests.indicators.words import words_of
from tests.pages import fill, form_fields, submit

LIST = "/gestion/agenda/compromisos"
JULY = date(2024, 7, 1)


@pytest.fixture
def desk(staff_client: Callable[[StaffUser], FlaskClient], ana: StaffUser) -> FlaskClient:
    return staff_client(ana)


def promise(actor: StaffUser, due_on: date = JULY) -> Commitment:
    made = actions_visits.add_commitment(
        held(actor),
        promised_by="La empresa de aseo",
        text="Pasar dos veces por semana",
        due_on=due_on,
        actor=actor,
    )
    db.session.commit()
    return made


def follow(one: Commitment, actor: StaffUser, state: CommitmentState, **facts: object) -> None:
    actions_visits.follow_up(
        one,
        state=state,
        actor=actor,
        **{
            "seen": len(one.steps),
            "seen_on": date(2024, 6, 10),
            "until": None,
            "note": None,
            **facts,
        },
    )
    db.session.commit()
    db.session.refresh(one)


def test_questions_and_findings_stand_on_the_page_of_what_was_held(
    desk: FlaskClient, ana: StaffUser
) -> None:
    visit = held(ana)
    page = address(visit, "observaciones")
    missing = submit(desk, page, clase="pregunta", texto="¿Cuándo llega el agua?")
    assert missing.status_code == 400
    assert "Escriba qué se respondió." in missing.text
    assert "¿Cuándo llega el agua?" in missing.text
    submit(desk, page, clase="pregunta", texto="¿Cuándo llega?", respuesta="El martes.")
    submit(desk, page, clase="hallazgo", texto="La bomba está dañada.")
    shown = words_of(desk.get(address(visit)).text)
    assert "¿Cuándo llega? El martes." in shown
    assert "La bomba está dañada." in shown
    assert [one.kind for one in queries_visits.remarks_of(visit.id)] == list(RemarkKind)


def test_only_of_what_was_held_and_stands(ana: StaffUser) -> None:
    coming, gone = planned(ana), held(ana)
    actions.annul(gone, seen_version=gone.version, reason="Dos veces", actor=ana)
    for execution, refusal in ((coming, NotHeld), (gone, AlreadyAnnulled)):
        with pytest.raises(refusal):
            actions_visits.add_commitment(
                execution, promised_by="x", text="y", due_on=JULY, actor=ana
            )
    with pytest.raises(VisitRefused):
        promise(ana, due_on=date(2024, 6, 6))


def test_a_promise_is_followed_until_it_is_kept(
    staff_client: Callable[[StaffUser], FlaskClient],
    ana: StaffUser,
    at: Callable[[str], datetime],
) -> None:
    one = promise(ana)
    page = f"{LIST}/{one.id}"
    assert "Hasta el 1 jul 2024" in words_of(staff_client(ana).get(LIST).text)
    at("2024-07-02 09:00")
    desk = staff_client(ana)
    assert "Venció el 1 jul 2024" in words_of(desk.get(LIST).text)
    assert "1 compromiso vencido" in desk.get("/gestion").text
    early = submit(desk, page, estado="prorrogado", hasta="2024-07-01")
    assert "Escriba un día posterior al que tenía." in early.text
    submit(desk, page, estado="prorrogado", hasta="2024-08-01", nota="Falta un repuesto")
    assert "Hasta el 1 ago 2024" in words_of(desk.get(LIST).text)
    assert "compromiso vencido" not in desk.get("/gestion").text
    assert "Falta un repuesto" in desk.get(page).text
    submit(desk, page, estado="cumplido")
    assert "No hay ninguno." in desk.get(LIST).text
    assert "ya está cumplido" in submit(desk, page, estado="pendiente").text


def test_a_follow_up_lies_neither_before_nor_ahead(ana: StaffUser) -> None:
    one = promise(ana)
    for day in (date(2024, 6, 6), date(2024, 6, 11)):
        with pytest.raises(VisitRefused):
            follow(one, ana, CommitmentState.PENDING, seen_on=day)
        db.session.rollback()


def test_of_two_who_follow_it_at_once_the_second_is_told(desk: FlaskClient, ana: StaffUser) -> None:
    one = promise(ana)
    page = f"{LIST}/{one.id}"
    fields = form_fields(desk.get(page).text, having="version")
    follow(one, ana, CommitmentState.BROKEN, note="No vino nadie")
    late = desk.post(page, data=fill(fields, {"estado": "cumplido", "nota": "Ya pasó"}))
    assert late.status_code == 409
    assert "No vino nadie" in late.text
    assert "Ya pasó" in late.text
    with pytest.raises(Conflict):
        follow(one, ana, CommitmentState.MET, seen=0)
    db.session.rollback()


def test_complaints_of_the_place_are_at_hand_and_no_others(
    desk: FlaskClient, ana: StaffUser
) -> None:
    visit = planned(ana, territory="comuna_01", takes_place_on=date(2024, 6, 20))
    facts = {"territory": "comuna_01", "topic": "aseo"}
    here = make_request("queja", received_on=date(2024, 6, 3), provider="bma", **facts)
    also = make_request("queja", received_on=date(2024, 3, 12), **facts)
    for kind, day, place in (
        ("queja", date(2024, 3, 11), "comuna_01"),
        ("queja", date(2024, 6, 3), "comuna_02"),
        ("asesoria", date(2024, 6, 3), "comuna_01"),
    ):
        make_request(kind, received_on=day, territory=place)
    db.session.commit()
    found = queries_visits.complaints_of("comuna_01", None, today=date(2024, 6, 10))
    assert found is not None
    assert [number for number, _ in found.latest] == [here.filing_number, also.filing_number]
    assert found.total == 2
    page = words_of(desk.get(address(visit)).text)
    assert "Quejas del lugar y del servicio en 90 días 2 quejas" in page
    assert queries_visits.complaints_of(None, None, today=date(2024, 6, 10)) is None


@pytest.mark.parametrize(
    ("territory", "service", "wanted"),
    [
        ("comuna_01", "aseo", {"a"}),
        (None, "aseo", {"a", "b"}),
        ("comuna_01", None, {"a", "c"}),
        ("comuna_02", "acueducto", set()),
    ],
)
def test_complaints_are_those_of_the_territory_and_the_service(
    ana: StaffUser, territory: str | None, service: str | None, wanted: set[str]
) -> None:
    facts = {"a": ("comuna_01", "aseo"), "b": ("comuna_02", "aseo"), "c": ("comuna_01", "gas")}
    filed = {
        make_request(
            "queja", received_on=date(2024, 6, 3), territory=place, topic=topic
        ).filing_number: name
        for name, (place, topic) in facts.items()
    }
    db.session.commit()
    found = queries_visits.complaints_of(territory, service, today=date(2024, 6, 10))
    assert found is not None
    assert {filed[number] for number, _ in found.latest} == wanted


def test_they_are_at_hand_before_the_visit_is_put_in_the_agenda(
    desk: FlaskClient, ana: StaffUser
) -> None:
    facts = {"territory": "comuna_01", "topic": "aseo"}
    one = make_request("queja", received_on=date(2024, 6, 3), **facts)
    db.session.commit()
    new = "/gestion/agenda/nueva"
    assert one.filing_number in desk.get(f"{new}?servicio=aseo&territorio=comuna_01").text
    assert one.filing_number not in desk.get(f"{new}?servicio=gas").text
    place = {"servicio": "aseo", "territorio": "comuna_01"}
    looked = submit(desk, new, titulo="Recorrido", luego="quejas", **place)
    assert looked.status_code == 200
    assert one.filing_number in looked.text
    assert form_fields(looked.text, having="titulo")["titulo"] == "Recorrido"
    assert db.session.execute(select(func.count(Execution.id))).scalar_one() == 0
    submit(desk, new, titulo="Recorrido", fecha="2024-06-20", **place)
    visit = db.session.execute(select(Execution)).scalar_one()
    assert (visit.service, visit.territory) == ("aseo", "comuna_01")
    shown = words_of(desk.get(address(visit)).text)
    assert "Servicio público Aseo y basuras" in shown
    assert one.filing_number in shown


def test_a_link_that_proves_it_can_be_followed(desk: FlaskClient, ana: StaffUser) -> None:
    visit = planned(ana)
    link = "https://video.example/transmision"
    submit(desk, address(visit, "realizada"), fecha=HELD_ON.isoformat(), evidencia=link)
    assert f'href="{link}"' in desk.get(address(visit)).text


def test_the_list_takes_a_fixed_number_of_queries(desk: FlaskClient, ana: StaffUser) -> None:
    def cost(number: int) -> int:
        for _ in range(number):
            follow(promise(ana), ana, CommitmentState.PENDING)
        with statements() as said:
            desk.get(LIST)
        return len(said)

    assert cost(1) == cost(3)


@pytest.mark.parametrize("table", ["execution_remarks", "commitments", "commitment_steps"])
def test_what_was_written_is_never_changed(ana: StaffUser, table: str) -> None:
    one = promise(ana)
    follow(one, ana, CommitmentState.PENDING)
    actions_visits.add_remark(
        one.execution, kind=RemarkKind.FINDING, text="Algo", answer=None, actor=ana
    )
    db.session.commit()
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(text(f"DELETE FROM {table}"))
    db.session.rollback()


def test_what_was_noted_is_noted_once(desk: FlaskClient, ana: StaffUser) -> None:
    visit = held(ana)
    remark = {"clase": "hallazgo", "texto": "La bomba está dañada."}
    promised = {"quien": "La empresa", "texto": "Arreglarla", "vence": "2024-07-01"}
    for act, typed in (("observaciones", remark), ("compromisos", promised)):
        page = address(visit, act)
        assert submit(desk, page, **typed).status_code == 303
        again = submit(desk, page, **typed)
        assert again.status_code == 400
        assert "ya está anotad" in again.text
        assert submit(desk, page, **{**typed, "texto": "Otra cosa"}).status_code == 303
