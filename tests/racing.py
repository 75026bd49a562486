"""Two people who act at the same instant, on a thread and in a transaction each."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

from flask import Flask

from portal import clock, one_writer
from portal.errors import Refused
from portal.extensions import db

Deed = Callable[[], object]


def race(app: Flask, deeds: Sequence[Deed], *, at: datetime) -> list[str]:
    """Of each deed whether it won or was told why not; any other end is raised."""
    barrier = Barrier(len(deeds))

    def act_alone(deed: Deed) -> str:
        with app.app_context(), clock.set_to(at):
            one_writer.mark_reading(False)
            barrier.wait(timeout=20)
            try:
                deed()
                db.session.commit()
            except Refused:
                db.session.rollback()
                return "told"
            finally:
                db.session.remove()
            return "won"

    db.session.remove()
    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(act_alone, deeds, timeout=60))
