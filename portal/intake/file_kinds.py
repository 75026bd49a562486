"""The kinds of files that the office takes, and how one is refused (pure)."""

from dataclasses import dataclass

from portal.errors import Refused

DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class FileKind:
    """A media type and the ending that its files get."""

    media_type: str
    ending: str


JPEG = FileKind("image/jpeg", "jpg")
PNG = FileKind("image/png", "png")
WEBP = FileKind("image/webp", "webp")
PDF = FileKind("application/pdf", "pdf")
DOCX = FileKind(DOCUMENT, "docx")
XLSX = FileKind(SPREADSHEET, "xlsx")
ODT = FileKind("application/vnd.oasis.opendocument.text", "odt")
MP3 = FileKind("audio/mpeg", "mp3")
OGG = FileKind("audio/ogg", "ogg")
M4A = FileKind("audio/mp4", "m4a")
AMR = FileKind("audio/amr", "amr")
WEBM = FileKind("audio/webm", "webm")
TEXT = FileKind("text/plain", "txt")

KINDS = (JPEG, PNG, WEBP, PDF, DOCX, XLSX, ODT, MP3, OGG, M4A, AMR, WEBM, TEXT)
ENDINGS = {kind.media_type: kind.ending for kind in KINDS}


class FileRefused(Refused):
    """A file that the office does not take; the message goes on after the file's name."""
