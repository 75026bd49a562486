"""What the portal writes to people: that there is news about a number, and where to read it.

Never the content of a request, its code or a name: whoever holds the telephone reads an e-mail.
"""

import enum
from dataclasses import dataclass

# Replaced when the message leaves, so that a message that waited gives the address of that day.
TRACKING_ADDRESS = "{dirección de seguimiento}"
DATA_ADDRESS = "{dirección de datos personales}"
WITHOUT_ADDRESS = "la página «Consultar una solicitud» del portal"


class Notice(enum.StrEnum):
    """What happened to a request that its requester is told."""

    RECEIVED = "recibida"
    ANSWERED = "respondida"
    ASKED = "pregunta"
    COMPLETION_ASKED = "por_completar"
    EXTENDED = "ampliada"
    TRANSFERRED = "trasladada"
    CLOSED = "cerrada"
    WITHDRAWN = "desistida"
    REOPENED = "reabierta"
    DATES_OFFERED = "fechas"
    SESSION_SCHEDULED = "fecha_fija"
    SESSION_CALLED_OFF = "sesion_cancelada"
    SESSION_NEAR = "recordatorio"


@dataclass(frozen=True)
class Text:
    """Subject and body of a message, in plain text."""

    subject: str
    body: str


# Subject, first sentence; both say the number.
_NEWS = {
    Notice.RECEIVED: (
        "Recibimos su solicitud {number}",
        "La Personería recibió su solicitud. Su número de radicado es {number}.",
    ),
    Notice.ANSWERED: (
        "Ya hay respuesta a su solicitud {number}",
        "La Personería respondió su solicitud {number}.",
    ),
    Notice.ASKED: (
        "Necesitamos un dato para su solicitud {number}",
        "Para seguir con su solicitud {number} necesitamos que nos cuente algo más.",
    ),
    Notice.COMPLETION_ASKED: (
        "Complete su solicitud {number}",
        (
            "Para seguir con su solicitud {number} hace falta que la complete. Tiene un mes; en el"
            " portal están lo que falta y el último día. Mientras tanto el plazo se detiene."
        ),
    ),
    Notice.EXTENDED: (
        "El plazo de su solicitud {number} se amplió",
        (
            "La Personería necesita más tiempo para responder su solicitud {number}. En el portal"
            " están las razones y la fecha nueva."
        ),
    ),
    Notice.TRANSFERRED: (
        "Su solicitud {number} pasó a otra entidad",
        "La Personería envió su solicitud {number} a la entidad que debe atenderla.",
    ),
    Notice.CLOSED: (
        "Su solicitud {number} se cerró",
        "La Personería cerró su solicitud {number}.",
    ),
    Notice.WITHDRAWN: (
        "Usted desistió de su solicitud {number}",
        (
            "En el portal quedó que usted desiste de su solicitud {number}, y por eso se cerró."
            " Si no fue usted, acérquese a la Personería o llame: la puede abrir de nuevo."
        ),
    ),
    Notice.REOPENED: (
        "Su solicitud {number} se abrió de nuevo",
        "Su solicitud {number} está abierta de nuevo en la Personería.",
    ),
    Notice.DATES_OFFERED: (
        "Hay fechas para escoger en su solicitud {number}",
        "La Personería le propone fechas en su solicitud {number}. Diga cuáles le sirven.",
    ),
    Notice.SESSION_SCHEDULED: (
        "Ya hay fecha para su solicitud {number}",
        "La Personería fijó la fecha de lo que usted pidió en su solicitud {number}.",
    ),
    Notice.SESSION_CALLED_OFF: (
        "Se canceló la fecha de su solicitud {number}",
        "La Personería canceló la fecha que había en su solicitud {number}. La solicitud sigue.",
    ),
    Notice.SESSION_NEAR: (
        "Se acerca la fecha de su solicitud {number}",
        "Le recordamos que está cerca la fecha que la Personería fijó en su solicitud {number}.",
    ),
}

_REST = f"""
Para leer todo, entre a {TRACKING_ADDRESS} con ese número y su código de seguimiento.

Por su seguridad, en este correo no va nada de lo que usted nos contó, ni su código. Si no tiene \
el código, acérquese a la Personería o llame.

Este correo sale solo del portal: nadie lee lo que se responda aquí.
"""


_DATA_REQUEST = """\
Hay novedades de su solicitud {number}, sobre sus datos personales.

Para leerlas, entre a {address} con ese número y su código de seguimiento.

Por su seguridad, en este correo no va nada de lo que usted nos contó, ni su código.

Este correo sale solo del portal: nadie lee lo que se responda aquí.
"""

_LOST_CODE = """\
Alguien pidió un código nuevo para la solicitud {number}. Si fue usted, abra este enlace. Sirve \
una sola vez y durante media hora:

{link}

Con el código nuevo, el anterior deja de servir. Si usted no lo pidió, no haga nada.

Este correo sale solo del portal: nadie lee lo que se responda aquí.
"""


def text_of(notice: Notice, filing_number: str) -> Text:
    """The message that tells a requester what happened to the request of that number."""
    subject, news = (part.format(number=filing_number) for part in _NEWS[notice])
    return Text(subject, f"{news}\n{_REST}")


def lost_code(filing_number: str, token: str) -> Text:
    """The link by which whoever lost the code gets a new one; it serves for half an hour."""
    body = _LOST_CODE.format(number=filing_number, link=f"{TRACKING_ADDRESS}/codigo/{token}")
    return Text(f"Un código nuevo para su solicitud {filing_number}", body)


def data_request_news(filing_number: str) -> Text:
    """There is news about what somebody asked about their own data; nothing of it is said."""
    subject = f"Novedades de su solicitud {filing_number}"
    return Text(subject, _DATA_REQUEST.format(number=filing_number, address=DATA_ADDRESS))


def with_address(body: str, public_url: str) -> str:
    """The body as it leaves: with the address where requests are tracked."""
    address = f"{public_url}/seguimiento" if public_url else WITHOUT_ADDRESS
    data = f"{public_url}/privacidad/consultar" if public_url else WITHOUT_ADDRESS
    return body.replace(TRACKING_ADDRESS, address).replace(DATA_ADDRESS, data)
