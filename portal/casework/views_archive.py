"""Under which series of the retention tables (TRD) each kind of request is kept."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import current_staff, staff
from portal.accounts.forms import status
from portal.accounts.models import Role
from portal.casework import actions_register
from portal.casework.forms_register import ArchiveForm
from portal.casework.queries_register import archive_series
from portal.casework.views import bp
from portal.errors import Conflict, Refused
from portal.extensions import db
from portal.intake.kinds import RequestKind


@bp.route("/gestion/archivo", methods=["GET", "POST"])
@staff(Role.ADMINISTRATOR)
def archive() -> Response | tuple[str, int]:
    known = archive_series()
    form, is_late = ArchiveForm.with_known(known), False
    if form.validate_on_submit():
        try:
            _save(form)
        except Refused as refusal:
            db.session.rollback()
            form.refuse(refusal)
            is_late = isinstance(refusal, Conflict)
        else:
            db.session.commit()
            flash("Listo: las series quedaron guardadas.")
            return redirect(url_for("casework.archive"), 303)
    if is_late:
        known = archive_series()
        form.see(known)
    page = render_template(
        "casework/archive.html",
        form=form,
        kinds=list(RequestKind),
        known=known if is_late else {},
    )
    return page, 409 if is_late else status(form)


def _save(form: ArchiveForm) -> None:
    wanted = {}
    for kind in RequestKind:
        series, subseries = form.fields_of(kind)
        wanted[kind] = (series.data, subseries.data)
    actions_register.set_archive_series(
        wanted, actor=current_staff(), seen_version=form.version.data
    )
