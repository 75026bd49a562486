"""The agenda by months, and as calendars: one's own, and the one for everybody."""

from datetime import timedelta
from functools import partial

from flask import Response, abort, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal import clock
from portal.accounts.access import current_staff, public, staff
from portal.accounts.forms import BareForm, status
from portal.agenda import actions_feeds, queries, queries_feeds, queries_sessions, rules
from portal.agenda.access import whole_address
from portal.agenda.calendar_entries import public_calendar, staff_calendar
from portal.agenda.month_page import neighbours, weeks_of
from portal.agenda.rules_sessions import ends
from portal.agenda.views_acting import BOTH, bp
from portal.agenda.year_page import activity_name, state_of
from portal.extensions import db
from portal.formats import WEEKDAYS
from portal.intake import catalogues

SHOWN_AHEAD = timedelta(days=400)
SHOWN_PAST = timedelta(days=31)


@bp.get("/gestion/agenda/<int:year>/<int:month>")
@staff(*rules.READERS)
def month(year: int, month: int) -> str:
    """A month as a sheet of days; on a telephone, as the list of those that hold something."""
    if year not in range(2000, 2099) or month not in range(1, 13):
        abort(404)
    pairs = queries_sessions.between(*clock.month_bounds(year, month))
    plan = queries.plan_for(year)
    before, after = neighbours(year, month)
    today = clock.today()
    return render_template(
        "agenda/month.html",
        year=year,
        month=month,
        weeks=weeks_of(year, month, [execution for execution, _ in pairs], today),
        details={execution.id: details for execution, details in pairs},
        weekdays=WEEKDAYS,
        before=before,
        after=after,
        today=today,
        starts=rules.starts,
        state_of=partial(state_of, today=today),
        activity_name=partial(activity_name, plan),
        may_record=current_staff().role in rules.RECORDERS,
    )


@bp.route("/gestion/agenda/calendario", methods=BOTH)
@staff(*rules.READERS)
def own_calendar() -> tuple[str, int]:
    """The secret address of one's own calendar is made here, and shown once."""
    form, address = BareForm(), None
    if form.validate_on_submit():
        token = actions_feeds.make_feed(current_staff())
        db.session.commit()
        address = whole_address("agenda.own_feed", token=token)
    feed = queries_feeds.feed_of(current_staff())
    page = render_template("agenda/own_calendar.html", form=form, feed=feed, address=address)
    return page, status(form)


@bp.post("/gestion/agenda/calendario/quitar")
@staff(*rules.READERS)
def revoke_calendar() -> AnyResponse:
    if not BareForm().validate_on_submit():
        abort(400)
    actions_feeds.revoke_feed(current_staff())
    db.session.commit()
    flash("Listo: esa dirección ya no abre nada.")
    return redirect(url_for("agenda.own_calendar"), 303)


@bp.get("/agenda/personal/<token>.ics")
@public
def own_feed(token: str) -> Response:
    """For whoever holds the secret, while they work here and may read the agenda."""
    if queries_feeds.reader_of(token) is None:
        abort(404)
    name = f"Agenda de la {current_app.config['OFFICE'].name}"
    return _calendar(staff_calendar(name, clock.today(), _page_of))


@bp.get("/agenda.ics")
@public
def public_feed() -> Response:
    name = current_app.config["OFFICE"].name
    address = whole_address("agenda.public_agenda")
    return _calendar(public_calendar(name, clock.today(), address))


@bp.get("/agenda")
@public
def public_agenda() -> str:
    """What the office announced: from a month ago on."""
    today = clock.today()
    pairs = queries_sessions.announced(today - SHOWN_PAST, today + SHOWN_AHEAD)
    return render_template(
        "agenda/public_agenda.html",
        coming=[pair for pair in pairs if pair[0].takes_place_on >= today],
        past=[pair for pair in pairs if pair[0].takes_place_on < today][::-1],
        starts=rules.starts,
        ends=ends,
        territory_of=partial(catalogues.label, "territories"),
        address=whole_address("agenda.public_feed"),
    )


def _calendar(text: str) -> Response:
    response = Response(text, mimetype="text/calendar")
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response


def _page_of(execution_id: int) -> str:
    return whole_address("agenda.execution_page", execution_id=execution_id)
