"""Count one more to whom it happens too. Nothing commits here."""

from portal import clock
from portal.casework.models_echoes import Echo
from portal.extensions import db, insert_into


def echo(*, service: str, territory: str) -> None:
    """In one statement, so that of many at once none is lost; no person is written down."""
    first = insert_into(Echo).values(
        service=service, territory=territory, day=clock.today(), times=1
    )
    db.session.execute(
        first.on_conflict_do_update(
            index_elements=["service", "territory", "day"], set_={"times": Echo.times + 1}
        )
    )
