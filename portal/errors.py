"""What an action raises when the office's rules refuse an act."""


class Refused(Exception):  # noqa: N818 - an act refused is an answer, not a fault
    """An act that the rules do not allow; ``str()`` is the reason in Spanish, for the person."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Conflict(Refused):
    """Somebody else acted on the same thing since the person loaded the page."""
