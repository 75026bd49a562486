"""How numbers, days and instants are written in Colombia (pure)."""

from datetime import date, datetime
from decimal import Decimal

from portal.clock import BOGOTA

MONTHS = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)
WEEKDAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")


def month_name(month: int) -> str:
    return MONTHS[month - 1]


def short_month(month: int) -> str:
    return MONTHS[month - 1][:3]


def long_date(value: date | datetime) -> str:
    """«martes 17 de noviembre de 2026»."""
    day = _day(value)
    return f"{WEEKDAYS[day.weekday()]} {day.day} de {month_name(day.month)} de {day.year}"


def short_date(value: date | datetime) -> str:
    """«17 nov 2026»."""
    day = _day(value)
    return f"{day.day} {short_month(day.month)} {day.year}"


def clock_time(value: datetime) -> str:
    """«4:12 p. m.», in Bogotá; the spaces do not break."""
    local = value.astimezone(BOGOTA)
    half = "a.\u00a0m." if local.hour < 12 else "p.\u00a0m."
    return f"{local.hour % 12 or 12}:{local.minute:02d}\u00a0{half}"


def date_time(value: datetime) -> str:
    """«17 nov 2026, 4:12 p. m.»."""
    return f"{short_date(value)}, {clock_time(value)}"


def thousands(value: int) -> str:
    """«1.234.567»."""
    return f"{value:,}".replace(",", ".")


def counted(value: int, one: str, many: str) -> str:
    """«1 hogar», «1.234 hogares»."""
    return f"{thousands(value)} {one if value == 1 else many}"


def full_stop(text: str) -> str:
    """The end of a sentence; «p. m.» has its own."""
    return text if text.endswith(".") else f"{text}."


def percentage(value: Decimal | float | None) -> str:
    """«89,1 %», one decimal; a missing result is a dash, never a zero."""
    if value is None:
        return "—"
    return f"{value:.1f}".replace(".", ",") + "\u00a0%"


def file_size(size: int) -> str:
    """«18 KB», «2,4 MB»."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))}\u00a0KB"
    return f"{size / 1024 / 1024:.1f}".replace(".", ",") + "\u00a0MB"


def _day(value: date | datetime) -> date:
    return value.astimezone(BOGOTA).date() if isinstance(value, datetime) else value


FILTERS = {
    function.__name__: function
    for function in (
        month_name,
        short_month,
        long_date,
        short_date,
        clock_time,
        date_time,
        thousands,
        counted,
        full_stop,
        percentage,
        file_size,
    )
}
