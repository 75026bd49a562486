"""The deliverer beside the web server, and the command."""

import logging
import signal
import threading
import time

import pytest

from portal.extensions import db
from portal.notices import worker
from portal.notices.actions import enqueue
from portal.notices.worker import run_worker


@pytest.fixture
def put(app):
    def put(recipient="ana@correo.example"):
        enqueue(recipient=recipient, subject="Hay noticias", body="Entre.")
        db.session.commit()

    return put


@pytest.fixture
def set_mail_url(app, monkeypatch):
    """Change the setting for this test alone: all tests share one application."""
    return lambda setting: monkeypatch.setitem(app.config, "MAIL_URL", setting)


@pytest.fixture
def mail_url(set_mail_url, start_mail_server, box):
    """The application sends to the test's own server."""
    set_mail_url(f"smtp://{start_mail_server(box)}")


@pytest.fixture
def working(app):
    """Start the worker in a thread; it must stop within two seconds."""
    stop = threading.Event()
    threads = []

    def start():
        thread = threading.Thread(target=run_worker, args=(app, stop), kwargs={"pause": 0.05})
        thread.start()
        threads.append(thread)
        return thread

    yield start
    stop.set()
    for thread in threads:
        thread.join(timeout=2)
    assert not any(thread.is_alive() for thread in threads)


def wait_for(condition):
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.02)


def test_the_worker_sends_what_comes_while_it_runs(put, working, mail_url, box):
    working()
    put()
    wait_for(lambda: box.recipients == ["ana@correo.example"])
    put("luis@correo.example")
    wait_for(lambda: len(box.taken) == 2)


@pytest.mark.parametrize("setting", [None, "http://no"])
def test_without_a_usable_server_the_worker_ends_at_once(working, set_mail_url, setting):
    set_mail_url(setting)
    thread = working()
    thread.join(timeout=5)
    assert not thread.is_alive()


@pytest.mark.usefixtures("mail_url")
def test_the_worker_survives_a_broken_database(put, working, box, monkeypatch, caplog):
    deliver_batch = worker.deliver_batch
    broken = iter([True, True])

    def sometimes(post):
        if next(broken, False):
            raise RuntimeError("disk full")
        return deliver_batch(post)

    monkeypatch.setattr(worker, "deliver_batch", sometimes)
    with caplog.at_level(logging.ERROR):
        working()
        put()
        wait_for(lambda: box.taken)
    assert "the outbox could not be read" in caplog.text


def test_the_log_names_nobody(put, working, set_mail_url, caplog):
    set_mail_url("smtp://127.0.0.1:1")
    put()
    with caplog.at_level(logging.DEBUG):
        working()
        wait_for(lambda: "cannot be used" in caplog.text)
    assert "ana@correo.example" not in caplog.text


def test_the_command_says_that_messages_wait(app, put, set_mail_url):
    set_mail_url(None)
    put()
    result = app.test_cli_runner().invoke(args=["notices", "deliver"])
    assert result.exit_code == 0
    assert result.output == "Sin MAIL_URL no se envía nada. Esperan 1 correos.\n"


def test_the_command_delivers_all_and_says_how_many(app, put, mail_url, box):
    for number in range(30):
        put(f"persona{number}@correo.example")
    box.answers["persona3@correo.example"] = "550 No existe"
    result = app.test_cli_runner().invoke(args=["notices", "deliver"])
    assert result.output == "Enviados: 29. No recibidos: 1.\n"
    assert len(box.taken) == 29


@pytest.mark.usefixtures("mail_url")
def test_the_watching_command_sends_and_stops_when_told(app, put, box, monkeypatch):
    handlers = {}
    monkeypatch.setattr(signal, "signal", handlers.__setitem__)

    def told_to_stop():
        wait_for(lambda: box.taken)
        handlers[signal.SIGTERM](signal.SIGTERM, None)

    put()
    teller = threading.Thread(target=told_to_stop)
    teller.start()
    result = app.test_cli_runner().invoke(args=["notices", "deliver", "--watch"])
    teller.join(timeout=10)
    assert result.exit_code == 0
    assert signal.SIGINT in handlers


@pytest.mark.parametrize(
    ("setting", "message"),
    [("http://no", "se escribe así"), ("smtp://127.0.0.1:1", "El servidor de correo no sirve")],
)
def test_the_command_refuses_in_one_line(app, put, set_mail_url, setting, message):
    set_mail_url(setting)
    put()
    result = app.test_cli_runner().invoke(args=["notices", "deliver"])
    assert result.exit_code == 1
    assert message in result.output
    assert len(result.output.splitlines()) == 1
