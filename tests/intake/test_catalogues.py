"""The lists people choose from, and the office's own changes to them."""

import re
from datetime import date

import pytest

from portal.intake import catalogues
from portal.intake.catalogue_file import CERTAINTIES, SECTIONS
from portal.intake.catalogues import CatalogueError, catalogue, entry, find, label, providers_of

EVERY_CATALOGUE = sorted(SECTIONS)


@pytest.fixture
def office(tmp_path):
    """Write the office's file and read it; our own lists come back afterwards."""

    def configure(text):
        (tmp_path / "catalogues.toml").write_text(text, encoding="utf-8")
        catalogues.configure(tmp_path)

    yield configure
    catalogues.configure(tmp_path / "nothing here")


@pytest.mark.parametrize("name", EVERY_CATALOGUE)
def test_every_entry_says_where_it_comes_from_and_whether_it_was_checked(name):
    assert catalogue(name)
    for found in catalogue(name):
        assert re.fullmatch(r"[a-z0-9_]{1,40}", found.code)
        assert found.label
        assert found.source
        assert found.certainty in CERTAINTIES
        assert found.verified == "por verificar" or date.fromisoformat(found.verified)


@pytest.mark.parametrize("name", EVERY_CATALOGUE)
def test_an_entry_is_found_by_its_code_and_by_its_name(name):
    for found in catalogue(name):
        assert entry(name, found.code) is found
        for text in (found.code, found.label, found.label.upper(), f"  {found.label} "):
            assert find(name, text) == found.code


def test_the_ways_out_come_last():
    assert [found.code for found in catalogue("mechanisms")][-2:] == ["otro", "no_se"]
    assert [found.code for found in catalogue("document_types")][-2:] == ["otro", "ninguno"]
    assert catalogue("territories")[-1].code == "otro"


def test_all_comunas_and_all_populated_places_of_the_dane_are_there():
    codes = {found.code for found in catalogue("territories")}
    assert len([code for code in codes if code.startswith("comuna_")]) == 12
    assert len([code for code in codes if re.fullmatch(r"76109\d{3}", code)]) == 87
    assert label("territories", "76109031") == "San Antonio (Yurumanguí)"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("JUANCHACO", "76109046"),
        ("san antoñito (yurumangui)", "76109108"),
        ("Comuna 5, barrio El Jardín", "comuna_05"),
        ("barrio Lleras (comuna 3)", "comuna_03"),
        ("comuna 3, comuna 4", "otro"),
        ("la luna", "otro"),
        ("Río Naya", "cc_naya"),
        ("", None),
        (" .,", None),
        (None, None),
    ],
)
def test_a_place_typed_freely_becomes_a_code(text, code):
    assert find("territories", text) == code


def test_text_that_means_nothing_has_no_code_where_there_is_no_way_out():
    assert find("emergency_phones", "la luna") is None


def test_a_code_that_left_the_catalogue_shows_as_it_is():
    assert label("topics", "tema_viejo") == "tema_viejo"
    assert label("topics", None) == ""
    with pytest.raises(KeyError):
        entry("topics", "tema_viejo")


def test_each_service_names_its_providers_and_the_ways_out():
    assert [found.code for found in providers_of("gas")] == ["gases_de_occidente", "otro", "no_se"]
    for service in catalogue("services"):
        assert len(providers_of(service.code)) >= 2


def test_the_telephones_for_danger_have_a_number_and_what_it_is_for():
    assert [found.number for found in catalogue("emergency_phones")] == ["123", "155", "141", "122"]
    assert all(f.number and f.note for f in catalogue("other_phones"))


def test_the_office_corrects_adds_and_retires(office):
    office(
        """
        [[prestadores]]
        entradas = [
          { codigo = "bma", nombre = "Nueva empresa de aseo", verificado_el = 2026-11-03 },
          { codigo = "celsia", retirado = true },
        ]
        [[temas]]
        fuente = "Acta 4 del comité"
        certeza = "oficina"
        verificado_el = 2026-11-03
        entradas = [{ codigo = "presupuesto", nombre = "Presupuesto participativo" }]
        """
    )
    assert label("providers", "bma") == "Nueva empresa de aseo"
    assert entry("providers", "bma").verified == "2026-11-03"
    assert entry("providers", "bma").service == "aseo"
    assert "celsia" not in [found.code for found in catalogue("providers")]
    assert label("providers", "celsia") == "Celsia"
    assert [found.code for found in catalogue("topics")][-2:] == ["presupuesto", "otro"]
    assert find("topics", "presupuesto participativo") == "presupuesto"


GOOD = 'fuente = "Acta"\ncerteza = "oficina"\nverificado_el = "por verificar"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("temas = ", "no es un archivo TOML"),
        ("[[colores]]\nentradas = []", "no hay un catálogo «colores»"),
        ("[temas]\nentradas = []", "dobles corchetes"),
        ('[[temas]]\nfuente = "Acta"', "entradas"),
        ('[[temas]]\nentradas = [{ nombre = "Agua" }]', "temas, «?»: «codigo»"),
        ('[[temas]]\nentradas = [{ codigo = "Agua Fría" }]', "«Agua Fría»: «codigo»"),
        ('[[temas]]\nentradas = [{ codigo = "x", color = "y" }]', "«x»: no se conoce «color»"),
        ('[[temas]]\nentradas = [{ codigo = "x", nombre = 3 }]', "«x»: «nombre» no se escribe"),
        ('[[temas]]\nentradas = [{ codigo = "x", nombre = " " }]', "«x»: «nombre» no se escribe"),
        ('[[temas]]\nentradas = [{ codigo = "x" }, { codigo = "x" }]', "«x»: el código está dos"),
        ('[[temas]]\nentradas = [{ codigo = "x", retirado = "no" }]', "«retirado» no se escribe"),
        ('[[temas]]\nentradas = [{ codigo = "x", verificado_el = "ayer" }]', "«verificado_el»"),
        ('[[temas]]\nentradas = [{ codigo = "x", certeza = "mucha" }]', "«certeza»"),
        (f'[[temas]]\n{GOOD}entradas = [{{ codigo = "x" }}]', "«x»: falta «nombre»"),
        ('[[temas]]\nentradas = [{ codigo = "x", nombre = "X" }]', "«x»: falta «fuente»"),
        (
            f'[[temas]]\n{GOOD}entradas = [{{ codigo = "x", nombre = "Cultura de PAZ" }}]',
            "«cultura de paz» es cultura_de_paz y x",
        ),
        ('[[prestadores]]\nentradas = [{ codigo = "bma", servicio = "humo" }]', "«bma»: no hay un"),
        ('[[servicios]]\nentradas = [{ codigo = "gas", escala_a = "humo" }]', "«gas»: no hay una"),
    ],
)
def test_a_bad_file_is_refused_and_the_entry_named(office, text, message):
    with pytest.raises(CatalogueError, match=re.escape(message)):
        office(text)


def test_a_bad_file_leaves_the_lists_as_they_were(office):
    before = catalogue("topics")
    with pytest.raises(CatalogueError):
        office("temas = 3")
    assert catalogue("topics") == before


def test_a_file_in_another_encoding_is_refused(tmp_path):
    (tmp_path / "catalogues.toml").write_bytes("# año".encode("latin-1"))
    with pytest.raises(CatalogueError, match="UTF-8"):
        catalogues.configure(tmp_path)
