"""What whoever files is given: number, code, dates and what comes next."""

from flask import Response, render_template

from portal.accounts.access import public
from portal.intake import access, queries, rules, tracking_codes
from portal.intake.forms_information import InformationForm
from portal.intake.models import ServiceRequest
from portal.intake.receipt import receipt
from portal.intake.views import bp


@bp.get("/solicitudes/recibida/<filing_number>")
@public
def acknowledgement(filing_number: str) -> str | tuple[str, int]:
    """Only in the session that filed; any other learns nothing, not even that there is one."""
    nonce = access.filed_nonce(filing_number)
    service_request = access.filed_request(filing_number)
    if service_request is None or not nonce:
        return access.refusal()
    return acknowledgement_page(service_request, nonce)


@bp.get("/seguimiento/<filing_number>/constancia.pdf")
@public
def receipt_paper(filing_number: str) -> Response | tuple[str, int]:
    """The acknowledgement on paper. Whoever came in with the code already has it: it shows none."""
    granted = access.granted_request(filing_number)
    service_request = granted or access.filed_request(filing_number)
    if service_request is None:
        return access.refusal()
    paper = receipt(
        service_request,
        address=access.tracking_address(service_request),
        code=access.shown_code(service_request),
        shows_person=True,
    )
    return access.paper_response(paper, f"constancia-{service_request.filing_number}")


def acknowledgement_page(
    service_request: ServiceRequest, nonce: str, *, new_words: InformationForm | None = None
) -> str:
    """The page; ``new_words`` holds what a repeated form said that the first had not."""
    content = queries.content_of(service_request)
    requester = queries.requester_of(service_request)
    is_reissued = service_request.tracking_code_reissued_at is not None
    code = None if is_reissued else tracking_codes.grouped(tracking_codes.derived_code(nonce))
    return render_template(
        "intake/acknowledgement.html",
        service_request=service_request,
        code=code,
        missing=rules.missing_data(service_request, content.answers if content else {}),
        has_email=bool(requester and requester.email),
        has_telephone=bool(requester and requester.telephone),
        may_be_mailed=rules.may_be_mailed(service_request),
        new_words=new_words,
        tracking_address=access.tracking_address(service_request),
    )
