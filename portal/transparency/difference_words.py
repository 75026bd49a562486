"""What differs between two states of a month, in words, for the public and for staff (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portal.formats import month_name, percentage, thousands
from portal.indicators.rules import State
from portal.indicators.rules_rows import Reason
from portal.intake.kinds import Outcome, RequestKind
from portal.transparency.differences import Differences, RowChange

COLUMN_NAMES = {
    "recibida_mes": "mes",
    "cerrada_mes": "mes de cierre",
    "desenlace": "desenlace",
    "tipo": "clase",
    "vencida": "vencida",
    "en_denominador_mes": "se esperaba en el mes",
    "en_numerador_mes": "se cumplió en el mes",
    "en_denominador_acumulado": "se esperaba en el año",
    "en_numerador_acumulado": "se cumplió en el año",
    "motivo": "motivo",
}
NOTHING = "—"
SHOWN_ROWS = 50


@dataclass(frozen=True)
class FigureWords:
    """A figure that changed, before and after; without a number, that of the whole plan."""

    number: int | None
    period: str
    old: str
    new: str


@dataclass(frozen=True)
class RowWords:
    indicator: int
    name: str
    what: str


@dataclass(frozen=True)
class Changes:
    """What a page says of it. ``hidden``: rows beyond the first ones."""

    figures: list[FigureWords]
    rows: Sequence[RowWords]
    hidden: int
    count: str
    plan_changed: bool

    @property
    def any(self) -> bool:
        return bool(self.figures or self.rows or self.plan_changed)


def changes(differences: Differences) -> Changes:
    total = len(differences.added) + len(differences.removed) + len(differences.changed)
    return Changes(
        figures=figure_words(differences),
        rows=row_words(differences, SHOWN_ROWS),
        hidden=max(0, total - SHOWN_ROWS),
        count=count_of(differences),
        plan_changed=differences.plan_changed,
    )


def figure_words(differences: Differences) -> list[FigureWords]:
    """Each figure that changed, before and after."""
    changed: dict[tuple[int | None, str], set[str]] = {}
    for change in differences.figures:
        changed.setdefault((change.number, change.period), set()).add(change.name)
    return [
        FigureWords(
            number,
            month_name(differences.new["mes"]) if period == "mes" else "acumulado",
            _figure(_member(differences.old, number, period), names),
            _figure(_member(differences.new, number, period), names),
        )
        for (number, period), names in changed.items()
    ]


def row_words(differences: Differences, most: int) -> Sequence[RowWords]:
    """The first rows that were added, removed or changed, as many as asked for."""
    rows = (*differences.added, *differences.removed, *differences.changed)
    return [RowWords(*row.key, _what(row)) for row in rows[:most]]


def count_of(differences: Differences) -> str:
    """«Filas: 2 agregadas, 1 cambiada»: what a reader needs before the list."""
    counts = (
        (len(differences.added), "agregada", "agregadas"),
        (len(differences.removed), "retirada", "retiradas"),
        (len(differences.changed), "cambiada", "cambiadas"),
    )
    said = [f"{thousands(many)} {one if many == 1 else more}" for many, one, more in counts if many]
    return f"Filas: {', '.join(said)}" if said else "Las filas son las mismas"


def _member(document: dict[str, Any], number: int | None, period: str) -> dict[str, Any] | None:
    """A figure of ``cifras.json``; None of an indicator that the document does not have."""
    if number is None:
        return dict(document["proceso"][period])
    found = (each[period] for each in document["indicadores"] if each["numero"] == number)
    return next(found, None)


def _figure(figure: dict[str, Any] | None, changed: set[str]) -> str:
    """The count and its result, and of the rest what changed."""
    if figure is None:
        return NOTHING
    if "porcentaje" in figure:
        if figure["porcentaje"] is None:
            return NOTHING
        total = percentage(figure["sumatoria"])
        return f"{percentage(figure['porcentaje'])} ({total} ÷ {figure['actividades']})"
    words = [f"{thousands(figure['numerador'])}/{thousands(figure['denominador'])}"]
    if figure["resultado"] is not None:
        words.append(percentage(figure["resultado"]))
    if "estado" in changed:
        words.append(State(figure["estado"]).label.lower())
    excluded, waiting = figure["excluidas"], figure["abiertas"]
    if excluded and "excluidas" in changed:
        duplicate, not_valid = excluded["duplicada"], excluded["no_valida"]
        words.append(f"excluidas {duplicate} por duplicadas y {not_valid} por no válidas")
    if waiting and "abiertas" in changed:
        in_term, overdue = waiting["en_termino"], waiting["vencidas"]
        late = "vencida" if overdue == 1 else "vencidas"
        words.append(f"abiertas {in_term} en plazo y {overdue} {late}")
    return " · ".join(words)


def _what(change: RowChange) -> str:
    if change.old is None:
        return f"Se agregó: {_why(change.new.motivo)}" if change.new else ""
    if change.new is None:
        return f"Se retiró; decía: {_why(change.old.motivo)}"
    cells = (
        f"{COLUMN_NAMES.get(name, name)}: {_cell(name, old)} → {_cell(name, new)}"
        for name, old, new in change.cells
    )
    return f"Cambió. {'; '.join(cells)}"


def _why(reason: str) -> str:
    label = Reason(reason).label
    return label[:1].lower() + label[1:]


def _cell(name: str, value: str) -> str:
    if value == "":
        return NOTHING
    if name == "motivo":
        return _why(value)
    if name == "desenlace":
        return Outcome(value).label.lower()
    if name == "tipo":
        return RequestKind(value).label.lower()
    if name in ("recibida_mes", "cerrada_mes"):
        return f"{month_name(int(value[5:]))} de {value[:4]}"
    return "sí" if value == "1" else "no"
