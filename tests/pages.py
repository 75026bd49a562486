"""Reading and sending the forms of a page as a browser without JavaScript would."""

import re
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.checked_client import XHTML

FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)  # a form holds no other, and text no «<»


def form_fields(html: str, *, having: str | None = None) -> MultiDict[str, str]:
    """What the first POST form in the page's main part would send untouched.

    ``having``: the form that has a field of that name.
    """
    _, found, main = html.partition("<main")
    assert found
    for source in FORM.findall(main.partition("</main>")[0]):
        form = html5lib.parseFragment(source).find(f"{XHTML}form")
        assert form is not None
        fields = _fields_of(form)
        names = {one.get("name") for one in form.iter()}
        if form.get("method", "").lower() == "post" and (having is None or having in names):
            return fields
    raise AssertionError(f"the page has no form with {having or 'method=post'}")


def submit(
    client: FlaskClient, address: str, *, having: str | None = None, **filled: Any
) -> TestResponse:
    """Open the page, fill some fields in and send the form; ``None`` leaves a field out."""
    fields = form_fields(client.get(address).text, having=having)
    return client.post(address, data=fill(fields, filled), content_type="multipart/form-data")


def fill(fields: MultiDict[str, Any], filled: dict[str, Any]) -> MultiDict[str, Any]:
    for name, value in filled.items():
        if value is None:
            fields.poplist(name)
        else:
            fields.setlist(name, value if isinstance(value, list) else [value])
    return fields


def _fields_of(form: Element) -> MultiDict[str, str]:
    found: MultiDict[str, str] = MultiDict()
    for one in form.iter():
        name = one.get("name")
        if not name or one.get("disabled") is not None:
            continue
        value = _value(one)
        if value is not None:
            found.add(name, value)
    return found


def _value(field: Element) -> str | None:
    if field.tag == f"{XHTML}textarea":
        return (field.text or "").lstrip("\n")
    if field.tag == f"{XHTML}select":
        options = list(field.iter(f"{XHTML}option"))
        chosen = [one for one in options if one.get("selected") is not None] or options[:1]
        return chosen[0].get("value", chosen[0].text or "") if chosen else None
    if field.tag != f"{XHTML}input" or field.get("type") in ("submit", "file", "button"):
        return None
    if field.get("type") in ("checkbox", "radio"):
        return field.get("value", "on") if field.get("checked") is not None else None
    return field.get("value", "")
