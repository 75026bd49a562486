"""Issuing a letter: its bytes are kept, so that nothing that changes later alters it."""

from portal import clock, storage
from portal.accounts.models import StaffUser
from portal.casework import letters, queries_letters, rules
from portal.casework.letters import LetterWords
from portal.casework.messages import tell
from portal.casework.models import Letter, LetterKind
from portal.casework.rules import Act
from portal.errors import Refused
from portal.extensions import db
from portal.intake.file_kinds import PDF
from portal.intake.history import check_unchanged, record_event
from portal.intake.kinds import Outcome
from portal.intake.models import ServiceRequest
from portal.intake.models_private import RequestMessage
from portal.intake.stored_files import PreparedFile, attach
from portal.notices.texts import Notice

ACTS = {LetterKind.TRANSFER: Act.TRANSFER_LETTER, LetterKind.ANSWER: Act.ANSWER_LETTER}


def issue_letter(
    service_request: ServiceRequest,
    *,
    actor: StaffUser,
    seen_version: int,
    words: LetterWords,
    address: str,
) -> Letter:
    """Sign a letter. The requester reads it beside what the office told them (CPACA art. 21).

    ``address``: where the request is tracked, for the paper.
    """
    check_unchanged(service_request, seen_version)
    rules.next_status(ACTS[words.kind], service_request.status)
    message = _told(service_request, words.kind)
    if words.person and not rules.may_see_identity(actor, service_request):
        raise rules.NotYours(
            "Tiene la identidad reservada: la da quien la tiene o la coordinación.",
            field="con_datos",
        )
    now, sequence = clock.now(), queries_letters.next_sequence(service_request)
    content = letters.paper(
        service_request, words, sequence=sequence, signer=actor, address=address, at=now
    )
    number = letters.number_of(service_request, sequence)
    name = f"Oficio {number} ({words.kind.value}).pdf"
    file = PreparedFile(name, PDF.media_type, len(content), storage.keep(content))
    letter = Letter(
        service_request_id=service_request.id,
        sequence=sequence,
        kind=words.kind,
        message_id=message.id,
        attachment_id=attach(service_request, file, message=message, added_by=actor).id,
        issued_by_id=actor.id,
        issued_at=now,
    )
    db.session.add(letter)
    record_event(
        service_request, "letter_issued", actor=actor, letter=sequence, kind=words.kind.value
    )
    tell(service_request, Notice.ANSWERED)
    return letter


def _told(service_request: ServiceRequest, kind: LetterKind) -> RequestMessage:
    """The words of the office that the letter goes with."""
    is_transfer = kind is LetterKind.TRANSFER
    if is_transfer and service_request.outcome is not Outcome.TRANSFERRED:
        raise Refused("La solicitud no está trasladada.")
    types = ("closed",) if is_transfer else queries_letters.ANSWERS
    message = queries_letters.last_told(service_request, types)
    if message is None:
        raise Refused("Todavía no hay nada dicho a la persona: primero respóndale en el portal.")
    return message
