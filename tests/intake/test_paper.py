"""``/solicitudes/<clase>/papel.pdf``: each form on paper, made from its own definition."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from portal import crockford, printing
from portal.extensions import db
from portal.intake import forms_paper, paper_numbers, tracking_codes
from portal.intake.forms import WEB_FORMS
from portal.intake.kinds import RequestKind
from tests.pages import form_fields

KINDS = list(RequestKind)
NUMBERS = st.builds(
    lambda kind, body: paper_numbers._checked(paper_numbers.LETTERS[kind] + body),
    st.sampled_from(KINDS),
    st.text(crockford.ALPHABET, min_size=paper_numbers.RANDOM, max_size=paper_numbers.RANDOM),
)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    seen: list[Any] = []
    make = printing.pdf

    def note(template: str, data: Any, **options: Any) -> bytes:
        seen.append(json.loads(json.dumps(data)))
        return make(template, data, **options)

    monkeypatch.setattr(printing, "pdf", note)
    return seen


@pytest.mark.parametrize("kind", KINDS)
def test_the_paper_asks_what_the_page_asks(
    client: FlaskClient, said: list[Any], kind: RequestKind
) -> None:
    answer = client.get(f"/solicitudes/{kind.value}/papel.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.data.startswith(b"%PDF-")
    form = WEB_FORMS[kind](formdata=None)
    on_paper = [one["label"] for one in said[0]["questions"]]
    page = client.get(f"/solicitudes/{kind.value}").text
    on_page = set(form_fields(page, having="formulario")) | _unfilled(page)
    asked = {field.label.text for field in form if field.name in on_page}
    left_out = {form[name].label.text for name in forms_paper.NOT_ON_PAPER if name in form}
    assert set(on_paper) == asked - left_out
    assert len(on_paper) == len(set(on_paper))


def _unfilled(page: str) -> set[str]:
    """Names of controls that nothing was chosen in, which a form does not send."""
    return {part.split('"')[0] for part in page.split('name="')[1:]}


def test_what_is_chosen_or_required_is_so_on_paper(client: FlaskClient) -> None:
    questions = [forms_paper.question(one) for one in forms_paper.fields_of(RequestKind.COMPLAINT)]
    service, story = questions[:2]
    assert service["choices"][0] == "Agua (acueducto)"
    assert (service["shape"], service["required"]) == ("choice", True)
    assert (story["shape"], story["lines"], story["required"]) == ("text", 6, True)
    ticks = [one["label"] for one in questions if one["shape"] == "tick"]
    assert any("No quiero dar mi nombre" in label for label in ticks)


def test_each_paper_has_a_number_of_its_own_and_the_code_that_follows(
    client: FlaskClient, said: list[Any]
) -> None:
    for _ in range(2):
        client.get("/solicitudes/queja/papel.pdf")
    first, second = said
    assert first["number"] != second["number"]
    number = paper_numbers.read(first["number"])
    assert number
    code = tracking_codes.derived_code(paper_numbers.nonce_of(number))
    assert first["code"] == tracking_codes.grouped(code)
    assert code not in first["number_qr"] + first["page_qr"]


def test_printing_stores_nothing(client: FlaskClient) -> None:
    client.get("/solicitudes/asesoria/papel.pdf")
    tables = db.metadata.sorted_tables
    assert not [
        one
        for one in tables
        if one.name in ("throttle_windows", "service_requests")
        and db.session.execute(one.select()).first()
    ]


def test_the_web_form_leads_to_it(client: FlaskClient) -> None:
    assert 'href="/solicitudes/queja/papel.pdf"' in client.get("/solicitudes/queja").text


@given(NUMBERS)
def test_a_number_is_read_as_it_was_printed(number: str) -> None:
    assert paper_numbers.read(paper_numbers.grouped(number).lower()) == number
    assert number[0] == paper_numbers.LETTERS[paper_numbers.kind_of(number)]


@given(NUMBERS, st.integers(0, paper_numbers.LENGTH - 1), st.sampled_from(crockford.ALPHABET))
def test_any_wrong_character_is_told(number: str, place: int, other: str) -> None:
    wrong = number[:place] + other + number[place + 1 :]
    assert (paper_numbers.read(wrong) == number) is (other == number[place])
    assert wrong == number or paper_numbers.read(wrong) is None


@given(NUMBERS, st.integers(0, paper_numbers.LENGTH - 2))
def test_any_swap_of_neighbours_is_told(number: str, place: int) -> None:
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert swapped == number or paper_numbers.read(swapped) is None


@pytest.mark.parametrize("typed", ["", "Q", "x" * 400, "☃" * 16, "Q" * 17, "Z" + "0" * 15])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert paper_numbers.read(typed) is None
