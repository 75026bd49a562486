"""The linter of the drafts: each thing that it finds, in Spanish and naming the entry."""

import copy
import tomllib
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from portal.guide.document import TO_REVIEW
from portal.guide.draft_checks import problems
from portal.guide.draft_document import ADVICE_BOXES
from portal.guide.draft_reader import drafts_from
from portal.guide.drafts import OWN_FILE
from portal.guide.guides import guide
from portal.intake.catalogue_file import CERTAINTIES
from portal.intake.forms import WebAdviceForm

DOCUMENT = tomllib.loads(OWN_FILE.read_text("utf-8"))
TODAY = date(2026, 11, 26)
Change = Callable[[dict[str, Any]], Any]


def changed(change: Change) -> dict[str, Any]:
    document = copy.deepcopy(DOCUMENT)
    change(document)
    return document


def found(change: Change = dict.copy) -> list[str]:
    drafts = drafts_from("borradores.toml", changed(change))
    return list(problems(drafts, guide(), TODAY))


def draft(document: dict[str, Any], code: str = "tutela") -> dict[str, Any]:
    return next(one for one in document["documentos"] if one["codigo"] == code)


def field(document: dict[str, Any], name: str) -> dict[str, Any]:
    """A field of the tutela, or one that all documents ask."""
    fields = [*draft(document)["campos"], *document["persona"]]
    return next(one for one in fields if one["nombre"] == name)


def oath(document: dict[str, Any]) -> dict[str, Any]:
    parts: list[dict[str, Any]] = draft(document)["partes"]
    return next(one for one in parts if one.get("titulo") == "Juramento")


def say(document: dict[str, Any], **words: Any) -> None:
    oath(document)["parrafos"][0].update(words)


NAMES = "el nombre lleva de 2 a 30 letras sin tilde o _, y no es de otra cosa."
OATH = "Documento «tutela», parte 9"
CHANGES: list[tuple[Change, str]] = [
    (lambda d: d.pop("documentos"), "Los borradores no tienen documentos."),
    (
        lambda d: draft(d).update(codigo="luna"),
        "Documento «luna»: no hay una ficha «luna» en la guía.",
    ),
    (
        lambda d: draft(d, "peticion").update(codigo="tutela"),
        "El documento «tutela» está 2 veces.",
    ),
    (lambda d: draft(d).pop("titulo"), "Documento «tutela»: falta «titulo»."),
    (lambda d: draft(d).pop("explicacion"), "Documento «tutela»: falta «explicacion»."),
    (lambda d: draft(d).pop("partes"), "Documento «tutela»: no tiene partes."),
    (
        lambda d: draft(d).update(revisado_el=date(2026, 11, 27)),
        "Documento «tutela»: «revisado_el» no puede ser 2026-11-27.",
    ),
    (
        lambda d: d.update(revisado_el="ayer"),
        f"Documento «tutela»: «revisado_el» es una fecha como 2026-11-26, o «{TO_REVIEW}».",
    ),
    (
        lambda d: [field(d, name).pop("obligatorio") for name in ("hechos", "pido")],
        "Documento «tutela»: algún dato tiene que ser obligatorio.",
    ),
    (
        lambda d: field(d, "medida").update(nombre="hechos"),
        "Documento «tutela»: el dato «hechos» está 2 veces.",
    ),
    (
        lambda d: field(d, "medida").update(asesoria="nombre"),
        "Documento «tutela»: la casilla de asesoría «nombre» está 2 veces.",
    ),
    *(
        (
            lambda d, name=name: field(d, "medida").update(nombre=name),
            f"Documento «tutela», dato «{name}»: {NAMES}",
        )
        for name in ("Medida", "formato", "x")
    ),
    (
        lambda d: field(d, "medida").pop("etiqueta"),
        "Documento «tutela», dato «medida»: falta la «etiqueta».",
    ),
    (
        lambda d: field(d, "medida").pop("maximo"),
        "Documento «tutela», dato «medida»: «maximo» va de 1 a 5000 letras.",
    ),
    (
        lambda d: field(d, "medida").update(asesoria="descripcion"),
        f"Documento «tutela», dato «medida»: «asesoria» es una de: {', '.join(ADVICE_BOXES)}.",
    ),
    (
        lambda d: draft(d)["campos"].append({"nombre": "luna", "etiqueta": "x", "maximo": 9}),
        "Documento «tutela», dato «luna»: se pregunta y no está en ningún párrafo.",
    ),
    (lambda d: oath(d).pop("fuente"), f"{OATH}: falta la «fuente», con su artículo."),
    (
        lambda d: oath(d).update(certeza="seguro"),
        f"{OATH}: la «certeza» es una de: {', '.join(CERTAINTIES)}.",
    ),
    (
        lambda d: oath(d).update(forma="tabla"),
        f"{OATH}: la «forma» es una de: parrafos, renglones, lista.",
    ),
    (
        lambda d: oath(d).update(forma="lista"),
        "Documento «tutela»: solo una parte puede ser una lista.",
    ),
    (lambda d: oath(d).pop("parrafos"), f"{OATH}: no tiene párrafos."),
    (lambda d: say(d, texto=" "), f"{OATH}: hay un párrafo sin texto."),
    (lambda d: say(d, texto="Juro, {luna}"), f"{OATH}: el documento no pregunta «luna»."),
    (lambda d: say(d, si="luna"), f"{OATH}: el documento no pregunta «luna»."),
    (lambda d: say(d, si_falta="luna"), f"{OATH}: el documento no pregunta «luna»."),
    *(
        (
            lambda d, text=text: say(d, texto=text),
            f"{OATH}: hay una llave suelta; el sitio de un dato se escribe {{asi}}.",
        )
        for text in ("Juro {hechos", "Juro hechos}", "Juro {Los Hechos}", "Juro {{hechos}}")
    ),
]


def test_the_drafts_of_the_portal_have_nothing_to_mend() -> None:
    assert found() == []


@pytest.mark.parametrize(("change", "problem"), CHANGES)
def test_what_is_wrong_is_named(change: Change, problem: str) -> None:
    assert problem in found(change)


def test_a_draft_that_may_not_fit_into_the_advice_form_is_named() -> None:
    [problem] = found(lambda d: field(d, "hechos").update(maximo=5000))
    assert problem.startswith("Documento «tutela»: puede llegar a 10")
    assert problem.endswith(" letras, y a asesoría caben 10000.")


def test_other_words_with_the_same_places_are_fine() -> None:
    assert not found(lambda d: say(d, texto="Juro que no hay otra tutela, {nombre}.", si="nombre"))


def test_an_empty_day_of_review_still_waits_for_a_lawyer() -> None:
    def days(change: Change) -> set[date | str]:
        documents = drafts_from("borradores.toml", changed(change)).documents
        return {one.reviewed for one in documents if one.code == "tutela"}

    assert days(dict.copy) == days(lambda d: d.pop("revisado_el")) == {TO_REVIEW}
    assert days(lambda d: d.update(revisado_el=TODAY)) == {TODAY}
    both = {"revisado_el": ""}
    assert days(lambda d: (d.update(revisado_el=TODAY), draft(d).update(both))) == {TO_REVIEW}
    assert not found(lambda d: draft(d).update(revisado_el=TODAY))


def test_every_box_of_the_advice_form_that_may_be_filled_is_there(app: Any) -> None:
    with app.test_request_context():
        form = WebAdviceForm(formdata=None)
    assert all(name in form for name in ADVICE_BOXES)
