"""Looking at a file that somebody sends, and keeping it, before any transaction names it."""

import re
import unicodedata
from typing import IO, Protocol

from portal import config, storage
from portal.formats import file_size
from portal.intake import file_rules, photographs
from portal.intake.file_kinds import FileRefused
from portal.intake.stored_files import PreparedFile

NAME_LENGTH = 100
ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")
UNNAMED = "archivo"


class Upload(Protocol):
    """What a form gives for each file."""

    filename: str | None
    stream: IO[bytes]


def prepare(upload: Upload) -> PreparedFile:
    """Check a file by its content, redraw it where it is a photograph, and store its bytes.

    Raises `FileRefused`, whose message names the file and says what to send instead.
    """
    name = shown_name(upload.filename)
    content = upload.stream.read(config.setting("MAX_FILE_BYTES") + 1)
    try:
        return _prepared(name, content)
    except FileRefused as refusal:
        raise FileRefused(f"«{name}» {refusal.message}.", field="archivos") from refusal


def _prepared(name: str, content: bytes) -> PreparedFile:
    limit = config.setting("MAX_FILE_BYTES")
    if len(content) > limit:
        raise FileRefused(f"pesa más de {file_size(limit)}")
    sniffed = file_rules.sniff(content, name)
    if sniffed.is_photograph:
        content = photographs.redraw(content, sniffed.kind)
    return PreparedFile(
        name=f"{ENDING.sub('', name)}.{sniffed.kind.ending}",
        media_type=sniffed.kind.media_type,
        size=len(content),
        sha256=storage.keep(content),
    )


def shown_name(name: str | None) -> str:
    """The name that people see: no folders, nothing invisible, no change of direction."""
    last = unicodedata.normalize("NFC", name or "").replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(c for c in last if unicodedata.category(c)[0] not in "CZ" or c == " ")
    name = visible.strip(" .")
    ending = ENDING.search(name)
    return ENDING.sub("", name)[:NAME_LENGTH] + (ending.group() if ending else "") or UNNAMED
