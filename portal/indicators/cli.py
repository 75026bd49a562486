"""``flask figures``: the live figures on the terminal."""

import re

import click
from flask.cli import AppGroup

from portal.canonical_json import canonical_bytes
from portal.formats import month_name, percentage
from portal.indicators.document import figures_document
from portal.indicators.queries import Figure, MonthFigures, figures_for
from portal.indicators.rules import NoPlan, Process

figures_group = AppGroup("figures", help="Cifras del plan de acción.")


class Month(click.ParamType[tuple[int, int]]):
    """A month written «2024-03»."""

    name = "YYYY-MM"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        written = re.fullmatch(r"([1-9][0-9]{3})-(0[1-9]|1[0-2])", value)
        if written is None:
            self.fail("Escriba el mes así: 2024-03.", param, ctx)
        return int(written[1]), int(written[2])


@figures_group.command("show")
@click.argument("month", type=Month())
@click.option("--json", "as_json", is_flag=True, help="En la forma de cifras.json.")
def show(month: tuple[int, int], as_json: bool) -> None:
    """Muestra las cifras de un mes y las acumuladas, con lo que se sabe ahora."""
    try:
        figures = figures_for(*month)
    except NoPlan as refusal:
        raise click.ClickException(refusal.message) from refusal
    if as_json:
        # Without a final newline: kept in a file, it is ``cifras.json`` byte for byte.
        click.echo(canonical_bytes(figures_document(figures)), nl=False)
    else:
        for line in _table(figures):
            click.echo(line)


def _table(figures: MonthFigures) -> list[str]:
    draft = " (borrador)" if figures.plan.is_draft else ""
    process = (_process(figures.process_month), _process(figures.process_to_date))
    return [
        f"{month_name(figures.month).capitalize()} de {figures.year}{draft}, sin publicar",
        _line("", "Mes", "Acumulado"),
        *(
            _line(
                f"{each.indicator.number}. {each.indicator.plain_name}",
                *(_cell(each.month), _cell(each.to_date)),
            )
            for each in figures.indicators
        ),
        _line("Proceso", *process),
    ]


def _line(name: str, month: str, to_date: str) -> str:
    """Columns of fixed width; a long name is cut."""
    return f"{name[:44]:<44}  {month:>26}  {to_date:>26}"


def _cell(figure: Figure) -> str:
    parts = [f"{figure.count.numerator}/{figure.count.denominator}", figure.state.label.lower()]
    if figure.result is not None:
        parts.insert(1, percentage(figure.percent))
    return "  ".join(parts)


def _process(process: Process) -> str:
    return percentage(process.percent_shown)
