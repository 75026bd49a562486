"""*Bitácora*: who read, sought or took away personal data, for the administrator."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from flask import Response, abort, render_template, request, stream_with_context
from sqlalchemy.engine import Row
from werkzeug.wrappers import Response as AnyResponse

from portal import clock, one_writer, spreadsheets
from portal.accounts import queries, reading_words
from portal.accounts.access import current_staff, staff
from portal.accounts.access_log import note_access
from portal.accounts.forms import BareForm
from portal.accounts.models import Role
from portal.casework import queries_access
from portal.casework.forms_access import AccessForm
from portal.casework.queries_access import AccessFilter, LogPlace
from portal.casework.views import bp
from portal.extensions import db
from portal.formats import date_time

LOG = "/gestion/bitacora"
HEADINGS = ("Cuándo", "Quién", "Qué hizo", "Radicado", "Detalle")


@bp.get(LOG)
@staff(Role.ADMINISTRATOR)
def access_log() -> str | tuple[str, int]:
    """A page of the entries asked for; it holds no name of anybody who asked for something."""
    form = _form(AccessForm(formdata=request.args))
    is_sound = form.validate()
    after = LogPlace.read(request.args.get("sigue", ""))
    rows, following = queries_access.page_of(form.asked, after) if is_sound else ([], None)
    page = render_template(
        "casework/access_log.html",
        form=form,
        export=BareForm(formdata=None),
        export_address=_address(f"{LOG}/exportar", form),
        rows=[_line(row) for row in rows],
        first_page=_address(LOG, form) if after else None,
        next_page=_address(LOG, form, sigue=str(following)) if following else None,
    )
    return page, 200 if is_sound else 400


@bp.post(f"{LOG}/exportar")
@staff(Role.ADMINISTRATOR)
def export_access_log() -> AnyResponse:
    """The same as a file, itself written down before its first byte goes out."""
    form = _form(AccessForm(formdata=request.args))
    if not BareForm().validate_on_submit() or not form.validate():
        abort(400)
    count = queries_access.how_many(form.asked)
    note_access(user=current_staff(), action="log_export", rows=count)
    db.session.commit()
    lines = stream_with_context(_lines(form.asked))
    response = Response(lines, content_type="text/csv; charset=utf-8")
    name = f"bitacora-{clock.today().isoformat()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _form(form: AccessForm) -> AccessForm:
    form.offer(queries.everybody())
    return form


def _lines(asked: AccessFilter) -> Iterator[bytes]:
    with one_writer.reading():
        rows = (_line(row) for row in queries_access.all_of(asked))
        for line in spreadsheets.csv_lines(HEADINGS, rows):
            yield line.encode()


def _line(row: Row[Any]) -> tuple[str, ...]:
    what = reading_words.ACTIONS.get(row.action, row.action)
    said = reading_words.details(row.details)
    return date_time(row.at), row.name, what, row.filing_number or "", said


def _address(page: str, form: AccessForm, **place: str) -> str:
    query = urlencode({**form.arguments, **place})
    return f"{page}?{query}" if query else page
