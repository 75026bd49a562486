"""The words by which staff find a request: the office's own, never a person's."""

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Model
from portal.intake import words_index


class RequestWords(Model):
    """Folded words of a request; the index over them stands in ``words_index``."""

    __tablename__ = "request_words"

    service_request_id: Mapped[int] = mapped_column(
        ForeignKey("service_requests.id"), primary_key=True
    )
    words: Mapped[str] = mapped_column(Text)


words_index.create_with(RequestWords.__table__)
