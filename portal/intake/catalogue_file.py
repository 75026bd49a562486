"""Reading a file of catalogues: Spanish TOML in, checked entries out, or a clear refusal.

A catalogue is a list of groups. What a group says (its source, how sure it is) holds for each of
its ``entradas``, unless the entry says otherwise.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

SECTIONS = {
    "topics": "temas",
    "mechanisms": "mecanismos",
    "services": "servicios",
    "providers": "prestadores",
    "territories": "territorios",
    "bodies": "entidades",
    "emergency_phones": "telefonos_de_emergencia",
    "other_phones": "otros_telefonos",
    "document_types": "tipos_de_documento",
}
# How sure an entry is: the norm itself, a page read, common knowledge, a deduction, the office.
CERTAINTIES = ("norma", "pagina_leida", "conocimiento_general", "deducido", "oficina")
UNVERIFIED = "por verificar"
TEXTS = {
    "codigo": "code",
    "nombre": "label",
    "fuente": "source",
    "certeza": "certainty",
    "grupo": "group",
    "nota": "note",
    "numero": "number",
    "servicio": "service",
    "vigente_desde": "since",
    "escala_a": "escalates_to",
}
REQUIRED = ("nombre", "fuente", "certeza", "verificado_el")
KEYS = {*TEXTS, "verificado_el", "otros_nombres", "retirado"}

RawEntries = dict[str, dict[str, dict[str, Any]]]


class CatalogueError(Exception):
    """A catalogue file that cannot be used; the message names the file and the entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to choose from. `code` is what is stored and never changes."""

    code: str
    label: str
    source: str
    certainty: str
    verified_on: date | None
    group: str = ""
    note: str = ""
    # Telephones only.
    number: str = ""
    # Providers only: the code of the service, and since when the provider is known to give it.
    service: str = ""
    since: str = ""
    # Services and providers: the code of the body that stands above.
    escalates_to: str = ""
    aliases: tuple[str, ...] = ()
    # No longer offered; requests that name it keep its label.
    is_retired: bool = False

    @property
    def verified(self) -> str:
        """The day somebody checked it, YYYY-MM-DD, or «por verificar»."""
        return self.verified_on.isoformat() if self.verified_on else UNVERIFIED


def read(path: Path) -> RawEntries:
    """The entries of a file by Spanish section and code, each with its group's fields."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path.name}: no es un archivo TOML en UTF-8 ({error}).") from error
    return {name: _section(path.name, name, groups) for name, groups in document.items()}


def _section(file: str, name: str, groups: Any) -> dict[str, dict[str, Any]]:
    if name not in SECTIONS.values():
        raise CatalogueError(f"{file}: no hay un catálogo «{name}».")
    entries: dict[str, dict[str, Any]] = {}
    for raw in _entries(f"{file}, {name}", groups):
        where = f"{file}, {name}, «{raw.get('codigo', '?')}»"
        if raw.get("codigo") in entries:
            raise CatalogueError(f"{where}: el código está dos veces.")
        _check_keys(where, raw)
        entries[raw["codigo"]] = raw
    return entries


def _entries(where: str, groups: Any) -> Iterator[dict[str, Any]]:
    if not isinstance(groups, list):
        raise CatalogueError(f"{where}: cada grupo se escribe con dobles corchetes.")
    for group in groups:
        shared = dict(group) if isinstance(group, dict) else {}
        entries = shared.pop("entradas", None)
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise CatalogueError(f"{where}: a un grupo le faltan sus «entradas».")
        yield from ({**shared, **entry} for entry in entries)


def _check_keys(where: str, raw: Mapping[str, Any]) -> None:
    code = raw.get("codigo")
    if not isinstance(code, str) or not re.fullmatch(r"[a-z0-9_]{1,40}", code):
        raise CatalogueError(f"{where}: «codigo» lleva hasta 40 letras sin tilde, números o _.")
    for key, value in raw.items():
        if key not in KEYS:
            raise CatalogueError(f"{where}: no se conoce «{key}».")
        if not _fits(key, value):
            raise CatalogueError(f"{where}: «{key}» no se escribe así: {value!r}.")


def _fits(key: str, value: Any) -> bool:
    if key == "verificado_el":
        return value == UNVERIFIED or type(value) is date
    if key == "retirado":
        return isinstance(value, bool)
    if key == "otros_nombres":
        return isinstance(value, list) and all(isinstance(name, str) for name in value)
    if key == "certeza":
        return value in CERTAINTIES
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()


def raw_entry(section: str, code: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """What a form wrote of an entry, checked as a file's is. JSON has no days: they are texts.

    Without a text a field is as if it were not written, so that the one below holds.
    """
    raw = {"codigo": code, **{key: value for key, value in fields.items() if value is not None}}
    verified = raw.get("verificado_el")
    if isinstance(verified, str) and verified != UNVERIFIED:
        raw["verificado_el"] = date.fromisoformat(verified)
    _check_keys(f"{section}, «{code}»", raw)
    return raw


def entry_from(where: str, raw: Mapping[str, Any]) -> Entry:
    """The entry that a complete raw one describes."""
    for key in REQUIRED:
        if key not in raw:
            raise CatalogueError(f"{where}, «{raw['codigo']}»: falta «{key}».")
    verified = raw["verificado_el"]
    return Entry(
        **{field: raw[key] for key, field in TEXTS.items() if key in raw},
        verified_on=None if verified == UNVERIFIED else verified,
        aliases=tuple(raw.get("otros_nombres", ())),
        is_retired=raw.get("retirado", False),
    )
