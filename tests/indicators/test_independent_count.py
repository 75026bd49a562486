"""Random years counted twice: by the portal, and by the count that shares no code with it."""

import random
from typing import Any

import pytest

from portal.indicators import queries
from portal.indicators.document import figures_document
from tests.indicators import independent_count, random_year
from tests.indicators.independent_count import Measure


@pytest.mark.parametrize("seed", range(10))
def test_a_random_year_is_counted_alike_twice(app: Any, seed: int) -> None:
    rng = random.Random(seed)
    measures = random_year.random_measures(rng)
    sessions = [random_year.random_session(rng) for _ in range(40)]
    requests = [random_year.random_request(rng, sessions) for _ in range(rng.choice((3, 60, 120)))]
    random_year.store(measures, sessions, requests)
    for month in range(1, 13):
        _compare(measures, sessions, requests, month)


def _compare(measures: list[Measure], sessions: Any, requests: Any, month: int) -> None:
    figures = queries.figures_for(random_year.YEAR, month)
    document = figures_document(figures)
    expected = []
    for measure, found, published in zip(
        measures, figures.indicators, document["indicadores"], strict=True
    ):
        if measure.kinds:
            rows = independent_count.request_rows(requests, measure, random_year.YEAR, month)
        else:
            rows = independent_count.session_rows(sessions, measure, random_year.YEAR, month)
        listed = list(queries.rows_for(found.indicator, random_year.YEAR, month))
        assert sorted(map(_plain, listed), key=repr) == sorted(rows, key=repr)
        assert published["mes"] == independent_count.term(rows, measure, month)
        assert published["acumulado"] == independent_count.term(rows, measure, None)
        _assert_figures_are_the_sum_of_their_rows(found, listed)
        expected.append((published["mes"], published["acumulado"]))
    for place, name in enumerate(("mes", "acumulado")):
        whole = independent_count.whole_plan([each[place] for each in expected])
        assert document["proceso"][name] == whole


def _plain(row: Any) -> tuple[Any, ...]:
    return (
        row.happened_on.month,
        row.reason.value,
        row.is_overdue,
        row.in_denominator_month,
        row.in_numerator_month,
        row.in_denominator_to_date,
        row.in_numerator_to_date,
    )


def _assert_figures_are_the_sum_of_their_rows(found: Any, rows: list[Any]) -> None:
    month, to_date = found.month.count, found.to_date.count
    assert month.denominator == sum(row.in_denominator_month for row in rows)
    assert month.numerator == sum(row.in_numerator_month for row in rows)
    assert to_date.denominator == sum(row.in_denominator_to_date for row in rows)
    assert to_date.numerator == sum(row.in_numerator_to_date for row in rows)
