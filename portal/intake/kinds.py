"""The words for a request: what it may be, where it stands, how it ends.

Each keeps the Spanish value that is stored and published, and the label that people read.
"""

import enum

from portal import legal_terms
from portal.legal_terms import LegalTerm


class RequestKind(enum.StrEnum):
    TRAINING = "capacitacion"
    ADVICE = "asesoria"
    COMPLAINT = "queja"

    @property
    def prefix(self) -> str:
        return {"capacitacion": "CAP", "asesoria": "ASE", "queja": "QUE"}[self.value]

    @property
    def label(self) -> str:
        return {
            "capacitacion": "Capacitación",
            "asesoria": "Asesoría",
            "queja": "Queja de servicio público",
        }[self.value]


class TermKind(enum.StrEnum):
    """What a request is for article 14 of the CPACA, and so how long the office has."""

    PETITION = "peticion"
    INFORMATION = "informacion"
    CONSULTATION = "consulta"

    @property
    def term(self) -> LegalTerm:
        return legal_terms.term_for(self)


class PriorityMotive(enum.StrEnum):
    """Why a request goes first (CPACA arts. 5 and 20)."""

    CLAIMED = "dicha_por_la_persona"
    PERIL = "peligro"
    HARM = "perjuicio"
    PROTECTION = "especial_proteccion"
    JOURNALIST = "periodista"

    @property
    def label(self) -> str:
        return {
            "dicha_por_la_persona": "La persona dice que es urgente; falta revisarlo",
            "peligro": "Peligro inminente para la vida o la integridad",
            "perjuicio": "Perjuicio irremediable de un derecho fundamental",
            "especial_proteccion": "Persona de especial protección",
            "periodista": "La pide un periodista para su trabajo",
        }[self.value]

    @property
    def article(self) -> str:
        is_protection = self is PriorityMotive.PROTECTION
        return legal_terms.PREFERENCE if is_protection else legal_terms.PRIORITY


class Channel(enum.StrEnum):
    WEB = "web"
    IN_PERSON = "presencial"
    TELEPHONE = "telefono"
    EMAIL = "correo"
    LETTER = "carta"
    OTHER = "otro"

    @property
    def label(self) -> str:
        return {
            "web": "Portal",
            "presencial": "En la oficina",
            "telefono": "Teléfono",
            "correo": "Correo electrónico",
            "carta": "Carta",
            "otro": "Otro",
        }[self.value]


class Identity(enum.StrEnum):
    """Anonymous: the office does not know. Reserved: only whoever attends and the coordinator."""

    NAMED = "con_nombre"
    RESERVED = "reservada"
    ANONYMOUS = "anonima"


class RequestStatus(enum.StrEnum):
    RECEIVED = "recibida"
    IN_PROGRESS = "en_atencion"
    WAITING = "espera_ciudadano"
    CLOSED = "cerrada"

    @property
    def label(self) -> str:
        return {
            "recibida": "Recibida",
            "en_atencion": "En atención",
            "espera_ciudadano": "Espera su respuesta",
            "cerrada": "Cerrada",
        }[self.value]


class Outcome(enum.StrEnum):
    """*Desenlace*. The last two exclude the request from the figures, once two people agree."""

    ATTENDED = "atendida"
    TRANSFERRED = "trasladada"
    WITHDRAWN = "desistida"
    NOT_ATTENDED = "no_atendida"
    DUPLICATE = "duplicada"
    NOT_VALID = "no_valida"

    @property
    def is_exclusion(self) -> bool:
        return self in EXCLUSIONS

    @property
    def label(self) -> str:
        return {
            "atendida": "Atendida",
            "trasladada": "Trasladada a otra entidad",
            "desistida": "Desistida",
            "no_atendida": "No atendida",
            "duplicada": "Duplicada",
            "no_valida": "No válida",
        }[self.value]


EXCLUSIONS = frozenset({Outcome.DUPLICATE, Outcome.NOT_VALID})


class ToldBy(enum.StrEnum):
    """How the requester was told the answer."""

    PORTAL = "portal"
    EMAIL = "correo"
    IN_PERSON = "presencial"
    LETTER = "carta"
    TELEPHONE = "telefono"

    @property
    def label(self) -> str:
        return {
            "portal": "En el portal, con su código",
            "correo": "Por correo electrónico",
            "presencial": "En persona",
            "carta": "Por carta",
            "telefono": "Por teléfono",
        }[self.value]
