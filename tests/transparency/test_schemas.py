"""The JSON Schemas of ``docs/schemas`` describe what is published, and nothing else."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from portal.config import ROOT
from portal.indicators.document import figures_document
from portal.indicators.queries import figures_for
from portal.plan.queries import plan_document
from portal.transparency import queries
from portal.transparency.models import Publication
from tests.transparency import sample_publication as sample

NAMES = ("cifras", "plan", "sello", "cadena")
SCHEMAS = {
    name: json.loads((ROOT / "docs" / "schemas" / f"{name}.schema.json").read_text("utf-8"))
    for name in NAMES
}


def agrees(name: str, document: Any) -> bool:
    return bool(Draft202012Validator(SCHEMAS[name]).is_valid(document))


def documents() -> list[tuple[str, Any]]:
    """Every JSON document of the sample's chain."""
    found: list[tuple[str, Any]] = []
    links = sample.chain()
    for _month, _version, files in links:
        found += [(name, json.loads(files[f"{name}.json"])) for name in ("cifras", "plan", "sello")]
    return [*found, ("cadena", [sample.link(*each) for each in links])]


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize(("name", "document"), documents())
def test_the_sample_agrees(name: str, document: Any) -> None:
    assert agrees(name, document)


def test_what_the_portal_publishes_agrees(
    at: Callable[[str], object], publish: Callable[..., Publication]
) -> None:
    at("2024-04-08 09:00")
    publication = publish(2024, 3)
    for name in ("cifras", "plan", "sello"):
        document = json.loads(queries.content_of(publication, f"{name}.json"))
        Draft202012Validator(SCHEMAS[name]).validate(document)
    assert agrees("cadena", json.loads(queries.chain_document()))
    figures = figures_for(2024, 3)
    assert agrees("plan", plan_document(figures.plan))
    assert not agrees("cifras", figures_document(figures))  # live figures are no publication


def members(document: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where every object of a document stands."""
    if isinstance(document, list):
        return [found for at, each in enumerate(document) for found in members(each, (*path, at))]
    if not isinstance(document, dict):
        return []
    inner = [found for key, each in document.items() for found in members(each, (*path, key))]
    return [path, *inner]


def at_path(document: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        document = document[step]
    return document


@pytest.mark.parametrize(("name", "document"), documents())
def test_a_member_more_or_less_is_refused_at_every_place(name: str, document: Any) -> None:
    for path in members(document):
        more = copy.deepcopy(document)
        at_path(more, path)["otro"] = 1
        assert not agrees(name, more), path
        for key in at_path(document, path):
            less = copy.deepcopy(document)
            del at_path(less, path)[key]
            assert not agrees(name, less), (path, key)


@pytest.mark.parametrize(
    ("name", "path", "value"),
    [
        ("cifras", ("mes",), 13),
        ("cifras", ("version",), 0),
        ("cifras", ("motivo_correccion",), "Sin ser corrección"),
        ("cifras", ("plan_sha256",), "A" * 64),
        ("cifras", ("indicadores", 0, "tipo"), "otro"),
        ("cifras", ("indicadores", 0, "mes", "estado"), "bien"),
        ("cifras", ("indicadores", 0, "mes", "numerador"), -1),
        ("cifras", ("proceso", "mes", "actividades"), None),
        ("plan", ("indicadores", 0, "meses"), [3]),
        ("plan", ("indicadores", 0, "desenlaces"), ["duplicada"]),
        ("plan", ("indicadores", 1, "tipos"), ["queja"]),
        ("sello", ("firmas", 0, "rol"), "aprobo"),
        ("sello", ("firmas", 2, "acto"), None),
        ("sello", ("firmas", 1, "firmado_en"), "2024-05-02"),
        ("sello", ("firmas",), []),
        ("cadena", (0, "ruta"), "2024/3/v1/"),
        ("cadena", (0, "sello_sha256"), None),
    ],
)
def test_a_wrong_value_is_refused(name: str, path: tuple[Any, ...], value: Any) -> None:
    document = copy.deepcopy(dict(reversed(documents()))[name])
    at_path(document, path[:-1])[path[-1]] = value
    assert not agrees(name, document)
