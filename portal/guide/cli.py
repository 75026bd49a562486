"""``flask guide check`` and ``check-drafts``: what to mend in a file of the guide."""

from collections.abc import Callable, Iterator
from pathlib import Path

import click
from flask.cli import AppGroup

from portal import clock
from portal.guide import draft_checks, draft_reader, drafts
from portal.guide.checks import problems
from portal.guide.guides import OWN_FILE, guide
from portal.guide.reader import GuideError, read

FILE = click.argument("file", metavar="ARCHIVO", required=False, type=click.Path(path_type=Path))

guide_group = AppGroup("guide", help="La guía de los mecanismos.")


@guide_group.command("check")
@FILE
def check(file: Path | None) -> None:
    """Dice qué hay que corregir en ARCHIVO, o en la guía que trae el portal."""
    _tell(file or OWN_FILE, lambda path: problems(read(path), clock.today()))


@guide_group.command("check-drafts")
@FILE
def check_drafts(file: Path | None) -> None:
    """Dice qué hay que corregir en ARCHIVO, o en los borradores que trae el portal."""
    _tell(file or drafts.OWN_FILE, _problems_of_drafts)


def _problems_of_drafts(path: Path) -> Iterator[str]:
    return draft_checks.problems(draft_reader.read(path), guide(), clock.today())


def _tell(path: Path, problems_of: Callable[[Path], Iterator[str]]) -> None:
    """Each problem of a file; one that cannot be read at all is told in one line."""
    try:
        found = list(problems_of(path))
    except (GuideError, OSError) as error:
        raise click.ClickException(str(error)) from error
    for problem in found:
        click.echo(problem)
    if found:
        raise click.exceptions.Exit(1)
    click.echo(f"{path.name}: no hay nada que corregir.")
