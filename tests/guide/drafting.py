"""Walking through a draft as a browser does, and reading what comes of it."""

from io import BytesIO
from typing import Any

import docx
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.guide.draft_document import Draft
from portal.guide.drafts import drafts
from tests.pages import fill, form_fields

CODES = ("peticion", "tutela", "servicios_publicos", "cumplimiento")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS = {"docx": WORD, "pdf": "application/pdf"}


def address(code: str) -> str:
    return f"/guia/{code}/borrador"


def document(code: str) -> Draft:
    found = drafts().of(code)
    assert found
    return found


def answers(code: str) -> dict[str, str]:
    """An answer to each question, which says to which."""
    return {one.name: f"Dato de {one.name}" for one in document(code).fields}


def least(code: str) -> dict[str, str]:
    return {one.name: "Algo pasó" for one in document(code).fields if one.demand}


def send(client: FlaskClient, code: str, formato: str | None, **sent: str) -> TestResponse:
    """What a browser sends with the button of a format."""
    fields = form_fields(client.get(address(code)).text)
    button = {"formato": formato} if formato else {}
    return client.post(address(code), data=fill(fields, sent | button))


def words_of(answer: TestResponse, said: list[dict[str, Any]]) -> str:
    """All the text of the file that came; of a PDF, what it was made of, as ``papers`` heard it."""
    if answer.mimetype == WORD:
        paper = docx.Document(BytesIO(answer.data))
        return "\n".join(paragraph.text for paragraph in paper.paragraphs)
    [made] = said
    blocks = ([one["title"], *one["lines"]] for one in made["blocks"])
    return "\n".join([made["mark"], made["title"], *(line for block in blocks for line in block)])
