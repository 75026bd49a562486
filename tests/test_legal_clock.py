"""The legal clock by itself: each rule with its article, and laws that hold for every request."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import legal_terms
from portal.legal_clock import (
    ActType,
    ClockAct,
    ClockFacts,
    days_run,
    last_day_of_extension,
    last_day_to_ask_completion,
    legal_days,
)
from portal.working_days import OfficeDays, add_months, add_working_days, next_working_day

FILED = date(2024, 10, 10)
FACTS = ClockFacts(received_on=FILED, filed_on=FILED, days=15)
ASKED = ClockAct(ActType.COMPLETION_ASKED, date(2024, 10, 22))

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
terms = st.sampled_from([one.days for one in legal_terms.TO_ANSWER.values()])
gaps = st.integers(0, 20)


@st.composite
def requests(draw):
    """A request, asked to be completed within the ten days."""
    received_on = draw(days)
    filed_on = draw(st.sampled_from([received_on, next_working_day(received_on)]))
    asked_on = draw(st.dates(filed_on, last_day_to_ask_completion(filed_on)))
    facts = ClockFacts(received_on=received_on, filed_on=filed_on, days=draw(terms))
    return facts, ClockAct(ActType.COMPLETION_ASKED, asked_on)


def completed(asked, gap):
    return ClockAct(ActType.COMPLETED, asked.acted_on + timedelta(days=gap))


@pytest.mark.parametrize(
    ("kind", "term", "article"),
    [
        ("peticion", 15, "artículo 14"),
        ("informacion", 10, "artículo 14, numeral 1"),
        ("consulta", 30, "artículo 14, numeral 2"),
    ],
)
def test_art_14_gives_each_kind_its_term(kind, term, article):
    found = legal_terms.term_for(kind)
    assert (found.days, found.article) == (term, f"Ley 1437 de 2011, {article}")


def test_art_14_counts_from_the_day_after_filing_and_the_alert_from_reception():
    friday_night, tuesday = date(2024, 8, 16), date(2024, 8, 20)
    found = legal_days(ClockFacts(received_on=friday_night, filed_on=tuesday, days=15))
    assert found.due_on == date(2024, 9, 10)
    assert found.alert_on == date(2024, 9, 9)


def test_art_17_the_office_may_ask_within_ten_days_of_filing():
    assert last_day_to_ask_completion(FILED) == date(2024, 10, 25)


def test_art_17_the_citizen_has_a_month_and_the_term_stands_still():
    found = legal_days(FACTS, [ASKED])
    assert found.completion_due_on == date(2024, 11, 22)
    assert found.due_on == add_working_days(date(2024, 11, 22), 8)
    assert found.alert_on == date(2024, 11, 25)


def test_art_17_what_was_left_of_the_term_goes_on_the_day_after_completing():
    found = legal_days(FACTS, [ASKED, ClockAct(ActType.COMPLETED, date(2024, 11, 15))])
    assert found.completion_due_on is None
    assert found.due_on == date(2024, 11, 27)  # 8 days were left, not 15 again


def test_art_17_an_equal_term_is_added_to_the_month():
    more = ClockAct(ActType.MORE_TIME, date(2024, 11, 20))
    assert legal_days(FACTS, [ASKED, more]).completion_due_on == date(2024, 12, 23)


def test_art_14_par_an_extension_sets_the_new_date_and_never_an_earlier_one():
    new = ClockAct(ActType.EXTENDED, date(2024, 10, 30), until=date(2024, 11, 20))
    assert legal_days(FACTS, [new]).due_on == date(2024, 11, 20)
    suspended = frozenset(FILED + timedelta(days=gap) for gap in range(60))
    later = legal_days(FACTS, [new], OfficeDays(extra=suspended)).due_on
    assert later > date(2024, 11, 20)


def test_art_14_par_an_extension_ends_within_twice_the_term():
    assert last_day_of_extension(FACTS) == add_working_days(FILED, 30)
    back = ClockAct(ActType.COMPLETED, date(2024, 11, 15))
    assert last_day_of_extension(FACTS, [ASKED, back]) == add_working_days(date(2024, 11, 15), 23)


def test_art_21_the_term_to_transfer_runs_until_somebody_decides():
    facts = ClockFacts(date(2024, 6, 28), date(2024, 6, 28), 15, may_transfer=True)
    assert legal_days(facts).transfer_due_on == date(2024, 7, 8)
    assert legal_days(FACTS).transfer_due_on is None


def test_ley_4_of_1913_counts_the_month_by_calendar():
    asked = ClockAct(ActType.COMPLETION_ASKED, date(2025, 1, 31))
    facts = ClockFacts(date(2025, 1, 30), date(2025, 1, 30), 15)
    assert legal_days(facts, [asked]).completion_due_on == date(2025, 2, 28)


@given(requests(), gaps)
def test_art_17_standing_still_neither_gives_nor_takes_days(request, gap):
    facts, asked = request
    acts = [asked, completed(asked, gap)]
    assert days_run(facts, acts, legal_days(facts, acts).due_on) == facts.days


@given(requests(), gaps, gaps)
def test_art_17_who_completes_later_never_shortens_the_term(request, gap, more):
    facts, asked = request
    sooner = legal_days(facts, [asked, completed(asked, gap)]).due_on
    later = legal_days(facts, [asked, completed(asked, gap + more)]).due_on
    assert legal_days(facts).due_on <= sooner <= later


@given(requests())
def test_art_17_while_it_waits_the_alert_falls_on_the_day_after_the_month(request):
    facts, asked = request
    found = legal_days(facts, [asked])
    assert found.completion_due_on == add_months(asked.acted_on, 1)
    assert found.alert_on <= next_working_day(found.completion_due_on)
    assert found.completion_due_on <= found.due_on


@given(requests(), gaps)
def test_the_alert_is_never_later_than_the_legal_day(request, gap):
    facts, asked = request
    for acts in ([], [asked], [asked, completed(asked, gap)]):
        found = legal_days(facts, acts)
        assert found.alert_on <= found.due_on


@given(requests(), st.sets(days, max_size=10), gaps)
def test_days_without_terms_never_bring_a_date_forward(request, extra, gap):
    facts, asked = request
    office_days = OfficeDays(extra=frozenset(extra))
    for acts in ([], [asked], [asked, completed(asked, gap)]):
        assert legal_days(facts, acts, office_days).due_on >= legal_days(facts, acts).due_on


@given(requests(), gaps)
def test_art_14_par_twice_the_term_is_twice_its_days(request, gap):
    facts, asked = request
    acts = [asked, completed(asked, gap)]
    latest = last_day_of_extension(facts, acts)
    assert days_run(facts, acts, latest) == 2 * facts.days


@given(requests(), terms)
def test_acts_that_say_nothing_of_the_term_leave_it_alone(request, gap):
    facts, _ = request
    day = facts.filed_on + timedelta(days=gap)
    silent = (ActType.KEPT, ActType.TRANSFERRED, ActType.DEEMED_WITHDRAWN, ActType.COMPLETED)
    acts = [ClockAct(type_, day) for type_ in (*silent, ActType.MORE_TIME)]
    assert legal_days(facts, acts) == legal_days(facts)
