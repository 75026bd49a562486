"""What ``manage.py run`` starts: prepared once, served until it is told to stop."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal import clock, schema, serve
from portal.accounts.models import Role, StaffUser
from portal.config import ROOT
from portal.extensions import db
from portal.plan.queries import plan_of

SECONDS = 60  # a machine under load starts slowly; nothing here waits this long otherwise


def test_the_first_start_loads_the_plan_and_adds_an_administrator(
    app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    serve.prepare(app)
    said = capsys.readouterr().out
    user = db.session.execute(select(StaffUser)).scalar_one()
    assert user.role is Role.ADMINISTRATOR
    assert user.must_change_password
    assert user.email in said
    plans = {year: plan_of(year) for year in (2024, clock.today().year)}
    assert {year: plan and plan.is_draft for year, plan in plans.items()} == {
        2024: False,
        clock.today().year: True,
    }


def test_a_second_start_finds_nothing_to_do(app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    serve.prepare(app)
    capsys.readouterr()
    serve.prepare(app)
    assert capsys.readouterr().out == ""
    assert db.session.execute(select(func.count()).select_from(StaffUser)).scalar() == 1


def test_a_start_brings_the_database_up_to_date(database: object) -> None:
    app = database.empty("behind")  # type: ignore[attr-defined]
    with app.app_context():
        serve.prepare(app)
        assert schema.is_current()
        db.session.remove()
        db.engine.dispose()


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_answers_and_ends_when_told(tmp_path: Path, stop: signal.Signals) -> None:
    port = _free_port()
    with _started(tmp_path, port) as portal:
        said = _read_until(portal, "Ctrl-C")
        assert f"http://127.0.0.1:{port}/" in said
        assert len(re.findall("clave de un solo uso", said)) == 1
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/salud", timeout=SECONDS) as answer:
            assert answer.status == 200
        portal.send_signal(stop)
        assert portal.wait(SECONDS) == 0
        assert "Traceback" not in (portal.stdout.read() if portal.stdout else "")


@pytest.mark.slow
@pytest.mark.sqlite
def test_a_taken_port_is_said_in_one_line(tmp_path: Path) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        _started(tmp_path, taken.getsockname()[1]) as portal,
    ):
        said, _ = portal.communicate(timeout=SECONDS)
    assert portal.returncode == 1
    assert "No se puede abrir el puerto" in said.splitlines()[-1]


@contextmanager
def _started(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    settings = {"PORTAL_DATA_DIR": str(folder), "PORT": str(port), "PYTHONUNBUFFERED": "1"}
    unset = {"DATABASE_URL", "PUBLIC_URL", "MAIL_URL", "HOST"}
    inherited = {name: value for name, value in os.environ.items() if name not in unset}
    with subprocess.Popen(
        [sys.executable, "-m", "portal.serve"],
        cwd=ROOT,
        env=inherited | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as portal:
        too_late = threading.Timer(SECONDS, portal.kill)
        too_late.start()
        try:
            yield portal
        finally:
            too_late.cancel()
            portal.kill()


def _read_until(portal: subprocess.Popen[str], words: str) -> str:
    said = ""
    for line in portal.stdout or ():
        said += line
        if words in line:
            return said
    raise AssertionError(f"it ended early: {said}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
