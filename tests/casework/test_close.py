from datetime import date
from io import BytesIO

import pytest
from flask.testing import FlaskClient

from portal.accounts.models import StaffUser
from portal.casework import actions_closing
from portal.casework.rules_closing import ClosingRefused
from portal.extensions import db
from portal.intake.kinds import Outcome, RequestStatus, ToldBy
from portal.intake.models import ServiceRequest
from portal.intake.queries import conversation, visible_attachments
from portal.notices.texts import Notice, text_of
from tests.casework.conftest import FileOne
from tests.casework.reading import closings, current, event_types, events, mails, messages, page_of
from tests.pages import submit

ATTENDED = {
    "desenlace": "atendida",
    "respuesta": "Le ayudamos a escribir la tutela.",
    "avisada_por": "presencial",
    "cerrada_en": "2024-03-05",
    "evidencia": "Acta 14 de 2024",
}
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def test_the_day_the_person_was_told_counts(
    desk: FlaskClient, ana: StaffUser, advice: ServiceRequest, today
) -> None:
    today("2024-04-02 09:00")
    answer = submit(desk, page_of(advice, "cerrar"), **ATTENDED | {"cerrada_en": "2024-03-28"})
    assert answer.status_code == 303
    assert answer.location == page_of(advice)
    closed = current(advice)
    assert closed.status is RequestStatus.CLOSED
    assert closed.outcome is Outcome.ATTENDED
    assert closed.closed_on == date(2024, 3, 28)
    assert closed.told_by is ToldBy.IN_PERSON
    assert closed.closed_recorded_at.date() == date(2024, 4, 2)
    [closing] = closings(advice)
    assert closing.evidence_reference == "Acta 14 de 2024"
    assert closing.recorded_by_id == ana.id


def test_the_answer_reaches_the_person_and_an_e_mail_says_only_that_there_is_one(
    desk: FlaskClient, advice: ServiceRequest
) -> None:
    submit(desk, page_of(advice, "cerrar"), **ATTENDED)
    assert [message.body for message in conversation(advice)] == [ATTENDED["respuesta"]]
    [mail] = mails(advice)
    assert mail.recipient == "rosa@correo.example"
    assert mail.subject == text_of(Notice.CLOSED, advice.filing_number).subject
    assert "tutela" not in mail.body


@pytest.mark.parametrize(
    "facts", [{"is_protected": True}, {"identity": "anonima"}, {"email": None}]
)
def test_no_e_mail_goes_where_it_could_harm_or_cannot_arrive(
    desk: FlaskClient, file_one: FileOne, facts: dict
) -> None:
    advice = file_one("asesoria", **facts)
    submit(desk, page_of(advice, "cerrar"), **ATTENDED)
    assert current(advice).is_closed
    assert mails(advice) == []


def test_the_history_keeps_references_only(desk: FlaskClient, advice: ServiceRequest) -> None:
    submit(desk, page_of(advice, "cerrar"), **ATTENDED)
    event = events(advice)[-1]
    [message] = messages(advice)
    assert event.acted_on == date(2024, 3, 5)
    assert event.details == {
        "outcome": "atendida",
        "told_by": "presencial",
        "message_id": message.id,
        "evidence_id": None,
    }


def test_the_evidence_may_be_a_file_that_the_person_does_not_see(
    desk: FlaskClient, advice: ServiceRequest
) -> None:
    typed = ATTENDED | {"evidencia": "", "soporte": (BytesIO(PDF), "acta.pdf")}
    submit(desk, page_of(advice, "cerrar"), **typed)
    [closing] = closings(advice)
    assert closing.evidence_attachment_id
    assert visible_attachments(advice) == []


def test_files_with_the_answer_reach_the_person(desk: FlaskClient, advice: ServiceRequest) -> None:
    typed = ATTENDED | {"archivos": (BytesIO(PDF), "tutela.pdf")}
    submit(desk, page_of(advice, "cerrar"), **typed)
    assert [file.name for file in visible_attachments(advice)] == ["tutela.pdf"]


def test_a_file_survives_what_else_was_wrong(desk: FlaskClient, advice: ServiceRequest) -> None:
    typed = ATTENDED | {
        "evidencia": "",
        "avisada_por": None,
        "soporte": (BytesIO(PDF), "acta.pdf"),
        "archivos": (BytesIO(PDF), "tutela.pdf"),
    }
    page = submit(desk, page_of(advice, "cerrar"), **typed)
    assert page.status_code == 400
    assert "Ya tenemos acta.pdf" in page.text
    assert "Quitar tutela.pdf" in page.text
    from tests.pages import form_fields

    fields = form_fields(page.text)
    fields["avisada_por"] = "carta"
    assert desk.post(page_of(advice, "cerrar"), data=fields).status_code == 303
    assert closings(advice)[0].evidence_attachment_id
    assert len(visible_attachments(advice)) == 1


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"evidencia": ""}, "Diga dónde está el soporte"),
        ({"respuesta": ""}, "Escriba lo que se le respondió"),
        ({"avisada_por": None}, "Diga cómo se le avisó"),
        ({"avisada_por": "paloma"}, "Diga cómo se le avisó"),
        ({"cerrada_en": "2024-03-06"}, "Esa fecha todavía no llega."),
        ({"cerrada_en": "2024-03-04"}, "anterior al día en que llegó"),
        ({"cerrada_en": "31/02/2024"}, "Esa fecha no existe"),
        ({"cerrada_en": ""}, "Diga qué día se le avisó."),
        ({"desenlace": None}, "Elija una opción."),
        ({"desenlace": "inventado"}, "Elija una opción."),
        ({"desenlace": "duplicada"}, "Eso lo propone una persona y lo confirma otra."),
        ({"desenlace": "no_valida"}, "Eso lo propone una persona y lo confirma otra."),
        ({"desenlace": "desistida"}, "Escriba por qué se entiende que desistió."),
        ({"desenlace": "no_atendida", "respuesta": ""}, "Escriba lo que se le respondió"),
    ],
)
def test_it_says_what_is_wrong_and_keeps_what_was_typed(
    desk: FlaskClient, advice: ServiceRequest, typed: dict, message: str
) -> None:
    page = submit(desk, page_of(advice, "cerrar"), **ATTENDED | typed)
    assert page.status_code == 400
    assert message in page.text
    if "respuesta" not in typed:
        assert ATTENDED["respuesta"] in page.text
    assert event_types(advice) == ["filed"]
    assert not current(advice).is_closed


def test_whoever_withdrew_needs_no_answer(desk: FlaskClient, advice: ServiceRequest) -> None:
    typed = {"desenlace": "desistida", "motivo": "Lo dijo por teléfono", "cerrada_en": "2024-03-05"}
    assert submit(desk, page_of(advice, "cerrar"), **typed).status_code == 303
    assert current(advice).outcome is Outcome.WITHDRAWN
    assert closings(advice)[0].reason == "Lo dijo por teléfono"


def test_a_training_request_is_never_attended_by_hand(
    desk: FlaskClient, training: ServiceRequest
) -> None:
    offered = desk.get(page_of(training, "cerrar")).text
    assert 'value="atendida"' not in offered
    assert "anote la sesión en la agenda" in offered
    page = submit(desk, page_of(training, "cerrar"), **ATTENDED)
    assert page.status_code == 400
    assert "anótela en la agenda como realizada" in page.text
    assert not current(training).is_closed


def test_a_training_request_may_be_refused_with_reasons(
    desk: FlaskClient, training: ServiceRequest
) -> None:
    submit(desk, page_of(training, "cerrar"), **ATTENDED | {"desenlace": "no_atendida"})
    assert current(training).outcome is Outcome.NOT_ATTENDED


def test_a_closed_request_cannot_be_closed_again(ana: StaffUser, advice: ServiceRequest) -> None:
    facts = {
        "actor": ana,
        "outcome": Outcome.NOT_ATTENDED,
        "closed_on": date(2024, 3, 5),
        "told_by": ToldBy.LETTER,
        "answer": "No",
    }
    actions_closing.close(advice, seen_version=1, **facts)
    db.session.commit()
    from portal.casework.rules import TransitionRefused

    with pytest.raises(TransitionRefused):
        actions_closing.close(advice, seen_version=2, **facts)


def test_closing_on_the_day_of_reception_is_allowed_to_the_minute(
    ana: StaffUser, file_one: FileOne, today
) -> None:
    """R2 of the contract: received at 23:58, told the same day."""
    today("2024-03-31 23:58")
    advice = file_one("asesoria")
    today("2024-03-31 23:59")
    closing = {"outcome": Outcome.ATTENDED, "told_by": ToldBy.TELEPHONE, "answer": "Listo"}
    with pytest.raises(ClosingRefused):
        actions_closing.close(
            advice, actor=ana, seen_version=1, closed_on=date(2024, 4, 1), **closing
        )
    actions_closing.close(
        advice,
        actor=ana,
        seen_version=1,
        closed_on=date(2024, 3, 31),
        evidence_reference="Acta 1",
        **closing,
    )
    assert advice.closed_on == date(2024, 3, 31)
