"""The office adds days without terms and cancels holidays, each with its reason."""

import re
from datetime import date

import pytest

from portal import office_calendar
from portal.office_calendar import CalendarFileError
from portal.working_days import OfficeDays, add_working_days, adopt_office_days


@pytest.fixture
def folder(tmp_path):
    yield tmp_path
    adopt_office_days(OfficeDays())


def write(folder, text):
    (folder / "dias_no_habiles.toml").write_text(text, encoding="utf-8")


def test_the_days_of_the_file_hold_for_every_term(folder):
    write(
        folder,
        """
        [[dias_no_habiles]]
        fecha = 2024-04-19
        motivo = "Día cívico"
        [[festivos_que_no_rigen]]
        fecha = 2026-07-13
        motivo = "Concepto de la oficina jurídica"
        """,
    )
    office_calendar.configure(folder)
    assert add_working_days(date(2024, 4, 15), 5) == date(2024, 4, 23)
    assert add_working_days(date(2026, 7, 6), 10) == date(2026, 7, 21)


def test_without_a_file_the_national_calendar_holds(folder):
    adopt_office_days(OfficeDays(extra=frozenset({date(2024, 4, 19)})))
    office_calendar.configure(folder)
    assert add_working_days(date(2024, 4, 15), 5) == date(2024, 4, 22)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fecha", "no es un archivo TOML"),
        ("[[festivos]]", "no se conoce «festivos»"),
        ('[[dias_no_habiles]]\nfecha = "2024-04-19"', "«2024-04-19» no es una fecha"),
        ("[[dias_no_habiles]]\nfecha = 2024-04-19T08:00:00", "no es una fecha"),
        ("dias_no_habiles = 3", "no lleva corchetes dobles"),
        ("dias_no_habiles = [3]", "dias_no_habiles: «None» no es una fecha"),
        ("[[festivos_que_no_rigen]]\nfecha = 2026-07-13", "2026-07-13: falta el «motivo»"),
    ],
)
def test_a_bad_file_is_refused_and_the_day_named(folder, text, message):
    write(folder, text)
    with pytest.raises(CalendarFileError, match=re.escape(message)):
        office_calendar.configure(folder)
