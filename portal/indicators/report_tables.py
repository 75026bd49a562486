"""The tables of a report, the same on the page, on paper and in the book."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from portal.formats import percentage, thousands
from portal.indicators.reports import Report
from portal.indicators.rules import result, rounded
from portal.indicators.rules_reports import Tally, Times
from portal.intake import catalogues
from portal.intake.kinds import Channel, RequestKind, TermKind

Value = str | int | float | None
NO_TERRITORY = "Sin territorio"
STATES = (
    *("Recibidas", "Excluidas", "Atendidas", "Trasladadas", "Negadas", "Desistidas"),
    *("En plazo", "Vencidas"),
)
TIMES = (
    *("Qué se respondió", "Respuestas (n)", "Mediana", "Promedio", "La más lenta"),
    *("En término", "Fuera de término"),
)


@dataclass(frozen=True)
class Table:
    """``code`` names it in an address; a cell is a number where it can be added up.

    ``texts``: how many columns are words, from the first.
    """

    code: str
    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Value]]
    texts: int = 1

    @property
    def shown(self) -> list[list[str]]:
        return [[shown(value) for value in row] for row in self.rows]


def shown(value: Value) -> str:
    """A number as it is written in Colombia; what there is not is a dash, never a zero."""
    if value is None:
        return "—"
    if isinstance(value, float):
        return f"{value:.1f}".replace(".", ",").removesuffix(",0")
    return thousands(value) if isinstance(value, int) else value


def share(part: int, whole: int) -> str:
    """«41 de 46 (89,1 %)»."""
    percent = rounded(result(part, whole))
    return f"{thousands(part)} de {thousands(whole)} ({percentage(percent)})" if whole else "—"


def tables_of(report: Report) -> list[Table]:
    territories: dict[str, Tally] = {
        catalogues.label("territories", code) or NO_TERRITORY: tally
        for code, tally in report.by_territory.items()
    }
    ordered = dict(sorted(territories.items(), key=lambda one: (-one[1].received, one[0])))
    return [
        _summary(report.total),
        _access(report),
        _timing(report),
        _split("tipo", "Por tipo", "Tipo", _labelled(RequestKind, report.by_kind)),
        _split("canal", "Por canal", "Canal", _labelled(Channel, report.by_channel)),
        _split("territorio", "Por territorio", "Territorio", ordered),
    ]


def _summary(total: Tally) -> Table:
    parts = (
        ("Atendidas", total.attended),
        ("Trasladadas a otra entidad", total.transferred),
        ("Negadas (cerradas como no atendidas)", total.denied),
        ("Desistidas", total.withdrawn),
        ("Pendientes, en plazo", total.in_term),
        ("Pendientes, con el plazo vencido", total.overdue),
    )
    received, whole = total.received, total.to_attend
    rows: list[tuple[Value, ...]] = [
        ("Recibidas", received, "—"),
        ("Excluidas por duplicadas", total.duplicate, share(total.duplicate, received)),
        ("Excluidas por no válidas", total.not_valid, share(total.not_valid, received)),
        ("Por atender: recibidas sin las excluidas", whole, share(whole, received)),
        *((name, count, share(count, whole)) for name, count in parts),
    ]
    return Table("resumen", "Lo que pasó", ("Solicitudes", "Cuántas", "De cuántas"), rows)


def _access(report: Report) -> Table:
    """The four that the decree asks for, of everything and of petitions of information alone."""
    every, asked = report.total, report.by_term[TermKind.INFORMATION]
    rows: list[tuple[Value, ...]] = [
        ("1. Solicitudes recibidas", every.received, asked.received),
        ("2. Trasladadas a otra institución", every.transferred, asked.transferred),
        (
            "3. Tiempo de respuesta (mediana, en días hábiles; el de cada una va en el libro)",
            _number(report.answers.median),
            _number(report.information.median),
        ),
        ("4. Con acceso negado", every.denied, asked.denied),
    ]
    headings = ("Lo que pide la norma", "Todas", "Peticiones de información")
    return Table("norma", "Decreto 103 de 2015, artículo 52", headings, rows)


def _timing(report: Report) -> Table:
    groups: list[tuple[str, Times]] = [
        ("Todas las respuestas", report.answers),
        *((kind.label, report.times[kind]) for kind in RequestKind),
        ("Traslados", report.transfers),
    ]
    rows: list[tuple[Value, ...]] = [
        (
            name,
            times.n,
            *(_number(times.median), _number(times.mean), times.worst),
            *(share(times.on_time, times.n), share(times.late, times.n)),
        )
        for name, times in groups
    ]
    return Table("tiempos", "Tiempo de respuesta, en días hábiles", TIMES, rows)


def _split(code: str, title: str, first: str, tallies: Mapping[str, Tally]) -> Table:
    rows: list[tuple[Value, ...]] = [(name, *_states(tally)) for name, tally in tallies.items()]
    return Table(code, title, (first, *STATES), rows)


def _states(tally: Tally) -> tuple[int, ...]:
    closed = (tally.attended, tally.transferred, tally.denied, tally.withdrawn)
    return (tally.received, tally.excluded, *closed, tally.in_term, tally.overdue)


def _labelled(words: Iterable[Any], tallies: Mapping[Any, Tally]) -> dict[str, Tally]:
    """In the order in which people know them; none is left out for having nothing."""
    return {word.label: tallies.get(word, Tally()) for word in words}


def _number(value: Fraction | None) -> float | None:
    return rounded(value)
