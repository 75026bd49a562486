"""Reading a CSV as Excel and others save it, or refusing it in plain words (pure)."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence

from portal.agenda.import_headings import heading
from portal.errors import Refused

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def text_lines(content: bytes, known: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The records of a CSV, each with the line on which it begins."""
    text = _text(content)
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=_separator(text, known), strict=True
    )
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Refused(
                f"Línea {line}: no se puede leer. Una celda no cierra sus comillas o es enorme."
            ) from error
        if cells:
            yield line, cells


def _text(content: bytes) -> str:
    """UTF-8, with or without its mark, or else Windows-1252, as Excel saves it."""
    if content.startswith(_OLD_EXCEL):
        raise Refused("Es un libro de Excel antiguo o con clave. Guárdelo como .xlsx sin clave.")
    if b"\0" in content:
        raise Refused(
            "No es un archivo de texto: trae caracteres nulos. Guárdelo como CSV en UTF-8."
        )
    is_marked = content.startswith(codecs.BOM_UTF8)
    for encoding in ("utf-8-sig",) if is_marked else ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("El archivo no está en UTF-8 ni en Windows-1252. Guárdelo como CSV en UTF-8.")


def _separator(text: str, known: Sequence[str]) -> str:
    """The one of ``;`` and ``,`` that finds more of the columns in the first line."""
    first = text.lstrip().partition("\n")[0]

    def found(separator: str) -> int:
        return sum(heading(cell.strip('"\r ')) in known for cell in first.split(separator))

    return max(";,", key=found)
