"""The parts that pages are made of say in words what they show."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import Environment

from portal.formats import MONTHS

Draw = Callable[..., str]
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("components/*.html")), ids=lambda p: p.stem)
def test_each_component_compiles_and_says_what_it_is_for(
    path: Path, templates: Environment
) -> None:
    templates.get_template(f"components/{path.name}")
    assert path.read_text().startswith("{# ")


def test_a_state_is_an_icon_and_a_word(draw: Draw) -> None:
    markup = draw("state", "state('no_cumple')")
    assert "<svg" in markup
    assert "No cumple" in markup


def test_a_state_may_say_more(draw: Draw) -> None:
    assert "Vencida hace 2 días" in draw("state", "state('bad', 'Vencida hace 2 días')")


def test_a_figure_is_read_aloud_as_n_de_n(draw: Draw) -> None:
    markup = draw("figures", "figure(1041, 1046)")
    assert '<span class="visually-hidden">1.041 de 1.046</span>' in markup
    assert 'aria-hidden="true">1.041<i>/</i>1.046' in markup


@pytest.mark.parametrize(("percent", "width"), [(83.333, "83.3%"), (125, "100.0%")])
def test_a_bar_is_as_long_as_its_result_and_never_longer_than_its_track(
    draw: Draw, percent: float, width: str
) -> None:
    assert f'width="{width}"' in draw("figures", f"bar({percent}, 100, 'cumple')")


@pytest.mark.parametrize("percent", ["none", "0"])
def test_a_bar_without_a_result_shows_the_goal_alone(draw: Draw, percent: str) -> None:
    assert draw("figures", f"bar({percent}, 90)").count("<rect") == 2


def test_the_twelve_months_say_what_each_one_is(draw: Draw) -> None:
    states = ["done", "missed", "planned", "none", *["extra"] * 8]
    cells = [{"name": name, "state": state} for name, state in zip(MONTHS, states, strict=True)]
    cells[2]["supposed"] = "yes"
    markup = draw("figures", "plan_months(cells)", cells=cells)
    assert markup.count("<li") == 12
    assert [word in markup for word in ("Hecha", "Faltó", "Prevista", "no prevista")] == [True] * 4
    assert markup.count("(mes supuesto)") == 1


def test_the_rule_has_a_tick_for_each_day_of_the_term(draw: Draw) -> None:
    step = {"when": "today", "title": "Hoy, día 4 de 15", "date": "23 nov 2026"}
    markup = draw("time", "clock(steps, 4, 15)", steps=[step])
    ticks = re.findall(r'<i class="(\w+)">', markup)
    assert ticks == ["past"] * 3 + ["today"] + ["future"] * 11
    assert 'aria-current="step"' in markup


def test_the_rule_of_an_overdue_request_is_over(draw: Draw) -> None:
    ticks = re.findall(r'<i class="(\w+)">', draw("time", "clock([], 16, 15)"))
    assert ticks == ["over"] * 15


def test_the_words_of_the_office_stand_apart_from_the_persons(draw: Draw) -> None:
    entries = [
        {"title": "La oficina le escribió", "when": "20 nov", "text": "¿Dónde?", "by_office": True},
        {"title": "Usted escribió", "when": "17 nov", "text": "<b>Aquí</b>"},
    ]
    markup = draw("time", "history(entries)", entries=entries)
    assert '<p class="said">¿Dónde?</p>' in markup
    assert '<p class="said said-person">&lt;b&gt;Aquí&lt;/b&gt;</p>' in markup


def test_the_history_shows_its_files(draw: Draw) -> None:
    files = [{"url": "/f", "name": "oficio.pdf", "note": "18 KB"}]
    entry = {"title": "La oficina respondió", "when": "20 nov", "files": files}
    assert '<a href="/f">oficio.pdf</a>' in draw("time", "history(e)", e=[entry])


def test_facts_leave_out_what_is_not_known_but_not_a_zero(draw: Draw) -> None:
    markup = draw("lists", "facts([('Hogares', 0), ('Desde', none), ('Barrio', '')])")
    assert markup.count("<dt>") == 1
    assert "<dd>0</dd>" in markup


def test_a_table_names_its_rows_and_columns(draw: Draw) -> None:
    columns = ["Mes", {"title": "Resultado", "number": True}]
    rows = [[{"text": "Enero", "href": "/1"}, "92,7 %"]]
    markup = draw("lists", "data_table('Mes a mes', c, r)", c=columns, r=rows)
    assert "<caption>Mes a mes</caption>" in markup
    assert '<th scope="row"><a class="whole" href="/1">Enero</a></th>' in markup
    assert re.search(r'<td class="number ?">92,7 %</td>', markup)


def test_a_list_on_one_page_has_no_pagination(draw: Draw) -> None:
    assert draw("lists", "pagination(none, none)").strip() == ""
    assert 'rel="next"' in draw("lists", "pagination(none, '/b')")


def test_a_button_sends_and_a_link_leads(draw: Draw) -> None:
    assert draw("form", "button('Cerrar', name='acto')").startswith('<button type="submit"')
    assert 'href="/x"' in draw("form", "button('Ver', kind='second', href='/x')")


def test_the_danger_strip_calls_the_general_number_first(draw: Draw) -> None:
    phones = [
        {"label": "Emergencias", "number": "123"},
        {"label": "Mujer", "number": "155"},
    ]
    first = draw("frame", "danger_strip(phones, false)", phones=phones)
    assert re.findall(r"tel:(\d+)", first) == ["123"]
    every = draw("frame", "danger_strip(phones, true)", phones=phones)
    assert re.findall(r"tel:(\d+)", every) == ["123", "155"]


def test_without_verified_telephones_there_is_no_strip(draw: Draw) -> None:
    assert draw("frame", "danger_strip([], true)").strip() == ""
