"""Command `agenda remind`, and the same by itself each quarter of an hour beside the outbox."""

from datetime import datetime, timedelta

import click
from flask.cli import AppGroup

from portal import clock, one_writer
from portal.agenda.actions_reminders import queue_reminders
from portal.agenda.queries_offers import due_reminders
from portal.extensions import db
from portal.notices.chores import register

BETWEEN_LOOKS = timedelta(minutes=15)

_looked_at: datetime | None = None

agenda_group = AppGroup("agenda", help="La agenda de la oficina.")


@agenda_group.command("remind")
def remind() -> None:
    """Avisa a quienes pidieron una sesión que está cerca. Se puede repetir: avisa una vez."""
    click.echo(f"Recordatorios nuevos: {_queue()}.")


@register
def remind_by_the_clock() -> None:
    """Without the write lock, unless there is something to write."""
    global _looked_at  # noqa: PLW0603 - spares a question to the database every few seconds
    now = clock.now()
    if _looked_at and timedelta(0) <= now - _looked_at < BETWEEN_LOOKS:
        return
    with one_writer.reading():
        is_any_due = bool(due_reminders())
        db.session.rollback()
    if is_any_due:
        _queue()
    _looked_at = now


def _queue() -> int:
    queued = queue_reminders()
    db.session.commit()
    return queued
