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
from portal.errors import Refused
from portal.extensions import db
from portal.intake.kinds import RequestKind


@bp.route("/gestion/archivo", methods=["GET", "POST"])
@staff(Role.ADMINISTRATOR)
def archive() -> Response | tuple[str, int]:
    form = ArchiveForm.with_known(archive_series())
    if form.validate_on_submit():
        try:
            _save(form)
        except Refused as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            db.session.commit()
            flash("Listo: las series quedaron guardadas.")
            return redirect(url_for("casework.archive"), 303)
    return render_template("casework/archive.html", form=form, kinds=list(RequestKind)), status(
        form
    )


def _save(form: ArchiveForm) -> None:
    for kind in RequestKind:
        series, subseries = form.fields_of(kind)
        actions_register.set_archive_series(
            kind, series=series.data, subseries=subseries.data, actor=current_staff()
        )
