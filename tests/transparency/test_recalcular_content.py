"""What is wrong although every hash was made anew: rows, figures, plan, signatures, forms."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from portal.transparency import recalcular
from tests.transparency import sample_publication as sample

Document = dict[str, Any]


def refusal(folder: Path, files: sample.Files) -> str:
    """The line that the program ends with."""
    with pytest.raises(recalcular.Differs) as raised:
        recalcular.check(sample.write(folder, files))
    return str(raised.value)


def with_rows(rows: list[str] | bytes, figures: Any = sample.MARCH_FIGURES) -> sample.Files:
    content = rows if isinstance(rows, bytes) else sample.rows_file(rows)
    return sample.sealed(sample.figures_document(3, 1, content, figures), content)


def with_figures(change: Callable[[Document], Any]) -> sample.Files:
    rows = sample.rows_file(sample.MARCH_ROWS)
    document = copy.deepcopy(sample.figures_document(3, 1, rows, sample.MARCH_FIGURES))
    change(document)
    return sample.sealed(document, rows)


def resealed(change: Callable[[Document], Any]) -> sample.Files:
    """A seal that was changed and hashed again."""
    files = sample.march()
    seal = json.loads(files["sello.json"])
    change(seal)
    del seal["sello_sha256"]
    seal["sello_sha256"] = sample.sha256(sample.canonical(seal))
    return {**files, "sello.json": sample.canonical(seal)}


ROWS = sample.MARCH_ROWS


@pytest.mark.parametrize(
    ("place", "row"),
    [
        # A flag.
        (0, "S-AAAAAAAAA1,1,solicitud,capacitacion,2024-03,2024-03,atendida,,1,0,1,1,cuenta"),
        (1, "S-AAAAAAAAA2,1,solicitud,capacitacion,2024-03,,,0,1,1,1,1,abierta"),
        (2, ROWS[2].replace(",0,0,0,0,", ",1,0,1,0,")),
        (4, "P-2-03,2,programacion,,2024-03,,,,1,1,1,1,programada"),
        # The reason does not follow from the other columns.
        (1, "S-AAAAAAAAA2,1,solicitud,capacitacion,2024-03,,,0,1,1,1,1,cuenta"),
        (0, "S-AAAAAAAAA1,1,solicitud,capacitacion,2024-03,2024-03,desistida,,1,1,1,1,cuenta"),
        (0, "S-AAAAAAAAA1,1,solicitud,capacitacion,2024-03,2024-04,atendida,,1,1,1,1,cuenta"),
        (0, "S-AAAAAAAAA1,1,solicitud,capacitacion,2024-03,2024-02,atendida,,1,1,1,1,cuenta"),
        (0, "S-AAAAAAAAA1,1,solicitud,capacitacion,2024-03,,atendida,,1,1,1,1,cuenta"),
        (1, "S-AAAAAAAAA2,1,solicitud,capacitacion,2024-03,,,,1,0,1,0,abierta"),
        (2, ROWS[2].replace("excluida_duplicada", "excluida_no_valida")),
        (3, "E-BBBBBBBBB1,2,ejecucion,,2024-03,,,,0,1,0,1,sin_evidencia"),
        # Not of this indicator, of this year to date or of the plan.
        (0, ROWS[0].replace("capacitacion", "queja")),
        (0, ROWS[0].replace(",1,solicitud", ",2,solicitud")),
        (0, ROWS[0].replace(",1,solicitud", ",01,solicitud")),
        (0, ROWS[0].replace("2024-03,2024-03", "2023-03,2024-03")),
        (0, ROWS[0].replace("2024-03,2024-03", "2024-3,2024-03")),
        (4, "P-2-02,2,programacion,,2024-02,,,,0,0,1,0,programada"),
        (4, "P-2-02,2,programacion,,2024-03,,,,1,0,1,0,programada"),
        (3, ROWS[3].replace(",2,ejecucion", ",1,ejecucion")),
        # Names.
        (0, ROWS[0].replace("S-AAAAAAAAA1", "S-AAAAAAAAA")),
        (0, ROWS[0].replace("S-AAAAAAAAA1", "S-AAAAAAAAAI")),
        (0, ROWS[0].replace("S-AAAAAAAAA1", "E-AAAAAAAAA1")),
        (0, ROWS[0].replace("S-AAAAAAAAA1", '"S-AAAAAAAAA1"')),
        (0, f"{ROWS[0]},"),
    ],
)
def test_a_row_that_does_not_follow_is_refused(tmp_path: Path, place: int, row: str) -> None:
    rows = [*ROWS[:place], row, *ROWS[place + 1 :]]
    assert f"filas.csv, línea {place + 2}" in refusal(tmp_path, with_rows(rows))


@pytest.mark.parametrize(
    "rows",
    [
        [ROWS[1], ROWS[0], *ROWS[2:]],
        [ROWS[0], *ROWS],
        [*ROWS[3:], *ROWS[:3]],
        ROWS[:-1],
        sample.rows_file(ROWS).replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + sample.rows_file(ROWS),
        sample.rows_file(ROWS)[:-1],
        sample.rows_file(ROWS) + b"\n",
        sample.rows_file(ROWS).replace(b"fila,", b'"fila",', 1),
        sample.rows_file(ROWS).replace(b",cuenta", b',"cuenta"', 1),
        sample.rows_file(ROWS).replace(b",atendida,", b", atendida,", 1),
        sample.rows_file(ROWS).replace(b"atendida", b"\xff"),
    ],
    ids=str,
)
def test_a_file_of_rows_in_another_form_is_refused(tmp_path: Path, rows: list[str] | bytes) -> None:
    refusal(tmp_path, with_rows(rows))


def test_a_training_request_attended_without_a_session_does_not_count(tmp_path: Path) -> None:
    row = ROWS[0].replace(",1,1,1,1,cuenta", ",1,0,1,0,sin_sesion")
    figure = sample.demand(0, 2, 0, "no_cumple", duplicated=1, open=1)
    whole = sample.whole(100, 2, 50)
    figures = ([(figure, figure), (sample.DONE, sample.DONE)], (whole, whole))
    assert recalcular.check(sample.write(tmp_path, with_rows([row, *ROWS[1:]], figures)))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("indicadores", 0, "mes", "numerador"), 2),
        (("indicadores", 0, "mes", "resultado"), 50.1),
        (("indicadores", 0, "acumulado", "estado"), "en_riesgo"),
        (("indicadores", 0, "mes", "excluidas", "duplicada"), 0),
        (("indicadores", 0, "mes", "abiertas", "vencidas"), 1),
        (("indicadores", 1, "mes", "excluidas"), sample.demand(0, 0, None, "")["excluidas"]),
        (("indicadores", 1, "meta"), 99),
        (("indicadores", 1, "titulo"), "Otro"),
        (("proceso", "mes", "sumatoria"), 149.9),
        (("proceso", "acumulado", "actividades"), 1),
        (("proceso", "acumulado", "porcentaje"), None),
        (("corte",), "2024-03-30"),
        (("plan_sha256",), "0" * 64),
        (("filas_sha256",), "0" * 64),
        (("anterior_sha256",), "F" * 64),
        (("motivo_correccion",), "Sin ser corrección"),
        (("version",), 2),
        (("version",), True),
        (("version",), "re.compile('[1-9][0-9]{0,4}')"),
        (("anio",), 2025),
        (("anio",), True),
        (("mes",), 4),
        (("mes",), 13),
        (("mes",), 10**12),
        (("entidad",), " "),
        (("entidad",), None),
        (("otra",), 1),
    ],
)
def test_a_figure_or_member_that_differs_is_refused(
    tmp_path: Path, path: tuple[Any, ...], value: Any
) -> None:
    def change(document: Document) -> None:
        place: Any = document
        for name in path[:-1]:
            place = place[name]
        place[path[-1]] = value

    refusal(tmp_path, with_figures(change))


def test_the_figure_that_differs_is_named(tmp_path: Path) -> None:
    line = refusal(
        tmp_path, with_figures(lambda each: each["indicadores"][0]["mes"].update(numerador=2))
    )
    assert line == "cifras.json/indicadores/0/mes/numerador: dice 2 y debe decir 1"


@pytest.mark.parametrize(
    "change",
    [
        lambda signed: signed[1].update(persona="p1"),
        lambda signed: signed[2].update(persona="p1"),
        lambda signed: signed.pop(),
        lambda signed: signed.pop(0),
        lambda signed: signed.append({**signed[2], "persona": "p4"}),
        lambda signed: signed.reverse(),
        lambda signed: signed[0].update(rol="reviso"),
        lambda signed: signed[0].update(cifras_sha256="0" * 64),
        lambda signed: signed[2].update(acto=None),
        lambda signed: signed[2].update(acto={"numero": "", "fecha": "2024-05-08"}),
        lambda signed: signed[2].update(acto={"numero": "7", "fecha": "2024-02-30"}),
        lambda signed: signed[1].update(firmado_en="2024-04-30T15:04:05Z"),
        lambda signed: signed[0].update(firmado_en="2024-03-31T15:04:05Z"),
        lambda signed: signed[0].update(firmado_en="2024-05-01T25:04:05Z"),
        lambda signed: signed[0].update(firmado_en="2024-05-01T15:04:05-05:00"),
        lambda signed: signed[0].update(nombre=""),
        lambda signed: signed[0].update(cargo=None),
        lambda signed: signed[0].update(correo="a@b.co"),
        lambda signed: signed[0].pop("nombre"),
    ],
)
def test_anything_but_three_signatures_in_order_is_refused(
    tmp_path: Path, change: Callable[[list[Document]], Any]
) -> None:
    assert refusal(tmp_path, sample.march(change=change))


def test_a_signature_moved_without_hashing_it_again_is_refused(tmp_path: Path) -> None:
    def swap(seal: Document) -> None:
        seal["firmas"][0], seal["firmas"][1] = seal["firmas"][1], seal["firmas"][0]

    refusal(tmp_path, resealed(swap))


@pytest.mark.parametrize(
    "change",
    [
        lambda seal: seal.update(mes=4),
        lambda seal: seal.update(version=2),
        lambda seal: seal.update(anterior_sha256="0" * 64),
        lambda seal: seal.update(nota="x"),
        lambda seal: seal["archivos"].pop("plan.json"),
        lambda seal: seal["archivos"].update({"informe.pdf": "0" * 64}),
        lambda seal: seal["firmas"][1].update(nombre="Otra Persona"),
        lambda seal: seal["firmas"][1].update(anterior=None),
        lambda seal: seal.update(firmas=None),
        lambda seal: seal.update(firmas=[1, 2, 3]),
    ],
)
def test_a_seal_changed_and_hashed_again_is_refused(
    tmp_path: Path, change: Callable[[Document], Any]
) -> None:
    refusal(tmp_path, resealed(change))


@pytest.mark.parametrize(
    "change",
    [
        lambda first: first.update(tipos=["queja", "capacitacion"]),
        lambda first: first.update(tipos=["otra"]),
        lambda first: first.update(tipos=[]),
        lambda first: first.update(desenlaces=["duplicada"]),
        lambda first: first.update(meses=[3]),
        lambda first: first.update(meses={}),
        lambda first: first.update(numero=2),
        lambda first: first.update(numero=True),
        lambda first: first.update(meta="90"),
        lambda first: first.update(tipo="otro"),
        lambda first: first.update(otro=1),
        lambda first: first.pop("desenlaces"),
    ],
)
def test_a_plan_in_another_form_is_refused(
    tmp_path: Path, change: Callable[[Document], Any]
) -> None:
    plan = copy.deepcopy(sample.PLAN)
    change(plan["indicadores"][0])
    rows = sample.rows_file(ROWS)
    document = sample.figures_document(3, 1, rows, sample.MARCH_FIGURES)
    document["plan_sha256"] = sample.sha256(sample.canonical(plan))
    refusal(tmp_path, sample.sealed(document, rows, plan=plan))


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda text: text.replace(b'"mes":3,', b'"mes": 3,'),
        lambda text: text.replace(b'"mes":3,', b'"mes":3.0,'),
        lambda text: text.replace(b'"mes":3,', b'"mes":3,"mes":3,'),
        lambda text: text.replace(b'"mes":3,', b'"mes":true,'),
        lambda text: text.replace(b"150,", b"150.0,").replace(b"150}", b"150.0}"),
        lambda text: text.replace(b"150,", b"1.5e2,").replace(b"150}", b"1.5e2}"),
        lambda text: text.replace(b"150,", b"NaN,").replace(b"150}", b"NaN}"),
        lambda text: text.replace(b"150,", b"Infinity,").replace(b"150}", b"Infinity}"),
        lambda text: text.replace("Personería".encode(), b"Personer\\u00eda"),
        lambda text: text.replace(b"Personer", b"\\u0050ersoner"),
        lambda text: text.replace(b"Personer", b"\\ud800ersoner"),
        lambda text: text + b"\n",
        lambda text: b"\xef\xbb\xbf" + text,
        lambda text: text.decode().encode("utf-16"),
        lambda text: text.decode().encode("latin-1"),
        lambda _: b"[" * 100_000,
        lambda _: b"9" * 10_000,
        lambda _: b"null",
        lambda _: b"[]",
    ],
)
def test_json_that_is_not_canonical_is_refused(
    tmp_path: Path, rewrite: Callable[[bytes], bytes]
) -> None:
    """Written so from the start: every hash over it agrees."""
    files = {name: content for name, content in sample.march().items() if name != "sello.json"}
    written = rewrite(files["cifras.json"])
    assert written != files["cifras.json"]
    files["cifras.json"] = written
    rows = sample.rows_file(ROWS)
    figures = sample.figures_document(3, 1, rows, sample.MARCH_FIGURES)
    signed = sample.chain_signatures(sample.signatures(sample.sha256(written)))
    files["sello.json"] = sample.canonical(sample.seal_document(files, figures, signed))
    assert len(refusal(tmp_path, files).splitlines()) == 1


def test_other_files_in_the_folder_are_not_seen(tmp_path: Path) -> None:
    sample.write(tmp_path, {**sample.march(), "informe.pdf": b"%PDF", "notas.json": b"{ }"})
    assert recalcular.check(tmp_path)
