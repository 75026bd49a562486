"""What each paper was made of, since a PDF keeps its words in drawings."""

import json
from typing import Any

import pytest

from portal import printing

Said = list[dict[str, Any]]


def listen(monkeypatch: pytest.MonkeyPatch) -> Said:
    """From now on note what papers are made of, beside making them."""
    seen: Said = []
    make = printing.pdf

    def note(template: str, data: Any, **options: Any) -> bytes:
        seen.append(json.loads(json.dumps({**data, "template": template})))
        return make(template, data, **options)

    monkeypatch.setattr(printing, "pdf", note)
    return seen
