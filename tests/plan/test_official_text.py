"""The plan file carries the office's table to the letter, typing errors and all."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from portal.plan.files import FIRST_PLAN, read_file

OFFICE_TABLE = Path(__file__).parent / "data" / "plan-de-accion-participacion-ciudadana-2024.txt"
LINES = OFFICE_TABLE.read_text(encoding="utf-8").split("\n")


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for member in value.values():
            yield from strings(member)
    elif isinstance(value, list):
        for member in value:
            yield from strings(member)


def rows() -> list[list[str]]:
    return [line.split("\t") for line in LINES if line.count("\t") > 12]


def without_empty_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


@pytest.fixture(scope="module")
def plan():
    return read_file(FIRST_PLAN)


def test_every_cell_stands_as_one_whole_string(plan):
    cells = {cell.strip() for line in LINES for cell in line.split("\t") if cell.strip()}
    assert len(cells) > 60
    assert cells - set(strings(dict(plan.source))) == set()


def test_every_cell_stands_in_the_official_part_and_nothing_else_does(plan):
    official = [plan.source["oficial"]]
    official += [activity["oficial"] for activity in plan.source["actividades"]]
    in_table = {cell for line in LINES for cell in line.split("\t") if cell.strip()}
    assert {text for text in strings(official) if text} == in_table


def test_the_rows_put_together_again_are_the_lines_of_the_table(plan):
    written = [list(row) for row in plan.header]
    for activity in plan.activities:
        official = activity.official
        written.append([*official.texts, *official.raw_cells, *official.indicator])
    assert [without_empty_end(row) for row in written] == [without_empty_end(row) for row in rows()]


def test_the_texts_around_the_table_come_in_their_order(plan):
    around = [line for line in LINES if line.strip() and "\t" not in line]
    texts = [plan.entity, plan.title, plan.process_objective, *plan.closing, *plan.approval]
    assert texts == around


def test_a_row_that_starts_one_column_early_is_read_by_what_it_says(plan):
    broadcasts = plan.activities[2].official
    assert broadcasts.is_shifted
    assert broadcasts.text.startswith("Se creará un espacio mensual")
    assert broadcasts.responsible == "Comunicaciones"
    assert broadcasts.strategy == ""


def test_a_blank_cell_stands_for_the_one_above(plan):
    first, second, *_, sixth, seventh = plan.activities
    assert second.official.objective == ""
    assert second.objective == first.objective
    assert second.strategy == first.strategy
    assert sixth.strategy == "Promover la protección de los Derechos Humanos en el Distrito"
    assert seventh.objective.startswith("LE-2-OBJ-5")
