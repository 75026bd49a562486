"""What differs between two states of a month: two versions, or a version and today (pure)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from portal.transparency.rows_file import COLUMNS, PublishedRow

PERIODS = ("mes", "acumulado")
CONTENTS = ("numerador", "denominador", "resultado", "estado", "excluidas", "abiertas")
Key = tuple[int, str]


@dataclass(frozen=True)
class FigureChange:
    """A member of an indicator's figure, or of the process (without a number)."""

    number: int | None
    period: str
    name: str
    old: Any
    new: Any


@dataclass(frozen=True)
class RowChange:
    """A row that was added (no ``old``), removed (no ``new``) or changed."""

    key: Key
    old: PublishedRow | None
    new: PublishedRow | None

    @property
    def cells(self) -> list[tuple[str, str, str]]:
        """The columns that changed, with what they said and what they say."""
        if self.old is None or self.new is None:
            return []
        pairs = ((name, getattr(self.old, name), getattr(self.new, name)) for name in COLUMNS)
        return [(name, old, new) for name, old, new in pairs if old != new]


@dataclass(frozen=True)
class Differences:
    """Everything that differs, in order of indicator and row, and both figures."""

    old: dict[str, Any]
    new: dict[str, Any]
    figures: list[FigureChange]
    added: list[RowChange]
    removed: list[RowChange]
    changed: list[RowChange]
    plan_changed: bool

    @property
    def any(self) -> bool:
        rows = self.added or self.removed or self.changed
        return bool(self.figures or rows or self.plan_changed)


def differences(
    old_figures: dict[str, Any],
    old_rows: Iterable[PublishedRow],
    new_figures: dict[str, Any],
    new_rows: Iterable[PublishedRow],
) -> Differences:
    """From the old state to the new one; figures as ``cifras.json`` has them."""
    before = {_key(row): row for row in old_rows}
    after = {_key(row): row for row in new_rows}
    return Differences(
        old=old_figures,
        new=new_figures,
        figures=list(_figure_changes(old_figures, new_figures)),
        added=[RowChange(key, None, after[key]) for key in sorted(after.keys() - before.keys())],
        removed=[RowChange(key, before[key], None) for key in sorted(before.keys() - after.keys())],
        changed=[
            RowChange(key, before[key], after[key])
            for key in sorted(before.keys() & after.keys())
            if before[key] != after[key]
        ],
        plan_changed=old_figures["plan_sha256"] != new_figures["plan_sha256"],
    )


def _key(row: PublishedRow) -> Key:
    return int(row.indicador), row.fila


def _figure_changes(old: dict[str, Any], new: dict[str, Any]) -> Iterator[FigureChange]:
    """An indicator that only one of the two has differs in all its members."""
    before = {each["numero"]: each for each in old["indicadores"]}
    after = {each["numero"]: each for each in new["indicadores"]}
    for number in sorted(before.keys() | after.keys()):
        for period in PERIODS:
            pair = (before.get(number, {}).get(period), after.get(number, {}).get(period))
            yield from _changes(number, period, *pair, CONTENTS)
    for period in PERIODS:
        process = (old["proceso"][period], new["proceso"][period])
        yield from _changes(None, period, *process, ("sumatoria", "actividades", "porcentaje"))


def _changes(
    number: int | None,
    period: str,
    old: dict[str, Any] | None,
    new: dict[str, Any] | None,
    names: Iterable[str],
) -> Iterator[FigureChange]:
    for name in names:
        before, after = (old or {}).get(name), (new or {}).get(name)
        if before != after:
            yield FigureChange(number, period, name, before, after)
