"""A draft as a file to take away: an editable DOCX, or an accessible PDF."""

from dataclasses import asdict
from datetime import datetime
from typing import Protocol

from portal import printing
from portal.guide.draft_text import MARK, Written
from portal.guide.draft_word import docx


class Maker(Protocol):
    """Makes the file, dated with an instant."""

    def __call__(self, document: Written, *, made_at: datetime) -> bytes: ...


def pdf(document: Written, *, made_at: datetime) -> bytes:
    """Without the office's letterhead: the paper is the person's."""
    return printing.pdf("borrador", {"mark": MARK, **asdict(document)}, made_at=made_at)


MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
MAKERS: dict[str, Maker] = {"docx": docx, "pdf": pdf}
