"""The words of the office's letters: what each says by itself, and the paper that it becomes."""

from dataclasses import dataclass, field
from datetime import datetime

from portal import clock, printing
from portal.accounts import posts
from portal.accounts.models import Role, StaffUser
from portal.casework import rules, subjects
from portal.casework.models import LetterKind
from portal.formats import long_date
from portal.intake import queries
from portal.intake.models import ServiceRequest

TRANSFER_GROUND = "Ley 1437 de 2011, artículo 21 (Ley 1755 de 2015, artículo 1)"
REFUSED_GROUND = "Ley 1437 de 2011, artículos 21 y 23 (Ley 1755 de 2015, artículo 1)"
ANSWER_GROUND = "Ley 1437 de 2011, artículos 13 y 14 (Ley 1755 de 2015, artículo 1)"
COPY = "a la persona que presentó la petición, en su página de seguimiento."
DIRECTLY = "Por favor respóndanle directamente a la persona, con copia a esta Personería."
THROUGH_US = (
    "Por favor envíen la respuesta a esta Personería, con ese número: aquí se le entrega a la"
    " persona, cuya identidad no se da en este oficio."
)


@dataclass(frozen=True, kw_only=True)
class LetterWords:
    """What a letter says; the rest (number, dates, signer, address) the office adds."""

    kind: LetterKind
    addressee: str
    subject: str
    ground: str
    body: str
    post: str
    petition: str = ""
    annexes: str = ""
    person: list[tuple[str, str]] = field(default_factory=list)


def number_of(service_request: ServiceRequest, sequence: int) -> str:
    """«QUE-2026-000123-01»: the letters of a request, in the order in which they were issued."""
    return f"{service_request.filing_number}-{sequence:02d}"


def post_of(user: StaffUser) -> str:
    """The post as the office names it, with «(E)» for somebody acting; else what they do."""
    title = posts.title_held(user, Role.COORDINATOR, clock.today())
    return title or user.role.label


def transfer_ground(service_request: ServiceRequest) -> str:
    return REFUSED_GROUND if subjects.is_refused_elsewhere(service_request) else TRANSFER_GROUND


def transfer_body(service_request: ServiceRequest, *, names_person: bool) -> str:
    """What the office writes to the competent body, to begin from."""
    if subjects.is_refused_elsewhere(service_request):
        return (
            f"La persona nos contó que esa entidad no le recibió su petición. Por eso esta"
            f" Personería la recibió el {long_date(service_request.received_on)} con el número"
            f" {service_request.filing_number} (Ley 1437 de 2011, artículo 23) y se la envía: por"
            " favor recíbanla y denle trámite.\n"
            "El plazo para responderla corre para ustedes desde el día siguiente al de recibir"
            f" este oficio. {DIRECTLY if names_person else THROUGH_US}"
        )
    return (
        f"Les trasladamos la petición que esta Personería recibió el"
        f" {long_date(service_request.received_on)} y radicó con el número"
        f" {service_request.filing_number}, porque le corresponde atenderla a esa entidad.\n"
        "El plazo para responderla corre para ustedes desde el día siguiente al de recibir este"
        f" oficio. {DIRECTLY if names_person else THROUGH_US}"
    )


def person_of(service_request: ServiceRequest) -> list[tuple[str, str]]:
    """Who presents a petition and how to reach them, as far as they said it."""
    one = queries.requester_of(service_request)
    if one is None:
        return []
    document = " ".join(filter(None, [(one.document_type or "").upper(), one.document_number]))
    said = [("Nombre", one.name), ("Documento", document)]
    said += [("Teléfono", one.telephone), ("Correo", one.email)]
    return [(name, value) for name, value in said if value]


def addressee_of(user: StaffUser, service_request: ServiceRequest) -> str:
    """To whom an answer goes: by name only where nobody keeps it."""
    one = queries.requester_of(service_request)
    if one is None or not one.name or rules.hides_identity(service_request):
        return f"Persona que presentó la solicitud {service_request.filing_number}"
    return one.name if rules.may_see_identity(user, service_request) else ""


def petition_of(service_request: ServiceRequest) -> str:
    """What was told, to begin from."""
    content = queries.content_of(service_request)
    return content.description if content else ""


def paper(
    service_request: ServiceRequest,
    words: LetterWords,
    *,
    sequence: int,
    signer: StaffUser,
    address: str,
    at: datetime,
) -> bytes:
    """The letter as PDF."""
    is_transfer = words.kind is LetterKind.TRANSFER
    rows = [
        ("Radicado", service_request.filing_number),
        ("Radicado en otro sistema", service_request.external_number),
        ("Asunto", words.subject),
        ("Tema", subjects.topic_of(service_request)),
        ("Fundamento", words.ground),
        ("Anexos", words.annexes),
    ]
    data = {
        "number": number_of(service_request, sequence),
        "date": long_date(at),
        "addressee": words.addressee,
        "rows": [(name, value) for name, value in rows if value],
        "body": words.body,
        "petition": words.petition,
        "person": words.person,
        "signer": signer.name,
        "post": words.post,
        "copy": COPY if is_transfer else "",
        "address": address,
        "qr": printing.qr_code(address),
    }
    return printing.pdf("oficio", data, made_at=at)
