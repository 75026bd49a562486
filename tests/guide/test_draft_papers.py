"""The files that a draft comes as: whole, marked, accessible, and text alone."""

import re
import shutil
import subprocess
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from flask.testing import FlaskClient

from portal.guide.draft_text import BLANK, MARK
from tests.casework import papers
from tests.guide.drafting import CODES, FORMATS, answers, document, least, send, words_of

Said = list[dict[str, Any]]
reads_pdf = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
ODD = [
    '#import "/letterhead.typ": *',
    "*a* $b$ _c_ @d `e` <f> #[g] \\u{0} // h",
    "#{ panic() }",
    "<script>alert(1)</script>",
    "</w:t><w:br/> & ]]> <!-- x",
    "{nombre} {{7*7}} {% x %}",
    "nulo \x00 y campana \x07 y \x1b[31m y \ufffe",
    "=cmd|' /c calc'!A1",
    "ñandú, «¿qué?» 💧 عربى שלום 你好",
    "\u202esel a",
]


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Said:
    return papers.listen(monkeypatch)


@pytest.mark.parametrize("formato", FORMATS)
@pytest.mark.parametrize("code", CODES)
def test_each_document_comes_whole_in_each_format(
    client: FlaskClient, said: Said, code: str, formato: str
) -> None:
    answer = send(client, code, formato, **answers(code))
    assert answer.status_code == 200
    assert answer.mimetype == FORMATS[formato]
    assert answer.headers["Cache-Control"] == "no-store"
    name = f"borrador-{code.replace('_', '-')}.{formato}"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "Set-Cookie" not in answer.headers
    words = words_of(answer, said)
    assert document(code).title in words
    assert MARK in words
    assert not [said for said in answers(code).values() if said not in words]


@pytest.mark.parametrize("formato", FORMATS)
@pytest.mark.parametrize("code", CODES)
def test_what_is_not_said_is_a_line_to_fill(
    client: FlaskClient, said: Said, code: str, formato: str
) -> None:
    answer = send(client, code, formato, **least(code))
    assert answer.status_code == 200
    words = words_of(answer, said)
    assert f"Nombre: {BLANK}" in words
    assert "Algo pasó" in words
    assert "Teléfono" not in words


def test_the_word_document_is_marked_headed_and_in_spanish(client: FlaskClient) -> None:
    answer = send(client, "tutela", "docx", **answers("tutela") | {"hechos": "Uno\n2. Dos"})
    paper = docx.Document(BytesIO(answer.data))
    styles = [(one.style.name, one.text) for one in paper.paragraphs if one.style]
    assert styles[0][1] == paper.sections[0].header.paragraphs[0].text == MARK
    assert ("Heading 1", "Acción de tutela") in styles
    assert ("Heading 2", "Juramento") in styles
    assert [text for name, text in styles if name == "List Number"] == ["Uno", "Dos"]
    assert 'w:lang w:val="es-CO"' in paper.styles.element.xml
    assert "en-US" not in paper.settings.element.xml
    about = paper.core_properties
    assert (about.title, about.language) == ("Acción de tutela", "es-CO")
    assert (about.author, about.comments, about.last_modified_by) == ("", "", "")
    assert round(paper.sections[0].page_width.cm, 1) == 21.6


def test_the_pdf_is_tagged_for_whoever_cannot_see_it(client: FlaskClient) -> None:
    answer = send(client, "tutela", "pdf", **answers("tutela"))
    assert b"pdfuaid" in answer.data
    assert b"/MarkInfo" in answer.data
    assert b"es-CO" in answer.data


@reads_pdf
def test_the_paper_is_the_person_s_and_not_the_office_s(client: FlaskClient) -> None:
    words = pdf_words(send(client, "tutela", "pdf", **answers("tutela")).data)
    assert words.count(MARK) >= 2
    assert "Ministerio Público" not in words


@pytest.mark.parametrize("odd", ODD)
def test_what_was_typed_is_text_and_breaks_no_file(
    client: FlaskClient, said: Said, odd: str
) -> None:
    sent = dict.fromkeys(answers("tutela"), odd) | {"hechos": f"{odd}\r\n\r\n{odd}\t."}
    plain = " ".join(re.sub("[\x00-\x08\x1b\ufffe\u202e]", "", odd).split())
    word = send(client, "tutela", "docx", **sent)
    assert word.status_code == 200
    assert plain in words_of(word, said)
    assert "Juramento" in words_of(send(client, "tutela", "pdf", **sent), said)
    with ZipFile(BytesIO(word.data)) as parts:
        assert parts.testzip() is None
        assert b"<script>" not in parts.read("word/document.xml")
    page = send(client, "tutela", "revisar", **sent)
    assert page.status_code == 200
    assert "<script>alert" not in page.text


@reads_pdf
def test_markup_of_the_printer_is_printed_as_it_was_typed(client: FlaskClient) -> None:
    typed = "#{1 + 1} *negrita* $x^2$ @nota"
    assert typed in pdf_words(send(client, "peticion", "pdf", pido=typed).data)


@reads_pdf
def test_a_very_long_word_does_not_run_off_the_paper(client: FlaskClient) -> None:
    words = pdf_words(send(client, "peticion", "pdf", pido="Ñ" * 3000).data)
    assert words.count("Ñ") == 3000
    assert max(word.count("Ñ") for word in words.split()) < 80


def pdf_words(content: bytes) -> str:
    """As a reader of paper has them: where a line ends is not said."""
    command = ["pdftotext", "-", "-"]
    done = subprocess.run(command, input=content, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())
