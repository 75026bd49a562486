"""Which days a change of the office's calendar changes, and why it may change none (pure)."""

from datetime import date, timedelta

from portal.errors import Refused
from portal.working_days import DayEffect, OfficeDays, holidays_of, is_working_day

LONGEST = 92  # days of one change

LABELS = {
    DayEffect.EXTRA: "No es hábil: no corre ningún plazo (día cívico, suspensión de términos)",
    DayEffect.CANCELLED: "Es festivo en el calendario, pero no rige: los plazos corren",
    DayEffect.NATIONAL: "Quitar lo que se había puesto: vale el calendario nacional",
}
# In the tables, where little fits.
SHORT_LABELS = {
    DayEffect.EXTRA: "No es hábil",
    DayEffect.CANCELLED: "Festivo que no rige",
    DayEffect.NATIONAL: "Se quitó",
}
_NOTHING = {
    DayEffect.EXTRA: "Ya no es hábil: es fin de semana, festivo, o está en la lista.",
    DayEffect.CANCELLED: "No es un festivo que caiga de lunes a viernes y que rija hoy.",
    DayEffect.NATIONAL: "No está en la lista: no hay nada que quitar.",
}


class CalendarRefused(Refused):
    """A change that changes nothing, or too much."""


def days_changed(first: date, last: date, effect: DayEffect, days: OfficeDays) -> list[date]:
    """The days between two that a change makes different, or the refusal."""
    if last < first:
        raise CalendarRefused("El último día no puede ser anterior al primero.", field="hasta")
    if (last - first).days >= LONGEST:
        raise CalendarRefused(
            f"Máximo {LONGEST} días de una vez; siga después con otros.", field="hasta"
        )
    span = (first + timedelta(days=gap) for gap in range((last - first).days + 1))
    changed = [day for day in span if _changes(day, effect, days)]
    if not changed:
        raise CalendarRefused(_NOTHING[effect], field="desde")
    return changed


def _changes(day: date, effect: DayEffect, days: OfficeDays) -> bool:
    if effect is DayEffect.EXTRA:
        return is_working_day(day, days)
    if effect is DayEffect.NATIONAL:
        return day in days.extra | days.cancelled
    is_holiday = day.weekday() < 5 and day in holidays_of(day.year)
    return is_holiday and day not in days.extra | days.cancelled
