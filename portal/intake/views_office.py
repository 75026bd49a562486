"""``/gestion/administracion`` and ``/gestion/oficina``: what the office says of itself."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal import clock
from portal.accounts.access import current_staff, staff
from portal.accounts.forms import status
from portal.accounts.models import Role
from portal.config import UNDEFINED, setting
from portal.errors import Conflict, Refused
from portal.extensions import db
from portal.intake import catalogues, office_entries
from portal.intake.actions_office import KEEPERS, write_office
from portal.intake.catalogue_file import SECTIONS
from portal.intake.forms_office import OfficeForm
from portal.intake.office_entries import OFFICE

bp = Blueprint("office", __name__)
BOTH = ("GET", "POST")
# A telephone or a provider that nobody has checked for so long has to be checked again.
VERIFIED_FOR = timedelta(days=365)
Answer = Response | tuple[str, int]


@bp.get("/gestion/administracion")
@staff(*KEEPERS)
def administration() -> str:
    """Where each thing is kept, and what nobody has filled in or checked yet."""
    entries = [one for name in SECTIONS for one in catalogues.catalogue(name)]
    return render_template(
        "intake/office/administration.html",
        year=clock.today().year,
        is_administrator=current_staff().role is Role.ADMINISTRATOR,
        undefined=list(vars(setting("OFFICE")).values()).count(UNDEFINED),
        unverified=sum(
            one.verified_on is None or one.verified_on < clock.today() - VERIFIED_FOR
            for one in entries
        ),
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
