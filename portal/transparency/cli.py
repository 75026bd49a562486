"""``flask publish``: the three signatures from the terminal, and the check of what is published."""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from portal.accounts.models import StaffUser
from portal.accounts.queries import staff_by_email
from portal.errors import Refused
from portal.extensions import db
from portal.formats import percentage
from portal.indicators.cli import Month
from portal.transparency import actions, copy_of_site, queries, recalcular
from portal.transparency.models import Publication
from portal.transparency.rules import month_label

publish_group = AppGroup("publish", help="Publicar las cifras de cada mes.")


def signing(command: Callable[..., None]) -> Callable[..., None]:
    """The month and the person of a signature; a password never stands in a command."""
    stdin = click.option(
        "--credentials-stdin", is_flag=True, help="Lee la clave como una línea de la entrada."
    )
    email = click.option("--as", "email", metavar="CORREO", required=True, help="Quien firma.")
    return click.argument("month", type=Month())(email(stdin(command)))


@publish_group.command("prepare")
@signing
@click.option("--reason", help="Por qué se corrige el mes (desde la versión 2).")
def prepare(
    month: tuple[int, int], email: str, credentials_stdin: bool, reason: str | None
) -> None:
    """Congela las cifras de un mes terminado y las firma quien elabora."""
    with _one_line_errors():
        signer = _person(email)
        frozen = actions.preview(year=month[0], month=month[1], reason=reason)
        _show(frozen.figures)
        actions.prepare(
            year=month[0],
            month=month[1],
            signer=signer,
            password=_password(credentials_stdin),
            reason=reason,
            seen_sha256=frozen.figures_sha256,
        )
        db.session.commit()
    _signed("Elaborada", frozen.figures_sha256)


@publish_group.command("review")
@signing
def review(month: tuple[int, int], email: str, credentials_stdin: bool) -> None:
    """Firma quien revisa."""
    with _one_line_errors():
        publication, signer = _in_progress(month), _person(email)
        _show(_figures(publication))
        actions.review(publication, signer=signer, password=_password(credentials_stdin))
        db.session.commit()
        _signed("Revisada", publication.figures_sha256)


@publish_group.command("approve")
@signing
@click.option("--act", metavar="NÚMERO", required=True, help="Número del acta del comité.")
@click.option(
    "--act-date", metavar="FECHA", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Su día."
)
def approve(
    month: tuple[int, int], email: str, credentials_stdin: bool, act: str, act_date: datetime
) -> None:
    """Firma el comité, con su acta; con eso se publica."""
    with _one_line_errors():
        publication, signer = _in_progress(month), _person(email)
        _show(_figures(publication))
        actions.approve(
            publication,
            signer=signer,
            password=_password(credentials_stdin),
            act_number=act,
            act_on=act_date.date(),
        )
        db.session.commit()
        click.echo(f"Publicada en /transparencia/{publication.path}")
        click.echo(f"Sello: {publication.end and publication.end.seal_sha256}")
        _signed("Aprobada", publication.figures_sha256)


@publish_group.command("reject")
@signing
@click.option("--reason", required=True, help="Por qué se rechaza.")
def reject(month: tuple[int, int], email: str, credentials_stdin: bool, reason: str) -> None:
    """Devuelve la publicación en curso; sus firmas quedan sin efecto."""
    with _one_line_errors():
        publication, actor = _in_progress(month), _person(email)
        password = _password(credentials_stdin)
        actions.reject(publication, actor=actor, password=password, reason=reason)
        db.session.commit()
        _signed("Rechazada; las firmas quedan sin efecto", publication.figures_sha256)


@publish_group.command("verify")
@click.argument("month", type=Month(), required=False)
@click.option("--all", "everything", is_flag=True, help="Todas las publicaciones y su cadena.")
@click.option("--cabeza", metavar="SHA256", help="Un sello guardado fuera de este servidor.")
def verify(month: tuple[int, int] | None, everything: bool, cabeza: str | None) -> None:
    """Recuenta lo publicado con el mismo programa que se publica; todo, si no se dice el mes."""
    if month and everything:
        raise click.ClickException("Escriba el mes o --all, no los dos.")
    with tempfile.TemporaryDirectory(prefix="copia-") as name, _one_line_errors():
        for folder in _copies(Path(name), month):
            for line in recalcular.check(str(folder), cabeza):
                click.echo(line)


def _copies(folder: Path, month: tuple[int, int] | None) -> Iterator[Path]:
    if month is None:
        copy_of_site.write_chain(folder)
        yield folder
        return
    versions = queries.versions_of(*month)
    if not versions:
        raise Refused(f"No hay nada publicado de {month_label(*month)}.")
    for publication in versions:
        copy_of_site.write_publication(publication, folder / publication.path)
        yield folder / publication.path


@contextmanager
def _one_line_errors() -> Iterator[None]:
    try:
        yield
    except (Refused, recalcular.Differs) as refusal:
        raise click.ClickException(str(refusal).replace("\n", " ")) from refusal


def _person(email: str) -> StaffUser:
    person = staff_by_email(email)
    if person is None:
        raise Refused(f"No hay nadie en el portal con el correo {email}.")
    return person


def _in_progress(month: tuple[int, int]) -> Publication:
    publication = queries.in_progress()
    if publication is None or (publication.year, publication.month) != month:
        raise Refused(f"No hay una publicación en curso de {month_label(*month)}.")
    return publication


def _password(from_stdin: bool) -> str:
    """One line of the input, or typed on the terminal without showing."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    typed: str = click.prompt("Clave", hide_input=True)
    return typed


def _figures(publication: Publication) -> dict[str, Any]:
    figures: dict[str, Any] = json.loads(queries.content_of(publication, "cifras.json"))
    return figures


def _show(figures: dict[str, Any]) -> None:
    """What is signed, before the password is asked."""
    month = month_label(figures["anio"], figures["mes"])
    click.echo(f"{month.capitalize()}, versión {figures['version']}")
    if figures["motivo_correccion"]:
        click.echo(f"Motivo de la corrección: {figures['motivo_correccion']}")
    for each in figures["indicadores"]:
        cells = (_cell(each[period]) for period in ("mes", "acumulado"))
        click.echo("  ".join((f"{each['numero']}. {each['titulo']}", *cells)))


def _cell(figure: dict[str, Any]) -> str:
    counted = f"{figure['numerador']}/{figure['denominador']}"
    return (
        counted if figure["resultado"] is None else f"{counted} {percentage(figure['resultado'])}"
    )


def _signed(what: str, figures_sha256: str) -> None:
    """The hash alone on the last line, for whoever keeps it."""
    click.echo(f"{what}. Se firmó cifras.json con este SHA-256:")
    click.echo(figures_sha256)
