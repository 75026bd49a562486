"""What each month of a scheduled activity shows."""

import pytest

from portal.indicators.months import month_cells


def states(scheduled: list[int], executed: dict[int, int], months_over: int) -> str:
    """The first letter of each month's state: Done, Missed, Planned, Late, Extra, None."""
    cells = month_cells(scheduled, [], executed, months_over=months_over)
    return "".join(cell.state.name[0] for cell in cells)


@pytest.mark.parametrize(
    ("executed", "months_over", "expected"),
    [
        ({}, 0, "NNPNPNPNPNNN"),
        ({}, 3, "NNMNPNPNPNNN"),
        ({3: 1}, 3, "NNDNPNPNPNNN"),
        ({3: 1}, 2, "NNDNPNPNPNNN"),  # done before its month is over
        ({4: 1}, 4, "NNMLPNPNPNNN"),  # made up for a month later
        ({4: 2}, 5, "NNMLMNPNPNNN"),  # two at once make up for one, and cannot run ahead
        ({4: 1, 6: 1}, 6, "NNMLMLPNPNNN"),
        ({4: 1, 6: 1}, 4, "NNMLPEPNPNNN"),
        ({2: 1}, 2, "NEPNPNPNPNNN"),  # nothing was missing yet
        ({5: 2, 6: 1}, 6, "NNMNDEPNPNNN"),  # the second one of May made up for March
        ({12: 1}, 12, "NNMNMNMNMNNL"),
    ],
)
def test_each_month_says_what_became_of_it(
    executed: dict[int, int], months_over: int, expected: str
) -> None:
    assert states([3, 5, 7, 9], executed, months_over) == expected


def test_several_in_a_month_are_counted_in_words() -> None:
    cells = month_cells([3], [], {3: 2, 4: 1}, months_over=4)
    assert [cells[2].text, cells[3].text] == ["2 hechas", ""]


def test_the_months_that_we_supply_are_marked() -> None:
    cells = month_cells([1, 11], [11], {}, months_over=0)
    assert [cell.name for cell in cells if cell.supposed] == ["noviembre"]
