"""Paper of the office: the same each time, and what people typed stays text."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from portal import printing

NOON = datetime(2024, 3, 5, 17, tzinfo=UTC)
SHEET = """
#import "/letterhead.typ": *
#show: sheet.with("Constancia")
== Datos
#facts(data.rows)
#paragraphs(data.words)
#code-of(data.qr, data.address)
"""
ADDRESS = "https://portal.example/seguimiento"


@pytest.fixture
def printed(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], bytes]:
    """A paper that says some words."""
    letterhead = printing.TEMPLATES / "letterhead.typ"
    (tmp_path / "letterhead.typ").write_bytes(letterhead.read_bytes())
    (tmp_path / "constancia.typ").write_text(SHEET)
    monkeypatch.setattr(printing, "TEMPLATES", tmp_path)

    def print_words(words: str) -> bytes:
        data = {"rows": [["Número", words]], "words": words, "address": ADDRESS}
        data |= {"qr": printing.qr_code(ADDRESS)}
        return printing.pdf("constancia", data, made_at=NOON)

    return print_words


def test_a_paper_is_an_accessible_pdf_and_always_the_same(
    printed: Callable[[str], bytes],
) -> None:
    paper = printed("QUE-2024-000001")
    assert paper.startswith(b"%PDF-")
    assert b"/MarkInfo" in paper
    assert b"pdfuaid" in paper
    assert paper == printed("QUE-2024-000001")


@pytest.mark.parametrize(
    "words", ['#import "/x.typ": y', "*a* $b$ _c_ @d", "\\u{0}<a>#{", "ñandú\n\nx"]
)
def test_what_was_typed_is_never_markup(printed: Callable[[str], bytes], words: str) -> None:
    assert printed(words).startswith(b"%PDF-")


def test_a_code_is_drawn_as_svg() -> None:
    assert printing.qr_code(ADDRESS).startswith("<svg")
