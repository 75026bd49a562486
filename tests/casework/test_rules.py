"""The table of transitions, and how urgent a request is, by themselves."""

from datetime import UTC, date, datetime

import pytest

from portal import clock
from portal.casework import deadlines, rules
from portal.casework.clock_line import clock_steps, term_days
from portal.casework.clock_words import TO_REQUESTER, TO_STAFF
from portal.casework.rules import Act, TransitionRefused
from portal.intake.kinds import Outcome, RequestStatus, TermKind
from portal.intake.models import ServiceRequest

RECEIVED, IN_PROGRESS = RequestStatus.RECEIVED, RequestStatus.IN_PROGRESS
WAITING, CLOSED = RequestStatus.WAITING, RequestStatus.CLOSED

# For each act where it leads from received, in progress, waiting and closed; None: refused.
EXPECTED = {
    Act.ASSIGN: (IN_PROGRESS, IN_PROGRESS, WAITING, None),
    Act.CLASSIFY: (RECEIVED, IN_PROGRESS, WAITING, CLOSED),
    Act.NOTE: (RECEIVED, IN_PROGRESS, WAITING, CLOSED),
    Act.KEEP: (IN_PROGRESS, IN_PROGRESS, WAITING, None),
    Act.ASK: (WAITING, WAITING, WAITING, None),
    Act.HEAR: (RECEIVED, IN_PROGRESS, IN_PROGRESS, CLOSED),
    Act.REQUIRE: (WAITING, WAITING, WAITING, None),
    Act.COMPLETE: (IN_PROGRESS, IN_PROGRESS, IN_PROGRESS, None),
    Act.LENGTHEN: (WAITING, WAITING, WAITING, None),
    Act.EXTEND: (IN_PROGRESS, IN_PROGRESS, WAITING, None),
    Act.DEEM: (CLOSED, CLOSED, CLOSED, None),
    Act.ANSWER: (IN_PROGRESS, IN_PROGRESS, WAITING, None),
    Act.TRANSFER: (CLOSED, CLOSED, CLOSED, None),
    Act.CLOSE: (CLOSED, CLOSED, CLOSED, None),
    Act.PROPOSE: (RECEIVED, IN_PROGRESS, WAITING, None),
    Act.DECIDE: (CLOSED, CLOSED, CLOSED, None),
    Act.REOPEN: (None, None, None, IN_PROGRESS),
    Act.REISSUE: (RECEIVED, IN_PROGRESS, WAITING, CLOSED),
    Act.TRANSFER_LETTER: (None, None, None, CLOSED),
    Act.ANSWER_LETTER: (RECEIVED, IN_PROGRESS, WAITING, CLOSED),
    Act.FILL_IN: (RECEIVED, IN_PROGRESS, WAITING, CLOSED),
    Act.REGISTER: (RECEIVED, IN_PROGRESS, WAITING, CLOSED),
    Act.EXPORT: (RECEIVED, IN_PROGRESS, WAITING, CLOSED),
}


@pytest.mark.parametrize("act", list(Act))
def test_each_act_leads_where_the_table_says(act: Act) -> None:
    statuses = (RECEIVED, IN_PROGRESS, WAITING, CLOSED)
    for status, following in zip(statuses, EXPECTED[act], strict=True):
        if following is None:
            with pytest.raises(TransitionRefused):
                rules.next_status(act, status)
        else:
            assert rules.next_status(act, status) is following


@pytest.mark.parametrize("act", [act for act in Act if act is not Act.HEAR])
@pytest.mark.parametrize("status", list(RequestStatus))
@pytest.mark.parametrize("proposed", [None, Outcome.NOT_VALID])
@pytest.mark.parametrize("completion_due_on", [None, date(2024, 4, 8)])
def test_what_the_page_offers_is_what_may_be_done(
    act: Act,
    status: RequestStatus,
    proposed: Outcome | None,
    completion_due_on: date | None,
) -> None:
    one = ServiceRequest(
        status=status,
        proposed_outcome=proposed,
        transfer_due_on=date(2024, 3, 12),
        completion_due_on=completion_due_on,
    )
    is_offered = act in rules.possible_acts(one)
    assert (rules.why_not(act, one) is None) is is_offered
    if is_offered:
        rules.next_status(act, status)


def request(**facts: object) -> ServiceRequest:
    """Received on Tuesday 5 March 2024 at ten, due on the 27th."""
    values = {
        "received_at": datetime(2024, 3, 5, 15, tzinfo=UTC),
        "received_on": date(2024, 3, 5),
        "filed_on": date(2024, 3, 5),
        "due_on": date(2024, 3, 27),
        "alert_on": date(2024, 3, 27),
        "status": RECEIVED,
        "term_kind": TermKind.PETITION,
    }
    return ServiceRequest(**values | facts)


@pytest.mark.parametrize(
    ("facts", "today", "state", "text"),
    [
        ({}, "2024-03-05", "good", "En plazo, 15 días"),
        ({}, "2024-03-21", "good", "En plazo, 3 días"),
        ({}, "2024-03-22", "risk", "Vence en 2 días"),
        ({}, "2024-03-26", "risk", "Vence mañana"),
        ({}, "2024-03-27", "risk", "Vence hoy"),
        ({}, "2024-03-28", "bad", "Vencida hace 1 día"),
        ({}, "2024-04-02", "bad", "Vencida hace 2 días"),
        ({"alert_on": date(2024, 3, 26)}, "2024-03-21", "risk", "Vence en 3 días"),
        ({"status": WAITING}, "2024-03-06", "open", "Espera al ciudadano"),
        ({"status": WAITING}, "2024-03-27", "risk", "Vence hoy"),
        (
            {"transfer_due_on": date(2024, 3, 12)},
            "2024-03-06",
            "good",
            "Decidir traslado en 4 días",
        ),
        (
            {"transfer_due_on": date(2024, 3, 12)},
            "2024-03-11",
            "risk",
            "Decidir traslado mañana",
        ),
        (
            {"transfer_due_on": date(2024, 3, 12)},
            "2024-03-13",
            "bad",
            "Traslado sin decidir hace 1 día",
        ),
        ({"transfer_due_on": date(2024, 3, 12)}, "2024-03-28", "bad", "Vencida hace 1 día"),
        (
            {"completion_due_on": date(2024, 3, 22), "due_on": date(2024, 4, 9)},
            "2024-03-11",
            "open",
            "Detenida hasta que la completen: le quedan 9 días",
        ),
        (
            {"completion_due_on": date(2024, 3, 22), "due_on": date(2024, 4, 9)},
            "2024-03-21",
            "risk",
            "Detenida hasta que la completen: le queda 1 día",
        ),
        (
            {"completion_due_on": date(2024, 3, 22), "due_on": date(2024, 4, 9)},
            "2024-03-27",
            "bad",
            "No la completó: decidir desde hace 2 días",
        ),
        ({"outcome": Outcome.ATTENDED}, "2024-05-01", "none", "Atendida"),
    ],
)
def test_how_urgent_it_is_in_words(facts: dict, today: str, state: str, text: str) -> None:
    deadline = deadlines.deadline_of(request(**facts), date.fromisoformat(today))
    assert (deadline.state, deadline.text) == (state, text)


def test_the_clock_has_its_steps_in_order_of_date() -> None:
    steps = clock_steps(request(transfer_due_on=date(2024, 3, 12)), date(2024, 3, 11), TO_STAFF)
    assert [(step["when"], step["title"]) for step in steps] == [
        ("past", "Recibida"),
        ("past", "Radicada"),
        ("today", "Hoy, día 4 de 15"),
        ("future", "Decidir si se traslada"),
        ("future", "Último día para responder"),
    ]
    assert steps[0]["date"] == "5 mar 2024, 10:00\u00a0a.\u00a0m."


def test_the_clock_shows_no_hour_where_only_the_day_was_recorded() -> None:
    steps = clock_steps(
        request(received_at=clock.at_midnight(date(2024, 3, 5))), date(2024, 3, 6), TO_REQUESTER
    )
    assert steps[0]["date"] == "5 mar 2024"
    assert steps[-1]["title"] == "Último día para responderle"


def test_the_clock_of_a_late_request_says_so() -> None:
    steps = clock_steps(request(), date(2024, 4, 2), TO_STAFF)
    assert [step["title"] for step in steps][-2:] == [
        "Último día para responder",
        "Hoy, plazo vencido",
    ]


def test_the_clock_of_a_closed_request_stops() -> None:
    closed = request(outcome=Outcome.ATTENDED, closed_on=date(2024, 3, 8), status=CLOSED)
    steps = clock_steps(closed, date(2024, 6, 1), TO_STAFF)
    assert [step["title"] for step in steps] == ["Recibida", "Radicada", "Cerrada"]
    assert term_days(closed, date(2024, 6, 1)) == (3, 15)
