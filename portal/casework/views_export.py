"""What is seen in the queue as a file. Every one is written down before its first byte goes out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from functools import partial
from typing import Any

from flask import Response, render_template, request, stream_with_context
from werkzeug.wrappers import Response as AnyResponse

from portal import clock, one_writer, spreadsheets
from portal.accounts.access import current_staff, staff
from portal.accounts.access_log import note_access
from portal.accounts.forms import status
from portal.casework import export as exporting
from portal.casework import forms_queue, queries_export, queries_views
from portal.casework.forms_queue import filter_of
from portal.casework.forms_queue_acts import ExportForm
from portal.casework.queries_views import Person
from portal.casework.queue import QueueFilter
from portal.casework.rules import DESK
from portal.casework.views import bp
from portal.casework.views_queue import QUEUE, address_of
from portal.errors import Refused
from portal.extensions import db

# A book is built whole in memory; a CSV goes out as it is read.
MOST_IN_BOOK = 20_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.route(f"{QUEUE}/exportar", methods=("GET", "POST"))
@staff(*DESK)
def export() -> AnyResponse | tuple[str, int]:
    form, user, today = ExportForm(), current_staff(), clock.today()
    form.take_from(request.args)
    people = queries_views.people()
    asked = filter_of(form.arguments, user=user, people=people)
    count = queries_export.how_many(asked, user=user, today=today)
    if not form.validate_on_submit():
        return _page(form, people, count)
    is_book = form.formato.data == "xlsx"
    if is_book and count > MOST_IN_BOOK:
        form.refuse(_too_many())
        return _page(form, people, count)
    with_people = bool(form.personas.data)
    note_access(
        user=user,
        action="export",
        format=form.formato.data,
        filters=_told(asked),
        rows=count,
        with_people=with_people,
    )
    db.session.commit()
    headings = exporting.headings(with_people=with_people)
    rows = partial(exporting.rows, asked, user=user, today=today, with_people=with_people)
    with one_writer.reading():
        if is_book:
            sheet = spreadsheets.Sheet("Solicitudes", headings, rows())
            return _file(spreadsheets.xlsx([sheet], made_at=clock.now()), XLSX, "xlsx")
    lines = _reading(spreadsheets.csv_lines(headings, rows()))
    return _file(stream_with_context(lines), "text/csv; charset=utf-8", "csv")


def _page(form: ExportForm, people: Sequence[Person], count: int) -> tuple[str, int]:
    page = render_template(
        "casework/export_queue.html",
        form=form,
        count=count,
        asked=forms_queue.in_words(form.arguments, people),
        back=address_of(form.arguments),
    )
    return page, status(form)


def _reading(lines: Iterable[str]) -> Iterator[bytes]:
    """Nobody who writes waits for whoever takes a long file."""
    with one_writer.reading():
        for line in lines:
            yield line.encode()


def _file(content: Any, media_type: str, ending: str) -> Response:
    response = Response(content, content_type=media_type)
    name = f"solicitudes-{clock.today().isoformat()}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _told(asked: QueueFilter) -> dict[str, Any]:
    """The filter without the words and the person that were sought: only that they were."""
    told = {name: value for name, value in asdict(replace(asked, digests=())).items() if value}
    return told | {name: True for name in ("words", "person") if name in told}


def _too_many() -> Refused:
    most = f"{MOST_IN_BOOK:,}".replace(",", ".")
    return Refused(
        f"Son más de {most}: elija CSV, que no tiene límite, o filtre más.", field="formato"
    )
