"""By when a month is published, and since when it is late."""

from datetime import date

from portal.transparency.due import late_months, publish_by


def test_the_tenth_working_day_of_the_next_month() -> None:
    """May 2024: the 1st and the 13th are holidays."""
    assert publish_by(2024, 4, 10) == date(2024, 5, 16)
    assert publish_by(2024, 12, 1) == date(2025, 1, 2)


def test_a_month_is_late_from_the_day_after() -> None:
    published = set(range(1, 13)) - {4}
    assert late_months(2024, published, date(2024, 5, 16), 10) == []
    (late,) = late_months(2024, published, date(2024, 5, 17), 10)
    assert (late.month, late.due_on, late.days) == (4, date(2024, 5, 16), 1)


def test_only_unpublished_months_are_late() -> None:
    late = late_months(2024, {1, 2}, date(2024, 5, 17), 10)
    assert [each.month for each in late] == [3, 4]
