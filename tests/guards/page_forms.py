"""The POST forms of a page, read fast: thousands of pages have to be."""

from html.parser import HTMLParser
from typing import Any

from flask import Flask
from werkzeug.datastructures import MultiDict

from tests.guards.wire import get


class _Forms(HTMLParser):
    """Gathers what each form would send untouched; lists of options give their first."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, MultiDict[str, Any]]] = []
        self._form: MultiDict[str, Any] | None = None
        self._select: str | None = None
        self._text: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "form" and (given.get("method") or "").lower() == "post":
            self._form = MultiDict()
            self.found.append((given.get("action") or "", self._form))
        if self._form is None:
            return
        if tag == "input" and name:
            self._input(given, name, value)
        elif tag == "select":
            self._select = name
            self._form[name] = ""
        elif tag == "option" and self._select and (value and not self._form[self._select]):
            self._form[self._select] = value
        elif tag == "textarea":
            self._text = name
            self._form[name] = ""

    def _input(self, given: dict[str, str | None], name: str, value: str) -> None:
        assert self._form is not None
        kind = given.get("type")
        if kind in ("submit", "button", "file"):
            return
        if kind in ("checkbox", "radio"):
            self._form.setdefault(name, value)
        else:
            self._form.add(name, value)

    def handle_data(self, data: str) -> None:
        if self._form is not None and self._text:
            self._form[self._text] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._text = None
        elif tag == "select":
            self._select = None


def form_for(app: Flask, path: str, cookie: str, *, page: str | None = None) -> MultiDict[str, Any]:
    """The form by which whoever holds the cookie would post to an address.

    It stands on ``page``, or on the page of that address or the one above it. Empty where nothing
    opens.
    """
    for place in (page,) if page else (path, path.rpartition("/")[0]):
        forms = _forms_at(app, place, cookie)
        for wanted in (path, "") if place == path else (path,):
            found = next((form for action, form in forms if action == wanted), None)
            if found is not None:
                return found
    return MultiDict()


def _forms_at(app: Flask, path: str, cookie: str) -> list[tuple[str, MultiDict[str, Any]]]:
    try:
        answer = get(app, path or "/", cookie)
    except Exception:  # noqa: BLE001 - whoever asks this address for its own sake will say so
        return []
    if answer.status != 200 or not answer.headers.get("Content-Type", "").startswith("text/html"):
        return []
    parser = _Forms()
    parser.feed(answer.body.decode())
    return parser.found
