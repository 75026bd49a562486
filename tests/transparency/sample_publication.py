"""A chain of publications built by hand from the contract, without the portal or the verifier.

The training requests are those of the contract's examples: R1 received on 5 March 2024 and told on
the 28th, R2 received on 31 March and told on 2 April, R3 a duplicate, R4 received on 1 April, open.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from portal.config import ROOT

RECOUNT = ROOT / "portal" / "transparency" / "recalcular.py"
Files = dict[str, bytes]
Document = dict[str, Any]

HEADER = (
    "fila,indicador,origen,tipo,recibida_mes,cerrada_mes,desenlace,vencida,en_denominador_mes,"
    "en_numerador_mes,en_denominador_acumulado,en_numerador_acumulado,motivo"
)
PLAN = {
    "anio": 2024,
    "version": 1,
    "indicadores": [
        {
            "numero": 1,
            "titulo": "Capacitación «externa»",
            "tipo": "demanda",
            "meta": 90,
            "umbral_en_riesgo": 80,
            "tipos": ["capacitacion"],
            "desenlaces": ["atendida"],
            "meses": [],
        },
        {
            "numero": 2,
            "titulo": 'Lo "elaborado"',
            "tipo": "programacion",
            "meta": 99.5,
            "umbral_en_riesgo": 80,
            "tipos": [],
            "desenlaces": [],
            "meses": [3, 5],
        },
    ],
}
MARCH_ROWS = [
    "S-AAAAAAAAA1,1,solicitud,capacitacion,2024-03,2024-03,atendida,,1,1,1,1,cuenta",
    "S-AAAAAAAAA2,1,solicitud,capacitacion,2024-03,,,0,1,0,1,0,abierta",
    "S-AAAAAAAAA3,1,solicitud,capacitacion,2024-03,2024-03,duplicada,,0,0,0,0,excluida_duplicada",
    "E-BBBBBBBBB1,2,ejecucion,,2024-03,,,,0,1,0,1,cuenta",
    "P-2-03,2,programacion,,2024-03,,,,1,0,1,0,programada",
]
APRIL_ROWS = [
    "S-AAAAAAAAA1,1,solicitud,capacitacion,2024-03,2024-03,atendida,,0,0,1,1,cuenta",
    "S-AAAAAAAAA2,1,solicitud,capacitacion,2024-03,2024-04,atendida,,0,0,1,1,cuenta",
    "S-AAAAAAAAA3,1,solicitud,capacitacion,2024-03,2024-03,duplicada,,0,0,0,0,excluida_duplicada",
    "S-AAAAAAAAA4,1,solicitud,capacitacion,2024-04,,,1,1,0,1,0,abierta",
    "E-BBBBBBBBB1,2,ejecucion,,2024-03,,,,0,0,0,1,cuenta",
    "P-2-03,2,programacion,,2024-03,,,,0,0,1,0,programada",
]
# R2 was a duplicate after all: what a correction of March publishes.
CORRECTED_ROWS = [
    "S-AAAAAAAAA1,1,solicitud,capacitacion,2024-03,2024-03,atendida,,1,1,1,1,cuenta",
    "S-AAAAAAAAA2,1,solicitud,capacitacion,2024-03,,duplicada,,0,0,0,0,excluida_duplicada",
    *MARCH_ROWS[2:],
]


def demand(
    numerator: int, denominator: int, result: float | None, state: str, **counts: int
) -> Document:
    """A figure of indicator 1; ``duplicated``, ``open``, ``overdue`` where there are any."""
    return {
        "numerador": numerator,
        "denominador": denominator,
        "resultado": result,
        "estado": state,
        "excluidas": {"duplicada": counts.get("duplicated", 0), "no_valida": 0},
        "abiertas": {"en_termino": counts.get("open", 0), "vencidas": counts.get("overdue", 0)},
    }


def schedule(numerator: int, denominator: int, result: float | None, state: str) -> Document:
    """A figure of indicator 2."""
    return {
        "numerador": numerator,
        "denominador": denominator,
        "resultado": result,
        "estado": state,
        "excluidas": None,
        "abiertas": None,
    }


def whole(total: float, activities: int, percent: float) -> Document:
    return {"sumatoria": total, "actividades": activities, "porcentaje": percent}


DONE = schedule(1, 1, 100, "cumple")
MARCH = demand(1, 2, 50, "no_cumple", duplicated=1, open=1)
MARCH_FIGURES = ([(MARCH, MARCH), (DONE, DONE)], (whole(150, 2, 75), whole(150, 2, 75)))
APRIL_FIGURES = (
    [
        (
            demand(0, 1, 0, "no_cumple", overdue=1),
            demand(2, 3, 66.7, "no_cumple", duplicated=1, overdue=1),
        ),
        (schedule(0, 0, None, "sin_programacion"), DONE),
    ],
    (whole(0, 1, 0), whole(166.7, 2, 83.3)),
)
CORRECTED = demand(1, 1, 100, "cumple", duplicated=2)
CORRECTED_FIGURES = ([(CORRECTED, CORRECTED), (DONE, DONE)], (whole(200, 2, 100),) * 2)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def canonical(value: Any) -> bytes:
    """RFC 8785 for these documents: their numbers are whole or have one decimal."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def rows_file(rows: Sequence[str]) -> bytes:
    return "".join(f"{line}\n" for line in (HEADER, *rows)).encode()


def figures_document(
    month: int,
    version: int,
    rows: bytes,
    figures: Any,
    *,
    previous: str | None = None,
    reason: str | None = None,
    plan: Document = PLAN,
) -> Document:
    measures, (process_month, process_to_date) = figures
    return {
        "entidad": "Personería de Ejemplo",
        "anio": 2024,
        "mes": month,
        "version": version,
        "corte": {3: "2024-03-31", 4: "2024-04-30"}[month],
        "plan_sha256": sha256(canonical(plan)),
        "filas_sha256": sha256(rows),
        "anterior_sha256": previous,
        "motivo_correccion": reason,
        "indicadores": [
            {
                **{
                    name: measure[name]
                    for name in ("numero", "titulo", "tipo", "meta", "umbral_en_riesgo")
                },
                "mes": month_figure,
                "acumulado": to_date,
            }
            for measure, (month_figure, to_date) in zip(plan["indicadores"], measures, strict=True)
        ],
        "proceso": {"mes": process_month, "acumulado": process_to_date},
    }


def signatures(figures_sha256: str) -> list[Document]:
    """Unchained: the three, in order."""
    return [
        {
            "rol": role,
            "persona": f"p{place}",
            "nombre": name,
            "cargo": post,
            "acto": {"numero": "7", "fecha": "2024-05-08"} if role == "aprobo" else None,
            "firmado_en": f"2024-05-0{place}T15:04:05Z",
            "cifras_sha256": figures_sha256,
        }
        for place, (role, name, post) in enumerate(
            [
                ("elaboro", "Ana Gómez", "Directora Operativa"),
                ("reviso", "Luis Peña", "Jefe de Planeación (E)"),
                ("aprobo", "Inés Ríos", "Comité"),
            ],
            start=1,
        )
    ]


def chain_signatures(signed: Sequence[Document]) -> list[Document]:
    """Each over the hash of the one before."""
    chained: list[Document] = []
    for signature in signed:
        body = {**signature, "anterior": chained[-1]["firma_sha256"] if chained else None}
        chained.append({**body, "firma_sha256": sha256(canonical(body))})
    return chained


def seal_document(files: Files, figures: Document, signed: Sequence[Document]) -> Document:
    body = {
        **{name: figures[name] for name in ("anio", "mes", "version", "anterior_sha256")},
        "cifras_sha256": sha256(files["cifras.json"]),
        "archivos": {name: sha256(content) for name, content in files.items()},
        "firmas": list(signed),
    }
    return {**body, "sello_sha256": sha256(canonical(body))}


def sealed(
    figures: Document,
    rows: bytes,
    *,
    plan: Document = PLAN,
    change: Callable[[list[Document]], Any] | None = None,
    program: bytes = b"print()",
) -> Files:
    """The five files of a publication; ``change`` alters the signatures before they are chained.

    The program is a few bytes: its own are only hashed.
    """
    files = {
        "cifras.json": canonical(figures),
        "filas.csv": rows,
        "plan.json": canonical(plan),
        "recalcular.py": program,
    }
    signed = signatures(sha256(files["cifras.json"]))
    if change:
        change(signed)
    return {
        **files,
        "sello.json": canonical(seal_document(files, figures, chain_signatures(signed))),
    }


def seal_of(files: Files) -> str:
    return str(json.loads(files["sello.json"])["sello_sha256"])


def march(**changes: Any) -> Files:
    """One publication: the first version of March; ``changes`` as ``sealed`` takes them."""
    rows = rows_file(MARCH_ROWS)
    return sealed(figures_document(3, 1, rows, MARCH_FIGURES), rows, **changes)


def chain() -> list[tuple[int, int, Files]]:
    """(month, version, files) in order of approval: March, April, and a correction of March."""
    first = march()
    april_rows, corrected_rows = rows_file(APRIL_ROWS), rows_file(CORRECTED_ROWS)
    april = figures_document(4, 1, april_rows, APRIL_FIGURES, previous=seal_of(first))
    second = sealed(april, april_rows)
    correction = figures_document(
        *(3, 2, corrected_rows, CORRECTED_FIGURES),
        previous=seal_of(second),
        reason="R2 era una duplicada",
    )
    return [(3, 1, first), (4, 1, second), (3, 2, sealed(correction, corrected_rows))]


def link(month: int, version: int, files: Files) -> Document:
    return {
        "anio": 2024,
        "mes": month,
        "version": version,
        "ruta": f"2024/{month:02d}/v{version}/",
        "sello_sha256": seal_of(files),
    }


def write(folder: Path, files: Files) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def write_chain(folder: Path, publications: Sequence[tuple[int, int, Files]]) -> Path:
    """A copy of the site: every publication at its path, and ``cadena.json``."""
    for month, version, files in publications:
        write(folder / f"2024/{month:02d}/v{version}", files)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "cadena.json").write_bytes(canonical([link(*each) for each in publications]))
    return folder


def day(month: int, number: int) -> date:
    return date(2024, month, number)


def noon(month: int, number: int) -> datetime:
    """Noon of a day in Bogotá, in UTC."""
    return datetime(2024, month, number, 17, tzinfo=UTC)


def many_rows(number: int) -> list[tuple[int, int, Files]]:
    """March with this many open training requests."""
    row = ",1,solicitud,capacitacion,2024-03,,,0,1,0,1,0,abierta"
    names = (f"S-{place:010d}" for place in range(number))
    rows = rows_file([*(name + row for name in names), *MARCH_ROWS[3:]])
    figure = demand(0, number, 0, "no_cumple", open=number)
    process = whole(100, 2, 50)
    figures = ([(figure, figure), (DONE, DONE)], (process, process))
    return [(3, 1, sealed(figures_document(3, 1, rows, figures), rows))]
