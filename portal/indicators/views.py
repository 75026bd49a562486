"""The public pages of the plan, with its live figures."""

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal import clock
from portal.accounts.access import public
from portal.indicators.chart import chart_of
from portal.indicators.indicator_page import indicator_shown
from portal.indicators.plan_page import plan_shown
from portal.indicators.rules import NoPlan
from portal.kept_pages import kept
from portal.plan.queries import years_with_plans

bp = Blueprint("indicators", __name__)
YEAR = "<int(fixed_digits=4, min=1000):year>"


@bp.get("/plan")
@public
def current_plan() -> Response:
    return redirect(url_for("indicators.plan", year=clock.today().year))


@bp.get(f"/plan/{YEAR}")
@public
@kept
def plan(year: int) -> str:
    try:
        shown = plan_shown(year, clock.today())
    except NoPlan:
        abort(404)
    return render_template("indicators/plan.html", shown=shown, years=years_with_plans())


@bp.get(f"/plan/{YEAR}/indicadores/<int:number>")
@public
@kept
def indicator(year: int, number: int) -> str:
    try:
        shown = indicator_shown(year, number, clock.today())
    except NoPlan:
        abort(404)
    if shown is None:
        abort(404)
    chart = chart_of(shown.by_month, float(shown.indicator.goal))
    return render_template("indicators/indicator.html", shown=shown, chart=chart)
