"""Every publication in order of approval, and what only a head kept outside can show."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from portal.extensions import db
from portal.transparency import copy_of_site, recalcular
from portal.transparency.models import Publication
from tests.factories import make_attended_training, make_request
from tests.transparency import sample_publication as sample

Links = list[tuple[int, int, sample.Files]]


def refusal(folder: Path | str, *head: str) -> str:
    with pytest.raises(recalcular.Differs) as raised:
        recalcular.check(folder, *head)
    return str(raised.value)


def invented(names: str) -> sample.Files:
    """March, signed again by whoever controls the server."""

    def rename(signed: list[dict[str, Any]]) -> None:
        for signature in signed:
            signature["nombre"] = names

    return sample.march(change=rename)


def test_the_whole_chain_agrees(tmp_path: Path) -> None:
    lines = " ".join(recalcular.check(sample.write_chain(tmp_path, sample.chain())))
    assert "Coinciden 3 publicaciones" in lines
    assert sample.seal_of(sample.chain()[-1][2]) in lines
    assert "quien controla el servidor" in lines


def test_nothing_published_yet_agrees(tmp_path: Path) -> None:
    assert "Coinciden 0" in recalcular.check(sample.write_chain(tmp_path, []))[0]


@pytest.mark.parametrize("dropped", [0, 1])
def test_a_dropped_first_or_middle_publication_is_seen_without_help(
    tmp_path: Path, dropped: int
) -> None:
    links = sample.chain()
    del links[dropped]
    assert "anterior_sha256" in refusal(sample.write_chain(tmp_path, links))


def test_a_dropped_newest_is_seen_only_against_a_head(tmp_path: Path) -> None:
    links = sample.chain()
    folder = sample.write_chain(tmp_path, links[:-1])
    assert recalcular.check(folder)
    assert "no está aquí" in refusal(folder, sample.seal_of(links[-1][2]))


def test_invented_signatures_are_seen_only_against_a_head(tmp_path: Path) -> None:
    kept = sample.seal_of(sample.march())
    folder = sample.write_chain(tmp_path, [(3, 1, invented("Nadie"))])
    assert recalcular.check(folder)
    assert refusal(folder, kept)


def test_a_rewritten_chain_is_seen_only_against_a_head(tmp_path: Path) -> None:
    first = invented("Nadie")
    rows = sample.rows_file(sample.APRIL_ROWS)
    figures = sample.figures_document(
        4, 1, rows, sample.APRIL_FIGURES, previous=sample.seal_of(first)
    )
    folder = sample.write_chain(tmp_path, [(3, 1, first), (4, 1, sample.sealed(figures, rows))])
    assert recalcular.check(folder)
    for _month, _version, files in sample.chain():
        assert refusal(folder, sample.seal_of(files))


@pytest.mark.parametrize(("place", "following"), [(0, 2), (1, 1), (2, 0)])
def test_a_head_of_the_chain_says_how_many_follow(
    tmp_path: Path, place: int, following: int
) -> None:
    links = sample.chain()
    folder = sample.write_chain(tmp_path, links)
    lines = recalcular.check(folder, sample.seal_of(links[place][2]))
    assert f"siguen {following}." in lines[-1]


def test_one_publication_alone_is_compared_with_the_head(tmp_path: Path) -> None:
    folder = sample.write(tmp_path, sample.march())
    assert recalcular.check(folder, sample.seal_of(sample.march()))
    assert refusal(folder, "0" * 64)


@pytest.mark.parametrize(
    "change",
    [
        lambda links: links.reverse(),
        lambda links: links.append(links[0]),
        lambda links: links[0].update(ruta="2024/03/v1"),
        lambda links: links[0].update(ruta="2024/03/../03/v1/"),
        lambda links: links[0].update(ruta="2024/3/v1/"),
        lambda links: links[0].update(ruta=""),
        lambda links: links[0].update(ruta=None),
        lambda links: links[0].update(mes=4),
        lambda links: links[0].update(anio=2023),
        lambda links: links[0].update(version=2),
        lambda links: links[0].update(version=True),
        lambda links: links[0].update(sello_sha256="0" * 64),
        lambda links: links[0].update(otra=1),
        lambda links: links[0].pop("mes"),
        lambda links: links.insert(0, None),
    ],
)
def test_a_chain_that_says_otherwise_is_refused(
    tmp_path: Path, change: Callable[[list[Any]], Any]
) -> None:
    folder = sample.write_chain(tmp_path, sample.chain())
    links = json.loads((folder / "cadena.json").read_bytes())
    change(links)
    (folder / "cadena.json").write_bytes(sample.canonical(links))
    refusal(folder)


def test_a_months_versions_go_one_by_one(tmp_path: Path) -> None:
    """A correction numbered 3 after version 1, every hash made anew."""
    links = sample.chain()
    rows = sample.rows_file(sample.CORRECTED_ROWS)
    figures = sample.figures_document(
        3, 3, rows, sample.CORRECTED_FIGURES, previous=sample.seal_of(links[1][2]), reason="Otra"
    )
    links[2] = (3, 3, sample.sealed(figures, rows))
    assert "version" in refusal(sample.write_chain(tmp_path, links))


def test_the_order_of_approval_is_that_of_the_seals(tmp_path: Path) -> None:
    first, second, third = sample.chain()
    assert "anterior_sha256" in refusal(sample.write_chain(tmp_path, [second, first, third]))


def test_what_the_contracts_example_counts() -> None:
    """R1 to R4: March 1/2; April's month 0/1 and to date 2/3; the correction 1/1."""
    shown = [
        [
            f"{figure['numerador']}/{figure['denominador']}"
            for figure in (each["indicadores"][0]["mes"], each["indicadores"][0]["acumulado"])
        ]
        for each in (json.loads(files["cifras.json"]) for _m, _v, files in sample.chain())
    ]
    assert shown == [["1/2", "1/2"], ["0/1", "2/3"], ["1/1", "1/1"]]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """The copy of the site, served."""

    class Silent(SimpleHTTPRequestHandler):
        def log_message(self, *_words: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(tmp_path)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_from_an_address_as_from_a_folder(site: str, tmp_path: Path) -> None:
    sample.write_chain(tmp_path, sample.chain())
    assert recalcular.check(site) == recalcular.check(tmp_path)
    alone = recalcular.check(f"{site}/2024/03/v1/")
    assert alone == recalcular.check(f"{site}/2024/03/v1") != recalcular.check(site)
    assert refusal(f"{site}/nada")
    (tmp_path / "2024/03/v1/filas.csv").unlink()
    with pytest.raises(recalcular.Differs, match="404"):
        recalcular.check(site)


def test_an_address_without_an_answer_is_one_line() -> None:
    with pytest.raises(recalcular.Differs):
        recalcular.check("http://127.0.0.1:9/")


def test_what_the_portal_publishes_agrees(
    tmp_path: Path, at: Callable[[str], object], publish: Callable[..., Publication]
) -> None:
    """Two months and a correction, of every kind, as the portal itself writes them."""
    at("2024-05-08 09:00")
    publish_everything()
    for month in (3, 1, 4):
        publish(2024, month)
    make_request(
        "queja", received_on=sample.day(3, 9), outcome="trasladada", closed_on=sample.day(4, 1)
    )
    db.session.commit()
    last = publish(2024, 3, reason="Llegó en papel")
    copy_of_site.write_chain(tmp_path)
    assert last.end
    lines = recalcular.check(tmp_path, str(last.end.seal_sha256))
    assert "Coinciden 4" in lines[0]


def publish_everything() -> None:
    """A request of each kind and outcome, in months of the first quarter."""
    for month in (1, 2, 3):
        make_attended_training(sample.noon(month, 5), sample.day(month, 20))
        make_attended_training(sample.noon(month, 6), sample.day(month + 1, 2))
        make_request("capacitacion", received_on=sample.day(month, 7))
        for kind in ("asesoria", "queja"):
            for outcome in (
                "atendida",
                "trasladada",
                "desistida",
                "no_atendida",
                "duplicada",
                "no_valida",
            ):
                make_request(
                    kind,
                    received_on=sample.day(month, 8),
                    outcome=outcome,
                    closed_on=sample.day(month + 1, 8),
                )
    db.session.commit()


@pytest.mark.slow
def test_a_month_of_many_rows_agrees(tmp_path: Path) -> None:
    """A month of 20,000 rows; how long a year of them takes is measured apart, not here."""
    links = sample.many_rows(20_000)
    folder = sample.write_chain(tmp_path, links)
    assert recalcular.check(folder)
