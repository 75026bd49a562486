"""Reminders of a session: through the outbox, once, and nothing of anybody in them."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select

from portal.accounts.models import StaffUser
from portal.agenda.actions import annul, edit_execution
from portal.agenda.actions_offers import fix_date
from portal.agenda.actions_reminders import queue_reminders
from portal.agenda.cli_reminders import remind_by_the_clock
from portal.agenda.models import Execution
from portal.extensions import db
from portal.intake.models import ServiceRequest
from portal.notices.models import OutboxMessage
from tests.agenda.sessions import planned
from tests.agenda.test_offers import MONDAY, ask
from tests.casework.test_races import together

At = Callable[[str], datetime]


def settled(ana: StaffUser, *requests: ServiceRequest) -> Execution:
    execution = planned(ana, *requests, takes_place_on=MONDAY)
    fix_date(execution, seen_version=execution.version, day=MONDAY, starts_at=time(14), actor=ana)
    db.session.commit()
    return execution


def reminders() -> list[OutboxMessage]:
    found = db.session.execute(select(OutboxMessage)).scalars()
    return [one for one in found if "Se acerca la fecha" in one.subject]


def test_two_days_before_each_one_is_reminded_once(
    cli: FlaskCliRunner, ana: StaffUser, at: At
) -> None:
    one = ask()
    settled(ana, one, ask())
    planned(ana, ask(), takes_place_on=MONDAY)  # nobody was told a date
    at("2024-07-05 23:59")
    assert "nuevos: 0" in cli.invoke(args=["agenda", "remind"]).output
    at("2024-07-06 00:00")
    assert "nuevos: 2" in cli.invoke(args=["agenda", "remind"]).output
    assert "nuevos: 0" in cli.invoke(args=["agenda", "remind"]).output
    at("2024-07-07 10:00")
    assert "nuevos: 0" in cli.invoke(args=["agenda", "remind"]).output
    [mine] = [found for found in reminders() if found.service_request_id == one.id]
    assert one.filing_number in mine.subject


def test_a_reminder_says_that_a_date_is_near_and_nothing_more(ana: StaffUser, at: At) -> None:
    execution = settled(ana, ask())
    at("2024-07-06 09:00")
    queue_reminders()
    [sent] = reminders()
    words = f"{sent.subject} {sent.body}"
    assert not [word for word in ("Rosa", execution.title, "julio", "14") if word in words]


def test_two_workers_at_once_remind_once(app: Flask, ana: StaffUser, at: At) -> None:
    settled(ana, ask())
    at("2024-07-06 09:00")

    def queue() -> int:
        with app.app_context():
            queued = queue_reminders()
            db.session.commit()
            return queued

    db.session.remove()
    assert sum(together([queue, queue])) == 1
    assert len(reminders()) == 1


def test_a_session_that_moves_is_reminded_of_its_new_day(ana: StaffUser, at: At) -> None:
    execution = settled(ana, ask())
    at("2024-07-06 09:00")
    assert queue_reminders() == 1
    edit_execution(
        execution,
        actor=ana,
        seen_version=execution.version,
        activity_number=None,
        title=execution.title,
        takes_place_on=date(2024, 7, 12),
        starts_at=time(14),
        place=None,
        territory=None,
        service=None,
        topic=None,
        people_reached=None,
    )
    assert queue_reminders() == 0
    at("2024-07-10 09:00")
    assert queue_reminders() == 1


@pytest.mark.parametrize("end", ["annulled", "protected", "without mail"])
def test_nobody_is_reminded_of_what_is_off_or_where_it_could_harm(
    ana: StaffUser, at: At, end: str
) -> None:
    one = ask(email=None if end == "without mail" else "lider@correo.example")
    one.is_protected = end == "protected"
    execution = settled(ana, one)
    if end == "annulled":
        annul(execution, seen_version=execution.version, reason="Hay paro.", actor=ana)
    at("2024-07-06 09:00")
    queue_reminders()
    assert reminders() == []


def test_the_worker_reminds_by_itself(ana: StaffUser, at: At) -> None:
    settled(ana, ask())
    at("2024-07-06 09:00")
    remind_by_the_clock()
    assert len(reminders()) == 1
    settled(ana, ask())
    at("2024-07-06 09:14")
    remind_by_the_clock()
    assert len(reminders()) == 1
    at("2024-07-06 09:15")
    remind_by_the_clock()
    assert len(reminders()) == 2
