"""What differs between two states of a month."""

from dataclasses import replace
from typing import Any

import pytest

from portal.transparency.differences import differences
from portal.transparency.rows_file import PublishedRow, read_rows, rows_named

ROW = PublishedRow(
    *("S-0000000001", "6", "solicitud", "queja", "2024-03", "", "", "0", "1", "0", "1", "0"),
    "abierta",
)
CLOSED = replace(
    ROW,
    cerrada_mes="2024-03",
    desenlace="atendida",
    vencida="",
    motivo="cuenta",
    en_numerador_mes="1",
    en_numerador_acumulado="1",
)
PROCESS = {"sumatoria": 100, "actividades": 1, "porcentaje": 100}
FIGURE = {
    "numerador": 0,
    "denominador": 1,
    "resultado": 0,
    "estado": "no_cumple",
    "excluidas": None,
    "abiertas": None,
}


def _figures(month: dict[str, Any] = FIGURE, **members: Any) -> dict[str, Any]:
    indicator = {"numero": 6, "mes": month, "acumulado": FIGURE}
    process = {"mes": PROCESS, "acumulado": PROCESS}
    return {"plan_sha256": "a", "indicadores": [indicator], "proceso": process} | members


def test_the_same_twice_differs_in_nothing() -> None:
    assert not differences(_figures(), [ROW], _figures(version=2), [ROW]).any


def test_a_figure_says_what_it_was_and_what_it_is() -> None:
    found = differences(_figures(), [], _figures(FIGURE | {"numerador": 1}), [])
    (change,) = found.figures
    assert (change.number, change.period, change.name, change.old, change.new) == (
        *(6, "mes", "numerador"),
        0,
        1,
    )
    assert found.any


def test_the_process_is_a_figure_without_a_number() -> None:
    process = {"mes": PROCESS, "acumulado": PROCESS | {"porcentaje": 50}}
    (change,) = differences(_figures(), [], _figures(proceso=process), []).figures
    assert (change.number, change.period, change.old, change.new) == (None, "acumulado", 100, 50)


def test_an_indicator_that_came_differs_in_every_member() -> None:
    found = differences(_figures(indicadores=[]), [], _figures(), [])
    # Those that have a value: what is null in both does not differ.
    members = ("numerador", "denominador", "resultado", "estado")
    assert [(change.period, change.name, change.new) for change in found.figures] == [
        (period, name, FIGURE[name]) for period in ("mes", "acumulado") for name in members
    ]
    assert all(change.old is None for change in found.figures)


def test_an_indicator_that_went_says_what_it_was() -> None:
    found = differences(_figures(), [], _figures(indicadores=[]), [])
    assert found.figures
    assert all(change.new is None for change in found.figures)
    assert (found.old, found.new) == (_figures(), _figures(indicadores=[]))


@pytest.mark.parametrize("name", FIGURE)
@pytest.mark.parametrize("period", ["mes", "acumulado"])
def test_every_member_of_a_figure_is_compared(name: str, period: str) -> None:
    changed = {"numero": 6, "mes": FIGURE, "acumulado": FIGURE} | {period: FIGURE | {name: 7}}
    (change,) = differences(_figures(), [], _figures(indicadores=[changed]), []).figures
    assert (change.number, change.period, change.name) == (6, period, name)
    assert (change.old, change.new) == (FIGURE[name], 7)


@pytest.mark.parametrize("name", PROCESS)
def test_every_member_of_the_process_is_compared(name: str) -> None:
    process = {"mes": PROCESS | {name: 7}, "acumulado": PROCESS}
    (change,) = differences(_figures(), [], _figures(proceso=process), []).figures
    assert (change.number, change.period, change.name) == (None, "mes", name)


@pytest.mark.parametrize(("old", "new"), [([], [ROW]), ([ROW], []), ([ROW], [CLOSED])])
def test_rows_alone_are_a_difference(old: list[PublishedRow], new: list[PublishedRow]) -> None:
    found = differences(_figures(), old, _figures(), new)
    assert found.any
    assert found.figures == []
    assert not found.plan_changed


def test_a_row_that_stays_as_it_was_is_in_no_list() -> None:
    other = replace(ROW, fila="S-0000000002")
    found = differences(_figures(), [ROW], _figures(), [ROW, other])
    assert [change.key for change in found.added] == [(6, "S-0000000002")]
    assert (found.removed, found.changed) == ([], [])


def test_rows_are_told_apart_by_indicator_and_name() -> None:
    other = replace(ROW, indicador="1")
    found = differences(_figures(), [ROW], _figures(), [other])
    assert [change.key for change in found.added] == [(1, ROW.fila)]
    assert [change.key for change in found.removed] == [(6, ROW.fila)]
    assert found.changed == []


def test_a_changed_row_names_the_columns() -> None:
    (change,) = differences(_figures(), [ROW], _figures(), [CLOSED]).changed
    assert change.cells == [
        ("cerrada_mes", "", "2024-03"),
        ("desenlace", "", "atendida"),
        ("vencida", "0", ""),
        ("en_numerador_mes", "0", "1"),
        ("en_numerador_acumulado", "0", "1"),
        ("motivo", "abierta", "cuenta"),
    ]


def test_rows_come_in_order_of_indicator_and_name() -> None:
    rows = [replace(ROW, indicador=number) for number in ("10", "6", "1")]
    found = differences(_figures(), [], _figures(), rows)
    assert [change.key[0] for change in found.added] == [1, 6, 10]
    assert found.added[0].cells == []
    gone = differences(_figures(), rows, _figures(), [])
    assert [change.key[0] for change in gone.removed] == [1, 6, 10]
    assert gone.removed[0].cells == []
    changed = differences(
        _figures(), rows, _figures(), [replace(row, motivo="cuenta") for row in rows]
    )
    assert [change.key[0] for change in changed.changed] == [1, 6, 10]


def test_another_plan_is_a_difference_of_its_own() -> None:
    found = differences(_figures(), [], _figures(plan_sha256="b"), [])
    assert found.plan_changed
    assert found.any


def test_a_row_is_found_by_its_whole_name_in_each_indicator() -> None:
    lines = [
        "fila,indicador,…",
        *(
            ",".join(_cells(number, name))
            for number, name in (
                ("1", "S-0000000001"),
                ("6", "S-0000000001"),
                ("6", "S-00000000011"),
            )
        ),
    ]
    content = ("\n".join(lines) + "\n").encode()
    assert [row.indicador for row in rows_named(content, "S-0000000001")] == ["1", "6"]
    assert rows_named(content, "S-000000000") == []
    assert len(list(read_rows(content))) == 3


def _cells(indicator: str, name: str) -> list[str]:
    changed = replace(ROW, indicador=indicator, fila=name)
    return [getattr(changed, each) for each in ROW.__slots__]
