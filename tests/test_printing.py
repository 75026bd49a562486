"""Paper of the office: the same each time, and what people typed stays text."""

import unicodedata
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


@pytest.mark.parametrize(
    "words", ["agua 💧 y 你好", "\U0001f468\u200d\U0001f469", "☕️ \ufeff\u200b"]
)
def test_what_no_font_has_is_a_square_and_the_paper_comes(
    printed: Callable[[str], bytes], words: str
) -> None:
    assert printed(words).startswith(b"%PDF-")


def test_what_our_fonts_are_said_to_have_they_have(printed: Callable[[str], bytes]) -> None:
    """Each sign after a letter, since some only stand upon one; nothing of it becomes a square."""
    signs = [sign for sign in map(chr, range(0x2800)) if is_sign(sign)]
    assert len(signs) > 2_500
    lines = [signs[start : start + 40] for start in range(0, len(signs), 40)]
    assert printed("\n".join(" ".join(f"a{sign}" for sign in line) for line in lines))


def is_sign(character: str) -> bool:
    is_said = printing.IN_NO_FONT.fullmatch(character) is None
    return is_said and unicodedata.category(character) not in ("Cc", "Cn", "Cf")


def test_another_fault_of_a_template_is_not_hidden(
    printed: Callable[[str], bytes], tmp_path: Path
) -> None:
    (tmp_path / "constancia.typ").write_text("#no-such-thing")
    for words in ("agua", "agua 💧"):
        with pytest.raises(RuntimeError):
            printed(words)


def test_a_code_is_drawn_as_svg() -> None:
    assert printing.qr_code(ADDRESS).startswith("<svg")
