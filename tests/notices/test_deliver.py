"""Sending what waits: once each, with patience, and never for ever."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from portal.extensions import db
from portal.notices import actions, queries
from portal.notices.actions import enqueue, notify
from portal.notices.delivery import deliver_batch
from portal.notices.texts import Notice
from tests.notices.mail_box import post_to

START = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
ANA, LUIS = "ana@correo.example", "luis@correo.example"


@pytest.fixture
def time(post):
    """A clock that stands still, once the mail server runs: its own start needs a running one."""
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def put(*recipients):
    for recipient in recipients:
        enqueue(recipient=recipient, subject="Hay noticias", body="Entre al portal, ñandú.")
    db.session.commit()


def test_a_message_leaves_once_and_the_outbox_says_when(app, time, post, box, stored):
    notify(Notice.ANSWERED, recipient=ANA, filing_number="ASE-2026-000001", service_request_id=1)
    db.session.commit()
    assert deliver_batch(post).sent == 1
    assert deliver_batch(post).total == 0
    (email,) = box.taken
    message = stored(ANA)
    assert email["Message-ID"] == message.message_id
    assert email["To"] == ANA
    assert email["From"] == "Personería de Prueba <buzon@personeria.example>"
    assert email["Subject"] == "Ya hay respuesta a su solicitud ASE-2026-000001"
    assert email["Auto-Submitted"] == "auto-generated"
    assert "https://portal.example/seguimiento" in email.get_content()
    assert (message.sent_at, message.leased_until, message.attempts) == (START, None, 1)
    assert queries.waiting_count() == queries.failed_count() == 0


def test_without_a_mail_server_everything_waits(app):
    put(ANA)
    assert post_to(None) is None
    assert queries.waiting_count() == 1


def test_a_bounce_is_kept_with_its_error_and_never_tried_again(app, time, post, box, stored):
    box.answers[ANA] = "550 5.1.1 No existe ese buzón"
    put(ANA, LUIS)
    delivered = deliver_batch(post)
    assert (delivered.sent, delivered.refused) == (1, 1)
    assert box.recipients == [LUIS]
    bounced = stored(ANA)
    assert (bounced.failed_at, bounced.sent_at) == (START, None)
    assert bounced.last_error == "550 5.1.1 No existe ese buzón"
    assert [message.recipient for message in queries.failed_messages()] == [ANA]
    time.shift(timedelta(days=30))
    assert deliver_batch(post).total == 0


def test_a_busy_server_is_asked_again_less_and_less_often(app, time, post, box, stored):
    box.answers[ANA] = "451 4.7.1 Vuelva más tarde"
    put(ANA)
    waits = []
    while stored(ANA).failed_at is None:
        assert deliver_batch(post).refused == 1
        assert deliver_batch(post).total == 0
        if stored(ANA).failed_at is None:
            waits.append(stored(ANA).next_attempt_at - datetime.now(UTC))
            time.move_to(stored(ANA).next_attempt_at)
    assert [wait.total_seconds() / 60 for wait in waits] == [1, 5, 30, 120, 720]
    assert stored(ANA).last_error == "451 4.7.1 Vuelva más tarde"
    assert queries.waiting_count() == 0


def test_a_message_that_was_busy_leaves_later(app, time, post, box, stored):
    box.answers[ANA] = "451 Vuelva más tarde"
    put(ANA)
    deliver_batch(post)
    del box.answers[ANA]
    time.shift(timedelta(minutes=2))
    assert deliver_batch(post).sent == 1
    assert stored(ANA).last_error is None


def test_a_server_that_does_not_answer_spends_no_attempts(app, time, stored, start_mail_server):
    put(ANA)
    # Port 1 on this machine: nobody listens there.
    nowhere = post_to("smtp://127.0.0.1:1")
    for _ in range(10):
        delivered = deliver_batch(nowhere)
        assert (delivered.given_back, delivered.sent) == (1, 0)
        assert deliver_batch(nowhere).total == 0
        time.shift(timedelta(minutes=6))
    assert (stored(ANA).attempts, stored(ANA).failed_at) == (0, None)
    assert "refused" in stored(ANA).last_error


def test_a_server_that_refuses_our_own_address_spends_no_attempts(app, time, post, box, stored):
    box.sender_answer = "550 Remitente no autorizado"
    put(ANA, LUIS)
    assert deliver_batch(post).given_back == 2
    assert (stored(ANA).attempts, stored(ANA).failed_at) == (0, None)
    assert "Remitente no autorizado" in stored(LUIS).last_error


def test_a_broken_connection_counts_for_one_message_only(app, time, post, box, stored):
    box.answers[ANA] = "421 Hasta luego"
    put(ANA, LUIS)
    delivered = deliver_batch(post)
    assert (delivered.refused, delivered.given_back) == (1, 1)
    assert (stored(ANA).attempts, stored(LUIS).attempts) == (1, 0)
    assert deliver_batch(post).sent == 1
    assert box.recipients == [LUIS]


def test_a_crash_after_sending_sends_again_with_the_same_id(app, time, post, box, monkeypatch):
    put(ANA)

    def crash(message):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(actions, "mark_sent", crash)
        with pytest.raises(KeyboardInterrupt):
            deliver_batch(post)
    db.session.rollback()
    assert deliver_batch(post).total == 0
    time.shift(actions.LEASE + timedelta(seconds=1))
    assert deliver_batch(post).sent == 1
    time.shift(timedelta(days=1))
    assert deliver_batch(post).total == 0
    first, second = box.taken
    assert first["Message-ID"] == second["Message-ID"]


def test_a_message_that_kills_every_deliverer_comes_to_an_end(app, time, post, box, stored):
    """The attempt is counted before it is made."""
    box.answers[ANA] = "451 Vuelva más tarde"
    put(ANA)
    for _ in range(5):
        assert actions.lease_batch(size=10)
        db.session.commit()
        time.shift(actions.LEASE + timedelta(seconds=1))
    assert deliver_batch(post).refused == 1
    assert stored(ANA).failed_at is not None


def test_who_lost_the_lease_does_not_overwrite_the_other(app, time, stored):
    put(ANA)
    (slow,) = actions.lease_batch(size=10)
    db.session.commit()
    time.shift(actions.LEASE + timedelta(seconds=1))
    (quick,) = actions.lease_batch(size=10)
    actions.mark_failed(slow, error="451", is_permanent=False)
    actions.give_back(slow)
    db.session.commit()
    assert stored(ANA).leased_until == quick.leased_until
    actions.mark_sent(slow)
    db.session.commit()
    sent_at = stored(ANA).sent_at
    time.shift(timedelta(minutes=1))
    actions.mark_sent(quick)
    actions.mark_failed(quick, error="550", is_permanent=True)
    db.session.commit()
    assert (stored(ANA).sent_at, stored(ANA).failed_at) == (sent_at, None)


def test_four_deliverers_at_once_send_each_message_once(app, post, box, in_threads):
    box.answers[ANA] = "550 No existe"
    everybody = [f"persona{number}@correo.example" for number in range(60)]
    put(ANA, *everybody)

    def deliver_all():
        while deliver_batch(post, size=5).total:
            pass

    in_threads(deliver_all, 4)
    assert sorted(box.recipients) == sorted(everybody)
    assert len({email["Message-ID"] for email in box.taken}) == 60
    assert (queries.waiting_count(), queries.failed_count()) == (0, 1)


def test_an_act_that_is_not_committed_sends_nothing(app, post, box):
    enqueue(recipient=ANA, subject="Hay noticias", body="Entre.")
    db.session.rollback()
    assert deliver_batch(post).total == 0
    assert box.taken == []


@pytest.mark.parametrize("recipient", ["ñandú@correo.example", "ana@bañó.example"])
def test_an_address_that_the_server_cannot_write_does_not_stop_the_others(
    app, start_mail_server, box, stored, recipient
):
    post = post_to(f"smtp://{start_mail_server(box, enable_SMTPUTF8=False)}")
    put(recipient, ANA)
    delivered = deliver_batch(post)
    assert (delivered.sent, delivered.refused) == (1, 1)
    assert stored(recipient).failed_at is not None
