"""The staff's reports on requests: as pages, as PDF and as a book. Nobody else may open them."""

from flask import Response, abort, render_template, request

from portal import clock, one_writer
from portal.accounts.access import current_staff, staff
from portal.accounts.models import Role
from portal.casework.letters import post_of
from portal.extensions import db
from portal.indicators import report_papers, report_words
from portal.indicators.control_report import control_of
from portal.indicators.forms_reports import RecommendationsForm
from portal.indicators.report_tables import tables_of
from portal.indicators.reports import first_year, report_of
from portal.indicators.rules_reports import SPANS, ReportPeriod
from portal.indicators.views import YEAR, bp

READERS = (Role.COORDINATOR, Role.PLANNING, Role.ADMINISTRATOR, Role.COMMITTEE)
HOME = "/gestion/informes"
REPORT = f"{HOME}/{YEAR}/<any({', '.join(repr(code) for code in SPANS)}):period>"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get(HOME)
@staff(*READERS)
def reports() -> str:
    """The periods of a year that have begun."""
    today = clock.today()
    years = range(today.year, min(first_year() or today.year, today.year) - 1, -1)
    asked = request.args.get("anio", "")
    year = next((one for one in years if str(one) == asked), today.year)
    periods = (ReportPeriod(year, code, today) for code in SPANS)
    begun = [one for one in periods if one.has_begun]
    return render_template("indicators/reports.html", year=year, years=years, periods=begun)


@bp.get(REPORT)
@staff(*READERS)
def report(year: int, period: str) -> str:
    found = _period(year, period)
    counted = report_of(found)
    return render_template(
        "indicators/report.html",
        period=found,
        facts=report_papers.facts_of(found, report_words.ACCESS_GROUND, clock.now()),
        is_empty=not counted.total.received,
        tables=tables_of(counted),
        words=report_words,
    )


@bp.get(f"{REPORT}/informe.pdf")
@staff(*READERS)
def report_paper(year: int, period: str) -> Response:
    found = _period(year, period)
    content = report_papers.report_paper(report_of(found), made_at=clock.now())
    return _file(content, "application/pdf", f"informe-pqrsd-{year}-{period}.pdf")


@bp.get(f"{REPORT}/informe.xlsx")
@staff(*READERS)
def report_book(year: int, period: str) -> Response:
    """Every request with its response time, without a name."""
    found = _period(year, period)
    content = report_papers.book(report_of(found), made_at=clock.now())
    return _file(content, XLSX, f"informe-pqrsd-{year}-{period}.xlsx")


@bp.get(f"{HOME}/{YEAR}/<any('s1', 's2'):period>/control-interno")
@staff(*READERS)
def control_report(year: int, period: str) -> str:
    return _control_page(_period(year, period), RecommendationsForm())


@bp.post(f"{HOME}/{YEAR}/<any('s1', 's2'):period>/control-interno/informe.pdf")
@staff(*READERS)
def control_paper(year: int, period: str) -> Response | tuple[str, int]:
    """Sent as a form because it carries what staff recommend; it changes nothing."""
    found, form = _period(year, period), RecommendationsForm()
    if not form.validate_on_submit():
        return _control_page(found, form), 400
    db.session.commit()  # the lock of whoever may write: nobody waits for a paper
    with one_writer.reading():
        author = current_staff()
        content = report_papers.control_paper(
            control_of(found),
            recommendations=form.recomendaciones.data or "",
            author=(author.name, post_of(author)),
            made_at=clock.now(),
        )
    return _file(content, "application/pdf", f"control-interno-{year}-{period}.pdf")


def _control_page(period: ReportPeriod, form: RecommendationsForm) -> str:
    control = control_of(period)
    return render_template(
        "indicators/control_report.html",
        period=period,
        form=form,
        facts=report_papers.facts_of(period, report_words.CONTROL_GROUND, clock.now()),
        is_empty=not control.report.total.received,
        tables=control.tables,
        missed=control.missed_sentence,
        words=report_words,
    )


def _period(year: int, code: str) -> ReportPeriod:
    """A period that has begun; there is nothing to say of another."""
    period = ReportPeriod(year, code, clock.today())
    if not period.has_begun:
        abort(404)
    return period


def _file(content: bytes, media_type: str, name: str) -> Response:
    response = Response(content, content_type=media_type)
    disposition = "inline" if name.endswith(".pdf") else "attachment"
    response.headers["Content-Disposition"] = f'{disposition}; filename="{name}"'
    return response
