"""The calendar: worked deadlines, holidays, and laws that hold for every day."""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from portal import clock
from portal.cli_terms import terms_group
from portal.working_days import (
    CalendarError,
    OfficeDays,
    add_months,
    add_working_days,
    adopt_office_days,
    filed_on,
    holidays_of,
    is_working_day,
    next_working_day,
    working_days_between,
)

DATA = Path(__file__).parent / "data"
VECTORS = json.loads((DATA / "deadline-vectors.json").read_text(encoding="utf-8"))
HOLIDAYS = json.loads((DATA / "festivos_2024_2027.json").read_text(encoding="utf-8"))

days = st.dates(date(1990, 1, 1), date(2095, 12, 31))
terms = st.integers(0, 60)


def by_id(vector):
    return vector["id"]


@pytest.mark.parametrize("vector", VECTORS, ids=by_id)
def test_worked_deadlines(vector):
    start = date.fromisoformat(vector["fecha_base"])
    extra = frozenset(map(date.fromisoformat, vector.get("no_habiles_extra", [])))
    office_days = OfficeDays(extra=extra)
    if "meses" in vector:
        due = add_months(start, vector["meses"], office_days)
    else:
        due = add_working_days(start, vector["dias_habiles"], office_days)
    assert due.isoformat() == vector["vence"]


def test_the_holidays_of_2024_to_2027():
    known = {date.fromisoformat(row["fecha"]) for row in HOLIDAYS}
    assert known == {day for year in range(2024, 2028) for day in holidays_of(year)}


def test_a_holiday_that_does_not_hold_can_be_cancelled():
    office_days = OfficeDays(cancelled=frozenset({date(2026, 7, 13)}))
    assert add_working_days(date(2026, 7, 6), 10) == date(2026, 7, 22)
    assert add_working_days(date(2026, 7, 6), 10, office_days) == date(2026, 7, 21)


def test_cancelling_never_opens_a_weekend_and_an_extra_day_wins():
    saturday, holiday = date(2024, 7, 20), date(2024, 8, 7)
    both = frozenset({saturday, holiday})
    assert not is_working_day(saturday, OfficeDays(cancelled=both))
    assert is_working_day(holiday, OfficeDays(cancelled=both))
    assert not is_working_day(holiday, OfficeDays(extra=both, cancelled=both))


def test_the_days_the_office_adopts_hold_everywhere():
    civic_day = date(2024, 4, 19)
    adopt_office_days(OfficeDays(extra=frozenset({civic_day})))
    try:
        assert add_working_days(date(2024, 4, 15), 5) == date(2024, 4, 23)
        assert add_working_days(date(2024, 4, 15), 5, OfficeDays()) == date(2024, 4, 22)
    finally:
        adopt_office_days(OfficeDays())
    assert add_working_days(date(2024, 4, 15), 5) == date(2024, 4, 22)


@pytest.mark.parametrize(
    ("received", "filed"),
    [
        ("2024-08-16T16:59:59", "2024-08-16"),
        ("2024-08-16T17:00:00", "2024-08-20"),
        ("2024-08-16T20:30:00", "2024-08-20"),
        ("2024-08-17T09:00:00", "2024-08-20"),
        ("2024-08-20T00:00:00", "2024-08-20"),
        ("2024-12-31T23:59:59", "2025-01-02"),
    ],
)
def test_a_request_after_hours_is_filed_on_the_next_working_day(received, filed):
    instant = datetime.fromisoformat(received).replace(tzinfo=clock.BOGOTA)
    assert filed_on(instant).isoformat() == filed
    assert filed_on(instant.astimezone(UTC)).isoformat() == filed


def test_the_closing_time_is_the_office_s():
    instant = datetime(2024, 8, 16, 16, 0, tzinfo=clock.BOGOTA)
    assert filed_on(instant, time(16, 0)) == date(2024, 8, 20)
    assert filed_on(instant, time(16, 1)) == date(2024, 8, 16)


def test_an_instant_without_zone_is_refused():
    with pytest.raises(ValueError, match="naive"):
        filed_on(datetime(2024, 8, 16, 9, 0))  # noqa: DTZ001 - what is being refused


def test_months_clamp_to_the_end_and_then_move_to_a_working_day():
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2024, 8, 30), 6) == date(2025, 2, 28)
    assert add_months(date(2024, 10, 1), 3) == date(2025, 1, 2)
    assert add_months(date(2025, 12, 31), 2) == date(2026, 3, 2)


@pytest.mark.parametrize("count", [add_working_days, add_months])
def test_a_negative_term_is_refused(count):
    with pytest.raises(ValueError, match="negative"):
        count(date(2024, 1, 2), -1)


@pytest.mark.parametrize("day", [date(1984, 12, 31), date(2100, 1, 1)])
def test_years_whose_holidays_are_unknown_are_refused(day):
    with pytest.raises(CalendarError, match="1985 a 2099"):
        is_working_day(day)


@given(days, terms.filter(bool))
def test_a_term_ends_on_a_working_day_and_holds_exactly_its_days(day, n):
    due = add_working_days(day, n)
    assert is_working_day(due)
    assert working_days_between(day, due) == n
    assert working_days_between(due, day) == -n


@given(days, terms, terms)
def test_terms_add_up(day, first, second):
    assert add_working_days(add_working_days(day, first), second) == add_working_days(
        day, first + second
    )


@given(days, terms, st.sets(days, max_size=20))
def test_extra_days_never_bring_a_due_date_forward(day, n, extra):
    assert add_working_days(day, n, OfficeDays(extra=frozenset(extra))) >= add_working_days(day, n)


@given(days, st.integers(0, 24))
def test_a_term_in_months_ends_on_the_first_working_day_from_its_number(day, n):
    due = add_months(day, n)
    assert is_working_day(due)
    month = day.month - 1 + n
    first = date(day.year + month // 12, month % 12 + 1, 1)
    exact = first
    while exact.day < day.day and (exact + timedelta(days=1)).month == first.month:
        exact += timedelta(days=1)
    assert not any(is_working_day(exact + timedelta(days=gap)) for gap in range((due - exact).days))
    assert due >= exact


@given(days, st.times())
def test_filing_never_comes_before_reception_nor_on_a_day_of_rest(day, hour):
    instant = datetime.combine(day, hour, clock.BOGOTA).astimezone(UTC)
    filed = filed_on(instant)
    assert is_working_day(filed)
    assert filed in (day, next_working_day(day))


def run(*words):
    app = Flask("terms")
    app.cli.add_command(terms_group)
    return app.test_cli_runner().invoke(args=["terms", *words])


def test_the_commands_print_only_the_date():
    assert run("due", "2024-02-05", "15").output == "2024-02-26\n"
    assert run("months", "2025-01-31", "1").output == "2025-02-28\n"


@pytest.mark.parametrize(
    "words",
    [
        ("2024-02-30", "15"),
        ("20240205", "15"),
        ("05/02/2024", "15"),
        ("2024-02-05", "quince"),
        ("2024-02-05", "-5"),
        ("2024-02-05", "0"),
        ("2024-02-05", "99999999999"),
        ("2024-02-05", "٣"),
        ("2099-12-20", "300"),
        ("1900-01-01", "5"),
        ("9999-12-31", "5"),
        ("2024-02-05",),
        (),
        ("2024-02-05", "15", "3"),
        ("2024-02-05", "15", "--json"),
    ],
)
@pytest.mark.parametrize("command", ["due", "months"])
def test_bad_input_gets_one_line_and_a_failing_exit(command, words):
    result = run(command, *words)
    assert result.exit_code in (1, 2)
    assert len(result.output.splitlines()) == 1
    assert "Traceback" not in result.output
