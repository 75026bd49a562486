"""``/gestion/administracion`` and ``/gestion/oficina``: what the office says of itself."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal import clock
from portal.accounts.access import current_staff, staff
from portal.accounts.forms import status
from portal.accounts.models import Role
from portal.config import setting
from portal.errors import Conflict, Refused
from portal.extensions import db
from portal.intake import office_entries
from portal.intake.actions_office import KEEPERS, write_office
from portal.intake.forms_office import OfficeForm
from portal.intake.office_entries import OFFICE
from portal.intake.unfinished import undefined_data, unverified_entries

bp = Blueprint("office", __name__)
BOTH = ("GET", "POST")
Answer = Response | tuple[str, int]


@bp.get("/gestion/administracion")
@staff(*KEEPERS)
def administration() -> str:
    """Where each thing is kept, and what nobody has filled in or checked yet."""
    return render_template(
        "intake/office/administration.html",
        year=clock.today().year,
        is_administrator=current_staff().role is Role.ADMINISTRATOR,
        undefined=undefined_data(),
        unverified=unverified_entries(clock.today()),
    )


@bp.route("/gestion/oficina", methods=BOTH)
@staff(Role.ADMINISTRATOR)
def own_data() -> Answer:
    """What the server's settings give stands there and is not asked."""
    versions = office_entries.versions(OFFICE, OFFICE)
    form = OfficeForm.of(setting("OFFICE"), versions[0].version if versions else 0)
    is_conflict = False
    if form.validate_on_submit():
        try:
            write_office(seen_version=form.version.data, said=form.said, actor=current_staff())
        except Conflict:
            db.session.rollback()
            is_conflict = True
            versions = office_entries.versions(OFFICE, OFFICE)
            form.see(versions[0].version if versions else 0)
        except Refused as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            db.session.commit()
            office_entries.renew()
            flash("Listo: así se ve ya en todo el portal.")
            return redirect(url_for("office.own_data"), 303)
    page = render_template(
        "intake/office/own_data.html",
        form=form,
        fixed={field for field, column in form.COLUMNS.items() if column in office_entries.fixed()},
        versions=versions,
        is_conflict=is_conflict,
    )
    return page, 409 if is_conflict else status(form)
