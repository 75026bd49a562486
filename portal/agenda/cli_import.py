"""``flask import``: what the office kept in spreadsheets before the portal."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import click
from flask.cli import AppGroup
from sqlalchemy.exc import IntegrityError

from portal.agenda.import_activities import import_activities
from portal.agenda.import_report import ImportReport
from portal.agenda.import_requests import import_requests
from portal.errors import Refused
from portal.extensions import db

import_group = AppGroup("import", help="Traer lo que la oficina llevaba en hojas de cálculo.")

_file = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
_partial = click.option(
    "--partial", is_flag=True, help="Toma las filas buenas aunque haya filas malas."
)


class Import(Protocol):
    def __call__(self, content: bytes, *, partial: bool) -> ImportReport: ...


@import_group.command("requests")
@_file
@_partial
def requests_command(file: Path, partial: bool) -> None:
    """Trae solicitudes de un archivo .csv o .xlsx, con su desenlace si ya lo tienen."""
    _run(import_requests, file, partial, "solicitudes")


@import_group.command("activities")
@_file
@_partial
def activities_command(file: Path, partial: bool) -> None:
    """Trae actividades hechas de un archivo .csv o .xlsx, y cierra lo que atendieron."""
    _run(import_activities, file, partial, "actividades")


def _run(import_file: Import, file: Path, partial: bool, what: str) -> None:
    """One transaction: all, or the good rows with ``--partial``, or nothing.

    The command fails when bad rows kept everything out.
    """
    try:
        report = import_file(file.read_bytes(), partial=partial)
        db.session.commit()
    except Refused as refusal:
        raise click.ClickException(refusal.message) from refusal
    except IntegrityError as error:
        raise click.ClickException(
            "Otra persona importaba lo mismo a la vez. No se tomó nada; inténtelo de nuevo."
        ) from error
    _print(report, what, click.echo)
    if report.is_refused:
        raise SystemExit(1)


def _print(report: ImportReport, what: str, echo: Callable[[str], None]) -> None:
    for column in report.unknown_columns:
        echo(f"Aviso: la columna «{column}» no se conoce y no se leyó.")
    for problem in report.problems:
        echo(str(problem))
    for left in report.left:
        echo(str(left))
    if report.is_refused:
        echo(f"No se tomó nada: {report.bad_rows} filas malas.")
        return
    echo(f"Tomadas: {report.taken} {what}. Filas malas: {report.bad_rows}.")
