"""The reports as PDF and as a book for a spreadsheet."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from portal import printing, spreadsheets
from portal.formats import date_time, long_date
from portal.indicators import report_rows, report_words
from portal.indicators.control_report import MISSED_HEADINGS, Control, missed_row
from portal.indicators.report_tables import Table, tables_of
from portal.indicators.reports import Report
from portal.indicators.rules_reports import ReportPeriod
from portal.spreadsheets import Sheet


def report_paper(report: Report, *, made_at: datetime) -> bytes:
    """The PQRSD report on the office's letterhead."""
    data = {
        "title": f"Informe de PQRSD, {report.period.name}",
        "facts": facts_of(report.period, report_words.ACCESS_GROUND, made_at),
        "tables": _printed(tables_of(report)),
        "empty": "" if report.total.received else report_words.EMPTY,
        "missed": "",
        "recommendations": "",
        "author": (),
        "notes": report_words.HOW_COUNTED,
    }
    return printing.pdf("report", data, made_at=made_at)


def control_paper(
    control: Control, *, recommendations: str, author: tuple[str, str], made_at: datetime
) -> bytes:
    """The half-yearly report; the recommendations are printed and kept nowhere."""
    facts = facts_of(control.period, report_words.CONTROL_GROUND, made_at)
    data = {
        "title": f"Informe para control interno, {control.period.name}",
        "facts": [("Para", "Oficina de control interno"), *facts],
        "tables": _printed(control.tables),
        "empty": "" if control.report.total.received else report_words.EMPTY,
        "missed": control.missed_sentence,
        "recommendations": recommendations,
        "author": author,
        "notes": (*report_words.HOW_COUNTED, *report_words.MISSED_COUNTED),
    }
    return printing.pdf("report", data, made_at=made_at)


def book(report: Report, *, made_at: datetime) -> bytes:
    """Every table and every request; of a half year, every term that was missed too."""
    period = report.period
    facts = facts_of(period, report_words.ACCESS_GROUND, made_at)
    sheets = [
        Sheet("Informe", ("Dato", "Lo que dice"), [*facts, *_numbered(report_words.HOW_COUNTED)]),
        *(Sheet(each.code.capitalize(), each.headings, each.rows) for each in tables_of(report)),
        Sheet("Solicitudes", report_rows.HEADINGS, report_rows.request_rows(period)),
    ]
    if period.is_half:
        rows = (missed_row(one) for one in report_rows.missed_terms(period))
        sheets.append(Sheet("Plazos incumplidos", MISSED_HEADINGS, rows))
    return spreadsheets.xlsx(sheets, made_at=made_at, is_long=True)


def facts_of(period: ReportPeriod, ground: str, made_at: datetime) -> list[tuple[str, str]]:
    """What every copy says first: of when it is, what is not over, and by which law."""
    cutoff = long_date(period.cutoff)
    days = f"Del {long_date(period.period.first)} al {long_date(period.period.cutoff)}"
    return [
        ("Periodo", f"{period.name[0].upper()}{period.name[1:]}"),
        ("Días", days),
        ("Corte", cutoff if period.is_over else f"{cutoff}; el periodo no ha terminado"),
        ("Con lo que se sabía", date_time(made_at)),
        ("Fundamento", ground),
    ]


def _numbered(notes: Iterable[str]) -> list[tuple[str, str]]:
    return [(f"Cómo se cuenta ({number})", note) for number, note in enumerate(notes, 1)]


def _printed(tables: Iterable[Table]) -> list[dict[str, Any]]:
    """Without the rows that there are none of."""
    return [
        {
            "title": each.title,
            "headings": list(each.headings),
            "rows": each.shown,
            "texts": each.texts,
        }
        for each in tables
        if each.rows
    ]
