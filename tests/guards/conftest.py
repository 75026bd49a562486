"""What every guard goes by."""

import pytest
from flask import Flask


@pytest.fixture(autouse=True)
def mail_may_leave(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The portal knows its address and a mail server: pages that need both are looked at too."""
    monkeypatch.setitem(app.config, "MAIL_URL", "smtp://127.0.0.1:1")
    monkeypatch.setitem(app.config, "PUBLIC_URL", "http://localhost")
