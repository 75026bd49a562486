"""Staff: the months to publish, each month's history, its frozen rows and what differs today."""

from collections.abc import Sequence
from datetime import timedelta

from flask import Blueprint, abort, render_template, request

from portal import clock
from portal.accounts.access import current_staff, staff
from portal.config import setting
from portal.plan.queries import plan_in_force, years_with_plans
from portal.transparency import compare, desk, queries, row_pages
from portal.transparency.difference_words import changes
from portal.transparency.models import Publication
from portal.transparency.published import published_month
from portal.transparency.year_page import month_of

bp = Blueprint("publishing", __name__)
YEAR = "<int(fixed_digits=4, min=1000):year>"
MONTH = f"/gestion/publicaciones/{YEAR}/<int(fixed_digits=2, min=1, max=12):month>"


@bp.get("/gestion/publicaciones")
@staff()
def publications() -> str:
    """The months of a year: published, late, due, or waiting for a signature."""
    years = years_with_plans()
    year = request.args.get("anio", _year_to_publish(years), type=int)
    if year is None or year not in years:
        abort(404)
    return render_template(
        "transparency/staff/publications.html",
        year=year,
        years=years,
        months=desk.desk_months(year, setting("PUBLISH_BY_WORKING_DAY")),
        current=queries.in_progress(),
        desk=desk,
    )


@bp.get(MONTH)
@staff()
def month(year: int, month: int) -> str:
    """Where a month stands: the one that waits for signatures first, else what is published."""
    check_month(year, month)
    published = queries.publication_of(year, month)
    waiting = waiting_of(year, month)
    shown = waiting or published
    working_day = setting("PUBLISH_BY_WORKING_DAY")
    return render_template(
        "transparency/staff/month.html",
        year=year,
        month=month,
        of_year=month_of(year, month, published, clock.today(), working_day),
        waiting=waiting,
        published=published,
        shown=published_month(shown) if shown else None,
        changes=changes(compare.to_today(shown)) if shown else None,
        versions=queries.versions_of(year, month),
        rejected=queries.rejections(year, month),
        user=current_staff(),
        desk=desk,
    )


@bp.get(f"{MONTH}/filas/<int:number>")
@staff()
def waiting_rows(year: int, month: int, number: int) -> str:
    """The frozen rows of the publication that waits for signatures."""
    publication = waiting_of(year, month) or abort(404)
    shown = published_month(publication)
    indicator = next((each for each in shown.indicators if each.number == number), None)
    if indicator is None:
        abort(404)
    page = request.args.get("pagina", type=int)
    return render_template(
        "transparency/staff/rows.html",
        shown=shown,
        indicator=indicator,
        page=row_pages.page_of(publication, number, name=None, page=page),
    )


def _year_to_publish(years: Sequence[int]) -> int | None:
    """That of the month that ended last; the latest with a plan where it has none."""
    year = (clock.today().replace(day=1) - timedelta(days=1)).year
    return year if year in years or not years else years[0]


def check_month(year: int, month: int) -> None:
    """Not found where no plan counts it."""
    if plan_in_force(year, clock.month_bounds(year, month)[1]) is None:
        abort(404)


def waiting_of(year: int, month: int) -> Publication | None:
    """The publication of a month that waits for signatures."""
    current = queries.in_progress()
    return current if current and (current.year, current.month) == (year, month) else None
