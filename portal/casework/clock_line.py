"""The term of a request as dated steps, for staff and for whoever filed it (pure)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from portal import clock, legal_terms
from portal.casework.clock_words import ClockWords
from portal.casework.models import TermAct
from portal.formats import date_time, short_date
from portal.intake import catalogues
from portal.intake.kinds import TermKind
from portal.intake.models import ServiceRequest
from portal.legal_clock import ActType, ClockAct, ClockFacts, days_run
from portal.working_days import add_working_days


@dataclass(frozen=True)
class Step:
    """Something that happened or is due; ``rule``: the article behind it."""

    day: date
    title: str
    date: str
    rule: str = ""
    text: str = ""
    is_today: bool = False


def clock_steps(
    service_request: ServiceRequest,
    today: date,
    words: ClockWords,
    acts: Sequence[TermAct] = (),
) -> list[dict[str, str]]:
    """The steps in order of date, as the component ``clock`` draws them."""
    steps = [
        *_arrived(service_request),
        *(_acted(act, words) for act in acts),
        *_closed_or_due(service_request, today, words, acts),
    ]
    return [
        {
            "when": _tense(step, today),
            "title": step.title,
            "date": step.date,
            "rule": step.rule,
            "text": step.text,
        }
        for step in sorted(steps, key=lambda step: step.day)
    ]


def term_days(
    service_request: ServiceRequest, today: date, acts: Sequence[TermAct] = ()
) -> tuple[int, int]:
    """Working days gone and in all, counting from the day of filing; standing time apart."""
    facts = ClockFacts(service_request.received_on, service_request.filed_on, days=0)
    done = [act.clock_act for act in acts]
    gone = days_run(facts, done, service_request.closed_on or today)
    if (until := service_request.completion_due_on) is not None:
        done.append(ClockAct(ActType.COMPLETED, until))
    return gone, days_run(facts, done, service_request.due_on)


def _arrived(service_request: ServiceRequest) -> Iterator[Step]:
    received_on, filed_on = service_request.received_on, service_request.filed_on
    yield Step(received_on, "Recibida", _received(service_request), legal_terms.RECEPTION)
    rule = legal_terms.FILING if filed_on > received_on else legal_terms.RECEPTION
    yield Step(filed_on, "Radicada", short_date(filed_on), rule)


def _acted(act: TermAct, words: ClockWords) -> Step:
    said = words.acts[act.type]
    return Step(
        act.acted_on,
        said.title.format(body=catalogues.label("bodies", act.body)),
        short_date(act.acted_on),
        said.rule,
        said.text.format(until=short_date(act.until) if act.until else ""),
    )


def _closed_or_due(
    service_request: ServiceRequest, today: date, words: ClockWords, acts: Sequence[TermAct]
) -> Iterator[Step]:
    if service_request.closed_on is not None:
        yield Step(service_request.closed_on, "Cerrada", short_date(service_request.closed_on))
        return
    title = _today_title(service_request, today, words, acts)
    yield Step(today, title, short_date(today), is_today=True)
    if (transfer := service_request.transfer_due_on) is not None:
        text = f"{words.transfer_until} {short_date(transfer)}"
        yield Step(transfer, words.transfer, text, legal_terms.TRANSFER.article)
    yield from _waits(service_request, words)
    yield _last_day(service_request, words, acts)
    yield from _copies(service_request, words)


def _waits(service_request: ServiceRequest, words: ClockWords) -> Iterator[Step]:
    if (until := service_request.completion_due_on) is not None:
        rule = f"{legal_terms.COMPLETION}; {legal_terms.MONTHS}"
        yield Step(until, words.completion, short_date(until), rule)


def _last_day(service_request: ServiceRequest, words: ClockWords, acts: Sequence[TermAct]) -> Step:
    due_on = service_request.due_on
    is_extended = any(act.type is ActType.EXTENDED and act.until == due_on for act in acts)
    rule = legal_terms.EXTENSION if is_extended else service_request.term_kind.term.article
    text = words.if_completed if service_request.completion_due_on is not None else ""
    return Step(due_on, words.last_day, short_date(due_on), rule, text)


def _copies(service_request: ServiceRequest, words: ClockWords) -> Iterator[Step]:
    """What was asked for as information and is not answered counts as granted (art. 14.1)."""
    if service_request.term_kind is TermKind.INFORMATION:
        copies = legal_terms.COPIES
        day = add_working_days(service_request.due_on, copies.days)
        yield Step(day, words.copies, short_date(day), copies.article, words.if_silent)


def _received(service_request: ServiceRequest) -> str:
    """Without the hour where only the day was recorded, as at the desk or in an import."""
    received_at, received_on = service_request.received_at, service_request.received_on
    if received_at == clock.at_midnight(received_on):
        return short_date(received_on)
    return date_time(received_at)


def _today_title(
    service_request: ServiceRequest, today: date, words: ClockWords, acts: Sequence[TermAct]
) -> str:
    """«Hoy, día 4 de 15»."""
    if service_request.completion_due_on is not None:
        return "Hoy, plazo detenido"
    day, term = term_days(service_request, today, acts)
    if day == 0:
        return "Hoy"
    return f"Hoy, día {day} de {term}" if day <= term else words.overdue


def _tense(step: Step, today: date) -> str:
    if step.is_today:
        return "today"
    return "past" if step.day <= today else "future"
