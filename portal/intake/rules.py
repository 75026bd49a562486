"""What the answers of a request are called, and which useful ones are missing (pure)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal import formats
from portal.intake.kinds import Identity, RequestKind
from portal.intake.models import ServiceRequest

ANSWER_LABELS = {
    "comunidad": "Comunidad u organización",
    "tema": "Tema, en sus palabras",
    "otro_tema": "Otro tema",
    "lugar": "Lugar propuesto",
    "fechas": "Fechas posibles",
    "contra_quien": "Contra quién es",
    "motivo_urgencia": "Por qué es urgente",
    "desde_cuando": "Desde cuándo",
    "proveedor": "Empresa o entidad",
    "reclamo_previo": "Ya reclamó a la empresa",
    "reclamo_numero": "Número de ese reclamo",
    "territorio": "Barrio, vereda, río o consejo comunitario",
    "verbal": "Petición verbal",
}
# What the constancia of a spoken petition holds besides (Decreto 1166 de 2016).
SPOKEN_LABELS = {
    "representante": "Representante o apoderado",
    "razones": "Razones",
    "documentos": "Documentos que entregó o mostró",
    "lengua": "Lengua en que habló",
    "respuesta_verbal": "Lo que se le respondió en el momento",
}
WORDS = {"si": "Sí", "no": "No"}
# What an officer needs to act, by kind: the answer's name and how the person is asked for it.
WANTED = {
    RequestKind.TRAINING: (
        ("comunidad", "para qué comunidad u organización es"),
        ("lugar", "en qué lugar se puede hacer"),
        ("fechas", "en qué fechas se puede hacer"),
    ),
    RequestKind.ADVICE: (("contra_quien", "contra quién es"),),
    RequestKind.COMPLAINT: (
        ("desde_cuando", "desde cuándo pasa"),
        ("proveedor", "qué empresa o entidad presta el servicio"),
    ),
}


def answer_lines(answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The answers with their names, in the order of the forms."""
    labels = ANSWER_LABELS | SPOKEN_LABELS
    named = ((label, answers.get(name)) for name, label in labels.items())
    return [(label, _in_words(answer)) for label, answer in named if answer]


def is_spoken(answers: Mapping[str, Any]) -> bool:
    """Whether the petition was made by word of mouth."""
    return answers.get("verbal") == "si"


def missing_data(service_request: ServiceRequest, answers: Mapping[str, Any]) -> list[str]:
    """What would help and was not said. Never a reason to refuse (Ley 1437/2011, art. 15)."""
    wanted = (*WANTED[service_request.kind], ("territorio", "en qué barrio, vereda o río es"))
    missing = [question for name, question in wanted if not answers.get(name)]
    if service_request.kind is RequestKind.TRAINING and not service_request.people_expected:
        missing.append("cuántas personas irían")
    return missing


def may_be_mailed(service_request: ServiceRequest) -> bool:
    """No message goes where somebody else may read it and harm the person."""
    return service_request.identity is not Identity.ANONYMOUS and not service_request.is_protected


def _in_words(answer: Any) -> str:
    if isinstance(answer, list):
        return ", ".join(formats.short_date(date.fromisoformat(day)) for day in answer)
    return WORDS.get(answer, str(answer))
