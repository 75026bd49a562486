"""``flask plan``: load, check, draft and adopt the yearly plan."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import AppGroup

from portal import clock
from portal.accounts.models import StaffUser
from portal.accounts.queries import staff_by_email
from portal.errors import Refused
from portal.extensions import db
from portal.formats import long_date
from portal.plan import actions, queries, rules
from portal.plan.actions import Loaded, LoadResult
from portal.plan.document import PlanDocument
from portal.plan.files import read_file
from portal.plan.findings import Finding, Severity
from portal.plan.models import ActionPlan

plan_group = AppGroup("plan", help="El plan de acción de cada año.")


@plan_group.command("load")
@click.argument("file", metavar="ARCHIVO", type=click.Path(path_type=Path))
def load(file: Path) -> None:
    """Carga y adopta el plan de ARCHIVO; puede repetirse."""
    with _one_line_errors():
        loaded = actions.load_plan(read_file(file), today=clock.today())
        db.session.commit()
    click.echo(_told(loaded))


@plan_group.command("check")
@click.argument("what", metavar="ARCHIVO|AÑO")
def check(what: str) -> None:
    """Dice cada inconsistencia de un plan con su casilla.

    Termina con error si el plan no sirve para contar o si alguna no está anotada en sus avisos.
    """
    with _one_line_errors():
        document = _document(what)
    findings = rules.check(document)
    for finding in findings:
        click.echo(_line(finding))
    new = [finding for finding in findings if not finding.is_noted]
    click.echo(f"Plan de {document.year}: {len(findings)} inconsistencias, {len(new)} sin anotar.")
    if new:
        raise SystemExit(1)


@plan_group.command("draft")
@click.argument("year", metavar="AÑO", type=int)
@click.option("--from", "from_year", metavar="AÑO", type=int, required=True, help="Año que copia.")
def draft(year: int, from_year: int) -> None:
    """Hace el borrador del plan de AÑO como copia del de otro año."""
    with _one_line_errors():
        plan = actions.draft_plan(year, from_year=from_year)
        db.session.commit()
    click.echo(f"Borrador del plan de {plan.year}, copiado del plan de {plan.copied_from_year}.")


@plan_group.command("adopt")
@click.argument("year", metavar="AÑO", type=int)
@click.option("--as", "proposer", metavar="CORREO", required=True, help="Quien lo propone.")
@click.option("--confirmed-by", metavar="CORREO", required=True, help="Quien lo confirma.")
def adopt(year: int, proposer: str, confirmed_by: str) -> None:
    """Adopta el borrador del plan de AÑO, entre dos personas."""
    with _one_line_errors():
        plan = actions.adopt_plan(
            year, proposed_by=_person(proposer), confirmed_by=_person(confirmed_by)
        )
        db.session.commit()
    click.echo(f"Plan de {plan.year}, versión {plan.version}: adoptado. {_in_force(plan)}")


@contextmanager
def _one_line_errors() -> Iterator[None]:
    """A refusal becomes one line and exit code 1; what was not committed is gone with it."""
    try:
        yield
    except Refused as refusal:
        raise click.ClickException(refusal.message.replace("\n", " ")) from refusal


def _told(loaded: Loaded) -> str:
    name = f"Plan de {loaded.plan.year}, versión {loaded.plan.version}"
    if loaded.result is LoadResult.UNCHANGED:
        return f"{name}: ya estaba cargado. No hubo cambios."
    draft_too = " Reemplaza el borrador." if loaded.replaced_draft else ""
    return f"{name}: cargado y adoptado. {_in_force(loaded.plan)}{draft_too}"


def _in_force(plan: ActionPlan) -> str:
    return f"Rige desde el {long_date(plan.in_force_from)}." if plan.in_force_from else ""


def _document(what: str) -> PlanDocument:
    """The plan of a file, or the latest of a year that the portal holds."""
    if not re.fullmatch(r"[0-9]{4}", what) or Path(what).exists():
        return read_file(Path(what))
    plan = queries.plan_of(int(what))
    if plan is None:
        raise Refused(f"El portal no tiene un plan de {what}.")
    return queries.document_of(plan)


def _line(finding: Finding) -> str:
    kind = "ERROR" if finding.severity is Severity.ERROR else "aviso"
    noted = "" if finding.is_noted else " (sin anotar)"
    where = rules.location(finding)
    return f"{kind} · {where} · {finding.code}: {finding.text}{noted}"


def _person(email: str) -> StaffUser:
    person = staff_by_email(email)
    if person is None:
        raise Refused(f"No hay nadie en el portal con el correo {email}.")
    return person
