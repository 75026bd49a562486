"""The deliverer that runs beside the web server, or alone with `notices deliver --watch`."""

import logging
import threading
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol

from portal.notices.chores import chores
from portal.notices.delivery import Delivered, Post, deliver_batch
from portal.notices.mail_server import MailUrlError

SECONDS_BETWEEN_LOOKS = 5.0

log = logging.getLogger(__name__)


class Application(Protocol):
    """The part of the application that the worker needs."""

    config: Mapping[str, Any]

    def app_context(self) -> AbstractContextManager[Any]: ...


def run_worker(
    app: Application, stop: threading.Event, *, pause: float = SECONDS_BETWEEN_LOOKS
) -> None:
    """Deliver until `stop` is set. Returns at once without a usable `MAIL_URL`: messages wait."""
    try:
        post = Post.from_settings(app.config)
    except MailUrlError as error:
        log.error("%s", error)
        return
    while post and not stop.is_set():
        _do_chores(app)
        post = Post.from_settings(app.config) or post  # the office may have a new name or mailbox
        if not _deliver_safely(app, post).sent:
            stop.wait(pause)


def _do_chores(app: Application) -> None:
    """What other rooms do by the clock; one that breaks is logged, and the others are done."""
    for chore in chores:
        try:
            with app.app_context():
                chore()
        except Exception:
            log.exception("a chore of the worker failed")


def _deliver_safely(app: Application, post: Post) -> Delivered:
    """One batch in a context of its own; whatever breaks is logged and tried again later."""
    try:
        with app.app_context():
            delivered = deliver_batch(post)
    except Exception:
        log.exception("the outbox could not be read")
        return Delivered()
    # Never a recipient or a subject: logs are read by people who attend no request.
    if delivered.server_error:
        log.warning("the mail server cannot be used: %s", delivered.server_error)
    return delivered
