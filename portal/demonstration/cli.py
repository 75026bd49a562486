"""``flask demo``: a believable year to look at, and ``demo --remove``."""

import click
from flask.cli import with_appcontext

from portal.accounts.passwords import one_time_password
from portal.demonstration import build, mark, people, removal
from portal.errors import Refused
from portal.extensions import db
from portal.formats import month_name


@click.command("demo")
@click.option("--remove", is_flag=True, help="Quita la demostración y todo lo que se le envió.")
@with_appcontext
def demo(remove: bool) -> None:
    """Llena una oficina vacía con un año de demostración."""
    try:
        with mark.changing():
            if remove:
                _remove()
            else:
                _build()
    except Refused as refusal:
        db.session.rollback()
        raise click.ClickException(refusal.message) from refusal


def _build() -> None:
    password = one_time_password()
    for month in build.build(password):
        click.echo(f"{month_name(month.month).capitalize()} de {month.year}")
    db.session.commit()
    click.echo("Lista. Todas las páginas dicen que son datos de demostración.")
    click.echo(f"Mire /, /transparencia y /plan/{build.YEAR}. El personal entra por /ingresar.")
    for number, role in enumerate(people.ROLES, start=1):
        click.echo(f"  {people.email(number)}  {role.label}")
    click.echo(f"La clave de todas estas personas, que no se vuelve a mostrar: {password}")


def _remove() -> None:
    files = removal.remove()
    db.session.commit()
    removal.discard(files)
    click.echo("La demostración se fue, con todo lo que se le envió.")
