"""Command `search rebuild`: the words by which requests are found, from today's lists."""

import click
from flask.cli import AppGroup

from portal.extensions import db
from portal.intake.search_words import keep_all_words

search_group = AppGroup("search", help="Las palabras con que se buscan las solicitudes.")


@search_group.command("rebuild")
def rebuild() -> None:
    """Las escribe otra vez: úselo después de cambiar nombres en las listas de la oficina."""
    count = keep_all_words()
    db.session.commit()
    click.echo(f"Solicitudes: {count}.")
