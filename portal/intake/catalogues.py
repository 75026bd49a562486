"""What people choose from: topics, mechanisms, services, providers, places, telephones.

The portal brings its own lists, each entry with its source; an office changes them with a
``catalogues.toml`` in the data folder, whose entries replace, extend or retire ours by code, and
with its forms, which lie over both.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from portal.intake.catalogue_file import (
    SECTIONS,
    CatalogueError,
    Entry,
    RawEntries,
    entry_from,
    raw_entry,
    read,
)

__all__ = [
    "CatalogueError",
    "Entry",
    "adopt",
    "catalogue",
    "check",
    "configure",
    "entry",
    "every",
    "find",
    "has",
    "label",
    "providers_of",
]

OWN_FOLDER = Path(__file__).parent / "data"
OFFICE_FILE = "catalogues.toml"
OTHER = "otro"
# Ways out of a list, offered after everything else.
LAST = (OTHER, "ninguno", "no_se")

Said = Mapping[tuple[str, str], Mapping[str, Any]]

_from_files: RawEntries = {}
_catalogues: dict[str, dict[str, Entry]] = {}
_codes_by_name: dict[str, dict[str, str]] = {}


def configure(data_folder: Path) -> None:
    """Read our lists and, over them, the office's own; called once when the app starts.

    Where a file cannot be used all stays as it was.
    """
    global _from_files  # noqa: PLW0603 - one office per process
    office_file = data_folder / OFFICE_FILE
    own = sorted(OWN_FOLDER.glob("*.toml"))
    raw = _read([*own, office_file] if office_file.exists() else own)
    loaded, names = _loaded(raw, {})
    _from_files = raw
    _catalogues.update(loaded)
    _codes_by_name.update(names)


def adopt(said: Said) -> None:
    """Take the files, and over them what the office says of an entry, by section and code."""
    loaded, names = _loaded(_files_read(), said)
    _catalogues.update(loaded)
    _codes_by_name.update(names)


def check(said: Said) -> None:
    """Raise CatalogueError where the lists would not hold together."""
    _loaded(_files_read(), said)


def catalogue(name: str) -> tuple[Entry, ...]:
    """The entries on offer, in the order of the file, ways out last."""
    return tuple(found for found in _all(name).values() if not found.is_retired)


def every(name: str) -> tuple[Entry, ...]:
    """The same with those that are no longer offered."""
    return tuple(_all(name).values())


def entry(name: str, code: str) -> Entry:
    """The entry of a code, retired ones too; KeyError where there is none."""
    return _all(name)[code]


def has(name: str, code: str) -> bool:
    """Whether a catalogue knows a code, retired ones too."""
    return code in _all(name)


def label(name: str, code: str | None) -> str:
    """What people read for a code; the code itself where the catalogue no longer has it."""
    found = _all(name).get(code or "")
    return found.label if found else code or ""


def find(name: str, text: str | None) -> str | None:
    """The code that a text means, by code or name, whatever its case and accents.

    Of a text with commas or brackets one part may do («Comuna 5, barrio El Jardín»). A text that
    means nothing is ``otro`` where the catalogue has that; no text is None.
    """
    entries = _all(name)
    codes = _codes_by_name[name]
    if not text or not _fold(text):
        return None
    if whole := codes.get(_fold(text)):
        return whole
    parts = {codes[part] for part in map(_fold, re.split(r"[,;()/]", text)) if part in codes}
    if len(parts) == 1:
        return parts.pop()
    return OTHER if OTHER in entries else None


def providers_of(service: str) -> tuple[Entry, ...]:
    """Who gives a service, and the ways out that hold for every service."""
    return tuple(found for found in catalogue("providers") if found.service in (service, ""))


def _all(name: str) -> dict[str, Entry]:
    if not _catalogues:
        adopt({})
    return _catalogues[name]


def _files_read() -> RawEntries:
    if not _from_files:
        configure(Path())
    return _from_files


def _read(files: Iterable[Path]) -> RawEntries:
    raw: RawEntries = {section: {} for section in SECTIONS.values()}
    for file in files:
        for section, entries in read(file).items():
            for code, fields in entries.items():
                raw[section][code] = {**raw[section].get(code, {}), **fields}
    return raw


def _loaded(
    files: RawEntries, said: Said
) -> tuple[dict[str, dict[str, Entry]], dict[str, dict[str, str]]]:
    raw = {section: dict(entries) for section, entries in files.items()}
    for (section, code), written in said.items():
        own = raw_entry(section, code, written)
        raw[section][code] = {**raw[section].get(code, {}), **own}
    loaded = {name: _entries(section, raw[section]) for name, section in SECTIONS.items()}
    names = {name: _names(SECTIONS[name], entries) for name, entries in loaded.items()}
    _check_references(loaded)
    return loaded, names


def _entries(section: str, raw: dict[str, dict[str, object]]) -> dict[str, Entry]:
    entries = [entry_from(section, fields) for fields in raw.values()]
    entries.sort(key=lambda found: found.code in LAST and LAST.index(found.code) + 1)
    return {found.code: found for found in entries}


def _names(section: str, entries: dict[str, Entry]) -> dict[str, str]:
    """Every folded name with its code; a name that means two entries is refused."""
    codes: dict[str, str] = {}
    for found in entries.values():
        for name in {_fold(word) for word in (found.code, found.label, *found.aliases)}:
            if codes.setdefault(name, found.code) != found.code:
                raise CatalogueError(f"{section}: «{name}» es {codes[name]} y {found.code}.")
    return codes


def _check_references(loaded: dict[str, dict[str, Entry]]) -> None:
    for name in ("services", "providers"):
        for found in loaded[name].values():
            where = f"{SECTIONS[name]}, «{found.code}»"
            if found.service and found.service not in loaded["services"]:
                raise CatalogueError(f"{where}: no hay un servicio «{found.service}».")
            if found.escalates_to and found.escalates_to not in loaded["bodies"]:
                raise CatalogueError(f"{where}: no hay una entidad «{found.escalates_to}».")


def _fold(text: str) -> str:
    """Small letters and digits with single spaces, without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"[a-z0-9]+", "".join(c for c in plain if not _is_mark(c))))


def _is_mark(character: str) -> bool:
    return unicodedata.combining(character) != 0
