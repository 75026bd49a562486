"""A plan as its file writes it: the official cells, and apart from them the reading that counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from portal.plan.models import IndicatorType

MONTHS = ("ENE", "FEB", "MAR", "ABR", "MAY", "JUN", "JUL", "AGO", "SEP", "OCT", "NOV", "DIC")
TEXT_COLUMNS = ("OBJETIVO ESTRATEGICO", "ESTRATEGIA", "ACTIVIDADES", "RESPONSABLES")
INDICATOR_COLUMNS = ("TITULO", "CALCULO", "Numerador", "Denominador", "META ANUAL", "RECURSOS")


@dataclass(frozen=True)
class OfficialRow:
    """One row of the official table, cell by cell, typing errors and all."""

    texts: tuple[str, ...]
    # Everything between RESPONSABLES and TITULO: marks of process first, then the months.
    raw_cells: tuple[str, ...]
    indicator: tuple[str, ...]

    @property
    def is_shifted(self) -> bool:
        """The row lacks its first cell, so that all it says stands one column early."""
        return len(self.texts) < len(TEXT_COLUMNS)

    @property
    def objective(self) -> str:
        return self.texts[0]

    @property
    def strategy(self) -> str:
        return "" if self.is_shifted else self.texts[1]

    @property
    def text(self) -> str:
        return self.texts[-2]

    @property
    def responsible(self) -> str:
        return self.texts[-1]

    @property
    def title(self) -> str:
        return self.indicator[0]

    @property
    def formula(self) -> str:
        return self.indicator[1]

    @property
    def numerator(self) -> str:
        return self.indicator[2]

    @property
    def denominator(self) -> str:
        return self.indicator[3]

    @property
    def goal(self) -> str:
        return self.indicator[4]

    @property
    def resources(self) -> str:
        return self.indicator[5]

    @property
    def cells(self) -> tuple[tuple[str, str], ...]:
        """Column and text of every cell with words, in the column where the text belongs."""
        texts = (self.objective, self.strategy, self.text, self.responsible)
        named = zip(TEXT_COLUMNS + INDICATOR_COLUMNS, texts + self.indicator, strict=True)
        return tuple((column, text) for column, text in named if text)


@dataclass(frozen=True)
class ScheduledMonth:
    """A month in which the plan schedules the activity; supplied where its cell was lost."""

    month: int
    is_supplied: bool

    @property
    def abbreviation(self) -> str:
        return MONTHS[self.month - 1]

    @property
    def reading(self) -> str:
        return "supuesta" if self.is_supplied else "leida"


@dataclass(frozen=True)
class Reading:
    """How an activity is counted until the office confirms it: ours, apart from the plan's text."""

    plain_name: str
    plain_formula: str
    type: IndicatorType
    # Which of the two terms of the written formula is the numerator, 1 or 2.
    numerator_term: int
    goal: Decimal
    at_risk_threshold: Decimal
    kinds: tuple[str, ...]
    outcomes: tuple[str, ...]
    months: tuple[ScheduledMonth, ...]
    reason: str

    @property
    def is_demand(self) -> bool:
        return self.type is IndicatorType.DEMAND


@dataclass(frozen=True)
class Note:
    """An inconsistency of the plan in plain words, with the cell where it stands."""

    code: str
    cell: str
    text: str


@dataclass(frozen=True)
class PlanActivity:
    """A row of the plan with its reading and its notes."""

    number: int
    official: OfficialRow
    # A blank cell stands for the one above, as in the office's table.
    objective: str
    strategy: str
    reading: Reading
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class PlanDocument:
    """A year's plan, whole."""

    year: int
    entity: str
    title: str
    process_objective: str
    header: tuple[tuple[str, ...], ...]
    closing: tuple[str, ...]
    approval: tuple[str, ...]
    reading_code: str
    reading_status: str
    reading_reason: str
    notes: tuple[Note, ...]
    activities: tuple[PlanActivity, ...]
    # Why a later version of a year's plan was made, and the day from which it counts.
    reason: str | None
    in_force_from: date | None
    # The file as it was read, for the database.
    source: Mapping[str, Any]

    @property
    def schedule_columns(self) -> tuple[str, ...]:
        """What heads each schedule cell: the marks of process, then the months."""
        first = len(TEXT_COLUMNS)
        end = self.header[0].index("INDICADOR")
        tops, names = self.header[0][first:end], self.header[1][first:end]
        return tuple(name or top for top, name in zip(tops, names, strict=True))
