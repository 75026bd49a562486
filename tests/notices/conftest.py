"""What the tests of the outbox share: a mail server, the office's post, threads."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from portal.extensions import db
from portal.notices.models import OutboxMessage
from tests.notices.mail_box import FreePortController, MailBox, post_to


@pytest.fixture
def start_mail_server():
    """Start a server for a box, with aiosmtpd's own options; all stop after the test."""
    started = []

    def start(box: MailBox, **options: Any) -> str:
        server = FreePortController(box, hostname="127.0.0.1", port=0, **options)
        server.start()
        started.append(server)
        return f"127.0.0.1:{server.port}"

    yield start
    for server in started:
        server.stop()


@pytest.fixture
def box():
    return MailBox()


@pytest.fixture
def post(box, start_mail_server):
    """The office's post over that server."""
    return post_to(f"smtp://{start_mail_server(box)}")


@pytest.fixture
def stored():
    """The one message with that recipient, as the database has it now."""

    def find(recipient: str) -> OutboxMessage:
        db.session.expire_all()
        query = db.select(OutboxMessage).where(OutboxMessage.recipient == recipient)
        return db.session.execute(query).scalar_one()

    return find


@pytest.fixture
def in_threads(app):
    """Run something in several threads at once, each in its own application context."""

    def run(work, count: int) -> None:
        barrier = threading.Barrier(count)

        def one() -> None:
            with app.app_context():
                barrier.wait(timeout=10)
                work()

        with ThreadPoolExecutor(count) as pool:
            for future in [pool.submit(one) for _ in range(count)]:
                future.result(timeout=60)

    return run
