"""The daily e-mail: who is written what, once per working day and by one worker only."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from threading import Barrier, Event

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select

from portal.accounts.models import Role, StaffUser
from portal.casework import actions, actions_clock, cli_digests
from portal.casework.actions_digest import write_digests
from portal.casework.models import Digest
from portal.extensions import db
from portal.intake.models import ServiceRequest
from portal.notices.models import OutboxMessage
from portal.notices.worker import _do_chores
from tests.casework.conftest import FileOne

SetClock = Callable[[str], datetime]
MORNING = date(2024, 3, 26)


@pytest.fixture
def tasks(
    file_one: FileOne, ana: StaffUser, luis: StaffUser, carmen: StaffUser, today: SetClock
) -> dict[str, ServiceRequest]:
    """Ana has one that is due tomorrow and one that nobody completed; nobody has the third."""
    found = {"soon": file_one("asesoria"), "stopped": file_one("asesoria", topic="habeas_data")}
    found["free"] = file_one("asesoria")
    for name in ("soon", "stopped"):
        actions.take(found[name], actor=ana, seen_version=1)
    actions_clock.require_completion(
        found["stopped"], actor=ana, seen_version=2, body="Falta la fórmula de Rosa."
    )
    found["soon"].summary = "Rosa Mosquera pide una cita"
    db.session.commit()
    return found


def digests(email: str) -> list[OutboxMessage]:
    query = select(OutboxMessage).where(OutboxMessage.recipient == email)
    return list(db.session.execute(query.order_by(OutboxMessage.id)).scalars())


def test_each_reads_of_what_they_have_and_the_coordinator_of_everything(
    tasks: dict[str, ServiceRequest], ana: StaffUser, luis: StaffUser, carmen: StaffUser
) -> None:
    assert write_digests(MORNING, address="https://p.example/gestion/solicitudes") == 2
    (to_ana,), (to_carmen,) = digests(ana.email), digests(carmen.email)
    assert to_ana.subject == "1 por vencer: 26 mar 2024"
    assert tasks["soon"].filing_number in to_ana.body
    assert "Vence mañana; 27 mar 2024; " in to_ana.body
    assert tasks["free"].filing_number not in to_ana.body
    assert to_carmen.subject == "2 por vencer: 26 mar 2024"
    assert "https://p.example/gestion/solicitudes" in to_carmen.body
    assert digests(luis.email) == []


def test_art_17_what_nobody_completed_in_the_month_is_told_apart(
    tasks: dict[str, ServiceRequest], ana: StaffUser
) -> None:
    write_digests(date(2024, 4, 8), address="x")
    (message,) = digests(ana.email)
    assert message.subject == "1 vencida, 1 sin completar en el mes: 8 abr 2024"
    assert f"{tasks['stopped'].filing_number}; No la completó" in message.body


def test_nothing_of_a_person_stands_in_it(
    tasks: dict[str, ServiceRequest], carmen: StaffUser
) -> None:
    write_digests(date(2024, 4, 8), address="x")
    (message,) = digests(carmen.email)
    for word in ("Rosa", "Mosquera", "fórmula", "rosa@correo", "nueve días"):
        assert word not in message.body + message.subject


def test_whoever_left_or_attends_nothing_is_not_written(
    tasks: dict[str, ServiceRequest],
    ana: StaffUser,
    carmen: StaffUser,
    hire: Callable[[str, Role], StaffUser],
) -> None:
    paz = hire("Paz Mosquera", Role.PLANNING)
    ana.is_enabled = False
    assert write_digests(MORNING, address="x") == 1
    assert digests(ana.email) == digests(paz.email) == []


def test_written_again_on_the_same_day_nothing_more_leaves(
    tasks: dict[str, ServiceRequest], ana: StaffUser
) -> None:
    assert write_digests(MORNING, address="x") == 2
    assert write_digests(MORNING, address="x") == 0
    assert write_digests(date(2024, 3, 27), address="x") == 2
    assert len(digests(ana.email)) == 2


def test_two_workers_at_once_write_to_each_once(
    app: Flask, tasks: dict[str, ServiceRequest], ana: StaffUser
) -> None:
    email = ana.email
    db.session.remove()
    barrier = Barrier(2)

    def work() -> int:
        with app.app_context():
            barrier.wait(timeout=20)
            written = write_digests(MORNING, address="x")
            db.session.commit()
            return written

    with ThreadPoolExecutor(2) as pool:
        counts = [future.result(timeout=60) for future in [pool.submit(work), pool.submit(work)]]
    assert sum(counts) == 2
    assert len(digests(email)) == 1
    assert len(db.session.execute(select(Digest)).all()) == 3


@pytest.fixture
def new_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli_digests, "_done_on", None)


@pytest.mark.usefixtures("new_process")
@pytest.mark.parametrize(
    ("moment", "count"),
    [("2024-03-26 05:59", 0), ("2024-03-26 06:00", 1), ("2024-03-28 09:00", 0)],
    ids=["too early", "in the morning", "a holiday"],
)
def test_the_worker_writes_on_the_morning_of_a_working_day(
    app: Flask,
    tasks: dict[str, ServiceRequest],
    ana: StaffUser,
    today: SetClock,
    moment: str,
    count: int,
) -> None:
    email = ana.email
    db.session.remove()
    today(moment)
    for _ in range(2):
        _do_chores(app)
    assert len(digests(email)) == count


def test_a_chore_that_breaks_is_logged_and_the_mail_still_leaves(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done = Event()
    monkeypatch.setattr("portal.notices.worker.chores", [lambda: 1 / 0, done.set])
    _do_chores(app)
    assert done.is_set()
    assert "a chore of the worker failed" in caplog.text


def test_the_command_says_how_many(
    tasks: dict[str, ServiceRequest], cli: FlaskCliRunner, today: SetClock
) -> None:
    today("2024-03-26 05:00")
    assert cli.invoke(args=["digests", "write"]).output == "Correos del día: 2.\n"
    assert cli.invoke(args=["digests", "write"]).output == "Correos del día: 0.\n"
    today("2024-03-28 09:00")
    assert "no es día hábil" in cli.invoke(args=["digests", "write"]).output
