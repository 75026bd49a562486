"""``flask guide check``: what to mend in a file of the guide."""

from pathlib import Path

import click
from flask.cli import AppGroup

from portal import clock
from portal.guide.checks import problems
from portal.guide.guides import OWN_FILE
from portal.guide.reader import GuideError, read

guide_group = AppGroup("guide", help="La guía de los mecanismos.")


@guide_group.command("check")
@click.argument("file", metavar="ARCHIVO", required=False, type=click.Path(path_type=Path))
def check(file: Path | None) -> None:
    """Dice qué hay que corregir en ARCHIVO, o en la guía que trae el portal."""
    path = file or OWN_FILE
    try:
        found = list(problems(read(path), clock.today()))
    except (GuideError, OSError) as error:
        raise click.ClickException(str(error)) from error
    for problem in found:
        click.echo(problem)
    if found:
        raise click.exceptions.Exit(1)
    click.echo(f"{path.name}: no hay nada que corregir.")
