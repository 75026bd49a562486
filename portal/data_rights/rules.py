"""The terms of the law on personal data, and what staff may do within them (pure)."""

from dataclasses import dataclass
from datetime import date

from portal.data_rights.models import DataRequest, Wish
from portal.errors import Refused
from portal.formats import long_date
from portal.working_days import OfficeDays, add_working_days, is_working_day


@dataclass(frozen=True)
class Term:
    """Working days to answer, how many more at most, and the article that says so."""

    label: str
    days: int
    more: int
    article: str


QUERY = Term("Consulta", 10, 5, "Ley 1581 de 2012, artículo 14")
CLAIM = Term("Reclamo", 15, 8, "Ley 1581 de 2012, artículo 15")


def term_of(wish: Wish) -> Term:
    """To know is a *consulta*; to have something done is a *reclamo*."""
    return QUERY if wish is Wish.KNOW else CLAIM


def first_due_on(one: DataRequest, days: OfficeDays) -> date:
    return add_working_days(one.filed_on, term_of(one.wish).days, days)


def due_on(one: DataRequest, days: OfficeDays) -> date:
    """By the calendar as it is now; an extension holds the day that was told."""
    return one.extended_until or first_due_on(one, days)


def check_answer(one: DataRequest, answered_on: date, today: date) -> None:
    if one.is_answered:
        raise Refused("Ya se respondió.")
    if answered_on > today:
        raise Refused("Esa fecha todavía no llega.", field="respondida_en")
    if answered_on < one.received_on:
        raise Refused("Esa fecha es anterior al día en que llegó.", field="respondida_en")


def check_extension(one: DataRequest, until: date, today: date, days: OfficeDays) -> None:
    """Once, before the term ends, with a working day within what the law adds."""
    term, first = term_of(one.wish), first_due_on(one, days)
    if one.is_answered:
        raise Refused("Ya se respondió.")
    if one.extended_until is not None:
        raise Refused(f"El plazo ya se amplió una vez ({term.article}).")
    if today > first:
        raise Refused(f"El plazo se acabó el {long_date(first)}: responda cuanto antes.")
    last = add_working_days(first, term.more, days)
    if not first < until <= last or not is_working_day(until, days):
        raise Refused(
            f"Escriba un día hábil después del {long_date(first)} y hasta el {long_date(last)}"
            f" ({term.article}).",
            field="nueva_fecha",
        )
