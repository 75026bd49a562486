from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask

from tests.agenda.spreadsheets import bring

__all__ = ["bring"]


@pytest.fixture(autouse=True)
def _now(app: Flask, at: Callable[[str], datetime]) -> None:
    """The second Monday of June 2024, when the office has just opened."""
    at("2024-06-10 09:00")
