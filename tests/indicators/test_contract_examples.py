"""The examples of the contract: four training requests of March and April 2024."""

from datetime import date, time
from typing import Any

import pytest

from portal.indicators.queries import figures_for
from portal.intake.models import ServiceRequest
from tests.factories import close, instant, make_attended_training, make_plan, make_request, reopen

Requests = dict[str, ServiceRequest]


@pytest.fixture
def requests(app: Any) -> Requests:
    make_plan(2024)
    return {
        "R1": make_attended_training(instant(date(2024, 3, 5)), date(2024, 3, 28)),
        "R2": make_attended_training(instant(date(2024, 3, 31), time(23, 58)), date(2024, 4, 2)),
        "R3": make_request(
            "capacitacion",
            received_on=date(2024, 3, 10),
            outcome="duplicada",
            closed_on=date(2024, 3, 11),
        ),
        "R4": make_request("capacitacion", received_at=instant(date(2024, 4, 1), time(0, 1))),
    }


def shown(month: int) -> tuple[str, str]:
    """«n/N» of indicator 1: the month's and the year to date's."""
    first = figures_for(2024, month).indicators[0]
    month, to_date = first.month.count, first.to_date.count
    return f"{month.numerator}/{month.denominator}", f"{to_date.numerator}/{to_date.denominator}"


def test_march_and_april(requests: Requests) -> None:
    assert shown(3) == ("1/2", "1/2")
    assert shown(4) == ("0/1", "2/3")


def test_a_duplicate_confirmed_in_may_leaves_march_and_april(requests: Requests) -> None:
    reopen(requests["R2"])
    close(requests["R2"], "duplicada", date(2024, 5, 6))
    assert shown(3)[0] == "1/1"
    assert shown(4)[1] == "1/2"


def test_reopened_and_told_again_in_april_it_leaves_march(requests: Requests) -> None:
    session = requests["R1"].closing_execution_id
    reopen(requests["R1"])
    assert shown(3)[0] == "0/2"
    close(requests["R1"], "atendida", date(2024, 4, 20), closing_execution_id=session)
    assert shown(3)[0] == "0/2"
    assert shown(4)[1] == "2/3"


def test_the_results_are_rounded_from_the_exact_fraction(requests: Requests) -> None:
    figures = figures_for(2024, 4).indicators[0]
    assert figures.to_date.percent == 66.7
    assert figures.month.percent == 0.0
    assert figures.month.count.open is not None
    assert figures.month.count.open.in_term + figures.month.count.open.overdue == 1
