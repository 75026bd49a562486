"""What the PQRSD report counts, by the plan's own definitions."""

from datetime import date
from typing import Any

import pytest

from portal.accounts.models import Role
from portal.extensions import db
from portal.indicators import reports
from portal.indicators.control_report import control_of
from portal.indicators.queries import figures_for
from portal.indicators.report_rows import Holder, request_rows
from portal.indicators.reports import Report, report_of
from portal.indicators.rules_reports import ReportPeriod, Tally
from portal.intake.kinds import Channel, Outcome, RequestKind, TermKind
from portal.intake.models import FilingCounter
from tests.factories import instant as at_ten
from tests.factories import make_attended_training, make_plan, make_request, make_staff

LATER = date(2024, 8, 20)
MARCH = ReportPeriod(2024, "03", LATER)
HALF = ReportPeriod(2024, "s1", LATER)


@pytest.fixture(autouse=True)
def database_of_the_office(app: Any) -> None:
    """Every test reads and writes it."""


def march() -> Report:
    return report_of(MARCH)


def answered(day: int, closed: int, outcome: str = "atendida", **facts: Any) -> Any:
    return make_request(
        facts.pop("kind", "asesoria"),
        received_on=date(2024, 3, day),
        outcome=outcome,
        closed_on=date(2024, 3, closed),
        **facts,
    )


def test_an_empty_period_has_nothing_and_no_time() -> None:
    make_request(received_on=date(2024, 4, 1))
    make_request(received_on=date(2024, 2, 29))
    report = march()
    assert report.total == Tally()
    assert (report.answers.n, report.answers.median) == (0, None)


def test_each_request_stands_in_one_place() -> None:
    for outcome in Outcome:
        answered(5, 8, outcome.value)
    make_request(received_on=date(2024, 3, 31), due_on=date(2024, 4, 1))
    make_request(received_on=date(2024, 3, 1), due_on=date(2024, 3, 31))
    total = march().total
    assert total == Tally(*[1] * 8)
    assert (total.received, total.excluded, total.to_attend) == (8, 2, 6)


def test_what_was_closed_after_the_cutoff_is_pending_in_it() -> None:
    make_request(
        received_on=date(2024, 3, 5),
        due_on=date(2024, 3, 20),
        outcome="atendida",
        closed_on=date(2024, 4, 1),
    )
    assert march().total == Tally(overdue=1)
    assert march().answers.n == 0
    assert report_of(HALF).answers.late == 1


def test_an_exclusion_holds_whenever_it_was_confirmed() -> None:
    facts = {"outcome": "duplicada", "closed_on": date(2024, 5, 2)}
    make_request(received_on=date(2024, 3, 5), **facts)
    assert march().total == Tally(duplicate=1)


def test_by_kind_channel_and_territory_the_same_requests_are_counted() -> None:
    answered(5, 8, kind="queja", channel=Channel.LETTER, territory="comuna_1")
    make_request("queja", received_on=date(2024, 3, 6), due_on=date(2024, 4, 6))
    report = march()
    assert report.by_kind == {RequestKind.COMPLAINT: Tally(attended=1, in_term=1)}
    assert report.by_channel[Channel.LETTER] == Tally(attended=1)
    assert report.by_channel[Channel.WEB] == Tally(in_term=1)
    assert report.by_territory == {"comuna_1": Tally(attended=1), None: Tally(in_term=1)}


def test_decreto_103_article_52_denied_access_is_that_of_information() -> None:
    answered(5, 8, "no_atendida", term_kind=TermKind.INFORMATION)
    answered(5, 12, "no_atendida")
    report = march()
    assert report.total.denied == 2
    assert report.by_term[TermKind.INFORMATION] == Tally(denied=1)
    assert (report.information.n, report.information.worst) == (1, 3)


def test_response_time_counts_working_days_from_filing() -> None:
    """From 18 to 26 March 2024: five, the 25th being a holiday and two days a weekend."""
    answered(18, 26)
    answered(16, 19, filed_on=date(2024, 3, 18))  # received on a Saturday
    answered(16, 17, filed_on=date(2024, 3, 18))  # and answered before the term began
    assert sorted(march().answers.days.elements()) == [0, 1, 5]


def test_in_term_is_until_the_legal_day_and_a_withdrawal_is_not_timed() -> None:
    answered(5, 20, due_on=date(2024, 3, 20))
    answered(5, 21, due_on=date(2024, 3, 20))
    answered(5, 21, "desistida", due_on=date(2024, 3, 20))
    times = march().answers
    assert (times.on_time, times.late) == (1, 1)


def test_cpaca_article_21_a_transfer_has_five_working_days() -> None:
    answered(5, 12, "trasladada")
    answered(5, 13, "trasladada")
    report = march()
    assert (report.transfers.on_time, report.transfers.late) == (1, 1)
    assert report.answers.n == 0


def test_the_office_own_days_are_no_working_days(monkeypatch: pytest.MonkeyPatch) -> None:
    from portal import working_days

    extra = working_days.OfficeDays(extra=frozenset({date(2024, 3, 6)}))
    monkeypatch.setattr(working_days, "_adopted", extra)
    answered(5, 8)
    assert march().answers.worst == 2


def test_the_report_and_the_plan_agree_month_by_month() -> None:
    """Received = denominators and exclusions of indicators 1 and 6."""
    make_plan(2024)
    make_attended_training(at_ten(date(2024, 3, 5)), date(2024, 3, 9))
    make_request("capacitacion", received_on=date(2024, 3, 31))
    for outcome in ("duplicada", "no_valida", "trasladada", "desistida", None):
        facts = {"outcome": outcome, "closed_on": date(2024, 4, 9)} if outcome else {}
        make_request("queja", received_on=date(2024, 3, 12), **facts)
    for month in (2, 3, 4):
        counts = [figures_for(2024, month).indicators[n].month.count for n in (0, 5)]
        total = report_of(ReportPeriod(2024, f"{month:02d}", LATER)).total
        plan = [(one.denominator, one.excluded, one.open) for one in counts]
        excluded = sum(one.duplicate + one.not_valid for _, one, _ in plan if one)
        assert total.received == sum(number for number, _, _ in plan) + excluded
        assert total.excluded == excluded
        assert total.in_term == sum(one.in_term for _, _, one in plan if one)
        assert total.overdue == sum(one.overdue for _, _, one in plan if one)


def test_each_request_has_its_own_line_with_its_days() -> None:
    one = answered(5, 8, territory="comuna_1", due_on=date(2024, 3, 7))
    make_request(received_on=date(2024, 3, 6), due_on=date(2024, 4, 6))
    first, second = request_rows(MARCH)
    assert first[0] == one.filing_number
    assert first[8:] == [date(2024, 3, 8), "Atendida", 3, "No"]
    assert second[8:] == [None, "Pendiente en plazo", None, None]


def test_ley_1474_article_76_terms_missed_by_whom_they_are_held() -> None:
    ana = make_staff(Role.ATTENDANT, name="Ana Riascos")
    older = make_request(
        received_on=date(2023, 12, 1), due_on=date(2023, 12, 22), assignee_id=ana.id
    )
    late = answered(5, 22, due_on=date(2024, 3, 20), assignee_id=ana.id)
    nobodys = make_request("queja", received_on=date(2024, 6, 3), due_on=date(2024, 6, 28))
    answered(5, 20, due_on=date(2024, 3, 20))
    answered(5, 22, "duplicada", due_on=date(2024, 3, 20))
    make_request(received_on=date(2024, 6, 20), due_on=date(2024, 7, 12))
    make_request(
        received_on=date(2023, 11, 1),
        due_on=date(2023, 11, 20),
        outcome="atendida",
        closed_on=date(2023, 12, 29),
    )
    control = control_of(HALF)
    found = [(one.filing_number, one.days, one.holder) for one in control.missed]
    assert [one[0] for one in found] == [one.filing_number for one in (older, late, nobodys)]
    assert found[1][1:] == (2, "Ana Riascos")
    assert control.missed[0].closed_on is None
    assert control.holders == [Holder("Ana Riascos", 1, 1), Holder(None, 0, 1)]
    assert control.missed_sentence == "Plazos incumplidos: 3. Sin cerrar en el corte: 2 de 3."


def test_a_list_that_is_cut_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from portal.indicators import control_report

    monkeypatch.setattr(control_report, "MOST_MISSED", 1)
    for _ in range(2):
        make_request(received_on=date(2024, 3, 5), due_on=date(2024, 3, 26))
    control = control_of(HALF)
    assert len(control.missed) == 1
    assert "trae los 1 que vencieron primero" in control.missed_sentence


def test_the_first_year_is_that_of_the_first_number() -> None:
    assert reports.first_year() is None
    for year in (2025, 2023):
        db.session.add(FilingCounter(kind=RequestKind.ADVICE, year=year, last=1))
    assert reports.first_year() == 2023
