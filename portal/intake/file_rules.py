"""Which files the office takes, told by their content and never by their name (pure).

An allow-list: what is not surely one of these kinds is refused. Photographs are only recognised
here; they are drawn again afterwards, which drops whatever else they carried.
"""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePath

from portal.intake import office_documents, sound_rules, webm_rules
from portal.intake.file_kinds import JPEG, PDF, PNG, TEXT, WEBP, FileKind, FileRefused

# The end of a ZIP: an archive glued behind another file opens as an archive.
ZIP_END = b"PK\x05\x06"
ZIP_TAIL = 66_000
SCRIPT = re.compile(
    rb"<\s*(?:!doctype|html|head|body|script|svg|iframe|object|embed|img|\?xml|\?php)",
    re.IGNORECASE,
)
RTF = b"{\\rtf"
# What each refused content is, so that the person learns what to send instead.
KNOWN_AND_REFUSED = (
    (b"GIF8", "es una imagen GIF. Envíela como foto JPG o PNG"),
    (b"BM", "es una imagen BMP. Envíela como foto JPG o PNG"),
    (b"II*\x00", "es una imagen TIFF. Envíela como foto JPG o PNG"),
    (b"MM\x00*", "es una imagen TIFF. Envíela como foto JPG o PNG"),
    (b"MZ", "es un programa. No recibimos programas"),
    (b"\x7fELF", "es un programa. No recibimos programas"),
    (b"Rar!", "es un archivo comprimido. Envíe los archivos sueltos"),
    (b"7z\xbc\xaf", "es un archivo comprimido. Envíe los archivos sueltos"),
    (b"\x1f\x8b", "es un archivo comprimido. Envíe los archivos sueltos"),
    (b"\xd0\xcf\x11\xe0", "es de un Word o Excel antiguo. Guárdelo como PDF o DOCX"),
    (RTF, "es un documento RTF. Guárdelo como PDF o DOCX"),
)
TEXT_ENDINGS = ("", ".txt")
FILM = "es un video. Envíe fotos o una nota de voz"


@dataclass(frozen=True)
class Sniffed:
    """What a content was found to be, and whether it has to be drawn again."""

    kind: FileKind
    is_photograph: bool


def sniff(content: bytes, name: str) -> Sniffed:
    """What the content is; raises `FileRefused` with the reason for the person."""
    if not content:
        raise FileRefused("está vacío")
    for photograph, is_it in ((JPEG, _is_jpeg), (PNG, _is_png), (WEBP, _is_webp)):
        if is_it(content):
            return Sniffed(photograph, is_photograph=True)
    if content.startswith(b"PK\x03\x04"):
        return Sniffed(office_documents.recognise(content), is_photograph=False)
    if ZIP_END in content[-ZIP_TAIL:]:
        raise FileRefused("lleva otro archivo escondido")
    kind = _pdf(content) or sound_rules.recognise(content) or _text(content, name)
    if kind is None:
        raise FileRefused(_reason(content))
    return Sniffed(kind, is_photograph=False)


def _is_jpeg(content: bytes) -> bool:
    return content.startswith(b"\xff\xd8\xff")


def _is_png(content: bytes) -> bool:
    return content.startswith(b"\x89PNG\r\n\x1a\n")


def _is_webp(content: bytes) -> bool:
    return content[:4] == b"RIFF" and content[8:12] == b"WEBP"


def _pdf(content: bytes) -> FileKind | None:
    """Whole, and without a command to start a program."""
    if not content.startswith(b"%PDF-"):
        return None
    if b"%%EOF" not in content[-2048:]:
        raise FileRefused("está incompleto. Vuelva a guardarlo y envíelo otra vez")
    if re.search(rb"/Launch\b", content):
        raise FileRefused("abre otros programas. Imprímalo como PDF y envíe esa copia")
    return PDF


def _text(content: bytes, name: str) -> FileKind | None:
    """Plain words in a file that says so; nothing that a browser or a shell runs."""
    if PurePath(name.lower()).suffix not in TEXT_ENDINGS or content.startswith((b"#!", RTF)):
        return None
    if SCRIPT.search(content):
        raise FileRefused("es una página web. Envíe el texto o una foto")
    return TEXT if _reads_as_text(content) else None


def _reads_as_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError:
            return False
    return not any(unicodedata.category(c) == "Cc" and c not in "\r\n\t\f" for c in text)


def _reason(content: bytes) -> str:
    if content[4:8] == b"ftyp":
        return _reason_of_film(content)
    if content.startswith(webm_rules.EBML):
        return FILM
    for start, reason in KNOWN_AND_REFUSED:
        if content.startswith(start):
            return reason
    if SCRIPT.search(content[:4096]):
        return "es una página web o un dibujo SVG. Envíe una foto o un PDF"
    return "no es una foto, un documento ni una nota de voz que podamos abrir"


def _reason_of_film(content: bytes) -> str:
    if content[8:12] in (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"):
        return "es una foto HEIC o AVIF. Envíela como JPG"
    return FILM
