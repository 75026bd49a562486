"""Everything that the office knows of one request, and its files."""

from collections.abc import Iterable

from flask import abort, render_template, url_for
from werkzeug.wrappers import Response

from portal import clock
from portal.accounts.access import current_staff, staff
from portal.accounts.models import StaffUser
from portal.casework import (
    clock_line,
    clock_words,
    deadlines,
    queries,
    queries_drafts,
    queries_letters,
    queries_matters,
    queries_similar,
    rules,
    subjects,
    timeline,
    timing,
)
from portal.casework.access import reads_request
from portal.casework.forms import ActForm
from portal.casework.rules import DESK
from portal.casework.similar import Similar
from portal.casework.views import bp
from portal.formats import file_size
from portal.intake import queries as intake_queries
from portal.intake.access import attachment_response
from portal.intake.models import ServiceRequest
from portal.intake.models_private import Attachment, RequestContent
from portal.intake.rules import answer_lines


@bp.get("/gestion/solicitudes/<filing_number>")
@staff(*DESK)
@reads_request()
def request_page(filing_number: str) -> str:
    service_request = queries.request_with_people(filing_number) or abort(404)
    user, today = current_staff(), clock.today()
    may_see = rules.may_see_identity(user, service_request)
    content = intake_queries.content_of(service_request)
    files = queries.attachments_of(service_request)
    acts = timing.acts_of(service_request)
    form = ActForm(formdata=None)
    form.see(service_request)
    return render_template(
        "casework/request.html",
        service_request=service_request,
        subject=subjects,
        user=user,
        form=form,
        deadline=deadlines.deadline_of(service_request, today),
        steps=clock_line.clock_steps(service_request, today, clock_words.TO_STAFF, acts),
        term_days=clock_line.term_days(service_request, today, acts),
        content=content,
        request_facts=_facts(service_request, content),
        may_see_identity=may_see,
        requester=intake_queries.requester_of(service_request) if may_see else None,
        files=files,
        history_entries=_history(service_request, files if may_see else ()),
        closings=queries.closings_of(service_request),
        acts=rules.possible_acts(service_request),
        may_assign=rules.may_assign(user, service_request),
        refused_elsewhere=_refused_elsewhere(service_request, content),
        matter=queries_matters.matter_of(service_request),
        lacks_letter=queries_letters.lacks_transfer_letter(service_request),
        similar=_similar(service_request, user),
        duplicates=queries_similar.duplicates_of(service_request),
        drafts=queries_drafts.drafts_on(user, service_request.id),
    )


@bp.get("/gestion/solicitudes/<filing_number>/archivos/<public_id>")
@staff(*DESK)
@reads_request("file", part="public_id")
def file(filing_number: str, public_id: str) -> Response:
    """A file may show who asked, so it opens to whoever may know."""
    service_request = queries.request_with_people(filing_number) or abort(404)
    if not rules.may_see_identity(current_staff(), service_request):
        abort(403)
    found = queries.attachment(service_request, public_id) or abort(404)
    return attachment_response(found)


def _refused_elsewhere(
    service_request: ServiceRequest, content: RequestContent | None
) -> dict[str, str] | None:
    """Of whom another body did not receive: which one, where it was said (CPACA art. 23)."""
    if service_request.is_closed or not subjects.is_refused_elsewhere(service_request):
        return None
    return {"body": content.answers.get("contra_quien", "") if content else ""}


def _similar(service_request: ServiceRequest, user: StaffUser) -> list[Similar]:
    """Asked only where one may still be excluded."""
    if service_request.is_closed or service_request.proposed_outcome is not None:
        return []
    return queries_similar.similar_to(service_request, user)


def _facts(
    service_request: ServiceRequest, content: RequestContent | None
) -> list[tuple[str, object]]:
    """What the request says, without who says it; a place that is known by its name, once."""
    place = subjects.place_of(service_request)
    told = answer_lines(content.answers) if content else []
    return [
        ("Tipo", service_request.kind.label),
        ("Tema", subjects.topic_of(service_request)),
        ("Territorio", place),
        ("Personas", service_request.people_expected),
        ("Hogares", service_request.households),
        *(line for line in told if line[1] != place),
        ("Radicado en otro sistema", service_request.external_number),
        ("Llegó por", service_request.channel.label),
        ("Estado", service_request.status.label),
        ("Se responde como", _term(service_request)),
    ]


def _term(service_request: ServiceRequest) -> str:
    term = service_request.term_kind.term
    return f"{term.label}, {term.days} días hábiles"


def _history(service_request: ServiceRequest, files: Iterable[Attachment]) -> list[timeline.Entry]:
    events = queries.events_of(service_request)
    names = queries.names_of(timeline.people_named(events))
    files_of: dict[int, list[timeline.FileLink]] = {}
    for one in files:
        if one.message_id is not None:
            files_of.setdefault(one.message_id, []).append(_link(service_request, one))
    return timeline.entries(events, queries.messages_of(service_request), names, files_of)


def _link(service_request: ServiceRequest, attachment: Attachment) -> timeline.FileLink:
    address = url_for(
        "casework.file",
        filing_number=service_request.filing_number,
        public_id=attachment.public_id,
    )
    return timeline.FileLink(address, attachment.name, file_size(attachment.size))
