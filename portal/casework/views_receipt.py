"""The acknowledgement on paper, printed at the desk for whoever filed or asks for it again."""

from flask import render_template
from werkzeug.wrappers import Response

from portal.accounts.access import current_staff, staff
from portal.accounts.forms import status
from portal.casework import rules
from portal.casework.access import reads_request
from portal.casework.forms_walk_in import ReceiptForm
from portal.casework.rules import DESK
from portal.casework.views_acting import BOTH, PAGE, bp, load
from portal.intake import tracking_codes
from portal.intake.access import paper_response, tracking_address
from portal.intake.models import ServiceRequest
from portal.intake.receipt import receipt


@bp.route(f"{PAGE}/constancia", methods=BOTH)
@staff(*DESK)
@reads_request("receipt")
def receipt_paper(filing_number: str) -> Response | tuple[str, int]:
    """With the code, where whoever stands at the desk has it; it travels in no address."""
    service_request = load(filing_number)
    form = ReceiptForm()
    if form.validate_on_submit():
        typed = form.codigo.data
        if not typed or tracking_codes.matches(service_request.tracking_code_hash, typed):
            return _paper(service_request, typed)
        form.codigo.errors = ["Ese no es el código de esta solicitud."]
    page = render_template("casework/receipt.html", service_request=service_request, form=form)
    return page, status(form)


def _paper(service_request: ServiceRequest, code: str | None) -> Response:
    """Who has the code reads as the person does; without it the paper keeps a reserved identity."""
    may_see = rules.may_see_identity(current_staff(), service_request)
    paper = receipt(
        service_request,
        address=tracking_address(service_request),
        code=tracking_codes.regrouped(code) if code else None,
        shows_person=bool(code) or may_see,
    )
    return paper_response(paper, f"constancia-{service_request.filing_number}")
