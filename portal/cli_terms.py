"""Commands `terms due` and `terms months`: a due date from a filing day, and nothing else."""

import re
from collections.abc import Callable, Sequence
from datetime import date

import click
from flask import current_app
from flask.cli import AppGroup

from portal.intake import office_days
from portal.working_days import CalendarError, add_months, add_working_days

MOST_DAYS, MOST_MONTHS = 5_000, 600
# Click's own messages are English and several lines long, so the commands read their words alone.
ANY_WORDS = {"ignore_unknown_options": True}

terms_group = AppGroup("terms", help="Vencimientos en días hábiles o en meses.")


@terms_group.command("due", context_settings=ANY_WORDS)
@click.argument("words", nargs=-1, metavar="FECHA DÍAS")
def due(words: tuple[str, ...]) -> None:
    """Vencimiento de un término de DÍAS hábiles que cuenta desde FECHA (AAAA-MM-DD)."""
    _print_due_date("terms due FECHA DÍAS", words, MOST_DAYS, add_working_days)


@terms_group.command("months", context_settings=ANY_WORDS)
@click.argument("words", nargs=-1, metavar="FECHA MESES")
def months(words: tuple[str, ...]) -> None:
    """Vencimiento de un término de MESES que cuenta desde FECHA (AAAA-MM-DD)."""
    _print_due_date("terms months FECHA MESES", words, MOST_MONTHS, add_months)


def _print_due_date(
    usage: str, words: Sequence[str], most: int, count: Callable[[date, int], date]
) -> None:
    """Print the date, or refuse with one line and exit code 1."""
    if "sqlalchemy" in current_app.extensions:
        office_days.refresh()
    if len(words) != 2:
        raise click.ClickException(f"Se escribe así: {usage}.")
    day, number = _day(words[0]), _number(words[1], most)
    try:
        click.echo(count(day, number).isoformat())
    except CalendarError as error:
        raise click.ClickException(str(error)) from error


def _day(word: str) -> date:
    try:
        # `fromisoformat` alone also takes 20240205 and 2024-W06-1.
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", word):
            return date.fromisoformat(word)
    except ValueError:
        pass
    raise click.ClickException(f"«{word}» no es una fecha. Escríbala como 2024-02-05.")


def _number(word: str, most: int) -> int:
    if re.fullmatch(r"[0-9]{1,6}", word) and 1 <= int(word) <= most:
        return int(word)
    raise click.ClickException(f"«{word}» no es un número entero de 1 a {most}.")
