"""The pages where a letter is read, mended and issued."""

from portal.accounts.access import current_staff, staff
from portal.casework import actions_letters, letters, queries_letters, rules, subjects
from portal.casework.access import reads_request
from portal.casework.forms_letters import AnswerLetterForm, TransferLetterForm
from portal.casework.letters import LetterWords
from portal.casework.rules import DESK, Act
from portal.casework.views_acting import BOTH, PAGE, Answer, bp, carry_out, load
from portal.intake.access import tracking_address
from portal.intake.kinds import Identity
from portal.intake.models import ServiceRequest

DONE = "Listo: el oficio quedó guardado y la persona ya lo puede leer."


@bp.route(f"{PAGE}/oficio-de-traslado", methods=BOTH)
@staff(*DESK)
@reads_request()
def transfer_letter(filing_number: str) -> Answer:
    service_request = load(filing_number)
    may_name = _may_name(service_request)
    names_person = may_name and not rules.hides_identity(service_request)
    form = TransferLetterForm(
        destinatario=subjects.body_of(service_request),
        asunto=f"Traslado por competencia de la petición {filing_number}",
        fundamento=letters.transfer_ground(service_request),
        cargo=letters.post_of(current_staff()),
        cuerpo=letters.transfer_body(service_request, names_person=names_person),
        peticion=letters.petition_of(service_request),
        con_datos=names_person,
    )
    return carry_out(
        filing_number,
        Act.TRANSFER_LETTER,
        form,
        lambda locked: _issue(locked, form.version.data, form.words(letters.person_of(locked))),
        done=DONE,
        may_name=may_name,
        is_hidden=rules.hides_identity(service_request),
    )


@bp.route(f"{PAGE}/oficio-de-respuesta", methods=BOTH)
@staff(*DESK)
@reads_request()
def answer_letter(filing_number: str) -> Answer:
    service_request = load(filing_number)
    told = queries_letters.last_told(service_request)
    form = AnswerLetterForm(
        destinatario=letters.addressee_of(current_staff(), service_request),
        asunto=f"Respuesta a la solicitud {filing_number}",
        fundamento=letters.ANSWER_GROUND,
        cargo=letters.post_of(current_staff()),
    )

    def perform(locked: ServiceRequest) -> None:
        last = queries_letters.last_told(locked)
        _issue(locked, form.version.data, form.words(last.body if last else ""))

    return carry_out(
        filing_number,
        Act.ANSWER_LETTER,
        form,
        perform,
        done=DONE,
        told=told.body if told else None,
    )


def _issue(service_request: ServiceRequest, seen_version: int, words: LetterWords) -> None:
    actions_letters.issue_letter(
        service_request,
        actor=current_staff(),
        seen_version=seen_version,
        words=words,
        address=tracking_address(service_request),
    )


def _may_name(service_request: ServiceRequest) -> bool:
    """Whether there is somebody to name, and whoever writes may know who."""
    if service_request.identity is Identity.ANONYMOUS:
        return False
    if not rules.may_see_identity(current_staff(), service_request):
        return False
    return bool(letters.person_of(service_request))
