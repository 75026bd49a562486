"""How long the staff's queue takes: the whole page, by every filter, at any depth, by search.

    python -m bench.queue [--sizes 1000,10000,100000] [--db sqlite|postgresql] [--rounds 30]
                          [--keep FOLDER] [--cpu]

Each question is asked of every size in turns, in-process and signed in, so that what else the
machine does hits all alike. Goals: median at most 8 ms and p99 at most three medians at a million,
and a million at most 1.15 × ten thousand. With ``--keep`` the SQLite databases stay.
``--cpu`` counts this process's own work instead of the clock, for a machine that does much else:
with SQLite that is all the work there is.
"""

import argparse
import contextlib
import gc
import secrets
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from bench._generated import document_of, fill, vocabulary
from portal import clock, create_app, one_writer, schema
from portal.accounts import actions
from portal.accounts.models import Role, StaffUser
from portal.casework import actions_queue
from portal.extensions import db
from portal.intake.models import ServiceRequest
from tests.databases import postgres_server
from tests.factories import make_staff

QUEUE = "/gestion/solicitudes"
WARM = 3


@dataclass
class Portal:
    """An office of a size, and a browser in which its coordinator is signed in."""

    size: int
    app: Flask
    client: FlaskClient
    questions: dict[str, str]


def main() -> None:
    options = _options()
    with contextlib.ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = None
        if options.db == "postgresql":
            server = stack.enter_context(postgres_server(folder))
        portals = [_open(size, folder, server) for size in options.sizes]
        gc.collect()
        gc.freeze()
        _report(_in_turns(portals, options.rounds, options.watch), options.sizes)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "--sizes",
        type=lambda text: [int(one) for one in text.split(",")],
        default=[1_000, 10_000, 100_000],
    )
    parser.add_argument("--db", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--cpu", action="store_const", const=time.process_time, dest="watch")
    parser.set_defaults(watch=time.perf_counter)
    return parser.parse_args()


def _open(size: int, folder: Path, server: str | None) -> Portal:
    home = folder / str(size)
    home.mkdir(parents=True, exist_ok=True)
    is_filled = (home / "portal.sqlite3").exists()
    url = f"{server}/{_create(server, size)}" if server else None
    settings = {"PORTAL_DATA_DIR": str(home), "SECRET_KEY": "bench", "DATABASE_URL": url}
    app = create_app(settings)
    schema.bind(app)
    with app.app_context():
        one_writer.mark_reading(False)
        start = time.perf_counter()
        if not is_filled:
            schema.bring_up_to_date()
            fill(size, last_day=clock.today())
            print(f"{size} requests made in {time.perf_counter() - start:.0f} s", flush=True)
        name = secrets.token_hex(8)  # another one each time that a kept database is asked
        facts = {"public_id": name, "email": f"{name}@personeria.example"}
        user = make_staff(Role.COORDINATOR, must_change_password=False, **facts)
        _keep_views(user)
        token = actions.begin_session(user)
        db.session.commit()
        questions = _questions(size)
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    return Portal(size, app, client, questions)


def _create(server: str, size: int) -> str:
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE bench_{size}")  # type: ignore[arg-type]
    return f"bench_{size}"


def _keep_views(user: StaffUser) -> None:
    """As many as somebody keeps."""
    for name, query in (
        ("Mías", "quien=yo"),
        ("Sin dueño", "quien=nadie"),
        ("Vencidas", "plazo=vencidas"),
        ("Acueducto", "tema=acueducto"),
    ):
        actions_queue.save_view(owner=user, name=name, query=query)


def _questions(size: int) -> dict[str, str]:
    """By name, the addresses; places, words and people that every size has."""
    words, names = vocabulary()
    common = {
        "territory": _commonest(ServiceRequest.territory),
        "provider": _commonest(ServiceRequest.provider),
    }
    asked: dict[str, dict[str, Any]] = {
        "first page": {},
        "deep: open": {"desde": _deep("queue_on", ServiceRequest.outcome.is_(None))},
        "deep: open, back": {"hasta": _deep("queue_on", ServiceRequest.outcome.is_(None))},
        "closed": {"estado": "cerradas"},
        "deep: closed": {
            "estado": "cerradas",
            "desde": _deep("closed_on", ServiceRequest.outcome.is_not(None)),
        },
        "all": {"estado": "todas"},
        "deep: all": {"estado": "todas", "desde": f"2020-01-01.{size // 2}"},
        "state: waiting": {"estado": "en_espera"},
        "kind": {"tipo": "queja"},
        "clock: overdue": {"plazo": "vencidas"},
        "clock: soon": {"plazo": "por_vencer"},
        "clock: on time": {"plazo": "en_plazo"},
        "person: mine": {"quien": "yo"},
        "person: nobody": {"quien": "nadie"},
        "territory": {"territorio": common["territory"]},
        "service": {"tema": "acueducto"},
        "provider": {"proveedor": common["provider"]},
        "channel": {"canal": "presencial"},
        "channel, rare, all": {"canal": "otro", "estado": "todas"},
        "territory, closed": {"territorio": common["territory"], "estado": "cerradas"},
        "service, all": {"tema": "acueducto", "estado": "todas"},
        "service + territory, all": {
            "tema": "acueducto",
            "territorio": common["territory"],
            "estado": "todas",
        },
        "never together": {"tipo": "asesoria", "tema": "acueducto"},
        "never together, all": {"tipo": "asesoria", "tema": "acueducto", "estado": "todas"},
        "changed": {"novedades": "y"},
        "words: common": {"buscar": "acueducto"},
        "words: two": {"buscar": f"acueducto {words[0]}"},
        "words: open": {"buscar": "acueducto", "estado": "abiertas"},
        "words + filter": {"buscar": words[0], "tipo": "queja"},
        "words: never together": {"buscar": "acueducto", "tipo": "asesoria"},
        "words: rare": {"buscar": words[4000]},
        "words: none": {"buscar": "zzzz"},
        "words: deep": {"buscar": "acueducto", "desde": f"2020-01-01.{size // 2}"},
        "who asked: document": {"persona": document_of(size // 2)},
        "who asked: common name": {"persona": names[0]},
        "who asked: two names": {"persona": f"{names[1]} {names[3]}"},
        "who asked: nobody": {"persona": "99999999"},
    }
    return {name: f"{QUEUE}?{urlencode(query)}" for name, query in asked.items()}


def _commonest(column: Any) -> str:
    query = select(column).where(column.is_not(None)).group_by(column)
    return str(db.session.execute(query.order_by(func.count().desc()).limit(1)).scalar_one())


def _deep(day: str, condition: Any) -> str:
    """The place in the middle."""
    column = getattr(ServiceRequest, day)
    query = select(column, ServiceRequest.id).where(condition).order_by(column, ServiceRequest.id)
    count = db.session.execute(select(func.count()).where(condition)).scalar_one()
    row = db.session.execute(query.offset(count // 2).limit(1)).one()
    return f"{row[0].isoformat()}.{row[1]}"


def _in_turns(
    portals: list[Portal], rounds: int, watch: Callable[[], float]
) -> dict[str, dict[int, list[float]]]:
    """The milliseconds of each page, by question and size."""
    taken: dict[str, dict[int, list[float]]] = {}
    for name in portals[0].questions:
        times = taken.setdefault(name, {portal.size: [] for portal in portals})
        for turn in range(rounds + WARM):
            for portal in portals:
                start = watch()
                answer = portal.client.get(portal.questions[name])
                if turn >= WARM:
                    times[portal.size].append((watch() - start) * 1000)
                if answer.status_code != 200:
                    raise SystemExit(f"{name}: {answer.status_code}")
    return taken


def _report(taken: dict[str, dict[int, list[float]]], sizes: list[int]) -> None:
    print(f"{'':26}" + "".join(f"{size:>12} med   p99" for size in sizes) + "   largest / 10k")
    for name, times in taken.items():
        cells = "".join(
            f"{statistics.median(times[size]):16.1f} {_p99(times[size]):5.1f}" for size in sizes
        )
        print(f"{name:26}{cells}{_ratio(times, sizes):16.2f}")
    for size in sizes:
        every = [one for times in taken.values() for one in times[size]]
        median, p99 = statistics.median(every), _p99(every)
        print(
            f"all of {size}: median {median:.1f} ms, p99 {p99:.1f} ms = {p99 / median:.1f} medians"
        )


def _p99(times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.99))]


def _ratio(times: dict[int, list[float]], sizes: list[int]) -> float:
    base = 10_000 if 10_000 in sizes else sizes[0]
    return statistics.median(times[sizes[-1]]) / statistics.median(times[base])


if __name__ == "__main__":
    main()
