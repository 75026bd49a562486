"""What a row adds to the figures of its month and to those of the year to date."""

from datetime import date

import pytest

from portal.indicators.rules import State
from portal.indicators.rules_rows import CountedRow, Origin, Reason

# In the denominator and in the numerator, to date.
ADDS = [
    (Origin.REQUEST, Reason.COUNTS, True, True),
    (Origin.REQUEST, Reason.OPEN, True, False),
    (Origin.REQUEST, Reason.OUTCOME_DOES_NOT_COUNT, True, False),
    (Origin.REQUEST, Reason.NO_SESSION, True, False),
    (Origin.REQUEST, Reason.DUPLICATE, False, False),
    (Origin.REQUEST, Reason.NOT_VALID, False, False),
    (Origin.EXECUTION, Reason.COUNTS, False, True),
    (Origin.EXECUTION, Reason.NO_EVIDENCE, False, False),
    (Origin.EXECUTION, Reason.ANNULLED, False, False),
    (Origin.SCHEDULE, Reason.SCHEDULED, True, False),
]


@pytest.mark.parametrize(("origin", "reason", "denominator", "numerator"), ADDS)
def test_a_row_adds_to_its_month_what_it_adds_to_date_and_to_no_later_month(
    origin: Origin, reason: Reason, denominator: bool, numerator: bool
) -> None:
    for month in (3, 4):
        row = CountedRow("S-1", 6, origin, date(2024, 3, 5), reason, month)
        to_date = (row.in_denominator_to_date, row.in_numerator_to_date)
        assert to_date == (denominator, numerator)
        expected = to_date if month == 3 else (False, False)
        assert (row.in_denominator_month, row.in_numerator_month) == expected


def test_the_words_of_the_rows_are_those_of_the_contract() -> None:
    assert [origin.value for origin in Origin] == ["solicitud", "ejecucion", "programacion"]
    assert [reason.value for reason in Reason] == [
        *("cuenta", "abierta", "desenlace_no_cuenta", "sin_sesion"),
        *("excluida_duplicada", "excluida_no_valida", "sin_evidencia", "anulada", "programada"),
    ]
    assert [state.value for state in State] == [
        *("cumple", "en_riesgo", "no_cumple", "sin_demanda", "sin_programacion")
    ]


def test_people_read_each_of_them_in_plain_words() -> None:
    assert [reason.label for reason in Reason] == [
        "Cuenta",
        "Abierta en la fecha de corte",
        "Su desenlace no cuenta",
        "Sin una sesión hecha y con soporte",
        "Excluida por duplicada",
        "Excluida por no válida",
        "Sin soporte",
        "Anulada",
        "Mes previsto en el plan",
    ]
    assert [state.label for state in State] == [
        *("Cumple", "En riesgo", "No cumple", "Sin demanda", "Sin programación")
    ]
