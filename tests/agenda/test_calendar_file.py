"""The iCalendar files, as RFC 5545 asks for them."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal import clock
from portal.agenda.calendar_file import Event, calendar, escaped, folded

NOW = datetime(2024, 6, 10, 14, 0, tzinfo=UTC)


def event(**facts: object) -> Event:
    values = {
        "uid": "a@agenda.personeria",
        "sequence": 0,
        "changed_at": NOW,
        "summary": "Taller",
        "day": date(2024, 7, 1),
    }
    return Event(**(values | facts))  # type: ignore[arg-type]


def lines_of(*events: Event) -> list[str]:
    """Unfolded, as a reader sees them."""
    return calendar("Agenda", events).replace("\r\n ", "").split("\r\n")


def test_every_line_ends_with_return_and_newline() -> None:
    text = calendar("Agenda", [event()])
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert lines_of()[:4] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Personeria//Agenda//ES",
        "CALSCALE:GREGORIAN",
    ]


def test_hours_are_those_of_bogota_and_the_zone_comes_along() -> None:
    """Section 3.6.5: who names a zone describes it."""
    over = datetime(2024, 7, 1, 16, 30, tzinfo=clock.BOGOTA)
    lines = lines_of(event(starts_at=time(14, 0), ends_at=over))
    assert "DTSTART;TZID=America/Bogota:20240701T140000" in lines
    assert "DTEND;TZID=America/Bogota:20240701T163000" in lines
    assert "DTSTAMP:20240610T140000Z" in lines
    assert {"BEGIN:VTIMEZONE", "TZID:America/Bogota", "TZOFFSETTO:-0500"} <= set(lines)


def test_without_an_hour_it_takes_the_day_and_without_a_length_no_end_is_made_up() -> None:
    assert "DTSTART;VALUE=DATE:20240701" in lines_of(event())
    assert not [line for line in lines_of(event(starts_at=time(9))) if line.startswith("DTEND")]


def test_an_annulled_one_says_so_with_the_same_uid_and_a_later_sequence() -> None:
    lines = lines_of(event(sequence=3, status="CANCELLED"))
    assert {"STATUS:CANCELLED", "SEQUENCE:3", "UID:a@agenda.personeria"} <= set(lines)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Agua, luz; gas", r"Agua\, luz\; gas"),
        ("a\\n", r"a\\n"),
        ("uno\ndos\r\ntres\rcuatro", r"uno\ndos\ntres\ncuatro"),
        ("x\x00\x0by", "xy"),
    ],
)
def test_what_was_typed_is_text(typed: str, kept: str) -> None:
    assert escaped(typed) == kept


def test_nothing_typed_becomes_another_event() -> None:
    evil = "Taller\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nURL:http://evil.example"
    lines = lines_of(event(summary=evil, place=evil, description=evil))
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1
    assert not [line for line in lines if line.startswith("URL")]


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_no_line_passes_75_octets_and_none_loses_a_letter(text: str) -> None:
    line = "SUMMARY:" + escaped(text)
    parts = folded(line).split("\r\n")
    assert all(len(part.encode()) <= 75 for part in parts)
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == line
    assert all(part.startswith(" ") for part in parts[1:])


def test_a_letter_of_several_octets_is_not_cut() -> None:
    parts = folded("SUMMARY:" + "ñ" * 100).split("\r\n ")
    assert [len(part.encode()) for part in parts] == [74, 74, 60]
