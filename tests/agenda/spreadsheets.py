"""Files as the office would have them: CSV from different programs, and Excel books."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from click.testing import Result
from flask.testing import FlaskCliRunner

Rows = Sequence[Mapping[str, Any]]


def csv_file(rows: Rows, *, separator: str = ";", encoding: str = "utf-8") -> bytes:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, delimiter=separator, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def excel_file(rows: Rows) -> bytes:
    """Dates and instants go in as Excel's own, everything else as it is."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        instant = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        sheet.write_row(0, 0, columns)
        for line, row in enumerate(rows, start=1):
            for name, value in row.items():
                style = instant if isinstance(value, datetime) else day
                if isinstance(value, date):
                    sheet.write_datetime(line, columns.index(name), value, style)
                else:
                    sheet.write(line, columns.index(name), value)
    return content.getvalue()


@pytest.fixture
def bring(cli: FlaskCliRunner, tmp_path: Path) -> Callable[..., Result]:
    """Run ``flask import`` on some rows or on a file's bytes."""

    def run(what: str, content: Rows | bytes, *options: str) -> Result:
        file = tmp_path / "registro.csv"
        file.write_bytes(content if isinstance(content, bytes) else csv_file(content))
        return cli.invoke(args=["import", what, str(file), *options])

    return run
