"""What a draft says once its places are filled, and what it leaves out."""

from typing import Any

import pytest

from portal.guide import draft_text
from portal.guide.draft_document import Draft
from portal.guide.draft_text import BLANK, as_text, longest_text, written
from portal.guide.drafts import drafts

CODES = ("peticion", "tutela", "servicios_publicos", "cumplimiento")
WHOLE = {
    "nombre": "Rosa Cuero",
    "documento": "1.111.222",
    "direccion": "La Playita",
    "telefono": "315 000 1122",
    "correo": "rosa@example.org",
}


def document(code: str) -> Draft:
    found = drafts().of(code)
    assert found
    return found


def text(code: str, **answers: Any) -> str:
    return as_text(written(document(code), answers))


@pytest.mark.parametrize("code", CODES)
def test_every_answer_of_each_document_stands_in_it(code: str) -> None:
    fields = document(code).fields
    said = text(code, **{one.name: f"dato-{one.name}." for one in fields})
    assert not [one.name for one in fields if f"dato-{one.name}." not in said]
    assert BLANK not in said.replace(f"fecha: {BLANK}", "").replace(f"Firma: {BLANK}", "")


@pytest.mark.parametrize("code", CODES)
def test_what_is_missing_is_a_line_to_fill_by_hand(code: str) -> None:
    said = text(code)
    assert f"Nombre: {BLANK}" in said
    assert f"Documento: {BLANK}" in said
    assert "{" not in said
    assert said.startswith("BORRADOR: revíselo con la Personería antes de firmarlo.\n")


def test_what_nobody_needs_is_left_out_with_its_heading() -> None:
    short = text("tutela", hechos="x", pido="y")
    whole = text("tutela", hechos="x", pido="y", medida="Ya", pruebas="La orden", **WHOLE)
    for words in ("ORDEN URGENTE", "PRUEBAS", "Teléfono:", "Correo:", "A la otra parte:"):
        assert words not in short
    for words in ("ORDEN URGENTE", "Ya\n", "PRUEBAS\nLa orden", "Teléfono: 315", "Correo: rosa@"):
        assert words in whole


def test_each_document_says_what_its_law_asks() -> None:
    oath = "no he presentado otra acción de tutela por los mismos hechos y derechos"
    assert "Señor(a) Juez (reparto)" in text("tutela")
    assert oath in text("tutela")
    assert oath not in text("peticion")
    assert "Ley 1437 de 2011, artículo 14" in text("peticion")
    assert "La empresa no me puede exigir que pague" in text("servicios_publicos")
    assert "en los 10 días siguientes" in text("cumplimiento")


def test_a_company_that_said_no_gets_both_appeals_and_another_a_claim() -> None:
    claim = text("servicios_publicos", hechos="x", pido="y")
    appeal = text("servicios_publicos", hechos="x", pido="y", respuesta="la carta 7")
    assert "Asunto: reclamo por el servicio" in claim
    assert "SI ME DICEN QUE NO" in claim
    assert "en subsidio, apelación" in claim
    assert "Asunto: recurso de reposición y, en subsidio, de apelación" in appeal
    assert "esta respuesta de la empresa: la carta 7." in appeal
    assert "SI ME DICEN QUE NO" not in appeal


def test_facts_are_numbered_one_by_one_and_not_twice() -> None:
    said = text("tutela", hechos="1. Pedí la cita.\n\n2) Dijeron que no.\n- 12.000 pesos\n3 días")
    facts = said.partition("HECHOS\n")[2].partition("\n\n")[0]
    assert facts.splitlines() == [
        *("1. Pedí la cita.", "2. Dijeron que no.", "3. 12.000 pesos", "4. 3 días"),
    ]


def test_what_somebody_types_is_no_place_to_fill() -> None:
    said = text("peticion", pido="Dame {nombre} y {luna} y {", nombre="Rosa")
    assert "Dame {nombre} y {luna} y {" in said


def test_without_the_person_only_who_it_is_becomes_a_blank() -> None:
    answers = {"hechos": "No dan la cita.", "por_quien": "Mi mamá, Ana Cuero", **WHOLE}
    hidden = as_text(draft_text.without_person(document("tutela"), answers))
    assert "No dan la cita." in hidden
    assert not [one for one in (*WHOLE.values(), "Ana Cuero") if one in hidden]
    assert f"no puede hacerlo sola (Decreto 2591 de 1991, artículo 10): {BLANK}" in hidden
    assert f"Teléfono: {BLANK}" in hidden


@pytest.mark.parametrize("code", CODES)
def test_the_longest_text_is_known(code: str) -> None:
    fields = document(code).fields
    full = text(code, **{one.name: "y" * one.longest for one in fields})
    assert len(full) <= longest_text(document(code))
