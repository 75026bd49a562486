"""The half-yearly report to internal control: how requests are attended and terms met."""

from dataclasses import dataclass

from portal.formats import short_date, thousands
from portal.indicators import report_rows
from portal.indicators.report_rows import Holder, Missed
from portal.indicators.report_tables import Table, Value, tables_of
from portal.indicators.reports import Report, report_of
from portal.indicators.rules_reports import ReportPeriod

MOST_MISSED = 300  # on a page and on paper; the book has them all
NOBODY = "Nadie la tiene"
MISSED_HEADINGS = ("Radicado", "Tipo", "Quién la tiene", "Vencía", "Se cerró", "Días hábiles tarde")


@dataclass(frozen=True)
class Control:
    """``missed``: the oldest; ``holders`` count all of them."""

    report: Report
    holders: list[Holder]
    missed: list[Missed]

    @property
    def period(self) -> ReportPeriod:
        return self.report.period

    @property
    def missed_count(self) -> int:
        return sum(one.answered + one.pending for one in self.holders)

    @property
    def missed_sentence(self) -> str:
        """What the list holds, and what it leaves out."""
        if not self.missed_count:
            return "Ningún plazo se incumplió en el semestre."
        pending = sum(one.pending for one in self.holders)
        said = f"Plazos incumplidos: {thousands(self.missed_count)}."
        said += f" Sin cerrar en el corte: {thousands(pending)} de {thousands(self.missed_count)}."
        if len(self.missed) < self.missed_count:
            said += (
                f" La lista trae los {thousands(len(self.missed))} que vencieron primero; el libro"
                " de Excel del semestre los trae todos."
            )
        return said

    @property
    def tables(self) -> list[Table]:
        """The summary, the times and the kinds, and then the terms that were missed."""
        told = [one for one in tables_of(self.report) if one.code in ("resumen", "tiempos", "tipo")]
        return [*told, self._held(), self._missed()]

    def _held(self) -> Table:
        rows: list[tuple[Value, ...]] = [
            (one.name or NOBODY, one.answered + one.pending, one.answered, one.pending)
            for one in self.holders
        ]
        headings = ("Quién la tiene", "Plazos incumplidos", "Ya cerradas", "Sin cerrar")
        return Table("responsables", "Plazos incumplidos, por quien las tiene", headings, rows)

    def _missed(self) -> Table:
        rows = [missed_row(one) for one in self.missed]
        return Table("incumplidos", "Lista de plazos incumplidos", MISSED_HEADINGS, rows, texts=3)


def control_of(period: ReportPeriod) -> Control:
    """With what is known now."""
    missed = list(report_rows.missed_terms(period, limit=MOST_MISSED))
    return Control(report_of(period), report_rows.holders_of_missed(period), missed)


def missed_row(one: Missed) -> tuple[Value, ...]:
    closed = short_date(one.closed_on) if one.closed_on else "Sin cerrar"
    facts = (one.filing_number, one.kind.label, one.holder or NOBODY)
    return (*facts, short_date(one.due_on), closed, one.days)
