"""How Colombia writes numbers, days and hours."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from portal import formats

EVENING = datetime(2024, 4, 1, 4, 58, tzinfo=UTC)  # still 31 March in Bogotá


def test_a_long_date_names_the_weekday() -> None:
    assert formats.long_date(date(2026, 11, 17)) == "martes 17 de noviembre de 2026"


def test_an_instant_is_shown_on_its_day_in_bogota() -> None:
    assert formats.short_date(EVENING) == "31 mar 2024"
    assert formats.date_time(EVENING) == "31 mar 2024, 11:58\u00a0p.\u00a0m."


@pytest.mark.parametrize(
    ("hour", "shown"), [(5, "12:00\u00a0a.\u00a0m."), (17, "12:00\u00a0p.\u00a0m.")]
)
def test_midnight_and_noon_are_twelve(hour: int, shown: str) -> None:
    assert formats.clock_time(datetime(2024, 3, 5, hour, tzinfo=UTC)) == shown


def test_a_percentage_has_one_decimal_and_a_missing_one_is_a_dash() -> None:
    assert formats.percentage(Decimal("89.1")) == "89,1\u00a0%"
    assert formats.percentage(100) == "100,0\u00a0%"
    assert formats.percentage(None) == "—"


def test_thousands_are_parted_by_points() -> None:
    assert formats.thousands(1234567) == "1.234.567"


@pytest.mark.parametrize(
    ("size", "shown"), [(1, "1\u00a0KB"), (18_000, "18\u00a0KB"), (2_516_582, "2,4\u00a0MB")]
)
def test_sizes_are_rounded_for_people(size: int, shown: str) -> None:
    assert formats.file_size(size) == shown


def test_one_and_many_have_their_own_words() -> None:
    counted = [formats.counted(number, "hogar", "hogares") for number in (0, 1, 1234)]
    assert counted == ["0 hogares", "1 hogar", "1.234 hogares"]


def test_a_sentence_ends_with_one_full_stop() -> None:
    assert formats.full_stop("a las 4:12\u00a0p.\u00a0m.") == "a las 4:12\u00a0p.\u00a0m."
    assert formats.full_stop("el 31 mar 2024") == "el 31 mar 2024."
