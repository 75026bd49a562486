"""The staff's pages of figures: a month's seven figures, and the rows behind each."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal import clock
from portal.accounts.access import current_staff, staff
from portal.accounts.models import Role
from portal.casework.rules import DESK
from portal.indicators import backlog, row_queries, rules
from portal.indicators.queries import MonthFigures, figures_for
from portal.indicators.rules import NoPlan
from portal.indicators.rules_rows import CountedRow, Origin
from portal.indicators.staff_rows import cells_of
from portal.indicators.views import YEAR, bp
from portal.plan.models import Indicator, IndicatorType

READERS = (
    *(Role.ATTENDANT, Role.COORDINATOR, Role.PLANNING),
    *(Role.COMMITTEE, Role.ADMINISTRATOR),
)
MONTH = f"/gestion/cifras/{YEAR}/<int(fixed_digits=2, min=1, max=12):month>"
ROWS = 50  # on a page


@bp.get("/gestion/cifras")
@staff(*READERS)
def current_figures() -> Response:
    today = clock.today()
    return redirect(url_for("indicators.figures", year=today.year, month=today.month))


@bp.get(MONTH)
@staff(*READERS)
def figures(year: int, month: int) -> str:
    """A month's figures and the year to it; without a plan, the page says so."""
    return render_template(
        "indicators/figures.html",
        year=year,
        month=month,
        is_last=(year, month) >= (clock.today().year, clock.today().month),
        **_shown(year, month),
    )


@bp.get(f"{MONTH}/<int:number>")
@staff(*READERS)
def figure_rows(year: int, month: int, number: int) -> str:
    """The rows of an indicator, oldest first, with why each counts or not."""
    shown = _figures(year, month) or abort(404)
    found = next((one for one in shown.indicators if one.indicator.number == number), None)
    if found is None:
        abort(404)
    after = request.args.get("despues")
    rows, following = _page(found.indicator, year, month, after)
    may_open = current_staff().role in DESK
    return render_template(
        "indicators/rows.html",
        shown=shown,
        found=found,
        lines=[cells_of(row, may_open=may_open) for row in rows],
        following=following,
        is_later=after is not None,
    )


def _figures(year: int, month: int) -> MonthFigures | None:
    try:
        return figures_for(year, month)
    except NoPlan:
        return None


def _shown(year: int, month: int) -> dict[str, Any]:
    """The figures and, by the number of each indicator of demand, the backlog of month and year."""
    shown = _figures(year, month)
    demand = [
        each.indicator
        for each in (shown.indicators if shown else ())
        if each.indicator.type is IndicatorType.DEMAND
    ]
    of_month, to_date = (
        backlog.answered_from_before(demand, period)
        for period in (rules.month_period(year, month), rules.to_date_period(year, month))
    )
    return {"shown": shown, "backlog_month": of_month, "backlog_to_date": to_date}


def _page(
    indicator: Indicator, year: int, month: int, after: str | None
) -> tuple[list[CountedRow], str | None]:
    """The rows of a page, and the name of its last one where more follow."""
    period = rules.to_date_period(year, month)
    found = row_queries.counted_rows(indicator, period, after=after, limit=ROWS + 1)
    rows = list(found)
    listed = [row for row in rows if row.origin is not Origin.SCHEDULE]
    if len(listed) <= ROWS:
        return rows, None
    return rows[:-1], rows[-2].name
