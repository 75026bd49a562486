"""What is written down of an access, in words (pure)."""

from collections.abc import Mapping
from typing import Any

ACTIONS = {
    "read": "Leyó una solicitud",
    "file": "Abrió un archivo",
    "receipt": "Vio o imprimió una constancia",
    "dossier": "Sacó un expediente",
    "attendance": "Leyó una lista de asistencia",
    "certificate": "Abrió certificados",
    "search_person": "Buscó a una persona",
    "export": "Llevó la lista de solicitudes a un archivo",
    "log_export": "Llevó la bitácora a un archivo",
}


def details(entry_details: Mapping[str, Any]) -> str:
    """How much was seen; never whom it was about."""
    said = []
    if "rows" in entry_details:
        said.append(f"{entry_details['rows']} filas")
    if "data_request" in entry_details:
        said.append(f"{entry_details['data_request']}, sobre datos personales")
    if "with_people" in entry_details:
        is_with = entry_details["with_people"]
        said.append("con datos de las personas" if is_with else "sin datos de las personas")
    if "found" in entry_details:
        said.append(f"halló {entry_details['found']}")
    return ", ".join(said)
