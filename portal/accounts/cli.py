"""``flask staff``: the people of the office."""

import sys

import click
from flask.cli import AppGroup

from portal.accounts import actions
from portal.accounts.models import Role
from portal.errors import Refused
from portal.extensions import db

staff_group = AppGroup("staff", help="Personas de la oficina.")


@staff_group.command("add")
@click.argument("email")
@click.option("--name", required=True, help="Nombre completo.")
@click.option("--role", required=True, type=click.Choice(list(map(str, Role))))
@click.option("--password-stdin", is_flag=True, help="Lee la clave de una línea de la entrada.")
def add(email: str, name: str, role: str, password_stdin: bool) -> None:
    """Agrega una persona; sin --password-stdin imprime una clave de un solo uso."""
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    if password_stdin and not password:
        raise click.ClickException("No llegó ninguna clave por la entrada.")
    try:
        user, one_time = actions.add_staff(
            email=email, name=name, role=Role(role), password=password
        )
    except Refused as refusal:
        raise click.ClickException(refusal.message) from refusal
    db.session.commit()
    click.echo(f"Agregada: {user.name} <{user.email}>, {user.role.label}")
    if one_time:
        click.echo(f"Clave de un solo uso: {one_time}")
