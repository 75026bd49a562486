"""Where the bars of a year stand, and what is written over them."""

from dataclasses import dataclass

from portal.indicators.chart import HEIGHT, chart_of


@dataclass(frozen=True)
class Counted:
    numerator: int
    denominator: int


@dataclass(frozen=True)
class Shown:
    count: Counted
    percent: float | None


def shown(numerator: int, denominator: int) -> Shown:
    percent = 100 * numerator / denominator if denominator else None
    return Shown(Counted(numerator, denominator), percent)


def test_the_highest_bar_is_as_high_as_the_drawing() -> None:
    chart = chart_of([shown(1, 1), shown(1, 2)], 100)
    assert [(bar.top, bar.height) for bar in chart.bars[:2]] == [
        (0, HEIGHT),
        (HEIGHT / 2, HEIGHT / 2),
    ]
    assert chart.goal_at == 0


def test_more_than_planned_stands_above_the_goal_and_is_cut_far_above() -> None:
    chart = chart_of([shown(6, 5), shown(1, 1)], 100)
    assert chart.bars[0].top == 0
    assert chart.bars[1].top == chart.goal_at > 0
    cut = chart_of([shown(2, 1)], 100)
    assert (cut.bars[0].top, cut.bars[0].label) == (0, "2/1")
    assert cut.goal_at == chart_of([shown(5, 4)], 100).goal_at


def test_a_low_goal_keeps_its_place_under_a_hundred() -> None:
    assert chart_of([shown(1, 4)], 90).goal_at == round(HEIGHT * 0.1, 1)


def test_a_month_without_result_has_no_bar_and_says_what_was_done_late() -> None:
    chart = chart_of([shown(0, 0), shown(1, 0), None], 100)
    assert [(bar.label, bar.height) for bar in chart.bars[:3]] == [
        ("", None),
        ("1/0", None),
        ("", None),
    ]
    assert chart.has_gaps
    assert chart.has_unplanned
    assert len(chart.bars) == 12


def test_a_whole_year_of_results_has_no_gaps() -> None:
    chart = chart_of([shown(1, 1)] * 12, 100)
    assert not chart.has_gaps
    assert not chart.has_unplanned
