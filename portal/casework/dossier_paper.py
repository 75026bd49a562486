"""``historia.pdf`` of a dossier: what a judge reads first, made of the same records as the rest."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from portal import printing
from portal.casework import subjects
from portal.formats import date_time, long_date
from portal.intake.models import ServiceRequest
from portal.intake.rules import answer_lines

NOBODY = "La oficina"


def story(one: ServiceRequest, records: Mapping[str, Any], at: datetime) -> bytes:
    """``records``: those of ``dossier_records``."""
    facts = records["solicitud"]
    data = {
        "number": one.filing_number,
        "rows": _said(
            ("Clase", one.kind.label),
            ("Tema", subjects.topic_of(one)),
            ("Lugar", subjects.place_of(one)),
            ("Recibida", date_time(one.received_at)),
            ("Quién la presenta", (facts["persona"] or {}).get("name")),
            ("Desenlace", one.outcome.label if one.outcome else "Sigue abierta"),
        ),
        "asks": facts["descripcion"] or "No escribió nada más.",
        "answers": _said(*answer_lines(facts["respuestas"])),
        "term": list(_term(records["plazos"])),
        "acts": [
            {"what": act["que_paso"], "who": act["quien"] or NOBODY, "when": _at(act["registrado"])}
            for act in records["actos"]
        ],
        "messages": [
            {
                "who": message["quien"] or NOBODY,
                "when": _at(message["fecha"]),
                "internal": message["interno"],
                "text": message["texto"],
                "files": message["archivos"],
            }
            for message in records["mensajes"]
        ],
        "closings": [list(_closing(closing)) for closing in records["cierres"]],
    }
    return printing.pdf("historia", data, made_at=at)


def _term(term: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "Se radicó", _day(term["radicada"])
    for act in term["actos"]:
        until = f"; hasta el {_day(act['hasta'])}" if act["hasta"] else ""
        yield act["que_se_hizo"].replace("_", " ").capitalize(), f"{_day(act['dia'])}{until}"
    yield "Último día", _day(term["vence"])


def _closing(closing: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    return _said(
        ("Día", _day(closing["dia"])),
        ("Quién", closing["quien"] or NOBODY),
        ("Soporte", closing["soporte"]),
        ("Archivo del soporte", closing["soporte_archivo"]),
        ("Motivo", closing["motivo"]),
    )


def _said(*pairs: tuple[str, Any]) -> list[tuple[str, str]]:
    return [(name, str(value)) for name, value in pairs if value]


def _at(text: str) -> str:
    return date_time(datetime.fromisoformat(text))


def _day(text: str) -> str:
    return long_date(date.fromisoformat(text))
