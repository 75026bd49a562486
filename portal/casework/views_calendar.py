"""The days on which terms do not run, kept by the coordinator and the administrator."""

from datetime import date

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal import office_calendar
from portal.accounts.access import current_staff, staff
from portal.accounts.forms import status
from portal.casework import queries_calendar
from portal.casework.actions_calendar import KEEPERS, CalendarChange, change_days
from portal.casework.forms_calendar import CalendarForm
from portal.casework.rules_calendar import SHORT_LABELS
from portal.casework.views import bp
from portal.errors import Refused
from portal.extensions import db
from portal.intake import office_days

DAYS = "/gestion/dias-no-habiles"


@bp.route(DAYS, methods=["GET", "POST"])
@staff(*KEEPERS)
def non_working_days() -> Response | tuple[str, int]:
    form = CalendarForm()
    if request.method != "POST":
        form.desde.data = _day_asked()
        form.efecto.data = request.args.get("efecto")
    elif form.validate():
        try:
            change = _change(form)
        except Refused as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            address = url_for("casework.calendar_change", change_id=change.first.id)
            db.session.commit()
            office_days.renew()
            flash("Listo: quedó en el calendario.")
            return redirect(address, 303)
    page = render_template(
        "casework/non_working_days.html",
        form=form,
        in_force=queries_calendar.in_force(),
        from_file=_only_in_file(),
        changes=queries_calendar.changes(),
        labels=SHORT_LABELS,
    )
    return page, status(form)


@bp.get(f"{DAYS}/<int:change_id>")
@staff(*KEEPERS)
def calendar_change(change_id: int) -> str:
    """What a change of the calendar moved, from when to when."""
    change = queries_calendar.change(change_id) or abort(404)
    legal, others = queries_calendar.moved_count(change)
    return render_template(
        "casework/calendar_change.html",
        change=change,
        days=queries_calendar.days_of_change(change),
        moved=queries_calendar.moved_by(change),
        legal=legal,
        others=others,
        labels=SHORT_LABELS,
        user=current_staff(),
    )


def _change(form: CalendarForm) -> CalendarChange:
    return change_days(
        first=form.desde.data,
        last=form.hasta.data or form.desde.data,
        effect=form.effect,
        reason=form.motivo.data,
        actor=current_staff(),
    )


def _day_asked() -> date | None:
    """The day that a link of the list names."""
    try:
        return date.fromisoformat(request.args.get("dia", ""))
    except ValueError:
        return None


def _only_in_file() -> list[tuple[date, str]]:
    """The days that the file in the data folder adds, where the portal says nothing of them."""
    days, said = office_calendar.from_file(), queries_calendar.days_said()
    found = [(day, "No es hábil") for day in days.extra - said]
    found += [(day, "Festivo que no rige") for day in days.cancelled - said]
    return sorted(found, reverse=True)
