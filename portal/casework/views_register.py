"""The pages of the register: the number in another system, and the whole file of a request."""

from flask import send_file

from portal import one_writer
from portal.accounts.access import current_staff, staff
from portal.casework import actions_register, dossier, rules
from portal.casework.access import reads_request
from portal.casework.forms_register import ExportForm, RegisterForm
from portal.casework.rules import DESK, Act
from portal.casework.views_acting import BOTH, PAGE, Answer, act_page, bp, carry_out, load
from portal.intake.access import tracking_address
from portal.intake.models import ServiceRequest


@bp.route(f"{PAGE}/radicado-externo", methods=BOTH)
@staff(*DESK)
def register(filing_number: str) -> Answer:
    form = RegisterForm(radicado_externo=load(filing_number).external_number)
    return carry_out(
        filing_number,
        Act.REGISTER,
        form,
        lambda service_request: actions_register.set_external_number(
            service_request,
            actor=current_staff(),
            seen_version=form.version.data,
            number=form.radicado_externo.data,
        ),
        done="Listo: quedó anotado.",
    )


@bp.get(f"{PAGE}/expediente")
@staff(*DESK)
def dossier_page(filing_number: str) -> Answer:
    service_request = load(filing_number)
    return act_page(service_request, Act.EXPORT, ExportForm(), may_see=_may_see(service_request))


@bp.post(f"{PAGE}/expediente.zip")
@staff(*DESK)
@reads_request("dossier")
def dossier_file(filing_number: str) -> Answer:
    """Noted first, so that the file itself tells that it was taken out."""
    form = ExportForm()
    return carry_out(
        filing_number,
        Act.EXPORT,
        form,
        lambda service_request: actions_register.note_export(
            service_request, actor=current_staff(), seen_version=form.version.data
        ),
        show=_file,
        may_see=_may_see(load(filing_number)),
    )


def _may_see(service_request: ServiceRequest) -> bool:
    return rules.may_see_identity(current_staff(), service_request)


def _file(service_request: ServiceRequest) -> Answer:
    with one_writer.reading():
        file = dossier.zipped(service_request, address=tracking_address(service_request))
    name = f"expediente-{service_request.filing_number}.zip"
    return send_file(file, "application/zip", as_attachment=True, download_name=name)
