"""Documents of Word, Excel and LibreOffice: ZIP files without macros or programs (pure)."""

import io
import re
import zipfile

from portal.intake.file_kinds import DOCX, ODT, XLSX, FileKind, FileRefused

MEGABYTE = 1024 * 1024
MAX_UNPACKED = 100 * MEGABYTE
MAX_MEMBERS = 3000
MACROS = re.compile(r"vba(project|data)|^basic/|^scripts/|/macrosheets/|activex", re.IGNORECASE)
PROGRAMS = re.compile(
    r"\.(exe|dll|com|scr|msi|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|jar|sh|py|html?|svg|zip|bin)$",
    re.IGNORECASE,
)
HARMLESS = re.compile(r"^xl/printerSettings/[^/]+\.bin$")
ODT_TYPE = b"application/vnd.oasis.opendocument.text"


def recognise(content: bytes) -> FileKind:
    """The kind of document in a ZIP; raises `FileRefused` for any other archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_members(content, archive)
            return _kind(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise FileRefused("está dañado o incompleto") from error


def _kind(archive: zipfile.ZipFile) -> FileKind:
    names = set(archive.namelist())
    if "[Content_Types].xml" in names:
        types = archive.read("[Content_Types].xml")
        if b"macroenabled" in types.lower():
            raise FileRefused("lleva macros. Guárdelo como PDF")
        if "word/document.xml" in names:
            return DOCX
        if "xl/workbook.xml" in names:
            return XLSX
    if "mimetype" in names and archive.read("mimetype").strip() == ODT_TYPE:
        return ODT
    raise FileRefused("es un archivo comprimido. Envíe los archivos sueltos")


def _check_members(content: bytes, archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if archive.start_dir > len(content) or _bytes_behind(content, archive):
        raise FileRefused("lleva otro archivo escondido")
    if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNPACKED:
        raise FileRefused("es demasiado grande por dentro. Envíelo como PDF")
    if len({member.filename.lower() for member in members}) != len(members):
        raise FileRefused("está dañado o incompleto")
    for member in members:
        _check_member(member)


def _bytes_behind(content: bytes, archive: zipfile.ZipFile) -> bool:
    """Whether anything stands after the archive's end and its comment."""
    end = content.rfind(b"PK\x05\x06")
    return end + 22 + len(archive.comment) != len(content)


def _check_member(member: zipfile.ZipInfo) -> None:
    name = member.filename.replace("\\", "/")
    if member.flag_bits & 1:
        raise FileRefused("tiene clave. Guárdelo sin clave y envíelo otra vez")
    if name.startswith("/") or ".." in name.split("/"):
        raise FileRefused("está dañado o incompleto")
    if MACROS.search(name):
        raise FileRefused("lleva macros. Guárdelo como PDF")
    if PROGRAMS.search(name) and not HARMLESS.search(name):
        raise FileRefused("lleva otro archivo por dentro. Guárdelo como PDF")
