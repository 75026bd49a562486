"""How the steps of a term are named to whoever reads them, and the article behind each (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal import legal_terms
from portal.legal_clock import ActType


@dataclass(frozen=True)
class ActWords:
    """An act's name, its article, and what it does to the term."""

    title: str
    rule: str
    text: str = ""


@dataclass(frozen=True)
class ClockWords:
    """The steps that come from the request itself, and those that come from acts."""

    transfer: str
    transfer_until: str
    last_day: str
    overdue: str
    completion: str
    if_completed: str
    copies: str
    if_silent: str
    acts: Mapping[ActType, ActWords]


_STOPS = "El plazo se detiene hasta el {until}"
_GOES_ON = "El plazo sigue al día siguiente"
_UNTIL = "Hasta el {until}"


def _acts(*titles: str) -> Mapping[ActType, ActWords]:
    """The titles in the order of ``ActType``."""
    rules = (
        (legal_terms.COMPLETION, _STOPS),
        (legal_terms.COMPLETION, _UNTIL),
        (legal_terms.COMPLETION, _GOES_ON),
        (legal_terms.EXTENSION, _UNTIL),
        (legal_terms.TRANSFER.article, ""),
        (legal_terms.TRANSFER.article, ""),
        (legal_terms.COMPLETION, ""),
    )
    return {
        act_type: ActWords(title, rule, text)
        for act_type, title, (rule, text) in zip(ActType, titles, rules, strict=True)
    }


TO_STAFF = ClockWords(
    transfer="Decidir si se traslada",
    transfer_until="hasta el",
    last_day="Último día para responder",
    overdue="Hoy, plazo vencido",
    completion="Último día para que la complete",
    if_completed="Si la completa el último día",
    copies="Último día para dar las copias",
    if_silent="Sin respuesta se entiende aceptada",
    acts=_acts(
        "Se pidió completarla",
        "La persona pidió más plazo",
        "Completada",
        "Plazo ampliado",
        "Se decidió atenderla aquí",
        "Trasladada a {body}",
        "Desistimiento declarado",
    ),
)
TO_REQUESTER = ClockWords(
    transfer="Si le toca a otra entidad",
    transfer_until="se lo decimos hasta el",
    last_day="Último día para responderle",
    overdue="Hoy, el plazo ya pasó",
    completion="Último día para completarla",
    if_completed="Si usted la completa el último día",
    copies="Último día para darle las copias",
    if_silent="Si no le respondemos, se entiende aceptada",
    acts=_acts(
        "Le pedimos completarla",
        "Usted pidió más plazo",
        "Usted la completó",
        "Ampliamos el plazo",
        "La oficina decidió atenderla",
        "La pasamos a {body}",
        "La oficina declaró el desistimiento",
    ),
)
