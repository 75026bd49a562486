"""The public pages: the years, a year, a month and its versions, its rows, all corrections."""

from flask import Blueprint, abort, render_template, request

from portal import clock
from portal.accounts.access import public
from portal.config import setting, site_address
from portal.kept_pages import kept
from portal.plan.queries import plan_in_force, years_with_plans
from portal.transparency import queries, row_pages
from portal.transparency.corrections import correction
from portal.transparency.models import Publication
from portal.transparency.published import published_month
from portal.transparency.seal import SEAL
from portal.transparency.year_page import month_of, months_of, year_shown

bp = Blueprint("transparency", __name__)
YEAR = "/transparencia/<int(fixed_digits=4, min=1000):year>"
MONTH = f"{YEAR}/<int(fixed_digits=2, min=1, max=12):month>"
VERSION = f"{MONTH}/v<int(min=1, max=9999):version>"


@bp.get("/transparencia")
@public
@kept
def index() -> str:
    today = clock.today()
    years = {*queries.years_published(), *years_with_plans()} - {*_to_come()}
    working_day = setting("PUBLISH_BY_WORKING_DAY")
    months = {
        year: months_of(year, queries.published_in(year), today, working_day)
        for year in sorted(years, reverse=True)
    }
    published = (each for cells in months.values() for each in reversed(cells))
    newest = next((each.publication for each in published if each.publication), None)
    return render_template(
        "transparency/index.html",
        months=months,
        latest=published_month(newest) if newest else None,
        newest=queries.latest_first(5),
        head=queries.head(),
        corrections=len(queries.corrections()),
    )


@bp.get(YEAR)
@public
@kept
def year(year: int) -> str:
    published = queries.published_in(year)
    if not published and (year not in years_with_plans() or year in _to_come()):
        abort(404)
    months = months_of(year, published, clock.today(), setting("PUBLISH_BY_WORKING_DAY"))
    shown = year_shown(year, months, [published_month(each) for each in published.values()])
    return render_template("transparency/year.html", shown=shown)


@bp.get(f"{MONTH}/", strict_slashes=False)
@public
@kept
def month(year: int, month: int) -> str:
    """The latest version, or when it is due."""
    publication = queries.publication_of(year, month)
    if publication:
        return _month_page(publication)
    cutoff = clock.month_bounds(year, month)[1]
    if year in _to_come() or plan_in_force(year, cutoff) is None:
        abort(404)
    of_year = month_of(year, month, None, clock.today(), setting("PUBLISH_BY_WORKING_DAY"))
    return render_template("transparency/unpublished.html", year=year, each=of_year)


@bp.get(f"{VERSION}/", strict_slashes=False)
@public
@kept
def version(year: int, month: int, version: int) -> str:
    return _month_page(queries.publication_of(year, month, version) or abort(404))


@bp.get(f"{VERSION}/filas")
@public
@kept
def rows(year: int, month: int, version: int) -> str:
    """Row by row why it counts or not; ``fila`` opens the page that holds it."""
    publication = queries.publication_of(year, month, version) or abort(404)
    shown = published_month(publication)
    number = request.args.get("indicador", shown.indicators[0].number, type=int)
    indicator = next((each for each in shown.indicators if each.number == number), None)
    if indicator is None:
        abort(404)
    page = row_pages.page_of(
        publication,
        number,
        name=request.args.get("fila"),
        page=request.args.get("pagina", type=int),
    )
    return render_template("transparency/rows.html", shown=shown, indicator=indicator, page=page)


@bp.get("/transparencia/correcciones")
@public
@kept
def corrections() -> str:
    found = [correction(each) for each in queries.corrections()]
    return render_template("transparency/corrections.html", corrections=found)


def _month_page(publication: Publication) -> str:
    versions = queries.versions_of(publication.year, publication.month)
    sizes = {file.name: file.size for file in publication.files}
    return render_template(
        "transparency/month.html",
        shown=published_month(publication),
        versions=versions,
        latest=versions[-1],
        files=[(name, sizes[name]) for name in FILES],
        correction=correction(publication) if publication.version > 1 else None,
        corrected_later=[correction(each) for each in queries.corrected_after(publication)],
        chain_url=f"{site_address()}/transparencia/",
    )


FILES = ("cifras.json", "filas.csv", "plan.json", SEAL, "recalcular.py")


def _to_come() -> range:
    return range(clock.today().year + 1, 10_000)
