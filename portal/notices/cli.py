"""Command `notices deliver`: send what waits in the outbox, once or until stopped."""

import signal
import threading

import click
from flask import current_app
from flask.cli import AppGroup

from portal.notices import queries
from portal.notices.delivery import Delivered, Post, deliver_batch
from portal.notices.mail_server import MailUrlError
from portal.notices.worker import run_worker

notices_group = AppGroup("notices", help="Los correos que el portal envía.")


@notices_group.command("deliver")
@click.option("--watch", is_flag=True, help="Sigue enviando hasta que se detenga con Ctrl-C.")
def deliver(watch: bool) -> None:
    """Envía los correos que esperan."""
    try:
        post = Post.from_settings(current_app.config)
    except MailUrlError as error:
        raise click.ClickException(str(error)) from error
    if post is None:
        click.echo(f"Sin MAIL_URL no se envía nada. Esperan {queries.waiting_count()} correos.")
    elif watch:
        _watch()
    else:
        _deliver_all(post)


def _watch() -> None:
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    # The object itself and not its proxy, which is bound to this command's own context.
    run_worker(current_app._get_current_object(), stop)  # type: ignore[attr-defined]


def _deliver_all(post: Post) -> None:
    total = Delivered()
    while (batch := deliver_batch(post)).total:
        total.sent += batch.sent
        total.refused += batch.refused
        if batch.server_error:
            raise click.ClickException(f"El servidor de correo no sirve: {batch.server_error}")
    click.echo(f"Enviados: {total.sent}. No recibidos: {total.refused}.")
