"""Putting a message in the outbox: one recipient, plain words, nothing of the request."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.extensions import db
from portal.notices import queries, rules, texts
from portal.notices.actions import InvalidMessage, enqueue, notify
from portal.notices.mail_server import Envelope
from portal.notices.texts import Notice

NUMBER = "QUE-2026-000123"
ENVELOPE = Envelope("Personería de Prueba", "buzon@personeria.example")


def put(**changes):
    fields = {"recipient": "ana@correo.example", "subject": "Hay noticias", "body": "Entre."}
    return enqueue(**{**fields, **changes})


def test_a_message_waits_until_the_act_is_committed(app):
    put()
    db.session.rollback()
    assert queries.waiting_count() == 0
    message = put(service_request_id=7)
    db.session.commit()
    assert queries.waiting_count() == 1
    assert message.service_request_id == 7
    assert (message.attempts, message.sent_at, message.failed_at) == (0, None, None)


def test_every_message_has_its_own_id(app):
    ids = {put().message_id for _ in range(50)}
    assert len(ids) == 50
    assert all(one.startswith("<") and one.endswith("@avisos.personeria>") for one in ids)


@pytest.mark.parametrize(
    "recipient",
    [
        "",
        "ana",
        "@correo.example",
        "ana@",
        "ana@correo.example\r\nBcc: otro@correo.example",
        "ana@correo.example\n",
        "ana@correo.example, otro@correo.example",
        "ana@correo.example;otro@correo.example",
        "Ana <ana@correo.example>",
        "ana@correo.example otro@correo.example",
        "a" * 250 + "@correo.example",
    ],
)
def test_what_is_not_one_address_is_refused(app, recipient):
    with pytest.raises(InvalidMessage, match="correo"):
        put(recipient=recipient)


@pytest.mark.parametrize("subject", ["", "  ", "Hola\nBcc: x@y.co", "Hola\r", "Hola\x00"])
def test_a_subject_of_several_lines_is_refused(app, subject):
    with pytest.raises(InvalidMessage, match="una sola línea"):
        put(subject=subject)


@pytest.mark.parametrize("notice", Notice)
def test_each_notice_says_the_number_and_where_to_read_on_and_nothing_else(app, notice):
    message = notify(
        notice, recipient="ana@correo.example", filing_number=NUMBER, service_request_id=7
    )
    assert message is not None
    assert NUMBER in message.subject
    body = texts.with_address(message.body, "https://portal.example")
    assert NUMBER in body
    assert "https://portal.example/seguimiento" in body
    assert "{" not in message.subject + body


def test_without_a_public_address_the_notice_names_the_page():
    body = texts.with_address(texts.text_of(Notice.RECEIVED, NUMBER).body, "")
    assert "«Consultar una solicitud»" in body
    assert "/seguimiento" not in body


@pytest.mark.parametrize("recipient", [None, ""])
def test_who_left_no_address_is_told_nothing(app, recipient):
    told = notify(Notice.RECEIVED, recipient=recipient, filing_number=NUMBER, service_request_id=7)
    assert told is None
    assert queries.waiting_count() == 0


texts_of_any_kind = st.text(st.characters(codec="utf-8"), max_size=60)


@given(texts_of_any_kind, texts_of_any_kind, texts_of_any_kind)
def test_whatever_is_let_through_names_one_recipient_and_one_subject(local, domain, subject):
    recipient = f"{local}@{domain}"
    if not rules.is_address(recipient) or not rules.is_one_line(subject):
        return
    email = ENVELOPE.message(
        message_id="<1@avisos.personeria>", recipient=recipient, subject=subject, body="Entre."
    )
    assert len(email.get_all("To")) == len(email.get_all("Subject")) == 1
    assert len(email["To"].addresses) == 1
    assert "Bcc" not in email
    assert "Cc" not in email
