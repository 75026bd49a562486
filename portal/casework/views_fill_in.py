"""The page that adds what was left for later when a request was filed."""

from portal.accounts.access import current_staff, staff
from portal.casework import actions_fill_in, rules
from portal.casework.access import reads_request
from portal.casework.forms_fill_in import form_of
from portal.casework.rules import DESK, Act
from portal.casework.views_acting import BOTH, PAGE, Answer, bp, carry_out, load
from portal.intake import catalogues, queries


@bp.route(f"{PAGE}/datos", methods=BOTH)
@staff(*DESK)
@reads_request()
def fill_in(filing_number: str) -> Answer:
    service_request = load(filing_number)
    may_see = rules.may_see_identity(current_staff(), service_request)
    requester = queries.requester_of(service_request) if may_see else None
    form = form_of(service_request, queries.content_of(service_request), requester)
    return carry_out(
        filing_number,
        Act.FILL_IN,
        form,
        lambda locked: actions_fill_in.fill_in(
            locked,
            actor=current_staff(),
            seen_version=form.version.data,
            **vars(form.filled_in()),
        ),
        done="Listo: quedó agregado.",
        places=[entry.label for entry in catalogues.catalogue("territories")],
        providers=[entry.label for entry in catalogues.catalogue("providers")],
    )
