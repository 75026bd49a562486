"""Command `digests write`, and the same by itself each working morning beside the outbox."""

from datetime import date, time

import click
from flask.cli import AppGroup

from portal import clock
from portal.casework.actions_digest import write_digests
from portal.config import setting
from portal.extensions import db
from portal.intake import office_days
from portal.notices.chores import register
from portal.working_days import is_working_day

FROM = time(6, 0)  # in Bogotá

_done_on: date | None = None

digests_group = AppGroup("digests", help="El correo diario a quienes atienden solicitudes.")


@digests_group.command("write")
def write() -> None:
    """Pone en la bandeja de salida los correos de hoy que falten."""
    office_days.refresh()
    today = clock.today()
    if is_working_day(today):
        click.echo(f"Correos del día: {_write(today)}.")
    else:
        click.echo("Hoy no es día hábil: no se escribe a nadie.")


@register
def write_in_the_morning() -> None:
    """Once per process and day; the database knows whether another process did it before."""
    global _done_on  # noqa: PLW0603 - spares a question to the database every few seconds
    now = clock.now().astimezone(clock.BOGOTA)
    if now.time() < FROM or _done_on == now.date():
        return
    office_days.refresh()
    if is_working_day(now.date()):
        _write(now.date())
    _done_on = now.date()


def _write(day: date) -> int:
    public_url = setting("PUBLIC_URL")
    address = f"{public_url}/gestion/solicitudes" if public_url else "la página «Solicitudes»"
    written = write_digests(day, address=address)
    db.session.commit()
    return written
