"""«A mí también me pasa»: how many said so of a shared problem, and nothing of who."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Model


class Echo(Model):
    """Counted per service, territory and day. It is reach, and no request."""

    __tablename__ = "echoes"

    service: Mapped[str] = mapped_column(String(40), primary_key=True)
    territory: Mapped[str] = mapped_column(String(40), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    times: Mapped[int] = mapped_column(default=0)
