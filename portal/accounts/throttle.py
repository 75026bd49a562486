"""How often somebody tried something, counted over all processes in the database.

Who it was is kept only as a keyed hash that changes every day, and no longer than a day.
"""

from sqlalchemy import delete

from portal import clock
from portal.accounts.models import ThrottleWindow
from portal.extensions import db, insert_into
from portal.keys import keyed_hash

DAY = 24 * 60 * 60
# Spans are numbered by their first second since here, so that all purposes can be purged as one.
EPOCH = 1_704_067_200  # 2024-01-01T00:00:00Z


def tries(purpose: str, who: str, seconds: int) -> int:
    """Count one more try of ``who`` in the present span of so many seconds: the new total."""
    bucket = _bucket(seconds)
    statement = (
        insert_into(ThrottleWindow)
        .values(key=_key(purpose, who), bucket=bucket, tries=1)
        .on_conflict_do_update(
            index_elements=["key", "bucket"], set_={"tries": ThrottleWindow.tries + 1}
        )
        .returning(ThrottleWindow.tries)
    )
    count: int = db.session.execute(statement).scalar_one()
    if count == 1:
        db.session.execute(delete(ThrottleWindow).where(ThrottleWindow.bucket < bucket - DAY))
    return count


def seconds_left(seconds: int) -> int:
    """Until the present span ends and the count starts again."""
    return seconds - _now() % seconds


def _now() -> int:
    return int(clock.now().timestamp()) - EPOCH


def _bucket(seconds: int) -> int:
    return _now() // seconds * seconds


def _key(purpose: str, who: str) -> str:
    return keyed_hash("throttle", f"{purpose} {clock.today().isoformat()} {who}")
